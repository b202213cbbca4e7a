"""No room to write, or no right: one clear error, and nothing that reads as complete."""

from functools import partial
from pathlib import Path

import pytest

from evaluation.runs.store import RunError, finish_run, read_run, start_run
from tests.evaluation.kit.full import make_read_only, small_disk, with_files_up_to
from tests.evaluation.kit.processes import fork, wait
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED, with_reason

NOT_STARTED, NOT_FINISHED = 3, 4


def write(folder: Path, says: str) -> None:
    """Write a run, and exit with a code for the step that is refused in just these words."""
    code = NOT_STARTED
    try:
        start_run(folder, STARTED)
        code = NOT_FINISHED
        finish_run(folder, STARTED, OUTCOMES, FINISHED)
    except RunError as error:
        raise SystemExit(code if str(error) == says else 1) from None


@pytest.mark.parametrize(
    ("size", "code", "left"),
    [(0, NOT_STARTED, []), (500, NOT_STARTED, []), (1200, NOT_FINISHED, ["run.json"])],
)
def test_a_file_that_finds_no_room_leaves_no_run(
    folder: Path, size: int, code: int, left: list[str]
) -> None:
    """Whichever file it is, no part of it stays."""
    says = "run: cannot be written: File too large."
    assert wait(fork(with_files_up_to(size, partial(write, folder, says)))) == code
    assert sorted(path.name for path in folder.iterdir()) == left
    with pytest.raises(RunError):
        read_run(folder)


def test_a_full_disk_leaves_an_unfinished_run(folder: Path) -> None:
    """The run was started, and says so."""
    with small_disk(folder, 16) as disk:
        start_run(disk / "one", STARTED)
        with pytest.raises(RunError) as error:
            finish_run(disk / "one", STARTED, [with_reason("x" * 20_000)], FINISHED)
        assert str(error.value) == "run/one: cannot be written: No space left on device."
        assert [path.name for path in (disk / "one").iterdir()] == ["run.json"]
        with pytest.raises(RunError, match="never finished"):
            read_run(disk / "one")


def test_a_read_only_disk_takes_no_run(folder: Path) -> None:
    """Neither a new one nor the end of one that was started."""
    with small_disk(folder, 64) as disk:
        start_run(disk / "one", STARTED)
        make_read_only(disk)
        with pytest.raises(RunError) as error:
            start_run(disk / "two", STARTED)
        assert str(error.value) == "run/two: cannot be written: Read-only file system."
        with pytest.raises(RunError) as error:
            finish_run(disk / "one", STARTED, OUTCOMES, FINISHED)
        assert str(error.value) == "run/one: cannot be written: Read-only file system."
