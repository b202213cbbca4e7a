"""Bisection ends at the last double."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.statistics.boundary import find_boundary

laws = settings(deadline=None)


@laws
@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_finds_the_very_double_from_below(threshold: float) -> None:
    """Coming from below, the last value at or below a threshold is the threshold itself."""
    assert find_boundary(0.0, 1.0, lambda x: x <= threshold) == threshold


@laws
@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_finds_the_very_double_from_above(threshold: float) -> None:
    """Coming from above, the last value beyond a threshold is the double next to it."""
    found = find_boundary(1.0, 0.0, lambda x: x > threshold)
    assert found == math.nextafter(threshold, 1)


def test_stays_inside_when_nothing_else_holds() -> None:
    """A condition that never holds leaves the starting point."""
    assert find_boundary(1.0, 0.0, lambda _: False) == 1.0
