"""How wide a text is without a font to measure: never less than in the widest usual ones."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from reports.render.pictures.svg import Value, element, written
from reports.render.text import plain

# Advance widths in ems of DejaVu Sans and Verdana, the widest sans-serif faces that systems choose.
_KNOWN: Final = {
    letter: width
    for letters, width in (
        ("jil", 0.35),
        (" .,:;'|!()[]/\\-\"", 0.46),
        ("frtI", 0.43),
        ("cksvxyzJ", 0.6),
        ("abdeghnopqu0123456789_*?$", 0.65),
        ("EFLPSTY", 0.69),
        ("mwMW%@", 1.0),
        ("\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}", 12.0),
    )
    for letter in letters
}
_ASCII: Final = 0.85  # the other capitals, and signs
_OTHER: Final = 1.1
_FULL_WIDTH: Final = 1.3  # emoji are wider than ideographs
_RARE: Final = 2.5  # scripts beyond the first plane, some of which are very wide
_BOLD: Final = 1.15
_MOST_MARKS: Final = 2  # accents on one letter; more would climb over the lines above
_FIRST_PLANE: Final = 0x10000
_ELLIPSIS: Final = "…"


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """No less than the width of a text in the size of its font, in units of the picture.

    >>> width_of("", 10), width_of("ill", 10) < width_of("MWM", 10)
    (0.0, True)
    """
    return sum(map(_ems, plain(text)), 0.0) * size * (_BOLD if is_bold else 1)


def shortened(text: str, width: float, size: float, *, is_bold: bool = False) -> str:
    """The text where it fits, else as much of its beginning as does, with an ellipsis.

    >>> shortened("emergency", 100, 10), shortened("emergency", 40, 10)
    ('emergency', 'eme…')
    """
    room = width / (size * (_BOLD if is_bold else 1))
    kept: list[str] = []
    used, cut = 0.0, 0
    for character in _calm(plain(text)):
        used += _ems(character)
        if used > room:
            return "".join(kept[:cut]).rstrip() + _ELLIPSIS
        kept.append(character)
        if used + _ems(_ELLIPSIS) <= room:
            cut = len(kept)
    return "".join(kept)


def lines_of(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """The words of a text in lines, each shortened to the width; what is left over is cut off.

    >>> lines_of("one two three", 45, 10, 2)
    ('one two', 'three')
    """
    lines: list[str] = []
    for word in _calm_start(text).split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(shortened(line, width, size) for line in lines)


def label(text: str, x: float, y: float, width: float, size: float, **more: Value) -> str:
    """A text that keeps to its width, with all of it in a title where it had to be shortened."""
    is_bold = more.get("font_weight") == "bold"
    short = shortened(text, width, size, is_bold=is_bold)
    whole = element("title", written(text)) if short != plain(text) else ""
    return element("text", whole, written(short), x=x, y=y, **more)


_LONGEST: Final = 2_000  # characters of which lines are made, far beyond any picture's width


def _calm_start(text: str) -> str:
    return "".join(_calm(plain(text[:_LONGEST])))


def _calm(text: str) -> Iterator[str]:
    """The characters without heaps of accents."""
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            yield character


@cache
def _ems(character: str) -> float:
    if character in _KNOWN:
        return _KNOWN[character]
    if character.isascii():
        return _ASCII
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return sum(_ems(part) for part in parts)
    if unicodedata.category(character) == "Mn":
        return 0.0
    if unicodedata.east_asian_width(character) in "FW":
        return _FULL_WIDTH
    return _OTHER if ord(character) < _FIRST_PLANE else _RARE
