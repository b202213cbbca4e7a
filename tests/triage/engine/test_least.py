"""The least patients of a condition, and whether anybody can meet it at all."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.fact_sets import fact_sets, holds
from triage.conditions import (
    AtLeast,
    Compare,
    Comparison,
    Condition,
    Not,
    Present,
    all_of,
    any_of,
    telling_values,
)
from triage.facts import DomainFact
from triage.least import can_be_met, least_patients
from triage.presentation import Presentation
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary

Completions = Callable[[Presentation], Iterator[Presentation]]

SQUEAK, WOBBLE, FLAT = Present("squeak"), Present("wobble"), Present("flat_tyre")
SOFT = Compare("pressure_bar", Comparison.LESS_THAN, 3)
HARD = Compare("pressure_bar", Comparison.AT_LEAST, 3)
NOBODY: Final = Presentation()
FINDINGS: Final = ("squeak", "wobble", "flat_tyre", "brake_fails")
laws = settings(deadline=None, max_examples=60)


def values_for(condition: Condition, words: Vocabulary) -> dict[str, tuple[float, ...]]:
    """The values to try of each number."""
    return {n.id: telling_values(n, [condition]) for n in words.numbers.values()}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (SQUEAK, True),
        (Not(SQUEAK), True),
        (SOFT, True),
        (all_of(SQUEAK, WOBBLE, Not(FLAT), SOFT), True),
        (all_of(SQUEAK, Not(SQUEAK)), False),
        (any_of(SQUEAK, Not(SQUEAK)), True),
        (Not(any_of(SQUEAK, Not(SQUEAK))), False),
        (all_of(SOFT, HARD), False),
        (any_of(SOFT, HARD), True),
        (Not(any_of(SOFT, HARD)), False),
        (Compare("pressure_bar", Comparison.LESS_THAN, 1), False),
        (Compare("pressure_bar", Comparison.AT_MOST, 1), True),
        (Compare("pressure_bar", Comparison.MORE_THAN, 9), False),
        (Compare("pressure_bar", Comparison.AT_LEAST, 9), True),
        (
            all_of(
                Compare("pressure_bar", Comparison.MORE_THAN, 3),
                Compare("pressure_bar", Comparison.LESS_THAN, 4),
            ),
            True,
        ),
        (AtLeast(2, (SQUEAK, Not(SQUEAK), WOBBLE)), True),
        (AtLeast(2, (SQUEAK, Not(SQUEAK), all_of(WOBBLE, Not(WOBBLE)))), False),
        (any_of(all_of(SQUEAK, Not(SQUEAK)), WOBBLE), True),
        (all_of(any_of(SQUEAK, WOBBLE), Not(SQUEAK), Not(WOBBLE)), False),
    ],
)
def test_a_condition_can_be_met_or_not(
    bicycle: Vocabulary, condition: Condition, *, expected: bool
) -> None:
    """Nobody is both, of two pressures at once, or outside of the range of a number."""
    values = values_for(condition, bicycle)
    assert can_be_met(condition, values) is expected
    assert (list(least_patients(condition, values)) != []) is expected


def test_least_patients_know_a_number_where_it_is_needed(bicycle: Vocabulary) -> None:
    """Every value that tells one part of the range from another is tried."""
    condition = any_of(SQUEAK, HARD)
    assert list(least_patients(condition, values_for(condition, bicycle))) == [
        Presentation({}, {"pressure_bar": 3}),
        Presentation({}, {"pressure_bar": 6}),
        Presentation({}, {"pressure_bar": 9}),
        Presentation({"squeak": Answer.PRESENT}),
    ]


class TestLaws:
    """Least patients stand for everybody who meets a condition."""

    @laws
    @given(data=st.data())
    def test_a_condition_can_be_met_exactly_if_somebody_meets_it(
        self,
        data: st.DataObject,
        conditions: st.SearchStrategy[Condition],
        completions: Completions,
        bicycle: Vocabulary,
    ) -> None:
        """Trying out everybody finds the same."""
        condition = data.draw(conditions)
        somebody = any(condition.truth(one) is Truth.MET for one in completions(NOBODY))
        assert can_be_met(condition, values_for(condition, bicycle)) == somebody

    @laws
    @given(data=st.data(), facts=fact_sets(FINDINGS, most=3))
    def test_facts_rule_out_exactly_those_who_contradict_them(
        self,
        data: st.DataObject,
        facts: tuple[DomainFact, ...],
        conditions: st.SearchStrategy[Condition],
        completions: Completions,
        bicycle: Vocabulary,
    ) -> None:
        """Whoever is as the facts say still counts, and nobody else."""
        condition = data.draw(conditions)
        somebody = any(
            condition.truth(one) is Truth.MET
            for one in completions(NOBODY)
            if all(holds(fact, one.answers) for fact in facts)
        )
        assert can_be_met(condition, values_for(condition, bicycle), facts) == somebody

    @laws
    @given(data=st.data())
    def test_least_patients_meet_the_condition_and_know_nothing_that_is_not_needed(
        self, data: st.DataObject, conditions: st.SearchStrategy[Condition], bicycle: Vocabulary
    ) -> None:
        """Taking back any one thing that is known leaves the condition open."""
        condition = data.draw(conditions)
        for patient in least_patients(condition, values_for(condition, bicycle)):
            assert condition.truth(patient) is Truth.MET
            for finding in patient.answers:
                less = patient.with_answer(finding, Answer.NOT_ASKED)
                assert condition.truth(less) is Truth.UNDECIDED
            for number in patient.numbers:
                assert condition.truth(patient.with_number(number, None)) is Truth.UNDECIDED

    @laws
    @given(data=st.data())
    def test_no_least_patient_stands_twice(
        self, data: st.DataObject, conditions: st.SearchStrategy[Condition], bicycle: Vocabulary
    ) -> None:
        """Each is told once, in an order that does not depend on hashing."""
        condition = data.draw(conditions)
        values = values_for(condition, bicycle)
        found = list(least_patients(condition, values))
        assert len(set(found)) == len(found)
        assert found == list(least_patients(condition, values))
