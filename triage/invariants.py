"""What any rule set of a domain must satisfy, written from the documents and not from the rules.

An invariant is a *floor* (wherever its condition is met, at least that disposition) or a *ceiling*
(at most). A floor may also demand red flags and pathways, and may say what holds while its
condition is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from triage.conditions import Condition
from triage.dispositions import Disposition
from triage.fingerprint import fingerprint


class Bound(StrEnum):
    """Which side of the disposition an invariant holds."""

    FLOOR = "at_least"
    CEILING = "at_most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """If ``condition`` is met: ``bound`` ``disposition``, all ``red_flags`` and all ``pathways``.

    ``while_open`` is a second floor that holds wherever the condition is *not ruled out*; ``None``
    where the invariant demands nothing then. ``line`` is the place in the file.
    """

    id: str
    title: str
    condition: Condition
    bound: Bound
    disposition: Disposition
    sources: tuple[str, ...]
    red_flags: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    while_open: Disposition | None = None
    interpretation: str = ""
    line: int = 0

    def content(self) -> dict[str, object]:
        """Plain data for hashes: what the invariant demands, and of whom."""
        return {
            "when": self.condition.content(),
            self.bound.value: self.disposition.id,
            "red_flags": sorted(self.red_flags),
            "pathways": sorted(self.pathways),
            "while_open": self.while_open.id if self.while_open else "",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class InvariantSet:
    """The invariants of a domain, by id, in the order of their file."""

    title: str
    file: str = field(default="", compare=False)
    invariants: Mapping[str, Invariant]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of what is demanded; titles and sources do not enter it."""
        return fingerprint({name: found.content() for name, found in self.invariants.items()})
