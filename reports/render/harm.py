"""The checks of the gate in the order of the harm that they are about."""

from collections.abc import Iterable
from typing import Final

from evaluation.gate.verdict import Check, Group

# Patients first: those whom a vignette describes, then those whom the rules alone tell of. What
# says so much about the measuring stands before what only sums the same patients up.
_WORST: Final = (
    "new_missed_red_flag",
    "new_undetected_red_flag",
    "difference",
    "proofs",
    "new_under_triage",
    "unanswered",
    "lowered",
    "new_vignettes",
    "new_lost_pathway",
)

# What a reader wants to see of a candidate that passes.
_ASKED_FOR: Final = (
    "results",
    "limit_missed_red_flag_rate",
    "evidence",
    "limit_escalation_accuracy",
    "proofs",
    "difference",
)


def worst_first(checks: Iterable[Check]) -> list[Check]:
    """What was not measured, then patients at risk, then the rest in the order of the checks."""
    return sorted(checks, key=_harm)


def _harm(check: Check) -> tuple[int, int]:
    if check.name in _WORST and check.group is not Group.MEASURED:
        return (1, _WORST.index(check.name))
    return (0 if check.group is Group.MEASURED else 2, 0)


def asked_for(checks: Iterable[Check]) -> list[Check]:
    """Of checks that hold, those whose numbers people look for, and all that somebody let pass."""
    places = {name: place for place, name in enumerate(_ASKED_FOR)}
    found = [each for each in checks if each.name in places or each.waived or each.accepted]
    return sorted(found, key=lambda check: places.get(check.name, len(places)))
