"""A library of vignettes, read from a folder or from one file."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from triage.fingerprint import fingerprint
from triage.loading.nodes import is_file, is_folder
from triage.loading.problems import LoadError, Problem, shown
from triage.vocabulary import Vocabulary
from vignettes.loading import read_vignettes
from vignettes.vignette import Vignette


@dataclass(frozen=True)
class Library:
    """Vignettes in the order of their ids, which are unique."""

    vignettes: tuple[Vignette, ...]
    by_id: Mapping[str, Vignette] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.vignettes, key=lambda vignette: vignette.id))
        object.__setattr__(self, "vignettes", ordered)
        object.__setattr__(self, "by_id", {vignette.id: vignette for vignette in ordered})
        if len(self.by_id) != len(ordered):
            raise ValueError("the ids of a library are unique")

    def __len__(self) -> int:
        return len(self.vignettes)

    def __iter__(self) -> Iterator[Vignette]:
        return iter(self.vignettes)

    @cached_property
    def digests(self) -> Mapping[str, Mapping[str, str]]:
        """The digests of every vignette, by id."""
        return {vignette.id: vignette.digests() for vignette in self.vignettes}

    @property
    def fingerprint(self) -> str:
        """The SHA-256 over all vignettes; it does not depend on files or order."""
        return fingerprint(dict(self.digests))


def read_library(
    path: Path, words: Vocabulary, on_file: Callable[[], None] | None = None
) -> Library:
    """All vignettes of a file, or of the ``.yaml`` files of a folder and the folders in it.

    ``on_file`` is called after each file.

    Raises:
        LoadError: everything that is wrong with any of the files, an id that stands twice, or
            nothing to read at all.
    """
    problems: list[Problem] = []
    found: dict[str, Vignette] = {}
    for file in library_files(path):
        if on_file:
            on_file()
        try:
            vignettes = read_vignettes(file, words)
        except LoadError as error:
            problems.extend(error.problems)
            continue
        for vignette in vignettes:
            if vignette.id in found:
                problems.append(_repeated(vignette, found[vignette.id]))
            found.setdefault(vignette.id, vignette)
    if problems:
        raise LoadError(problems)
    if not found:
        raise _nothing(path, "no vignette stands here; a library needs at least one.", "empty")
    return Library(tuple(found.values()))


def library_files(path: Path) -> list[Path]:
    """The files that make a library, in their order.

    Raises:
        LoadError: there is no such file or folder.
    """
    if is_folder(path):
        found = [Path(folder, name) for folder, _, names in _walk(path) for name in names]
        return [file for file in sorted(found) if _is_of_library(file)]
    if is_file(path):
        return [path]
    raise _nothing(path, "no such file or folder.", "unreadable")


def _nothing(path: Path, message: str, code: str) -> LoadError:
    return LoadError([Problem(file=shown(path), line=0, field="", message=message, code=code)])


def _walk(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """All folders below a path. What cannot be seen into is an error: it might hold vignettes."""

    def refuse(error: OSError) -> None:
        raise _nothing(Path(error.filename), f"{error.strerror}.", "unreadable")

    for folder, folders, names in os.walk(path, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if Path(folder, name).is_symlink():
                message = "a link to a folder is not followed; put the folder itself here."
                raise _nothing(Path(folder, name), message, "link")
        yield folder, folders, names


def _is_of_library(file: Path) -> bool:
    """Whether a file holds vignettes; notes for people may lie beside them, other files may not."""
    if file.suffix in {".yaml", ".yml"}:
        return True
    if file.suffix == ".md" or file.name.startswith("."):
        return False
    message = "neither vignettes (.yaml) nor a note (.md); a library holds nothing else."
    raise _nothing(file, message, "foreign-file")


def _repeated(vignette: Vignette, first: Vignette) -> Problem:
    return Problem(
        file=vignette.file,
        line=vignette.line,
        field=f"vignettes[{vignette.id}].id",
        message=f'the id "{vignette.id}" stands twice; first at {first.file}:{first.line}.',
        code="repeat",
    )
