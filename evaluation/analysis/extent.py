"""How many patients an analysis speaks of."""

from collections.abc import Iterable

from evaluation.analysis.encode import Encoding
from triage.conditions import Condition
from triage.counting import count_presentations
from triage.vocabulary import Vocabulary


def tellable_presentations(words: Vocabulary, conditions: Iterable[Condition]) -> int:
    """How many patients there are for conditions that could tell them apart, none contradictory.

    Findings that no condition reads count too; numbers by the cells into which conditions cut them.
    """
    encoding = Encoding(words)
    for condition in conditions:
        encoding.truths(condition)
    cells = {name: sum(1 for _ in encoding.cells(name)) for name in words.numbers}
    return count_presentations(words, cells)
