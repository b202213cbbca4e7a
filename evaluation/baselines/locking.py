"""One approval at a time in a folder, whatever becomes of the process that makes it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

LOCK: Final = ".approving"


class TakenError(Exception):
    """Another process holds the folder."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder that exists; the kernel lets go of it when the process ends, killed or not.

    The file that is held goes with the one who held it. Whoever waits at a file that has gone
    holds nothing, and so looks again.

    Raises:
        TakenError: another process holds it.
        OSError: the folder cannot be written.
    """
    path = folder / LOCK
    handle = _taken(path)
    try:
        yield
    finally:
        with suppress(OSError):  # what was done is done, whatever becomes of this file
            path.unlink()
        os.close(handle)


def _taken(path: Path) -> int:
    """An open file that is held under its name."""
    while True:
        with ExitStack() as stack:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            stack.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise TakenError from None
            if _is_named(handle, path):
                stack.pop_all()
                return handle


def _is_named(handle: int, path: Path) -> bool:
    """Whether a file that is open still has its name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
