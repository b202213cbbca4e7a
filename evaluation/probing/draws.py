"""Numbers that look random and are the same everywhere: for a seed, on any machine and version."""

from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

_MASK: Final = 2**64 - 1
_STEP: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
"""The constants of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195)."""


class Draws:
    """A stream of draws; a sample is wanted here that can be drawn again, not one of quality."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def below(self, most: int) -> int:
        """A whole number from 0 to one below ``most``.

        >>> stream = Draws(0)
        >>> [stream.below(10) for _ in range(5)]
        [8, 4, 0, 9, 1]
        """
        self._state = (self._state + _STEP) & _MASK
        mixed = ((self._state ^ (self._state >> 30)) * _FIRST) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * _SECOND) & _MASK
        return ((mixed ^ (mixed >> 31)) * most) >> 64

    def one_of(self, values: Sequence[T]) -> T:
        """One of some values."""
        return values[self.below(len(values))]

    def is_one_in(self, count: int) -> bool:
        """Yes, once in so many times."""
        return self.below(count) == 0
