"""What git says of the folder that is worked in; nothing outside a checkout, or without git."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from reports.render.text import plain
from triage.repository import READ_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The files that differ from where a branch began: committed, edited or new.

    ``since`` says in words against what, ``origin`` is its revision. Where that cannot be told,
    ``files`` is ``None`` and ``why`` says it; ``is_checkout`` whether there is one that should have
    told it.
    """

    files: tuple[Path, ...] | None
    since: str = ""
    origin: str = ""
    why: str = ""
    is_checkout: bool = True


class BaseError(Exception):
    """A revision that was named as the base, and that git does not know."""


def revision(*content: Path) -> Mapping[str, str | bool]:
    """The revision of the checkout that some files or folders are in, and whether it is dirty.

    Without any the current folder is meant; outside of a checkout there is nothing to tell. What
    git was told to overlook counts as dirty, and so does a checkout of which git tells no revision
    (nothing was committed yet, it belongs to somebody else, there is no git), and content of
    several checkouts of which one is dirty. The revision is that of the first.
    """
    folders = _folders_of(content)
    heads = [_git("rev-parse", "HEAD", folder=folder) for folder in folders]
    known = [head.strip() for head in heads if head]
    is_dirty = any(head is None and _is_checkout(f) for f, head in zip(folders, heads, strict=True))
    if not known and not is_dirty:
        return {}
    return {
        "revision": known[0] if known else "",
        "dirty": is_dirty or any(uncommitted_in(top, content) for top in _tops_of(folders)),
    }


def uncommitted(*content: Path) -> str:
    """The checkouts of some files or folders, and the first files that are not committed as is.

    As in ``in the checkout ..: rules/0.2.0.yaml, notes.txt, library/ and 4 more``; empty where
    there are none, or git cannot tell.
    """
    told = []
    for top in _tops_of(_folders_of(content)):
        names = uncommitted_in(top, content)
        more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
        if names:
            place = os.path.relpath(top)
            told.append(plain(f"in the checkout {place}: {', '.join(names[:_FEW])}{more}"))
    return "; ".join(told)


_FEW: Final = 3


def uncommitted_in(top: Path, content: Iterable[Path]) -> list[str]:
    """The files of a checkout that are not committed as they are, by their names in it.

    Whatever the settings of git: new files count, changes in submodules, and files that git was
    told to take for unchanged; of what it ignores only YAML files among the content do.
    """
    status = ("status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=none")
    said = _git(*status, "--untracked-files=all", folder=top)
    names = [line[_STATE:] for line in (said or "").split("\0") if line]
    inside = [str(path.resolve()) for path in content if path.resolve().is_relative_to(top)]
    if inside:
        ignored = _git(*status, "--ignored", "--untracked-files=all", "--", *inside, folder=top)
        lines = (ignored or "").split("\0")
        names += [ln[_STATE:] for ln in lines if ln.startswith("!!") and ln.endswith(_YAML)]
    return [*names, *_overlooked(top)] if said is not None else ["(git cannot tell)"]


_STATE: Final = 3  # two letters and a blank before each name
_YAML: Final = (".yaml", ".yml", "/")  # a folder is a checkout of its own


def _overlooked(top: Path) -> list[str]:
    """Files that git was told to take for unchanged, and that are there."""
    lines = (_git("ls-files", "-v", "-z", folder=top) or "").split("\0")
    told = [line[2:] for line in lines if line[:1].islower() or line.startswith("S ")]
    return [name for name in told if os.path.lexists(top / name)]


def _folders_of(content: Iterable[Path]) -> list[Path]:
    found = [path if path.is_dir() else path.parent for path in content]
    return list(dict.fromkeys(folder.resolve() for folder in found)) or [Path.cwd()]


def _tops_of(folders: Iterable[Path]) -> list[Path]:
    """The checkouts of some folders, each once."""
    said = (_git("rev-parse", "--show-toplevel", folder=folder) for folder in folders)
    return list(dict.fromkeys(Path(top.removesuffix("\n")) for top in said if top))


def changed_since(folder: Path, base: str | None) -> Changed:
    """What changed in the checkout of a folder since it left ``base``.

    Without a base the main branch of the remote is taken, or of the checkout itself.

    Raises:
        BaseError: ``base`` is named, and is no revision with a common ancestor.
    """
    root = _git("rev-parse", "--show-toplevel", folder=folder)
    if root is None:
        if base is not None:
            raise BaseError(f"{base}: {folder} is in no git checkout.")
        if _is_checkout(folder.resolve()):
            return Changed(files=None, why="git cannot read this checkout")
        return Changed(files=None, why="no git checkout", is_checkout=False)
    if _git("check-ignore", "--", ".", folder=folder):
        return Changed(files=None, why="ignored by its checkout", is_checkout=False)
    start = _main_branch(folder) if base is None else _revision_of(base, folder)
    if start is None and base is not None:
        raise BaseError(f"{base}: there is no such revision here; fetch it, or name another.")
    if start is None and _git("rev-parse", "HEAD", folder=folder) is None:
        return Changed(files=None, why="nothing is committed here yet", is_checkout=False)
    if start is None:
        return Changed(files=None, why="no main branch is known here; name one with --base")
    main = base or start.removeprefix("refs/heads/").removeprefix("refs/remotes/")
    origin = _git("merge-base", "--", "HEAD", start, folder=folder)
    if origin is None:
        message = f"git knows no common ancestor with {main} (a shallow clone?)"
        if base is not None:
            raise BaseError(f"{message}; fetch the whole history, or name another.")
        return Changed(files=None, why=message)
    top = Path(root.removesuffix("\n"))
    names = _names(top, origin.strip())
    if names is None:
        return Changed(files=None, why=f"git cannot compare with {origin[:_SHORT]}")
    files = tuple(top / name for name in names)
    since = f"since {origin[:_SHORT]}, where this left {main}"
    return Changed(files=files, since=since, origin=origin.strip())


def top_of(folder: Path) -> Path | None:
    """The top of the checkout that a folder is in; ``None`` where there is none."""
    return next(iter(_tops_of([folder])), None)


def content_at(origin: str, folder: Path, name: str) -> bytes | None:
    """A file below a folder as it stood at a revision; ``None`` where it did not."""
    said = _git("show", f"{origin}:./{name}", folder=folder) if origin else None
    return None if said is None else said.encode(errors="surrogateescape")


def _is_checkout(folder: Path) -> bool:
    """Whether a folder lies in a checkout, also where git cannot say so.

    As git itself, it does not look above where it is told to stop.
    """
    stops = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    inside = takewhile(lambda above: str(above) not in stops, folder.parents)
    return any((place / ".git").exists() for place in (folder, *inside))


def _names(top: Path, origin: str) -> list[str] | None:
    """The files that differ from a commit, new ones too; ``None`` where git cannot tell."""
    said = (
        _git(
            *("diff", "--name-only", "--no-renames", "-z", "--ignore-submodules=none", origin),
            folder=top,
        ),
        _git("ls-files", "--others", "--exclude-standard", "-z", folder=top),
    )
    if None in said:
        return None
    told = [name for names in said if names for name in names.split("\0") if name]
    return [*told, *_overlooked(top)]


_SHORT: Final = 7
# In full, so that no tag of the same name comes first.
_MAIN: Final = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/remotes/origin/trunk",
    "refs/heads/main",
    "refs/heads/master",
    "refs/heads/trunk",
)


def _revision_of(name: str, folder: Path) -> str | None:
    """A revision by its name, of which a branch goes before a tag; ``None`` where there is none."""
    kinds = ("remotes", "heads") if "/" in name else ("heads", "remotes")
    for full in (*(f"refs/{kind}/{name}" for kind in kinds), name):
        ask = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{full}^{{commit}}")
        found = _git(*ask, folder=folder)
        if found:
            return found.strip()
    return None


def _main_branch(folder: Path) -> str | None:
    """The main branch by one of its usual names, or the only branch there is; in full.

    The only one of a remote is what a pipeline was given to look at, and tells nothing.
    """
    said = _git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes", folder=folder)
    found = (said or "").split()
    if len(found) == 1 and found[0].startswith("refs/heads/"):
        return found[0]
    return next((name for name in _MAIN if name in found), None)


# What git sets for its hooks: with it a sub-folder would pass for the top of the checkout.
_ELSEWHERE: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


def git_surroundings() -> dict[str, str]:
    """What git is told by its surroundings: to read what a commit holds, and to fetch nothing."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return {**kept, **READ_ONLY}


def _git(*arguments: str, folder: Path | None = None) -> str | None:
    try:
        said = subprocess.run(  # noqa: S603
            ["git", "-c", "core.fsmonitor=false", *arguments],  # noqa: S607
            cwd=folder,
            env=git_surroundings(),
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return said.stdout.decode(errors="surrogateescape") if said.returncode == 0 else None
