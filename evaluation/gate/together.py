"""What else changed in the same change as the rules: a policy, say, or the accepted run itself.

Whoever changes what is judged should not change at once what it is judged by. Two things tell: the
files that a checkout says are changed, and what the baseline was approved with. Either is enough.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from os.path import lexists, realpath, relpath
from pathlib import Path

from evaluation.gate.policy import POLICY, RULES, SETTINGS
from triage.loading.problems import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something watched that changed; ``items`` say how it is seen."""

    of: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What changed of all that the policy watches.

    ``states`` has a hash over the files of each watched thing as they are now, changed or not, so
    that a waiver holds for one state of them. ``nowhere`` are watched paths that there are not, nor
    were; those of settings may be made any day. ``has_rules`` is whether files of the rules are
    among the changed ones, ``has_run`` whether another run was accepted in the change. ``since``
    says against what, and is empty where no checkout could be asked; ``note`` then says why.
    ``is_blind`` is whether there is a checkout, and it cannot tell.
    """

    changes: tuple[Change, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    nowhere: tuple[str, ...] = ()
    has_rules: bool = False
    has_run: bool = False
    since: str = ""
    note: str = ""
    is_blind: bool = False


def together_of(
    policy: Path,
    watch: Mapping[str, tuple[str, ...]],
    changed: Iterable[Path],
    *,
    other_policy: str = "",
    has_run: bool = False,
    since: str = "",
    note: str = "",
    is_blind: bool = False,
) -> Together:
    """What changed, of the paths that are watched, seen from the folder of the policy.

    The policy itself always is. ``changed`` are whole paths, of files that are gone too.
    ``other_policy`` says that the baseline was approved under another policy, where it was.
    """
    folder = policy.parent
    of_policy = tuple(dict.fromkeys((policy.name, *watch.get(POLICY, ()))))
    watch = {POLICY: of_policy, **{name: watch[name] for name in watch if name != POLICY}}
    files = sorted({place for path in changed for place in _places(path)})
    hit = {name: list(_below(paths, folder, files)) for name, paths in watch.items()}
    items = {name: [f"{shown(path)} changed" for path in found] for name, found in hit.items()}
    items[POLICY] += [other_policy] if other_policy else []
    return Together(
        changes=tuple(
            Change(of=name, items=tuple(said))
            for name, said in items.items()
            if said and name != RULES
        ),
        states={name: _state(paths, folder) for name, paths in watch.items() if name != RULES},
        nowhere=tuple(
            path
            for name, paths in watch.items()
            if name != SETTINGS and not hit[name]
            for path in paths
            if not lexists(folder / path)
        ),
        has_rules=bool(hit.get(RULES)),
        has_run=has_run,
        since=since,
        note=note,
        is_blind=is_blind,
    )


def _places(path: Path) -> tuple[Path, Path]:
    """Where a file stands, and where it leads to if it is a link."""
    return _real(path.parent) / path.name, _real(path)


def _real(path: Path) -> Path:
    """A path without links; one that leads in a circle as far as it can be followed."""
    return Path(realpath(path))


def _below(paths: Iterable[str], folder: Path, files: Iterable[Path]) -> Iterator[Path]:
    """The files that a watched path is, or holds; a folder that holds it is a submodule."""
    roots = [_real(folder / path) for path in paths]
    return (
        file
        for file in files
        if any(file.is_relative_to(root) or root.is_relative_to(file) for root in roots)
    )


def _state(paths: Iterable[str], folder: Path) -> str:
    """A hash over all files of some paths; one that is not there counts as such."""
    found = sha256()
    for path in paths:
        root = folder / path
        for file in sorted(_files(root)):
            said = f"{relpath(file, folder)}\0{_content(file)}\n"
            found.update(said.encode(errors="surrogateescape"))
    return found.hexdigest()


def _content(file: Path) -> str:
    """What stands for the content of a file."""
    try:
        if not file.is_file():
            return "gone"
        with file.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except OSError:
        return "not readable"


def _files(path: Path) -> Iterator[Path]:
    """A file, or the files of a folder at any depth but hidden ones."""
    try:
        inside = list(path.iterdir())
    except OSError:  # no folder, or none that can be read
        yield path
        return
    for item in inside:
        if item.name.startswith((".", "__")):
            continue
        if item.is_symlink():  # not followed: it may lead in a circle
            yield item
        else:
            yield from _files(item)
