"""The whole report."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reports.model.audit.changes import ChangesFacts
from reports.model.audit.numbers import Numbers
from reports.model.audit.sides import Approved, Level, PolicyFacts, Side
from reports.model.audit.solved import SolvedFacts
from reports.model.audit.standing import HazardFacts, ReferenceFacts, TraceFacts
from reports.model.audit.verdict import VerdictFacts
from reports.model.audit.vignettes import VignetteFacts

SCHEMA: Final = "triage-report/1"


class Subject(StrEnum):
    """What a report is about: one run, two side by side, or a verdict."""

    RUN = "run"
    COMPARISON = "comparison"
    GATE = "gate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All that is said of a run, of two runs or of a verdict; every rendering reads nothing else.

    ``baseline``, ``changes``, ``verdict`` and ``approval`` are ``None`` where nothing was compared
    or judged; ``solved`` and ``trace`` for an engine that is no rule set; ``trace`` and
    ``reference`` also for a domain that has none. ``levels`` are the dispositions, the least urgent
    first, ``titles`` what people call red flags and pathways. ``notes`` is what somebody has to
    know who trusts the numbers. ``reproduce`` has the commands that make the report anew.
    """

    subject: Subject
    version: str
    disclaimer: str
    candidate: Side
    baseline: Side | None
    approval: Approved | None
    policy: PolicyFacts
    levels: tuple[Level, ...]
    titles: dict[str, str]
    verdict: VerdictFacts | None
    changes: ChangesFacts | None
    numbers: Numbers
    solved: SolvedFacts | None
    reference: ReferenceFacts | None
    trace: TraceFacts | None
    hazards: tuple[HazardFacts, ...]
    notes: tuple[str, ...]
    reproduce: tuple[str, ...]
    vignettes: tuple[VignetteFacts, ...]

    def ids(self) -> dict[str, VignetteFacts]:
        """The vignettes by id."""
        return {vignette.id: vignette for vignette in self.vignettes}
