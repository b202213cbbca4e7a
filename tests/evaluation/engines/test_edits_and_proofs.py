"""No unsafe edit of a rule gets past both guards: the vignettes, and the proofs."""

from dataclasses import replace
from typing import Final

import pytest

from evaluation.analysis.prove import Standing, prove
from evaluation.gate.verdict import Verdict
from tests.evaluation.kit.edits import (
    implied_by,
    lowered,
    narrowed,
    shifted,
    wanting_more,
    with_rule,
    without_an_alternative,
)
from tests.evaluation.kit.engines import Judge, ReferenceEngine, VerdictOfNarrowed
from triage.conditions import Compare, Comparison, all_of
from triage.invariants import InvariantSet
from triage.repository import load_invariants, load_ruleset
from triage.rules import Rule, RuleSet

KNEE = load_ruleset("knee@1.1.0")
each_rule = pytest.mark.parametrize("rule", KNEE.rules, ids=lambda rule: rule.id)


@pytest.fixture(scope="module")
def invariants(knee: RuleSet) -> InvariantSet:
    """The floors and ceilings that a second reader took from the documents."""
    found = load_invariants(knee)
    assert found is not None
    return found


def is_proved(ruleset: RuleSet, invariants: InvariantSet) -> bool:
    """Whether every claim is true of every patient; stops at the first that is not."""
    proofs = prove(ruleset, invariants)
    return all(proof.standing is Standing.PROVED for proof in proofs)


def keeps_claims(rule: Rule, new: Rule | None, invariants: InvariantSet) -> bool:
    """Whether every claim is still true of the edited rules."""
    return is_proved(with_rule(KNEE, rule, new), invariants)


def test_every_claim_is_proved_of_the_shipped_rules(invariants: InvariantSet) -> None:
    """The honest twin: as they are, nothing is broken."""
    assert is_proved(KNEE, invariants)


CHILD: Final = Compare("age_years", Comparison.AT_LEAST, 12)
ABOVE_THEIR_FLOOR: Final = ("loss-of-bladder-control", "loss-of-bowel-control")
"""Rules that ask for more than a document demands: a level less still keeps every floor."""


@each_rule
def test_a_claim_alone_notices_the_worst_edits(invariants: InvariantSet, rule: Rule) -> None:
    """Without the rule, with an age limit, or a level lower: whatever the vignettes hold."""
    limited = replace(rule, condition=all_of(rule.condition, CHILD))
    assert not keeps_claims(rule, None, invariants)
    assert not keeps_claims(rule, limited, invariants)
    is_kept = keeps_claims(rule, lowered(KNEE, rule), invariants)
    assert is_kept is (rule.id in ABOVE_THEIR_FLOOR)


@each_rule
def test_asking_for_one_more_finding_does_not_get_past_both(
    verdict_of_narrowed: VerdictOfNarrowed, invariants: InvariantSet, rule: Rule
) -> None:
    """A name in the list is a finding that can be added to the rule without any guard noticing."""
    extra = sorted(set(KNEE.vocabulary.findings) - implied_by(rule.condition))
    unnoticed = [
        finding
        for finding in extra
        if verdict_of_narrowed(rule, finding) is not Verdict.FAIL
        and keeps_claims(rule, narrowed(rule, finding), invariants)
    ]
    assert unnoticed == []


@each_rule
def test_dropping_lowering_and_narrowing_do_not_get_past_both(
    judge_engine: Judge, invariants: InvariantSet, rule: Rule
) -> None:
    """Without the rule, a level lower, a number later, an alternative fewer: one guard notices."""
    edits: dict[str, list[Rule | None]] = {
        "dropped": [None],
        "lowered": [lowered(KNEE, rule)],
        "a number shifted by 1": [*shifted(rule, 1)],
        "a number shifted by 5": [*shifted(rule, 5)],
        "without an alternative": [*without_an_alternative(rule)],
        "without its red flags": [replace(rule, red_flags=())] if rule.red_flags else [],
        "without its pathways": [replace(rule, pathways=())] if rule.pathways else [],
        "wanting one more of several": [*wanting_more(rule)],
    }
    unnoticed = [
        (name, new and new.condition.content())
        for name, news in edits.items()
        for new in news
        if keeps_claims(rule, new, invariants)
        and judge_engine(ReferenceEngine(ruleset=with_rule(KNEE, rule, new))).verdict
        is not Verdict.FAIL
    ]
    assert unnoticed == []
