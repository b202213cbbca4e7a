"""What cannot be accepted, by whom it cannot, and where it cannot: one sentence each."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from evaluation.baselines.approval import Signature
from evaluation.baselines.approve import accepted_in, approve
from evaluation.baselines.store import folder_name, read_baseline
from evaluation.outcomes import Outcome, Status
from evaluation.runs.record import Run
from evaluation.runs.store import CASES, RunError
from tests.evaluation.kit.baselines import (
    OUTCOMES,
    POLICY,
    SIGNATURE,
    TIME,
    accept,
    names_in,
    stored,
)
from tests.evaluation.kit.outcomes import gave_none, with_result


def refusal(folder: Path, run: Run) -> str:
    """What is said of a run that cannot be accepted; the folder is left as it was."""
    before = names_in(folder) if folder.is_dir() else None
    with pytest.raises(RunError) as error:
        accept(folder, run)
    assert (names_in(folder) if folder.is_dir() else None) == before
    return str(error.value)


GIVEN = "on 2026-06-16 by A. Example (Safety officer)"
SILENT = with_result(OUTCOMES[0], gave_none(Status.MISSING, "no answer"))
BROKEN = with_result(OUTCOMES[1], gave_none(Status.ERROR))


@pytest.mark.parametrize(
    ("outcomes", "changed", "says"),
    [
        (OUTCOMES, {"git": {"revision": "0", "dirty": True}},
         "it was made from a checkout with uncommitted changes; commit them and make it anew"),
        (OUTCOMES, {"git": {"revision": "", "dirty": True}},
         "it was made in a checkout of which git tells no revision; commit, and make it anew"),
        ((SILENT, OUTCOMES[1]), {}, "1 of 2 vignettes have no result (fever …)"),
        ((BROKEN,), {}, "no vignette was answered"),
        ((), {}, "no vignette was answered"),
    ],
    ids=["dirty", "no-revision", "missing", "nothing-ok", "empty"],
)  # fmt: skip
def test_a_run_that_measured_too_little_is_refused(
    folder: Path, outcomes: tuple[Outcome, ...], changed: dict[str, Any], says: str
) -> None:
    """Whoever compares with it later would compare with nothing."""
    run = stored(folder.parent / "run", outcomes, **{"engine": "it@1", **changed})
    assert refusal(folder, run) == f"it@1: cannot be accepted: {says}."


def test_a_run_of_an_engine_with_faults_is_refused(folder: Path) -> None:
    """What belongs to no vignette may belong to any."""
    run = stored(folder.parent / "run", faults_of_engine=("answered twice",))
    assert "its engine did what belongs to no vignette (answered twice)" in refusal(folder, run)


def test_everything_that_speaks_against_a_run_is_said_at_once(folder: Path) -> None:
    """Nobody has to try again and again."""
    dirty = {"revision": "0", "dirty": True}
    run = stored(folder.parent / "run", (SILENT,), git=dirty, faults_of_engine=("x",))
    assert refusal(folder, run).count(";") == 4


def test_an_error_of_an_engine_is_no_reason_to_refuse(folder: Path) -> None:
    """It counts as a miss, is shown, and a person decides."""
    run = stored(folder.parent / "run", (OUTCOMES[0], BROKEN))
    assert accept(folder, run).run.digest == run.digest


def test_the_accepted_run_is_not_accepted_twice(folder: Path, old: Run) -> None:
    """It is said by whom it was, and when."""
    assert refusal(folder, old) == f"accepted: already accepted {GIVEN}."


def test_another_domain_keeps_its_own_baseline(folder: Path, old: Run) -> None:
    """Two domains are never compared."""
    assert old.digest
    run = stored(folder.parent / "run", vocabulary="elbow")
    said = "accepted: a run of the domain knee is accepted there, and this one is of elbow."
    assert refusal(folder, run) == said


def test_what_the_approver_did_not_see_is_not_replaced(folder: Path, old: Run, new: Run) -> None:
    """Somebody else accepted in the meantime: look again."""
    assert old.digest
    seen = read_baseline(folder)
    accept(folder, new)
    third = stored(folder.parent / "third")
    for view in (seen, None):
        with pytest.raises(RunError) as error:
            approve(folder, third, SIGNATURE, policy_fingerprint=POLICY, time=TIME, instead_of=view)
        said = f"accepted: another run was accepted there meanwhile, {GIVEN}."
        assert str(error.value) == said
    shutil.rmtree(folder)
    with pytest.raises(RunError, match=r"^accepted: what was accepted there is gone; look again"):
        approve(folder, third, SIGNATURE, policy_fingerprint=POLICY, time=TIME, instead_of=seen)


def test_a_run_within_the_folder_is_moved_out_first(folder: Path, old: Run, new: Run) -> None:
    """It would be swept away before it is read."""
    assert old.digest != new.digest
    assert refusal(folder, stored(folder / "0123456789ab")) == (
        "accepted/0123456789ab: stands within the folder of the baseline; move it out and name it "
        "there."
    )


@pytest.mark.parametrize("name", ["run.json", "notes.txt", ".gitattributes", "0123456789ab/x"])
def test_a_folder_of_something_else_is_not_taken(folder: Path, new: Run, name: str) -> None:
    """Nobody's files are mixed with a baseline, least of all their own .gitattributes."""
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("* text\n", encoding="utf-8")
    first = name.partition("/")[0]
    assert refusal(folder, new) == (
        f"accepted: something else stands there ({first}); a baseline needs a folder of its own: "
        "take it away, or name another folder."
    )


def test_a_damaged_baseline_is_not_written_over(folder: Path, old: Run, new: Run) -> None:
    """Its history would be lost; it is to be restored, or moved away by a person."""
    (folder / folder_name(old.digest) / CASES).unlink()
    assert "cases.jsonl: missing or unreadable." in refusal(folder, new)


def test_a_run_that_changes_while_it_is_read_is_refused(folder: Path, old: Run, new: Run) -> None:
    """What the approver saw is what is accepted, or nothing is."""
    other = stored(folder.parent / "other", engine="other@3")
    shutil.rmtree(new.folder)
    Path(other.folder).rename(new.folder)
    assert refusal(folder, new) == "new: changed while it was being accepted."
    assert read_baseline(folder).run.digest == old.digest


def test_a_file_is_no_folder(folder: Path, new: Run) -> None:
    """A file in place of the folder, or above it, stays."""
    folder.write_text("", encoding="utf-8")
    for place in (folder, folder / "below"):
        with pytest.raises(RunError, match=r"cannot be read: Not a directory\.$"):
            accept(place, new)
        with pytest.raises(RunError, match=r"cannot be written: .+\. Nothing was accepted\.$"):
            approve(folder, new, SIGNATURE, policy_fingerprint=POLICY, time=TIME, instead_of=None)


def test_where_nothing_was_accepted_something_can_be(folder: Path) -> None:
    """No folder and an empty one say the same."""
    assert accepted_in(folder) is None
    folder.mkdir()
    assert accepted_in(folder) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing stands there; say it in words."),
        (" \t\n", "nothing stands there; say it in words."),
        ("-", "nothing stands there; say it in words."),
        ("\u200b", "nothing stands there; say it in words."),
        ("FILL IN", '"FILL IN" is still to be filled in.'),
        (" fill in ", '"FILL IN" is still to be filled in.'),
        ("Reason: FILL IN", '"FILL IN" is still to be filled in.'),
        ("x\udcff", "not valid UTF-8 text."),
    ],
)
@pytest.mark.parametrize("field", ["approver", "role", "reason"])
def test_a_signature_says_something(field: str, text: str, says: str) -> None:
    """Nobody signs with nothing, nor with what a template left open."""
    with pytest.raises(ValueError, match=f"^{field}: ") as error:
        Signature(**{"approver": "A", "role": "B", "reason": "C", field: text})
    assert str(error.value) == f"{field}: {says}"


def test_all_that_a_signature_lacks_is_said_at_once() -> None:
    """Three empty texts are three problems."""
    with pytest.raises(ValueError, match=r"^approver: .* role: .* reason: "):
        Signature(approver="", role="", reason="")
