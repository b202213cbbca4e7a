"""A rate over versions with its intervals, and the size of the library below."""

from collections.abc import Callable, Iterator
from string import ascii_lowercase
from typing import Final

from evaluation.describe import percent
from reports.render.pictures.frame import (
    ABOUT,
    SIGN,
    SMALL,
    TOP,
    WIDTH,
    Key,
    brief,
    framed,
    legend,
    note,
    quiet,
)
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import element, group, path, steps
from reports.render.pictures.trend_panels import (
    ABOVE,
    Panels,
    draw_bars,
    draw_placed,
    draw_versions,
    drawn_of,
)
from reports.render.pictures.trend_places import fit_first, place_text
from reports.render.pictures.trend_rates import (
    cross,
    draw_intervals,
    draw_line,
    draw_points,
    draw_scale,
    draw_values,
    standing_bound,
    standing_whisker,
)
from reports.render.pictures.trend_values import Trend, TrendPoint

__all__ = ["Trend", "TrendPoint", "draw_trend"]
_MOST_NOTES: Final = 6
_LINE: Final = 17


def draw_trend(picture: Trend, ident: str) -> str:
    """A point for each version and its interval; no versions give a line that says so.

    The scale is the narrowest that holds all, and a line below says where it does not begin at 0.
    Labels that have no room are left out, the last version's never.
    """
    if not picture.points:
        empty = note("No versions.", TOP + SMALL)
        return framed(ident, picture.title, "No versions.", empty, height=TOP + 20)
    keys, top = legend(_keys(picture), TOP - 8)
    place = Panels.of(picture, top + ABOVE)
    notes, bottom = _notes(picture, place, place.end + 8)
    return framed(
        ident,
        picture.title,
        _told(picture),
        keys,
        draw_scale(place),
        _note_lines(picture, place),
        draw_line(picture, place),
        draw_intervals(picture, place),
        draw_points(picture, place),
        draw_values(picture, place),
        draw_versions(picture, place),
        draw_bars(picture, place),
        notes,
        height=bottom + 6,
    )


def _note_lines(picture: Trend, place: Panels) -> str:
    """A dashed line behind each version with a note, and the letter of the note above."""
    letters = _letters(picture)
    noted = [(i, letters[p.note]) for i, p in enumerate(picture.points) if p.note in letters]
    lines = [steps("M", place.x(i), place.top - 18, "V", place.bottom) for i, _ in noted]
    room = fit_first((i, place_text(text, place.x(i), SMALL, 0, WIDTH)) for i, text in noted)
    names = [draw_placed(text, place.top - 22) for _, text in room]
    return path(*lines, **paint(stroke="axis"), stroke_dasharray="2 3") + quiet(*names)


def _letters(picture: Trend) -> dict[str, str]:
    notes = dict.fromkeys(point.note for point in picture.points if point.note)
    return dict(zip(list(notes)[:_MOST_NOTES], ascii_lowercase, strict=False))


def _notes(picture: Trend, place: Panels, top: float) -> tuple[str, float]:
    """What stands below: the notes by their letters, and what must be known to read the scale."""
    letters = _letters(picture)
    lines = [f"{letter}: {text}" for text, letter in letters.items()]
    more = len({point.note for point in picture.points if point.note}) - len(letters)
    if more:
        lines.append(f"and {more:,} more notes")
    if place.window.low:
        lines.append(f"The scale begins at {place.window.low * 100:.4g} %, not at 0.")
    if _has_intervals(picture):
        lines.append(ABOUT)
    texts = [note(line, top + (i + 1) * _LINE - 5) for i, line in enumerate(lines)]
    return "".join(texts), top + len(lines) * _LINE


def _has_intervals(picture: Trend) -> bool:
    return any(len(drawn_of(picture, point)) > 1 for point in picture.points)


def _keys(picture: Trend) -> Iterator[Key]:
    """Only what is drawn is explained."""
    known = [point for point in picture.points if point.value is not None]
    if _has_intervals(picture):
        words = "one-sided 95 % bound (exact)" if picture.one_sided else "95 % interval (Wilson)"
        yield Key(draw=_sign(picture), words=f"rate with its {words}")
    if len(known) < len(picture.points):
        yield Key(draw=_unknown_sign, words="not estimable")


def _sign(picture: Trend) -> Callable[[float, float], str]:
    def draw(x: float, y: float) -> str:
        middle, start = x + SIGN / 2, y + 5 if picture.one_sided else y
        line = (
            standing_bound(middle, start, y - 7, 4)
            if picture.one_sided
            else standing_whisker(middle, y + 8, y - 8, 4)
        )
        point = element("circle", cx=middle, cy=start, r=4)
        return path(line, fill="none", **paint(stroke="mark"), stroke_width=1.5) + group(
            point, **paint(fill="mark")
        )

    return draw


def _unknown_sign(x: float, y: float) -> str:
    return path(cross(x + SIGN / 2, y, 4), **paint(stroke="ink"), stroke_width=1.5)


def _told(picture: Trend) -> str:
    """What a person hears who does not see it: the first and last version, the most and least."""
    points = picture.points
    known = [point for point in points if point.value is not None]
    parts = [f"{len(points):,} versions, oldest first" if len(points) > 1 else "1 version"]
    told = [points[0], *([points[-1]] if len(points) > 1 else [])]
    parts += [_point_told(point) for point in told]
    if len(known) > len(told):
        parts.append(f"most: {_point_told(max(known, key=_rate))}")
        parts.append(f"least: {_point_told(min(known, key=_rate))}")
    if len(known) < len(points):
        parts.append(f"{len(points) - len(known):,} not estimable")
    return "; ".join(parts) + "."


def _rate(point: TrendPoint) -> float:
    return point.value or 0.0


def _point_told(point: TrendPoint) -> str:
    size = f", {point.size:,} vignettes" if point.size is not None else ""
    return f"{brief(point.label)}: {point.k:,} of {point.n:,}, {percent(point.value)}{size}"
