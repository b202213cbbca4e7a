"""Shares with their intervals and limits, one below the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evaluation.describe import percent
from reports.render.pictures.frame import (
    ABOUT,
    SIZE,
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
from reports.render.pictures.interval_marks import (
    LEFT,
    RIGHT,
    at_least_sign,
    at_most_sign,
    bar,
    bracket,
    flag,
    nothing_sign,
    one_sided_sign,
    point,
    two_sided_sign,
    whisker,
    x_of,
)
from reports.render.pictures.letters import label, width_of
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import element, group, path, steps, written
from reports.render.pictures.words import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRow:
    """One share.

    Attributes:
        label: What it is the share of.
        value: The share, 0 to 1; ``None`` where it is not estimable.
        lower: Lower end of the interval; ``None`` where there is none.
        upper: Upper end of the interval; ``None`` where there is none. A row need not lie between
            its ends: they may be of families, and the value of vignettes.
        k: How many.
        n: Of how many.
        limit: What the policy allows; ``None`` where it says nothing.
        is_upper_limit: Whether the policy allows at most that much, and not at least.
        one_sided: Whether the interval has one end only: ``upper`` if there is one, else ``lower``.

    Raises:
        ValueError: A share or an end is outside of 0 to 1.
    """

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    k: int
    n: int
    limit: float | None = None
    is_upper_limit: bool = True
    one_sided: bool = False

    def __post_init__(self) -> None:
        for share_ in (self.value, self.lower, self.upper, self.limit):
            if share_ is not None and not 0 <= share_ <= 1:
                raise ValueError(f"{share_} is not a share: 0 to 1")

    @property
    def bound(self) -> float | None:
        """The end of a one-sided interval; ``None`` where nothing is estimable."""
        if self.value is None or not self.one_sided:
            return None
        return self.lower if self.upper is None else self.upper

    @property
    def ends(self) -> tuple[float, float] | None:
        """The ends of a two-sided interval; ``None`` where nothing is estimable."""
        if self.value is None or self.one_sided or self.lower is None or self.upper is None:
            return None
        return self.lower, self.upper


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """Shares from 0 to 100 %, as they are to be read from the top."""

    rows: tuple[IntervalRow, ...]
    title: str = "Rates with their intervals"


_HIGH: Final = 40
_TRACK: Final = 24  # from the top of a row to its line
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_TICK_ROOM: Final = 20
_VALUES: Final = 70  # units for the shares at the right
_MOST_TOLD: Final = 6


def draw_intervals(picture: Intervals, ident: str) -> str:
    """A point and its interval for each row, on one scale; no rows give a line that says so."""
    if not picture.rows:
        empty = note("No rates.", TOP + SMALL)
        return framed(ident, picture.title, "No rates.", empty, height=TOP + 20)
    keys, top = legend(_keys(picture.rows), TOP - 8)
    top += _TICK_ROOM + 8
    tracks = [(row, top + i * _HIGH + _TRACK) for i, row in enumerate(picture.rows)]
    bottom = top + len(tracks) * _HIGH
    has_intervals = any(row.ends or row.bound is not None for row in picture.rows)
    return framed(
        ident,
        picture.title,
        _told(picture.rows),
        keys,
        _scale(top, bottom),
        _tracks(tracks),
        _intervals(tracks),
        _limits(tracks),
        _texts(tracks),
        note(ABOUT, bottom + 36) if has_intervals else "",
        height=bottom + (44 if has_intervals else 24),
    )


_Tracks = list[tuple[IntervalRow, float]]


def _scale(top: float, bottom: float) -> str:
    """Names above and below, and dashes where each tick meets the line of a row."""
    lines = [steps("M", x_of(tick), top + _TRACK - 4, "V", bottom) for tick in _TICKS]
    marks = path(*lines, **paint(stroke="axis"), stroke_dasharray=steps(8, _HIGH - 8))
    inner = [(tick, x_of(tick)) for tick in _TICKS[1:-1]]
    return marks + quiet(
        *_tick_names([(_TICKS[0], 0)], top, bottom),
        group(*_tick_names(inner, top, bottom), text_anchor="middle"),
        group(*_tick_names([(_TICKS[-1], WIDTH)], top, bottom), text_anchor="end"),
    )


def _tick_names(ticks: list[tuple[float, float]], top: float, bottom: float) -> Iterator[str]:
    for y in (top - 8, bottom + 14):
        for tick, x in ticks:
            yield element("text", f"{tick:.0%}".replace("%", " %"), x=x, y=y)


def _tracks(tracks: _Tracks) -> str:
    """A line for each row: whole where something was measured, else dashed."""

    def line(y: float) -> str:
        return steps("M", LEFT, y, "H", RIGHT)

    return group(
        path(*(line(y) for row, y in tracks if row.value is not None)),
        path(*(line(y) for row, y in tracks if row.value is None), stroke_dasharray="2 4"),
        **paint(stroke="axis"),
        stroke_width=0.7,
    )


def _intervals(tracks: _Tracks) -> str:
    ends = [(row.ends, y) for row, y in tracks]
    whiskers = [_whisker(*pair, y) for pair, y in ends if pair is not None]
    bounds = [
        (row.value, row.bound, y)
        for row, y in tracks
        if row.value is not None and row.bound is not None
    ]
    bars = [bar(x_of(value), x_of(bound), y) for value, bound, y in bounds]
    brackets = [bracket(x_of(bound), y, is_upper=bound >= value) for value, bound, y in bounds]
    points = [point(x_of(row.value), y) for row, y in tracks if row.value is not None]
    return group(
        path(*bars, fill_opacity="0.35"),
        *points,
        **paint(fill="mark"),
    ) + path(*whiskers, *brackets, fill="none", **paint(stroke="mark"), stroke_width=2)


def _whisker(lower: float, upper: float, y: float) -> str:
    return whisker(x_of(lower), x_of(upper), y)


def _limits(tracks: _Tracks) -> str:
    flags = [
        flag(x_of(row.limit), y, is_upper=row.is_upper_limit)
        for row, y in tracks
        if row.limit is not None
    ]
    return path(*flags, **paint(fill="ink", stroke="ink"), stroke_width=1.2)


def _texts(tracks: _Tracks) -> str:
    counts = [
        element("text", f"{row.k:,} of {row.n:,}", x=_right_of(row), y=y - _TRACK + 13)
        for row, y in tracks
    ]
    values = [
        element("text", written(percent(row.value)), x=WIDTH, y=y - _TRACK + 13)
        for row, y in tracks
    ]
    names = [label(row.label, 0, y - _TRACK + 13, _name_room(row), SIZE) for row, y in tracks]
    return group(*names) + group(quiet(*counts), group(*values), text_anchor="end")


def _right_of(row: IntervalRow) -> float:
    """Where the counts end: in one column, or before longer words."""
    return WIDTH - max(_VALUES, width_of(percent(row.value), SIZE) + 10)


def _name_room(row: IntervalRow) -> float:
    return _right_of(row) - width_of(f"{row.k:,} of {row.n:,}", SMALL) - 10


def _keys(rows: tuple[IntervalRow, ...]) -> Iterator[Key]:
    """Only what is drawn is explained."""
    if any(row.ends for row in rows):
        yield Key(draw=two_sided_sign, words="rate with a two-sided 95 % interval (Wilson)")
    if any(row.bound is not None for row in rows):
        yield Key(draw=one_sided_sign, words="rate with a one-sided 95 % bound (exact)")
    for is_upper, words in ((True, "allowed at most"), (False, "asked at least")):
        if any(row.limit is not None and row.is_upper_limit is is_upper for row in rows):
            yield Key(draw=at_most_sign if is_upper else at_least_sign, words=words)
    if any(row.value is None for row in rows):
        yield Key(draw=nothing_sign, words="not estimable")


def _told(rows: tuple[IntervalRow, ...]) -> str:
    """What a person hears who does not see it: the first rows in full."""
    return f"Shares from 0 to 100 %. {listed([_row_told(row) for row in rows], _MOST_TOLD)}."


def _row_told(row: IntervalRow) -> str:
    parts = [f"{brief(row.label)}: {row.k:,} of {row.n:,}, {percent(row.value)}"]
    if row.ends:
        parts.append(f"interval {percent(row.ends[0])} to {percent(row.ends[1])}")
    if row.bound is not None:
        words = "at most" if row.upper is not None else "at least"
        parts.append(f"{words} {percent(row.bound)}")
    if row.limit is not None:
        words = "allowed at most" if row.is_upper_limit else "asked at least"
        parts.append(f"{words} {percent(row.limit)}")
    return ", ".join(parts)
