"""Gates that run at once in one folder do not disturb each other."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir
from functools import partial
from pathlib import Path

import pytest

from evaluation.runs.store import read_run
from reports.cli import settings
from reports.cli.app import app
from tests.evaluation.kit.processes import fork, wait
from tests.reports.cli.accepting import APPROVE, exchange, write_toes
from tests.reports.cli.command import Done

TURNS = 5
GOOD, BAD = ("gate", "toes@0.1.0", "--quiet"), ("gate", "worse.yaml", "--quiet")
SAID = {GOOD: (0, "PASS  toes@0.1.0\n", ""), BAD: (1, "FAIL  toes@0.2.0 (worse.yaml)\n", "")}
REFUSED = "error  run-{}: the folder is not empty; name a new one.\n"


@pytest.fixture
def toes(tmp_path: Path) -> Iterator[Path]:
    """The folder of a small domain as the current one: accepted rules, and next ones that miss."""
    triage = write_toes(tmp_path)
    assert triage(*APPROVE).code == 0
    worse = triage.folder / "worse.yaml"
    exchange(triage.folder / "rules" / "0.1.0.yaml", "0.1.0", "0.2.0", into=worse)
    exchange(worse, "when: bent_toe", "when: {all: [bent_toe, fever]}")
    settings.configured.cache_clear()
    with chdir(triage.folder):
        yield triage.folder
    settings.configured.cache_clear()


def at_once(place: Path, table: Sequence[Sequence[str]]) -> list[Done]:
    """Commands in copies of this process, which all begin when the last of them is there."""
    ready, go = os.pipe()

    def run(number: int, words: Sequence[str]) -> None:
        os.close(go)
        os.read(ready, 1)
        sys.stdout, sys.stderr = (
            (place / f"{number}.{name}").open("w", encoding="utf-8") for name in ("out", "err")
        )
        app(words)

    children = [fork(partial(run, number, words)) for number, words in enumerate(table)]
    os.close(ready)
    os.close(go)
    codes = [wait(child) for child in children]
    said = [
        [(place / f"{number}.{name}").read_text(encoding="utf-8") for name in ("out", "err")]
        for number in range(len(table))
    ]
    return [Done(code, *texts) for code, texts in zip(codes, said, strict=True)]


def test_each_of_several_gates_gives_its_own_verdict(toes: Path) -> None:
    """One that passes and one that fails, twice each; nothing is left behind."""
    before = sorted(toes.rglob("*"))
    table = (GOOD, BAD, GOOD, BAD)
    for _ in range(TURNS):
        done = at_once(toes.parent, table)
        assert [(d.code, d.out, d.err) for d in done] == [SAID[words] for words in table]
    after = sorted(toes.rglob("*"))
    assert after == before


def test_of_two_that_keep_their_run_in_one_folder_one_does(toes: Path) -> None:
    """The run of the one is whole, and its verdict right; the other one says that it has none."""
    for turn in range(TURNS):
        save = ("--save", f"run-{turn}")
        done = at_once(toes.parent, [(*GOOD, *save), (*BAD, *save)])
        (lost,) = [number for number, each in enumerate(done) if each.code == 3]
        assert done[lost] == Done(3, "NO VERDICT\n", REFUSED.format(turn))
        won = (BAD, GOOD)[lost]
        assert done[1 - lost] == Done(*SAID[won])
        assert read_run(toes / f"run-{turn}").record.engine in SAID[won][1]
        assert len(list((toes / f"run-{turn}").iterdir())) == 2
