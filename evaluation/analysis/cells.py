"""The parts of a number's range that no condition tells apart, for solvers and for people."""

import math
from dataclasses import dataclass

from triage.vocabulary import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An interval of a number's range, and ``value``, which stands for all of it."""

    number: str
    low: float
    high: float
    has_low: bool
    has_high: bool
    value: float


def cell_of(
    number: Number, low: tuple[float, bool] | None, high: tuple[float, bool] | None
) -> Cell:
    """The values between two cuts; ``None`` stands for the ends of the range.

    A cut is a bound, and whether the bound itself lies before it.
    """
    first, excludes = low or (number.minimum, False)
    last, includes = high or (number.maximum, True)
    return Cell(
        number=number.id,
        low=first,
        high=last,
        has_low=not excludes,
        has_high=includes,
        value=_value(
            first,
            last,
            has_low=not excludes,
            has_high=includes,
            from_below=low is None and high is not None,
        ),
    )


def is_empty(low: tuple[float, bool], high: tuple[float, bool]) -> bool:
    """Whether no number lies between two cuts: they are neighbours among the floats."""
    first = math.nextafter(low[0], math.inf) if low[1] else low[0]
    last = high[0] if high[1] else math.nextafter(high[0], -math.inf)
    return first > last


def _value(low: float, high: float, *, has_low: bool, has_high: bool, from_below: bool) -> float:
    """A value next to a cut, and whole where there is a whole one."""
    least = math.ceil(low) if has_low or low != math.ceil(low) else math.ceil(low) + 1
    most = math.floor(high) if has_high or high != math.floor(high) else math.floor(high) - 1
    if has_low and not from_below:
        return low
    if least <= most:
        return float(most if from_below else least)
    if has_low:
        return low
    return high if has_high else (low + high) / 2
