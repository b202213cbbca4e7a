"""Two patients who show that a condition alone turns its rule: as found by trying everybody."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.coverage.mcdc import (
    independence_of,
    is_shown_by,
    leaves_in,
    pairs_shown,
)
from evaluation.analysis.coverage.model import Independence, Shown, Why
from evaluation.analysis.coverage.two_patients import TwoPatients
from evaluation.analysis.edits import Place
from evaluation.analysis.solver import Oracle
from tests.evaluation.kit.brute_force import all_patients, are_alike
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.random_rules import patients_of, rulesets
from tests.evaluation.kit.small_rules import SMALL_WORDS
from triage.algebra import truths_of
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
from triage.facts import DomainFact
from triage.planes import Planes
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary

proofs = settings(laws, max_examples=80)
A, B, C = Present("a"), Present("b"), Present("c")
YES, NO = Answer.PRESENT, Answer.ABSENT


def n(comparison: Comparison, bound: float) -> Compare:
    """A comparison of the number of the small domain, from 0 to 3."""
    return Compare("n", comparison, bound)


def solved(condition: Condition, place: Place, words: Vocabulary = SMALL_WORDS) -> Independence:
    """What the solver says of a leaf."""
    two = TwoPatients(words)
    two.truths(condition)
    with Oracle(two.formula) as oracle:
        return independence_of(place, condition, two, oracle)


def signature(condition: Condition, patient: Presentation) -> tuple[Truth, ...]:
    """The truth of the rule, and of each leaf, as the interpreter has it."""
    leaves = leaves_in(condition).values()
    return condition.truth(patient), *(leaf.truth(patient) for leaf in leaves)


def shows(one: tuple[Truth, ...], other: tuple[Truth, ...], leaf: int) -> bool:
    """The definition, word by word: of two patients, by their signatures."""
    rule, leaves = {one[0], other[0]}, list(zip(one[1:], other[1:], strict=True))
    changed = leaves.pop(leaf)
    return (
        rule == {Truth.MET, Truth.NOT_MET}
        and changed == (Truth.MET, Truth.NOT_MET)
        and all(first is second for first, second in leaves)
    )


@proofs
@given(ruleset=rulesets(findings=3, numbers=1, most=1))
def test_the_solver_finds_the_two_whom_trying_everybody_finds(ruleset: RuleSet) -> None:
    """The smallest first one who is in any pair, and the smallest second one beside that one."""
    condition, words = ruleset.rules[0].condition, ruleset.vocabulary
    told = [(patient, signature(condition, patient)) for patient in all_patients(ruleset)]
    kinds = {kind for _, kind in told}
    for leaf, place in enumerate(leaves_in(condition)):
        found = solved(condition, place, words)
        partners = {one: {other for other in kinds if shows(one, other, leaf)} for one in kinds}
        first = next(((p, kind) for p, kind in told if partners[kind]), None)
        if first is None:
            assert found.shown is Shown.IMPOSSIBLE
            assert (found.patients, found.why is None) == ((), False)
            continue
        second = next(patient for patient, kind in told if kind in partners[first[1]])
        assert found.shown is Shown.MISSING
        assert are_alike(found.patients[0], first[0], ruleset)
        assert are_alike(found.patients[1], second, ruleset)
        assert is_shown_by(condition, place, *found.patients)
        assert found.is_met_with_leaf is (first[1][0] is Truth.MET)


@proofs
@given(data=st.data(), ruleset=rulesets(findings=3, numbers=1, most=1))
def test_a_pair_of_the_library_is_found_exactly_if_there_is_one(
    data: st.DataObject, ruleset: RuleSet
) -> None:
    """Of all pairs, tried one after the other: one of a family, then the first ones."""
    condition = ruleset.rules[0].condition
    patients = data.draw(st.lists(patients_of(ruleset), max_size=12))
    families = [data.draw(st.sampled_from("xyz")) for _ in patients]
    planes, leaves = Planes(patients), leaves_in(condition).values()
    found = pairs_shown(
        [truths_of(leaf, planes) for leaf in leaves],
        truths_of(condition, planes),
        planes.true,
        families,
    )
    kinds = [signature(condition, patient) for patient in patients]
    for leaf, pair in enumerate(found):
        tried = [
            (families[a] != families[b], a, b)
            for a, b in product(range(len(kinds)), repeat=2)
            if shows(kinds[a], kinds[b], leaf)
        ]
        assert (pair is None) is (not tried)
        if pair:
            one, other = pair
            assert (families[one] != families[other], one, other) == min(tried)


@pytest.mark.parametrize(
    ("condition", "place", "why", "coupled"),
    [
        (any_of(all_of(A, B), all_of(A, C)), (0, 0), Why.COUPLED, ((1, 0),)),
        (all_of(A, Not(A)), (0,), Why.COUPLED, ((1, 0),)),
        (
            any_of(n(Comparison.AT_LEAST, 2), all_of(n(Comparison.LESS_THAN, 2), A)),
            (0,),
            Why.COUPLED,
            ((1, 0),),
        ),
        (n(Comparison.AT_LEAST, 0), (), Why.NEVER_NOT_MET, ()),
        (all_of(A, n(Comparison.MORE_THAN, 3)), (1,), Why.NEVER_MET, ()),
        (any_of(A, all_of(B, n(Comparison.AT_MOST, 3))), (1, 1), Why.NEVER_NOT_MET, ()),
        (all_of(B, n(Comparison.MORE_THAN, 3)), (0,), Why.NO_EFFECT, ()),
    ],
    ids=["twice", "itself", "parts", "lowest", "above", "highest", "never fires"],
)
def test_why_nobody_can_show_it(
    condition: Condition, place: Place, why: Why, coupled: tuple[Place, ...]
) -> None:
    """The plainest reason, and the conditions that change with it."""
    expected = Independence(shown=Shown.IMPOSSIBLE, why=why, coupled=coupled)
    assert solved(condition, place) == expected


def test_a_domain_fact_can_take_the_effect_away() -> None:
    """Where b goes with every a, a cannot turn "a or b" while b is known to be absent."""
    fact = DomainFact(id="f", reason="-", if_present="a", then_present="b")
    words = replace(SMALL_WORDS, facts=(fact,))
    assert solved(any_of(A, B), (0,)).shown is Shown.MISSING
    assert solved(any_of(A, B), (0,), words).why is Why.NO_EFFECT


def test_two_bounds_of_one_number_are_shown_apart() -> None:
    """Below both, between the two, and beyond both: each changes while the other stays."""
    old, older = n(Comparison.AT_LEAST, 1), n(Comparison.AT_LEAST, 3)
    condition = any_of(older, all_of(old, A))
    assert solved(condition, (0,)).patients == (
        Presentation({"a": NO}, {"n": 3}),
        Presentation({"a": NO}, {"n": 1}),
    )
    assert solved(condition, (1, 0)).patients == (
        Presentation({"a": YES}, {"n": 1}),
        Presentation({"a": YES}, {"n": 0}),
    )


def test_below_a_not_the_second_patient_meets_the_rule() -> None:
    """The first is always the one who meets the condition itself."""
    found = solved(all_of(A, Not(B)), (1, 0))
    assert found.patients == (
        Presentation({"a": YES, "b": YES}),
        Presentation({"a": YES, "b": NO}),
    )
    assert not found.is_met_with_leaf
    assert solved(all_of(A, Not(B)), (0,)).is_met_with_leaf


def test_nothing_that_counts_is_left_open() -> None:
    """Of three, two are needed: with one of the others open the second patient is undecided."""
    assert solved(AtLeast(2, (A, B, C)), (0,)).patients == (
        Presentation({"a": YES, "b": NO, "c": YES}),
        Presentation({"a": NO, "b": NO, "c": YES}),
    )


def test_an_open_answer_is_no_pair() -> None:
    """Undecided is neither met nor not met: such a vignette shows nothing of the rule."""
    met, open_, absent = Presentation({"a": YES}), Presentation(), Presentation({"a": NO})
    assert is_shown_by(A, (), met, absent)
    assert not is_shown_by(A, (), met, open_)
    assert not is_shown_by(A, (), absent, met)
