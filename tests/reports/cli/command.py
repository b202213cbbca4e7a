"""Runs the command as its users do: in a process of its own, in a folder of its own."""

import atexit
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path

import pytest

import reports

ROOT = Path(reports.__file__).parents[1]
START = "import sys; sys.argv[0] = 'triage'; from reports.cli import main; main()"
# Makes standard input the terminal that interruptions come from.
OWN_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
CORES = os.cpu_count() or 1
# Starts the command, and writes down which packages are in memory when it has ended.
WATCH = """\
import atexit, json, os, sys
sys.argv[0] = "triage"
words = " ".join(sys.argv[1:])
@atexit.register
def tell():
    loaded = sorted({name.partition(".")[0] for name in sys.modules})
    with open(os.path.join(os.environ["WATCHED"], f"{os.getpid()}.watched"), "w") as file:
        json.dump([words, loaded], file)
from reports.cli import main
main()
"""
PATIENCE = 60  # seconds until a command that hangs fails its test


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str


_CACHE = tempfile.mkdtemp(prefix="triage-cache-")  # and nothing in that of whoever runs the tests
atexit.register(shutil.rmtree, _CACHE, ignore_errors=True)


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The surroundings of a command: this project, and nothing that a developer has set.

    Git finds no checkout above what ships: no test hangs on where this project stands, or on what
    is changed in it.
    """
    mine = (
        "TRIAGE_", "GIT_", "NO_COLOR", "TERM", "COLUMNS", "LINES", "FORCE_COLOR",
        "PYTHONIOENCODING",
    )  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    git = {
        "GIT_CEILING_DIRECTORIES": str(ROOT),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    own = {"PYTHONPATH": path, "TERM": "xterm", "XDG_CACHE_HOME": _CACHE}
    return {**kept, **git, **own, **(more or {})}


def side_by_side(jobs: Mapping[str, Callable[[], Done]]) -> dict[str, Done]:
    """Do several things at once, as many as there are processors; what each did, by name."""
    with ThreadPoolExecutor(CORES) as pool:
        return dict(zip(jobs, pool.map(lambda job: job(), jobs.values()), strict=True))


@dataclass(frozen=True, slots=True)
class Triage:
    """The command, in a folder."""

    folder: Path

    def __call__(
        self,
        *arguments: str | Path,
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
        start: str = START,
        cwd: Path | None = None,
    ) -> Done:
        """Run to the end; standard input is a pipe, and so is what comes out."""
        done = subprocess.run(
            [sys.executable, "-c", start, *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd or self.folder,
            env=environment(env),
            timeout=PATIENCE,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def each(
        self,
        table: Iterable[Sequence[str]],
        *,
        start: str = START,
        env: Mapping[str, str] | None = None,
    ) -> dict[str, Done]:
        """Run several commands side by side; what each did, by its words."""
        return side_by_side(
            {shlex.join(words): partial(self, *words, start=start, env=env) for words in table}
        )

    def into(self, place: int, *arguments: str) -> Done:
        """Run with standard output into an open file."""
        done = subprocess.run(
            [sys.executable, "-c", START, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=place,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env=environment(),
            timeout=PATIENCE,
            check=False,
        )
        return Done(done.returncode, "", done.stderr)

    def into_closed_pipe(self, *arguments: str) -> Done:
        """Run with standard output into a pipe that nobody reads any more."""
        reading, writing = os.pipe()
        os.close(reading)
        try:
            return self.into(writing, *arguments)
        finally:
            os.close(writing)

    def into_head(self, *arguments: str) -> Done:
        """Run with standard output into a pipe of which the first line is read."""
        with subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env=environment(),
        ) as command:
            assert command.stdout is not None
            assert command.stderr is not None
            line = command.stdout.readline()
            command.stdout.close()
            err = command.stderr.read()
        return Done(command.returncode, line, err)

    def with_terminal_input(self, *arguments: str | Path, typed: bytes) -> Done:
        """Run with standard input at a pseudo-terminal, and both outputs piped."""
        terminal, other = pty.openpty()
        try:
            os.write(terminal, typed)
            done = subprocess.run(
                [sys.executable, "-c", START, *map(str, arguments)],
                stdin=other,
                capture_output=True,
                text=True,
                cwd=self.folder,
                env=environment(),
                timeout=PATIENCE,
                check=False,
            )
        finally:
            os.close(terminal)
            os.close(other)
        return Done(done.returncode, done.stdout, done.stderr)

    def at_terminal(
        self,
        *arguments: str | Path,
        typed: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        columns: int = 80,
        start: str = START,
    ) -> Done:
        r"""Run at a pseudo-terminal; each of ``typed`` is typed when the command waits for it.

        ``\\x04`` is the end of input, ``\\x03`` an interruption. What comes out is one stream.
        """
        terminal, other = pty.openpty()
        sized = environment({"COLUMNS": str(columns), "LINES": "40", **(env or {})})
        with subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL + start, *map(str, arguments)],
            stdin=other,
            stdout=other,
            stderr=other,
            cwd=self.folder,
            env=sized,
            start_new_session=True,
        ) as command:
            os.close(other)
            with FileIO(terminal, "r+") as stream:
                out = b"".join(_conversation(stream, list(typed)))
        return Done(command.returncode, out.decode().replace("\r\n", "\n"), "")


PROMPT = re.compile(rb"\[[^\]\n]*\] $")


def _conversation(stream: FileIO, typed: list[str]) -> Iterator[bytes]:
    """What a command at a terminal prints; types whenever a prompt is left standing."""
    seen, until = b"", time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if PROMPT.search(seen) and typed:
            seen = b""
            stream.write(typed.pop(0).encode())
        if not select.select([stream], [], [], 1)[0]:
            continue
        try:
            piece = stream.read(65_536)
        except OSError:  # Linux says so when the other end is closed
            return
        if not piece:
            return
        seen += piece
        yield piece
    pytest.fail("the command hangs")


@dataclass(frozen=True, slots=True)
class Ran:
    """What commands did that were run once for all tests, in one folder."""

    folder: Path
    done: Mapping[str, Done]

    def __getitem__(self, words: str) -> Done:
        return self.done[words]


Together = Callable[[Mapping[str, Callable[[], Done]]], dict[str, Done]]
Edit = Callable[[Path, str, str], None]
Kettles = Callable[..., Triage]
