"""What a run is: who answered what, with every hash that is needed to trust it later."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from evaluation.outcomes import Outcome
from triage.dispositions import Scale

SCHEMA: Final = "triage-run/3"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The head of a run: everything but the outcomes.

    ``dispositions`` are ids, the least urgent first. ``environment`` holds versions, ``git`` the
    revision and whether the tree was dirty (empty outside a checkout). ``invariants_fingerprint``
    is empty for a domain without any. ``started`` and ``finished`` are UTC times in ISO 8601;
    ``finished`` is empty while the run goes on.

    ``engine_kind``, ``reports_red_flags``, ``unknowns`` and ``is_deterministic`` are the engine's
    traits. ``repeat`` says how often each vignette was asked. ``faults`` are what the engine did
    that belongs to no vignette, in words. ``rules`` is the whole content of a rule set, of which
    ``engine_fingerprint`` is the hash: a year later, or where its file is gone, it can still be
    solved. It is ``None`` for any other engine.
    """

    engine: str
    engine_fingerprint: str
    engine_kind: str = "rules"
    reports_red_flags: bool
    unknowns: str = "understood"
    is_deterministic: bool = True
    repeat: int = 1
    vocabulary: str
    vocabulary_fingerprint: str
    dispositions: tuple[str, ...]
    library: str
    library_fingerprint: str
    command: str
    started: str
    finished: str = ""
    environment: Mapping[str, str]
    git: Mapping[str, str | bool]
    invariants_fingerprint: str = ""
    faults: tuple[str, ...] = ()
    rules: Mapping[str, Any] | None = None

    @property
    def is_rules(self) -> bool:
        """Whether the engine is a rule set, of which more is known than its answers."""
        return self.engine_kind == _RULES

    @property
    def reads_narratives(self) -> bool:
        """Whether the engine is told how patients say it; rules are told findings alone."""
        return not self.is_rules


_RULES: Final = "rules"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A finished run. ``folder`` is where it was read from, empty for one that was not stored."""

    record: RunRecord
    outcomes: tuple[Outcome, ...]
    digest: str = ""
    folder: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Outcome]:
        """The outcomes by vignette id, gathered once: lists look up one vignette after another."""
        return MappingProxyType({outcome.vignette: outcome for outcome in self.outcomes})


def has_scale(record: RunRecord, scale: Scale) -> bool:
    """Whether the run was made with exactly this scale of dispositions."""
    return record.dispositions == scale.ids


def finished_at(record: RunRecord, time: str, faults: tuple[str, ...] = ()) -> RunRecord:
    """The record, closed, with what the engine did that belongs to no vignette."""
    return replace(record, finished=time, faults=faults)
