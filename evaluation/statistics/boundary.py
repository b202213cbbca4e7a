"""Bisection until no double lies between: how every bound of this package is inverted."""

from collections.abc import Callable


def find_boundary(inside: float, outside: float, holds: Callable[[float], bool]) -> float:
    """Find the last value at which a condition holds, on the way from inside to outside.

    Args:
        inside: Where the condition holds; itself never asked.
        outside: Where it does not; itself never asked. May lie above or below `inside`.
        holds: The condition, true on one side of a single boundary and false on the other.

    Returns:
        The last double, seen from `inside`, for which `holds` is true: exact, without a tolerance.

    Examples:
        >>> find_boundary(0.0, 2.0, lambda x: x * x <= 2)
        1.414213562373095
        >>> find_boundary(2.0, 0.0, lambda x: x * x >= 2)
        1.4142135623730951
    """
    while (middle := (inside + outside) / 2) not in (inside, outside):
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside
