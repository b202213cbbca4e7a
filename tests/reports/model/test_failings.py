"""What is wrong with vignettes, and whether it counts."""

from dataclasses import replace

import pytest

from evaluation.comparison import ENDPOINT_NAMES
from reports.model.audit.audit import Audit
from reports.model.failings import TITLES, Bearing, Failings
from tests.reports.kit.audits import compared_audit, failing_audit, run_audit, small_audit


def told(audit: Audit) -> dict[str, str]:
    """Each vignette that is wrong, with its failings and their bearings in one text."""
    failings = Failings(audit)
    return {
        each.id: " ".join(f"{failing.name}:{failing.bearing.value}" for failing in found)
        for each in audit.vignettes
        if (found := failings.of(each))
    }


def everywhere(bearing: Bearing, *names: str) -> str:
    """The same bearing for several failings."""
    return " ".join(f"{name}:{bearing.value}" for name in names)


MISSED = ("missed_red_flag", "undetected_red_flag", "under_triage")
SILENT = ("missed_red_flag", "no_answer", "undetected_red_flag", "under_triage")


def test_under_a_verdict_what_a_check_names_counts() -> None:
    """The rest is waived, known from the baseline, or of no concern to the policy."""
    assert told(failing_audit()) == {
        "burning": everywhere(Bearing.COUNTS, *MISSED),
        "burning-slowly": everywhere(Bearing.COUNTS, *MISSED, "lost_pathway"),
        "dripping": "under_triage:counts",
        "whistling": "over_triage:allowed",
        "rattling": everywhere(Bearing.COUNTS, *SILENT),
        "mumbling": "no_answer:counts under_triage:known",
        "tingling": everywhere(Bearing.WAIVED, *MISSED),
        "scalding": "under_triage:known",
        "steaming": "lowered:counts",
        "glowing": "missed_red_flag:counts under_triage:counts",
        "buzzing": "false_flag:known",
    }


def test_between_two_runs_what_is_new_counts() -> None:
    """Nothing is waived without a verdict."""
    found = told(compared_audit())
    assert found["tingling"] == everywhere(Bearing.COUNTS, *MISSED)
    assert found["whistling"] == "over_triage:counts"
    assert found["mumbling"] == "no_answer:known under_triage:known"
    assert found["scalding"] == "under_triage:known"
    assert found["glowing"] == "missed_red_flag:counts under_triage:counts"
    assert found["buzzing"] == "false_flag:known"


def test_of_a_single_run_everything_counts() -> None:
    """There is nothing that could excuse it."""
    found = told(run_audit())
    assert all("known" not in each and "waived" not in each for each in found.values())
    assert found["buzzing"] == "false_flag:counts"
    assert "steaming" not in found


def test_without_a_verdict_it_is_as_without_a_gate() -> None:
    """Where too little was measured for checks of vignettes, nothing is excused by them."""
    audit = failing_audit()
    assert audit.verdict is not None
    checks = (replace(audit.verdict.checks[0], holds=False),)
    unmeasured = replace(audit.verdict, words="NO VERDICT", exit_code=3, checks=checks)
    found = told(replace(audit, verdict=unmeasured))
    assert found["burning"] == everywhere(Bearing.COUNTS, *MISSED)
    assert found["whistling"] == "over_triage:counts"
    assert found["scalding"] == "under_triage:known"


def test_a_gate_that_passes_has_nothing_that_counts() -> None:
    """Whatever its vignettes are like, the checks alone decide."""
    audit = small_audit(vignettes=failing_audit().vignettes)
    failings = Failings(audit)
    assert [each.id for each in audit.vignettes if failings.counting(each)] == []


def test_a_limit_counts_what_is_known() -> None:
    """A rate that is too high fails for all that is wrong, new or not."""
    audit = failing_audit()
    assert audit.verdict is not None
    limit = replace(
        next(check for check in audit.verdict.checks if check.group == "limits"),
        vignettes=("scalding",),
    )
    alone = replace(audit.verdict, checks=(limit,))
    found = told(replace(audit, verdict=alone))
    assert found["scalding"] == "under_triage:counts"
    assert found["burning"] == everywhere(Bearing.ALLOWED, *MISSED)


def test_a_new_vignette_counts_by_what_the_policy_asks() -> None:
    """What no check is about is let pass, as it is of a vignette that is not new."""
    audit = failing_audit()
    assert audit.verdict is not None
    asked = ("new_missed_red_flag", "new_vignettes")
    checks = tuple(check for check in audit.verdict.checks if check.name in asked)
    found = told(replace(audit, verdict=replace(audit.verdict, checks=checks)))
    assert found["glowing"] == "missed_red_flag:counts under_triage:allowed"


@pytest.mark.parametrize("name", ENDPOINT_NAMES)
def test_every_endpoint_has_a_title(name: str) -> None:
    """An endpoint without one would be left out of every list."""
    assert TITLES[name]
