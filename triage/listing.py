"""Long lists of names in few words."""

from collections.abc import Sequence


def few(names: Sequence[str], most: int, between: str = ", ") -> str:
    """The first few names, and how many more there are; no names give no text.

    >>> few(["a", "b"], 2), few("abcdefg", 5), few("abc", 1, "; ")
    ('a, b', 'a, b, c, d, e and 2 more', 'a and 2 more')
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{between.join(names[:most])}{more}"
