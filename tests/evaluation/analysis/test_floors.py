"""Floors for every patient: the proof agrees with trying everybody."""

import pytest
from hypothesis import given, settings

from evaluation.analysis.floors import broken_floors
from evaluation.describe import broken_floor_words
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import (
    EVERYBODY,
    LAST,
    SMALL_WORDS,
    conditions,
    invariant,
    levels,
    rule,
    ruleset,
    rulesets,
    says,
)
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
from triage.dispositions import Disposition
from triage.engine import decide
from triage.invariants import Bound
from triage.least import least_patients
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth

proofs = settings(laws, max_examples=40)
A, B, C = Present("a"), Present("b"), Present("c")
ADULT = Compare("n", Comparison.AT_LEAST, 2)
URGENT = SCALE["urgent"]
VALUES = {"n": tuple(half / 2 for half in range(2 * LAST + 1))}


def keeps(
    rules: RuleSet, level: Disposition, demanded: frozenset[str], patient: Presentation
) -> bool:
    """Whether the rules that are met reach a level, and give what is demanded."""
    decision = decide(patient, rules, questions=False)
    reached = max([rules.default.disposition, *(f.rule.disposition for f in decision.fired)])
    return reached >= level and demanded <= {*decision.red_flags, *decision.pathways}


@proofs
@given(rules=rulesets(), level=levels, condition=conditions, demanded=says)
def test_nothing_is_broken_exactly_if_the_floor_is_kept_for_everybody(
    rules: RuleSet, level: Disposition, condition: Condition, demanded: frozenset[str]
) -> None:
    """The least patients stand for all: no finding means that trying everybody finds none."""
    below = [p for p in EVERYBODY if condition.truth(p) is Truth.MET]
    kept = all(keeps(rules, level, demanded, patient) for patient in below)
    assert (broken_floors(rules, invariant(level, condition, *demanded)) == ()) == kept


@proofs
@given(rules=rulesets(), level=levels, condition=conditions, demanded=says)
def test_a_broken_floor_shows_a_patient_for_whom_it_is_broken(
    rules: RuleSet, level: Disposition, condition: Condition, demanded: frozenset[str]
) -> None:
    """The patient meets the condition; what is reached and lost is what the engine gives."""
    for broken in broken_floors(rules, invariant(level, condition, *demanded)):
        assert condition.truth(broken.patient) is Truth.MET
        assert not keeps(rules, level, demanded, broken.patient)
        assert broken.reached < level or broken.lost
        assert set(broken.lost) <= demanded


@proofs
@given(conditions)
def test_least_patients_meet_the_condition_and_know_nothing_too_much(
    condition: Condition,
) -> None:
    """Each is met, and taking anything back leaves it undecided; everyone met knows one of them."""
    least = list(least_patients(condition, VALUES))
    for patient in least:
        assert condition.truth(patient) is Truth.MET
    for someone in EVERYBODY:
        if condition.truth(someone) is Truth.MET:
            assert any(
                patient.answers.items() <= someone.answers.items()
                and patient.numbers.items() <= someone.numbers.items()
                for patient in least
            )


@pytest.mark.parametrize(
    ("condition", "patients"),
    [
        (A, [{"a": Answer.PRESENT}]),
        (Not(A), [{"a": Answer.ABSENT}]),
        (any_of(A, B), [{"a": Answer.PRESENT}, {"b": Answer.PRESENT}]),
        (all_of(A, Not(B)), [{"a": Answer.PRESENT, "b": Answer.ABSENT}]),
        (
            AtLeast(2, (A, B, C)),
            [
                {"a": Answer.PRESENT, "b": Answer.PRESENT},
                {"a": Answer.PRESENT, "c": Answer.PRESENT},
                {"b": Answer.PRESENT, "c": Answer.PRESENT},
            ],
        ),
        (Not(any_of(A, B)), [{"a": Answer.ABSENT, "b": Answer.ABSENT}]),
        (any_of(A, all_of(A, B)), [{"a": Answer.PRESENT}]),
        (all_of(A, Not(A)), []),
    ],
)
def test_least_patients_of_small_conditions(
    condition: Condition, patients: list[dict[str, Answer]]
) -> None:
    """As few facts as decide it, no fact that another set does without, nobody who cannot be."""
    assert [dict(patient.answers) for patient in least_patients(condition, VALUES)] == patients


def test_numbers_are_tried_at_the_bounds_and_between_them() -> None:
    """The ends of the range, every bound that a condition names, and the middle of each gap."""
    number = SMALL_WORDS.numbers["n"]
    found = telling_values(number, [all_of(A, ADULT), Not(Compare("n", Comparison.LESS_THAN, 1))])
    assert found == (0, 0.5, 1, 1.5, 2, 2.5, 3)
    assert telling_values(number, [A]) == (0, 1.5, 3)


def test_a_ceiling_is_no_floor() -> None:
    """Only floors are proved here."""
    assert broken_floors(ruleset(), invariant(URGENT, A, bound=Bound.CEILING)) == ()


def test_splitting_into_cases_breaks_a_floor() -> None:
    """With and without another finding is not enough: who was not asked falls between."""
    split = ruleset(rule("with", URGENT, all_of(A, B)), rule("without", URGENT, all_of(A, Not(B))))
    (broken,) = broken_floors(split, invariant(URGENT, A))
    assert dict(broken.patient.answers) == {"a": Answer.PRESENT}
    assert broken_floors(ruleset(rule("r", URGENT, A)), invariant(URGENT, A)) == ()


def test_a_broken_floor_in_words() -> None:
    """The floor, its smallest patient, and what the rules give."""
    condition = all_of(A, Not(B), ADULT)
    (low,) = broken_floors(ruleset(), invariant(URGENT, condition))
    assert broken_floor_words(low, SMALL_WORDS) == (
        "F1, The floor. With A; no B; N 2 days, nothing else known: only self_care"
    )
    rules = ruleset(rule("r", URGENT, A))
    (lost,) = broken_floors(rules, invariant(URGENT, A, "flag", "way"))
    assert broken_floor_words(lost, SMALL_WORDS) == (
        "F1, The floor. With A, nothing else known: urgent; not given: flag, way"
    )


def test_a_floor_may_demand_red_flags_and_pathways() -> None:
    """The level alone is not enough; who gives all of it keeps the floor."""
    floor = invariant(URGENT, A, "flag", "way")
    (broken,) = broken_floors(ruleset(rule("r", URGENT, A, "way")), floor)
    assert (broken.reached, broken.lost) == (URGENT, ("flag",))
    assert broken_floors(ruleset(rule("r", URGENT, A, "flag", "way")), floor) == ()
