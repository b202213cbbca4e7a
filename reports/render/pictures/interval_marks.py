"""The marks of intervals and limits, and their signs in a legend."""

from typing import Final

from reports.render.pictures.frame import (
    SIGN,
    WIDTH,
)
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import element, group, path, steps

LEFT: Final = 12.0  # room for half a mark at 0 %
RIGHT: Final = WIDTH - 12.0
_RADIUS: Final = 4


def x_of(value: float) -> float:
    """Where a share stands."""
    return LEFT + value * (RIGHT - LEFT)


def whisker(left: float, right: float, y: float) -> str:
    """A line with an end on both sides."""
    return steps(
        "M", left, y - 5, "V", y + 5, "M", right, y - 5, "V", y + 5, "M", left, y, "H", right
    )  # fmt: skip


def bar(start: float, end: float, y: float) -> str:
    """What lies between a point and its bound."""
    return steps("M", start, y - 4, "H", end, "V", y + 4, "H", start, "Z")


def bracket(x: float, y: float, *, is_upper: bool) -> str:
    """The end of a bar, with feet towards the point."""
    foot = x - 5 if is_upper else x + 5
    return steps("M", foot, y - 6, "H", x, "V", y + 6, "H", foot)


def point(x: float, y: float) -> str:
    """The share itself."""
    return element("circle", cx=x, cy=y, r=_RADIUS)


def flag(x: float, y: float, *, is_upper: bool) -> str:
    """A mast with a pennant to the side that the policy allows."""
    tip = x - 7 if is_upper else x + 7
    return steps("M", x, y - 6, "V", y + 10, "L", tip, y + 7, "L", x, y + 4)


def two_sided_sign(x: float, y: float) -> str:
    """A share with a whisker."""
    line = whisker(x + 1, x + SIGN - 1, y)
    return path(line, fill="none", **paint(stroke="mark"), stroke_width=2) + group(
        point(x + SIGN / 2, y), **paint(fill="mark")
    )


def one_sided_sign(x: float, y: float) -> str:
    """A share with its bound."""
    band = path(bar(x + 4, x + SIGN - 2, y), fill_opacity="0.35")
    end = bracket(x + SIGN - 2, y, is_upper=True)
    return group(band, point(x + 4, y), **paint(fill="mark")) + path(
        end, fill="none", **paint(stroke="mark"), stroke_width=2
    )


def at_most_sign(x: float, y: float) -> str:
    """A limit that nothing may be above."""
    drawn = flag(x + SIGN / 2 + 3, y, is_upper=True)
    return path(drawn, **paint(fill="ink", stroke="ink"), stroke_width=1.2)


def at_least_sign(x: float, y: float) -> str:
    """A limit that nothing may be below."""
    drawn = flag(x + SIGN / 2 - 3, y, is_upper=False)
    return path(drawn, **paint(fill="ink", stroke="ink"), stroke_width=1.2)


def nothing_sign(x: float, y: float) -> str:
    """The line of a row of which nothing was measured."""
    line = steps("M", x, y, "H", x + SIGN)
    return path(line, **paint(stroke="axis"), stroke_width=0.7, stroke_dasharray="2 4")
