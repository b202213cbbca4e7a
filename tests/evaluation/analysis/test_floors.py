"""Floors and ceilings for every patient: the proof agrees with trying everybody."""

import pytest
from hypothesis import given, settings

from evaluation.analysis.claims import Claim, Law
from evaluation.analysis.prove import Proof, Standing, prove
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import (
    EVERYBODY,
    conditions,
    invariant,
    levels,
    rule,
    ruleset,
    rulesets,
    says,
)
from triage.conditions import Condition, Not, Present, all_of, any_of
from triage.dispositions import Disposition
from triage.engine import decide
from triage.invariants import Bound, InvariantSet
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth

proofs = settings(laws, max_examples=40)
A, B = Present("a"), Present("b")
URGENT = SCALE["urgent"]


def of_invariants(rules: RuleSet, asked: InvariantSet) -> list[Proof]:
    """What becomes of the claims that an invariant makes, without the laws of safety."""
    return [proof for proof in prove(rules, asked) if proof.claim.invariant]


def broken(rules: RuleSet, asked: InvariantSet) -> dict[str, dict[str, Answer]]:
    """The claims that are refuted, each with the answers of the patient who does it."""
    found = of_invariants(rules, asked)
    assert all(proof.standing is not Standing.VACUOUS for proof in found)
    return {proof.claim.id: dict(proof.patient.answers) for proof in found if proof.patient}


def keeps(claim: Claim, rules: RuleSet, patient: Presentation) -> bool:
    """Whether one patient is given what a claim demands, as the interpreter decides."""
    asked = claim.invariant
    assert asked is not None
    truth, decision = asked.condition.truth(patient), decide(patient, rules, questions=False)
    kept = {
        Law.FLOOR: decision.definite >= asked.disposition,
        Law.FLOOR_POSSIBLE: decision.possible >= asked.disposition,
        Law.RED_FLAG: claim.subject in decision.red_flags,
        Law.PATHWAY: claim.subject in decision.pathways,
        Law.CEILING: decision.definite <= asked.disposition,
        Law.CEILING_POSSIBLE: decision.possible <= asked.disposition,
    }
    is_asked = truth is Truth.MET or (
        claim.law is Law.FLOOR_POSSIBLE and truth is not Truth.NOT_MET
    )
    return kept[claim.law] or not is_asked


@pytest.mark.parametrize("bound", Bound)
@proofs
@given(rules=rulesets(), level=levels, condition=conditions, demanded=says)
def test_a_claim_is_proved_exactly_if_everybody_keeps_it(
    bound: Bound, rules: RuleSet, level: Disposition, condition: Condition, demanded: frozenset[str]
) -> None:
    """And whoever is named as refuting it does; vacuous is what nobody can meet."""
    asked = invariant(level, condition, *demanded, bound=bound)
    nobody = not any(condition.truth(patient) is Truth.MET for patient in EVERYBODY)
    for proof in of_invariants(rules, asked):
        kept = all(keeps(proof.claim, rules, patient) for patient in EVERYBODY)
        if nobody:
            assert proof.standing is Standing.VACUOUS
            continue
        assert proof.standing is (Standing.PROVED if kept else Standing.REFUTED)
        assert proof.patient is None or not keeps(proof.claim, rules, proof.patient)


def test_splitting_into_cases_breaks_a_floor() -> None:
    """With and without another finding is not enough: who was not asked falls between."""
    split = ruleset(rule("with", URGENT, all_of(A, B)), rule("without", URGENT, all_of(A, Not(B))))
    assert broken(split, invariant(URGENT, A)) == {"F1.floor": {"a": Answer.PRESENT}}
    assert broken(ruleset(rule("r", URGENT, A)), invariant(URGENT, A)) == {}


def test_a_condition_that_is_added_breaks_a_floor() -> None:
    """For whoever was not asked, and for whom it is known to be absent."""
    narrow = ruleset(rule("r", URGENT, all_of(A, B)))
    assert broken(narrow, invariant(URGENT, A)) == {
        "F1.floor": {"a": Answer.PRESENT},
        "F1.floor_possible": {"b": Answer.ABSENT},
    }
    wide = ruleset(rule("r", URGENT, any_of(A, B)))
    assert broken(wide, invariant(URGENT, A)) == {}


def test_a_floor_may_demand_red_flags_and_pathways() -> None:
    """The level alone is not enough; who gives all of it keeps the floor."""
    floor = invariant(URGENT, A, "flag", "way")
    lost = broken(ruleset(rule("r", URGENT, A, "way")), floor)
    assert lost == {"F1.red_flag.flag": {"a": Answer.PRESENT}}
    assert broken(ruleset(rule("r", URGENT, A, "flag", "way")), floor) == {}


def test_nothing_below_a_ceiling_breaks_it() -> None:
    """One level more does, for everybody who could be given it."""
    ceiling = invariant(SCALE["routine"], A, bound=Bound.CEILING)
    assert broken(ruleset(rule("r", SCALE["routine"], A)), ceiling) == {}
    high = broken(ruleset(rule("r", URGENT, all_of(A, B))), ceiling)
    assert high == {
        "F1.ceiling": {"a": Answer.PRESENT, "b": Answer.PRESENT},
        "F1.ceiling_possible": {"a": Answer.PRESENT},
    }
