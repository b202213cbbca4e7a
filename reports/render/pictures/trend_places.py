"""Scales of a trend, and which of its labels have room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reports.render.pictures.letters import width_of

_DIVISIONS: Final = {
    0.01: 5, 0.02: 4, 0.05: 5, 0.1: 5, 0.2: 4, 0.4: 4, 0.6: 3, 0.8: 4,
}  # fmt: skip
_APART: Final = 8.0  # units between neighbouring labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of 0 to 1 that a picture shows."""

    low: float
    high: float
    divisions: int

    @property
    def ticks(self) -> tuple[float, ...]:
        """The values that have a line, the lowest first."""
        step = (self.high - self.low) / self.divisions
        return tuple(self.low + i * step for i in range(self.divisions + 1))

    def fraction(self, value: float) -> float:
        """How far up a value stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def window_around(values: Sequence[float]) -> Window:
    """The narrowest part, from 0 up or from 1 down, that holds all values; no values give all.

    >>> window_around([0.0, 0.07]).high, window_around([0.93, 1.0]).low
    (0.1, 0.9)
    """
    most, least = max(values, default=1.0), min(values, default=0.0)
    for width, divisions in _DIVISIONS.items():
        if most <= width:
            return Window(low=0, high=width, divisions=divisions)
        if least >= 1 - width:
            return Window(low=round(1 - width, 2), high=1, divisions=divisions)
    return Window(low=0, high=1, divisions=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A text that has its room, anchored so that it stays within the picture."""

    text: str
    x: float
    anchor: str
    left: float
    right: float


def place_text(text: str, x: float, size: float, low: float, high: float) -> Placed:
    """A text around ``x``, or as near as it can be between both ends."""
    width = width_of(text, size)
    if x + width / 2 > high:
        return Placed(text=text, x=high, anchor="end", left=high - width, right=high)
    if x - width / 2 < low:
        return Placed(text=text, x=low, anchor="start", left=low, right=low + width)
    return Placed(text=text, x=x, anchor="middle", left=x - width / 2, right=x + width / 2)


def thinned(
    texts: Sequence[str], xs: Sequence[float], size: float, *, end: float
) -> tuple[tuple[int, Placed], ...]:
    """Every text, or every second, third …: as many as have room, always with the last.

    Each comes with its position.
    """
    placed = [place_text(text, x, size, 0, end) for text, x in zip(texts, xs, strict=True)]
    for every in range(1, len(placed) + 1):
        kept = [i for i in range(len(placed)) if (len(placed) - 1 - i) % every == 0]
        if _have_room(placed[i] for i in kept):
            return tuple((i, placed[i]) for i in kept)
    return ()


def fit_first(
    wanted: Iterable[tuple[int, Placed]],
) -> tuple[tuple[int, Placed], ...]:
    """Of texts on one line those that have room, the first wanted first."""
    kept: list[tuple[int, Placed]] = []
    for i, text in wanted:
        if all(i != j and not _touch(text, other) for j, other in kept):
            kept.append((i, text))
    return tuple(kept)


def _have_room(placed: Iterable[Placed]) -> bool:
    line = list(placed)
    return not any(_touch(one, other) for one, other in pairwise(line))


def _touch(one: Placed, other: Placed) -> bool:
    return one.left < other.right + _APART and other.left < one.right + _APART
