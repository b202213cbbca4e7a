"""Comparisons name exactly what does not match."""

import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from reports.data.audit import audit_digest
from reports.sign.findings import Finding, Outcome, State, outcome_of
from reports.sign.statement import Statement, statement_from, statement_of
from reports.sign.verify import (
    OPTIONS,
    Given,
    check_inputs,
    check_statement,
    reference,
)
from tests.reports.kit.audits import failing_audit
from tests.reports.sign.signing import check, facts, files_of, page, read, seals, stored_audit

AUDIT = stored_audit()
FILES = files_of(AUDIT)
OTHER = "5" * 64


def statement() -> Statement:
    """What is signed of the report and its files."""
    hashes = {file.name: file.sha256 for file in read(FILES)}
    data = statement_of(AUDIT, audit_digest(AUDIT), hashes)
    return statement_from(json.dumps(data).encode())


def differing(findings: Iterable[Finding]) -> list[str]:
    """What does not match, in words."""
    return [f"{f.of}: {f.what}" for f in findings if f.state is State.DIFFERS]


def test_files_of_one_report_agree() -> None:
    """Lines for the seal, for what the facts give, and for the hash of the facts."""
    found = check(FILES, FILES)
    assert outcome_of(found) is Outcome.VERIFIED
    assert [(f.of, f.what, f.state.value) for f in found] == [
        ("report.json", "facts", "same"),
        ("report.html", "seal", "same"),
        ("report.html", "rendered anew", "same"),
        ("report.md", "seal", "same"),
        ("report.md", "rendered anew", "same"),
        ("report.pdf", "rendered anew", "same"),
        ("report.html", "facts", "same"),
        ("report.md", "facts", "same"),
        ("report.pdf", "facts", "same"),
    ]


@pytest.mark.parametrize("name", seals(AUDIT))
def test_a_hash_that_was_exchanged_and_sealed_again_is_named(name: str) -> None:
    """The file holds in itself, and says another thing than the facts: of just this."""
    files = {**FILES, "report.html": page({**seals(AUDIT), name: OTHER})}
    title = "facts" if name == "report" else f"hash of {name}"
    assert differing(check(files, FILES)) == [
        "report.html: rendered anew",
        f"report.html: {title}",
    ]


@pytest.mark.parametrize("name", sorted(seals(AUDIT).keys() - {"report"}))
def test_a_hash_that_was_left_out_is_named(name: str) -> None:
    """What is missing on one side is as bad as another value."""
    less = {of: hash_ for of, hash_ in seals(AUDIT).items() if of != name}
    found = check({**FILES, "report.html": page(less)}, FILES)
    assert differing(found) == ["report.html: rendered anew", f"report.html: hash of {name}"]


def test_a_file_of_another_report_is_found() -> None:
    """Two reports given as one are not one."""
    other = files_of(failing_audit())["report.md"]
    found = differing(check({**FILES, "report.md": other}, FILES))
    assert "report.md: facts" in found


def test_the_facts_stand_for_the_report() -> None:
    """Where they are given as JSON; else the first file that carries anything."""
    html, *_ = read({"report.html": FILES["report.html"]})
    sound = reference(read({"a.csv": b"", **dict(reversed(FILES.items()))}))
    assert sound is not None
    assert sound.name == "report.json"
    assert reference([html]) is html
    assert reference(read({"a.csv": b"", "b.html": b""})) is None


@pytest.mark.parametrize("name", OPTIONS)
def test_an_input_that_stands_otherwise_now_is_named(name: str) -> None:
    """Just this one differs; all else that is named is the same."""
    (sound,) = read({"report.json": FILES["report.json"]})
    here = [Given(name=of, label="here", hash=sound.seals[of]) for of in OPTIONS]
    assert outcome_of(check_inputs(sound, here)) is Outcome.VERIFIED
    changed = [replace(each, hash=OTHER) if each.name == name else each for each in here]
    assert differing(list(check_inputs(sound, changed))) == [f"{name}: hash"]
    broken = [
        replace(each, hash="", problem="it broke") if each.name == name else each for each in here
    ]
    assert differing(list(check_inputs(sound, broken))) == [f"{name}: hash"]


def test_an_input_that_is_broken_never_matches() -> None:
    """Not even where the report was made without one; what is wrong with it is said."""
    (sound,) = read({"a.html": page({"report": OTHER})})
    (finding,) = check_inputs(sound, [Given(name="baseline-run", label="b", problem="it broke")])
    assert (finding.state, finding.note) == (State.DIFFERS, "it broke")


def test_what_is_not_named_is_not_looked_at_and_says_how_it_would_be() -> None:
    """Every input has a line, with the option; two places for one input have two."""
    (sound,) = read({"report.json": FILES["report.json"]})
    found = list(check_inputs(sound, ()))
    assert {f.of: f.note for f in found} == OPTIONS
    assert {f.state for f in found} == {State.UNSEEN}
    twice = [Given(name="rules", label=label, hash=sound.seals["rules"]) for label in "ab"]
    assert [f.note for f in check_inputs(sound, twice) if f.of == "rules"] == ["a", "b"]


def test_an_input_that_the_report_was_made_without_differs() -> None:
    """To name a baseline for a report without one is to be told so."""
    (sound,) = read({"a.html": page({"report": OTHER})})
    (finding,) = check_inputs(sound, [Given(name="baseline-run", label="b", hash=OTHER)])
    assert (finding.state, finding.note) == (State.DIFFERS, "b; the report was made without one")


def test_what_was_signed_is_what_is_given() -> None:
    """All files, the facts, the run, every input and the verdict are the same."""
    found = list(check_statement(statement(), read(FILES), {}))
    assert {f.state for f in found} == {State.SAME}
    assert [f.of for f in found][:4] == list(FILES)
    assert {f.of for f in found} == {
        *FILES, "facts", "run", "verdict", *(seals(AUDIT).keys() - {"report", "candidate-run"}),
    }  # fmt: skip


@pytest.mark.parametrize("name", statement().subjects)
def test_a_subject_with_another_hash_is_named(name: str) -> None:
    """A file, the facts or the run; just this one."""
    made = statement()
    changed = replace(made, subjects={**made.subjects, name: OTHER})
    what = "bytes" if name in FILES else "digest"
    assert differing(list(check_statement(changed, read(FILES), {}))) == [f"{name}: {what}"]


@pytest.mark.parametrize("name", statement().configuration)
def test_an_input_that_was_signed_otherwise_is_named(name: str) -> None:
    """With another hash, left out, or where the report knows of none."""
    made, files = statement(), read(FILES)
    changed = replace(made, configuration={**made.configuration, name: OTHER})
    assert differing(list(check_statement(changed, files, {}))) == [f"{name}: hash"]
    less = {of: hash_ for of, hash_ in made.configuration.items() if of != name}
    found = list(check_statement(replace(made, configuration=less), files, {}))
    assert differing(found) == [f"{name}: hash"]
    more = replace(made, configuration={**made.configuration, "moon": OTHER})
    assert differing(list(check_statement(more, files, {}))) == ["moon: hash"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"result": "FAILED"}, "verdict: result"),
        ({"passed": ()}, "verdict: checks that pass"),
        ({"warned": ("moon",)}, "verdict: checks that pass with grants"),
        ({"failed": ("moon",)}, "verdict: checks that fail"),
    ],
)
def test_a_verdict_that_was_signed_otherwise_is_named(changes: dict[str, str], named: str) -> None:
    """Whoever signs another verdict than the facts give signs no report."""
    changed = replace(statement(), **changes)  # type: ignore[arg-type]
    assert differing(list(check_statement(changed, read(FILES), {}))) == [named]


def test_files_that_were_exchanged_are_both_named() -> None:
    """Each has the bytes of the other, and is told so."""
    json_, html = FILES["report.json"], FILES["report.html"]
    files = read({"report.html": html, "report.md": html, "report.json": json_})
    found = [f for f in check_statement(statement(), files, {}) if f.state is State.DIFFERS]
    assert [(f.of, f.note) for f in found] == [
        ("report.md", "its bytes were signed as report.html")
    ]


def test_a_renamed_file_is_known_by_its_bytes() -> None:
    """A browser that saves it under another name has changed nothing; the line says it."""
    files = read({"report (1).html": FILES["report.html"]})
    first, *others = check_statement(statement(), files, {})
    assert (first.state, first.note) == (State.SAME, "signed as report.html")
    unseen = [f.of for f in others if f.state is State.UNSEEN]
    assert unseen == ["report.json", "report.md", "report.pdf", "verdict"]


def test_a_file_that_nobody_signed_is_named() -> None:
    """Neither its name nor its bytes are among what was signed."""
    files = read({**FILES, "more.csv": b"id\n"})
    found = [f for f in check_statement(statement(), files, {}) if f.state is State.DIFFERS]
    assert [(f.of, f.note) for f in found] == [("more.csv", "not among what was signed")]


def test_the_attestation_of_another_report_does_not_do() -> None:
    """Played again beside this one, it differs in the file, the facts and the verdict."""
    other = failing_audit()
    made = statement_from(
        json.dumps(statement_of(other, audit_digest(other), {"report.json": OTHER})).encode()
    )
    files = read({"report.json": facts(AUDIT)})
    found = differing(list(check_statement(made, files, {})))
    assert found[:2] == ["report.json: bytes", "facts: digest"]
    assert "verdict: result" in found


def test_a_run_folder_alone_is_compared_with_the_run_that_was_signed() -> None:
    """Without any report the run is all that there is."""
    made = statement()
    same = list(check_statement(made, (), {"run": made.subjects["run"]}))
    assert differing(same) == []
    assert differing(list(check_statement(made, (), {"run": OTHER}))) == ["run: digest"]
