"""All that is said of the sources of a domain."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.trace.account import ClassAccount
from evaluation.trace.gaps import Gap
from evaluation.trace.model import Trace
from evaluation.trace.reasons import Reason
from triage.loading.problems import Problem
from vignettes.sources.inventory import Inventory


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesReport:
    """All that is said of the sources of a domain."""

    ruleset: str
    library: str
    inventory: Inventory
    trace: Trace
    accounts: tuple[ClassAccount, ...]
    gaps: tuple[Gap, ...]
    reasons: Mapping[Gap, Reason]
    stale: tuple[Problem, ...]
