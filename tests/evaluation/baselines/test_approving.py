"""What an approval writes, and what reads back."""

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.baselines.approval import Signature
from evaluation.baselines.approve import tidy
from evaluation.baselines.store import folder_name, is_baseline, read_baseline
from evaluation.runs.record import Run
from evaluation.runs.store import read_run
from tests.evaluation.kit.baselines import (
    POLICY,
    SIGNATURE,
    TIME,
    accept,
    data_of,
    names_in,
    stored,
)
from triage.version import __version__

WHOLE = 5  # .gitattributes, accepted.json, and a folder with two files


def test_what_is_accepted_reads_back(folder: Path, old: Run) -> None:
    """The same run, with the folder of the baseline in place of its own."""
    accepted = read_baseline(folder)
    assert is_baseline(folder)
    assert accepted.run == replace(old, folder=str(folder))
    assert len(accepted.approvals) == 1


def test_an_approval_says_who_accepted_what_and_why(folder: Path, old: Run) -> None:
    """Everything that somebody would ask a year later."""
    approval, record = read_baseline(folder).approval, old.record
    assert (approval.approver, approval.role, approval.reason) == (
        SIGNATURE.approver,
        SIGNATURE.role,
        SIGNATURE.reason,
    )
    assert (approval.run, approval.engine) == (old.digest, "old@1")
    assert approval.engine_fingerprint == record.engine_fingerprint
    assert approval.library_fingerprint == record.library_fingerprint
    assert (approval.vocabulary, approval.vocabulary_fingerprint) == (
        "knee",
        record.vocabulary_fingerprint,
    )
    assert approval.invariants_fingerprint == record.invariants_fingerprint
    assert approval.policy_fingerprint == POLICY
    assert (approval.approved, approval.day) == (TIME, "2026-06-16")
    assert approval.person == SIGNATURE.person == "A. Example (Safety officer)"
    assert approval.given == "on 2026-06-16 by A. Example (Safety officer)"
    assert (approval.revision, approval.harness) == ("0123456789abcdef", __version__)
    assert approval.previous == ""


def test_a_run_outside_a_checkout_can_be_accepted(folder: Path) -> None:
    """Not everybody has git; the approval then names no revision."""
    run = stored(folder.parent / "run")
    bare = replace(run, record=replace(run.record, git={}))
    assert accept(folder, run).approval.is_of(run)
    assert not accept(folder.parent / "other", run).approval.is_of(bare)


def test_a_folder_holds_one_run_whole_and_nothing_else(folder: Path, old: Run) -> None:
    """The run folder is named by its digest, and is a run folder like any other."""
    name = folder_name(old.digest)
    run = [name, f"{name}/cases.jsonl", f"{name}/run.json"]
    assert names_in(folder) == sorted([".gitattributes", *run, "accepted.json"])
    assert read_run(folder / name).digest == old.digest
    for file in ("run.json", "cases.jsonl"):
        assert (folder / name / file).read_bytes() == Path(old.folder, file).read_bytes()
    assert data_of(folder)["run"] == name
    assert data_of(folder)["run_digest"] == old.digest


def test_git_is_told_to_leave_it_alone(folder: Path, old: Run) -> None:
    """Neither merged nor given other ends of lines, wherever the folder stands."""
    assert old.digest
    rules = (folder / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert rules[-1] == "* -text -merge"
    assert all(line.startswith("# ") for line in rules[:-1])


def test_the_next_approval_goes_on_with_the_history(folder: Path, old: Run, new: Run) -> None:
    """Each approval carries the hash of the one before; the old run folder goes."""
    first = read_baseline(folder).approval
    again = Signature(approver="B. Example", role="Reader", reason="It misses less.")
    accepted = accept(folder, new, again, time="2026-06-17T10:00:00Z")
    assert accepted == read_baseline(folder)
    assert accepted.run.record.engine == "new@2"
    assert [each.run for each in accepted.approvals] == [old.digest, new.digest]
    assert accepted.approvals[0] == first
    assert accepted.approval.previous == first.hash
    assert folder_name(new.digest) in names_in(folder)
    assert len(names_in(folder)) == WHOLE


def test_an_earlier_run_can_be_accepted_again(folder: Path, old: Run, new: Run) -> None:
    """Going back is a decision like any other, and stands in the history."""
    accept(folder, new)
    accepted = accept(folder, old)
    assert [each.engine for each in accepted.approvals] == ["old@1", "new@2", "old@1"]
    assert accepted.run.digest == old.digest


@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_is_made_or_taken_as_it_is(folder: Path, new: Run, *, is_there: bool) -> None:
    """An empty folder is as good as none, however deep."""
    place = folder / "deep" / "down"
    if is_there:
        place.mkdir(parents=True)
    assert accept(place, new) == read_baseline(place)


def test_what_else_stands_in_a_baseline_stays(folder: Path, old: Run, new: Run) -> None:
    """A note that somebody put there is not ours to take away, nor is a folder of another name."""
    assert old.digest
    (folder / "README.md").write_text("ours", encoding="utf-8")
    (folder / "0123456789ab").mkdir()
    (folder / "0123456789ab" / "notes.txt").write_text("ours", encoding="utf-8")
    (folder / "runs").mkdir()
    accept(folder, new)
    assert {"README.md", "0123456789ab/notes.txt", "runs"} <= set(names_in(folder))


def test_what_killed_approvals_left_goes(folder: Path, old: Run, new: Run) -> None:
    """Run folders that nothing names, files that were never finished, and the lock."""
    assert old.digest
    for name in ("0123456789ab", "ba9876543210"):
        (folder / name).mkdir()
    (folder / "0123456789ab" / "cases.jsonl").write_text("half", encoding="utf-8")
    (folder / "ba9876543210" / ".run.json.4711").write_text("half", encoding="utf-8")
    for name in (".accepted.json.4711", "..gitattributes.4711", ".approving"):
        (folder / name).write_text("half", encoding="utf-8")
    accept(folder, new)
    assert len(names_in(folder)) == WHOLE


def test_tidying_touches_nothing_that_is_accepted(folder: Path, old: Run) -> None:
    """It takes away what was left, where what is accepted reads; elsewhere it does nothing."""
    left = folder / "0123456789ab"
    left.mkdir()
    tidy(folder)
    assert not left.exists()
    assert read_baseline(folder).run.digest == old.digest
    left.mkdir()
    (folder / "accepted.json").write_text("damaged", encoding="utf-8")
    tidy(folder)
    assert len(names_in(folder)) == WHOLE + 1
    tidy(folder / "nowhere")
    assert not (folder / "nowhere").exists()
