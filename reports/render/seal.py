"""The seals of a report file: the hashes that it carries, and the hash of the file itself.

A seal finds what was changed by accident or in passing, such as one digit in an editor. It is not a
signature: who changes a file on purpose can seal it again. Against that there is `triage attest`.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser
from typing import Final

PLACEHOLDER: Final = "sha256:" + "0" * 64
"""What stands in place of the hash of the file while that hash is taken."""


def sealed(text: str) -> str:
    """A report with the hash of itself where its placeholder stands.

    The place is the first ``<meta name="triage:file" …>`` of an HTML page, or ``triage:file=…`` in
    the comment that is the last line of a Markdown text.

    Raises:
        ValueError: the text has no such place, or no placeholder there.
    """
    place = _place(text)
    if place is None or text[slice(*place)] != _ZEROS:
        raise ValueError("the text has no place for its seal")
    return _with(text, place, _hash(text))


def seal_holds(text: str) -> bool | None:
    """Whether a report is as it was when it was sealed; ``None`` for one that carries no seal."""
    hashes = seal_hashes(text)
    return None if hashes is None else hashes[0] == hashes[1]


def seal_hashes(text: str) -> tuple[str, str] | None:
    """The hash of itself that a report states, and the one that it has; ``None`` without a seal."""
    place = _place(text)
    if place is None:
        return None
    return text[slice(*place)], _hash(_with(text, place, _ZEROS))


def seals_of(text: str) -> dict[str, str]:
    """The hashes that an HTML or Markdown report carries, by name; empty where there are none.

    The seal of the file itself is among them, as ``file``. Of two of one name the first counts, and
    nothing outside the head of a page or the last line of a Markdown text does.
    """
    if _is_page(text):
        reader = _Head()
        reader.feed(text[:_HEAD])
        return _first_of_each(reader.found)
    line = _COMMENT.search(text)
    return _first_of_each(_ENTRY.findall(line[1])) if line else {}


def seals_of_pdf(content: bytes) -> dict[str, str]:
    """The hashes among the keywords of a PDF report, by name; empty where there are none.

    Keywords are read from the metadata at the end of the file, which archives need to find without
    any means, so it is never compressed. A PDF has no seal of itself.
    """
    start = content.rfind(_KEYWORDS)
    end = content.find(b"<", start + len(_KEYWORDS))
    if start < 0 or end < 0:
        return {}
    return _first_of_each(_ENTRY.findall(content[start:end].decode("ascii", "replace")))


def _first_of_each(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    seals: dict[str, str] = {}
    for name, value in found:
        seals.setdefault(name, value)
    return seals


_ZEROS: Final = PLACEHOLDER.removeprefix("sha256:")
_META: Final = re.compile(r'<meta name="?triage:file"? content="?sha256:([0-9a-f]{64})"? ?/?>')
_COMMENT: Final = re.compile(
    r"(?:\A|\n)<!--((?: triage:[a-z-]{1,40}=sha256:[0-9a-f]{64}){1,40}) -->\n*\Z"
)
_ENTRY: Final = re.compile(r"triage:([a-z-]+)=sha256:([0-9a-f]{64})")
_NAME: Final = re.compile(r"triage:([a-z-]{1,40})")
_VALUE: Final = re.compile(r"sha256:([0-9a-f]{64})")
_KEYWORDS: Final = b"<pdf:Keywords>"
_HEAD: Final = 200_000
"""How far the head of a page reaches at most, in characters: styles and all."""


def _is_page(text: str) -> bool:
    """Whether a report is an HTML page."""
    return text[:9].lower() == "<!doctype"


def _place(text: str) -> tuple[int, int] | None:
    """Where the hash of the file itself stands; ``None`` where a text has no such place."""
    if _is_page(text):
        found = _META.search(text, 0, _HEAD)
        return found.span(1) if found else None
    line = _COMMENT.search(text, max(0, text.rstrip("\n").rfind("\n")))
    if line is None:
        return None
    for entry in _ENTRY.finditer(text, *line.span(1)):
        if entry[1] == "file":
            return entry.span(2)
    return None


def _with(text: str, place: tuple[int, int], digits: str) -> str:
    return text[: place[0]] + digits + text[place[1] :]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class _Head(HTMLParser):
    """Reads the seals in the head of a page, and nothing behind it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.is_over = False
        self.is_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_over = self.is_over or tag not in _OF_HEAD
        self.is_title = self.is_title or tag == "title"
        if tag != "meta" or self.is_over or self.is_title:
            return
        given = dict(reversed(attrs))  # of two of one name the first counts, as in a browser
        name = _NAME.fullmatch(given.get("name") or "")
        value = _VALUE.fullmatch(given.get("content") or "")
        if name and value:
            self.found.append((name[1], value[1]))

    def handle_endtag(self, tag: str) -> None:
        self.is_over = self.is_over or tag == "head"
        if tag == "title":
            self.is_title = False

    def handle_data(self, data: str) -> None:
        # Words between the elements of a head open the body.
        is_inside = self.is_title or self.cdata_elem is not None
        self.is_over = self.is_over or bool(data.strip() and not is_inside)


_OF_HEAD: Final = frozenset({"html", "head", "title", "meta", "style", "link", "base"})
