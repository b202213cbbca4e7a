"""An approval that is killed leaves the old baseline or the new one, and the next one cleans up."""

import random
import shutil
import time
from functools import partial
from pathlib import Path

import pytest

from evaluation.baselines.approve import tidy
from evaluation.baselines.locking import LOCK, held
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from tests.evaluation.kit.baselines import accept, accepted_engine, names_in, stored
from tests.evaluation.kit.processes import fork, kill, killing_itself, wait

WHOLE = 5  # .gitattributes, accepted.json, and a folder with two files


def killed_at_every_step(folder: Path, run: Run) -> list[str]:
    """What reads as accepted after an approval was killed before its n-th step, for every n.

    The last one got through. Each starts from the same folder, beside what the tests keep.
    """
    kept = folder.with_name("kept")
    if folder.exists():
        shutil.copytree(folder, kept)
    engines: list[str] = []
    code = -1
    while code and len(engines) < 300:
        shutil.rmtree(folder, ignore_errors=True)
        if kept.exists():
            shutil.copytree(kept, folder)
        step = len(engines) + 1
        code = wait(fork(killing_itself(step, folder, lambda: accept(folder, run))))
        assert code in {0, -9}
        engines.append(accepted_engine(folder))
        left = names_in(folder) if folder.exists() else []
        if code:
            check_next_approval(folder, engines[-1], run)
    assert len(left) == WHOLE
    return engines


def check_next_approval(folder: Path, engine: str, run: Run) -> None:
    """Whatever a killed approval left, the next one gets through, and takes all of it away.

    It is of the same run again, unless that is accepted already.
    """
    is_done = engine == run.record.engine
    again = stored(folder.parent / f"next-{len(names_in(folder.parent))}") if is_done else run
    accepted = accept(folder, again)
    engines = [each.engine for each in accepted.approvals]
    assert engines[-2:] == [*([engine] if engine else []), again.record.engine]
    assert len(names_in(folder)) == WHOLE


def test_killed_before_any_step_the_old_or_the_new_one_stands(
    folder: Path, old: Run, new: Run
) -> None:
    """Before each change of a file in turn: first the old one, from one step on the new."""
    assert old.digest
    engines = killed_at_every_step(folder, new)
    change = engines.index("new@2")
    assert engines == ["old@1"] * change + ["new@2"] * (len(engines) - change)
    assert change >= 12
    assert len(engines) - change >= 4


def test_killed_before_any_step_nothing_or_the_first_one_stands(folder: Path, new: Run) -> None:
    """Where nothing was accepted before, nothing half-done reads as accepted."""
    engines = killed_at_every_step(folder, new)
    change = engines.index("new@2")
    assert engines == [""] * change + ["new@2"] * (len(engines) - change)
    assert change >= 10


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_the_old_or_the_new_one_stands(
    folder: Path, old: Run, new: Run, seed: int
) -> None:
    """Ten random moments each, one after the other in the same folder, from outside."""
    pick, runs = random.Random(seed), (old, new)  # noqa: S311 - nothing secret
    accept(folder, new)
    whole = _seconds(folder, old)
    for _ in range(10):
        before = accepted_engine(folder)
        after = runs[before == "old@1"]
        child = fork(partial(accept, folder, after))
        time.sleep(pick.uniform(0, 1.2 * whole))
        kill(child)
        assert accepted_engine(folder) in {before, after.record.engine}
        tidy(folder)
        assert len(names_in(folder)) == WHOLE


def _seconds(folder: Path, run: Run) -> float:
    """How long an approval takes here, so that the moments fall into it."""
    start = time.perf_counter()
    assert wait(fork(lambda: accept(folder, run))) == 0
    return time.perf_counter() - start


def test_a_killed_approval_holds_nobody_up(folder: Path, old: Run, new: Run) -> None:
    """The kernel lets go of what it held; its file alone means nothing."""
    assert old.digest
    said = folder.parent / "said"

    def hold() -> None:
        with held(folder):
            said.touch()
            time.sleep(60)

    child = fork(hold)
    while not said.exists():
        time.sleep(0.001)
    try:
        with pytest.raises(RunError, match=r"^accepted: another approval is going on there"):
            accept(folder, new)
        tidy(folder)
        assert (folder / LOCK).exists()
        assert accepted_engine(folder) == "old@1"
    finally:
        kill(child)
    assert (folder / LOCK).exists()
    assert accept(folder, new).run.digest == new.digest
    assert not (folder / LOCK).exists()
