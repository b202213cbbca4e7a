"""Domains: folders with the data of one field of triage, those that ship and those that are added.

A domain's folder holds ``vocabulary.yaml``, which gives it its name, ``rules/``, and beside them
``invariants.yaml`` and ``released.yaml`` where it has them. What else belongs to it (vignettes,
policy, accepted run) stands in the same folder; for the domains that ship, in the folder of the
same name below ``vignettes/domains``.
"""

from functools import cache
from pathlib import Path
from typing import Final

from triage.loading.nodes import is_folder, stamp
from triage.loading.problems import LoadError, Problem, did_you_mean, shown
from triage.loading.vocabularies import read_vocabulary
from triage.vocabulary import Vocabulary

SHIPPED = Path(__file__).parent / "domains"
VOCABULARY: Final = "vocabulary.yaml"
_added: dict[str, Path] = {}


def domain_names() -> tuple[str, ...]:
    """The domains that are known by name: those that ship, by the alphabet, then those added."""
    return (*_shipped_names(), *_added)


def is_shipped(domain: str) -> bool:
    """Whether a domain ships."""
    return domain in _shipped_names()


def domain_folder(domain: str) -> Path:
    """The folder of a domain that is known by name."""
    return _added.get(domain, SHIPPED / domain)


def add_domain(folder: Path) -> str:
    """Make the domain of a folder known by its name, which is returned, for this process.

    A domain that was added before under the same name is replaced.

    Raises:
        LoadError: no folder, no vocabulary in it, a wrong one, or the name of a domain that ships.
    """
    if not is_folder(folder):
        message = "no such folder; a domain is a folder with a vocabulary.yaml and rules."
        raise LoadError([Problem(file=str(folder), line=0, field="", message=message)])
    place = folder.resolve()
    name = read_domain_vocabulary(place).name
    if is_shipped(name):
        message = f'"{name}" is the name of a domain that ships; choose another one.'
        file = shown(place / VOCABULARY)
        raise LoadError([Problem(file=file, line=0, field="vocabulary", message=message)])
    _added[name] = place
    return name


def load_domain_vocabulary(domain: str) -> Vocabulary:
    """The vocabulary of a domain that is known by name.

    Raises:
        LoadError: there is no such domain, or its file is wrong.
    """
    if domain not in domain_names():
        raise unknown(domain, "domain", domain_names())
    return read_domain_vocabulary(domain_folder(domain))


def read_domain_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary of a domain's folder, read again only where the file has changed.

    Raises:
        LoadError: its file is wrong, or missing.
    """
    file = folder / VOCABULARY
    return _read_vocabulary(file, stamp(file))


@cache
def _read_vocabulary(file: Path, _stamp: tuple[int, int]) -> Vocabulary:
    return read_vocabulary(file, shown(file))


def unknown(name: str, noun: str, allowed: object) -> LoadError:
    """The error for a name that is not known, with what is."""
    names = list(allowed) if isinstance(allowed, (list, tuple)) else []
    known = ", ".join(names)
    hint = did_you_mean(name, names)
    message = f"no such {noun}. " + (f"{hint} There are: {known}." if "mean" in hint else hint)
    return LoadError([Problem(file=name, line=0, field="", message=message, code="unknown-name")])


def _shipped_names() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in SHIPPED.glob(f"*/{VOCABULARY}")))
