"""Several approvals at once, and readers beside them: one after the other, never a mixture."""

import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from evaluation.baselines.approve import accepted_in, approve
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
from tests.evaluation.kit.processes import fork, kill, wait

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
    """Whoever reads while others approve gets the old one or the new one, whole."""
    stop = folder.parent / "stop"

    def read_on() -> None:
        found = set()
        while not stop.exists():
            found.add(accepted_engine(folder))
        assert found == {"old@1", "new@2"}, found

    readers = [fork(read_on), fork(read_on)]
    try:
        for turn in range(30):
            accept(folder, old if turn % 2 else new)
            time.sleep(0.002)
        stop.touch()
        assert [wait(reader) for reader in readers] == [0, 0]
        readers.clear()
    finally:
        for reader in readers:
            kill(reader)
