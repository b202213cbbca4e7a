"""Outcomes made by hand: four dispositions by rank, and short words for gold and result."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from evaluation.metrics import Rate, Scores, score
from evaluation.outcomes import Expected, Outcome, Result, Status
from triage.dispositions import Disposition, Scale

SELF_CARE, ROUTINE, URGENT, EMERGENCY = range(4)
IDS: Final = ("self_care", "routine", "urgent", "emergency")
SCALE: Final = Scale(
    tuple(
        Disposition(id=name, rank=rank, title=name, meaning=name) for rank, name in enumerate(IDS)
    )
)


def gold(
    floor: int,
    ceiling: int | None = None,
    *,
    preferred: int | None = None,
    flags: str = "",
    absent: str = "",
    ways: str = "",
) -> Expected:
    """A gold from ``floor`` to ``ceiling`` (by default the floor); names are split at spaces."""
    return Expected(
        preferred=floor if preferred is None else preferred,
        floor=floor,
        ceiling=floor if ceiling is None else ceiling,
        red_flags=frozenset(flags.split()),
        absent_red_flags=frozenset(absent.split()),
        pathways=frozenset(ways.split()),
    )


def gave(rank: int, *, flags: str = "", ways: str = "", rules: str = "") -> Result:
    """An answer; names are split at spaces."""
    return Result(
        status=Status.OK,
        disposition=rank,
        red_flags=frozenset(flags.split()),
        pathways=frozenset(ways.split()),
        rules=tuple(rules.split()),
    )


def gave_none(status: Status = Status.ERROR, reason: str = "it broke") -> Result:
    """No answer."""
    return Result(status=status, reason=reason)


def outcome(
    name: str,
    expected: Expected,
    result: Result,
    *,
    family: str = "",
    kind: str = "canonical",
    told: str = "",
    words: str = "",
) -> Outcome:
    """An outcome with digests of its own parts.

    ``told`` stands for the input and ``words`` for the text; vignettes differ in both unless said
    otherwise. The digest of the gold follows the gold and the family.
    """
    return Outcome(
        vignette=name,
        family=family or name,
        kind=kind,
        expected=expected,
        result=result,
        digests={
            "input": told or f"input of {name}",
            "gold": gold_digest(family or name, expected),
            "narrative": f"narrative of {name}",
            "text": words or f"text of {name}",
        },
    )


def gold_digest(family: str, expected: Expected) -> str:
    """What stands for the hash of family and gold."""
    names = (expected.red_flags, expected.absent_red_flags, expected.pathways)
    ranks = (expected.preferred, expected.floor, expected.ceiling)
    return repr((family, ranks, [sorted(part) for part in names]))


def with_result(made: Outcome, result: Result) -> Outcome:
    """The same vignette with another answer."""
    return replace(made, result=result)


def with_digests(made: Outcome, **changed: str) -> Outcome:
    """The same vignette with some of its parts edited."""
    return replace(made, digests={**made.digests, **changed})


def relabelled(made: Outcome, expected: Expected) -> Outcome:
    """The same vignette with another gold, which its digest shows."""
    return replace(
        made,
        expected=expected,
        digests={**made.digests, "gold": gold_digest(made.family, expected)},
    )


def moved(made: Outcome, family: str) -> Outcome:
    """The same vignette in another family, which the digest of its gold shows."""
    return replace(
        made,
        family=family,
        digests={**made.digests, "gold": gold_digest(family, made.expected)},
    )


def scored(outcomes: Sequence[Outcome], *, reports_red_flags: bool = True) -> Scores:
    """All numbers, with ``urgent`` as the threshold."""
    return score(outcomes, threshold=URGENT, top=EMERGENCY, reports_red_flags=reports_red_flags)


def k_and_n(rate: Rate) -> tuple[int, int]:
    """The two numbers behind a rate."""
    return rate.k, rate.n


def all_k_and_n(scores: Scores) -> Mapping[str, tuple[int, int]]:
    """The two numbers behind every rate, by name."""
    return {name: k_and_n(rate) for name, rate in scores.rates.items()}
