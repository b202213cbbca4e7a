"""All patients whom two rule sets answer differently, as a short list of lines.

A line is about some edit, some change of the answer and some patients: those who meet its ``who``
and undergo its changes. Together the lines hold every patient whose definite or possible
disposition, red flags or pathways change; the solver proves it of every list before it is given.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from evaluation.analysis.changes import (
    Endpoint,
)
from evaluation.analysis.line import Line
from evaluation.analysis.line_search import LineSearch
from evaluation.analysis.rule_edits import RuleEdit, rule_edits
from evaluation.analysis.shared_words import shared_words
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two rule sets and all that differs; no lines is a proof that nobody is answered otherwise.

    ``edits`` are all edits that could have made a difference, whether they do or not.
    """

    before: RuleSet
    after: RuleSet
    edits: tuple[RuleEdit, ...]
    lines: tuple[Line, ...]

    @property
    def lowered(self) -> tuple[Line, ...]:
        """The lines by which something becomes less urgent, or is lost."""
        return tuple(line for line in self.lines if line.is_lower)

    @property
    def raised(self) -> tuple[Line, ...]:
        """The other lines."""
        return tuple(line for line in self.lines if not line.is_lower)


def difference(
    before: RuleSet, after: RuleSet, on_change: Callable[[], None] = lambda: None
) -> Difference:
    """All that differs between two rule sets of one domain; ``on_change`` is called often.

    Where their vocabularies differ, both are read in the words of both.

    Raises:
        ValueError: the two are of different domains, or have other dispositions.
        DisagreementError: the interpreter does not confirm what the solver found.
    """
    words = shared_words(before.vocabulary, after.vocabulary)
    before, after = replace(before, vocabulary=words), replace(after, vocabulary=words)
    edits = rule_edits(before, after)
    if not edits:
        return Difference(before=before, after=after, edits=(), lines=())
    with closing(LineSearch(before, after, edits)) as search:
        merged = [search.completed(line) for line in _merged(search.lines(on_change))]
        lines = tuple(_in_order(merged, before.vocabulary))
        search.must_be_complete(lines)
    return Difference(before=before, after=after, edits=edits, lines=lines)


def _merged(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines about the same patients because of the same edits are one, with all its changes."""
    found: dict[tuple[object, ...], Line] = {}
    for line in lines:
        key = (line.edits, line.who, line.patient)
        known = found.get(key)
        if known is None:
            found[key] = line
        else:
            changes = (*known.changes, *line.changes)
            found[key] = replace(known, changes=changes)
    yield from found.values()


def _in_order(lines: Sequence[Line], words: Vocabulary) -> list[Line]:
    """What lowers first; the deeper the fall and the more urgent it was, the earlier."""
    ranks = {level.id: level.rank for level in words.scale}

    def worst(line: Line, endpoint: Endpoint) -> tuple[int, int]:
        falls = (
            (ranks[change.after] - ranks[change.before], -ranks[change.before])
            for change in line.changes
            if change.endpoint is endpoint
        )
        return min(falls, default=(0, 0))

    def harm(line: Line) -> tuple[object, ...]:
        is_definite = line.before.definite != line.after.definite
        falls = [worst(line, endpoint) for endpoint in (Endpoint.DEFINITE, Endpoint.POSSIBLE)]
        return (not line.is_lower, not is_definite, falls, len(line.patient.answers), line.id)

    return sorted(lines, key=harm)
