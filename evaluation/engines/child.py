"""One process of an engine: its pipes, its end, and the certainty that nothing of it is left."""

import errno
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self, cast

from evaluation.engines.answers import start_of
from evaluation.engines.lines import Line, LineSplitter
from triage.loading.problems import quoted

# Bytes that wait to be written: beyond them and what the pipe holds, no request is taken on.
_ENOUGH: Final = 16_384
_AT_ONCE: Final = 65_536
_STDERR_KEPT: Final = 4_000
_PATIENCE: Final = 10.0  # seconds for the supervisor, which itself gives up after five


class CannotStartError(Exception):
    """A program that cannot be started; the message says why, as part of a sentence."""


class Child:
    """A running command. Nothing here waits but :meth:`step`, and :meth:`close` for its end."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        """Start a command in a folder.

        Raises:
            CannotStartError: there is no such program, or it is not allowed to be run.
        """
        self.written = 0
        self.ending = ""
        self.code = 0
        self._waiting = bytearray()
        self._is_last_written = False
        self._splitter = LineSplitter()
        self._stderr = b""
        self._told = b""
        self._unread = 0
        self._selector = selectors.DefaultSelector()
        self._status, theirs = socket.socketpair()
        with theirs:
            self._supervisor = self._supervise(command, folder, theirs.fileno())
        process = self._supervisor
        pipes = (process.stdin, process.stdout, process.stderr)
        self._in, self._out, self._err = (cast(IO[bytes], pipe) for pipe in pipes)
        self._wait_for_start(command[0])
        self._listen(self._out, selectors.EVENT_READ, self._read)
        self._listen(self._err, selectors.EVENT_READ, self._read_stderr)
        os.set_blocking(self._in.fileno(), False)  # it is listened to while something waits
        self._selector.register(self._status, selectors.EVENT_READ, self._read_status)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def takes_more(self) -> bool:
        """Whether requests can be handed over now."""
        return not self._is_last_written and len(self._waiting) < _ENOUGH

    @property
    def is_over(self) -> bool:
        """Whether the process has ended, and all that it printed was read."""
        return bool(self.ending)

    @property
    def has_read_nothing(self) -> bool:
        """Whether it ended without a look at what it was given."""
        return self.is_over and self._unread >= self.written

    @property
    def last_words(self) -> str:
        """What its standard error ended with, in one printable line."""
        return _last_words(self._stderr.decode("utf-8", "replace"))

    def write(self, text: str) -> None:
        """Hand over one line; it is written as soon as the process takes it."""
        if not self._waiting:
            self._selector.register(self._in, selectors.EVENT_WRITE, self._write)
        self._waiting += text.encode() + b"\n"

    def write_no_more(self) -> None:
        """That was all: its input is closed once everything is written."""
        self._is_last_written = True
        if not self._waiting:
            self._in.close()

    def step(self, wait: float) -> list[Line]:
        """Wait at most so many seconds until something happens; the lines that were printed."""
        lines: list[Line] = []
        events = self._selector.select(max(0.0, wait))
        for key, _ in sorted(events, key=lambda event: event[0].fileobj is self._status):
            lines += key.data()  # the end comes last: it closes what the others read
        return lines

    def close(self) -> None:
        """End the process with all that it started, and wait until they are gone."""
        try:
            self._status.shutdown(socket.SHUT_WR)
            self._status.settimeout(_PATIENCE)
            while self._status.recv(_AT_ONCE):
                continue
        except OSError:
            self._supervisor.kill()  # it is gone already, or beyond help
        finally:
            self._supervisor.wait()
            self._selector.close()
            for each in (self._status, self._in, self._out, self._err):
                each.close()

    def _supervise(
        self, command: Sequence[str], folder: Path, control: int
    ) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-I", "-S", str(_SUPERVISOR), str(control), *command]
        try:
            return subprocess.Popen(  # noqa: S603 - what the user named, and no shell
                words,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                pass_fds=(control,),
                start_new_session=True,  # so that Ctrl-C reaches the harness alone
            )
        except (OSError, ValueError) as error:
            self._status.close()
            self._selector.close()
            raise CannotStartError(str(error)) from None

    def _wait_for_start(self, program: str) -> None:
        while b"\n" not in self._told:
            told = self._status.recv(_AT_ONCE)
            if not told:
                self.close()
                raise CannotStartError("its supervisor ended before it started")
            self._told += told
        word, _, self._told = self._told.partition(b"\n")
        if word != b"started":
            self.close()
            raise CannotStartError(_why(int(word.split()[1]), program))

    def _listen(self, pipe: IO[bytes], events: int, callback: Callable[[], Sequence[Line]]) -> None:
        os.set_blocking(pipe.fileno(), False)
        self._selector.register(pipe, events, callback)

    def _stop_listening(self, pipe: IO[bytes]) -> None:
        self._selector.unregister(pipe)
        pipe.close()

    def _write(self) -> Sequence[Line]:
        try:
            count = os.write(self._in.fileno(), self._waiting[:_AT_ONCE])
        except BlockingIOError:  # a pipe with less room than it seemed to have
            return ()
        except BrokenPipeError:  # it takes no more; what it was to be given stays open
            count = len(self._waiting)
            self._is_last_written = True
        else:
            self.written += count
        del self._waiting[:count]
        if not self._waiting:
            self._selector.unregister(self._in)
            if self._is_last_written:
                self._in.close()
        return ()

    def _read(self) -> Sequence[Line]:
        data = os.read(self._out.fileno(), _AT_ONCE)
        if not data:
            self._stop_listening(self._out)
        return list(self._splitter.feed(data))

    def _read_stderr(self) -> Sequence[Line]:
        data = os.read(self._err.fileno(), _AT_ONCE)
        self._stderr = (self._stderr + data)[-_STDERR_KEPT:]
        if not data:
            self._stop_listening(self._err)
        return ()

    def _read_status(self) -> Sequence[Line]:
        self._told += self._status.recv(_AT_ONCE) or b"lost 0 0\n"
        word = self._told.partition(b"\n")[0]
        code, self._unread = (int(number) for number in word.split()[1:])
        self.code = code
        self.ending = _LOST if word.startswith(b"lost") else _ending(self.code)
        self._selector.unregister(self._status)
        self._drain(self._err, self._read_stderr)
        return [*self._drain(self._out, self._read), self._splitter.rest()]

    def _drain(self, pipe: IO[bytes], read: Callable[[], Sequence[Line]]) -> list[Line]:
        """What is left in a pipe; whoever could still write to it has been killed."""
        lines: list[Line] = []
        try:
            while not pipe.closed:
                lines += read()
        except BlockingIOError:
            self._stop_listening(pipe)
        return lines


_SUPERVISOR: Final = Path(__file__).with_name("supervisor.py")
_LOST: Final = "the process was lost (something killed its supervisor)"


def _last_words(text: str) -> str:
    """The last three lines that say something, as far as they have room beside the very last.

    Lines that are set in are those of a stack trace; they count where there are no others.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if not line[0].isspace()] or lines
    words = ""
    for line in reversed(lines[-_LINES_SHOWN:]):
        longer = f"{line.strip()} | {words}" if words else line.strip()
        if words and len(longer) > _LONGEST_WORDS:
            break
        words = longer
    return start_of(words, _LONGEST_WORDS)


_LINES_SHOWN: Final = 3
_LONGEST_WORDS: Final = 200


def _ending(code: int) -> str:
    """How a process ended, in words: an exit code, or a signal as a negative one."""
    if code >= 0:
        return f"the process ended (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"the process was killed by {name}"


def _why(number: int, program: str) -> str:
    """Why a program cannot be started, by the number of the error."""
    if number == errno.ENOENT:
        hint = "" if "/" in program else f" (a file of the same folder is written ./{program})"
        return f"there is no program {quoted(program)}{hint}"
    if number == errno.EACCES:
        return f"{quoted(program)} is not allowed to be run"
    if number == errno.ENOEXEC:
        return f"{quoted(program)} is no program; a script begins with #! and its interpreter"
    return f"{quoted(program)}: {os.strerror(number)}"
