"""Files that must be whole or not there: how runs and baselines are written and read."""

import contextlib
import errno
import json
import os
import stat
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: to a neighbour, flushed to disk, then renamed.

    Raises:
        OSError: it cannot be written; what stood there still stands.
    """
    neighbour = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        neighbour.unlink(missing_ok=True)  # a leftover, or a link that leads somewhere else
        write_flushed(neighbour, content, "x")
        neighbour.replace(path)
    finally:
        neighbour.unlink(missing_ok=True)
    flush_folder(path.parent)


def write_first(path: Path, text: str) -> bool:
    """Write the first file of an empty folder; of all that try, at any time, one gets through.

    Whoever makes the neighbour holds the folder until the neighbour becomes the file, and looks
    only then whether anything else stands there: two cannot both find it empty.

    Returns:
        Whether this was the one; if not, nothing was written.

    Raises:
        OSError: it cannot be written.
    """
    neighbour = path.with_name(f".{path.name}.first")
    try:
        write_flushed(neighbour, text, "x")
    except FileExistsError:
        return False
    except OSError:
        neighbour.unlink(missing_ok=True)
        raise
    if any(other != neighbour for other in path.parent.iterdir()):
        neighbour.unlink()
        return False
    neighbour.replace(path)
    flush_folder(path.parent)
    return True


def write_flushed(path: Path, content: str | bytes, mode: str) -> None:
    """Write a file in place, text in UTF-8, and wait until the disk has it."""
    with path.open(f"{mode}b") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the disk knows the names in a folder, where its file system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_text(path: Path) -> str:
    """The text of a file; a pipe or a device, which may never end, is refused.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is no text.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file that can be read")
    return path.read_bytes().decode("utf-8")


def as_json(data: object) -> str:
    """Plain data as the text that stands in a file: one text only for the same data."""
    return json.dumps(data, indent=2) + "\n"
