"""What a report is made of, as the commands have it."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.analysis.mutant import Mutant
from evaluation.analysis.oddities import Oddity
from evaluation.comparison import Comparison
from evaluation.gate.candidate import Solved
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Policy
from evaluation.gate.verdict import GateReport
from evaluation.runs.record import Run
from evaluation.trace.gaps import Gap
from evaluation.trace.model import Trace
from evaluation.trace.reasons import Reason
from triage.invariants import InvariantSet
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.ratings import Ratings
from vignettes.sources.inventory import Inventory


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A gate that was run: what it looked at, what it said, and what to type next."""

    gate: GateInput
    report: GateReport
    headline: str
    next_command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A rule set, solved: claims and the difference, what is odd, and every single edit.

    ``presentations`` counts the patients whom proofs can tell apart. ``mutants`` is ``None`` where
    edits were not tried, ``missing`` the number of vignettes that would catch what survives,
    ``failing`` that of those whose gold the rules do not meet as they are.
    """

    solved: Solved
    oddities: tuple[Oddity, ...]
    presentations: int
    mutants: tuple[Mutant, ...] | None
    missing: int
    failing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands in the domain beside rules and vignettes; ``None`` for what it has not."""

    invariants: InvariantSet | None
    inventory: Inventory | None
    ratings: Ratings | None
    trace: Trace | None
    gaps: tuple[Gap, ...]
    reasons: Mapping[Gap, Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All of it. ``library`` is as it stands now, which may not be what was run.

    ``baseline`` and ``comparison`` are ``None`` for the report of one run, ``judged`` where nothing
    was judged, ``ruleset`` and ``examined`` for an engine that is no rule set. ``policy_file`` is
    the place of the policy for people, ``reproduce`` the commands that make the report anew.
    """

    candidate: Run
    words: Vocabulary
    library: Library
    policy: Policy
    policy_file: str
    standing: Standing
    ruleset: RuleSet | None = None
    examined: Examined | None = None
    baseline: Run | None = None
    comparison: Comparison | None = None
    judged: Judged | None = None
    notes: tuple[str, ...] = ()
    reproduce: tuple[str, ...] = ()
