"""Files that commands write with ``-o``, in the format that the ending of their name says."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from evaluation.runs.files import write_whole
from reports.cli.shell import UsageError
from reports.data.cells import csv_text
from triage.loading.problems import shown

Rows = Sequence[Sequence[str]]


class Writer(Protocol):
    """Writes one file; only the form that the file needs is made."""

    def __call__(self, *, rows: Callable[[], Rows], data: Callable[[], Any]) -> None:
        """Write rows with a header, or plain data."""


def writer_of(path: Path) -> Writer:
    """The writer of a file.

    Raises:
        UsageError: an ending that says no known format, or a folder that does not exist.
    """
    ending = path.suffix.lower()
    if ending not in _FORMATS:
        allowed = ", ".join(sorted(_FORMATS))
        raise UsageError(f'{path}: no format is known for "{ending}"; allowed: {allowed}.')
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent} to write it into.")

    def write(*, rows: Callable[[], Rows], data: Callable[[], Any]) -> None:
        write_text(path, csv_text(rows()) if _FORMATS[ending] == "rows" else json_text(data()))

    return write


def write_text(path: Path, text: str) -> None:
    """Write a text into a file, as :func:`write_content` does.

    Raises:
        UsageError: it cannot be written.
    """
    write_content(path, text.encode(errors="replace"))


def write_content(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: what stood there stays until the new content does.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        target = path.resolve()  # a link stays one, and what it leads to is written
    except (OSError, RuntimeError):
        raise UsageError(f"{shown(path)}: cannot be written: its links lead in a circle.") from None
    try:
        write_whole(target, content)
    except OSError as error:
        raise UsageError(f"{shown(path)}: cannot be written: {error.strerror}.") from None


def remove(path: Path) -> None:
    """Take a file away; one that is not there stays so.

    Raises:
        UsageError: it cannot be taken away.
    """
    try:
        path.resolve().unlink(missing_ok=True)  # what a link leads to is what would be read
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        raise UsageError(f"{shown(path)}: cannot be taken away: {reason}.") from None


_FORMATS: Mapping[str, str] = {".csv": "rows", ".json": "data"}


def json_text(data: Any) -> str:
    """Plain data as the text of a file."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
