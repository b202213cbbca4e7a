"""Several processes that write runs at once, into one folder or beside each other."""

import os
from functools import partial
from pathlib import Path

import pytest

from evaluation.runs.files import write_first
from evaluation.runs.store import RunError, finish_run, read_run, start_run
from tests.evaluation.kit.processes import fork, wait
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED

MANY = 6
REFUSED = 3


def at_once(folders: list[Path]) -> list[int]:
    """Write a run into each folder, all at once; the exit codes."""
    ready, go = os.pipe()

    def write(folder: Path) -> None:
        os.close(go)
        os.read(ready, 1)  # all begin when the parent closes its end
        try:
            start_run(folder, STARTED)
        except RunError as error:
            is_told = str(error).endswith("the folder is not empty; name a new one.")
            raise SystemExit(REFUSED if is_told else 1) from None
        finish_run(folder, STARTED, OUTCOMES, FINISHED)

    children = [fork(partial(write, folder)) for folder in folders]
    os.close(ready)
    os.close(go)
    return [wait(child) for child in children]


def test_of_two_into_one_folder_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    """Whoever comes second writes nothing, and the first one's run is whole."""
    for turn in range(25):
        folder = tmp_path / str(turn)
        assert sorted(at_once([folder] * MANY)) == [0, *[REFUSED] * (MANY - 1)]
        assert read_run(folder).outcomes == OUTCOMES
        assert sorted(path.name for path in folder.iterdir()) == ["cases.jsonl", "run.json"]


def test_into_folders_of_their_own_all_win(tmp_path: Path) -> None:
    """In one folder of folders, which nobody made before."""
    folders = [tmp_path / "runs" / str(number) for number in range(MANY)]
    assert at_once(folders) == [0] * MANY
    assert all(read_run(folder).outcomes == OUTCOMES for folder in folders)


def test_a_first_file_is_written_where_nothing_stands(tmp_path: Path) -> None:
    """Not beside another file, not while somebody else writes one, and not where no folder is."""
    first, taken, late = tmp_path / "first", tmp_path / "taken", tmp_path / "late"
    for folder, file in ((first, ""), (taken, ".run.json.first"), (late, "notes.txt")):
        folder.mkdir()
        if file:
            (folder / file).write_text("theirs", encoding="utf-8")
        assert write_first(folder / "run.json", "ours") is (not file)
    assert [path.name for path in first.iterdir()] == ["run.json"]
    assert [path.read_text("utf-8") for path in taken.iterdir()] == ["theirs"]
    assert [path.name for path in late.iterdir()] == ["notes.txt"]
    with pytest.raises(FileNotFoundError):
        write_first(tmp_path / "nowhere" / "run.json", "ours")
