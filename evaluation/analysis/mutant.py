"""An edit and what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum

from evaluation.analysis.concern import Concern
from evaluation.analysis.edits import Edit
from triage.engine import Decision
from triage.presentation import Presentation


class Fate(StrEnum):
    """What becomes of an edit."""

    CAUGHT = "caught"
    STOPPED = "stopped"
    WITHOUT_EFFECT = "without_effect"
    SURVIVES = "survives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """An edit and its fate.

    ``vignettes`` are those that notice it, in the order of the library. Of an edit that survives,
    ``patient`` is the smallest one of whom it does its worst, which is its ``concern``, with the
    decisions ``before`` and ``after`` it; ``None`` for all others.
    """

    edit: Edit
    fate: Fate
    vignettes: tuple[str, ...] = ()
    patient: Presentation | None = None
    concern: Concern | None = None
    before: Decision | None = None
    after: Decision | None = None

    @property
    def lowers(self) -> bool:
        """Whether it survives, and lowers anybody's definite disposition."""
        return self.concern is Concern.LOWERS

    @property
    def can_be_caught(self) -> bool:
        """Whether it survives, and a new vignette could catch it."""
        return self.concern in (Concern.LOWERS, Concern.ANSWERS)
