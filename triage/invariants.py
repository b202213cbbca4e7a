"""What any rule set of a domain must satisfy, written from the documents and not from the rules.

An invariant is a *floor* (wherever its condition is met, at least that disposition) or a *ceiling*
(at most). A floor may also demand red flags and pathways, and may say what holds while its
condition is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from triage.conditions import Condition
from triage.dispositions import Disposition


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


@dataclass(frozen=True, slots=True, kw_only=True)
class InvariantSet:
    """The invariants of a domain, by id, in the order of their file."""

    title: str
    invariants: Mapping[str, Invariant]
