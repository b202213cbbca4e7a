"""What can be known of an engine's content without running it: hashes of local files."""

import hashlib
import shlex
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

from evaluation.engines.description import Description


def local_files(description: Description) -> tuple[Path, ...]:
    """The local files that an engine is made of, as far as its reference names them."""
    folder, target = description.folder, description.target
    if description.traits.kind == "command":
        return tuple(_named_by(shlex.split(target), folder).values())
    if description.traits.kind == "python":
        path = _source_of(target.partition(":")[0], folder)
        return (path,) if path else ()
    return (folder / target,) if description.traits.kind == "predictions" else ()


def command_files(command: Sequence[str], folder: Path) -> dict[str, str]:
    """The hashes of the files that the words of a command name, by the word.

    Of ``--model=FILE`` what stands behind the sign. The program itself only counts if it lies in
    the folder: an interpreter of the system says nothing of the engine, and differs between
    machines.
    """
    return {word: _hash(path) for word, path in _named_by(command, folder).items()}


def module_files(module: str, folder: Path) -> dict[str, str]:
    """The hash of the source of a module, by its name; nothing of it is imported."""
    path = _source_of(module, folder)
    return {module: _hash(path)} if path else {}


def _named_by(command: Sequence[str], folder: Path) -> dict[str, Path]:
    program, *words = command
    files = {word: folder / word.rpartition("=")[2] for word in words}
    if "/" in program and (folder / program).resolve().is_relative_to(folder.resolve()):
        files[program] = folder / program
    return {word: path for word, path in files.items() if _is_file(path)}


def _source_of(module: str, folder: Path) -> Path | None:
    places: Iterable[str] = [str(folder.resolve()), *sys.path]
    spec: ModuleSpec | None = None
    for part in module.split("."):
        spec = PathFinder.find_spec(part, list(places))
        places = (spec.submodule_search_locations if spec else None) or ()
    path = Path(spec.origin) if spec and spec.origin else None
    return path if path and _is_file(path) else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a word that is too long for a name, or a folder that may not be entered
        return False


def _hash(path: Path) -> str:
    """The SHA-256 of a file, or why it could not be read, which is not the same content either."""
    try:
        with path.open("rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        return f"not readable: {error.strerror}"
