"""Runs one command and sees to it that nothing of it is left, even if the harness is killed.

A program of its own: ``python -I -S supervisor.py CONTROL PROGRAM ARGUMENTS…``, standard library
only. ``CONTROL`` is the number of a socket to the harness. The supervisor tells ``started``, or
``cannot`` and the number of the error. In the end it tells ``ended``, the exit code (negative for a
signal), and how many bytes of its input the command did not read. When the harness closes its side,
by will or because it died, everything is killed.

The command runs in a session of its own. On Linux its orphans come to the supervisor, also those
that left the session, and the command dies with the supervisor; elsewhere the process group is all
that can be killed.
"""

import errno
import fcntl
import os
import select
import signal
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SET_PDEATHSIG: Final = 1
_SET_CHILD_SUBREAPER: Final = 36
_PATIENCE: Final = 5.0  # seconds for killed processes to be gone
_LOOK_AGAIN: Final = 1.0
_A_MOMENT: Final = 0.002


def main(control: int, command: list[str]) -> None:
    """Run the command to its end, or to that of the harness."""
    harness = os.getppid()
    os.set_inheritable(control, False)
    woken = _wake_on_signals()
    _ask_kernel(_SET_CHILD_SUBREAPER, 1)
    child, problem = _start(command)
    if problem:
        _tell(control, f"cannot {problem}")
        return
    _let_go_of_pipes()
    _tell(control, "started")
    code = _watch(child, control, woken, harness)
    _tell(control, f"ended {_end_all(child, code)} {_unread()}")


def _wake_on_signals() -> int:
    """A pipe that has something to read after a signal: its number, as one byte."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    return woken


def _ask_kernel(option: int, value: int) -> None:
    """A call of prctl(2), on Linux."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _start(command: list[str]) -> tuple[int, int]:
    """The process id of the command, and the number of the error where it cannot be started."""
    told, tell = os.pipe()  # closed by a start that works
    try:
        child = os.fork()
    except OSError as error:  # no more processes, or no memory for one
        return 0, error.errno or errno.EAGAIN
    if child == 0:
        _become(command, tell)
    os.close(tell)
    problem = os.read(told, 100)
    os.close(told)
    return child, int(problem or b"0")


def _become(command: list[str], tell: int) -> None:
    """Turn this process into the command; does not return."""
    try:
        os.setsid()
        _ask_kernel(_SET_PDEATHSIG, signal.SIGKILL)
        for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them
            signal.signal(number, signal.SIG_DFL)
        os.execvp(command[0], command)  # noqa: S606 - no shell, on purpose
    except OSError as error:
        os.write(tell, str(error.errno).encode())
    finally:
        os._exit(127)


def _tell(control: int, word: str) -> None:
    try:
        os.write(control, f"{word}\n".encode())
    except OSError:
        return  # the harness is gone; what follows from that is done elsewhere


def _let_go_of_pipes() -> None:
    """Leave its outputs to the command, so that they close when it closes them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(nothing, number)


def _unread() -> int:
    """How many bytes are left in the input."""
    return int.from_bytes(fcntl.ioctl(0, termios.FIONREAD, bytes(4)), sys.byteorder)


def _watch(child: int, control: int, woken: int, harness: int) -> int | None:
    """Wait for the end of the command, and return its exit code; ``None`` if it is to be ended.

    A harness that died without closing its side, since a fork of it has the socket too, is no
    longer the parent.
    """
    while os.getppid() == harness:
        ready, _, _ = select.select([control, woken], [], [], _LOOK_AGAIN)
        if control in ready:
            return None
        if woken in ready:
            if set(os.read(woken, 4096)) != {signal.SIGCHLD}:
                return None
            code, _ = _reap(child)
            if code is not None:
                return code
    return None


def _reap(child: int) -> tuple[int | None, bool]:
    """Take note of all processes that ended: the command's exit code, and whether any is left."""
    code = None
    while True:
        try:
            ended, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return code, False
        if ended == 0:
            return code, True
        if ended == child:
            code = os.waitstatus_to_exitcode(status)


def _end_all(child: int, code: int | None) -> int:
    """Kill whatever is left, again and again until nothing is; the exit code of the command.

    A process that forks while it is being killed leaves a child, which is ours in the next round.
    """
    _kill(-child)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found, is_any_left = _reap(child)
        code = found if code is None else code
        if not is_any_left:
            break
        for left in descendants(os.getpid()):
            _kill(left)
        time.sleep(_A_MOMENT)
    return -signal.SIGKILL if code is None else code


def _kill(target: int) -> None:
    try:
        os.kill(target, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # gone, or another user's, whom we may not kill


def descendants(root: int) -> Iterator[int]:
    """All processes below a process, as the system tells them now; none where it does not tell."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of the program stands in brackets and may hold anything, brackets too.
            parent = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it ended while we looked
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    yield from found[1:]


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
