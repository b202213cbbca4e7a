"""Are the floors kept for every patient? Proved without a solver, from the least patients.

A *least patient* of a condition is one in whom it is met with as little known as possible. In
Kleene's logic knowing more never undoes what is decided: a rule that is met for a least patient is
met for everyone of whom at least that is known. And whoever meets the condition of an invariant is
such a one. So a floor that the rules reach for each least patient, they reach for all patients.

Numbers are tried at every bound that rules or invariant name, between each two, and at the ends
of their range: in between nothing can change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from triage.conditions import Compare, Condition, Not, Present, telling_values
from triage.dispositions import Disposition
from triage.engine import Decision, decide
from triage.invariants import Bound, Invariant, InvariantSet
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth

Facts = frozenset[tuple[str, Answer | float]]
Values = dict[str, tuple[float, ...]]


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


def least_patients(condition: Condition, values: Values) -> Iterator[Presentation]:
    """Every patient in whom a condition is met with as little known as possible.

    ``values`` has the values to try of each number. Conditions that no one can meet give none.
    """
    for facts in _minimal(_deciding(condition, values, Truth.MET)):
        answers = {name: value for name, value in facts if isinstance(value, Answer)}
        numbers = {name: value for name, value in facts if not isinstance(value, Answer)}
        yield Presentation(answers, numbers)


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


def _deciding(condition: Condition, values: Values, wanted: Truth) -> Iterator[Facts]:
    """Sets of facts that decide a condition, among them all the smallest ones."""
    if isinstance(condition, Present):
        answer = Answer.PRESENT if wanted is Truth.MET else Answer.ABSENT
        yield frozenset({(condition.finding, answer)})
    elif isinstance(condition, Compare):
        for value in values[condition.number]:
            if condition.comparison.holds(value, condition.bound) is (wanted is Truth.MET):
                yield frozenset({(condition.number, value)})
    elif isinstance(condition, Not):
        yield from _deciding(condition.condition, values, wanted.negated())
    else:
        yield from _deciding_some(condition, values, wanted)


def _deciding_some(condition: Condition, values: Values, wanted: Truth) -> Iterator[Facts]:
    """Of an *at least*: enough conditions met, or too many not met for enough to be left."""
    below = condition.children()
    minimum = getattr(condition, "minimum", len(below))
    size = minimum if wanted is Truth.MET else len(below) - minimum + 1
    for chosen in combinations(below, size):
        options = [_minimal(_deciding(child, values, wanted)) for child in chosen]
        for picked in product(*options):
            facts = frozenset[tuple[str, Answer | float]]().union(*picked)
            if len({name for name, _ in facts}) == len(facts):  # nobody is both, or of two ages
                yield facts


def _minimal(found: Iterator[Facts]) -> list[Facts]:
    distinct = sorted(set(found), key=lambda facts: (len(facts), sorted(map(str, facts))))
    kept: list[Facts] = []
    for facts in distinct:
        if not any(smaller < facts for smaller in kept):
            kept.append(facts)
    return kept
