"""From checks to a verdict: no verdict beats fail, fail beats pass, and nothing is no pass."""

from itertools import combinations

import pytest

from evaluation.gate.verdict import Check, GateReport, Group, Verdict


def check(group: Group, *, holds: bool) -> Check:
    """A check of one group."""
    return Check(name=group.value, group=group, title=group.value, holds=holds, numbers="")


def report(*failing: Group) -> GateReport:
    """One check of each group, of which some fail."""
    return GateReport(checks=tuple(check(group, holds=group not in failing) for group in Group))


def test_all_checks_hold_is_a_pass() -> None:
    """Exit code 0."""
    assert report().verdict is Verdict.PASS
    assert report().failing == ()


@pytest.mark.parametrize("group", [group for group in Group if group is not Group.MEASURED])
def test_any_failing_check_is_a_fail(group: Group) -> None:
    """One check of any kind is enough for exit code 1, and is told."""
    found = report(group)
    assert found.verdict is Verdict.FAIL
    assert [c.group for c in found.failing] == [group]


@pytest.mark.parametrize(
    "others", [pair for size in range(3) for pair in combinations(list(Group)[1:], size)]
)
def test_unmeasured_is_no_verdict_whatever_else_fails(others: tuple[Group, ...]) -> None:
    """What was not measured has neither passed nor failed."""
    assert report(Group.MEASURED, *others).verdict is Verdict.NO_VERDICT


def test_no_check_is_no_verdict() -> None:
    """A gate that looked at nothing never passes."""
    assert GateReport(checks=()).verdict is Verdict.NO_VERDICT


@pytest.mark.parametrize(
    ("verdict", "code", "words"),
    [
        (Verdict.PASS, 0, "PASS"),
        (Verdict.FAIL, 1, "FAIL"),
        (Verdict.NO_VERDICT, 3, "NO VERDICT"),
    ],
)
def test_a_verdict_is_an_exit_code_and_words(verdict: Verdict, code: int, words: str) -> None:
    """The codes that scripts rely on, and what people read."""
    assert (int(verdict), verdict.words) == (code, words)


def test_groups_stand_in_the_order_of_the_definitions() -> None:
    """Measured, ratchet, limits, evidence, waivers."""
    assert [group.value for group in Group] == [
        "measured",
        "ratchet",
        "limits",
        "evidence",
        "waivers",
    ]
