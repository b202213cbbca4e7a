"""What every engine of a domain is held to, patient by patient.

A law asks one or more questions about a patient and looks at the answers together. All of them are
about a patient with changes: one finding more, one taken back, the same in another order. A law is
looked at only where every answer that it needs is there: no answer breaks a law of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from evaluation.outcomes import Result
from evaluation.probing.asking import Backwards, Question, is_answered, is_spared, is_unanswered
from triage.dispositions import Disposition
from triage.invariants import Bound, Invariant
from triage.presentation import Presentation
from triage.truth import Answer, Truth
from triage.vocabulary import RedFlag


class LawKind(StrEnum):
    """Laws of one kind, which are reported together."""

    ANSWER = "answer"
    INVARIANT = "invariant"
    OPEN = "open"
    MINIMUM = "minimum"
    MONOTONE = "monotone"
    UNKNOWN = "unknown"
    IRRELEVANT = "irrelevant"
    ORDER = "order"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What an answer fails to be.

    Ranks that it has to lie between (``None`` is no limit), red flags and pathways that it has to
    give; ``is_same``: it has to be that of the first question. ``answer`` is the one that fails, as
    a position among the questions, and ``beside`` the one that it is held against.
    """

    answer: int = 0
    beside: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    given: tuple[str, ...] = ()
    is_same: bool = False


def _rank(result: Result) -> int:
    """The rank of an answer; below all ranks where there is none."""
    return -1 if result.disposition is None else result.disposition


class ProbeLaw(Protocol):
    """One law, about one invariant, red flag or finding."""

    @property
    def kind(self) -> LawKind:
        """The kind."""
        ...

    @property
    def about(self) -> str:
        """The invariant, red flag or finding, by id; empty for laws about whole patients."""
        ...

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """What to ask about a patient; nothing where the law says nothing of them."""
        ...

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Whether the answers could have broken the law at all."""
        ...

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:
        """What the answers to the questions fail to be; ``None`` where the law is kept."""
        ...


@dataclass(frozen=True, slots=True)
class AnswerLaw:
    """Every patient gets an answer."""

    kind: LawKind = LawKind.ANSWER
    about: str = ""

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient."""
        return (Question(patient),)

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Unless the harness itself kept the patient from the engine."""
        return not is_spared(results[0])

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """An error, nothing, or an abstention that the harness did not make."""
        return Demand() if is_unanswered(results[0]) else None


@dataclass(frozen=True, slots=True)
class InvariantLaw:
    """A floor or a ceiling, wherever its condition is met."""

    invariant: Invariant
    reports_red_flags: bool = True
    kind: LawKind = LawKind.INVARIANT

    @property
    def about(self) -> str:
        """The id of the invariant."""
        return self.invariant.id

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient, if the invariant is met."""
        is_met = self.invariant.condition.truth(patient) is Truth.MET
        return (Question(patient),) if is_met else ()

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where there is an answer."""
        return is_answered(results[0])

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """Less, or more, than is demanded; or not all that has to be given."""
        (result,) = results
        if not is_answered(result):
            return None
        level = self.invariant.disposition.rank
        if self.invariant.bound is Bound.CEILING:
            return Demand(at_most=level) if _rank(result) > level else None
        flags = self.invariant.red_flags if self.reports_red_flags else ()
        given = (*flags, *self.invariant.pathways)
        has_lost = bool(set(given) - result.red_flags - result.pathways)
        return Demand(at_least=level, given=given) if _rank(result) < level or has_lost else None


@dataclass(frozen=True, slots=True)
class OpenLaw:
    """The floor of an invariant that holds while its condition is open."""

    invariant: Invariant
    floor: Disposition
    kind: LawKind = LawKind.OPEN

    @property
    def about(self) -> str:
        """The id of the invariant."""
        return self.invariant.id

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient, if it is not known whether the invariant is met."""
        is_open = self.invariant.condition.truth(patient) is Truth.UNDECIDED
        return (Question(patient),) if is_open else ()

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where there is an answer."""
        return is_answered(results[0])

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """Less than is demanded until the condition is ruled out."""
        is_low = is_answered(results[0]) and _rank(results[0]) < self.floor.rank
        return Demand(at_least=self.floor.rank) if is_low else None


@dataclass(frozen=True, slots=True)
class MinimumLaw:
    """Whoever raises a red flag is at least as urgent as that red flag demands."""

    flag: RedFlag
    kind: LawKind = LawKind.MINIMUM

    @property
    def about(self) -> str:
        """The id of the red flag."""
        return self.flag.id

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient: whether the red flag is raised shows in the answer."""
        return (Question(patient),)

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where the red flag is raised."""
        return self.flag.id in results[0].red_flags

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """The red flag is raised, and the disposition is below its minimum."""
        minimum = self.flag.minimum.rank
        is_low = self.is_tried(results) and _rank(results[0]) < minimum
        return Demand(at_least=minimum) if is_low else None


_TWO = 2


def _with_each_answer(patient: Presentation, finding: str) -> tuple[Question, ...]:
    """The patient with a finding absent, not asked, and present."""
    answers = (Answer.ABSENT, Answer.NOT_ASKED, Answer.PRESENT)
    return tuple(Question(patient.with_answer(finding, answer)) for answer in answers)


_ABSENT, _NOT_ASKED, _PRESENT = range(3)


@dataclass(frozen=True, slots=True)
class MonotoneLaw:
    """A finding of a red flag that becomes present, from absent or unknown, lowers nothing."""

    about: str
    kind: LawKind = LawKind.MONOTONE

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient with the finding absent, not asked and present."""
        return _with_each_answer(patient, self.about)

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where there is an answer with the finding, and one without."""
        return is_answered(results[_PRESENT]) and any(map(is_answered, results[:_PRESENT]))

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """Present is less urgent than one of the others was."""
        if not is_answered(results[_PRESENT]):
            return None
        before = max((_ABSENT, _NOT_ASKED), key=lambda place: _rank(results[place]))
        rank = _rank(results[before])
        if _rank(results[_PRESENT]) >= rank:
            return None
        return Demand(answer=_PRESENT, beside=before, at_least=rank)


@dataclass(frozen=True, slots=True)
class UnknownLaw:
    """The least urgent answer while a finding is not asked, only where its presence keeps it so."""

    about: str
    kind: LawKind = LawKind.UNKNOWN

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient with the finding not asked, and present."""
        return _with_each_answer(patient, self.about)[_NOT_ASKED:]

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where the least urgent answer was given while the finding was open."""
        return results[0].disposition == 0 and is_answered(results[1])

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """Who was sent home unasked would not have been with the finding present."""
        is_higher = self.is_tried(results) and _rank(results[1]) > 0
        return Demand(answer=0, beside=1, at_least=1) if is_higher else None


@dataclass(frozen=True, slots=True)
class IrrelevantLaw:
    """A finding that nothing in the domain reads: its absence changes nothing, nor lowers it.

    Whether it is absent or was not asked makes no difference at all. Present it may make an engine
    more careful than the domain asks, but never less.
    """

    about: str
    kind: LawKind = LawKind.IRRELEVANT

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient with the finding not asked, absent and present."""
        absent, open_, present = _with_each_answer(patient, self.about)
        return open_, absent, present

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where two of the answers are there."""
        return sum(map(is_answered, results)) >= _TWO

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """Absent is another answer than not asked, or present a less urgent one."""
        open_, absent, present = results
        if is_answered(open_) and is_answered(absent) and open_.answer != absent.answer:
            return Demand(answer=1, beside=0, is_same=True)
        for beside, other in enumerate((open_, absent)):
            if is_answered(present) and _rank(present) < _rank(other):
                return Demand(answer=2, beside=beside, at_least=_rank(other))
        return None


@dataclass(frozen=True, slots=True)
class OrderLaw:
    """The order in which findings stand in the request changes nothing."""

    kind: LawKind = LawKind.ORDER
    about: str = ""

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient as usual and backwards; nothing where nothing can be turned around."""
        lists = (patient.present, patient.absent, patient.numbers)
        if all(len(names) < _TWO for names in lists):
            return ()
        return Question(patient), Question(Backwards(patient.answers, patient.numbers))

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where both are answered."""
        return all(map(is_answered, results))

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """The answers differ."""
        return _same(results)


@dataclass(frozen=True, slots=True)
class RepeatLaw:
    """The same patient gets the same answer, in another request and among others."""

    kind: LawKind = LawKind.REPEAT
    about: str = ""

    def questions(self, patient: Presentation) -> tuple[Question, ...]:
        """The patient twice."""
        return Question(patient), Question(patient, round=1)

    def is_tried(self, results: Sequence[Result]) -> bool:
        """Where both are answered."""
        return all(map(is_answered, results))

    def broken(self, patient: Presentation, results: Sequence[Result]) -> Demand | None:  # noqa: ARG002
        """The answers differ."""
        return _same(results)


def _same(results: Sequence[Result]) -> Demand | None:
    first, second = results
    if is_answered(first) and is_answered(second) and first.answer != second.answer:
        return Demand(answer=1, beside=0, is_same=True)
    return None
