"""Things done in a copy of this process, which can be killed: no start of Python is waited for."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

Action = Callable[[], object]


def fork(action: Action) -> int:
    """Start something in a child that ends with it, and give its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    if pid := os.fork():
        return pid
    code = 1
    try:
        action()
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001 - nothing of the test may go on in the child
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def wait(pid: int) -> int:
    """Wait for a child: its exit code, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill(pid: int) -> int:
    """End a child as ``kill -9`` does, wherever it is; 0 if it had ended well before."""
    os.kill(pid, signal.SIGKILL)
    return wait(pid)


def killing_itself(step: int, folder: Path, action: Action) -> Action:
    """The action, killed right before the ``step``-th time that it changes a folder's files."""

    def watched() -> None:
        left = step

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            is_ours = event == "fcntl.flock" or str(folder) in repr(arguments)
            if is_ours and _changes(event, arguments):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        action()

    return watched


def _changes(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an audited event changes files, or is about to: reading changes nothing."""
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    kind, _, name = event.partition(".")
    return kind in {"os", "shutil", "fcntl"} and name not in {"listdir", "scandir"}
