"""Everything that can be said of a rule set by itself, in one go, with one solver."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evaluation.analysis.encode import Encoding
from evaluation.analysis.encoded import Encoded
from evaluation.analysis.oddities import Oddity, Reached, dispositions_reached, oddities
from evaluation.analysis.solver import Oracle
from triage.conditions import Condition
from triage.counting import count_presentations
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


def tellable_presentations(words: Vocabulary, conditions: Iterable[Condition]) -> int:
    """How many patients there are for conditions that could tell them apart, none contradictory."""
    encoding = Encoding(words)
    for condition in conditions:
        encoding.truths(condition)
    cells = {name: len(list(encoding.cells(name))) for name in words.numbers}
    return count_presentations(words, cells)


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
