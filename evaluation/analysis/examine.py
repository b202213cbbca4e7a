"""Everything that can be said of a rule set by itself, in one go, with one solver."""

from collections.abc import Callable
from dataclasses import dataclass

from evaluation.analysis.encoded import Encoded
from evaluation.analysis.oddities import Oddity, Reached, dispositions_reached, oddities
from evaluation.analysis.solver import Oracle
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is odd in a rule set, and which dispositions it reaches."""

    oddities: tuple[Oddity, ...]
    reached: tuple[Reached, ...]


def examine(ruleset: RuleSet, on_rule: Callable[[], None] = lambda: None) -> Examined:
    """What is odd, and what is reached; ``on_rule`` is called after each rule."""
    rules = Encoded(ruleset)
    with Oracle(rules.encoding.formula) as oracle:
        return Examined(
            oddities=tuple(oddities(rules, oracle, on_rule)),
            reached=tuple(dispositions_reached(rules, oracle)),
        )
