"""Conditions follow Kleene's strong logic: truth tables, De Morgan, and no decision taken back."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.conditions import (
    AtLeast,
    Compare,
    Comparison,
    Condition,
    Not,
    Present,
    all_of,
    any_of,
)
from triage.presentation import Presentation
from triage.truth import Answer, Truth

laws = settings(settings.get_profile("triage"), max_examples=80)
Conditions = st.SearchStrategy[Condition]
Bicycles = st.SearchStrategy[Presentation]
Completions = Callable[[Presentation], Iterator[Presentation]]

MET, OPEN, NOT_MET = Truth.MET, Truth.UNDECIDED, Truth.NOT_MET
ANSWER = {MET: Answer.PRESENT, OPEN: Answer.NOT_ASKED, NOT_MET: Answer.ABSENT}
A, B, C = Present("a"), Present("b"), Present("c")


def told(*values: Truth) -> Presentation:
    """The presentation in which the conditions A, B, C … have these values."""
    return Presentation({name: ANSWER[v] for name, v in zip("abcd", values, strict=False)})


class TestTruthTables:
    """Each node against the table that defines it."""

    @pytest.mark.parametrize(
        ("a", "b", "both", "either"),
        [
            (MET, MET, MET, MET),
            (MET, OPEN, OPEN, MET),
            (MET, NOT_MET, NOT_MET, MET),
            (OPEN, MET, OPEN, MET),
            (OPEN, OPEN, OPEN, OPEN),
            (OPEN, NOT_MET, NOT_MET, OPEN),
            (NOT_MET, MET, NOT_MET, MET),
            (NOT_MET, OPEN, NOT_MET, OPEN),
            (NOT_MET, NOT_MET, NOT_MET, NOT_MET),
        ],
    )
    def test_all_and_any(self, a: Truth, b: Truth, both: Truth, either: Truth) -> None:
        """*All* fails with one that fails; *any* is met by one that is met."""
        patient = told(a, b)
        assert all_of(A, B).truth(patient) is both
        assert any_of(A, B).truth(patient) is either

    @pytest.mark.parametrize(("a", "negated"), [(MET, NOT_MET), (OPEN, OPEN), (NOT_MET, MET)])
    def test_not(self, a: Truth, negated: Truth) -> None:
        """*Not* of an open condition is open."""
        assert Not(A).truth(told(a)) is negated

    @pytest.mark.parametrize("size", [1, 2, 3, 4])
    def test_at_least_counts(self, size: int) -> None:
        """*At least n* is met by n that are met, and fails when the open ones cannot reach n."""
        conditions = tuple(Present(name) for name in "abcd"[:size])
        for values in product(Truth, repeat=size):
            met = values.count(MET)
            could_be_met = met + values.count(OPEN)
            for minimum in range(1, size + 1):
                expected = MET if met >= minimum else OPEN if could_be_met >= minimum else NOT_MET
                assert AtLeast(minimum, conditions).truth(told(*values)) is expected

    @pytest.mark.parametrize("values", list(product(Truth, repeat=3)))
    def test_all_and_any_are_the_ends_of_at_least(self, values: tuple[Truth, ...]) -> None:
        """*All* is the minimum of the values and *any* their maximum."""
        assert all_of(A, B, C).truth(told(*values)) is min(values)
        assert any_of(A, B, C).truth(told(*values)) is max(values)

    @pytest.mark.parametrize(
        ("comparison", "below", "on", "above"),
        [
            (Comparison.AT_LEAST, NOT_MET, MET, MET),
            (Comparison.MORE_THAN, NOT_MET, NOT_MET, MET),
            (Comparison.AT_MOST, MET, MET, NOT_MET),
            (Comparison.LESS_THAN, MET, NOT_MET, NOT_MET),
        ],
    )
    def test_compare(self, comparison: Comparison, below: Truth, on: Truth, above: Truth) -> None:
        """Both ``at`` forms include the bound, the others do not; an unknown number is open."""
        condition = Compare("n", comparison, 60)
        values = [Presentation({}, {"n": value}) for value in (59.5, 60.0, 60.5)]
        assert [condition.truth(patient) for patient in values] == [below, on, above]
        assert condition.truth(Presentation()) is OPEN


class TestDeMorgan:
    """*Not* moves inside when *all* and *any* change places, open values included."""

    @laws
    @given(data=st.data())
    def test_not_all_is_any_not(
        self, data: st.DataObject, conditions: Conditions, bicycles: Bicycles
    ) -> None:
        """Not all of them is any of their negations, and not any is all of their negations."""
        found = data.draw(st.lists(conditions, min_size=1, max_size=3))
        bicycle = data.draw(bicycles)
        negated = [Not(condition) for condition in found]
        assert Not(all_of(*found)).truth(bicycle) is any_of(*negated).truth(bicycle)
        assert Not(any_of(*found)).truth(bicycle) is all_of(*negated).truth(bicycle)

    @laws
    @given(data=st.data())
    def test_not_at_least_is_at_least_of_the_others_not(
        self, data: st.DataObject, conditions: Conditions, bicycles: Bicycles
    ) -> None:
        """Fewer than n of k is at least k - n + 1 of their negations."""
        found = tuple(data.draw(st.lists(conditions, min_size=1, max_size=4)))
        minimum = data.draw(st.integers(1, len(found)))
        bicycle = data.draw(bicycles)
        dual = AtLeast(len(found) - minimum + 1, tuple(Not(condition) for condition in found))
        assert Not(AtLeast(minimum, found)).truth(bicycle) is dual.truth(bicycle)


class TestMonotonicity:
    """Knowing more decides more, and takes nothing back."""

    @laws
    @given(data=st.data())
    def test_no_answer_flips_a_decided_condition(
        self,
        data: st.DataObject,
        conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """A condition that is decided has that value however the open questions are answered."""
        condition, bicycle = data.draw(conditions), data.draw(bicycles)
        value = condition.truth(bicycle)
        if value is not OPEN:
            assert {condition.truth(whole) for whole in completions(bicycle)} == {value}

    @laws
    @given(data=st.data())
    def test_a_complete_presentation_leaves_nothing_open(
        self,
        data: st.DataObject,
        conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """With every question answered, each condition is met or not met."""
        condition, bicycle = data.draw(conditions), data.draw(bicycles)
        assert OPEN not in {condition.truth(whole) for whole in completions(bicycle)}

    @laws
    @given(data=st.data())
    def test_open_means_open_where_nothing_is_named_twice(
        self,
        data: st.DataObject,
        read_once_conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """If each name stands once, an open condition can still come out either way."""
        condition, bicycle = data.draw(read_once_conditions), data.draw(bicycles)
        if condition.truth(bicycle) is OPEN:
            assert {condition.truth(whole) for whole in completions(bicycle)} == {MET, NOT_MET}


class TestFacts:
    """The facts of a condition are what it was decided by."""

    @laws
    @given(data=st.data())
    def test_the_facts_alone_decide_the_same(
        self, data: st.DataObject, conditions: Conditions, bicycles: Bicycles
    ) -> None:
        """A patient of whom only the facts are known gives a decided condition the same value."""
        condition, bicycle = data.draw(conditions), data.draw(bicycles)
        value = condition.truth(bicycle)
        facts = list(condition.facts(bicycle))
        answers = {f.name: f.value for f in facts if isinstance(f.value, Answer)}
        numbers = {f.name: f.value for f in facts if not isinstance(f.value, Answer)}
        if value is not OPEN:
            assert condition.truth(Presentation(answers, numbers)) is value

    @laws
    @given(data=st.data())
    def test_every_fact_is_known_and_named(
        self, data: st.DataObject, conditions: Conditions, bicycles: Bicycles
    ) -> None:
        """A fact is an answer or a number of the patient, and stands in the condition."""
        condition, bicycle = data.draw(conditions), data.draw(bicycles)
        known = {**bicycle.answers, **bicycle.numbers}
        for fact in condition.facts(bicycle):
            assert known[fact.name] == fact.value
            assert fact.name in set(condition.names())
