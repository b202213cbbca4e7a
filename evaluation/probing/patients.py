"""The patients that a search starts from: some by plan, and many drawn with Hypothesis.

By plan come those in whom a fault of a single finding shows: nothing known, each finding alone, all
others absent, and the least patients of every invariant. The drawn ones are for faults that take
several findings, or bounds of numbers.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Unsatisfiable

from evaluation.engines.protocol import Engine, Unknowns
from evaluation.engines.unknowns import WithoutUnknowns
from triage.conditions import Condition, telling_values
from triage.facts import DomainFact, agreeing, has_contradiction
from triage.invariants import InvariantSet
from triage.least import least_patients
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary
from vignettes.strategies import near_boundary, presentations, presentations_where


@dataclass(frozen=True, slots=True)
class Patients:
    """Whom a search starts from, without repeats.

    ``planned`` and ``drawn`` ones are for every law; ``near`` ones meet an invariant, or are one
    answer away from it.
    """

    planned: tuple[Presentation, ...]
    drawn: tuple[Presentation, ...]
    near: tuple[Presentation, ...]

    def __iter__(self) -> Iterator[Presentation]:
        yield from dict.fromkeys((*self.planned, *self.near, *self.drawn))


Fit = Callable[[Presentation], Presentation | None]
"""Makes a patient one whom an engine can be asked about; ``None`` where there is no such one."""


def patients_of(
    words: Vocabulary,
    invariants: InvariantSet | None,
    fit: Fit,
    examples: int,
    start: int,
    on_drawn: Callable[[], None] | None = None,
) -> Patients:
    """The patients of a search.

    For each invariant ``examples`` are drawn who meet it, a quarter of them next to its boundary on
    either side; and four times as many of any kind. ``start`` seeds the drawing; ``on_drawn`` is
    called once for each invariant.
    """
    conditions = [found.condition for found in invariants.invariants.values()] if invariants else []
    near: list[Presentation] = []
    with tempfile.TemporaryDirectory() as folder:
        set_hypothesis_home_dir(folder)  # it would leave one behind in the user's folder
        try:
            drawn = _drawn(presentations(words), 4 * examples, start)
            edge = examples // 4  # whoever is next to it takes several times as long to draw
            for condition in conditions:
                near += _drawn(presentations_where(words, condition), examples - edge, start)
                near += _drawn(near_boundary(words, condition), edge, start)
                if on_drawn:
                    on_drawn()
        finally:
            set_hypothesis_home_dir(None)
    fitted = partial(_fitted, fit)
    return Patients(fitted(planned(words, conditions)), fitted(drawn), fitted(near))


def _fitted(fit: Fit, patients: Iterable[Presentation]) -> tuple[Presentation, ...]:
    return tuple(dict.fromkeys(made for patient in patients if (made := fit(patient)) is not None))


def planned(words: Vocabulary, conditions: Sequence[Condition]) -> Iterator[Presentation]:
    """Patients in whom faults of single findings show, with as little known as possible first."""
    denied = _denying(words, Presentation())
    yield Presentation()
    yield denied
    for name in words.findings:
        present = Presentation({name: Answer.PRESENT})
        yield present
        yield _denying(words, present)
        yield Presentation({name: Answer.ABSENT})
        yield denied.with_answer(name, Answer.NOT_ASKED)
    for number in words.numbers.values():
        for value in telling_values(number, conditions):
            yield Presentation({}, {number.id: value})
            yield denied.with_number(number.id, value)
    values = {name: telling_values(number, conditions) for name, number in words.numbers.items()}
    for condition in conditions:
        for patient in islice(least_patients(condition, values), _MOST_LEAST):
            yield patient
            yield _denying(words, patient)


def _denying(words: Vocabulary, patient: Presentation) -> Presentation:
    """The patient with all else absent, as far as that can be."""
    return Presentation(_all_else(patient, words.findings, words.facts), patient.numbers)


def _all_else(
    patient: Presentation, findings: Iterable[str], facts: tuple[DomainFact, ...]
) -> dict[str, Answer]:
    """The answers of a patient, and findings that are not among them absent."""
    others = {name: Answer.ABSENT for name in findings if name not in patient.answers}
    return agreeing({**patient.answers, **others}, facts)


_MOST_LEAST: Final = 25
"""Least patients of one invariant; two of three signs with any of nine risks has 27 times more."""


def _drawn(strategy: st.SearchStrategy[Presentation], count: int, start: int) -> list[Presentation]:
    """What Hypothesis draws: the same for the same seed. Nobody, where nobody can be drawn."""
    found: list[Presentation] = []
    if not count:
        return found

    @seed(start)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(patient: Presentation) -> None:
        found.append(patient)

    try:
        keep()
    except Unsatisfiable:
        return []
    return found


def fit_for(words: Vocabulary, engine: Engine) -> Fit:
    """What makes patients fit an engine.

    Answers that contradict each other by the facts of the domain are nobody's. For an engine that
    is not asked where something it reads is open, that is absent, and numbers are at their least.
    """
    findings: tuple[str, ...] = ()
    numbers: dict[str, float] = {}
    if isinstance(engine, WithoutUnknowns) and engine.traits.unknowns is Unknowns.ABSTAIN:
        findings = engine.findings
        numbers = {name: words.numbers[name].minimum for name in engine.numbers}

    def fit(patient: Presentation) -> Presentation | None:
        if has_contradiction(patient.answers, words.facts):
            return None
        if not findings and not numbers:
            return patient  # as it is: it may stand in another order
        answers = _all_else(patient, findings, words.facts)
        return Presentation(answers, {**numbers, **patient.numbers})

    return fit
