"""What git says of the folder that is worked in; nothing outside a checkout, or without git."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from reports.render.text import plain


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


def revision() -> Mapping[str, str | bool]:
    """The revision of the current folder's checkout, and whether it is dirty; empty outside one.

    A checkout of which git tells no revision (nothing was committed yet, it belongs to somebody
    else, there is no git) counts as dirty.
    """
    found = _git("rev-parse", "HEAD")
    if found is None:
        return {"revision": "", "dirty": True} if _is_checkout(Path.cwd()) else {}
    changes = _git("status", "--porcelain")
    return {"revision": found.strip(), "dirty": changes is None or bool(changes.strip())}


def uncommitted() -> str:
    """The current folder's checkout, and the first files in it that are not committed as they are.

    As in ``in the checkout ..: rules/0.2.0.yaml, notes.txt, library/ and 4 more``; empty where
    there are none, or git cannot tell.
    """
    top = _git("rev-parse", "--show-toplevel")
    said = _git("status", "--porcelain", "-z", "--no-renames")
    names = [line[_STATE:] for line in (said or "").split("\0") if line]
    if top is None or not names:
        return ""
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    place = os.path.relpath(top.removesuffix("\n"))
    return plain(f"in the checkout {place}: {', '.join(names[:_FEW])}{more}")


_STATE: Final = 3  # two letters and a blank before each name
_FEW: Final = 3


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
    start = _main_branch(folder) if base is None else base
    if start is None:
        return Changed(files=None, why="no main branch is known here; name one with --base")
    main = start.removeprefix("refs/heads/").removeprefix("refs/remotes/")
    origin = _git("merge-base", "--", "HEAD", start, folder=folder)
    if origin is None:
        message = f"git knows no common ancestor with {main} (a shallow clone?)"
        if base is not None:
            raise BaseError(f"{message}; fetch the whole history, or name another --base.")
        return Changed(files=None, why=message)
    top = Path(root.removesuffix("\n"))
    names = _names(top, origin.strip())
    if names is None:
        return Changed(files=None, why=f"git cannot compare with {origin[:_SHORT]}")
    files = tuple(top / name for name in names)
    since = f"since {origin[:_SHORT]}, where this left {main}"
    return Changed(files=files, since=since, origin=origin.strip())


def content_at(origin: str, path: Path) -> bytes | None:
    """A file as it stood at a revision; ``None`` where it did not, or git cannot tell."""
    said = _git("show", f"{origin}:./{path.name}", folder=path.parent) if origin else None
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
        _git("diff", "--name-only", "--no-renames", "-z", origin, folder=top),
        _git("ls-files", "--others", "--exclude-standard", "-z", folder=top),
    )
    if None in said:
        return None
    return [name for names in said if names for name in names.split("\0") if name]


_SHORT: Final = 7
# In full, so that no tag of the same name comes first.
_MAIN: Final = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)


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


def _git(*arguments: str, folder: Path | None = None) -> str | None:
    try:
        said = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name not in _ELSEWHERE},
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return said.stdout.decode(errors="surrogateescape") if said.returncode == 0 else None
