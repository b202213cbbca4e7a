"""The parts that a page is made of: what stands together, and what can be left out alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reports.render.document.nodes import (
    Block,
    Bullets,
    Commands,
    Figure,
    Fold,
    Pairs,
    Paragraph,
    Section,
    Span,
    Table,
    Text,
)
from reports.render.markdown.escape import fenced, tagged, words

MOST_IN_A_TITLE: Final = 200
MOST_IN_A_CELL: Final = 1_000
MOST_IN_A_PARAGRAPH: Final = 4_000
"""How many characters of a text are shown; those that are not are counted there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """A table, a list or a paragraph: lines, of which the last ones may be left out."""

    lines: tuple[str, ...]
    head: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """A section or a fold with what stands in it.

    ``title`` is what a section is called, in Markdown; a fold has none. ``is_brief`` is said of
    sections that come before others where room is short.
    """

    head: str
    tail: str = ""
    parts: tuple["Piece | Frame", ...]
    title: str = ""
    is_section: bool = False
    is_brief: bool = False

    def sections(self, outer: "Frame | None" = None) -> Iterator[tuple["Frame", "Frame | None"]]:
        """This section and those in it, each with the one that it stands in."""
        yield self, outer
        for part in self.parts:
            if isinstance(part, Frame) and part.is_section:
                yield from part.sections(self)


def frames_of(
    sections: Iterable[Section], *, is_whole: bool, level: int = 3, is_brief: bool = True
) -> Iterator[Frame]:
    """The sections to be shown, in their order: all of them, or those that are brief."""
    for section in sections:
        brief = section.is_brief and (is_brief or not is_whole)
        inner = frames_of(section.sections, is_whole=is_whole, level=level + 1, is_brief=brief)
        if not (is_whole or section.is_brief):
            yield from inner
            continue
        title = _title(section)
        yield Frame(
            head=f"{'#' * min(level, _DEEPEST)} {title}",
            parts=(*_parts(section.blocks), *inner),
            title=title,
            is_section=True,
            is_brief=brief,
        )


_DEEPEST: Final = 6


def not_chosen(sections: Iterable[Section]) -> Iterator[str]:
    """What the sections are called that are not brief; of one that is not, its parts are not."""
    for section in sections:
        if section.is_brief:
            yield from not_chosen(section.sections)
        else:
            yield _title(section)


def _title(section: Section) -> str:
    return words(section.title, MOST_IN_A_TITLE) or "(no title)"


def _parts(blocks: Iterable[Block]) -> Iterator[Piece | Frame]:
    for block in blocks:
        if isinstance(block, Fold):
            yield _fold(block)
        else:
            piece = _piece(block)
            if piece is not None:
                yield piece


def _fold(fold: Fold) -> Piece | Frame:
    summary = tagged(fold.summary, MOST_IN_A_TITLE) or "(no title)"
    parts = tuple(_parts(fold.blocks))
    is_open = " open" if fold.is_open else ""
    head, tail = f"<details{is_open}><summary>{summary}</summary>", "</details>"
    if not parts:
        return Piece(lines=(f"{head}{tail}",))
    return Frame(head=head, tail=tail, parts=parts)


def _piece(block: Paragraph | Bullets | Pairs | Table | Figure | Commands) -> Piece | None:
    """A block as lines; ``None`` for one without words."""
    if isinstance(block, Paragraph):
        return _lines([words(block.text, MOST_IN_A_PARAGRAPH)])
    if isinstance(block, Bullets):
        return _bullets(block)
    if isinstance(block, Pairs):
        return _table((block.caption, ""), block.rows)
    if isinstance(block, Table):
        return _captioned(block)
    if isinstance(block, Figure):
        return _lines([words(f"Picture, in the HTML report: {block.caption}", MOST_IN_A_CELL)])
    fence, lines = fenced(block.lines, MOST_IN_A_PARAGRAPH)
    return Piece(head=f"{fence}sh", lines=lines, tail=fence) if lines else None


def _lines(lines: Iterable[str], head: str = "") -> Piece | None:
    kept = tuple(filter(None, lines))
    return Piece(lines=kept, head=head) if kept else None


def _bullets(block: Bullets) -> Piece | None:
    items = filter(None, (words(item, MOST_IN_A_CELL) for item in block.items))
    if block.is_numbered:
        return _lines(f"{number}. {item}" for number, item in enumerate(items, start=1))
    return _lines(f"- {item}" for item in items)


def _captioned(table: Table) -> Piece | None:
    caption = Span(text=table.caption, is_strong=True)
    if not table.rows:
        said = (caption, ": ", table.empty) if table.caption and table.empty else (table.empty,)
        return _lines([words(said, MOST_IN_A_CELL)])
    return _table(
        [column.title for column in table.columns],
        [row.cells for row in table.rows],
        caption=words(caption, MOST_IN_A_TITLE),
        numbers=[column.is_number for column in table.columns],
    )


def _table(
    titles: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    *,
    caption: str = "",
    numbers: Sequence[bool] = (),
) -> Piece | None:
    """A table as wide as its widest row: what stands beyond the head would not be shown."""
    width = max([len(titles), *map(len, rows)])
    if not rows or not width:
        return None
    flush = [*numbers, *[False] * (width - len(numbers))]
    head = [_row(titles, width), _row_of("--:" if is_number else "---" for is_number in flush)]
    return Piece(
        head="\n".join([*([caption, ""] if caption else []), *head]),
        lines=tuple(_row(row, width) for row in rows),
    )


def _row(cells: Sequence[Text], width: int) -> str:
    given = [words(cell, MOST_IN_A_CELL) for cell in cells]
    return _row_of([*given, *[""] * (width - len(given))])


def _row_of(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
