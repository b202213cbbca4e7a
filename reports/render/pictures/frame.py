"""What all pictures have: a title, a description, a legend, patterns."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from reports.render.pictures.letters import label, shortened, width_of
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import element, group, path, steps, written

WIDTH: Final = 480
"""Units across a picture: as wide as text stays legible when a telephone shows it at 320 pixels."""
SIZE: Final = 13
"""The size of text, in units."""
SMALL: Final = 12
"""The size of text beside the point."""
TOP: Final = 34
"""Where what is below the title begins."""
ABOUT: Final = "Intervals describe this library, not patients."
"""What every interval says."""

_IDENT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_TITLE_SIZE: Final = 15
_TITLE_BASE: Final = 17
_TOLD: Final = 60  # characters of a label in a description


def framed(
    ident: str, title: str, told: str, *parts: str, height: float, width: float = WIDTH
) -> str:
    """The picture as one element, with the title that is seen and what is said to those who hear.

    Raises:
        ValueError: ``ident`` cannot begin an id.
    """
    if not _IDENT.fullmatch(ident):
        raise ValueError(f"{ident!r} cannot begin an id: letters, digits, - and _, a letter first")
    return element(
        "svg",
        element("title", written(title), id=f"{ident}-title"),
        element("desc", written(told), id=f"{ident}-desc"),
        label(title, 0, _TITLE_BASE, width, _TITLE_SIZE, font_size=_TITLE_SIZE, font_weight="bold"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="picture",
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
        viewBox=steps(0, 0, width, height),
        width=width,
        height=height,
        font_family="sans-serif",
        font_size=SIZE,
        fill="currentColor",
    )


def brief(text: str) -> str:
    """A label as it stands in a description."""
    return shortened(text, _TOLD, 1)


def quiet(*texts: str) -> str:
    """Texts beside the point."""
    return group(*texts, font_size=SMALL, **paint(fill="quiet"))


def note(text: str, y: float, width: float = WIDTH) -> str:
    """One line beside the point."""
    return quiet(label(text, 0, y, width, SMALL))


def hatch(ident: str) -> str:
    """The pattern of what is less urgent; used as ``url(#ident-hatch)``."""
    lines = path(
        steps("M", -1, 1, "L", 1, -1, "M", 0, 7, "L", 7, 0, "M", 6, 8, "L", 8, 6),
        **paint(stroke="worse"),
        stroke_width=1.4,
    )
    return _pattern(f"{ident}-hatch", 7, lines)


def dots(ident: str) -> str:
    """The pattern of what has no answer; used as ``url(#ident-dots)``."""
    spots = element("circle", cx=3, cy=3, r=1.1, **paint(fill="quiet"))
    return _pattern(f"{ident}-dots", 6, spots)


def _pattern(ident: str, size: float, drawn: str) -> str:
    return element(
        "pattern", drawn, id=ident, width=size, height=size, patternUnits="userSpaceOnUse"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One entry of a legend: a sign drawn at the left of a middle line, and what it means."""

    draw: Callable[[float, float], str]
    words: str


SIGN: Final = 26
"""Units across a sign of a legend."""
_LINE: Final = 20
_BESIDE: Final = 6
_BETWEEN: Final = 16


def legend(keys: Iterable[Key], y: float, width: float = WIDTH) -> tuple[str, float]:
    """The entries in as many lines as they need from ``y`` on, and where the last line ends."""
    signs: list[str] = []
    words: list[str] = []
    x, bottom = 0.0, y
    for key in keys:
        room = SIGN + _BESIDE + width_of(key.words, SMALL)
        if bottom == y or x + room > width:
            x, bottom = 0.0, bottom + _LINE
        middle = bottom - _LINE / 2
        signs.append(key.draw(x, middle))
        start = x + SIGN + _BESIDE
        words.append(label(key.words, start, middle + 4, width - start, SMALL))
        x += room + _BETWEEN
    return group(*signs) + quiet(*words), bottom
