"""The ratchet: every endpoint holds, and fails for its own reason, vignette by vignette."""

import pytest

from evaluation.comparison import ENDPOINT_NAMES, ENDPOINTS, NO_ANSWER
from evaluation.gate.verdict import Group, Verdict
from evaluation.outcomes import Expected, Result
from tests.evaluation.kit.gates import check_of, failing, judge, policy, waiver
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    with_digests,
    with_result,
)
from triage.loading.problems import Problem

FEVER = gold(URGENT, flags="fever")
SEEN = gave(URGENT, flags="fever")
OTHER = outcome("other", FEVER, SEEN)
TITLES = {endpoint.name: endpoint.title for endpoint in ENDPOINTS}

# endpoint, gold, a right and a wrong answer, and what the check says of the wrong one
FAULTS = [
    pytest.param(
        "missed_red_flag",
        FEVER,
        SEEN,
        gave(ROUTINE, flags="fever"),
        "expected urgent (fever), got routine (fever)",
        id="missed",
    ),
    pytest.param(
        "missed_red_flag",
        FEVER,
        SEEN,
        gave_none(reason="timeout"),
        "expected urgent (fever), got error: timeout",
        id="missed by a crash",
    ),
    pytest.param(
        "undetected_red_flag",
        FEVER,
        SEEN,
        gave(URGENT),
        "expected urgent (fever), got urgent (no red flag)",
        id="undetected although acted on",
    ),
    pytest.param(
        "under_triage",
        gold(ROUTINE),
        gave(ROUTINE),
        gave(SELF_CARE),
        "expected routine (no red flag), got self_care (no red flag)",
        id="under-triage",
    ),
    pytest.param(
        "over_triage",
        gold(ROUTINE),
        gave(ROUTINE),
        gave(EMERGENCY),
        "expected routine (no red flag), got emergency (no red flag)",
        id="over-triage",
    ),
    pytest.param(
        "lost_pathway",
        gold(ROUTINE, ways="spine"),
        gave(ROUTINE, ways="spine"),
        gave(ROUTINE),
        "expected routine (no red flag), got routine (no red flag), without the pathway spine",
        id="lost pathway",
    ),
]


@pytest.mark.parametrize(("endpoint", "expected", "right", "wrong", "said"), FAULTS)
def test_a_newly_failing_vignette_fails_its_endpoint_and_is_named(
    endpoint: str, expected: Expected, right: Result, wrong: Result, said: str
) -> None:
    """One vignette is enough; the check names it with expected and given."""
    rules = policy(ratchet=("missed_red_flag", endpoint))
    report = judge(
        [OTHER, outcome("x", expected, right)], [OTHER, outcome("x", expected, wrong)], rules
    )
    assert report.verdict is Verdict.FAIL
    assert failing(report) == [f"new_{endpoint}"]
    found = check_of(report, f"new_{endpoint}")
    assert found.group is Group.RATCHET
    assert (found.numbers, found.items) == ("1 (0 fixed, 0 still)", (f"x: {said}",))


@pytest.mark.parametrize(("endpoint", "expected", "right", "wrong", "said"), FAULTS)
def test_what_was_wrong_before_or_is_right_now_holds(
    endpoint: str, expected: Expected, right: Result, wrong: Result, said: str
) -> None:
    """Fixed and still failing vignettes are counted, and are no regression."""
    before = [OTHER, outcome("x", expected, wrong), outcome("y", expected, wrong)]
    after = [OTHER, outcome("x", expected, right), outcome("y", expected, wrong)]
    report = judge(before, after, policy(ratchet=("missed_red_flag", endpoint)))
    assert report.verdict is Verdict.PASS, said
    assert check_of(report, f"new_{endpoint}").numbers == "none (1 fixed, 1 still)"


@pytest.mark.parametrize(("endpoint", "expected", "right", "wrong", "said"), FAULTS)
def test_many_fixes_never_pay_for_one_failing(
    endpoint: str, expected: Expected, right: Result, wrong: Result, said: str
) -> None:
    """Thirty vignettes mended and one broken is a fail, which names the one."""
    names = [f"fixed-{number}" for number in range(30)]
    before = [outcome(name, expected, wrong) for name in names]
    after = [outcome(name, expected, right) for name in names]
    report = judge(
        [OTHER, *before, outcome("x", expected, right)],
        [OTHER, *after, outcome("x", expected, wrong)],
        policy(ratchet=("missed_red_flag", endpoint)),
    )
    assert report.verdict is Verdict.FAIL
    found = check_of(report, f"new_{endpoint}")
    assert (found.numbers, found.items) == ("1 (30 fixed, 0 still)", (f"x: {said}",))


def test_only_endpoints_of_the_policy_are_checked_in_their_own_order() -> None:
    """The policy says which endpoints may not get worse; the checks keep one order."""
    rules = policy(ratchet=("over_triage", "missed_red_flag"))
    report = judge([OTHER], [OTHER], rules)
    names = [check.name for check in report.checks if check.name.startswith("new_")]
    assert names == ["new_missed_red_flag", "new_over_triage", "new_vignettes"]


def test_an_endpoint_outside_the_policy_does_not_fail() -> None:
    """Over-triage passes where the policy does not hold it."""
    calm, excited = outcome("x", gold(ROUTINE), gave(ROUTINE)), gave(EMERGENCY)
    report = judge(
        [OTHER, calm],
        [OTHER, outcome("x", gold(ROUTINE), excited)],
        policy(ratchet=tuple(name for name in ENDPOINT_NAMES if name != "over_triage")),
    )
    assert report.verdict is Verdict.PASS


def test_failing_vignettes_are_listed_worst_first() -> None:
    """A crash on a red flag, then the far miss, then the near one, then by id."""
    rows = [
        ("near-b", FEVER, SEEN, gave(ROUTINE, flags="fever")),
        ("near-a", FEVER, SEEN, gave(ROUTINE, flags="fever")),
        ("far", FEVER, SEEN, gave(SELF_CARE, flags="fever")),
        ("crash", FEVER, SEEN, gave_none()),
    ]
    report = judge(
        [outcome(name, expected, right) for name, expected, right, _ in rows],
        [outcome(name, expected, wrong) for name, expected, _, wrong in rows],
    )
    named = [item.partition(":")[0] for item in check_of(report, "new_missed_red_flag").items]
    assert named == ["crash", "far", "near-a", "near-b"]


@pytest.mark.parametrize(("endpoint", "expected", "right", "wrong", "said"), FAULTS)
def test_a_new_vignette_may_not_fail_at_once(
    endpoint: str, expected: Expected, right: Result, wrong: Result, said: str
) -> None:
    """A vignette that comes with the candidate must be answered rightly by it."""
    rules = policy(ratchet=("missed_red_flag", endpoint))
    good = judge([OTHER], [OTHER, outcome("x", expected, right)], rules)
    assert good.verdict is Verdict.PASS
    assert check_of(good, "new_vignettes").numbers == "none of 1 new or with edited input"
    bad = judge([OTHER], [OTHER, outcome("x", expected, wrong)], rules)
    assert failing(bad) == ["new_vignettes"]
    found = check_of(bad, "new_vignettes")
    assert found.numbers == "1 of 1 new or with edited input"
    assert found.items == (f"x: {said} ({TITLES[endpoint]})",)


def test_a_vignette_with_edited_input_is_new() -> None:
    """Another presentation under an old id may not fail either, whatever the old one gave."""
    before = outcome("x", FEVER, gave(ROUTINE))
    after = with_digests(before, input="other")
    report = judge([OTHER, before], [OTHER, after])
    assert failing(report) == ["new_vignettes", "vignettes_input_edited"]


def test_errors_of_the_rules_fail_without_any_vignette() -> None:
    """What is wrong with the rules by themselves is a check of its own, one item for each."""
    errors = tuple(
        Problem(file="1.1.0.yaml", line=line, field="version", message="was released.")
        for line in (0, 7)
    )
    report = judge([OTHER], [OTHER], rule_errors=errors)
    assert failing(report) == ["rules"]
    found = check_of(report, "rules")
    assert (found.group, found.numbers) == (Group.RATCHET, "2")
    assert found.items == (
        "1.1.0.yaml: version: was released.",
        "1.1.0.yaml:7: version: was released.",
    )
    assert check_of(judge([OTHER], [OTHER]), "rules").numbers == "none"


def test_a_miss_that_was_known_is_no_leave_to_miss_by_more() -> None:
    """Missed before and further below the floor now: named with what it was, and no pass."""
    expected, rules = gold(EMERGENCY, flags="fever"), policy(ratchet=("missed_red_flag",))
    before = [OTHER, outcome("x", expected, gave(ROUTINE)), outcome("y", expected, gave(ROUTINE))]
    after = [OTHER, outcome("x", expected, gave(SELF_CARE)), outcome("y", expected, gave(ROUTINE))]
    report = judge(before, after, rules)
    assert failing(report) == ["new_missed_red_flag"]
    found = check_of(report, "new_missed_red_flag")
    assert found.numbers == "1 (1 of them worse than before, 0 fixed, 1 still)"
    assert found.items == (
        "x: expected emergency (fever), got self_care (no red flag); was routine (no red flag)",
    )
    granted = judge(before, after, rules, waivers=[waiver("missed_red_flag", "x")])
    assert granted.verdict is Verdict.PASS


def test_of_several_flags_none_may_be_lost_where_others_were_missing() -> None:
    """A vignette that lacked one flag may not lack another as well."""
    expected = gold(URGENT, flags="fever redness clot")
    before = [OTHER, outcome("x", expected, gave(URGENT, flags="fever redness"))]
    after = [OTHER, outcome("x", expected, gave(URGENT, flags="fever"))]
    report = judge(before, after, policy(ratchet=("missed_red_flag", "undetected_red_flag")))
    assert failing(report) == ["new_undetected_red_flag"]
    assert judge(after, before, policy(ratchet=("missed_red_flag",))).verdict is Verdict.PASS


def test_of_many_without_an_answer_the_reasons_come_first() -> None:
    """Two reasons for eight vignettes are two lines, before the vignettes themselves."""
    made = [outcome(f"v{n}", gold(ROUTINE), gave(ROUTINE)) for n in range(8)]
    broken = [
        with_result(each, gave_none(reason="no home" if n else "it broke"))
        for n, each in enumerate(made)
    ]
    rules = policy(ratchet=("missed_red_flag", NO_ANSWER))
    found = check_of(judge([OTHER, *made], [OTHER, *broken], rules), "unanswered")
    assert found.items[:2] == ("7 of them: no home", "1 of them: it broke")
    assert len(found.items) == 10
    few = check_of(judge([OTHER, *made], [OTHER, *broken[:2], *made[2:]], rules), "unanswered")
    assert [item.partition(":")[0] for item in few.items] == ["v0", "v1"]
