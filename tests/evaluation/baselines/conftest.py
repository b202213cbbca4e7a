"""A baseline in a temporary place, errors naming it by its short path."""

from pathlib import Path

import pytest

from evaluation.runs.record import Run
from tests.evaluation.kit.baselines import accept, stored


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that does not exist yet, called ``accepted`` as seen from the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "accepted"


@pytest.fixture
def old(folder: Path) -> Run:
    """A run of the engine ``old@1``, which is the accepted one."""
    run = stored(folder.parent / "old", engine="old@1")
    accept(folder, run)
    return run


@pytest.fixture
def new(folder: Path) -> Run:
    """A run of the engine ``new@2``, to be accepted."""
    return stored(folder.parent / "new", engine="new@2")
