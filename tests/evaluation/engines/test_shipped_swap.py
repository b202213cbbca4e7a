"""The seeded swap on the shipped library: one emergency newly missed, one over-triage fixed."""

from dataclasses import replace

import pytest

from evaluation.domain import policy_file
from evaluation.gate.policy import Policy
from evaluation.gate.policy_file import read_policy
from evaluation.gate.verdict import Verdict
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from tests.evaluation.kit.gates import check_of, failing, judge
from tests.evaluation.kit.outcomes import EMERGENCY, SELF_CARE, URGENT, gave, scored, with_result
from triage.rules import RuleSet

AVERAGES = ("coverage", "accuracy", "exact_accuracy", "escalation_accuracy")


@pytest.fixture(scope="module")
def rules(knee: RuleSet) -> Policy:
    """The shipped policy."""
    return read_policy(policy_file("knee"), knee.vocabulary)


@pytest.fixture(scope="module")
def emergency(honest_run: Run) -> Outcome:
    """A vignette that demands an emergency and a red flag, and gets both."""
    return next(o for o in honest_run.outcomes if o.expected.floor == EMERGENCY)


@pytest.fixture(scope="module")
def calm(honest_run: Run) -> Outcome:
    """A vignette for self-care, rightly answered."""
    return next(o for o in honest_run.outcomes if o.expected.ceiling == SELF_CARE)


def exchanged(honest_run: Run, *instead: Outcome) -> Run:
    """The honest run with some outcomes exchanged."""
    new = {made.vignette: made for made in instead}
    outcomes = tuple(new.get(made.vignette, made) for made in honest_run.outcomes)
    return replace(honest_run, outcomes=outcomes)


def test_the_swap_leaves_the_averages_and_fails(
    honest_run: Run, rules: Policy, knee: RuleSet, emergency: Outcome, calm: Outcome
) -> None:
    """The four averages are equal to the last digit; the gate names the missed emergency."""
    excited = with_result(calm, gave(URGENT))
    missed = with_result(emergency, gave(1, flags=" ".join(emergency.result.red_flags)))
    baseline = exchanged(honest_run, excited)
    swapped = exchanged(honest_run, missed)
    for name in AVERAGES:
        before, after = (scored(side.outcomes).rates[name] for side in (baseline, swapped))
        assert (before.k, before.n) == (after.k, after.n)
    report = judge(baseline, swapped, rules, scale=knee.vocabulary.scale)
    assert report.verdict is Verdict.FAIL
    assert "new_missed_red_flag" in failing(report)
    found = check_of(report, "new_missed_red_flag")
    assert found.numbers == "1 (0 fixed, 0 still)"
    (item,) = found.items
    assert item.startswith(f"{emergency.vignette}: expected emergency (")


def test_the_fix_alone_passes(honest_run: Run, rules: Policy, knee: RuleSet, calm: Outcome) -> None:
    """The honest twin: only the over-triage is mended."""
    baseline = exchanged(honest_run, with_result(calm, gave(URGENT)))
    report = judge(baseline, honest_run, rules, scale=knee.vocabulary.scale)
    assert (report.verdict, failing(report)) == (Verdict.PASS, [])
