"""Few sets that together cover a whole: greedily, the one that adds most first."""

from collections.abc import Sequence


def greedy_cover(sets: Sequence[int]) -> list[tuple[int, int]]:
    """The positions of sets whose union is that of all, each with what it adds to those before.

    A set is an integer with a bit for each member. Of several that add equally much the first is
    taken, and none that adds nothing. Not always the fewest: at most ln(n) + 1 times as many for
    sets of up to n members (Chvátal 1979, doi:10.1287/moor.4.3.233).

    >>> greedy_cover([0b0011, 0b1110, 0b0001])
    [(1, 14), (0, 1)]
    """
    left = 0
    for members in sets:
        left |= members
    chosen = []
    while left:
        best = max(range(len(sets)), key=lambda at: (sets[at] & left).bit_count())
        chosen.append((best, sets[best] & left))
        left &= ~sets[best]
    return chosen
