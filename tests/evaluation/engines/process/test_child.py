"""One process from close by: how it is waited for, how its start can fail, its last words."""

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.engines import supervisor
from evaluation.engines.child import CannotStartError, Child
from evaluation.engines.supervisor import descendants
from tests.evaluation.engines.process.asking import ask, fake, function, patients
from tests.evaluation.engines.process.test_nothing_is_left import are_gone
from triage.loading.problems import LoadError

NODE = """\
/home/me/engine.js:1
    throw new Error("no model")
    ^

Error: no model
    at Object.<anonymous> (/home/me/engine.js:1:7)
    at node:internal/main/run_main_module:28:49

Node.js v20.1.0
"""


def test_nothing_happens_while_a_process_says_nothing(tmp_path: Path) -> None:
    """Where nothing is to be written, one step lasts until something is printed."""
    script = "import sys, time; time.sleep(0.3); print('here', flush=True); sys.stdin.read()"
    lines: list[object] = []
    steps = 0
    with Child([sys.executable, "-S", "-c", script], tmp_path) as child:
        while not lines and steps < 100:
            lines += child.step(20)
            steps += 1
    assert lines == [b"here"]
    assert steps < 10


def test_lines_are_handed_over_again_after_a_pause(tmp_path: Path) -> None:
    """What was written is no longer waited for, and what comes later is written too."""
    lines: list[object] = []
    with Child(["cat"], tmp_path) as child:
        for text in ("one", "two"):
            child.write(text)
            while text.encode() not in lines:
                lines += child.step(20)
        child.write_no_more()
        while not child.is_over:
            lines += child.step(20)
    assert [line for line in lines if line] == [b"one", b"two"]


def test_a_supervisor_that_says_nothing_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is killed before it starts the program is no success."""
    dead = tmp_path / "dead.py"
    dead.touch()
    monkeypatch.setattr("evaluation.engines.child._SUPERVISOR", dead)
    with pytest.raises(CannotStartError, match=r"^its supervisor ended before it started$"):
        Child(["true"], tmp_path)


def test_a_process_that_was_lost_is_given_no_more(tmp_path: Path) -> None:
    """What was to be written has nowhere to go, and the end is told as such."""
    before = set(descendants(os.getpid()))
    with Child(["sleep", "600"], tmp_path) as child:
        started = sorted(set(descendants(os.getpid())) - before)
        os.kill(started[0], signal.SIGKILL)  # the supervisor, with which the program dies
        assert are_gone(started)
        child.write("too late")
        child.step(20)
        assert (child.takes_more, child.is_over, child.written) == (False, True, 0)
        assert child.ending == "the process was lost (something killed its supervisor)"


CANNOT_FORK = """
import errno, os, runpy, sys
def fork():
    raise BlockingIOError(errno.EAGAIN, "there are too many")
os.fork = fork
runpy.run_path(sys.argv.pop(1), run_name="__main__")
"""


def test_a_machine_that_has_no_room_for_a_process_is_told_as_such() -> None:
    """The supervisor gives the number of the error, as for a program that is not there."""
    ours, theirs = socket.socketpair()
    number = theirs.fileno()
    words = [sys.executable, "-c", CANNOT_FORK, str(supervisor.__file__), str(number), "true"]
    with ours:
        with theirs:
            subprocess.run(words, pass_fds=(number,), stdin=subprocess.DEVNULL, check=False)
        assert ours.recv(100) == f"cannot {errno.EAGAIN}\n".encode()


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("", ""),
        ("one\n\n", "one"),
        ("one\ntwo\r\nthree\nfour\n", "two | three | four"),
        (NODE, "/home/me/engine.js:1 | Error: no model | Node.js v20.1.0"),
        ("  set in\n\tdeeper\n", "set in | deeper"),
        (f"one\n{'x' * 150}\n{'y' * 60}\n", "y" * 60),
        ("z" * 250, f"{'z' * 200}…"),
    ],
)
def test_the_last_words_tell_what_went_wrong(printed: str, words: str, tmp_path: Path) -> None:
    """Up to three lines without the trace, the last one first of all, and never a long one."""
    script = "import sys; sys.stderr.write(sys.argv[1])"
    with Child([sys.executable, "-S", "-c", script, printed], tmp_path) as child:
        while not child.is_over:
            child.step(20)
    assert child.last_words == words


def test_last_words_stand_in_the_reason() -> None:
    """Whoever reads the report sees what the process said to people."""
    asked = ask(fake("in-order", "no_such_fate"), patients(2, 1))
    assert asked.reasons == {
        "q-1": "the process ended (exit code 1) without an answer; its last words were "
        "\"Traceback (most recent call last): | KeyError: 'no_such_fate'\""
    }


MISTAKES = {
    "no Python": ("def f(:\n", "SyntaxError: invalid syntax (mine.py:1)"),
    "no text": ("# é\n'\\xq'\n", "SyntaxError: (unicode error) "),
    "fails": ("import json\n\njson.loads('{')\n", " (mine.py:3)"),
    "is not all there": ("from json import nothing\n", " (mine.py:1)"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_failed_import_names_the_line_of_ones_own_file(mistake: str, tmp_path: Path) -> None:
    """Not the place in the machinery of imports, or in a package, where it came to light."""
    source, said = MISTAKES[mistake]
    (tmp_path / "mine.py").write_text(source, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        ask(function("mine:f", tmp_path), patients(1))
    told = str(caught.value)
    assert said in told
    assert told.count("mine.py:") == 1
    assert "(__init__.py:" not in told


def test_an_exception_names_the_line_of_ones_own_file(tmp_path: Path) -> None:
    """Raised in a package that was given nonsense, it is the call that has to be mended."""
    source = "import json\n\n\ndef f(patient):\n    return json.loads('{')\n"
    (tmp_path / "mine.py").write_text(source, encoding="utf-8")
    (reason,) = ask(function("mine:f", tmp_path), patients(1)).reasons.values()
    assert reason.startswith("JSONDecodeError: ")
    assert reason.endswith(" (mine.py:5)")
