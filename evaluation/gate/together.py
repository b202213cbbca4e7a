"""What else changed in the same change as the rules: a policy, say, or the accepted run itself.

Whoever changes what is judged should not change at once what it is judged by. Two things tell: the
files that a checkout says are changed, and what the baseline was approved with. Either is enough.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from evaluation.gate.policy import RULES
from triage.loading.problems import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something watched that changed: ``items`` say how it is seen, ``state`` is what it is now."""

    of: str
    items: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What changed of all that the policy watches.

    ``since`` says against what, and is empty where no checkout could be asked; ``note`` then says
    why. ``has_rules`` is whether files of the rules are among the changed ones.
    """

    changes: tuple[Change, ...]
    has_rules: bool = False
    since: str = ""
    note: str = ""

    def of(self, name: str) -> Change | None:
        """The change of one watched thing."""
        return next((change for change in self.changes if change.of == name), None)


def watched_changes(
    watch: Mapping[str, tuple[str, ...]], folder: Path, changed: Iterable[Path]
) -> tuple[tuple[Change, ...], bool]:
    """The watched things with a changed file, and whether rules are among the changed files.

    ``folder`` is what the paths of ``watch`` are seen from; ``changed`` are whole paths. A file
    that is gone counts as changed too.
    """
    files = sorted({path.resolve() for path in changed})
    hit = {name: _below(paths, folder, files) for name, paths in watch.items()}
    changes = tuple(
        Change(
            of=name, items=tuple(f"{shown(path)} changed" for path in found), state=_state(found)
        )
        for name, found in hit.items()
        if found and name != RULES
    )
    return changes, bool(hit.get(RULES))


def _below(paths: Iterable[str], folder: Path, files: Iterable[Path]) -> list[Path]:
    """The files that a watched path is, or holds."""
    roots = [(folder / path).resolve() for path in paths]
    return [file for file in files if any(file.is_relative_to(root) for root in roots)]


def _state(files: Iterable[Path]) -> str:
    """A hash over the files as they are now; a missing one counts as such."""
    found = sha256()
    for file in files:
        content = file.read_bytes() if file.is_file() else b"(gone)"
        found.update(f"{file.name}\0{sha256(content).hexdigest()}\n".encode())
    return found.hexdigest()
