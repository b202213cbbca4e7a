"""Checks of the ratchet beside the endpoints: lowered answers, and the vocabulary."""

import pytest

from evaluation.comparison import ENDPOINT_NAMES, LOWERED
from evaluation.gate.policy import Policy
from evaluation.gate.verdict import Group, Verdict
from evaluation.outcomes import Result, Status
from tests.evaluation.kit.gates import check_of, failing, judge, policy, run, waiver
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    relabelled,
    with_digests,
    with_result,
)

OTHER = outcome("other", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
WIDE = gold(ROUTINE, EMERGENCY)
ON_LOWERED: Policy = policy(ratchet=(*ENDPOINT_NAMES, LOWERED))


@pytest.mark.parametrize(
    ("before", "after", "is_lowered"),
    [
        (gave(EMERGENCY), gave(URGENT), True),
        (gave(EMERGENCY), gave(ROUTINE), True),
        (gave(URGENT), gave(URGENT), False),
        (gave(URGENT), gave(EMERGENCY), False),
        (gave_none(), gave(ROUTINE), False),
        (gave_none(), gave_none(), False),
    ],
)
def test_an_answer_is_lowered_if_it_is_less_urgent_than_accepted(
    before: Result, after: Result, *, is_lowered: bool
) -> None:
    """Within the acceptable range, one level or several; from no answer nothing falls."""
    made = outcome("x", WIDE, before)
    report = judge([OTHER, made], [OTHER, with_result(made, after)], ON_LOWERED)
    assert check_of(report, LOWERED).holds is not is_lowered


@pytest.mark.parametrize("after", [gave(SELF_CARE), gave_none(Status.ABSTAINED), gave_none()])
def test_what_is_not_acceptable_is_told_as_under_triage(after: Result) -> None:
    """Below the floor, or no answer: one check says so, and not two."""
    made = outcome("x", WIDE, gave(ROUTINE))
    report = judge([OTHER, made], [OTHER, with_result(made, after)], ON_LOWERED)
    assert failing(report) == ["new_under_triage"]


def test_an_over_triage_may_come_down() -> None:
    """What was more urgent than the gold allows is mended, not lowered."""
    made = outcome("x", gold(SELF_CARE, ROUTINE), gave(URGENT))
    for rank in (ROUTINE, SELF_CARE):
        report = judge([OTHER, made], [OTHER, with_result(made, gave(rank))], ON_LOWERED)
        assert report.verdict is Verdict.PASS


def test_a_lowered_answer_is_told_with_both_sides() -> None:
    """The check names what was accepted and what is given now, and fails by itself."""
    made = outcome("x", WIDE, gave(EMERGENCY, flags="fever"))
    report = judge([OTHER, made], [OTHER, with_result(made, gave(URGENT))], ON_LOWERED)
    assert failing(report) == [LOWERED]
    found = check_of(report, LOWERED)
    assert (found.group, found.numbers) == (Group.RATCHET, "1")
    assert found.items == ("x: was emergency (fever), is urgent (no red flag)",)


def test_a_lowered_answer_can_be_waived() -> None:
    """Somebody agrees: it passes and is shown; once nothing is lowered the waiver is stale."""
    made = outcome("x", WIDE, gave(EMERGENCY))
    lower = with_result(made, gave(URGENT))
    granted = [waiver(LOWERED, "x", line=2)]
    report = judge([OTHER, made], [OTHER, lower], ON_LOWERED, waivers=granted)
    assert report.verdict is Verdict.PASS
    found = check_of(report, LOWERED)
    assert (found.numbers, found.items, found.waived) == ("1", (), ("x",))
    stale = judge([OTHER, made], [OTHER, made], ON_LOWERED, waivers=granted)
    assert failing(stale) == ["waivers"]
    said = "line 2, lowered of x: stale: nothing that it covers fails"
    assert check_of(stale, "waivers").items == (said,)


def test_a_policy_may_not_ask_for_it() -> None:
    """Where the policy does not name it there is no such check."""
    made = outcome("x", WIDE, gave(EMERGENCY))
    report = judge([OTHER, made], [OTHER, with_result(made, gave(URGENT))])
    assert report.verdict is Verdict.PASS
    assert LOWERED not in [check.name for check in report.checks]


@pytest.mark.parametrize("edit", ["gold", "input"])
def test_an_edited_vignette_does_not_escape_as_lowered(edit: str) -> None:
    """An answer that comes down together with an edit is caught by the guard of the edit."""
    made = outcome("x", WIDE, gave(EMERGENCY))
    lower = with_result(made, gave(URGENT))
    changed = (
        relabelled(lower, gold(URGENT, EMERGENCY))
        if edit == "gold"
        else with_digests(lower, input="other")
    )
    report = judge([OTHER, made], [OTHER, changed], ON_LOWERED)
    assert failing(report) == [f"vignettes_{edit}_edited"]


def test_another_vocabulary_fails() -> None:
    """If findings, red flags or dispositions mean something else, somebody must accept that."""
    after = run([OTHER], vocabulary_fingerprint="sha256:other")
    report = judge([OTHER], after)
    assert failing(report) == ["vocabulary"]
    found = check_of(report, "vocabulary")
    assert (found.group, found.numbers) == (Group.RATCHET, "yes")
    assert found.items == (
        (
            "another meaning of findings, red flags or dispositions, or other domain facts; accept "
            "it with a new run"
        ),
    )
    same = check_of(judge([OTHER], [OTHER]), "vocabulary")
    assert (same.holds, same.numbers, same.items, same.waived) == (True, "no", (), ())


def test_another_vocabulary_can_be_waived_by_its_name() -> None:
    """The waiver names the vocabulary in place of a vignette; then nothing is left failing."""
    after = run([OTHER], vocabulary_fingerprint="sha256:other")
    report = judge([OTHER], after, waivers=[waiver("vocabulary", "knee")])
    assert report.verdict is Verdict.PASS
    found = check_of(report, "vocabulary")
    assert (found.items, found.waived) == ((), ("knee",))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("knee", "stale: nothing that it covers fails"),
        ("kne", 'there is no such thing. Did you mean "knee"?'),
    ],
)
def test_a_waiver_of_a_vocabulary_that_is_as_it_was_fails(name: str, says: str) -> None:
    """It is stale, or names another vocabulary."""
    report = judge([OTHER], [OTHER], waivers=[waiver("vocabulary", name, line=4)])
    assert failing(report) == ["waivers"]
    assert check_of(report, "waivers").items == (f"line 4, vocabulary of {name}: {says}",)


def test_an_answer_below_its_floor_may_not_fall_further() -> None:
    """Lowered names it where no endpoint of the policy does; a fall that mends is none."""
    low = outcome("low", gold(URGENT), gave(ROUTINE))
    fallen = with_result(low, gave(SELF_CARE))
    rules = policy(ratchet=("missed_red_flag", LOWERED))
    assert failing(judge([OTHER, low], [OTHER, fallen], rules)) == [LOWERED]
    high = outcome("high", gold(SELF_CARE, ROUTINE), gave(EMERGENCY))
    for rank in (URGENT, ROUTINE, SELF_CARE):
        mended = judge([OTHER, high], [OTHER, with_result(high, gave(rank))], rules)
        assert check_of(mended, LOWERED).holds
