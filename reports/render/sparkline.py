"""A row of numbers as a row of small bars, for a terminal."""

from collections.abc import Sequence
from typing import Final

_BARS: Final = "▁▂▃▄▅▆▇█"
_NOTHING: Final = "·"


def sparkline(values: Sequence[float | None], *, lowest: float, highest: float) -> str:
    """One bar for each value between two ends; a point where there is no value.

    All values the same give bars of the same height, the lowest one where both ends are the same.

    >>> sparkline([0, 0.5, None, 1], lowest=0, highest=1)
    '▁▅·█'
    >>> sparkline([3, 3], lowest=3, highest=3), sparkline([], lowest=0, highest=1)
    ('▁▁', '')
    """
    return "".join(_bar(value, lowest, highest) for value in values)


def _bar(value: float | None, lowest: float, highest: float) -> str:
    if value is None:
        return _NOTHING
    share = (value - lowest) / (highest - lowest) if highest > lowest else 0.0
    return _BARS[round(min(max(share, 0.0), 1.0) * (len(_BARS) - 1))]
