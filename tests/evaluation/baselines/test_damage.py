"""Whatever is changed in a baseline by hand, by a merge or by accident is recognised."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.baselines.store import folder_name, is_baseline, read_baseline
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from tests.evaluation.kit.baselines import accept, accepted_engine, data_of, forge, stored
from tests.evaluation.kit.laws import laws

RESTORE = "Take it from version control again as it was accepted."
REMEDY = (
    "`triage baseline approve --approver NAME --role ROLE --reason TEXT` accepts the run of the "
    "rules as they are."
)
MERGED = (
    "merge conflict marks stand in it. Take one side whole (`git checkout --ours` or `--theirs`): "
    "an accepted run is never merged."
)
CONFLICT = "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n"


def refusal(folder: Path) -> str:
    """What is said of a folder that is no baseline."""
    with pytest.raises(RunError) as error:
        read_baseline(folder)
    return str(error.value)


def test_where_nothing_is_accepted_it_is_said_how(folder: Path) -> None:
    """No folder, an empty one, and a run that nobody accepted are told apart."""
    assert refusal(folder) == f"accepted: no run is accepted there (no such folder). {REMEDY}"
    folder.mkdir()
    said = "accepted: no run is accepted there (there is no accepted.json in it)."
    assert refusal(folder) == f"{said} {REMEDY}"
    assert not is_baseline(folder)
    folder.rmdir()
    stored(folder)
    said = "accepted: a run that nobody has accepted (there is no accepted.json beside it)."
    assert refusal(folder) == f"{said} {REMEDY}"
    assert not is_baseline(folder)


def test_a_file_is_no_baseline(folder: Path) -> None:
    """The same words as for no folder."""
    folder.write_text("", encoding="utf-8")
    assert refusal(folder) == f"accepted: no run is accepted there (no such folder). {REMEDY}"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", f"damaged (no valid JSON). {RESTORE}"),
        (b"{", f"damaged (no valid JSON). {RESTORE}"),
        (b"[" * 100_000, f"damaged (no valid JSON). {RESTORE}"),
        (b"\xff", f"damaged (no text). {RESTORE}"),
        (b"[]", "not a baseline of this format; needed: triage-baseline/1."),
        (b"{}", "not a baseline of this format; needed: triage-baseline/1."),
        (b'{"schema": "triage-baseline/2"}',
         "not a baseline of this format; needed: triage-baseline/1."),
        (b'{"schema": "triage-baseline/1"}', f"changed since it was written. {RESTORE}"),
        (b'{"schema": "triage-baseline/1", "digest": "", "run": NaN}',
         f"changed since it was written. {RESTORE}"),
        (CONFLICT.encode(), MERGED),
    ],
    ids=["empty", "half", "deep", "bytes", "list", "object", "later", "bare", "nan", "merged"],
)  # fmt: skip
def test_a_record_that_is_none_is_refused(
    folder: Path, old: Run, content: bytes, says: str
) -> None:
    """With the file, what it is, and what helps."""
    assert old.digest
    (folder / "accepted.json").write_bytes(content)
    assert refusal(folder) == f"accepted/accepted.json: {says}"


def test_something_else_than_a_file_is_refused(folder: Path, old: Run) -> None:
    """A folder, and a pipe, which may never end."""
    assert old.digest
    (folder / "accepted.json").unlink()
    (folder / "accepted.json").mkdir()
    said = "accepted/accepted.json: cannot be read: not a file that can be read."
    assert refusal(folder) == said
    (folder / "accepted.json").rmdir()
    os.mkfifo(folder / "accepted.json")
    assert refusal(folder) == said
    (folder / "accepted.json").unlink()
    (folder / "accepted.json").symlink_to("nowhere")
    assert "there is no accepted.json in it" in refusal(folder)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A baseline with two approvals, to be damaged and restored."""
    place = tmp_path_factory.mktemp("baselines")
    for engine in ("old@1", "new@2"):
        accept(place / "accepted", stored(place / engine, engine=engine))
    return place / "accepted"


@pytest.mark.parametrize("name", ["accepted.json", "run.json", "cases.jsonl"])
@settings(laws, max_examples=150)
@given(place=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_every_changed_byte_is_recognised(pristine: Path, name: str, place: int, flip: int) -> None:
    """No byte of the record or the run can be another one."""
    inside = pristine / folder_name(data_of(pristine)["run_digest"])
    file = (pristine if name == "accepted.json" else inside) / name
    whole = file.read_bytes()
    changed = bytearray(whole)
    changed[place % len(whole)] ^= flip
    file.write_bytes(changed)
    engine = accepted_engine(pristine)
    file.write_bytes(whole)
    assert engine == ""
    assert accepted_engine(pristine) == "new@2"


Edit = Callable[[dict[str, Any]], object]
BROKEN = "does not follow on the one before it: one was dropped or edited."


def approvals(number: int, **changed: str) -> Edit:
    """The edit of one approval."""
    return lambda data: data["approvals"][number].update(changed)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (approvals(0, reason="A better one."), f"approval 2 of 2 {BROKEN}"),
        (approvals(0, previous="sha256:0"), f"approval 1 of 2 {BROKEN}"),
        (approvals(1, previous=""), f"approval 2 of 2 {BROKEN}"),
        (lambda data: data["approvals"].pop(0), f"approval 1 of 1 {BROKEN}"),
        (lambda data: data["approvals"].reverse(), f"approval 1 of 2 {BROKEN}"),
        (lambda data: data["approvals"].clear(), "no approval stands in it."),
        (approvals(1, engine="best@9"), "its last approval is not of the run in "),
        (approvals(1, library_fingerprint=""), "its last approval is not of the run in "),
        (lambda data: data["approvals"].pop(), "its last approval is not of the run in "),
        (lambda data: data.update(run="../old@1"), "names no run by its digest."),
        (lambda data: data.update(run_digest=7), "names no run by its digest."),
        (lambda data: data.pop("run_digest"), "names no run by its digest."),
        (lambda data: data.pop("approvals"), "not a baseline of this format."),
        (lambda data: data.update(approvals=7), "not a baseline of this format."),
        (lambda data: data.update(approvals=[7]), "not a baseline of this format."),
        (lambda data: data["approvals"][1].pop("role"), "not a baseline of this format."),
        (lambda data: data["approvals"][1].update(role=7), "not a baseline of this format."),
        (lambda data: data["approvals"][1].update(more=""), "not a baseline of this format."),
    ],
)  # fmt: skip
def test_a_history_that_does_not_hold_together_is_refused(
    pristine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Edit, says: str
) -> None:
    """Also where the digest of the record was computed anew after the edit."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(pristine, "accepted")
    data = data_of(Path("accepted"))
    edit(data)
    forge(Path("accepted"), data)
    said = refusal(tmp_path / "accepted")
    assert said.startswith(f"accepted/accepted.json: {says}")
    assert said.endswith(RESTORE)


def test_a_run_that_is_gone_is_named(folder: Path, old: Run) -> None:
    """The record alone is nothing to compare with."""
    name = folder_name(old.digest)
    shutil.rmtree(folder / name)
    assert refusal(folder) == (
        f"accepted/{name}: no run folder (a run folder holds run.json and cases.jsonl). {RESTORE}"
    )


def test_another_run_in_its_place_is_recognised(folder: Path, old: Run, new: Run) -> None:
    """Whole, and never accepted."""
    name = folder_name(old.digest)
    shutil.rmtree(folder / name)
    shutil.copytree(new.folder, folder / name)
    assert refusal(folder) == (
        f"accepted/{name}: another run than the one that was accepted. {RESTORE}"
    )


@pytest.mark.parametrize("file", ["run.json", "cases.jsonl"])
def test_merge_marks_in_the_run_are_named(folder: Path, old: Run, file: str) -> None:
    """Whoever merged it is told that, and not just that a hash is wrong."""
    name = folder_name(old.digest)
    (folder / name / file).write_text(CONFLICT, encoding="utf-8")
    assert refusal(folder) == f"accepted/{name}: {MERGED}"


def test_a_run_that_is_edited_is_not_called_merged(folder: Path, old: Run) -> None:
    """A damage of another kind keeps its own words, also where one file cannot be read."""
    name = folder_name(old.digest)
    (folder / name / "cases.jsonl").unlink()
    said = f"accepted/{name}/cases.jsonl: missing or unreadable. {RESTORE}"
    assert refusal(folder) == said


def test_the_record_can_be_read_alone(folder: Path, old: Run) -> None:
    """Plain JSON, one key a line, that a review shows line by line."""
    text = (folder / "accepted.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2) + "\n"
    assert old.digest in text
    assert list(json.loads(text)) == ["schema", "run", "run_digest", "approvals", "digest"]
