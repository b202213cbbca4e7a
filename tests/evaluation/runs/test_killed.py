"""A killed process never leaves a folder that reads as complete and is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.runs.store import RunError, read_run
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED

ROOT = Path(__file__).parents[3]

# Kills itself, as kill -9 would, right before the n-th time that it touches the file system.
KILLED_AT_A_STEP = """
import os, signal, sys
from pathlib import Path
from evaluation.runs.store import finish_run, start_run
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED

folder, left = Path(sys.argv[1]), int(sys.argv[2])

def count(event, arguments):
    global left
    if event.partition(".")[0] in {"open", "os", "shutil"} and str(folder) in repr(arguments):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
start_run(folder, STARTED)
finish_run(folder, STARTED, OUTCOMES, FINISHED)
"""

# Says which files it opens for writing.
WATCHED = """
import sys
from pathlib import Path
from evaluation.runs.store import finish_run, start_run
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED

folder = Path(sys.argv[1])

def watch(event, arguments):
    if event == "open" and str(folder) in str(arguments[0]) and "w" in (arguments[1] or ""):
        print(Path(arguments[0]).name)

sys.addaudithook(watch)
start_run(folder, STARTED)
finish_run(folder, STARTED, OUTCOMES, FINISHED)
"""

# Writes one run after another, and says so after each; killed from outside at any moment.
ENDLESS = """
import sys
from itertools import count
from pathlib import Path
from evaluation.runs.store import finish_run, start_run
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED

for number in count():
    folder = Path(sys.argv[1]) / str(number)
    start_run(folder, STARTED)
    finish_run(folder, STARTED, OUTCOMES, FINISHED)
    print(number, flush=True)
"""


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


def environment() -> dict[str, str]:
    """This environment, with the project where the other process finds it."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(ROOT)])}


def test_killed_before_any_step_a_run_is_unfinished_or_whole(tmp_path: Path) -> None:
    """Killed before each touch of the file system in turn, until it gets through."""
    states: list[str] = []
    while len(states) < 50:
        folder = tmp_path / str(len(states))
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT_A_STEP, str(folder), str(len(states) + 1)],
            env=environment(),
            cwd=ROOT,
            check=False,
            capture_output=True,
        )
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
        states.append(state_of(folder))
        if done.returncode == 0:
            break
    killed, last = states[:-1], states[-1]
    assert last == "finished"
    assert len(killed) >= 6
    assert killed == sorted(killed, reverse=True), "once it is finished it stays so"


def test_no_file_of_a_run_is_written_in_place(tmp_path: Path) -> None:
    """Half a file never stands under its name: each is written beside it, and then renamed."""
    folder = tmp_path / "run"
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(folder)],
        env=environment(),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    opened = done.stdout.split()
    assert len(opened) == 3
    assert not {"run.json", "cases.jsonl"} & set(opened)
    assert state_of(folder) == "finished"


@pytest.mark.parametrize("after", [1, 2, 5, 9, 14])
def test_killed_from_outside_no_folder_lies(tmp_path: Path, after: int) -> None:
    """Killed while it writes on, everything said to be done is whole, the rest unfinished."""
    writer = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(tmp_path)],
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    said = [int(writer.stdout.readline()) for _ in range(after)]
    writer.kill()
    writer.wait()
    writer.stdout.close()
    states = {int(path.name): state_of(path) for path in tmp_path.iterdir()}
    assert {number: states[number] for number in said} == dict.fromkeys(said, "finished")
    assert list(states.values()).count("unfinished") <= 1
