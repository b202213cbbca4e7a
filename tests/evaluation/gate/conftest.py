"""A folder with a policy and all that it watches, and what is seen of a change in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from evaluation.gate.policy import WATCHED
from evaluation.gate.together import Together, together_of
from tests.evaluation.kit.gates import Look

WATCH: Final[Mapping[str, tuple[str, ...]]] = {
    "rules": ("rules", "words.yaml"),
    **{name: (name,) for name in WATCHED if name != "policy"},
}
FILES = (
    "policy.yaml", "words.yaml", "rules/1.yaml", "baseline/accepted.json", "library/a/b.yaml",
    "invariants", "engine/engine.yaml", "settings", "elsewhere.txt",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a policy and all that it watches."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


@pytest.fixture
def look(place: Path) -> Look:
    """What is seen of a change of these files."""

    def see(
        *changed: str, watch: Mapping[str, tuple[str, ...]] = WATCH, other_policy: str = ""
    ) -> Together:
        files = [place / name for name in changed]
        return together_of(place / "policy.yaml", watch, files, other_policy=other_policy)

    return see
