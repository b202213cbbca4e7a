"""Runs of one domain over time: what each measured, and what changed from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.comparison import Comparison
from evaluation.metrics import Rate
from evaluation.outcomes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """A finished run in short. ``folder`` is as people are shown it.

    ``escalation`` has the escalation accuracy for every rank that could be the threshold: the first
    entry takes all but the least urgent disposition for an escalation. ``finished`` is a UTC time
    in ISO 8601; ``revision`` is empty where the run came from no checkout.
    """

    folder: str
    digest: str
    engine: str
    engine_fingerprint: str
    vocabulary: str
    vocabulary_fingerprint: str
    dispositions: tuple[str, ...]
    library: str
    library_fingerprint: str
    finished: str
    revision: str
    is_dirty: bool
    is_rules: bool
    reports_red_flags: bool
    vignettes: int
    families: int
    failing: int
    missed: Rate
    escalation: tuple[Rate, ...]

    def escalation_at(self, threshold: str) -> Rate | None:
        """The escalation accuracy with this disposition as the threshold.

        ``None`` where the run's scale does not have it, or has nothing below it.
        """
        rank = self.dispositions.index(threshold) if threshold in self.dispositions else 0
        return self.escalation[rank - 1] if rank else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A run folder that cannot be trusted, and why; it counts nowhere, and is always named."""

    folder: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What changed from one run to the next.

    ``comparison`` holds just the vignettes that fail on either side, which is all that endpoints
    ask about; it is ``None`` between runs with different dispositions. ``comparable`` counts the
    vignettes that are the same on both sides, ``edited`` those whose input or gold was edited.
    """

    comparison: Comparison | None
    comparable: int
    edited: int
    added: int
    removed: int
    is_other_library: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A vignette in one run: ``run`` is its place in the history, counted from 0.

    The edits are those since the run before that held it.
    """

    run: int
    outcome: Outcome
    is_input_edited: bool
    is_gold_edited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The runs of a domain, the oldest first, and the step that led to each but the first.

    ``unread`` are folders that cannot be trusted; ``others`` counts runs of other domains by their
    names, ``copies`` folders whose run stands in another one too. ``seen`` is the one vignette that
    was asked for, and ``names`` all vignettes there are where it is in none of the runs.
    """

    runs: tuple[PastRun, ...]
    steps: tuple[Step, ...]
    unread: tuple[Unread, ...]
    others: Mapping[str, int]
    copies: int
    seen: tuple[Seen, ...] = ()
    names: tuple[str, ...] = ()
