"""Folders of small runs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.history.folders import find_run_folders
from evaluation.history.gather import Asked, read_history
from evaluation.history.past import History
from evaluation.outcomes import Outcome
from evaluation.runs.store import finish_run, start_run
from tests.evaluation.kit.runs import OUTCOMES, started

Save = Callable[..., Path]
Read = Callable[..., History]


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of runs, called ``runs`` as seen from the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs").mkdir()
    return tmp_path / "runs"


@pytest.fixture
def save(runs: Path) -> Save:
    """Writes a finished run into a folder of the runs; day ``n`` is when it was finished."""

    def write(
        name: str, day: int = 1, outcomes: Sequence[Outcome] = OUTCOMES, **changes: object
    ) -> Path:
        record = replace(started(outcomes), **changes)  # type: ignore[arg-type]
        start_run(runs / name, record)
        finish_run(runs / name, record, outcomes, f"2026-01-{day:02}T00:00:00Z")
        return runs / name

    return write


@pytest.fixture
def read(runs: Path, tmp_path: Path) -> Read:
    """Reads the history of the runs, by way of an index beside them."""

    def history(
        vignette: str = "", domain: str = "knee", place: Path | None = tmp_path / "index.sqlite"
    ) -> History:
        asked = Asked(domain=domain, vignette=vignette)
        return read_history(find_run_folders(runs), asked, place)

    return history
