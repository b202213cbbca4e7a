"""Numbers as pictures say them."""

from typing import Final

NOT_ESTIMABLE: Final = "not estimable"
"""What stands for a share that nothing was measured of."""


def share(value: float | None) -> str:
    """A share in per cent with one decimal; 100.0 % and 0.0 % only where they are exact.

    >>> share(0.5), share(0.9999), share(0.0001), share(None)
    ('50.0 %', '>99.9 %', '<0.1 %', 'not estimable')
    """
    if value is None:
        return NOT_ESTIMABLE
    shown = f"{value:.1%}"
    if shown == "100.0%" and value < 1:
        return ">99.9 %"
    if shown == "0.0%" and value > 0:
        return "<0.1 %"
    return shown.replace("%", " %")


def listed(told: list[str], most: int) -> str:
    """Parts of a description, the first few of them, and how many more there are.

    >>> listed(["a", "b", "c"], 2), listed([], 2)
    ('a; b; and 1 more', '')
    """
    more = [f"and {len(told) - most:,} more"] if len(told) > most else []
    return "; ".join([*told[:most], *more])
