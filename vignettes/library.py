"""A library of vignettes, read from a folder or from one file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from triage.fingerprint import fingerprint
from triage.loading.problems import LoadError, Problem, shown
from triage.vocabulary import Vocabulary
from vignettes.loading import read_vignettes
from vignettes.vignette import Vignette

DOMAINS = Path(__file__).parent / "domains"


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


def shipped_library(domain: str) -> Path:
    """The folder of a shipped domain's vignettes, which may not exist."""
    return DOMAINS / domain / "library"


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
        message = "no vignette stands here; a library needs at least one."
        raise LoadError(
            [Problem(file=shown(path), line=0, field="", message=message, code="empty")]
        )
    return Library(tuple(found.values()))


def library_files(path: Path) -> list[Path]:
    """The files that make a library, in their order.

    Raises:
        LoadError: there is no such file or folder.
    """
    if path.is_dir():
        return sorted(file for file in path.rglob("*.y*ml") if file.suffix in {".yaml", ".yml"})
    if path.exists():
        return [path]
    message = "no such file or folder."
    raise LoadError(
        [Problem(file=shown(path), line=0, field="", message=message, code="unreadable")]
    )


def _repeated(vignette: Vignette, first: Vignette) -> Problem:
    return Problem(
        file=vignette.file,
        line=vignette.line,
        field=f"vignettes[{vignette.id}].id",
        message=f'the id "{vignette.id}" stands twice; first at {first.file}:{first.line}.',
        code="repeat",
    )
