"""Commands that are killed at any moment leave nothing that reads as complete and is not."""

import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from evaluation.baselines.store import read_baseline
from evaluation.gate.acceptances import read_acceptances
from evaluation.runs.store import RunError, read_run
from reports.cli import settings
from reports.cli.app import app
from tests.evaluation.kit.processes import fork, kill, wait
from tests.reports.cli.accepting import SIGNED, make_worse, write_toes
from tests.reports.cli.softer import Forked

MOMENTS = 50
PATIENCE = 60.0  # seconds: this one is not killed
RULES = ("toes@0.1.0", "toes@0.2.0")


@pytest.fixture
def toes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a small domain, as the current one; everything heavy is in memory before."""
    import evaluation.tables  # noqa: F401 - so that its start is not what is killed

    (tmp_path / "spare").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spare"))
    folder = write_toes(tmp_path).folder
    settings.configured.cache_clear()
    with chdir(folder):
        yield folder
    settings.configured.cache_clear()


def command(*words: str) -> Callable[[], None]:
    """A command in this process, which says nothing."""

    def run() -> None:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        app(words)

    return run


def seconds(action: Callable[[], None], is_done: Callable[[], bool]) -> float:
    """How long a command takes here until what it is for is done, so that moments fall into it."""
    start = time.perf_counter()
    child = fork(action)
    while not is_done() and time.perf_counter() - start < PATIENCE:
        time.sleep(0.001)
    taken = time.perf_counter() - start
    assert wait(child) == 0
    return taken


def killed(action: Callable[[], None], moment: float) -> None:
    """A command that is killed after some time, or that ends before."""
    child = fork(action)
    if moment == PATIENCE:
        assert wait(child) == 0
        return
    time.sleep(moment)
    kill(child)


def moments(longest: float) -> list[float]:
    """Random moments from the start to a little after the end."""
    pick = random.Random(4)  # noqa: S311 - nothing secret
    return [pick.uniform(0, 1.1 * longest) for _ in range(MOMENTS)]


def test_an_evaluation_that_is_killed_is_no_run(toes: Path) -> None:
    """Its folder says that it was started, or nothing, or holds all of it."""
    evaluate = partial(command, "evaluate", "--save")
    whole = seconds(evaluate("whole"), (toes / "whole" / "cases.jsonl").exists)
    outcomes = read_run(toes / "whole").outcomes
    for number, moment in enumerate(moments(whole)):
        folder = toes / f"run-{number}"
        killed(evaluate(folder.name), moment)
        try:
            assert read_run(folder).outcomes == outcomes
        except RunError as error:
            said = str(error)
            assert "never finished" in said or "no run folder" in said, said


def test_an_approval_that_is_killed_accepts_all_or_nothing(toes: Path) -> None:
    """What was accepted before is accepted still, or what is accepted now is whole."""
    make_worse(toes)
    approve = {rules: command("baseline", "approve", *SIGNED, "--rules", rules) for rules in RULES}
    baseline = toes / "baseline"
    whole = seconds(approve[RULES[0]], (baseline / "accepted.json").exists)
    approvals = read_baseline(baseline).approvals
    for moment in [*moments(whole), PATIENCE]:
        other = RULES[approvals[-1].engine == RULES[0]]
        killed(approve[other], moment)
        found = read_baseline(baseline).approvals
        assert found[: len(approvals)] == approvals
        assert [each.engine for each in found[len(approvals) :]] in ([], [other])
        approvals = found
    assert approvals[-1].engine == other
    assert len(list(baseline.iterdir())) == 3


def test_an_acceptance_that_is_killed_is_there_or_not(toes: Path) -> None:
    """What stood in the file stands there, and what is accepted now is whole or not there."""
    make_worse(toes)
    found = json.loads(Forked(toes)("diff", *RULES, "--json").out)["lines"]
    lines = [line["id"] for line in found if line["direction"] == "lowered"]
    accept = command(
        "accept", *lines, *SIGNED, "--expires", str(date.today()),  # noqa: DTZ011 - as it does
        "--rules", RULES[1], "--baseline", RULES[0],
    )  # fmt: skip
    file, old = toes / "acceptances.yaml", "# ours\nacceptances: []\n"
    file.write_text(old, encoding="utf-8")
    whole = seconds(accept, lambda: len(read_acceptances(file)) > 0)
    new = file.read_text(encoding="utf-8")
    for moment in [*moments(whole), PATIENCE]:
        file.write_text(old, encoding="utf-8")
        killed(accept, moment)
        assert file.read_text(encoding="utf-8") in {old, new}
    assert file.read_text(encoding="utf-8") == new


def test_a_report_that_is_killed_is_the_old_one_or_the_new(toes: Path) -> None:
    """Half a file never stands under its name, and what was there goes only for the whole."""
    report = command("sources", "-o", "trace.json")
    trace, old = toes / "trace.json", "what stood there before"
    whole = seconds(report, trace.exists)
    new = trace.read_text(encoding="utf-8")
    for moment in [*moments(whole), PATIENCE]:
        trace.write_text(old, encoding="utf-8")
        killed(report, moment)
        assert trace.read_text(encoding="utf-8") in {old, new}
    assert trace.read_text(encoding="utf-8") == new
