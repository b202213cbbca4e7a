"""What a picture of a flow is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    """What a move means for those who make it."""

    SAME = "unchanged"
    OTHER = "changed, but not less urgent"
    WORSE = "less urgent, or no answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Those whom the baseline gave one disposition and the candidate another, or the same.

    Attributes:
        before: Position of the baseline's disposition in the levels of the flow.
        after: Position of the candidate's.
        n: How many; 1 or more.
        worse: Whether it is less urgent, or no answer any more.

    Raises:
        ValueError: Nobody makes the move, or what stays the same is called worse.
    """

    before: int
    after: int
    n: int
    worse: bool = False

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError("a move is made by 1 or more")
        if self.worse and self.before == self.after:
            raise ValueError("what stays the same is not worse")

    @property
    def turn(self) -> Turn:
        """What the move means."""
        if self.before == self.after:
            return Turn.SAME
        return Turn.WORSE if self.worse else Turn.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How dispositions change from the baseline to the candidate.

    Attributes:
        levels: The dispositions, least urgent first; ``(no answer)`` may stand before them.
        before: How many the baseline gave each level.
        after: How many the candidate gave each.
        moves: Every pair of levels that somebody has, once, those that stay the same among them.
        title: What stands above.
        before_name: What the left side is called.
        after_name: What the right side is called.

    Raises:
        ValueError: The moves do not add up to the counts of both sides, or one is there twice.
    """

    levels: tuple[str, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    moves: tuple[Move, ...]
    title: str = "Dispositions before and after"
    before_name: str = "Baseline"
    after_name: str = "Candidate"

    def __post_init__(self) -> None:
        pairs = [(move.before, move.after) for move in self.moves]
        if len(set(pairs)) < len(pairs):
            raise ValueError("each pair of levels is there once")
        _require_sums("before", self.before, [(m.before, m.n) for m in self.moves], self.levels)
        _require_sums("after", self.after, [(m.after, m.n) for m in self.moves], self.levels)


def _require_sums(
    side: str, counts: Sequence[int], ends: Sequence[tuple[int, int]], levels: Sequence[str]
) -> None:
    sums = [0] * len(levels)
    for position, n in ends:
        if not 0 <= position < len(levels):
            raise ValueError(f"a move has no level at {position}")
        sums[position] += n
    if list(counts) != sums:
        raise ValueError(f"the moves add up to {sums} {side}, and not to {list(counts)}")
