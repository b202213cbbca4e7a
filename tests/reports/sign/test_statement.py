"""What is said of a report in the words of in-toto."""

import json
from dataclasses import replace
from typing import Any

import pytest

from reports.model.audit.audit import Audit
from reports.model.audit.verdict import VerdictFacts
from reports.sign.statement import result_of, statement_from, statement_of
from tests.reports.kit.audits import compared_audit, failing_audit, hostile_audit, run_audit
from tests.reports.sign.signing import seals, stored_audit

DIGEST = "a" * 64
AUDIT = stored_audit()


def verdict(audit: Audit) -> VerdictFacts:
    """The verdict of a report that has one."""
    assert audit.verdict is not None
    return audit.verdict


def with_grant(*, waived: tuple[str, ...] = (), accepted: tuple[str, ...] = ()) -> Audit:
    """A gate that passes since somebody lets something pass."""
    first, *others = verdict(AUDIT).checks
    granted = replace(first, waived=waived, accepted=accepted)
    return replace(AUDIT, verdict=replace(verdict(AUDIT), checks=(granted, *others)))


NO_VERDICT = replace(AUDIT, verdict=replace(verdict(AUDIT), words="NO VERDICT"))


@pytest.mark.parametrize(
    ("audit", "result", "told"),
    [
        (AUDIT, "PASSED", "PASS"),
        (with_grant(waived=("fever",)), "WARNED", "PASS"),
        (with_grant(accepted=("0123",)), "WARNED", "PASS"),
        (failing_audit(), "FAILED", "FAIL"),
        (NO_VERDICT, "FAILED", "NO VERDICT"),
        (run_audit(), "FAILED", "not judged"),
        (compared_audit(), "FAILED", "not judged"),
    ],
)
def test_only_a_gate_that_passes_is_a_test_that_passed(
    audit: Audit, result: str, told: str
) -> None:
    """Whatever was not judged good is no less than failed, and the words stand beside it."""
    made = statement_of(audit, DIGEST, {})
    about = {each["name"]: each.get("annotations", {}) for each in made["subject"]}
    assert (result_of(audit), made["predicate"]["result"]) == (result, result)
    assert about["facts"]["verdict"] == told


def test_every_check_of_a_gate_is_told_once() -> None:
    """Passed, passed with a grant, or failed, in the order of the verdict."""
    audit = failing_audit()
    predicate = statement_of(audit, DIGEST, {})["predicate"]
    told = [*predicate["passedTests"], *predicate["warnedTests"], *predicate["failedTests"]]
    assert sorted(told) == sorted(check.name for check in verdict(audit).checks)
    assert predicate["failedTests"] == [check.name for check in verdict(audit).failing]
    granted = statement_of(with_grant(waived=("fever",)), DIGEST, {})["predicate"]
    assert granted["warnedTests"] == [verdict(AUDIT).checks[0].name]


def test_a_statement_has_every_hash_of_the_report() -> None:
    """Files, facts and run are what it is about; all else is the configuration."""
    made = statement_of(AUDIT, DIGEST, {"b.html": "1" * 64, "a.json": "2" * 64})
    hashes = seals(AUDIT)
    run = hashes.pop("candidate-run")
    del hashes["report"]
    subjects = [(each["name"], each["digest"]) for each in made["subject"]]
    assert subjects == [
        ("a.json", {"sha256": "2" * 64}),
        ("b.html", {"sha256": "1" * 64}),
        ("facts", {"sha256": DIGEST}),
        ("run", {"sha256": run}),
    ]
    told = {each["name"]: each["digest"]["sha256"] for each in made["predicate"]["configuration"]}
    assert told == hashes


def test_a_run_that_was_not_stored_is_no_subject() -> None:
    """There is nothing that anybody could compare it with."""
    audit = replace(AUDIT, candidate=replace(AUDIT.candidate, digest=""))
    assert [each["name"] for each in statement_of(audit, DIGEST, {})["subject"]] == ["facts"]


def test_names_of_people_and_versions_stand_beside_the_hashes_and_no_places() -> None:
    """Whoever reads it without us knows what was judged; a path means nothing elsewhere."""
    text = json.dumps(statement_of(AUDIT, DIGEST, {}))
    side = AUDIT.candidate
    assert all(word in text for word in (side.engine, side.finished, side.revision, side.domain))
    assert side.file not in text
    assert AUDIT.policy.file not in text


@pytest.mark.parametrize("audit", [AUDIT, failing_audit(), run_audit(), hostile_audit()])
def test_a_statement_is_read_as_it_was_written(audit: Audit) -> None:
    """Whatever the names hold."""
    made = statement_of(audit, DIGEST, {"a.json": "2" * 64})
    found = statement_from(json.dumps(made).encode())
    assert found.files == {"a.json": "2" * 64}
    assert found.subjects["facts"] == DIGEST
    assert found.result == made["predicate"]["result"]
    assert [*found.passed, *found.failed] == [
        *made["predicate"]["passedTests"],
        *made["predicate"]["failedTests"],
    ]


def test_what_others_add_to_a_statement_is_passed_over() -> None:
    """Fields that are not known here do no harm, and lists of checks may be missing."""
    made: dict[str, Any] = statement_of(AUDIT, DIGEST, {})
    predicate = {"result": "PASSED", "configuration": [], "url": "https://example.org"}
    found = statement_from(json.dumps({**made, "predicate": predicate, "more": 1}).encode())
    assert (found.configuration, found.passed) == ({}, ())
