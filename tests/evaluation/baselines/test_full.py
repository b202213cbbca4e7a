"""No room, or no right to write: one clear error, and what was accepted still is."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.baselines.approve import tidy
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from tests.evaluation.kit.baselines import OUTCOMES, accept, accepted_engine, names_in, stored
from tests.evaluation.kit.full import make_read_only, small_disk, with_files_up_to
from tests.evaluation.kit.processes import fork, wait

REFUSED = 3


def refused(folder: Path, run: Run, says: str) -> None:
    """Exit with a code of its own where an approval is refused in just these words."""
    try:
        accept(folder, run)
    except RunError as error:
        if str(error) == says:
            raise SystemExit(REFUSED) from None
        raise


@pytest.mark.parametrize("size", [0, 1, 150, 700, 1100])
def test_a_file_that_finds_no_room_changes_nothing(
    folder: Path, old: Run, new: Run, size: int
) -> None:
    """Whichever file it is: the lock holds nothing, then cases, head, attributes and the record."""
    assert old.digest
    says = "accepted: cannot be written: File too large. Nothing was accepted."
    child = fork(with_files_up_to(size, lambda: refused(folder, new, says)))
    assert wait(child) == REFUSED
    assert accepted_engine(folder) == "old@1"
    assert len(names_in(folder)) == 5
    assert accept(folder, new).run.digest == new.digest


def test_a_full_disk_changes_nothing(folder: Path) -> None:
    """A disk with room for one run has none for a second; after cleaning up it has."""
    many = [part for n in range(40) for part in _renamed(n)]
    first = stored(folder.parent / "first", many, engine="old@1")
    second = stored(folder.parent / "second", many, engine="new@2")
    with small_disk(folder, 48) as disk:
        place = disk / "accepted"
        accept(place, first)
        with pytest.raises(RunError) as error:
            accept(place, second)
        says = (
            "accepted/accepted: cannot be written: No space left on device. Nothing was accepted."
        )
        assert str(error.value) == says
        assert accepted_engine(place) == "old@1"
        assert len(names_in(place)) == 5


def _renamed(number: int) -> list[Outcome]:
    return [replace(made, vignette=f"{made.vignette}-{number}") for made in OUTCOMES]


def test_a_read_only_disk_changes_nothing(folder: Path, new: Run) -> None:
    """Not even for somebody who may do everything."""
    with small_disk(folder, 200) as disk:
        place = disk / "accepted"
        accept(place, stored(folder.parent / "first", engine="old@1"))
        make_read_only(disk)
        for where in (place, disk / "elsewhere"):
            with pytest.raises(RunError) as error:
                accept(where, new)
            assert str(error.value) == (
                f"accepted/{where.name}: cannot be written: Read-only file system. Nothing was "
                "accepted."
            )
        tidy(place)
        assert accepted_engine(place) == "old@1"


def test_a_folder_without_the_right_to_write_changes_nothing(
    folder: Path, old: Run, new: Run
) -> None:
    """For somebody whom rights bind."""
    assert old.digest
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user can write to read-only folders")
        with pytest.raises(RunError, match=r"cannot be written: Permission denied\."):
            accept(folder, new)
    finally:
        folder.chmod(stat.S_IRWXU)
    assert accepted_engine(folder) == "old@1"
