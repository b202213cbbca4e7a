"""The upper panel of a trend: rates and intervals."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from evaluation.describe import percent
from reports.render.pictures.frame import (
    SMALL,
    WIDTH,
    quiet,
)
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import element, group, path, steps, written
from reports.render.pictures.trend_panels import LEFT, Panels, draw_placed, drawn_of
from reports.render.pictures.trend_places import (
    fit_first,
    place_text,
)
from reports.render.pictures.trend_values import Trend


def draw_scale(place: Panels) -> str:
    """A quiet line for each tick, the lowest one firmer, with its name at the left."""
    ticks = place.window.ticks
    lines = [steps("M", LEFT, place.y(tick), "H", WIDTH) for tick in ticks]
    names = [
        element("text", written(f"{tick * 100:.4g} %"), x=LEFT - 6, y=place.y(tick) + 4)
        for tick in ticks
    ]
    return (
        path(*lines[1:], **paint(stroke="rule"))
        + path(lines[0], **paint(stroke="axis"))
        + group(quiet(*names), text_anchor="end")
    )


def draw_line(picture: Trend, place: Panels) -> str:
    """From rate to rate, with a gap where one is not estimable."""
    known = groupby(enumerate(picture.points), key=lambda pair: pair[1].value is not None)
    lines = [
        steps(*_corners([(i, point.value) for i, point in run], place)) for is_, run in known if is_
    ]
    return path(*lines, fill="none", **paint(stroke="mark"), stroke_opacity="0.5")


def _corners(run: Iterable[tuple[int, float | None]], place: Panels) -> Iterator[str | float]:
    for step, (i, value) in enumerate(run):
        if value is not None:
            yield from ("L" if step else "M", place.x(i), place.y(value))


def draw_intervals(picture: Trend, place: Panels) -> str:
    """Whiskers with two ends, or from the rate to its bound with an end that has feet."""
    foot = min(4.0, place.band * 0.3) if place.band > _ROOM_OF_FEET else 0.0
    drawn: list[str] = []
    for i, point in enumerate(picture.points):
        if point.value is None or point.upper is None:
            continue
        x, start, upper = place.x(i), place.y(point.value), place.y(point.upper)
        if picture.one_sided:
            drawn.append(standing_bound(x, start, upper, foot))
        elif point.lower is not None:
            drawn.append(standing_whisker(x, place.y(point.lower), upper, foot))
    return path(*drawn, fill="none", **paint(stroke="mark"), stroke_width=1.5)


def standing_whisker(x: float, low: float, high: float, foot: float) -> str:
    """A line with a foot at both ends; without feet where they have no room."""
    feet = [part for y in (high, low) for part in ("M", x - foot, y, "H", x + foot)]
    return steps(*(feet if foot else ()), "M", x, high, "V", low)


def standing_bound(x: float, start: float, bound: float, foot: float) -> str:
    """A line from a rate to its bound, which has a bracket if there is room."""
    down = bound + foot if bound <= start else bound - foot
    end = ("M", x - foot, down, "V", bound, "H", x + foot, "V", down)
    return steps("M", x, start, "V", bound, *(end if foot else ()))


def draw_points(picture: Trend, place: Panels) -> str:
    """A dot for each rate, a cross at the ground for each that is not estimable."""
    radius = max(1.5, min(4.0, place.band * 0.35))
    known = [
        element("circle", cx=place.x(i), cy=place.y(point.value), r=radius)
        for i, point in enumerate(picture.points)
        if point.value is not None
    ]
    unknown = [
        cross(place.x(i), place.bottom - 8, radius)
        for i, point in enumerate(picture.points)
        if point.value is None
    ]
    return group(*known, **paint(fill="mark")) + path(
        *unknown, **paint(stroke="ink"), stroke_width=1.5
    )


def cross(x: float, y: float, half: float) -> str:
    """What stands for a rate that is not estimable."""
    return steps(
        "M", x - half, y - half, "L", x + half, y + half, "M", x - half, y + half, "L", x + half,
        y - half,
    )  # fmt: skip


def draw_values(picture: Trend, place: Panels) -> str:
    """The rates above their intervals: the last, the most, the least and the first come first."""
    known = [(i, point.value) for i, point in enumerate(picture.points) if point.value is not None]
    if not known:
        return ""
    wanted = [
        known[-1],
        max(known, key=lambda pair: pair[1]),
        min(known, key=lambda pair: pair[1]),
        known[0],
    ]
    if place.band > _ROOM_OF_EACH:
        wanted += known
    texts = fit_first(
        (i, place_text(percent(value), place.x(i), SMALL, LEFT, WIDTH))
        for i, value in dict.fromkeys(wanted)
    )

    def height(i: int) -> float:
        return min(place.y(each) for each in drawn_of(picture, picture.points[i])) - 8

    return group(
        *(draw_placed(text, height(i)) for i, text in texts),
        **paint(stroke="paper"),
        stroke_width=4,
        stroke_linejoin="round",
        paint_order="stroke",
        font_size=SMALL,
    )


_ROOM_OF_FEET: Final = 10.0  # units for each version, below which whiskers have no feet
_ROOM_OF_EACH: Final = 40.0  # units for each version, below which only some have their number
