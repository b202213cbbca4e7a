"""Facts that were made up with a digest of their own: told from those of the run that they name."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.audit import audit_from_json, audit_to_json
from reports.model.audit.audit import Audit
from tests.reports.cli.command import Triage

SORE_THROAT = Path(__file__).parents[2] / "domains" / "sore_throat"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Triage:
    """The command beside a run that fails the gate, its report, and a key."""
    folder = tmp_path_factory.mktemp("lies")
    shutil.copytree(SORE_THROAT, folder / "sore_throat")
    (folder / "triage.toml").write_text('domain = "sore_throat"\n', encoding="utf-8")
    made = Triage(folder)
    gate = ("gate", "sore_throat@0.1.0", "-q", "--save", "kept", "-o", "true.json")
    assert made(*gate).code == 1
    assert made("attest", "--new-key", "key.pem").code == 0
    return made


def lie(run: Triage, change: Callable[[Audit], Audit]) -> None:
    """Write other facts, with the digest that belongs to them."""
    text = (run.folder / "true.json").read_text(encoding="utf-8")
    made = change(audit_from_json(text, "true.json"))
    (run.folder / "lie.json").write_text(audit_to_json(made), encoding="utf-8")


def passing(audit: Audit) -> Audit:
    """The verdict alone."""
    assert audit.verdict is not None
    verdict = replace(audit.verdict, words="PASS", headline="PASS", exit_code=0)
    return replace(audit, verdict=verdict)


def harmless(audit: Audit) -> Audit:
    """Every check holds, no vignette fails any more, and one has another answer."""
    assert audit.verdict is not None
    checks = tuple(replace(check, holds=True, items=()) for check in audit.verdict.checks)
    verdict = replace(audit.verdict, words="PASS", headline="PASS", exit_code=0, checks=checks)
    first, *others = (replace(each, failures=(), newly=()) for each in audit.vignettes)
    other = next(lv.id for lv in audit.levels if lv.id != first.answer.disposition)
    answer = replace(first.answer, disposition=other)
    vignettes = (replace(first, answer=answer), *others)
    return replace(audit, verdict=verdict, vignettes=vignettes)


def test_a_pass_over_failing_checks_is_no_report(run: Triage) -> None:
    """Neither shown, nor signed, nor verified."""
    lie(run, passing)
    for command in (
        ("report", "lie.json", "-o", "lie.html"),
        ("attest", "lie.json", "--key", "key.pem", "-o", "lie.intoto.jsonl"),
        ("verify", "lie.json"),
    ):
        done = run(*command)
        assert done.code in (1, 3)
        assert "contradict each other" in done.out + done.err
    assert not (run.folder / "lie.html").exists()
    assert not (run.folder / "lie.intoto.jsonl").exists()


def test_facts_that_the_run_does_not_hold_are_found_in_it(run: Triage) -> None:
    """What agrees with itself is held against the answers of the run."""
    lie(run, harmless)
    done = run("verify", "lie.json", "kept")
    assert done.code == 1
    assert "other vignettes, golds or answers than the run" in " ".join(done.out.split())
    signed = run("attest", "lie.json", "--run", "kept", "--key", "key.pem", "-o", "x.intoto.jsonl")
    assert signed.code == 1
    assert run("verify", "true.json", "kept").code == 0


def test_who_verifies_is_told_what_was_signed(run: Triage) -> None:
    """That a fail was signed, also where the facts are not at hand."""
    assert run("report", "true.json", "-o", "true.html").code == 0
    sign = ("attest", "true.json", "true.html", "--key", "key.pem", "-o", "t.intoto.jsonl")
    assert run(*sign).code == 0
    done = run("verify", "true.html", "--attestation", "t.intoto.jsonl", "--key", "key.pem.pub")
    assert done.code == 0
    assert "FAILED" in done.out
    data = json.loads(
        run(
            *("verify", "true.html", "--json"),
            *("--attestation", "t.intoto.jsonl", "--key", "key.pem.pub"),
        ).out
    )
    assert data["outcome"] == "verified"
