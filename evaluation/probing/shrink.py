"""Makes a patient who breaks a law as small as can be: nothing known of them can be left out.

Less is smaller: first fewer known findings and numbers, then fewer present ones, then lower
numbers. Many smaller patients are asked about together, since a process may have to be started for
each time something is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.outcomes import Result
from evaluation.probing.asking import Asker, Question
from evaluation.probing.laws import Demand, ProbeLaw
from evaluation.probing.patients import Fit
from triage.presentation import Presentation
from triage.truth import Answer

Size = tuple[int, int, tuple[float, ...], tuple[str, ...]]


def size_of(patient: Presentation) -> Size:
    """How much there is of a patient; no two different ones are of the same size."""
    present, numbers = patient.present, patient.numbers
    known = len(patient.answers) + len(numbers)
    told = (*present, "", *patient.absent, "", *numbers)
    return known, len(present), tuple(numbers.values()), told


@dataclass(frozen=True, slots=True)
class Broken:
    """A patient in whom a law is broken, what was answered, and what that fails to be."""

    patient: Presentation
    results: tuple[Result, ...]
    demand: Demand


@dataclass(frozen=True, slots=True)
class Shrinker:
    """Looks for smaller patients; ``together`` says that many are asked about in one pass.

    One after another they are asked about where each answer that is missing costs a process or a
    time limit.
    """

    asker: Asker
    fit: Fit
    minimums: Mapping[str, float] = field(default_factory=dict)
    together: bool = True

    def smallest(self, law: ProbeLaw, broken: Broken) -> Broken:
        """The smallest that is found from here on; of it, nothing that is known can be left out."""
        while (smaller := self._smaller(law, broken)) is not None:
            broken = smaller
        return broken

    def _smaller(self, law: ProbeLaw, broken: Broken) -> Broken | None:
        now = size_of(broken.patient)
        made = (self.fit(one) for one in _reduced(broken.patient, self.minimums))
        tried = [one for one in dict.fromkeys(made) if one is not None and size_of(one) < now]
        if not self.together:
            return next((found for one in tried if (found := self._look(law, one))), None)
        self._ask([each for one in tried for each in questions_of(law, one, self.fit)])
        hits = [hit for one in tried if (hit := judged(self.asker, law, one))]
        joint = self._joint(law, broken.patient, hits)
        return min([*hits, *joint], key=lambda hit: size_of(hit.patient), default=None)

    def _ask(self, questions: Sequence[Question]) -> None:
        """All at once, unless the engine is known to give no answer to some."""
        if self.asker.unanswered:
            self.asker.survey(questions)
        else:
            self.asker.ask(questions)

    def _look(self, law: ProbeLaw, patient: Presentation) -> Broken | None:
        self.asker.ask(questions_of(law, patient, self.fit))
        return judged(self.asker, law, patient)

    def _joint(self, law: ProbeLaw, start: Presentation, found: Sequence[Broken]) -> list[Broken]:
        """Everything left out together that could be left out alone, if the law stays broken."""
        kept = [set(start.answers) & set(hit.patient.answers) for hit in found]
        names = set(start.answers).intersection(*kept)
        numbers = {
            name: value
            for name, value in start.numbers.items()
            if all(name in hit.patient.numbers for hit in found)
        }
        answers = {name: answer for name, answer in start.answers.items() if name in names}
        patient = self.fit(Presentation(answers, numbers))
        hit = self._look(law, patient) if patient is not None and found else None
        return [hit] if hit else []


def questions_of(law: ProbeLaw, patient: Presentation, fit: Fit) -> tuple[Question, ...]:
    """A law's questions about a patient; nothing where there can be no such changed patient."""
    questions = law.questions(patient)
    can_be = all(fit(question.presentation) is not None for question in questions)
    return questions if can_be else ()


def judged(asker: Asker, law: ProbeLaw, patient: Presentation) -> Broken | None:
    """Whether the answers to a law's questions break it; no if not all were asked."""
    questions = law.questions(patient)
    results = asker.said_of(questions)
    if not questions or results is None:
        return None
    demand = law.broken(patient, results)
    return Broken(patient, results, demand) if demand else None


def _reduced(patient: Presentation, minimums: Mapping[str, float]) -> Iterator[Presentation]:
    """Patients of whom less is known, much less first; then milder ones of whom as much is."""
    names = [*patient.answers, *patient.numbers]
    length = len(names)
    while length:
        for start in range(0, len(names), length):
            yield _without(patient, set(names[start : start + length]))
        length = length // 2 if length > 1 else 0
    for name in patient.present:
        yield patient.with_answer(name, Answer.ABSENT)
    for name, value in patient.numbers.items():
        least = minimums.get(name, value)
        for lower in (least, float((least + value) // 2), value - 1, float(-(-value // 1) - 1)):
            if least <= lower < value:
                yield patient.with_number(name, lower)


def _without(patient: Presentation, names: set[str]) -> Presentation:
    return Presentation(
        {name: answer for name, answer in patient.answers.items() if name not in names},
        {name: value for name, value in patient.numbers.items() if name not in names},
    )
