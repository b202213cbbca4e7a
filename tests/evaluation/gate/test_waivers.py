"""Waivers: each covers one failing of one vignette, for a time, while it is needed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from evaluation.gate.verdict import Group, Verdict
from evaluation.gate.waivers import Waiver
from evaluation.outcomes import Outcome
from tests.evaluation.kit.gates import TODAY, check_of, failing, judge, policy, waiver
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    URGENT,
    gave,
    gold,
    outcome,
    relabelled,
    with_digests,
    with_result,
)

FEVER = outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
OTHER = outcome("other", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
BASELINE = (FEVER, OTHER)
LATE = gave(ROUTINE, flags="fever")
MISSED = (with_result(FEVER, LATE), OTHER)
ON_MISSES = policy(ratchet=("missed_red_flag",))
COVER = waiver("missed_red_flag", "fever", line=7)
STALE = "stale: nothing that it covers fails"


def test_a_waiver_in_force_lets_its_failing_pass_and_shows_it() -> None:
    """The vignette is listed as waived, not as failing, and the waiver is in every verdict."""
    report = judge(BASELINE, MISSED, ON_MISSES, waivers=[COVER])
    assert report.verdict is Verdict.PASS
    found = check_of(report, "new_missed_red_flag")
    assert (found.holds, found.items, found.waived) == (True, (), ("fever",))
    assert found.numbers == "1 (0 fixed, 0 still)"
    held = check_of(report, "waivers")
    assert (held.group, held.holds, held.numbers) == (Group.WAIVERS, True, "none of 1")
    assert report.waived == 1
    reason = "Known, and mended in the next version."
    passed = "expected urgent (fever), got routine (fever)"
    assert report.waivers == (
        f"fever, missed_red_flag: {reason} (Dr Example, 30 days left): {passed}",
    )


def test_without_waivers_there_is_no_check_of_them() -> None:
    """Nothing is granted, nothing is checked, and the failing fails."""
    report = judge(BASELINE, MISSED, ON_MISSES)
    assert failing(report) == ["new_missed_red_flag"]
    assert "waivers" not in [check.name for check in report.checks]
    assert (report.waivers, report.waived) == ((), 0)


def test_a_waiver_covers_its_vignette_only() -> None:
    """The same failing of another vignette still fails."""
    both = [with_result(made, LATE) for made in BASELINE]
    report = judge(BASELINE, both, ON_MISSES, waivers=[COVER])
    assert failing(report) == ["new_missed_red_flag"]
    found = check_of(report, "new_missed_red_flag")
    assert found.items == ("other: expected urgent (fever), got routine (fever)",)
    assert found.waived == ("fever",)


def test_a_waiver_covers_its_failing_only() -> None:
    """The same vignette fails another endpoint unwaived."""
    report = judge(BASELINE, MISSED, waivers=[COVER])
    assert failing(report) == ["new_under_triage"]
    two = [COVER, waiver("under_triage", "fever")]
    assert judge(BASELINE, MISSED, waivers=two).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("days", "age", "says"),
    [
        (-1, 10, "expired on 2026-06-14"),
        (30, -1, "approved in the future, on 2026-06-16"),
        (81, 10, "longer than the 90 days that the policy allows"),
    ],
)
def test_a_waiver_that_may_not_count_fails(days: int, age: int, says: str) -> None:
    """An expired, a future and an overlong waiver each fail, with their line in the file."""
    granted = waiver("missed_red_flag", "fever", days=days, age=age, line=7)
    report = judge(BASELINE, MISSED, ON_MISSES, waivers=[granted])
    assert report.verdict is Verdict.FAIL
    found = check_of(report, "waivers")
    assert found.items == (f"line 7, missed_red_flag of fever: {says}",)
    assert found.numbers == "1 of 1"


@pytest.mark.parametrize(
    ("days", "age"), [(-1, 10), (30, -1), (81, 10)], ids=["expired", "in the future", "too long"]
)
def test_a_waiver_out_of_force_covers_nothing(days: int, age: int) -> None:
    """What it named fails as if it were not there."""
    granted = waiver("missed_red_flag", "fever", days=days, age=age)
    report = judge(BASELINE, MISSED, ON_MISSES, waivers=[granted])
    assert failing(report) == ["new_missed_red_flag", "waivers"]


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, 10), (30, 0), (0, 0), (80, 10), (0, 90)],
    ids=["last day", "first day", "one day", "the longest", "the longest on its last day"],
)
def test_first_and_last_day_count(days: int, age: int) -> None:
    """A waiver holds from the day of approval to the day of expiry, up to the longest allowed."""
    granted = waiver("missed_red_flag", "fever", days=days, age=age)
    report = judge(BASELINE, MISSED, ON_MISSES, waivers=[granted])
    assert report.verdict is Verdict.PASS


def test_days_left_count_down_to_the_last_day() -> None:
    """One on the day before, none on the last day, negative after it."""
    days = [COVER.days_left(COVER.expires + timedelta(days=n)) for n in (-1, 0, 1)]
    assert days == [1, 0, -1]


def test_every_waiver_is_told_with_its_time() -> None:
    """Those in force say how long still, expired ones since when, in any verdict."""
    old = waiver("missed_red_flag", "other", days=-3, reason="Old.", approver="B")
    granted = [replace(COVER, reason="New."), old]
    for candidate in (BASELINE, ()):
        report = judge(BASELINE, candidate, waivers=granted)
        assert report.waivers == (
            "fever, missed_red_flag: New. (Dr Example, 30 days left)",
            "other, missed_red_flag: Old. (B, expired on 2026-06-12)",
        )


@pytest.mark.parametrize(
    ("granted", "candidate"),
    [
        (COVER, BASELINE),
        (waiver("lost_pathway", "fever"), MISSED),
        (waiver("removed", "fever"), BASELINE),
        (waiver("gold_edited", "fever"), BASELINE),
        (waiver("input_edited", "fever"), BASELINE),
        (COVER, (OTHER,)),
    ],
    ids=["mended", "another failing", "not removed", "gold kept", "input kept", "removed"],
)
def test_a_stale_waiver_fails(granted: Waiver, candidate: tuple[Outcome, ...]) -> None:
    """A waiver that covers nothing any more is reported, so that none lies in wait."""
    report = judge(BASELINE, candidate, waivers=[replace(granted, line=3)])
    assert "waivers" in failing(report)
    said = f"line 3, {granted.covers} of {granted.of}: {STALE}"
    assert check_of(report, "waivers").items == (said,)


@pytest.mark.parametrize("covers", ["missed_red_flag", "removed", "gold_edited"])
def test_a_waiver_for_nobody_fails(covers: str) -> None:
    """A vignette that neither side has is told, with the one that was likely meant."""
    report = judge(BASELINE, BASELINE, waivers=[waiver(covers, "feverr", line=3)])
    assert failing(report) == ["waivers"]
    assert check_of(report, "waivers").items == (
        f'line 3, {covers} of feverr: there is no such vignette. Did you mean "fever"?',
    )


def test_a_waiver_may_be_wrong_in_several_ways() -> None:
    """Each of them is told, in one item each."""
    granted = waiver("missed_red_flag", "fever", days=-1, age=200, line=7)
    report = judge(BASELINE, BASELINE, waivers=[granted])
    says = ["expired on 2026-06-14", "longer than the 90 days that the policy allows", STALE]
    expected = tuple(f"line 7, missed_red_flag of fever: {each}" for each in says)
    assert check_of(report, "waivers").items == expected


@pytest.mark.parametrize(
    ("covers", "candidate"),
    [
        ("removed", (OTHER,)),
        ("gold_edited", (relabelled(FEVER, gold(URGENT, EMERGENCY, flags="fever")), OTHER)),
        ("input_edited", (with_digests(FEVER, input="other"), OTHER)),
    ],
)
def test_a_change_of_the_library_can_be_waived(covers: str, candidate: tuple[Outcome, ...]) -> None:
    """Removing, relabelling and editing are each let pass by a waiver of their own."""
    assert failing(judge(BASELINE, candidate)) == [f"vignettes_{covers}"]
    report = judge(BASELINE, candidate, waivers=[waiver(covers, "fever")])
    assert report.verdict is Verdict.PASS
    assert check_of(report, f"vignettes_{covers}").waived == ("fever",)


def test_a_new_vignette_can_be_waived() -> None:
    """A new vignette that fails at once is let pass by the waivers of its failings."""
    new = outcome("new", gold(URGENT, flags="fever"), LATE)
    granted = [waiver("missed_red_flag", "new"), waiver("under_triage", "new")]
    report = judge(BASELINE, (*BASELINE, new), waivers=granted)
    assert report.verdict is Verdict.PASS
    assert check_of(report, "new_vignettes").waived == ("new", "new")


def test_a_waived_failing_under_the_old_gold_is_not_stale() -> None:
    """A waiver that lets a relabelled vignette pass under its old gold covers something."""
    after = (relabelled(with_result(FEVER, gave(ROUTINE)), gold(ROUTINE)), OTHER)
    granted = [waiver("gold_edited", "fever"), COVER]
    report = judge(BASELINE, after, ON_MISSES, waivers=granted)
    assert check_of(report, "new_missed_red_flag").waived == ("fever",)
    assert failing(report) == []


def test_a_waiver_never_makes_a_measurement() -> None:
    """With nothing comparable there is no verdict, and waivers are not even looked at."""
    report = judge(BASELINE, (), waivers=[waiver("removed", "fever"), waiver("removed", "other")])
    assert report.verdict is Verdict.NO_VERDICT
    assert "waivers" not in [check.name for check in report.checks]


def test_a_waiver_is_known_by_failing_and_vignette() -> None:
    """The helper of these tests grants from ten days ago to thirty days ahead."""
    assert (TODAY - COVER.approved, COVER.expires - TODAY) == (timedelta(10), timedelta(30))
    assert COVER.key == ("missed_red_flag", "fever")
