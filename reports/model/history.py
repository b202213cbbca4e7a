"""What is reported of a history of runs."""

from dataclasses import dataclass

from evaluation.history.past import History, PastRun
from evaluation.metrics import Rate
from triage.dispositions import Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReport:
    """A history in the terms of a policy. ``folder`` is where the runs were looked for.

    ``vignette`` is the one that was asked for, empty where all are meant.
    """

    history: History
    folder: str
    domain: str
    threshold: Disposition
    policy: str
    vignette: str = ""

    def escalation(self, past: PastRun) -> Rate | None:
        """The escalation accuracy of a run; ``None`` where its scale has no such threshold."""
        return past.escalation_at(self.threshold.id)
