"""A small domain of its own, in which commands accept runs."""

import re
import shutil
from pathlib import Path
from typing import Final

from reports.cli.init import STARTER
from tests.reports.cli.command import Done, Triage

SIGNED: Final = (
    "--approver", "Dr Example", "--role", "Safety officer", "--reason", "The first rules.",
)  # fmt: skip
APPROVE: Final = ("baseline", "approve", *SIGNED)


def write_toes(folder: Path) -> Triage:
    """The domain that `triage init toes` writes, and the command in its folder."""
    ignored = shutil.ignore_patterns("__pycache__")
    place = shutil.copytree(STARTER, folder / "toes", ignore=ignored)
    for file in place.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("my_domain", "toes"), encoding="utf-8")
    return Triage(place)


def exchange(file: Path, old: str, new: str, *, into: Path | None = None) -> None:
    """Exchange a text that must be there, in the file itself or in a copy."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    (into or file).write_text(text.replace(old, new), encoding="utf-8")


def make_worse(folder: Path) -> None:
    """A next version that misses a red flag, and a library and a policy that are not as before."""
    rules, library = folder / "rules", folder / "library"
    exchange(rules / "0.1.0.yaml", "0.1.0", "0.2.0", into=rules / "0.2.0.yaml")
    exchange(rules / "0.2.0.yaml", "when: bent_toe", "when: {all: [bent_toe, fever]}")
    exchange(library / "lasting-pain.yaml", "id: six-days", "id: six-whole-days")
    exchange(library / "lasting-pain.yaml", "duration_days: 8}", "duration_days: 9}")
    exchange(library / "red-flags.yaml", "Caller ran into", "She ran into")
    exchange(folder / "policy.yaml", "longest_days: 90", "longest_days: 30")


def without_chance(text: str) -> str:
    """An output in which digests and dates stand as such."""
    text = re.sub(r"\b[0-9a-f]{12}\b", "DIGEST", text)
    return re.sub(r"\b20\d\d-\d\d-\d\d\b", "DATE", text)


def said(done: Done) -> tuple[int, str]:
    """The exit code, and what was said of it in one line."""
    return done.code, " ".join(done.err.split())
