"""What a document is made of. Texts are plain: each format escapes them in its own way."""

from dataclasses import dataclass, field
from enum import StrEnum

from reports.render.pictures.confusion import Confusion
from reports.render.pictures.flow import Flow
from reports.render.pictures.intervals import Intervals
from reports.render.pictures.trend import Trend


class Tone(StrEnum):
    """How a text is to be taken. It is never the only sign: the words say the same."""

    NONE = ""
    GOOD = "good"
    BAD = "bad"
    WARN = "warn"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of text: ``to`` is the id of the section or row that it leads to, empty for none.

    ``is_code`` is said of ids, hashes, commands and paths.
    """

    text: str
    tone: Tone = Tone.NONE
    to: str = ""
    is_code: bool = False
    is_strong: bool = False


Text = str | Span | tuple[str | Span, ...]
"""Words: one piece, or several after one another with nothing between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Short texts, one below the other. None of them leaves nothing at all."""

    items: tuple[Text, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Names with what is said of each, such as hashes: a table of two columns without a head."""

    caption: str
    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: numbers stand flush right. ``share`` is its part of the width on paper."""

    title: str
    is_number: bool = False
    share: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; its first cell heads it. ``id`` is a place that links lead to, empty for none.

    ``marks`` are ids of the choices of the table's filters that the row is found by.
    """

    cells: tuple[Text, ...]
    id: str = ""
    tone: Tone = Tone.NONE
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice of rows: a title, and choices by id and title. "All" comes first by itself."""

    id: str
    title: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. ``empty`` is what is said in place of one without rows.

    ``has_blanks`` is said of one with cells that people fill in by hand: those hold an empty text.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "None."
    filters: tuple[Filter, ...] = ()
    has_blanks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with a caption; ``id`` is unique in the document. The numbers stand beside it."""

    id: str
    caption: str
    picture: Confusion | Intervals | Flow | Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Commands to be typed, one a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Blocks that a reader opens. On paper, and where styles are blocked, all is open."""

    summary: str
    blocks: tuple["Block", ...]
    is_open: bool = False


Block = Paragraph | Bullets | Pairs | Table | Figure | Commands | Fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: ``id`` is what links lead to. ``is_brief`` marks what a pull request shows too."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    is_brief: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report.

    ``verdict`` is the most important word or two (PASS), with its ``tone``; ``lead`` the sentence
    under the title. ``digest`` is the hash of the facts that the document was made of, ``date`` the
    time of the run. ``seals`` has names and hashes of the inputs, for files to carry.
    """

    title: str
    lead: str
    verdict: str
    tone: Tone
    digest: str
    date: str
    author: str
    sections: tuple[Section, ...]
    seals: tuple[tuple[str, str], ...] = field(default=())
