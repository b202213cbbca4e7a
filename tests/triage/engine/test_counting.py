"""How many presentations there are: exactly, and also of many facts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise, product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.fact_sets import fact_sets, implies, never
from triage.counting import count_presentations
from triage.facts import DomainFact, contradicting, contradictions
from triage.truth import Answer
from triage.vocabulary import Finding, Vocabulary

NAMES = ("a", "b", "c", "d", "e", "f")
FactsOf = Callable[[tuple[str, ...]], tuple[DomainFact, ...]]
MANY: Final = 30
laws = settings(deadline=None, max_examples=100)


def words_of(
    bicycle: Vocabulary, names: tuple[str, ...], facts: tuple[DomainFact, ...]
) -> Vocabulary:
    """A vocabulary of these findings and facts, and no numbers."""
    findings: Mapping[str, Finding] = {
        name: Finding(id=name, title=name, question="?", group="g", sources=()) for name in names
    }
    return replace(bicycle, findings=findings, numbers={}, facts=facts)


@laws
@given(facts=fact_sets(NAMES, most=8))
def test_it_is_the_number_that_trying_out_everybody_gives(
    bicycle: Vocabulary, facts: tuple[DomainFact, ...]
) -> None:
    """Every finding present, absent or not asked, less those who contradict a fact."""
    pairs = contradictions(facts)
    everybody = (dict(zip(NAMES, told, strict=True)) for told in product(Answer, repeat=6))
    possible = sum(not any(contradicting(patient, pairs)) for patient in everybody)
    assert count_presentations(words_of(bicycle, NAMES, facts), {}) == possible


@laws
@given(facts=fact_sets(NAMES), order=st.permutations(NAMES))
def test_what_findings_are_called_makes_no_difference(
    bicycle: Vocabulary, facts: tuple[DomainFact, ...], order: list[str]
) -> None:
    """Nor in which order they stand."""
    called = dict(zip(NAMES, order, strict=True))
    renamed = tuple(
        replace(
            fact,
            if_present=called.get(fact.if_present, ""),
            then_present=called.get(fact.then_present, ""),
            never_together=tuple(called[name] for name in fact.never_together),
        )
        for fact in reversed(facts)
    )
    first = count_presentations(words_of(bicycle, NAMES, facts), {})
    assert first == count_presentations(words_of(bicycle, tuple(order), renamed), {})


def chain(names: tuple[str, ...]) -> tuple[DomainFact, ...]:
    """Each implies the next one."""
    return tuple(implies(first, second) for first, second in pairwise(names))


def star(names: tuple[str, ...]) -> tuple[DomainFact, ...]:
    """The first one implies all others."""
    return tuple(implies(names[0], other) for other in names[1:])


def inverse_star(names: tuple[str, ...]) -> tuple[DomainFact, ...]:
    """All others imply the first one."""
    return tuple(implies(other, names[0]) for other in names[1:])


def apart(names: tuple[str, ...]) -> tuple[DomainFact, ...]:
    """At most one of all."""
    return (never(*names),)


def neighbours(names: tuple[str, ...]) -> tuple[DomainFact, ...]:
    """Never two in a row."""
    return tuple(never(first, second) for first, second in pairwise(names))


def in_a_row(length: int) -> int:
    """Ways of a row of findings that are never present side by side."""
    with_present, without = 1, 2
    for _ in range(length - 1):
        with_present, without = without, 2 * (with_present + without)
    return with_present + without


@pytest.mark.parametrize(
    ("facts_of", "expected"),
    [
        # present from some finding on, absent up to one before: each other one is not asked
        (chain, (MANY + 2) * 2 ** (MANY - 1)),
        (star, 2 * 3 ** (MANY - 1) + 2 ** (MANY - 1)),
        (inverse_star, 2 * 3 ** (MANY - 1) + 2 ** (MANY - 1)),
        (apart, 2**MANY + MANY * 2 ** (MANY - 1)),
        (neighbours, in_a_row(MANY)),
        (lambda _names: (), 3**MANY),
    ],
    ids=["chain", "star", "inverse star", "apart", "neighbours", "no facts"],
)
def test_many_findings_that_hang_together_are_counted(
    bicycle: Vocabulary, facts_of: FactsOf, expected: int
) -> None:
    """By a closed formula each; trying out 3 to the power of 30 patients would take for ever."""
    names = tuple(f"n{number * 7 % MANY:02}" for number in range(MANY))
    assert count_presentations(words_of(bicycle, names, facts_of(names)), {}) == expected


def test_numbers_are_not_asked_or_in_one_of_their_cells(bicycle: Vocabulary) -> None:
    """Four findings and two numbers; one that is not named has one cell, its whole range."""
    assert count_presentations(bicycle, {"pressure_bar": 4}) == 3**4 * 5 * 2
    assert count_presentations(bicycle, {}) == 3**4 * 2 * 2


def test_of_nothing_to_ask_there_is_one_patient(bicycle: Vocabulary) -> None:
    """The one of whom nothing is known."""
    assert count_presentations(words_of(bicycle, (), ()), {}) == 1


def test_what_ships_is_counted(knee: Vocabulary) -> None:
    """Of two findings, one of which implies the other, 8 of 9 answers are left."""
    pairs = len(knee.facts)
    cells = {"age_years": 2, "duration_days": 3}
    expected = 3 ** (len(knee.findings) - 2 * pairs) * 8**pairs * 3 * 4
    assert count_presentations(knee, cells) == expected
