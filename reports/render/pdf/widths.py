"""How wide the columns of a table are."""

from collections.abc import Sequence
from typing import Final

CAP: Final = 11.0
"""What a column gets for its widest word at most, in sizes of letters; wider ones are parted."""


def shares(parts: Sequence[int], needs: Sequence[float], room: float) -> list[float]:
    """The widths of columns that fill the room: by their parts, but each as wide as its words.

    Where all words together need more than there is, each column gets by its need.

    >>> shares([1, 3], [2, 2], 16)
    [4.0, 12.0]
    >>> shares([1, 7], [4, 2], 16)
    [4.0, 12.0]
    >>> shares([1, 1], [10, 30], 20)
    [5.0, 15.0]
    """
    whole = sum(parts) or 1
    wants = [room * part / whole for part in parts]
    spare = [max(0.0, want - need) for want, need in zip(wants, needs, strict=True)]
    left = room - sum(needs)
    if left <= 0 or not any(spare):
        total = sum(needs) or 1
        return [room * need / total for need in needs]
    return [need + one * left / sum(spare) for need, one in zip(needs, spare, strict=True)]
