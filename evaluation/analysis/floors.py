"""Are the floors kept for every patient? Proved without a solver, from the least patients.

In Kleene's logic knowing more never undoes what is decided: a rule that is met for a least patient
is met for everyone of whom at least that is known. And whoever meets the condition of an invariant
is such a one. So a floor that the rules reach for each least patient, they reach for all patients.

Numbers are tried at every bound that rules or invariant name, between each two, and at the ends
of their range: in between nothing can change.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from triage.conditions import telling_values
from triage.dispositions import Disposition
from triage.engine import Decision, decide
from triage.invariants import Bound, Invariant, InvariantSet
from triage.least import least_patients
from triage.presentation import Presentation
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenFloor:
    """A floor that is not kept for ``patient`` and for all of whom no more of use is known.

    ``reached`` is what the rules that are met give; ``lost`` are red flags and pathways that they
    do not give. Where ``is_open_safe`` is false, no rule keeps the floor up until the condition is
    ruled out: somebody who was not asked could be sent home.
    """

    invariant: Invariant
    patient: Presentation
    reached: Disposition
    lost: tuple[str, ...]
    is_open_safe: bool = True


def broken_floors(ruleset: RuleSet, invariants: InvariantSet) -> tuple[BrokenFloor, ...]:
    """The first broken least patient of each floor that does not hold; empty is a proof.

    A rule set that reaches a floor only by splitting it into cases (*with* and *without* another
    finding) breaks it too: for whoever has not been asked about that finding it is not reached.
    """
    found = []
    for invariant in invariants.invariants.values():
        if invariant.bound is Bound.FLOOR:
            broken = next(_broken(invariant, ruleset), None)
            if broken:
                found.append(broken)
    return tuple(found)


def _broken(invariant: Invariant, ruleset: RuleSet) -> Iterator[BrokenFloor]:
    conditions = [invariant.condition, *(rule.condition for rule in ruleset.rules)]
    numbers = ruleset.vocabulary.numbers.values()
    values = {number.id: telling_values(number, conditions) for number in numbers}
    for patient in least_patients(invariant.condition, values):
        decision = decide(patient, ruleset, questions=False)
        fired = [fired.rule.disposition for fired in decision.fired]
        reached = max([ruleset.default.disposition, *fired])
        given = {*decision.red_flags, *decision.pathways}
        demanded = (*invariant.red_flags, *invariant.pathways)
        lost = tuple(name for name in demanded if name not in given)
        is_open_safe = _is_kept_while_open(invariant, ruleset, decision)
        if reached < invariant.disposition or lost or not is_open_safe:
            yield BrokenFloor(
                invariant=invariant,
                patient=patient,
                reached=reached,
                lost=lost,
                is_open_safe=is_open_safe,
            )


def _is_kept_while_open(invariant: Invariant, ruleset: RuleSet, decision: Decision) -> bool:
    """Whether nobody falls below the floor for open conditions.

    Whoever could still meet the condition could still become a least patient of it. If a rule that
    holds the floor is met for each of those, it is not ruled out before: it is met, or holds it.
    """
    floor = invariant.while_open
    if floor is None or ruleset.default.disposition >= floor:
        return True
    holding = [fired.rule for fired in decision.fired if fired.rule.holds_floor]
    return ruleset.floor_while_undecided >= floor and any(
        rule.disposition >= floor for rule in holding
    )
