"""The least patients of a condition: those in whom it is met with as little known as possible."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from triage.conditions import Compare, Condition, Not, Present
from triage.facts import DomainFact, Excluded, agrees, excluded_by
from triage.presentation import Presentation
from triage.truth import Answer, Truth

Facts = frozenset[tuple[str, Answer | float]]
Values = Mapping[str, tuple[float, ...]]
"""The values to try of each number, by id."""


def least_patients(condition: Condition, values: Values) -> Iterator[Presentation]:
    """Every patient in whom a condition is met with as little known as possible.

    ``values`` has the values to try of each number. Conditions that no one can meet give none.
    """
    for facts in _minimal(_deciding(condition, values, Truth.MET)):
        yield _patient(facts)


def can_be_met(condition: Condition, values: Values, facts: tuple[DomainFact, ...] = ()) -> bool:
    """Whether there is a patient who meets a condition; see :func:`someone`."""
    return someone(condition, values, facts) is not None


def someone(
    condition: Condition,
    values: Values,
    facts: tuple[DomainFact, ...] = (),
    wanted: Truth = Truth.MET,
) -> Presentation | None:
    """A patient who meets a condition, or does not meet it; ``None`` where there is none.

    ``values`` has the values to try of each number. ``facts`` are those of the domain: patients
    whom they rule out do not count.
    """
    tried = _Tried(values, excluded_by(facts))
    known = next(_extended({}, condition, tried, wanted), None)
    return None if known is None else _patient(known.items())


def _patient(known: Iterable[tuple[str, Answer | float]]) -> Presentation:
    pairs = list(known)
    answers = {name: value for name, value in pairs if isinstance(value, Answer)}
    return Presentation(answers, {n: value for n, value in pairs if not isinstance(value, Answer)})


class _Tried(NamedTuple):
    """What patients are made of: the values of numbers, and what answers exclude each other."""

    values: Values
    excluded: Excluded


def _extended(
    known: Mapping[str, Answer | float], condition: Condition, tried: _Tried, wanted: Truth
) -> Iterator[Mapping[str, Answer | float]]:
    """What is known, and what more decides a condition; one after the other, as it is asked for."""
    if isinstance(condition, Present):
        answer = Answer.PRESENT if wanted is Truth.MET else Answer.ABSENT
        if agrees((condition.finding, answer), known, tried.excluded):
            yield {**known, condition.finding: answer}
    elif isinstance(condition, Compare):
        name, every = condition.number, tried.values[condition.number]
        for value in (known[name],) if name in known else every:
            if condition.comparison.holds(value, condition.bound) is (wanted is Truth.MET):
                yield {**known, name: value}
    elif isinstance(condition, Not):
        yield from _extended(known, condition.condition, tried, wanted.negated())
    else:
        for chosen in combinations(condition.children(), _size(condition, wanted)):
            yield from _extended_by_all(known, chosen, tried, wanted)


def _extended_by_all(
    known: Mapping[str, Answer | float],
    conditions: tuple[Condition, ...],
    tried: _Tried,
    wanted: Truth,
) -> Iterator[Mapping[str, Answer | float]]:
    if not conditions:
        yield known
        return
    for more in _extended(known, conditions[0], tried, wanted):
        yield from _extended_by_all(more, conditions[1:], tried, wanted)


def _size(condition: Condition, wanted: Truth) -> int:
    """Of an *at least*: how many conditions decide it, met or not met."""
    below = condition.children()
    minimum: int = getattr(condition, "minimum", len(below))
    return minimum if wanted is Truth.MET else len(below) - minimum + 1


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
    for chosen in combinations(condition.children(), _size(condition, wanted)):
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
