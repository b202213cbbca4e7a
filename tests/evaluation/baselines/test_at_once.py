"""Several approvals at once, and readers beside them: one after the other, never a mixture."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from evaluation.baselines.approve import accepted_in, approve
from evaluation.baselines.locking import LOCK, TakenError, held
from evaluation.baselines.store import Baseline, read_baseline
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from tests.evaluation.kit.baselines import (
    POLICY,
    SIGNATURE,
    TIME,
    accept,
    accepted_engine,
    names_in,
    stored,
)
from tests.evaluation.kit.processes import fork, wait

MANY = 6
REFUSED = 3


def attempts(folder: Path, runs: Sequence[Run], seen: Baseline | None) -> list[int]:
    """Approve all runs at once, each in place of what was seen; the exit code of each attempt."""
    ready, go = os.pipe()

    def attempt(run: Run) -> None:
        os.close(go)
        os.read(ready, 1)  # all begin when the parent closes its end
        try:
            approve(folder, run, SIGNATURE, policy_fingerprint=POLICY, time=TIME, instead_of=seen)
        except RunError as error:
            is_told = "going on" in str(error) or "meanwhile" in str(error)
            raise SystemExit(REFUSED if is_told else 1) from None

    children = [fork(partial(attempt, run)) for run in runs]
    os.close(ready)
    os.close(go)
    return [wait(child) for child in children]


def test_of_approvals_at_once_one_wins_and_the_others_are_told(folder: Path, old: Run) -> None:
    """All saw the same accepted run, so that only one can win; nothing unseen is replaced."""
    runs = [stored(folder.parent / f"run-{n}", engine=f"new@{n}") for n in range(MANY)]
    for turn in range(8):
        codes = attempts(folder, runs, accepted_in(folder))
        assert sorted(codes) == [0, *[REFUSED] * (MANY - 1)]
        accepted = read_baseline(folder)
        assert accepted.run.digest == runs[codes.index(0)].digest
        assert len(accepted.approvals) == 2 + 2 * turn
        assert len(names_in(folder)) == 5
        accept(folder, old)


def test_of_first_approvals_at_once_one_wins(folder: Path) -> None:
    """Where there was nothing before it is the same."""
    runs = [stored(folder.parent / f"run-{n}", engine=f"new@{n}") for n in range(MANY)]
    codes = attempts(folder, runs, None)
    assert sorted(codes) == [0, *[REFUSED] * (MANY - 1)]
    assert read_baseline(folder).run.digest == runs[codes.index(0)].digest


def test_a_reader_never_sees_a_half(folder: Path, old: Run, new: Run) -> None:
    """Whoever reads while another process approves gets the old one or the new one, whole."""

    def approve_on() -> None:
        for turn in range(40):
            accept(folder, old if turn % 2 else new)

    found = set()
    child = fork(approve_on)
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        found.add(accepted_engine(folder))
    assert os.waitstatus_to_exitcode(ended[1]) == 0
    assert found == {"old@1", "new@2"}


def test_one_folder_is_held_once(folder: Path) -> None:
    """Also within one process; afterwards anybody can have it, and its file is gone."""
    folder.mkdir()
    with held(folder):
        with pytest.raises(TakenError), held(folder):
            pass
        assert [path.name for path in folder.iterdir()] == [LOCK]
    with held(folder):
        pass
    assert not list(folder.iterdir())


def test_whoever_holds_a_file_without_a_name_holds_nothing(folder: Path) -> None:
    """Somebody took the file away: the next one makes a new one, and is in nobody's way."""
    folder.mkdir()
    with held(folder):
        (folder / LOCK).unlink()
        with held(folder):
            assert (folder / LOCK).exists()
        assert not (folder / LOCK).exists()


def test_a_file_that_goes_before_it_is_held_is_made_again(folder: Path) -> None:
    """The one who held it took it away between the opening and the holding of another one."""
    folder.mkdir()

    def late() -> None:
        names = [LOCK]

        def take_away(event: str, _: tuple[object, ...]) -> None:
            if event == "fcntl.flock" and names:
                (folder / names.pop()).unlink()

        sys.addaudithook(take_away)
        with held(folder):
            assert not names
            assert (folder / LOCK).exists()

    assert wait(fork(late)) == 0
