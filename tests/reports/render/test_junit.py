"""The JUnit XML of a report."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings

from reports.model.audit.audit import Audit
from reports.render.junit import render_junit
from tests.reports.kit.any_audit import FILLINGS, filled
from tests.reports.kit.audits import (
    compared_audit,
    failing_audit,
    hostile_audit,
    large_audit,
    run_audit,
    small_audit,
)
from tests.reports.kit.shared import schema_file

MAKERS = [small_audit, failing_audit, run_audit, compared_audit, hostile_audit]


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema that Jenkins reads by."""
    return xmlschema.XMLSchema10(str(schema_file("junit-10.xsd")))


def read(text: str) -> ET.Element:
    """The XML as bytes, as a reader has it."""
    return ET.fromstring(text.encode())  # noqa: S314 - it was written by this project


def results(root: ET.Element) -> dict[str, str]:
    """Each test case with its result, empty for one that passes."""
    found = {}
    for case in root.iter("testcase"):
        of = [each for each in case if each.tag != "system-out"]
        found[str(case.get("name"))] = f"{of[0].tag} {of[0].get('type')}" if of else ""
    return found


def check_whole(text: str, audit: Audit) -> None:
    """What holds for every file: counts, unique names, a case for each check and vignette."""
    root = read(text)
    for suite in (root, *root.findall("testsuite")):
        cases = list(suite.iter("testcase"))
        tags = Counter(each.tag for case in cases for each in case)
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(tags["failure"])
        assert suite.get("errors") == str(tags["error"])
        assert suite.get("skipped", str(tags["skipped"])) == str(tags["skipped"])
    names = [case.get("name") for case in root.iter("testcase")]
    checks = audit.verdict.checks if audit.verdict else ()
    assert len(names) == len(set(names)) == len(audit.vignettes) + len(checks)


@pytest.mark.parametrize("make", MAKERS)
def test_it_is_valid(schema: Any, make: Callable[[], Audit]) -> None:
    """Against the schema, whatever the content, and whole."""
    audit = make()
    text = render_junit(audit)
    schema.validate(text)
    check_whole(text, audit)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=FILLINGS)
def test_any_text_is_valid(schema: Any, texts: list[str]) -> None:
    """Any characters in any field, and the same id for several vignettes."""
    audit = filled(texts)
    text = render_junit(audit)
    schema.validate(text)
    check_whole(text, audit)


def test_a_gate_that_fails() -> None:
    """One result for each check and vignette, which agrees with the verdict."""
    assert results(read(render_junit(failing_audit()))) == {
        "results": "",
        "unanswered": "failure unanswered",
        "new_missed_red_flag": "failure new_missed_red_flag",
        "new_under_triage": "failure new_under_triage",
        "lowered": "failure lowered",
        "new_vignettes": "failure new_vignettes",
        "vignettes_gold_edited": "failure vignettes_gold_edited",
        "proofs": "failure proofs",
        "difference": "failure difference",
        "limit_missed_red_flag_rate": "failure limit_missed_red_flag_rate",
        "evidence": "failure evidence",
        "waivers": "failure waivers",
        **dict.fromkeys([each.id for each in small_audit().vignettes], ""),
        "burning": "failure missed_red_flag",
        "burning-slowly": "failure missed_red_flag",
        "dripping": "failure under_triage",
        "whistling": "skipped allowed",
        "rattling": "error error",
        "mumbling": "error abstained",
        "tingling": "skipped waived",
        "scalding": "skipped known",
        "steaming": "failure lowered",
        "glowing": "failure missed_red_flag",
        "clicking": "",
        "buzzing": "skipped known",
        "forgotten": "",
    }


def test_a_failing_vignette_in_full() -> None:
    """Expected and given, the answer before, each failing, the changed rules, and where it is."""
    root = read(render_junit(failing_audit()))
    case = next(each for each in root.iter("testcase") if each.get("name") == "burning-slowly")
    happened = "expected leave (fire), got unplug (no red flag), without the pathway electrician"
    assert case.attrib == {
        "classname": "kettle.combination",
        "name": "burning-slowly",
        "time": "0",
    }
    assert case[0].get("message") == f"missed red flag: {happened}"
    assert (case[0].text or "").splitlines() == [
        happened,
        "baseline: leave (fire)",
        "missed red flag: counts",
        "undetected red flag: counts",
        "under-triage: counts",
        "lost pathway: counts",
        "changed rule: rules/1.1.0.yaml:41 (acts-on-fire)",
        "changed rule: rules/1.1.0.yaml:58 (acts-on-current)",
        "sources: TIP L2",
        "vignette: library/kettles.yaml:70 (burning-slowly)",
        "title: A kettle called burning-slowly",
    ]


def test_what_is_waived_says_by_whom() -> None:
    """A test that is skipped says why, so that nobody overlooks it."""
    root = read(render_junit(failing_audit()))
    case = next(each for each in root.iter("testcase") if each.get("name") == "tingling")
    assert (case[0].get("message") or "").startswith(
        "waived (The handle of that kettle is of wood.; by A. Lamp until 2026-05-01): missed red"
    )


def test_a_gate_that_passes_has_no_failure() -> None:
    """Also where vignettes fail that failed before, or that the policy lets pass."""
    root = read(render_junit(small_audit(vignettes=failing_audit().vignettes)))
    assert (root.get("failures"), root.get("errors")) == ("0", "0")
    assert "skipped known" in results(root).values()


def test_no_verdict_is_never_green() -> None:
    """A check of what was measured is an error; a verdict without checks has one of its own."""
    audit = small_audit()
    assert audit.verdict is not None
    check = replace(audit.verdict.checks[0], holds=False)
    stopped = replace(audit.verdict, words="NO VERDICT", headline="NO VERDICT", exit_code=3)
    with_check = render_junit(replace(audit, verdict=replace(stopped, checks=(check,))))
    assert results(read(with_check))["results"] == "error results"
    without = render_junit(replace(audit, verdict=replace(stopped, checks=())))
    assert results(read(without))["verdict"] == "error no_verdict"


def test_nothing_measured_is_never_green() -> None:
    """A run of no vignettes is an error."""
    root = read(render_junit(run_audit(())))
    assert (root.get("tests"), root.get("errors")) == ("1", "1")


def test_of_a_single_run_every_failing_fails() -> None:
    """There is nothing that could excuse it."""
    found = results(read(render_junit(run_audit())))
    assert found["scalding"] == "failure under_triage"
    assert found["buzzing"] == "failure false_flag"
    assert not any(each.startswith("skipped") for each in found.values())


def test_hostile_ids_stay_apart() -> None:
    """Characters that XML does not allow are replaced, and what is alike then gets a number."""
    names = list(results(read(render_junit(hostile_audit()))))
    same = [name for name in names if name.startswith("same")]
    assert same == ["same\ufffdid", "same\ufffdid (2)", "same\ufffdid (3)"]
    assert all(name.isprintable() for name in names)


def test_times_are_those_of_the_run() -> None:
    """Without a zone, as readers want it; what is no time is left out."""
    audit = small_audit()
    root = read(render_junit(audit))
    assert {each.get("timestamp") for each in root} == {"2026-03-01T09:30:00"}
    timeless = replace(audit, candidate=replace(audit.candidate, started="<now>"))
    assert "timestamp" not in render_junit(timeless)


def test_long_messages_are_cut_and_the_text_below_is_whole() -> None:
    """A message is one line on a test page."""
    root = read(render_junit(hostile_audit()))
    told = [each for case in root.iter("testcase") for each in case]
    assert max(len(each.get("message") or "") for each in told) <= 1001
    assert max(len(each.text or "") for each in told) > 90_000


def test_a_large_report_is_valid(schema: Any) -> None:
    """A thousand vignettes, a case each."""
    audit = large_audit(1000)
    text = render_junit(audit)
    schema.validate(text)
    check_whole(text, audit)
