"""Patients near a boundary, and completions: always valid, and the smallest ones within reach."""

import pytest
from hypothesis import find, given, seed, settings
from hypothesis import strategies as st

from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary
from vignettes.strategies import boundary_pairs, completions, near_boundary, presentations

SEARCH = settings(max_examples=2_000, database=None, derandomize=True)
CONDITIONS: list[Condition] = [
    Present("smoke"),
    Not(Present("smoke")),
    all_of(Present("smoke"), Present("sparks")),
    any_of(Present("smoke"), Present("sparks")),
    AtLeast(2, (Present("smoke"), Present("sparks"), Present("shock"))),
    Compare("age_years", Comparison.AT_LEAST, 20),
    all_of(Present("smoke"), Compare("slots", Comparison.LESS_THAN, 4)),
]


def differing(one: Presentation, other: Presentation) -> set[str]:
    """The findings and numbers in which two patients differ."""
    return {n for n, _ in {*one.answers.items()} ^ {*other.answers.items()}} | {
        n for n, _ in {*one.numbers.items()} ^ {*other.numbers.items()}
    }


class TestBoundaryPairs:
    """Two patients on both sides of a condition."""

    @pytest.mark.parametrize("condition", CONDITIONS, ids=str)
    @given(data=st.data())
    def test_one_answer_makes_the_difference(
        self, toaster: Vocabulary, data: st.DataObject, condition: Condition
    ) -> None:
        """Met and not met, and one finding or number of the condition apart."""
        inside, outside = data.draw(boundary_pairs(toaster, condition))
        assert condition.truth(inside) is Truth.MET
        assert condition.truth(outside) is Truth.NOT_MET
        (name,) = differing(inside, outside)
        assert name in set(condition.names())

    @given(data=st.data())
    def test_both_are_valid(self, toaster: Vocabulary, data: st.DataObject) -> None:
        """The vocabulary allows them: built anew with its checks, they are the same."""
        for drawn in data.draw(boundary_pairs(toaster, CONDITIONS[-1])):
            assert drawn == Presentation.build(
                toaster, present=drawn.present, absent=drawn.absent, numbers=drawn.numbers
            )

    @pytest.mark.parametrize("condition", CONDITIONS, ids=str)
    def test_hardly_any_patient_is_drawn_in_vain(
        self, toaster: Vocabulary, condition: Condition
    ) -> None:
        """Whatever the seed, Hypothesis has no reason to say that too much is filtered out."""
        tried, drawn = [0], [0]

        @settings(max_examples=30, database=None)
        @given(data=st.data())
        def draw(data: st.DataObject) -> None:
            tried[0] += 1
            inside, outside = data.draw(boundary_pairs(toaster, condition))
            drawn[0] += 1
            assert inside != outside

        for number in range(8):
            seed(number)(draw)()
        assert drawn[0] >= 0.8 * tried[0]  # Hypothesis itself gives some up that grow too long

    def test_numbers_lie_next_to_the_bound(self, toaster: Vocabulary) -> None:
        """20 and 19 for a bound of 20, and the patients shrink to nothing else known."""
        pairs = boundary_pairs(toaster, CONDITIONS[5])
        wanted = ({"age_years": 20}, {"age_years": 19})
        found = find(
            pairs, lambda p: (dict(p[0].numbers), dict(p[1].numbers)) == wanted, settings=SEARCH
        )
        assert [dict(side.answers) for side in found] == [{}, {}]

    @pytest.mark.parametrize("numbers", [(20.5, 20.4), (20.6, 20.4), (21.5, 19.5)])
    def test_a_bound_between_whole_numbers_has_neighbours_too(
        self, toaster: Vocabulary, numbers: tuple[float, float]
    ) -> None:
        """A tenth away and one away on both sides, and the bound itself."""
        pairs = boundary_pairs(toaster, Compare("age_years", Comparison.AT_LEAST, 20.5))
        ages = pairs.map(lambda p: (p[0].numbers["age_years"], p[1].numbers["age_years"]))
        assert find(ages, numbers.__eq__, settings=SEARCH) == numbers

    @given(data=st.data())
    def test_it_works_for_every_rule_that_ships(self, knee: RuleSet, data: st.DataObject) -> None:
        """Whatever its condition looks like."""
        rule = data.draw(st.sampled_from(knee.rules))
        inside, outside = data.draw(boundary_pairs(knee.vocabulary, rule.condition))
        assert rule.condition.truth(inside) is Truth.MET
        assert rule.condition.truth(outside) is Truth.NOT_MET


class TestNearBoundary:
    """Any patient one answer away from the other side."""

    @pytest.mark.parametrize("truth", [Truth.MET, Truth.NOT_MET])
    def test_both_sides_are_within_reach(self, toaster: Vocabulary, truth: Truth) -> None:
        """And nothing is undecided about them."""
        condition = CONDITIONS[2]
        near = near_boundary(toaster, condition)
        assert (
            condition.truth(find(near, lambda p: condition.truth(p) is truth, settings=SEARCH))
            is truth
        )


class TestCompletions:
    """Patients of whom all is known."""

    @given(data=st.data())
    def test_a_completion_knows_all_and_contradicts_nothing(
        self, toaster: Vocabulary, data: st.DataObject
    ) -> None:
        """Every finding is answered and every number known; what was known before stays."""
        patient = data.draw(presentations(toaster))
        whole = data.draw(completions(toaster, patient))
        assert set(whole.answers) == set(toaster.findings)
        assert set(whole.numbers) == set(toaster.numbers)
        assert patient.answers.items() <= whole.answers.items()
        assert patient.numbers.items() <= whole.numbers.items()

    @pytest.mark.parametrize("answer", [Answer.PRESENT, Answer.ABSENT])
    def test_either_answer_is_within_reach(self, toaster: Vocabulary, answer: Answer) -> None:
        """Of a finding that was not asked."""
        whole = find(
            completions(toaster, Presentation()),
            lambda p: p.answer("smoke") is answer,
            settings=SEARCH,
        )
        assert whole.answer("smoke") is answer

    def test_it_shrinks_to_nothing_present(self, toaster: Vocabulary) -> None:
        """The smallest patient has nothing, and every number at the low end of its range."""
        whole = find(completions(toaster, Presentation()), lambda _: True, settings=SEARCH)
        assert whole.present == ()
        assert dict(whole.numbers) == {n.id: n.minimum for n in toaster.numbers.values()}

    @given(data=st.data())
    def test_a_patient_of_whom_all_is_known_is_its_own_completion(
        self, toaster: Vocabulary, data: st.DataObject
    ) -> None:
        """There is nothing left to answer."""
        whole = data.draw(completions(toaster, Presentation()))
        assert data.draw(completions(toaster, whole)) == whole
