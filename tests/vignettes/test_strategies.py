"""Presentations for property tests: always valid, and every value within reach."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of
from triage.loading.nodes import parse
from triage.loading.presentations import build_patient
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Number, Vocabulary
from vignettes.strategies import numbers_of, presentations, presentations_where

if TYPE_CHECKING:
    from collections.abc import Iterator

REACH = settings(max_examples=2_000, database=None, derandomize=True)
SEARCHED = [
    all_of(Present("smoke"), Present("sparks")),
    any_of(Present("smoke"), Present("sparks"), Present("shock")),
    AtLeast(2, (Present("smoke"), Present("sparks"), Present("shock"))),
    Not(any_of(Present("smoke"), Present("sparks"))),
    Compare("age_years", Comparison.AT_LEAST, 50),
    Compare("age_years", Comparison.MORE_THAN, 49),
    Compare("age_years", Comparison.AT_MOST, 0),
    Compare("slots", Comparison.LESS_THAN, 2),
    all_of(
        Present("smoke"), Not(all_of(Present("sparks"), Compare("slots", Comparison.AT_MOST, 1)))
    ),
]


class TestPresentations:
    """Any patient of a vocabulary."""

    @given(data=st.data())
    def test_every_presentation_is_valid(self, toaster: Vocabulary, data: st.DataObject) -> None:
        """The vocabulary allows each: built anew with its checks, it is the same."""
        drawn = data.draw(presentations(toaster))
        assert drawn == Presentation.build(
            toaster, present=drawn.present, absent=drawn.absent, numbers=drawn.numbers
        )

    @settings(max_examples=20)
    @given(data=st.data())
    def test_every_presentation_of_the_shipped_vocabulary_can_be_read_from_a_file(
        self, knee: RuleSet, data: st.DataObject
    ) -> None:
        """The strict loader takes it, and gives back the same."""
        drawn = data.draw(presentations(knee.vocabulary))
        text = str(drawn.content()).replace("'", '"').encode()
        assert build_patient(parse(text, "p"), "p", knee.vocabulary).presentation == drawn

    @pytest.mark.parametrize("answer", list(Answer))
    @pytest.mark.parametrize("name", ["smoke", "sparks", "shock", "crumbs", "pale_toast"])
    def test_every_answer_to_every_finding_is_within_reach(
        self, toaster: Vocabulary, name: str, answer: Answer
    ) -> None:
        """Present, absent and not asked, for each finding."""
        found = find(presentations(toaster), lambda p: p.answer(name) is answer, settings=REACH)
        assert found.answer(name) is answer

    def test_all_three_answers_stand_side_by_side(self, toaster: Vocabulary) -> None:
        """One finding absent, one not asked, one present: any mixture is within reach."""
        wanted = (Answer.ABSENT, Answer.NOT_ASKED, Answer.PRESENT, Answer.NOT_ASKED)
        names = ("smoke", "sparks", "shock", "crumbs")
        answers = presentations(toaster).map(lambda p: tuple(p.answer(name) for name in names))
        assert find(answers, wanted.__eq__, settings=REACH) == wanted

    def test_every_answer_to_every_shipped_finding_is_within_reach(self, knee: RuleSet) -> None:
        """No finding of the knee is left out, however many there are."""
        open_ones = {(name, answer) for name in knee.vocabulary.findings for answer in Answer}
        seen: set[tuple[str, Answer]] = set()

        @settings(max_examples=900, database=None, derandomize=True)
        @given(drawn=presentations(knee.vocabulary))
        def watch(drawn: Presentation) -> None:
            seen.update((name, drawn.answer(name)) for name in knee.vocabulary.findings)

        watch()
        assert sorted(open_ones - seen) == []

    @pytest.mark.parametrize(
        "wanted",
        [
            lambda numbers: not numbers,
            lambda numbers: set(numbers) == {"age_years", "slots"},
            lambda numbers: numbers.get("age_years") == 0,
            lambda numbers: numbers.get("age_years") == 50,
            lambda numbers: numbers.get("slots") == 1,
            lambda numbers: numbers.get("slots") == 8,
        ],
        ids=["none", "all", "youngest", "oldest", "fewest", "most"],
    )
    def test_numbers_reach_both_ends_and_not_asked(
        self, toaster: Vocabulary, wanted: Callable[[dict[str, float]], bool]
    ) -> None:
        """A number may be unknown, and lies anywhere in its range, both ends included."""
        drawn = presentations(toaster).map(lambda p: dict(p.numbers))
        assert wanted(find(drawn, wanted, settings=REACH))

    def test_a_presentation_shrinks_to_nothing_known(self, toaster: Vocabulary) -> None:
        """The simplest counterexample says as little as possible."""
        assert find(presentations(toaster), lambda _: True) == Presentation()


class TestNumbers:
    """Whole values of a number."""

    @pytest.mark.parametrize(
        ("minimum", "maximum", "values"),
        [
            (0, 3, {0, 1, 2, 3}),
            (2, 2, {2}),
            (-1, 1, {-1, 0, 1}),
            (0.5, 2.5, {1, 2}),
            (-2.5, -0.5, {-2, -1}),
        ],
    )
    def test_they_are_all_whole_values_of_the_range_and_no_other(
        self, minimum: float, maximum: float, values: set[float]
    ) -> None:
        """Ends that are not whole are rounded into the range, never out of it."""
        number = Number(
            id="n",
            title="n",
            question="n?",
            unit="n",
            minimum=minimum,
            maximum=maximum,
            sources=(),
        )
        seen: set[float] = set()

        @settings(max_examples=100, database=None, derandomize=True)
        @given(value=numbers_of(number))
        def watch(value: float) -> None:
            assert number.allows(value)
            seen.add(value)

        watch()
        assert seen == values


class TestNumbersWithoutWholeValues:
    """A range between two whole numbers has values too."""

    TENTHS = Number(
        id="slots",
        title="n",
        question="n?",
        unit="n",
        minimum=0.2,
        maximum=0.8,
        sources=(),
    )

    def test_they_lie_in_the_range(self) -> None:
        """Any of them, both ends included, and never outside of it."""
        seen: list[float] = []

        @settings(max_examples=100, database=None, derandomize=True)
        @given(value=numbers_of(self.TENTHS))
        def watch(value: float) -> None:
            assert self.TENTHS.allows(value)
            seen.append(value)

        watch()
        assert len(set(seen)) > 10
        for edge in (0.2, 0.8):
            assert find(numbers_of(self.TENTHS), edge.__eq__, settings=REACH) == edge

    @pytest.mark.parametrize("truth", [Truth.MET, Truth.NOT_MET])
    def test_patients_have_them_on_both_sides_of_a_bound(
        self, toaster: Vocabulary, truth: Truth
    ) -> None:
        """A rule about such a number can be tried like any other."""
        words = replace(toaster, numbers={"slots": self.TENTHS})
        condition = Compare("slots", Comparison.AT_LEAST, 0.5)

        @settings(max_examples=25, database=None, derandomize=True)
        @given(drawn=presentations_where(words, condition, truth))
        def watch(drawn: Presentation) -> None:
            assert condition.truth(drawn) is truth
            assert self.TENTHS.allows(drawn.numbers["slots"])

        watch()


class TestPresentationsWhere:
    """Any patient for whom a condition is met, or is not."""

    @pytest.mark.parametrize("truth", [Truth.MET, Truth.NOT_MET])
    @pytest.mark.parametrize("condition", SEARCHED, ids=repr)
    def test_the_condition_is_decided_as_wanted(
        self, toaster: Vocabulary, condition: Condition, truth: Truth
    ) -> None:
        """Each patient decides the condition as asked for, and is valid."""

        @settings(max_examples=25, database=None, derandomize=True)
        @given(drawn=presentations_where(toaster, condition, truth))
        def watch(drawn: Presentation) -> None:
            assert condition.truth(drawn) is truth
            assert drawn == Presentation.build(
                toaster, present=drawn.present, absent=drawn.absent, numbers=drawn.numbers
            )

        watch()

    def test_everything_else_about_the_patient_is_free(self, toaster: Vocabulary) -> None:
        """A finding that the condition does not read takes every value."""
        drawn = presentations_where(toaster, Present("smoke"))
        answers = drawn.map(lambda p: (p.answer("smoke"), p.answer("crumbs")))
        for answer in Answer:
            wanted = (Answer.PRESENT, answer)
            assert find(answers, wanted.__eq__, settings=REACH) == wanted

    def test_a_number_lies_on_the_bound_sometimes(self, toaster: Vocabulary) -> None:
        """The bound itself, where rules go wrong, is within reach on the side that it is on."""
        drawn = presentations_where(toaster, Compare("age_years", Comparison.AT_LEAST, 30))
        found = find(drawn, lambda p: p.numbers["age_years"] == 30, settings=REACH)
        assert found.numbers["age_years"] == 30


def conditions_of(ruleset: RuleSet) -> "Iterator[Condition]":
    """The conditions of all rules."""
    return (rule.condition for rule in ruleset.rules)


@settings(max_examples=40)
@given(data=st.data())
def test_every_shipped_condition_can_be_met_and_not_met(knee: RuleSet, data: st.DataObject) -> None:
    """No rule that ships is out of reach of generated patients."""
    condition = data.draw(st.sampled_from(list(conditions_of(knee))))
    truth = data.draw(st.sampled_from([Truth.MET, Truth.NOT_MET]))
    drawn = data.draw(presentations_where(knee.vocabulary, condition, truth))
    assert condition.truth(drawn) is truth
