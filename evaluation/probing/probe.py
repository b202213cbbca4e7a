"""Searches an engine for patients in whom it breaks a law of its domain.

This is a search and no proof: what is found is real, and what is not found may still be there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.engines.protocol import Engine, Traits
from evaluation.outcomes import Result
from evaluation.probing.asking import Asker, Question, is_spared
from evaluation.probing.laws import AnswerLaw, Demand, LawKind, ProbeLaw
from evaluation.probing.patients import Fit, Patients, fit_for, patients_of
from evaluation.probing.shrink import Broken, Shrinker, judged, questions_of, size_of
from evaluation.probing.which import Laws, Unsearched, laws_of
from triage.invariants import InvariantSet
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

EXAMPLES: Final = 20
"""Patients drawn for each invariant where nothing is said; four times as many of any kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """The smallest patient that was found in whom a law is broken.

    ``answers`` are the patients asked about, with what was said, in the order of the law's
    questions. ``is_steady`` is false where the engine, asked once more, did not break the law.
    """

    law: ProbeLaw
    patient: Presentation
    answers: tuple[tuple[Presentation, Result], ...]
    demand: Demand
    is_steady: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A law, of how many patients it was looked at, and in how many of them it was broken."""

    law: ProbeLaw
    tried: int
    broken: int = 0
    violation: Violation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a search found. ``requests`` counts all that was asked, also to make patients smaller.

    ``patients`` were started from. ``spared`` requests were not passed on, as is declared of the
    engine; ``left_out`` ones were not made, since it gave no answer to others like them.
    """

    engine: str
    fingerprint: str
    traits: Traits
    examples: int
    seed: int
    patients: int
    requests: int
    spared: int
    left_out: int
    has_stopped: bool
    searched: tuple[Searched, ...]
    unsearched: tuple[Unsearched, ...]
    faults: tuple[str, ...]

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Everything that was found, in the order of the laws."""
        return tuple(each.violation for each in self.searched if each.violation)

    @property
    def has_found(self) -> bool:
        """Whether anything was found."""
        return bool(self.violations or self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an engine is going to be asked, and to what end; ``questions`` are without repeats."""

    laws: Laws
    patients: Patients
    questions: tuple[Question, ...]
    minimums: Mapping[str, float]
    fit: Fit
    examples: int
    seed: int


def plan(
    engine: Engine,
    words: Vocabulary,
    invariants: InvariantSet | None,
    rulesets: Iterable[RuleSet] = (),
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    on_drawn: Callable[[], None] | None = None,
) -> Plan:
    """Draw the patients for a search; nothing is asked yet.

    ``rulesets`` say which findings matter, beside invariants and red flags. ``on_drawn`` is called
    once for each invariant. The same seed and number of examples give the same patients, with the
    same version of Hypothesis.
    """
    laws = laws_of(words, invariants, rulesets, engine.traits)
    fit = fit_for(words, engine)
    patients = patients_of(words, invariants, fit, examples, seed, on_drawn)
    return Plan(
        laws=laws,
        patients=patients,
        questions=tuple(dict.fromkeys(_questions(laws.searched, patients, fit))),
        minimums={number.id: number.minimum for number in words.numbers.values()},
        fit=fit,
        examples=examples,
        seed=seed,
    )


def search(engine: Engine, plan: Plan, on_asked: Callable[[], None] | None = None) -> Probe:
    """Look for patients in whom an engine breaks a law, and make those that are found small.

    ``on_asked`` is called once for each question of the plan, asked or left out.

    Raises:
        LoadError: the engine cannot be run at all.
    """
    asker = Asker(engine)
    alone = Shrinker(asker, plan.fit, plan.minimums, together=False)
    asker.survey(plan.questions, _Silence(alone), on_asked)
    left_out = len(asker.left_out)
    surveyed = [question.presentation for question in plan.questions if question.is_plain]
    shrinker = Shrinker(asker, plan.fit, plan.minimums)
    searched = tuple(
        _searched(law, plan, surveyed, asker, alone if law.kind is LawKind.ANSWER else shrinker)
        for law in plan.laws.searched
    )
    return Probe(
        engine=engine.label,
        fingerprint=engine.fingerprint,
        traits=engine.traits,
        examples=plan.examples,
        seed=plan.seed,
        patients=len(list(plan.patients)),
        requests=asker.asked,
        spared=sum(map(is_spared, asker.said.values())),
        left_out=left_out,
        has_stopped=asker.has_stopped,
        searched=searched,
        unsearched=plan.laws.unsearched,
        faults=asker.faults,
    )


class _Silence:
    """Says whom to leave out when somebody has no answer: whoever holds what brought it about."""

    def __init__(self, shrinker: Shrinker) -> None:
        self._shrinker = shrinker
        self._left = _MOST_CORES

    def __call__(self, question: Question) -> Presentation | None:
        """The smallest patient without an answer, starting from that of a question."""
        if not self._left:
            return None
        self._left -= 1
        broken = judged(self._shrinker.asker, AnswerLaw(), question.presentation)
        return self._shrinker.smallest(AnswerLaw(), broken).patient if broken else None


_MOST_CORES: Final = 5
"""How often it is looked for what brought silence about; each may cost ten time limits."""


_ALL: Final = {LawKind.ANSWER, LawKind.INVARIANT, LawKind.OPEN, LawKind.MINIMUM}
"""Laws that are looked at for everybody who was asked about anyway."""

_EVERY_START: Final = {*_ALL, LawKind.ORDER}


def _starts(law: ProbeLaw, patients: Patients) -> Iterable[Presentation]:
    """The patients that a law's questions are asked about."""
    if law.kind in _EVERY_START:
        return patients
    return dict.fromkeys((*patients.planned[:_FIRST], *patients.drawn))


_FIRST: Final = 2
"""Nothing known, and all absent: what every law that changes findings starts from."""


def _questions(laws: Sequence[ProbeLaw], patients: Patients, fit: Fit) -> Iterator[Question]:
    """What to ask: of patients who are changed by a law, only about those there can be."""
    for law in laws:
        for patient in _starts(law, patients):
            yield from questions_of(law, patient, fit)


def _searched(
    law: ProbeLaw, plan: Plan, surveyed: Sequence[Presentation], asker: Asker, shrinker: Shrinker
) -> Searched:
    """What was found of one law, and made small."""
    starts = surveyed if law.kind in _ALL else _starts(law, plan.patients)
    tried = 0
    hits: list[Broken] = []
    for patient in starts:
        results = asker.said_of(law.questions(patient))
        if not results:
            continue
        tried += law.is_tried(results)
        if demand := law.broken(patient, results):
            hits.append(Broken(patient, results, demand))
    if not hits:
        return Searched(law=law, tried=tried)
    hits.sort(key=lambda hit: size_of(hit.patient))
    found = [shrinker.smallest(law, hit) for hit in hits[:_STARTS]]
    smallest = min(found, key=lambda hit: size_of(hit.patient))
    violation = _replayed(law, smallest, asker)
    return Searched(law=law, tried=tried, broken=len(hits), violation=violation)


_STARTS: Final = 2
"""How many patients are made smaller for each broken law: the smallest that were asked about."""


def _replayed(law: ProbeLaw, hit: Broken, asker: Asker) -> Violation:
    """A violation, after the engine was asked about it once more."""
    questions = law.questions(hit.patient)
    again = law.broken(hit.patient, asker.ask_anew(questions))
    asked = [question.presentation for question in questions]
    return Violation(
        law=law,
        patient=hit.patient,
        answers=tuple(zip(asked, hit.results, strict=True)),
        demand=hit.demand,
        is_steady=again == hit.demand,
    )
