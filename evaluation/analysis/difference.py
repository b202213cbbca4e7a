"""All patients whom two rule sets answer differently, as a short list of lines.

A line is about some edit, some change of the answer and some patients: those who meet its ``who``
and undergo its changes. Together the lines hold every patient whose definite or possible
disposition, red flags or pathways change; the solver proves it of every list before it is given.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from evaluation.analysis.changes import (
    Change,
    Endpoint,
    all_changes,
    changed_where,
    ends_where,
)
from evaluation.analysis.encode import Encoding
from evaluation.analysis.encoded import Encoded
from evaluation.analysis.line import Line
from evaluation.analysis.regions import Part, cover
from evaluation.analysis.replay import must_agree
from evaluation.analysis.rule_edits import RuleEdit, basis_of, rule_edits, with_edit
from evaluation.analysis.shared_words import shared_words
from evaluation.analysis.solver import Oracle
from triage.algebra import any_difference, differing
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
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
    encoding = Encoding(before.vocabulary)
    sides = Encoded(before, encoding), Encoded(after, encoding)
    with Oracle(encoding.formula) as oracle:
        search = _Search(sides, edits, oracle)
        merged = [search.completed(line) for line in _merged(search.lines(on_change))]
        lines = tuple(_in_order(merged, before.vocabulary))
        search.must_be_complete(lines)
    return Difference(before=before, after=after, edits=edits, lines=lines)


class _Search:
    """What the lines are looked for in: both sides, and the first with each edit alone."""

    def __init__(
        self, sides: tuple[Encoded, Encoded], edits: Sequence[RuleEdit], oracle: Oracle
    ) -> None:
        self._before, self._after = sides
        self._encoding = self._before.encoding
        self._words = self._encoding.vocabulary
        self._oracle = oracle
        self._edits = edits
        self._alone = {
            edit: Encoded(
                with_edit(self._before.ruleset, edit, self._after.ruleset), self._encoding
            )
            for edit in edits
        }
        self._with: dict[tuple[RuleEdit, ...], Encoded] = {}
        self._basis = basis_of(self._before.ruleset)

    def lines(self, on_change: Callable[[], None]) -> Iterator[Line]:
        """Line after line, each with one change."""
        for change in all_changes(self._words):
            here = changed_where(
                change, self._before.meaning, self._after.meaning, self._words, self._encoding
            )
            if self._oracle.can_be([here]):
                yield from self._lines_of(change, here)
            on_change()

    def _lines_of(self, change: Change, here: int) -> Iterator[Line]:
        """The lines of one change: those of each edit that makes it alone, then what is left."""
        left = [here]
        for edit, rules in self._alone.items():
            alone = ends_where(change, rules.meaning, self._words, self._encoding)
            for part in cover(self._encoding, self._oracle, [here, alone], self._names((edit,))):
                yield self._line(change, (edit,), part)
            left.append(-alone)
        for part in cover(self._encoding, self._oracle, left, self._names(self._edits)):
            yield self._line(change, self._active(part.patient), part)

    def _line(self, change: Change, edits: tuple[RuleEdit, ...], part: Part) -> Line:
        before = decide(part.patient, self._before.ruleset, questions=False)
        after = decide(part.patient, self._after.ruleset, questions=False)
        line = Line(
            changes=(change,),
            edits=edits,
            who=part.who,
            absent=(),
            patient=part.patient,
            before=before,
            after=after,
        )
        must_agree(line.holds(part.patient, before, after), f"line {line.id}")
        return line

    def completed(self, line: Line) -> Line:
        """A line with what is known to be absent in everybody of it, and what fixes who that is."""
        here = line.where(self._before.meaning, self._after.meaning, self._words, self._encoding)
        absent = tuple(
            name
            for name in self._words.findings
            if line.patient.answer(name) is Answer.ABSENT
            and not self._oracle.can_be([here, -self._encoding.answered(name, Answer.ABSENT)])
        )
        if not line.is_lower:
            return replace(line, absent=absent)
        beside = self._beside(line, here)
        return replace(line, absent=absent, beside=beside, basis=self._basis)

    def _beside(self, line: Line, here: int) -> tuple[RuleEdit, ...]:
        """The other edits without which the line would hold other patients.

        Where several matter only together, all of the others are named.
        """
        others = [edit for edit in self._edits if edit not in line.edits]
        matter = tuple(
            edit
            for edit in others
            if self._holds_others(line, here, [each for each in self._edits if each != edit])
        )
        named = [edit for edit in self._edits if edit in (*line.edits, *matter)]
        is_enough = not self._holds_others(line, here, named)
        return matter if is_enough else tuple(others)

    def _holds_others(self, line: Line, here: int, edits: Sequence[RuleEdit]) -> bool:
        """Whether the line would hold other patients if only these edits were made."""
        key = tuple(edits)
        if key not in self._with:
            rules = self._before.ruleset
            for edit in edits:
                rules = with_edit(rules, edit, self._after.ruleset)
            self._with[key] = Encoded(rules, self._encoding)
        after = self._with[key].meaning
        there = line.where(self._before.meaning, after, self._words, self._encoding)
        return self._oracle.can_be(differing([here], [there], self._encoding))

    def _names(self, edits: Sequence[RuleEdit]) -> tuple[str, ...]:
        """What the rules of some edits read, on both sides."""
        rules = [rule for edit in edits for rule in (edit.before, edit.after) if rule]
        return tuple(dict.fromkeys(name for rule in rules for name in rule.condition.names()))

    def _active(self, patient: Presentation) -> tuple[RuleEdit, ...]:
        """The edits that make any difference to what the rules say of a patient."""
        return tuple(edit for edit in self._edits if _is_active(edit, patient))

    def must_be_complete(self, lines: Sequence[Line]) -> None:
        """Refuse lines that leave anybody out.

        Raises:
            DisagreementError: somebody's answer changes who is in none of the lines.
        """
        sides = self._before.meaning, self._after.meaning
        changed = any_difference(*sides, self._encoding)
        outside = [-line.where(*sides, self._words, self._encoding) for line in lines]
        must_agree(not self._oracle.can_be([changed, *outside]), "the list of lines is incomplete")


def _is_active(edit: RuleEdit, patient: Presentation) -> bool:
    if edit.is_of_settings:
        return True
    truths = [
        rule.condition.truth(patient) if rule else Truth.NOT_MET
        for rule in (edit.before, edit.after)
    ]
    return truths != [Truth.NOT_MET, Truth.NOT_MET]


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
