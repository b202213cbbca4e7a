"""Descriptions of pictures in words."""


def listed(told: list[str], most: int) -> str:
    """Parts of a description, the first few of them, and how many more there are.

    >>> listed(["a", "b", "c"], 2), listed([], 2)
    ('a; b; and 1 more', '')
    """
    more = [f"and {len(told) - most:,} more"] if len(told) > most else []
    return "; ".join([*told[:most], *more])
