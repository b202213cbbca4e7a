"""Generated patients never contradict a domain fact, and all others are within reach."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import find, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from tests.triage.fact_sets import KNOWN, fact_sets, has_completion, holds, implies, never
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of
from triage.facts import DomainFact
from triage.presentation import Presentation, PresentationError
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary
from vignettes.strategies import (
    boundary_pairs,
    completions,
    near_boundary,
    presentations,
    presentations_where,
)

PRESENT, ABSENT = KNOWN
NAMES = ("smoke", "sparks", "shock", "crumbs", "pale_toast")
SEARCH = settings(max_examples=4_000, database=None, derandomize=True)
FEW = settings(max_examples=2, database=None, derandomize=True)
CHAIN = (implies("smoke", "sparks"), implies("sparks", "shock"), never("shock", "crumbs"))
SMOKE, SPARKS, SHOCK, CRUMBS = (Present(name) for name in NAMES[:4])
CONDITIONS: list[Condition] = [
    SMOKE,
    SHOCK,
    CRUMBS,
    all_of(SMOKE, SPARKS),
    any_of(SMOKE, CRUMBS),
    AtLeast(2, (SMOKE, SPARKS, SHOCK)),
    AtLeast(2, (SMOKE, SHOCK, CRUMBS)),
    all_of(SHOCK, Not(SMOKE)),
    all_of(any_of(SMOKE, CRUMBS), any_of(SHOCK, CRUMBS)),
    all_of(SPARKS, Compare("slots", Comparison.LESS_THAN, 4)),
]


def with_facts(words: Vocabulary, facts: Sequence[DomainFact]) -> Vocabulary:
    """The same words with other facts."""
    return replace(words, facts=tuple(facts))


def is_possible(patient: Presentation, facts: Sequence[DomainFact]) -> bool:
    """Whether there is somebody who answers so."""
    return has_completion(patient.answers, NAMES, facts)


@given(data=st.data(), facts=fact_sets(NAMES))
def test_no_patient_contradicts_a_fact(
    toaster: Vocabulary, data: st.DataObject, facts: tuple[DomainFact, ...]
) -> None:
    """Whatever the facts are."""
    assert is_possible(data.draw(presentations(with_facts(toaster, facts))), facts)


def test_every_patient_without_a_contradiction_is_within_reach(toaster: Vocabulary) -> None:
    """One finding implies another, which is never together with a third."""
    facts = (implies("smoke", "sparks"), never("sparks", "shock"))
    three = {name: toaster.findings[name] for name in NAMES[:3]}
    words = replace(toaster, findings=three, numbers={}, facts=facts)
    left = {
        Presentation(answers)
        for told in product(Answer, repeat=3)
        if is_possible(Presentation(answers := dict(zip(three, told, strict=True))), facts)
    }
    assert len(left) == 20  # of 27: less three for each pair, of which two patients hold two

    @settings(max_examples=600, database=None, derandomize=True)
    @given(drawn=presentations(words))
    def watch(drawn: Presentation) -> None:
        left.discard(drawn)

    watch()
    assert left == set()


def test_patients_shrink_to_the_fewest_known_findings(toaster: Vocabulary) -> None:
    """Nothing of what follows is told, as it is not needed."""
    words = with_facts(toaster, CHAIN)
    assert find(presentations(words), lambda _: True) == Presentation()
    found = find(presentations(words), lambda p: p.answer("smoke") is PRESENT, settings=SEARCH)
    assert found == Presentation({"smoke": PRESENT})


@given(data=st.data(), facts=fact_sets(NAMES))
def test_a_completion_is_as_all_facts_say(
    toaster: Vocabulary, data: st.DataObject, facts: tuple[DomainFact, ...]
) -> None:
    """Everything is answered, and what was known before stays."""
    words = with_facts(toaster, facts)
    patient = data.draw(presentations(words))
    whole = data.draw(completions(words, patient))
    assert set(whole.answers) == set(NAMES)
    assert patient.answers.items() <= whole.answers.items()
    assert all(holds(fact, whole.answers) for fact in facts)


def test_every_completion_is_within_reach(toaster: Vocabulary) -> None:
    """Of a patient in whom one finding is present: whoever is as the facts say."""
    words = with_facts(toaster, CHAIN)
    start = Presentation({"sparks": PRESENT}, {"age_years": 1, "slots": 1})
    seen: set[Presentation] = set()

    @settings(max_examples=200, database=None, derandomize=True)
    @given(drawn=completions(words, start))
    def watch(drawn: Presentation) -> None:
        seen.add(drawn)

    watch()
    assert {(one.answer("smoke"), one.answer("pale_toast")) for one in seen} == set(
        product(KNOWN, repeat=2)
    )
    assert {(one.answer("shock"), one.answer("crumbs")) for one in seen} == {(PRESENT, ABSENT)}


def test_a_completion_shrinks_to_what_has_to_be_present(toaster: Vocabulary) -> None:
    """What follows from the patient, and nothing else."""
    words = with_facts(toaster, CHAIN)
    start = Presentation({"smoke": PRESENT})
    whole = find(completions(words, start), lambda _: True, settings=SEARCH)
    assert set(whole.present) == {"smoke", "sparks", "shock"}


def test_a_patient_with_a_contradiction_has_no_completion(toaster: Vocabulary) -> None:
    """The error names both answers, and why they cannot be."""
    words = with_facts(toaster, CHAIN)
    start = Presentation({"smoke": PRESENT, "sparks": ABSENT})

    @given(drawn=completions(words, start))
    def draw(drawn: Presentation) -> None:
        raise AssertionError(drawn)  # pragma: no cover - nothing is drawn

    with pytest.raises(PresentationError) as raised:
        draw()
    assert str(raised.value) == (
        'no patient agrees with it: "smoke" is present, and "sparks" is absent, which contradict '
        "each other. So it is. (fact smoke-is-sparks)"
    )


@pytest.mark.parametrize("truth", [Truth.MET, Truth.NOT_MET])
@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_patients_of_a_condition_are_possible_whatever_the_seed(
    toaster: Vocabulary, condition: Condition, truth: Truth
) -> None:
    """And are not drawn in vain so often that Hypothesis complains."""
    words = with_facts(toaster, CHAIN)

    @settings(max_examples=20, database=None)
    @given(drawn=presentations_where(words, condition, truth))
    def watch(drawn: Presentation) -> None:
        assert condition.truth(drawn) is truth
        assert is_possible(drawn, CHAIN)

    for number in range(3):
        seed(number)(watch)()


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_both_sides_of_a_boundary_are_possible_whatever_the_seed(
    toaster: Vocabulary, condition: Condition
) -> None:
    """They still differ in one answer, and nobody is drawn in vain."""
    words = with_facts(toaster, CHAIN)
    tried, drawn = [0], [0]

    @settings(max_examples=20, database=None)
    @given(data=st.data())
    def watch(data: st.DataObject) -> None:
        tried[0] += 1
        inside, outside = data.draw(boundary_pairs(words, condition))
        drawn[0] += 1
        assert condition.truth(inside) is Truth.MET
        assert condition.truth(outside) is Truth.NOT_MET
        assert is_possible(inside, CHAIN)
        assert is_possible(outside, CHAIN)
        answers = {name for name, _ in inside.answers.items() ^ outside.answers.items()}
        numbers = {name for name, _ in inside.numbers.items() ^ outside.numbers.items()}
        assert len(answers | numbers) == 1

    for number in range(3):
        seed(number)(watch)()
    assert drawn[0] >= 0.8 * tried[0]


def test_findings_that_imply_each_other_have_no_boundary_between_them(
    toaster: Vocabulary,
) -> None:
    """No single answer can change; it is said, not hidden by a contradiction."""
    two = {name: toaster.findings[name] for name in NAMES[:2]}
    facts = (implies("smoke", "sparks"), implies("sparks", "smoke"))
    words = replace(toaster, findings=two, numbers={}, facts=facts)
    with pytest.raises(Unsatisfiable):
        find(boundary_pairs(words, all_of(SMOKE, SPARKS)), lambda _: True, settings=FEW)


@settings(max_examples=20)
@given(data=st.data())
def test_patients_near_the_boundaries_of_what_ships_are_possible(
    knee: RuleSet, data: st.DataObject
) -> None:
    """For every rule and the facts of the domain."""
    words = knee.vocabulary
    rule = data.draw(st.sampled_from(knee.rules))
    near = data.draw(near_boundary(words, rule.condition))
    whole = data.draw(completions(words, near))
    assert near.answers.items() <= whole.answers.items()
    assert all(holds(fact, whole.answers) for fact in words.facts)
