"""The order of checks for a reader."""

from evaluation.gate.verdict import Check, Group
from reports.render.harm import asked_for, worst_first


def check(name: str, group: Group = Group.RATCHET, **told: tuple[str, ...]) -> Check:
    """A check of that name."""
    return Check(name=name, group=group, title=name, holds=True, numbers="", **told)  # type: ignore[arg-type]


def test_what_was_not_measured_comes_first_and_then_patients() -> None:
    """Those who would not be seen in time, then whom the rules fail, then rates and files."""
    checks = [
        check("results", Group.MEASURED),
        check("new_lost_pathway"),
        check("new_under_triage"),
        check("vocabulary"),
        check("proofs"),
        check("difference"),
        check("limit_accuracy", Group.LIMITS),
        check("new_undetected_red_flag"),
        check("new_missed_red_flag"),
        check("waivers", Group.WAIVERS),
    ]
    assert [each.name for each in worst_first(checks)] == [
        "results",
        "new_missed_red_flag",
        "new_undetected_red_flag",
        "difference",
        "proofs",
        "new_under_triage",
        "new_lost_pathway",
        "vocabulary",
        "limit_accuracy",
        "waivers",
    ]


def test_the_numbers_that_people_ask_for_stand_before_what_was_let_pass() -> None:
    """Missed red flags and their bound, escalations, proofs; then each check that was eased."""
    checks = [
        check("results", Group.MEASURED),
        check("new_lost_pathway", waived=("a",)),
        check("difference", accepted=("b",)),
        check("proofs"),
        check("vocabulary"),
        check("limit_escalation_accuracy", Group.LIMITS),
        check("limit_missed_red_flag_rate", Group.LIMITS),
        check("evidence", Group.EVIDENCE),
    ]
    assert [each.name for each in asked_for(checks)] == [
        "results",
        "limit_missed_red_flag_rate",
        "evidence",
        "limit_escalation_accuracy",
        "proofs",
        "difference",
        "new_lost_pathway",
    ]
