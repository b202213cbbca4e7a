"""The panels of a trend: where they are, the versions between them, the sizes below."""

from dataclasses import dataclass
from typing import Final

from reports.render.pictures.frame import (
    SMALL,
    WIDTH,
    quiet,
)
from reports.render.pictures.letters import label, shortened, width_of
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import group, path, steps
from reports.render.pictures.trend_places import (
    Placed,
    Window,
    fit_first,
    place_text,
    thinned,
    window_around,
)
from reports.render.pictures.trend_values import Trend, TrendPoint

LEFT: Final = 48.0
_HIGH: Final = 150.0
ABOVE: Final = 34  # room for letters of notes and for values above the highest
_NAMES: Final = 36
_BARS: Final = 44.0
_BARS_HEAD: Final = 40
_LONGEST: Final = 96.0  # units for the label of a version
_WIDEST_BAR: Final = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """Where the panels are, and where in them a version and a rate are."""

    top: float
    count: int
    window: Window
    has_sizes: bool

    @classmethod
    def of(cls, picture: Trend, top: float) -> "Panels":
        """The panels of a picture from ``top`` on, with the narrowest scale that holds all."""
        shares = [each for point in picture.points for each in drawn_of(picture, point)]
        return cls(
            top=top,
            count=len(picture.points),
            window=window_around(shares),
            has_sizes=any(point.size is not None for point in picture.points),
        )

    @property
    def band(self) -> float:
        """Units across for each version."""
        return (WIDTH - LEFT) / self.count

    @property
    def bottom(self) -> float:
        """Where the lowest rate of the scale is."""
        return self.top + _HIGH

    @property
    def ground(self) -> float:
        """Where the bars stand."""
        return self.bottom + _NAMES + _BARS_HEAD + _BARS

    @property
    def end(self) -> float:
        """Where the panels end."""
        return self.ground if self.has_sizes else self.bottom + _NAMES

    def x(self, i: int) -> float:
        """The middle of a version."""
        return LEFT + (i + 0.5) * self.band

    def y(self, value: float) -> float:
        """The height of a rate."""
        return self.bottom - self.window.fraction(value) * _HIGH


def drawn_of(picture: Trend, point: TrendPoint) -> tuple[float, ...]:
    """The rate and the ends of its interval, as far as they are drawn."""
    if point.value is None:
        return ()
    ends = (point.upper,) if picture.one_sided else (point.lower, point.upper)
    return (point.value, *(end for end in ends if end is not None))


def draw_placed(text: Placed, y: float) -> str:
    """A text at its place, on the line at ``y``."""
    return label(text.text, text.x, y, WIDTH, SMALL, text_anchor=text.anchor)


def draw_versions(picture: Trend, place: Panels) -> str:
    """The labels that have room, each below a tick and above its counts."""
    names = [shortened(point.label, _LONGEST, SMALL) for point in picture.points]
    counts = [f"{point.k:,}/{point.n:,}" for point in picture.points]
    wider = [
        max(pair, key=lambda text: width_of(text, SMALL))
        for pair in zip(names, counts, strict=True)
    ]
    xs = [place.x(i) for i in range(place.count)]
    texts = thinned(wider, xs, SMALL, end=WIDTH)
    ticks = path(
        *(steps("M", xs[i], place.bottom, "V", place.bottom + 4) for i, _ in texts),
        **paint(stroke="axis"),
    )

    def line(text: Placed, words: str, y: float) -> str:
        return label(words, text.x, place.bottom + y, _LONGEST, SMALL, text_anchor=text.anchor)

    versions = [line(text, picture.points[i].label, 16) for i, text in texts]
    return (
        ticks
        + group(*versions, font_size=SMALL)
        + quiet(*(line(text, counts[i], 31) for i, text in texts))
    )


def draw_bars(picture: Trend, place: Panels) -> str:
    """A bar for each known size, from 0 up, with the numbers that have room."""
    if not place.has_sizes:
        return ""
    sizes = [(i, p.size) for i, p in enumerate(picture.points) if p.size is not None]
    most = max(size for _, size in sizes) or 1
    wide = min(_WIDEST_BAR, place.band * 0.7)
    bars = [
        steps(
            "M", place.x(i) - wide / 2, place.ground, "V", place.ground - _BARS * size / most,
            "H", place.x(i) + wide / 2, "V", place.ground, "Z",
        )
        for i, size in sizes
    ]  # fmt: skip
    changes = [pair for pair, before in zip(sizes[1:], sizes, strict=False) if pair[1] != before[1]]
    texts = fit_first(
        (i, place_text(f"{size:,}", place.x(i), SMALL, 0, WIDTH))
        for i, size in dict.fromkeys([sizes[-1], sizes[0], *changes])
    )
    head = place.ground - _BARS - _BARS_HEAD + 18
    heights = dict(sizes)
    return (
        quiet(label(picture.unit, 0, head, WIDTH, SMALL))
        + path(*bars, **paint(fill="axis"))
        + path(steps("M", LEFT, place.ground, "H", WIDTH), **paint(stroke="axis"))
        + quiet(
            *(draw_placed(text, place.ground - _BARS * heights[i] / most - 5) for i, text in texts)
        )
    )
