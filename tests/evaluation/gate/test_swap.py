"""The seeded swap: one emergency newly missed, one over-triage fixed, every average the same."""

from evaluation.gate.policy import Limit
from evaluation.gate.verdict import Verdict
from tests.evaluation.kit.gates import check_of, failing, judge, policy
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gold,
    outcome,
    scored,
    with_result,
)

BREATH = outcome(
    "breath", gold(EMERGENCY, flags="breath"), gave(EMERGENCY, flags="breath"), family="breath"
)
CRAMP = outcome("cramp", gold(SELF_CARE), gave(URGENT))
FEVER = gold(URGENT, flags="fever")
REST = (
    *(outcome(f"fever-{i}", FEVER, gave(URGENT, flags="fever")) for i in range(9)),
    *(outcome(f"lump-{i}", gold(ROUTINE), gave(ROUTINE)) for i in range(9)),
)
BASELINE = (BREATH, CRAMP, *REST)
SWAPPED = (
    with_result(BREATH, gave(ROUTINE, flags="breath")),
    with_result(CRAMP, gave(SELF_CARE)),
    *REST,
)
AVERAGES = ("accuracy", "exact_accuracy", "escalation_accuracy", "coverage")
# What a gate on averages would ask for: no more wrong than it was.
NO_WORSE_ON_AVERAGE = tuple(Limit(metric=name, bound=19 / 20) for name in AVERAGES)


def test_the_swap_leaves_every_average_as_it_was() -> None:
    """19 of 20 are right before and after, and 19 of 20 are escalated rightly."""
    before, after = scored(BASELINE), scored(SWAPPED)
    for name in AVERAGES:
        assert before.rates[name] == after.rates[name]
    assert (after.rates["accuracy"].k, after.rates["accuracy"].n) == (19, 20)


def test_the_gate_fails_the_swap_and_names_the_emergency() -> None:
    """The ratchet counts vignettes: the fix pays for nothing."""
    report = judge(BASELINE, SWAPPED, policy(limits=NO_WORSE_ON_AVERAGE))
    assert report.verdict is Verdict.FAIL
    assert failing(report) == ["new_missed_red_flag", "new_under_triage"]
    missed = check_of(report, "new_missed_red_flag")
    assert missed.numbers == "1 (0 fixed, 0 still)"
    assert missed.items == ("breath: expected emergency (breath), got routine (breath)",)
    assert check_of(report, "new_over_triage").numbers == "none (1 fixed, 0 still)"


def test_the_fix_alone_passes() -> None:
    """The honest twin: the over-triage mended and nothing missed."""
    fixed = (BREATH, with_result(CRAMP, gave(SELF_CARE)), *REST)
    assert judge(BASELINE, fixed, policy(limits=NO_WORSE_ON_AVERAGE)).verdict is Verdict.PASS


def test_the_swap_within_one_family_fails_too() -> None:
    """One variant newly missed and its sibling fixed leaves the family as it was: still a fail."""
    seen, missed = gave(URGENT, flags="fever"), gave(ROUTINE)
    before = [outcome("x1", FEVER, seen, family="x"), outcome("x2", FEVER, missed, family="x")]
    after = [outcome("x1", FEVER, missed, family="x"), outcome("x2", FEVER, seen, family="x")]
    assert scored(before).rates == scored(after).rates
    report = judge(before, after, policy(ratchet=("missed_red_flag",)))
    assert failing(report) == ["new_missed_red_flag"]
    assert check_of(report, "new_missed_red_flag").numbers == "1 (1 fixed, 0 still)"
