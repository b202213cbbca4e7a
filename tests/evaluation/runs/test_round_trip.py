"""What is written is what is read: equal in every part, and the same bytes every time."""

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.outcomes import Outcome
from evaluation.runs.format import outcome_from_data, outcome_to_data
from evaluation.runs.record import Run, finished_at, has_scale
from evaluation.runs.store import finish_run, read_run, start_run
from tests.evaluation.kit.laws import laws, outcomes
from tests.evaluation.kit.outcomes import IDS, SCALE
from tests.evaluation.kit.runs import (
    FINISHED,
    OUTCOMES,
    RULES,
    STARTED,
    Store,
    digests_of,
    head_of,
    started,
    with_reason,
)
from triage.dispositions import Scale

# Each example writes a folder of its own below the temporary one.
in_folders = settings(
    laws, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_a_run_is_read_as_it_was_written(folder: Path, store: Store) -> None:
    """Record, outcomes, digests and hash of the folder are those of the run that was closed."""
    written = store()
    found = read_run(folder)
    assert found == written
    assert digests_of(found) == digests_of(written)
    assert found.record == finished_at(STARTED, FINISHED)
    assert found.outcomes == OUTCOMES
    assert found.folder == str(folder)


def test_a_run_finds_its_outcomes_by_id(store: Store) -> None:
    """Each vignette has its own outcome."""
    assert store().by_id == {made.vignette: made for made in OUTCOMES}


def test_a_run_gathers_its_outcomes_once(store: Store) -> None:
    """Long lists look one up after another; nobody can change what the others see."""
    run = store()
    assert run.by_id is run.by_id
    with pytest.raises(TypeError):
        run.by_id["a"] = OUTCOMES[1]  # type: ignore[index]
    assert run == replace(run)
    assert list(replace(run, outcomes=OUTCOMES[:1]).by_id) == ["a"]
    with pytest.raises(FrozenInstanceError):
        run.outcomes = ()  # type: ignore[misc]


def test_a_run_of_nothing_is_a_run(folder: Path, store: Store) -> None:
    """No vignette leaves a complete folder with no lines above the footer."""
    written = store(())
    assert read_run(folder) == written
    assert written.outcomes == ()


def test_a_run_that_was_not_stored_has_no_folder() -> None:
    """In memory a run has neither folder nor digest."""
    run = Run(record=STARTED, outcomes=OUTCOMES)
    assert (run.folder, run.digest) == ("", "")


@in_folders
@given(made=outcomes())
def test_any_outcomes_come_back_equal(tmp_path: Path, made: tuple[Outcome, ...]) -> None:
    """Whatever the engine gave, and whatever was expected, is read back."""
    with TemporaryDirectory(dir=tmp_path) as folder:
        start_run(Path(folder), started(made))
        written = finish_run(Path(folder), started(made), made, FINISHED)
        found = read_run(Path(folder))
    assert (found, digests_of(found)) == (written, digests_of(written))


@in_folders
@given(reason=st.text())
def test_any_words_come_back_equal(tmp_path: Path, reason: str) -> None:
    """An engine may fail with any text: quotes, newlines, line separators of Unicode."""
    with TemporaryDirectory(dir=tmp_path) as folder:
        made = [with_reason(reason)]
        start_run(Path(folder), started(made))
        finish_run(Path(folder), started(made), made, FINISHED)
        (found,) = read_run(Path(folder)).outcomes
    assert found.result.reason == reason


def test_line_separators_of_unicode_do_not_end_a_line(folder: Path, store: Store) -> None:
    """U+2028, U+2029 and U+0085 in a reason leave the run readable."""
    written = store([with_reason("one\u2028two\u2029three\x85four")])
    assert read_run(folder) == written


def test_bytes_that_are_no_text_come_back_equal(folder: Path, store: Store) -> None:
    """A reason with an undecodable byte, as file names and programs give them, is no trap."""
    name = b"caf\xe9".decode(errors="surrogateescape")
    written = store([with_reason(name)])
    assert read_run(folder) == written
    other = folder.with_name("other")
    record = replace(STARTED, command=f"triage evaluate --save {name}")
    start_run(other, record)
    assert finish_run(other, record, OUTCOMES, FINISHED) == read_run(other)


def test_the_same_run_is_the_same_bytes(folder: Path, store: Store, tmp_path: Path) -> None:
    """Two folders of one run differ in nothing."""
    store()
    start_run(tmp_path / "again", STARTED)
    finish_run(tmp_path / "again", STARTED, OUTCOMES, FINISHED)
    for name in ("run.json", "cases.jsonl"):
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["cases.jsonl", "run.json"]


def test_the_head_can_be_read_alone(folder: Path, store: Store) -> None:
    """Status, hashes, versions, revision, command and clock stand in run.json."""
    written = store()
    head = head_of(folder)
    cases = head.pop("cases")
    digest = head.pop("digest")
    assert digest == written.digest
    assert (cases["count"], len(cases["sha256"])) == (3, 64)
    assert head == {
        "schema": "triage-run/3",
        "status": "finished",
        "engine": "knee@9.9.9",
        "engine_fingerprint": "sha256:engine",
        "engine_kind": "rules",
        "reports_red_flags": True,
        "unknowns": "understood",
        "is_deterministic": True,
        "repeat": 1,
        "vocabulary": "knee",
        "vocabulary_fingerprint": "sha256:vocabulary",
        "dispositions": list(IDS),
        "library": "by hand",
        "library_fingerprint": STARTED.library_fingerprint,
        "command": "triage evaluate --save 'Größe'",
        "started": "2026-06-15T08:00:00Z",
        "finished": FINISHED,
        "environment": {"python": "3.11.7", "triage-harness": "0.1.0"},
        "git": {"revision": "abc", "dirty": True},
        "invariants_fingerprint": "",
        "faults": [],
        "rules": RULES,
    }


def test_each_line_is_one_outcome(folder: Path, store: Store) -> None:
    """One line of JSON for each vignette, dispositions by id, then the footer."""
    store()
    lines = (folder / "cases.jsonl").read_text(encoding="utf-8").split("\n")
    assert len(lines) == len(OUTCOMES) + 2
    assert json.loads(lines[0]) == {
        "id": "a",
        "family": "f",
        "kind": "boundary",
        "digests": dict(OUTCOMES[0].digests),
        "gold": {
            "preferred": "urgent",
            "acceptable": ["urgent", "emergency"],
            "red_flags": ["clot", "fever"],
            "absent_red_flags": ["breath"],
            "pathways": ["spine"],
        },
        "result": {
            "status": "ok",
            "disposition": "urgent",
            "red_flags": ["fever"],
            "pathways": ["lungs", "spine"],
            "rules": ["r2", "r1"],
            "reason": "",
        },
        "input": {},
        "documents": [],
    }
    footer = json.loads(lines[-2])["footer"]
    assert (footer["cases"], footer["sha256"]) == (3, head_of(folder)["cases"]["sha256"])
    assert lines[-1] == ""


@laws
@given(outcomes(least=1))
def test_an_outcome_is_plain_data_and_back(made: tuple[Outcome, ...]) -> None:
    """The data of an outcome survives JSON, and says all of it."""
    for one in made:
        data = json.loads(json.dumps(outcome_to_data(one, IDS)))
        back = outcome_from_data(data, IDS)
        assert (back, back.digests) == (one, one.digests)


def test_a_scale_is_the_ids_in_their_order() -> None:
    """A record has a scale if it was made with exactly those dispositions."""
    assert has_scale(STARTED, SCALE)
    assert not has_scale(STARTED, Scale(SCALE.levels[:3]))
