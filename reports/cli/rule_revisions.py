"""The revisions of a rule file, or of a folder with one file to a version, read from git.

Nothing in the checkout is touched: files of the past are read as git keeps them.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cmp_to_key
from pathlib import Path, PurePosixPath
from typing import Final

from reports.cli.checkout import git_surroundings, top_of
from reports.cli.shell import UsageError
from reports.model.bisect import Revision
from triage.loading.problems import shown
from triage.repository import is_later


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Where rules stand: a file, or a folder with one file to a version, in a checkout.

    ``path`` is seen from ``top``, the top of the checkout.
    """

    top: Path
    path: str
    is_folder: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A revision that touched the rules.

    ``path`` is what they were called in it, and ``before`` in its first parent.
    """

    hash: str
    parents: tuple[str, ...]
    path: str
    before: str


def rules_at(place: Path) -> Rules:
    """Where rules stand in their checkout.

    Raises:
        UsageError: they stand in none, or git cannot read it.
    """
    folder = place.parent if place.parent.is_dir() else Path.cwd()
    top = top_of(folder)
    if top is None:
        raise UsageError(
            f"{shown(place)}: in no git checkout that can be read; only a checkout knows what the "
            "rules were."
        )
    path = folder.resolve() / place.name if place.name else place.resolve()
    path = path.resolve() if path.is_dir() else path
    return Rules(top=top, path=path.relative_to(top.resolve()).as_posix(), is_folder=path.is_dir())


def commit_of(rules: Rules, name: str) -> str:
    """The commit that a name means.

    Raises:
        UsageError: there is none.
    """
    ask = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    said = _git(rules.top, *ask) if name else None
    if said is None:
        what = f'"{name}"' if name else "an empty text"
        raise UsageError(f"{what}: there is no such revision here; fetch it, or name another.")
    return said.decode().strip()


def is_ancestor(rules: Rules, first: str, second: str) -> bool:
    """Whether the second of two commits comes after the first, or is the same."""
    return _git(rules.top, "merge-base", "--is-ancestor", first, second) is not None


def is_shallow(rules: Rules) -> bool:
    """Whether the clone holds only the end of the history."""
    return (_git(rules.top, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def touching(rules: Rules, path: str, last: str, after: str = "") -> tuple[Touched, ...]:
    """The revisions up to ``last`` that touched the rules called ``path`` in it, the oldest first.

    Of what was merged only the merge: it is where the line of ``last`` changed. A file is followed
    through its renames. ``after`` leaves out what it already holds.
    """
    names = ("--follow", "--name-status") if not rules.is_folder else ("--name-status",)
    said = _git(
        rules.top,
        "--literal-pathspecs",
        "log",
        "--first-parent",
        "-m",
        "-M",
        "-z",
        "--no-color",
        "--no-ext-diff",
        "--no-show-signature",
        "--no-relative",
        "--topo-order",
        "--format=%H %P",
        *names,
        last,
        *((f"^{after}",) if after else ()),
        "--",
        path,
    )
    tokens = (said or b"").decode(errors="surrogateescape").split("\0")
    found = list(_touched([token.lstrip("\n") for token in tokens], path, rules))
    return tuple(reversed(found))


_STATUS: Final = re.compile(r"[A-Z]\d{0,3}")


def _touched(tokens: list[str], path: str, rules: Rules) -> Iterator[Touched]:
    """Revisions from what git says: ids, then for each file what was done, and its names."""
    place, name = 0, path
    while place < len(tokens) and tokens[place]:
        revision, *parents = tokens[place].split()
        place += 1
        before = name
        while place < len(tokens) and _STATUS.fullmatch(tokens[place]):
            is_pair = tokens[place][0] in "RC"
            if is_pair and not rules.is_folder:
                before = tokens[place + 1]
            place += 3 if is_pair else 2
        yield Touched(hash=revision, parents=tuple(parents), path=name, before=before)
        name = before


def revision_at(rules: Rules, commit: str, path: str) -> Revision | None:
    """The rules of a commit: the file, or the newest version of a folder; ``None`` without any."""
    if not rules.is_folder:
        return Revision(hash=commit, file=path)
    said = _git(
        rules.top, "--literal-pathspecs", "ls-tree", "-z", "--name-only", commit, f"{path}/"
    )
    names = (said or b"").decode(errors="surrogateescape").split("\0")
    found = newest(names)
    return None if found is None else Revision(hash=commit, file=found)


def on_disk(rules: Rules) -> Revision | None:
    """The rules as they are in the working tree; ``None`` where there are none."""
    place = rules.top / rules.path
    if not rules.is_folder:
        return Revision(hash="", file=rules.path) if place.is_file() else None
    files = (path.relative_to(rules.top).as_posix() for path in place.iterdir())
    found = newest(files)
    return None if found is None else Revision(hash="", file=found)


def newest(names: Iterable[str]) -> str | None:
    """The rule file of the newest version among some names; ``None`` where there is none."""

    def compared(one: str, other: str) -> int:
        versions = PurePosixPath(one).stem, PurePosixPath(other).stem
        return is_later(*versions) - is_later(*reversed(versions))

    kept = sorted(name for name in names if PurePosixPath(name).suffix == ".yaml")
    kept = [name for name in kept if not PurePosixPath(name).name.startswith(".")]
    return max(kept, key=cmp_to_key(compared), default=None)


def content_of(rules: Rules, revision: Revision, file: str) -> bytes | None:
    """A file as it was in a revision, or is on disk; ``None`` where it is not there."""
    if revision.hash:
        return _git(rules.top, "cat-file", "blob", f"{revision.hash}:{file}")
    try:
        return (rules.top / file).read_bytes()
    except OSError:
        return None


def told(rules: Rules, revision: Revision) -> Revision:
    """The revision with when it was made, by whom, and what they called it."""
    if not revision.hash:
        return Revision(hash="", file=revision.file, subject="not committed yet")
    said = _git(
        rules.top,
        *("log", "-1", "--no-color", "--no-show-signature", "--encoding=UTF-8"),
        "--format=%aI%x00%an%x00%s",
        revision.hash,
    )
    time, author, subject = (said or b"\0\0").decode(errors="replace").strip("\n").split("\0", 2)
    return Revision(
        hash=revision.hash, file=revision.file, time=time, author=author, subject=subject
    )


# What git sets for its hooks: with it another checkout could be meant than the one we are in.
def _surroundings() -> Mapping[str, str]:
    return {**git_surroundings(), "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _git(top: Path, *arguments: str) -> bytes | None:
    """What git says; ``None`` where it fails."""
    try:
        said = subprocess.run(  # noqa: S603
            ["git", "-c", "core.fsmonitor=false", *arguments],  # noqa: S607
            cwd=top,
            env=_surroundings(),
            capture_output=True,
            check=False,
        )
    except (OSError, ValueError):
        return None
    return said.stdout if said.returncode == 0 else None
