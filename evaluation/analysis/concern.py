"""What an edit does to anybody's answer at worst, for one patient and in any algebra."""

from enum import StrEnum

from triage.algebra import Algebra, Meaning, T, differing
from triage.engine import Decision


class Concern(StrEnum):
    """The worst that a surviving edit does to anybody's answer.

    ``LOWERS``: a definite disposition falls. ``ANSWERS``: one rises, a red flag comes or goes, or a
    pathway goes. ``OPEN``: nothing that any gold speaks of; only what is still possible changes, or
    a pathway is given to more patients.
    """

    LOWERS = "lowers"
    ANSWERS = "answers"
    OPEN = "open"


def concern_of(before: Decision, after: Decision) -> Concern | None:
    """What became of one patient's answer; ``None`` where nothing did."""
    if after.definite < before.definite:
        return Concern.LOWERS
    if after.definite != before.definite or after.red_flags != before.red_flags:
        return Concern.ANSWERS
    if set(before.pathways) - set(after.pathways):
        return Concern.ANSWERS
    is_open = (before.possible, before.pathways) != (after.possible, after.pathways)
    return Concern.OPEN if is_open else None


def lowered(before: Meaning[T], after: Meaning[T], algebra: Algebra[T]) -> list[T]:
    """By rank, whether the definite disposition was so urgent before, and is not after."""
    return [
        algebra.all_of([was, algebra.negated(is_now)])
        for was, is_now in zip(before.definite, after.definite, strict=True)
    ]


def spoken_of(before: Meaning[T], after: Meaning[T], algebra: Algebra[T]) -> T:
    """Whether an answer changes in anything that a gold can speak of.

    A gold has no word against a pathway that is given as well.
    """
    pairs = [
        *zip(before.definite, after.definite, strict=True),
        *((was, after.red_flags[flag]) for flag, was in before.red_flags.items()),
    ]
    changed = [(was, is_now) for was, is_now in pairs if was != is_now]
    ways = [(was, after.pathways[way]) for way, was in before.pathways.items()]
    return algebra.any_of(
        [
            *differing([was for was, _ in changed], [is_now for _, is_now in changed], algebra),
            *(algebra.all_of([was, algebra.negated(is_now)]) for was, is_now in ways),
        ]
    )
