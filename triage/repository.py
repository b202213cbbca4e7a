"""Finds rule sets: those of a domain by name, others by path or git revision.

A reference to a rule set is one of::

    NAME               the newest version of a domain
    NAME@1.1.0         a version of a domain
    rules/mine.yaml    a file
    git:main:rules/mine.yaml   a file as it stood at a git revision
"""

import os
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from triage.domain import (
    domain_folder,
    domain_names,
    is_shipped,
    load_domain_vocabulary,
    read_domain_vocabulary,
    unknown,
)
from triage.fingerprint import short
from triage.invariants import InvariantSet
from triage.loading.fields import Section
from triage.loading.invariants import build_invariants
from triage.loading.nodes import (
    Node,
    is_file,
    is_folder,
    is_there,
    notes_of,
    parse,
    read_file,
    stamp,
)
from triage.loading.problems import LoadError, Problem, shown
from triage.loading.rulesets import build_ruleset
from triage.loading.vocabularies import build_vocabulary, read_vocabulary
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A version whose content is fixed: it may never change again under the same number."""

    version: str
    fingerprint: str


def versions_of(domain: str) -> tuple[str, ...]:
    """The versions of a domain's rules, oldest first.

    Raises:
        LoadError: the folder holds something that is neither rules nor a note.
    """
    folder = domain_folder(domain) / "rules"
    files = sorted(folder.iterdir()) if is_folder(folder) else []
    files = [path for path in files if not path.name.startswith(".") and path.suffix != ".md"]
    for path in files:
        if path.suffix != ".yaml":
            message = "neither rules (.yaml) nor a note (.md); the folder holds nothing else."
            problem = Problem(file=shown(path), line=0, field="", message=message)
            raise LoadError([problem])
    return tuple(sorted((path.stem for path in files), key=_version_key))


def load_ruleset(reference: str) -> RuleSet:
    """The rule set of a reference, as the module says.

    Raises:
        LoadError: the reference leads nowhere, or the file is wrong.
    """
    if reference.startswith("git:"):
        return _from_git(reference)
    name, at, version = reference.partition("@")
    path = Path(reference)
    if name not in domain_names() and (is_file_name(reference) or is_file(path)):
        return _build(read_file(path, reference), reference, path.parent)
    if reference and name not in domain_names() and is_folder(path):
        message = "a folder, and no rule set; name a rule file, or a rule set that is known."
        raise LoadError([Problem(file=reference, line=0, field="", message=message)])
    if name not in domain_names():
        raise unknown(reference, "rule set or rule file", domain_names())
    versions = versions_of(name)
    if not versions:
        message = "this domain has no rules yet; write rules/0.1.0.yaml."
        where = shown(domain_folder(name))
        raise LoadError([Problem(file=where, line=0, field="", message=message, code="empty")])
    if at and version not in versions:
        raise unknown(reference, "rule set", [f"{name}@{v}" for v in versions])
    file = domain_folder(name) / "rules" / f"{version or versions[-1]}.yaml"
    place = shown(file)
    ruleset = _build(read_file(file, place), place, file.parent)
    if ruleset.vocabulary.name != name:
        message = (
            f'the rules of the domain {name} need its vocabulary, not "{ruleset.vocabulary.name}".'
        )
        raise LoadError([Problem(file=place, line=0, field="vocabulary", message=message)])
    if ruleset.label != f"{name}@{file.stem}":
        message = (
            f"the file says {ruleset.label}, but its name says {name}@{file.stem}: rename the "
            "file, or mend what it says."
        )
        field = "version" if ruleset.name == name else "ruleset"
        raise LoadError([Problem(file=place, line=0, field=field, message=message)])
    return ruleset


def is_file_name(reference: str) -> bool:
    """Whether a reference can only mean a file or a git revision of one."""
    return reference.startswith("git:") or reference.lower().endswith((".yaml", ".yml"))


def load_released(reference: str) -> RuleSet:
    """The rule set of a reference, unless it is a released version whose content has changed.

    Raises:
        LoadError: as :func:`load_ruleset`, and for a released version with other content.
    """
    ruleset = load_ruleset(reference)
    if problem := release_problem(ruleset):
        raise LoadError([problem])
    return ruleset


def load_invariants(ruleset: RuleSet) -> InvariantSet | None:
    """The invariants for a rule set: those of its vocabulary's domain.

    Raises:
        LoadError: as :func:`load_invariants_of`.
    """
    return load_invariants_of(ruleset.vocabulary)


def load_invariants_of(words: Vocabulary) -> InvariantSet | None:
    """The invariants of a vocabulary; ``None`` where its domain is not known.

    A domain of one's own may have none yet; that it lost them since is for the gate to say.

    Raises:
        LoadError: the file is wrong, or missing from a domain that ships.
    """
    if words.name not in domain_names():
        return None
    own = load_domain_vocabulary(words.name)
    file = domain_folder(words.name) / "invariants.yaml"
    if not is_shipped(words.name) and not is_there(file):
        return None
    if words is own:
        return _invariants_at(file, stamp(file), words.fingerprint)
    return _read_invariants(file, words)


@cache
def _invariants_at(file: Path, _stamp: tuple[int, int], _words: str) -> InvariantSet:
    return _read_invariants(file, read_domain_vocabulary(file.parent))


def _read_invariants(path: Path, words: Vocabulary) -> InvariantSet:
    return build_invariants(read_file(path, shown(path)), shown(path), words)


def releases_of(domain: str) -> tuple[Release, ...]:
    """The released versions of a domain; empty for one that has released nothing.

    Raises:
        LoadError: the file of releases is wrong.
    """
    file = domain_folder(domain) / "released.yaml"
    return _releases_at(file, stamp(file))


@cache
def _releases_at(path: Path, _stamp: tuple[int, int]) -> tuple[Release, ...]:
    if not is_there(path):
        return ()
    root = read_file(path, shown(path))
    notes = notes_of(root, shown(path))
    top = Section(root, "", notes, required="released")
    found = []
    for node, place in top.items("released"):
        entry = Section(node, place, notes, required="version fingerprint", optional="note")
        release = Release(version=entry.text("version"), fingerprint=entry.text("fingerprint"))
        if release.fingerprint and not _FINGERPRINT.fullmatch(release.fingerprint):
            message = "write sha256: and 64 digits, as `triage rules --json` prints them."
            entry.note("fingerprint", message)
        found.append(release)
    notes.raise_if_any()
    return tuple(found)


_FINGERPRINT: Final = re.compile(r"sha256:[0-9a-f]{64}")


def release_problem(ruleset: RuleSet) -> Problem | None:
    """The error that a released version has changed content; ``None`` where all is well."""
    releases = releases_of(ruleset.name)
    if ruleset.version in {release.version for release in releases}:
        own = load_domain_vocabulary(ruleset.name).fingerprint
        if ruleset.vocabulary.fingerprint != own:
            message = (
                f"{ruleset.label} was released with the vocabulary of its domain, not this one."
            )
            return Problem(file=ruleset.file, line=0, field="vocabulary", message=message)
    for release in releases:
        if release.version == ruleset.version and release.fingerprint != ruleset.fingerprint:
            return Problem(
                file=ruleset.file,
                line=0,
                field="version",
                message=(
                    f"{ruleset.label} was released with other content "
                    f"({short(release.fingerprint)}, here {short(ruleset.fingerprint)}). "
                    "Give the changed rules a version of their own."
                ),
                code="released-version-changed",
            )
    return None


def is_released(ruleset: RuleSet) -> bool:
    """Whether this very content was released under its version."""
    release = Release(version=ruleset.version, fingerprint=ruleset.fingerprint)
    return release in releases_of(ruleset.name) and release_problem(ruleset) is None


def _build(root: Node, file: str, folder: Path) -> RuleSet:
    def find(name: str) -> Vocabulary | None:
        if name in domain_names():
            return load_domain_vocabulary(name)
        path = folder / name
        return read_vocabulary(path, shown(path)) if is_file_name(name) else None

    return build_ruleset(root, file, find)


def _from_git(reference: str) -> RuleSet:
    _, _, rest = reference.partition(":")
    revision, colon, path = rest.partition(":")
    if not (revision and colon and path):
        message = "a git reference is git:REVISION:PATH, such as git:main:rules.yaml."
        raise LoadError([Problem(file=reference, line=0, field="", message=message)])
    folder = Path(path).parent

    def find(name: str) -> Vocabulary | None:
        if name in domain_names():
            return load_domain_vocabulary(name)
        if not is_file_name(name):
            return None
        file = f"git:{revision}:{(folder / name).as_posix()}"
        return build_vocabulary(parse(_git_show(file), file), file)

    return build_ruleset(parse(_git_show(reference), reference), reference, find)


READ_ONLY: Final = {
    "GIT_NO_REPLACE_OBJECTS": "1",  # else another content could stand for what a commit holds
    "GIT_NO_LAZY_FETCH": "1",  # else reading could run a program that the checkout names
    "GIT_ALLOW_PROTOCOL": "none",
}
"""What git has to be told so that it reads what is there, and does nothing else."""


def _git_show(reference: str) -> bytes:
    """The bytes of ``git:REVISION:PATH``; the path is seen from the current folder."""
    _, revision, path = reference.split(":", 2)
    place = path if path.startswith("./") else f"./{path}"
    command = ["git", "show", "--no-textconv", "--end-of-options", f"{revision}:{place}"]
    try:
        said = subprocess.run(  # noqa: S603
            command, capture_output=True, check=False, env={**os.environ, **READ_ONLY}
        )
    except (OSError, ValueError) as error:
        is_missing = isinstance(error, OSError)
        message = "git is not installed; name a file." if is_missing else "git has no such name."
        raise LoadError([Problem(file=reference, line=0, field="", message=message)]) from None
    if said.returncode:
        reason = said.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        message = f"git cannot show it: {reason.rstrip('.')}."
        raise LoadError([Problem(file=reference, line=0, field="", message=message)])
    return said.stdout


def is_later(version: str, than: str) -> bool:
    """Whether a version comes after another.

    >>> is_later("1.10.0", "1.9.0"), is_later("1.2.0-draft", "1.2.0")
    (True, False)
    """
    return _version_key(version) > _version_key(than)


_Part = tuple[int, int, str]


def _version_key(version: str) -> tuple[tuple[int, ...], bool, tuple[_Part, ...]]:
    """Numbers first; a version with a suffix (1.2.0-draft.9) comes before the one without."""
    plain, dash, suffix = version.partition("-")
    numbers = tuple(int(part) if part.isdecimal() else 0 for part in plain.split("."))
    return numbers, not dash, tuple(_part_key(part) for part in suffix.split("."))


def _part_key(part: str) -> _Part:
    """Numbers in a suffix count as numbers, and before words."""
    return (0, int(part), "") if part.isdecimal() else (1, 0, part)
