"""Processes never outlive the run, whatever they did to get away and however it ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation.engines.process import ProcessEngine
from evaluation.engines.supervisor import descendants
from tests.evaluation.engines.process.asking import FAKE, ROUTINE, ask, fake, patients
from tests.evaluation.kit.vignettes import WORDS

ROOT = Path(__file__).parents[4]


def until(holds: Callable[[], bool]) -> bool:
    """Whether something comes true; given up after a long time."""
    for _ in range(1500):
        if holds():
            return True
        time.sleep(0.02)
    return False


def is_alive(process: int) -> bool:
    """Whether a process is there and is more than an entry in a table."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state.split()[0] != "Z"


def noted(note: Path) -> list[int]:
    """The processes of a note, as soon as it is written."""
    assert until(lambda: note.is_file() and note.read_text(encoding="utf-8").count(" ") == 1)
    return [int(word) for word in note.read_text(encoding="utf-8").split()]


def are_gone(processes: list[int]) -> bool:
    """Whether all of them end soon."""
    return until(lambda: not any(is_alive(process) for process in processes))


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Where the fake engine notes itself and its child, which left the session."""
    return tmp_path / "note"


def test_nothing_is_left_after_a_run(note: Path) -> None:
    """Not even a grandchild with a session of its own."""
    asked = ask(fake("in-order", "family", note), patients(2, 1))
    assert asked.results == {"q-0": ROUTINE, "q-1": ROUTINE}
    assert not any(is_alive(process) for process in noted(note))


def test_nothing_is_left_after_a_hang(note: Path) -> None:
    """The process is killed with all that it started."""
    asked = ask(fake("in-order", "family_and_hang", note, timeout=0.5), patients(1, 0))
    assert asked.reasons == {"q-0": "the process gave no answer within 0.5 s"}
    assert not any(is_alive(process) for process in noted(note))


def test_nothing_is_left_when_nobody_wants_more_answers(note: Path) -> None:
    """Whoever stops asking ends the process, in the middle of a pass."""
    engine = ProcessEngine(fake("in-order", "family_and_hang", note), WORDS)
    answers = engine.answers(patients(2, 1))
    assert next(iter(answers)) == ("q-0", ROUTINE)
    processes = noted(note)
    assert all(is_alive(process) for process in processes)
    answers.close()  # type: ignore[attr-defined]  # an iterator to whoever does not look closer
    assert not any(is_alive(process) for process in processes)


HARNESS = """
import os, sys, threading, time
from tests.evaluation.engines.process.asking import ask, fake, patients

def fork():
    while not os.path.exists(sys.argv[1]):
        time.sleep(0.01)
    if os.fork() == 0:
        os.setsid()
        open(sys.argv[1] + ".forked", "x").close()
        while not os.path.exists(sys.argv[1] + ".end"):
            time.sleep(0.02)
        os._exit(0)

if sys.argv[2] == "forks":
    threading.Thread(target=fork, daemon=True).start()
ask(fake("in-order", "family_and_hang", sys.argv[1]), patients(2, 1))
"""


def harness(note: Path, *more: str) -> subprocess.Popen[bytes]:
    """A process that asks the fake engine, which hangs."""
    command = [sys.executable, "-c", HARNESS, str(note), *more]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_the_harness_is_ended(number: signal.Signals, note: Path) -> None:
    """Not even if it is killed and can do nothing about it; Ctrl-C is a signal too."""
    with harness(note, "plain") as started:
        processes = noted(note)
        assert all(is_alive(process) for process in processes)
        started.send_signal(number)
        assert are_gone(processes)
        assert started.wait() != 0


def test_nothing_is_left_when_the_whole_group_is_killed(note: Path) -> None:
    """As a pipeline that is cancelled does: the supervisor is in no group of the harness."""
    with harness(note, "plain") as started:
        processes = noted(note)
        os.killpg(started.pid, signal.SIGKILL)
        assert are_gone(processes)


def test_nothing_is_left_when_a_fork_of_the_harness_lives_on(note: Path) -> None:
    """It has all that the harness had open, so that only the death of the parent can tell."""
    with harness(note, "forks") as started:
        processes = noted(note)
        assert until(Path(f"{note}.forked").exists)
        started.kill()
        gone = are_gone(processes)
        Path(f"{note}.end").touch()
        assert gone


def test_the_engine_is_lost_when_its_supervisor_is_killed(note: Path) -> None:
    """An engine may try: it dies with the supervisor, and the vignettes have a reason."""
    asked = ask(fake("in-order", "patricide", note), patients(3, 1))
    lost = "the process was lost (something killed its supervisor) without an answer"
    assert asked.reasons == {"q-1": lost}
    assert not is_alive(int(note.read_text(encoding="utf-8")))


def test_a_supervisor_that_is_asked_to_end_leaves_nothing(note: Path) -> None:
    """Whoever asks it to: the engine has ended by then."""
    asked = ask(fake("in-order", "end_supervisor", note), patients(3, 1))
    assert asked.reasons == {"q-1": "the process was killed by SIGKILL without an answer"}
    words = note.read_text(encoding="utf-8").split() if note.is_file() else []
    assert not any(is_alive(int(word)) for word in words)  # none where the end came first


def test_the_end_of_an_orphan_is_not_that_of_the_engine() -> None:
    """Its orphans come to the supervisor, and may end before it does."""
    asked = ask(fake("in-order", "orphans"), patients(3, 1))
    assert asked.results == {f"q-{number}": ROUTINE for number in range(3)}
    assert asked.faults == ()


def test_a_supervisor_beyond_help_is_killed(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given time to end the process; then it goes, and the process that it started too."""
    monkeypatch.setattr("evaluation.engines.child._PATIENCE", 0.2)
    asked = ask(fake("in-order", "stop_supervisor", note, timeout=0.5), patients(1, 0))
    assert asked.reasons == {"q-0": "the process gave no answer within 0.5 s"}
    process, grandchild = noted(note)
    assert are_gone([process])
    os.kill(grandchild, signal.SIGKILL)  # nobody was left to do this


def test_descendants_are_those_of_a_process_and_theirs() -> None:
    """Children and grandchildren are found, however the program is called; the process is not."""
    command = [sys.executable, "-S", "-E", str(FAKE), "in-order", "hang"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        found = list(descendants(os.getpid()))
        child.communicate(b"")
    assert child.pid in found
    assert os.getpid() not in found
