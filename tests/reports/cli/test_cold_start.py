"""Commands that are used all the time import nothing heavy."""

import json
from pathlib import Path

from tests.reports.cli.command import Ran

HEAVY = {"numpy", "pandas", "scipy", "sklearn", "hypothesis", "rich"}


def watched(folder: Path) -> dict[str, set[str]]:
    """The packages that each watched command had in memory when it ended."""
    texts = (file.read_text(encoding="utf-8") for file in folder.glob("*.watched"))
    return {words: set(loaded) for words, loaded in map(json.loads, texts)}


def test_a_quick_command_imports_nothing_heavy(quick: Ran) -> None:
    """Neither tables nor statistics nor the tools of tests and terminals are in memory."""
    loaded = watched(quick.folder)
    assert sorted(loaded) == sorted(quick.done)
    assert all("reports" in packages for packages in loaded.values())
    heavy = {words: sorted(packages & HEAVY) for words, packages in loaded.items()}
    assert heavy == {key: [] for key in loaded}


def test_help_needs_no_yaml(quick: Ran) -> None:
    """Help is words alone."""
    assert "yaml" not in watched(quick.folder)["--help"]


def test_the_watch_sees_a_heavy_import(slow: Ran) -> None:
    """Evaluate needs tables, so that the same watch must find them there."""
    assert slow["evaluate"].code == 0
    packages = watched(slow.folder)["evaluate"]
    assert packages >= {"numpy", "pandas", "scipy", "sklearn"}
    assert "hypothesis" not in packages
