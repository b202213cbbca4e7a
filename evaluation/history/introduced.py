"""Finds where something came into a row of revisions, and where it went again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.outcomes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a vignette begins or ceases to fail in a row of revisions, the oldest first.

    ``at`` is the first revision that is known to be otherwise, ``after`` the last one known before
    it; ``None`` where none is known before, so that it is so as far back as can be seen. Whatever
    lies between the two could not be asked, and may be the one as well.
    """

    at: int
    after: int | None
    is_failing: bool

    @property
    def between(self) -> range:
        """The revisions that could not be asked and may be the one."""
        return range(0 if self.after is None else self.after + 1, self.at)


def turns(
    outcomes: Sequence[Outcome | None], is_failed_by: Callable[[Outcome], bool]
) -> tuple[Turn, ...]:
    """Every turn in a row of outcomes; ``None`` stands for a revision that could not be asked.

    The first one known is a turn if it fails. No outcomes, or none known, have no turns.
    """
    found: list[Turn] = []
    last: int | None = None
    was_failing = False
    for place, outcome in enumerate(outcomes):
        if outcome is None:
            continue
        is_failing = is_failed_by(outcome)
        if is_failing != was_failing:
            found.append(Turn(at=place, after=last, is_failing=is_failing))
        last, was_failing = place, is_failing
    return tuple(found)
