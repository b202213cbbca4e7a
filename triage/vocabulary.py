"""The words of a domain: what can be known of a patient, and what can be answered.

A vocabulary is data (``domains/*/vocabulary.yaml``). Everything in it has a stable id, words for
people, and the lines of the source documents that speak of it.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from triage.dispositions import Disposition, Scale
from triage.facts import DomainFact


def digits(value: float) -> str:
    """A number as a person would write it: not rounded, and without a point where it is whole.

    >>> digits(60.0), digits(9.0000001)
    ('60', '9.0000001')
    """
    return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)


def moved(value: float, step: int) -> float:
    """A number so many whole steps on, as a person would reckon: 1.1 less 1 is 0.1.

    >>> moved(1.1, -1), moved(60, 1)
    (0.1, 61.0)
    """
    return float(Decimal(repr(value)) + step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source document: named, hashed and counted, never quoted.

    ``lines`` is the number of the last line that a locator may name.
    """

    id: str
    about: str
    file: str
    sha256: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact about a patient that is present, absent or not asked.

    ``synonyms`` are other names that people try; they are hints for error messages, never ids.
    """

    id: str
    title: str
    question: str
    group: str
    sources: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A measured fact: a number in ``unit`` from ``minimum`` to ``maximum``, or not asked."""

    id: str
    title: str
    question: str
    unit: str
    minimum: float
    maximum: float
    sources: tuple[str, ...]
    patient: bool = False
    synonyms: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def range_words(self) -> str:
        """The range for people, as in ``0 to 120 years``."""
        return f"{digits(self.minimum)} to {digits(self.maximum)} {self.unit}"

    def allows(self, value: float) -> bool:
        """Whether ``value`` is in range, both ends included. NaN never is."""
        return self.minimum <= value <= self.maximum


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A property of the patient for subgroup tables. No rule can read it."""

    id: str
    title: str
    values: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Findings that are asked, and denied, together."""

    id: str
    title: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A finding or a pattern that demands at least the disposition ``minimum``.

    ``findings`` are those whose presence makes the red flag; other findings may be needed too.
    """

    id: str
    title: str
    minimum: Disposition
    findings: tuple[str, ...]
    sources: tuple[str, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """A kind of evaluation that a patient needs, apart from how soon."""

    id: str
    title: str
    sources: tuple[str, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All words of one domain. Mappings go from id to entry, in the order of the file.

    ``fingerprint`` is the SHA-256 of the canonical content, set by the loader, as is ``file``. The
    ``line`` of an entry is its place there.
    """

    name: str
    title: str
    scale: Scale
    documents: Mapping[str, Document]
    findings: Mapping[str, Finding]
    numbers: Mapping[str, Number]
    attributes: Mapping[str, Attribute]
    groups: Mapping[str, Group]
    red_flags: Mapping[str, RedFlag]
    pathways: Mapping[str, Pathway]
    facts: tuple[DomainFact, ...] = ()
    fingerprint: str = field(default="", compare=False)
    file: str = field(default="", compare=False)

    def _repr_pretty_(self, printer: Any, _cycle: bool, /) -> None:  # noqa: FBT001
        """Short in descriptions of strategies, which Hypothesis writes with all arguments."""
        printer.text(f"<vocabulary {self.name}>")

    @property
    def red_flag_findings(self) -> tuple[str, ...]:
        """The findings whose presence makes a red flag, in order; none where none is named."""
        named = {name for flag in self.red_flags.values() for name in flag.findings}
        return tuple(name for name in self.findings if name in named)

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Red flags or pathways without repeats, in the order of the vocabulary."""
        wanted = set(names)
        return tuple(n for n in (*self.red_flags, *self.pathways) if n in wanted)

    def title_of(self, name: str) -> str:
        """The words for a finding, number, red flag or pathway; the id itself where unknown."""
        for entries in (self.findings, self.numbers, self.red_flags, self.pathways):
            if name in entries:
                title: str = entries[name].title
                return title
        return name
