"""Disks that are full, and folders that only can be read, without harm to the machine."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.evaluation.kit.processes import Action


def with_files_up_to(size: int, action: Action) -> Action:
    """The action, for a child of its own, in which no file can grow beyond some bytes."""

    def limited() -> None:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        action()

    return limited


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of some kilobytes in place of a folder; skips the test where none can be made."""
    folder.mkdir(exist_ok=True)
    made = _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder))
    if made:
        pytest.skip(f"no disk of its own can be made here: {made}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607


def make_read_only(disk: Path) -> None:
    """Let nobody write to a small disk any more, whatever the rights of the user."""
    assert not _mount("-o", "remount,ro", str(disk))


def _mount(*arguments: str) -> str:
    """What mount complains of; empty where it got through."""
    try:
        done = subprocess.run(
            ["mount", *arguments],  # noqa: S607
            check=False,
            capture_output=True,
            text=True,
        )
    except OSError as error:
        return str(error)
    return done.stderr.strip() if done.returncode else ""
