"""Looks for the lines of a difference, and proves that they leave nobody out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from evaluation.analysis.changes import Change, all_changes, changed_where, ends_where, is_made
from evaluation.analysis.encode import Encoding
from evaluation.analysis.encoded import Encoded
from evaluation.analysis.line import Line
from evaluation.analysis.regions import Part, cover
from evaluation.analysis.replay import must_agree
from evaluation.analysis.rule_edits import RuleEdit, basis_of, with_edit
from evaluation.analysis.solver import Oracle
from triage.algebra import any_difference, differing
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer


class LineSearch:
    """What the lines are looked for in: both sides, and the first with each edit alone."""

    def __init__(self, before: RuleSet, after: RuleSet, edits: Sequence[RuleEdit]) -> None:
        self._rules = before, after
        self._edits = edits
        self._words = before.vocabulary
        self._basis = basis_of(before)
        self._made: dict[tuple[RuleEdit, ...], RuleSet] = {}
        self._begin()

    def _begin(self) -> None:
        """Encode both sides, and what each edit alone makes of the first.

        What is looked for leaves clauses behind, which make the next questions slower: after some
        growth all begins anew.
        """
        self._encoding = Encoding(self._words)
        self._before, self._after = (Encoded(rules, self._encoding) for rules in self._rules)
        self._with: dict[tuple[RuleEdit, ...], Encoded] = {}
        for edit in self._edits:
            self._encoded_with((edit,))
        self._oracle = Oracle(self._encoding.formula)
        self._enough = _GROWTH * len(self._encoding.formula.clauses)

    def _refresh(self) -> None:
        if len(self._encoding.formula.clauses) > self._enough:
            self.close()
            self._begin()

    def close(self) -> None:
        """Let the solver go."""
        self._oracle.close()

    def lines(self, on_change: Callable[[], None]) -> Iterator[Line]:
        """Line after line, each with one change."""
        for change in all_changes(self._words):
            self._refresh()
            here = changed_where(
                change, self._before.meaning, self._after.meaning, self._words, self._encoding
            )
            if self._oracle.can_be([here]):
                yield from self._lines_of(change, here)
            on_change()

    def _lines_of(self, change: Change, here: int) -> Iterator[Line]:
        """The lines of one change: those of each edit that makes it alone, then what is left."""
        left = [here]
        for edit in self._edits:
            meaning = self._encoded_with((edit,)).meaning
            alone = ends_where(change, meaning, self._words, self._encoding)
            for part in cover(self._encoding, self._oracle, [here, alone], self._names((edit,))):
                yield self._line(change, (edit,), part)
            left.append(-alone)
        for part in cover(self._encoding, self._oracle, left, self._names(self._edits)):
            yield self._line(change, self._needed(change, part.patient), part)

    def _line(self, change: Change, edits: tuple[RuleEdit, ...], part: Part) -> Line:
        before = decide(part.patient, self._rules[0], questions=False)
        after = decide(part.patient, self._rules[1], questions=False)
        line = Line(
            changes=(change,),
            edits=edits,
            who=part.who,
            absent=(),
            patient=part.patient,
            before=before,
            after=after,
        )
        must_agree(line.holds(part.patient, before, after), "a line and its smallest patient")
        return line

    def completed(self, line: Line) -> Line:
        """A line with what is known to be absent in everybody of it, and what fixes who that is."""
        self._refresh()
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
        after = self._encoded_with(tuple(edits)).meaning
        there = line.where(self._before.meaning, after, self._words, self._encoding)
        return self._oracle.can_be(differing([here], [there], self._encoding))

    def _names(self, edits: Sequence[RuleEdit]) -> tuple[str, ...]:
        """What the rules of some edits read, on both sides."""
        rules = [rule for edit in edits for rule in (edit.before, edit.after) if rule]
        return tuple(dict.fromkeys(name for rule in rules for name in rule.condition.names()))

    def _needed(self, change: Change, patient: Presentation) -> tuple[RuleEdit, ...]:
        """Edits that together make a change for a patient, of which none can be left out."""
        before = decide(patient, self._rules[0], questions=False)

        def is_enough(edits: tuple[RuleEdit, ...]) -> bool:
            after = decide(patient, self._rules_with(edits), questions=False)
            return is_made(change, before, after)

        needed = tuple(self._edits)
        for edit in self._edits:
            rest = tuple(each for each in needed if each is not edit)
            if is_enough(rest):
                needed = rest
        return needed

    def _rules_with(self, edits: tuple[RuleEdit, ...]) -> RuleSet:
        """The first rule set with some of the edits."""
        if edits not in self._made:
            rules = self._rules[0]
            for edit in edits:
                rules = with_edit(rules, edit, self._rules[1])
            self._made[edits] = rules
        return self._made[edits]

    def _encoded_with(self, edits: tuple[RuleEdit, ...]) -> Encoded:
        if edits not in self._with:
            self._with[edits] = Encoded(self._rules_with(edits), self._encoding)
        return self._with[edits]

    def must_be_complete(self, lines: Sequence[Line]) -> None:
        """Refuse lines that leave anybody out.

        Raises:
            DisagreementError: somebody's answer changes who is in none of the lines.
        """
        sides = self._before.meaning, self._after.meaning
        changed = any_difference(*sides, self._encoding)
        outside = [-line.where(*sides, self._words, self._encoding) for line in lines]
        must_agree(not self._oracle.can_be([changed, *outside]), "the list of lines is incomplete")


_GROWTH: Final = 6  # times the clauses of the beginning
