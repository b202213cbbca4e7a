"""A killed process never leaves a folder that reads as complete and is not."""

import random
import sys
import time
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from evaluation.runs.store import RunError, finish_run, read_run, start_run
from tests.evaluation.kit.processes import fork, kill, killing_itself, wait
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED

KILLED = -9


def write(folder: Path) -> None:
    """Write a run from its start to its end."""
    start_run(folder, STARTED)
    finish_run(folder, STARTED, OUTCOMES, FINISHED)


def write_on(place: Path) -> None:
    """Write one run after another, without end."""
    for number in count():
        write(place / str(number))


def state_of(folder: Path) -> str:
    """What a folder reads as: finished and equal, or refused as unfinished or as nothing."""
    try:
        run = read_run(folder)
    except RunError as error:
        said = str(error)
        assert "never finished" in said or "no run folder" in said, said
        return "unfinished"
    assert run.outcomes == OUTCOMES
    assert (run.record.finished, run.record.engine) == (FINISHED, STARTED.engine)
    return "finished"


def test_killed_before_any_step_a_run_is_unfinished_or_whole(tmp_path: Path) -> None:
    """Killed before each change of a file in turn, until it gets through."""
    states: list[str] = []
    code = KILLED
    while code == KILLED and len(states) < 100:
        folder = tmp_path / str(len(states))
        code = wait(fork(killing_itself(len(states) + 1, folder, partial(write, folder))))
        states.append(state_of(folder))
    assert code == 0
    killed, last = states[:-1], states[-1]
    assert last == "finished"
    assert len(killed) >= 6
    assert killed == sorted(killed, reverse=True), "once it is finished it stays so"


def test_no_file_of_a_run_is_written_in_place(tmp_path: Path) -> None:
    """Half a file never stands under its name: each is written beside it, and then renamed."""
    folder, said = tmp_path / "run", tmp_path / "said"

    def watched() -> None:
        opened: list[str] = []

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            is_ours = event == "open" and str(folder) in str(arguments[0])
            if is_ours and set("wxa") & set(str(arguments[1] or "")):
                opened.append(Path(str(arguments[0])).name)

        sys.addaudithook(watch)
        write(folder)
        said.write_text("\n".join(opened), encoding="utf-8")

    assert wait(fork(watched)) == 0
    opened = said.read_text(encoding="utf-8").splitlines()
    assert len(opened) == 3
    assert not {"run.json", "cases.jsonl"} & set(opened)
    assert state_of(folder) == "finished"


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_no_folder_lies(tmp_path: Path, seed: int) -> None:
    """Ten random moments each of a process that writes on: all but its last run are whole."""
    pick = random.Random(seed)  # noqa: S311 - nothing secret
    for number in range(10):
        place = tmp_path / str(number)
        place.mkdir()
        child = fork(partial(write_on, place))
        time.sleep(pick.uniform(0, 0.03))
        assert kill(child) == KILLED
        written = sorted(int(path.name) for path in place.iterdir())
        states = [state_of(place / str(each)) for each in written]
        assert set(states[:-1]) <= {"finished"}
