"""Patients, conditions and rule sets as literals of a formula.

Each finding has two literals: known to be present, known to be absent; never both, and neither
where it was not asked. Each number has one literal for *known*, and one for each place where a
condition cuts its range: the value lies at or beyond it. A value beyond a later cut lies beyond all
earlier ones. Between two cuts no condition can tell values apart.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from evaluation.analysis.cells import Cell, cell_of, is_empty
from evaluation.analysis.formula import FALSE, TRUE, Formula
from evaluation.analysis.solver import Oracle
from triage.algebra import Truths, truths_of
from triage.conditions import Compare, Comparison, Condition
from triage.facts import contradictions
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary

Cut = tuple[float, bool]
"""A bound, and whether the bound itself still lies before the cut."""


@dataclass(slots=True)
class _NumberCode:
    """The literals of one number: whether it is known, and whether it lies beyond each cut."""

    known: int
    cuts: list[Cut] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)


class Encoding:
    """All presentations of a vocabulary as assignments: an algebra whose values are literals.

    Only what conditions read has literals; whatever they do not read makes no difference. Domain
    facts rule out the presentations that contradict them. Two encodings that share a ``formula``
    speak of two patients, who have nothing in common but what is asked of both.
    """

    def __init__(self, vocabulary: Vocabulary, formula: Formula | None = None) -> None:
        self.true = TRUE
        self.false = FALSE
        self.vocabulary = vocabulary
        self.formula = formula or Formula()
        self._findings: dict[str, Truths[int]] = {}
        self._numbers: dict[str, _NumberCode] = {}
        self._known: dict[str, int] = {}
        self._truths: dict[Condition, Truths[int]] = {}
        self._forbidden: dict[str, list[tuple[Answer, str, Answer]]] = {}
        for (first, one), (second, other) in sorted(contradictions(vocabulary.facts)):
            self._forbidden.setdefault(first, []).append((one, second, other))
            self._forbidden.setdefault(second, []).append((other, first, one))

    def negated(self, value: int) -> int:
        """The opposite literal."""
        return -value

    def all_of(self, values: Sequence[int]) -> int:
        """A conjunction."""
        return self.formula.all_of(values)

    def any_of(self, values: Sequence[int]) -> int:
        """A disjunction."""
        return self.formula.any_of(values)

    def present(self, finding: str) -> Truths[int]:
        """The two literals of a finding."""
        if finding not in self._findings:
            # The variables mean "not known to be so": left free, solvers set a variable to true
            # first, and so begin with patients of whom little is known.
            literals = Truths(-self.formula.variable(), -self.formula.variable())
            self.formula.add(-literals.met, -literals.ruled_out)
            self._findings[finding] = literals
            for answer, other, its in self._forbidden.get(finding, ()):
                if other in self._findings:
                    self.formula.add(-self.answered(finding, answer), -self.answered(other, its))
        return self._findings[finding]

    def answered(self, finding: str, answer: Answer) -> int:
        """The literal of a finding that is known to be present, or absent."""
        literals = self.present(finding)
        return literals.met if answer is Answer.PRESENT else literals.ruled_out

    def contradicting(self, finding: str, answer: Answer) -> Iterator[int]:
        """The literals of all answers that contradict one answer of a finding."""
        for its, other, other_answer in self._forbidden.get(finding, ()):
            if its is answer:
                yield self.answered(other, other_answer)

    def compared(self, comparison: Compare) -> Truths[int]:
        """Known and so, known and not so."""
        strict = comparison.comparison in (Comparison.MORE_THAN, Comparison.AT_MOST)
        beyond = self._beyond(comparison.number, (comparison.bound, strict))
        before = self.formula.all_of([self._code(comparison.number).known, -beyond])
        if comparison.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN):
            return Truths(beyond, before)
        return Truths(before, beyond)

    def truths(self, condition: Condition) -> Truths[int]:
        """A condition: known to be met, known to be ruled out."""
        found = self._truths.get(condition)
        if found is None:
            found = self._truths[condition] = truths_of(condition, self)
        return found

    def known(self, name: str) -> int:
        """The literal of a finding or number of which something is known."""
        if name in self._numbers:
            return self._numbers[name].known
        if name not in self._known:
            literals = self.present(name)
            self._known[name] = self.formula.any_of([literals.met, literals.ruled_out])
        return self._known[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The findings and numbers that have literals, in the order of the vocabulary."""
        words = self.vocabulary
        findings = (name for name in words.findings if name in self._findings)
        return (*findings, *(name for name in words.numbers if name in self._numbers))

    def is_number(self, name: str) -> bool:
        """Whether a name is a number's."""
        return name in self.vocabulary.numbers

    def cells(self, name: str) -> Iterator[tuple[Cell, int]]:
        """The parts of a number's range that conditions can tell apart, each with its literal."""
        number, code = self.vocabulary.numbers[name], self._code(name)
        edges = [None, *code.cuts, None]
        literals = [code.known, *code.beyond, FALSE]
        for i, (low, high) in enumerate(pairwise(edges)):
            literal = self.formula.all_of([literals[i], -literals[i + 1]])
            yield cell_of(number, low, high), literal

    def cuts(self, name: str) -> Iterator[tuple[Cut, int]]:
        """The places where conditions cut a number's range, each with the literal of beyond it."""
        code = self._code(name)
        yield from zip(code.cuts, code.beyond, strict=True)

    def literals_of(self, patient: Presentation) -> list[int]:
        """What is known of a patient, of what has literals, and that nothing else is known."""
        found = []
        for name, literals in self._findings.items():
            answer = patient.answer(name)
            for literal, its in (
                (literals.met, Answer.PRESENT),
                (literals.ruled_out, Answer.ABSENT),
            ):
                found.append(literal if answer is its else -literal)
        for name, code in self._numbers.items():
            value = patient.numbers.get(name)
            found.append(-code.known if value is None else code.known)
            for (bound, strict), literal in zip(code.cuts, code.beyond, strict=True):
                lies = value is not None and (value > bound if strict else value >= bound)
                found.append(literal if lies else -literal)
        return found

    def patient_of(self, oracle: Oracle) -> Presentation:
        """The patient of the solver's last model."""
        true = oracle.model()
        answers = {
            name: Answer.PRESENT if literals.met in true else Answer.ABSENT
            for name, literals in self._findings.items()
            if literals.met in true or literals.ruled_out in true
        }
        numbers: dict[str, float] = {}
        for name, code in self._numbers.items():
            if code.known in true:
                count = sum(literal in true for literal in code.beyond)
                edges = [None, *code.cuts, None]
                cell = cell_of(self.vocabulary.numbers[name], edges[count], edges[count + 1])
                numbers[name] = cell.value
        return Presentation(answers, numbers)

    def _code(self, name: str) -> _NumberCode:
        if name not in self._numbers:
            known = -self.formula.variable()
            # Says nothing, but tells the solver of the variable where no condition cuts the range.
            self.formula.add(known, -known)
            self._numbers[name] = _NumberCode(known=known)
        return self._numbers[name]

    def _beyond(self, name: str, cut: Cut) -> int:
        """The literal of a value at or beyond a cut; a cut outside of the range is no question."""
        number, code = self.vocabulary.numbers[name], self._code(name)
        bound, strict = cut
        if bound < number.minimum or (bound == number.minimum and not strict):
            return code.known
        if bound > number.maximum or (bound == number.maximum and strict):
            return FALSE
        place = bisect_left(code.cuts, cut)
        if place == len(code.cuts) or code.cuts[place] != cut:
            self._insert(code, place, cut)
        return code.beyond[place]

    def _insert(self, code: _NumberCode, place: int, cut: Cut) -> None:
        literal = -self.formula.variable()
        self.formula.add(-literal, code.beyond[place - 1] if place else code.known)
        if place < len(code.cuts):
            self.formula.add(-code.beyond[place], literal)
        code.cuts.insert(place, cut)
        code.beyond.insert(place, literal)
        for i in range(max(place - 1, 0), min(place + 1, len(code.cuts) - 1)):
            if is_empty(code.cuts[i], code.cuts[i + 1]):
                self.formula.add(-code.beyond[i], code.beyond[i + 1])
