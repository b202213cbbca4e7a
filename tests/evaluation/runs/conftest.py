"""Run folders in a temporary place, errors naming them by their short path."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from evaluation.runs.store import finish_run, start_run
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, Store, started


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that does not exist yet, called ``run`` as seen from the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "run"


@pytest.fixture
def store(folder: Path) -> Store:
    """Writes a finished run into the folder."""

    def write(outcomes: Sequence[Outcome] = OUTCOMES) -> Run:
        record = started(outcomes)
        start_run(folder, record)
        return finish_run(folder, record, outcomes, FINISHED)

    return write
