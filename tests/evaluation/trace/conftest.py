"""The made-up domain about kettles, as it is and edited."""

from pathlib import Path

import pytest

from tests.evaluation.trace.kettle import Edited, Kettle, read_kettle, write_kettle


@pytest.fixture(scope="session")
def kettle(tmp_path_factory: pytest.TempPathFactory) -> Kettle:
    """The domain as it is, which has no gap."""
    return read_kettle(write_kettle(tmp_path_factory.mktemp("kettle")))


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """The domain with parts of its files exchanged: file, old and new text."""

    def edit(*edits: tuple[str, str, str]) -> Kettle:
        return read_kettle(write_kettle(tmp_path, *edits))

    return edit
