"""Texts of a document as data for the template."""

from typing import Any, Final

from reports.render.document.nodes import Span, Text
from reports.render.pdf.breaking import parted, widest
from reports.render.pdf.characters import drawable
from reports.render.pdf.places import Places

PAGE: Final = 46.0
"""How wide lines of text are, in sizes of their letters; rather less than on the page."""


CAPTION: Final = 300
"""The most characters of a caption or a heading."""


_STRING: Final = 4_000
"""The most characters of a text that is not on a page: PDF/A allows 32,767 bytes."""


def cut(text: str, most: int = _STRING) -> str:
    """The beginning of a text that is too long, marked as one.

    >>> cut("abcdef", 4), cut("abcd", 4)
    ('abc…', 'abcd')
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def spans_of(text: Text) -> tuple[Span, ...]:
    """The pieces of a text, those without words left out."""
    pieces = text if isinstance(text, tuple) else (text,)
    spans = (Span(text=piece) if isinstance(piece, str) else piece for piece in pieces)
    return tuple(span for span in spans if span.text)


def told(text: Text) -> str:
    """The words of a text in characters that can be drawn."""
    return "".join(drawable(span.text) for span in spans_of(text))


def need_of(text: Text) -> float:
    """The width of the widest word of a text, in sizes of its letters."""
    spans = spans_of(text)
    return max((widest(drawable(span.text), is_code=span.is_code) for span in spans), default=0)


def words(text: Text, places: Places, room: float = PAGE) -> list[Any]:
    """Runs of a text: pieces of plain words, or an object where there is more to say of them."""
    return [_run(span, places, room) for span in spans_of(text)]


def short(text: Text, most: int, places: Places, room: float = PAGE) -> dict[str, Any]:
    """A heading, and where it is too long for one, all of it to be set below as running text.

    A heading is repeated in the contents, among the bookmarks and on further pages, and must never
    fill one.
    """
    whole = told(text)
    if len(whole) <= most:
        return {"head": words(text, places, room), "whole": []}
    return {"head": words(cut(whole, most), places, room), "whole": words(text, places)}


def _run(span: Span, places: Places, room: float) -> Any:
    pieces = parted(drawable(span.text), room, is_code=span.is_code)
    more = {
        "tone": span.tone.value,
        "to": places.target(span.to),
        "code": span.is_code,
        "strong": span.is_strong,
    }
    if not any(more.values()):
        return pieces
    return {"pieces": pieces, **more}
