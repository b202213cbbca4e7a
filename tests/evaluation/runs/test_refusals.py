"""Folders that are no finished run, and folders that cannot be written: one sentence each."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.outcomes import Result, Status
from evaluation.runs.store import RunError, finish_run, read_run, start_run
from tests.evaluation.kit.outcomes import URGENT, gave, gold, outcome, with_result
from tests.evaluation.kit.runs import (
    FINISHED,
    OUTCOMES,
    STARTED,
    Store,
    head_of,
    started,
    write_head,
)


def refusal(folder: Path) -> str:
    """What is said of a folder that is no run."""
    with pytest.raises(RunError) as error:
        read_run(folder)
    return str(error.value)


def test_an_unfinished_run_is_refused(folder: Path) -> None:
    """A run that was started and never closed is told as that, with what to do."""
    start_run(folder, STARTED)
    assert head_of(folder)["status"] == "started"
    assert refusal(folder) == "run: the run was never finished; make it anew elsewhere."


def test_an_unfinished_run_with_all_its_cases_is_refused(folder: Path, store: Store) -> None:
    """It is the head that closes a run: whole cases beside an open head do not count."""
    store()
    head = head_of(folder)
    head["status"] = "started"
    write_head(folder, head)
    assert refusal(folder) == "run: the run was never finished; make it anew elsewhere."


def test_no_folder_is_no_run(folder: Path) -> None:
    """A folder that is not there, and one without a head, hold no run."""
    expected = "run: no run folder (a run folder holds run.json and cases.jsonl)."
    assert refusal(folder) == expected
    folder.mkdir()
    assert refusal(folder) == expected


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("", "run/run.json: damaged (no valid JSON)."),
        ("{", "run/run.json: damaged (no valid JSON)."),
        ("[]", "run/run.json: damaged (no JSON object)."),
        ("null", "run/run.json: damaged (no JSON object)."),
        ("{}", "run/run.json: not a run of this format; needed: triage-run/3."),
        (
            '{"schema": "triage-run/2"}',
            "run/run.json: not a run of this format; needed: triage-run/3.",
        ),
        (
            '{"schema": "triage-run/3"}',
            "run: the run was never finished; make it anew elsewhere.",
        ),
        (
            '{"schema": "triage-run/3", "status": "finished"}',
            "run/run.json: changed since it was written.",
        ),
    ],
)
def test_a_head_of_another_kind_is_refused(folder: Path, head: str, says: str) -> None:
    """No JSON, no object, another format, no status, no digest: each is told."""
    folder.mkdir()
    (folder / "run.json").write_text(head, encoding="utf-8")
    assert refusal(folder) == says


@pytest.mark.parametrize(
    "head",
    [
        b"\xff\xfe",
        b'{"schema": "triage-run/3", "status": "finished", "x": NaN}',
        b'{"schema": "triage-run/3", "status": "finished", "x": 1e999}',
        b'{"schema": "triage-run/3", "status": "finished", "x": "\\ud800"}',
        b"[" * 100_000,
        b"1" * 10_000,
    ],
    ids=["no text", "NaN", "infinity", "half a character", "nested deeply", "a long number"],
)
def test_a_hostile_head_is_refused(folder: Path, head: bytes) -> None:
    """Whatever stands in the file, the answer is that it is no run, never a traceback."""
    folder.mkdir()
    (folder / "run.json").write_bytes(head)
    assert refusal(folder).startswith(("run: ", "run/run.json: "))


@pytest.mark.parametrize("name", ["run.json", "cases.jsonl"])
def test_a_folder_in_place_of_a_file_is_refused(folder: Path, store: Store, name: str) -> None:
    """A directory called like a file is told, not tripped over."""
    store()
    (folder / name).unlink()
    (folder / name).mkdir()
    says = {
        "run.json": "run/run.json: cannot be read: not a file that can be read.",
        "cases.jsonl": "run/cases.jsonl: missing or unreadable.",
    }
    assert refusal(folder) == says[name]


@pytest.mark.parametrize("name", ["run.json", "cases.jsonl"])
def test_a_pipe_in_place_of_a_file_is_refused(folder: Path, store: Store, name: str) -> None:
    """Something that may never end is not waited for."""
    store()
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert refusal(folder).startswith(f"run/{name}: ")


def test_a_run_of_another_library_is_refused(folder: Path) -> None:
    """The vignettes of the cases are those whose fingerprint the head names."""
    record = started(OUTCOMES[:1])
    start_run(folder, record)
    finish_run(folder, record, OUTCOMES, FINISHED)
    assert refusal(folder) == "run: the vignettes are not those of the library it names."


def test_a_vignette_without_its_names_is_refused(folder: Path, store: Store) -> None:
    """A line that hashes, and has no text where a text must be, is no outcome."""
    store([replace(OUTCOMES[0], kind=None)])  # type: ignore[arg-type]
    assert refusal(folder) == "run: not a run of this format (a vignette without its names)."


def test_cases_without_a_footer_are_refused(folder: Path, store: Store) -> None:
    """The last line says how many lines there should be; without it the file was cut off."""
    store()
    path = folder / "cases.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert refusal(folder) == "run/cases.jsonl: cut off (the footer is missing)."


@pytest.mark.parametrize("footer", ['{"footer":3}', '{"footer', "{}", ""])
def test_a_footer_that_is_none_is_refused(folder: Path, store: Store, footer: str) -> None:
    """Something else in the footer's place, or half of it, does not close the file."""
    store()
    path = folder / "cases.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], footer]), encoding="utf-8")
    assert refusal(folder).startswith("run")


def test_a_vignette_that_stands_twice_is_refused(folder: Path, store: Store) -> None:
    """Two outcomes of one vignette are no run, though every hash is right."""
    store([OUTCOMES[0], with_result(OUTCOMES[0], gave(URGENT))])
    assert refusal(folder) == ("run/cases.jsonl: a vignette stands twice, or the count is wrong.")


def test_a_folder_that_is_not_empty_is_not_written(folder: Path, store: Store) -> None:
    """A run never mixes with what stands there, another run least of all."""
    store()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(RunError) as error:
        start_run(folder, STARTED)
    assert str(error.value) == "run: the folder is not empty; name a new one."
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_unfinished_run_is_not_written_over(folder: Path) -> None:
    """What a killed run left stays for a person to look at."""
    start_run(folder, STARTED)
    with pytest.raises(RunError, match="not empty"):
        start_run(folder, STARTED)


def test_an_empty_folder_is_taken(folder: Path, store: Store) -> None:
    """A folder made beforehand is as good as none."""
    folder.mkdir()
    assert store() == read_run(folder)


def test_folders_above_are_made(folder: Path) -> None:
    """A run may go into a folder of folders that are not there yet."""
    start_run(folder / "deep" / "down", STARTED)
    assert head_of(folder / "deep" / "down")["status"] == "started"


def test_a_file_in_place_of_the_folder_is_refused(folder: Path) -> None:
    """A run cannot be written into a file, nor below one."""
    folder.write_text("", encoding="utf-8")
    with pytest.raises(RunError, match=r"^run: cannot be written: Not a directory\.$"):
        start_run(folder, STARTED)
    with pytest.raises(RunError, match=r"^run/below: cannot be written: Not a directory\.$"):
        start_run(folder / "below", STARTED)


def test_a_folder_that_is_gone_cannot_be_closed(folder: Path) -> None:
    """Whoever takes the folder away while the run goes on is told."""
    with pytest.raises(RunError, match=r"^run: cannot be written: No such file or directory\.$"):
        finish_run(folder, STARTED, OUTCOMES, FINISHED)


def test_a_read_only_folder_is_refused(folder: Path) -> None:
    """Without the right to write there is no run, and no half of one."""
    folder.mkdir()
    start_run(folder / "open", STARTED)
    for path in (folder / "open", folder):
        path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user can write to read-only folders")
        with pytest.raises(RunError, match=r"^run/new: cannot be written: Permission denied\.$"):
            start_run(folder / "new", STARTED)
        with pytest.raises(RunError, match=r"^run/open: cannot be written: Permission denied\.$"):
            finish_run(folder / "open", STARTED, OUTCOMES, FINISHED)
        assert head_of(folder / "open")["status"] == "started"
    finally:
        for path in (folder, folder / "open"):
            path.chmod(stat.S_IRWXU)


def test_a_rank_outside_the_scale_is_not_stored_as_another(folder: Path, store: Store) -> None:
    """What an engine made up is refused, and never read back as some disposition."""
    made = outcome("a", gold(URGENT), gave(URGENT))
    with pytest.raises((RunError, ValueError)):
        store([with_result(made, Result(status=Status.OK, disposition=9))])
    assert refusal(folder).startswith("run: the run was never finished")
