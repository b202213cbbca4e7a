"""What an engine is made of, as far as it can be known without running it, and the hash of it."""

import hashlib
import os
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import assert_never

from evaluation.engines.description import Description
from evaluation.engines.protocol import EngineKind
from triage.fingerprint import fingerprint


def fingerprint_of(description: Description, files: Mapping[str, str]) -> str:
    """The hash of a description and of the hashes of files, by the words that name them."""
    return fingerprint({"description": description.content(), "files": dict(files)})


def files_of(description: Description) -> dict[str, Path]:
    """The local files that an engine is made of, by the words of its reference that name them.

    Of a command those that are files, of ``--model=FILE`` what stands behind the sign. The program
    itself only counts if it lies in the folder: an interpreter of the system says nothing of the
    engine, and differs between machines. Of a function the source of its module, of which nothing
    is imported.
    """
    folder, target = description.folder, description.target
    match description.traits.kind:
        case EngineKind.COMMAND:
            return _named_by(shlex.split(target), folder)
        case EngineKind.PYTHON:
            module = target.partition(":")[0]
            path = _source_of(module, folder)
            return {module: path} if path else {}
        case EngineKind.PREDICTIONS:
            return {target: folder / target}
        case EngineKind.HTTP | EngineKind.RULES:
            return {}
        case unknown:  # pragma: no cover - there are no others
            assert_never(unknown)


def hashes_of(files: Mapping[str, Path]) -> dict[str, str]:
    """The hash of each file, or why it cannot be read, which is not the same content either."""
    return {word: _hash_of(path) for word, path in files.items()}


def hash_of(content: bytes) -> str:
    """The SHA-256 of a content, as ``sha256:`` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _named_by(command: Sequence[str], folder: Path) -> dict[str, Path]:
    program, *words = command
    files = {word: folder / word.rpartition("=")[2] for word in words}
    if "/" in program and _is_inside(folder / program, folder):
        files[program] = folder / program
    return {word: path for word, path in files.items() if _is_file(path)}


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a path leads into a folder; not by ``resolve``, which gives up at a loop of links."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except ValueError:  # a name that no file can have
        return False


def _source_of(module: str, folder: Path) -> Path | None:
    places: Iterable[str] = [os.path.realpath(folder), *sys.path]
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


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        return f"not readable: {error.strerror}"
