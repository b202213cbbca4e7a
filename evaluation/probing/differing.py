"""Two engines side by side on the same patients: where their answers differ, and how."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from evaluation.engines.protocol import Engine
from evaluation.outcomes import Result
from evaluation.probing.asking import Asker, Question, is_answered
from triage.presentation import Presentation


class Way(StrEnum):
    """How the second answer differs from the first, the gravest first."""

    LOWERED = "lowered"
    LOST = "lost"
    RAISED = "raised"
    FOUND = "found"
    OTHER = "other"
    SAME = "same"
    NEITHER = "neither"


DIFFERING: Final = (Way.LOWERED, Way.LOST, Way.RAISED, Way.FOUND, Way.OTHER)
"""Everything but the same answer, and none from either; the gravest first."""

HARMFUL: Final = (Way.LOWERED, Way.LOST)
"""Less urgent, or no answer where there was one: never better for a patient."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A patient and what both engines said of them."""

    patient: Presentation
    first: Result
    second: Result
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """All pairs of a sample. ``compares_red_flags`` is no where one of the engines reports none.

    ``left_out`` patients are in no pair: an engine had stopped answering before them.
    """

    first: str
    second: str
    pairs: tuple[Pair, ...]
    seed: int
    compares_red_flags: bool
    left_out: int = 0
    faults: tuple[tuple[str, str], ...] = ()

    def count(self, ways: Iterable[Way]) -> int:
        """How many patients' answers differ in one of some ways."""
        wanted = set(ways)
        return sum(pair.way in wanted for pair in self.pairs)

    @property
    def differing(self) -> tuple[Pair, ...]:
        """The pairs whose answers differ."""
        return tuple(pair for pair in self.pairs if pair.way in DIFFERING)

    @property
    def has_measured(self) -> bool:
        """Whether there is a patient whom both engines answered."""
        return any(is_answered(pair.first) and is_answered(pair.second) for pair in self.pairs)


def differences(
    first: Engine,
    second: Engine,
    patients: Sequence[Presentation],
    seed: int,
    on_asked: Callable[[], None] | None = None,
) -> Sampled:
    """Ask two engines about the same patients.

    ``on_asked`` is called once for each patient and engine. Whoever neither engine was asked about,
    since one of them had stopped answering, is in no pair.

    Raises:
        LoadError: one of them cannot be run at all.
    """
    askers = Asker(first), Asker(second)
    questions = [Question(patient) for patient in patients]
    for asker in askers:
        asker.survey(questions, on_asked=on_asked)
    reports = first.traits.reports_red_flags and second.traits.reports_red_flags
    pairs = []
    for question in questions:
        one, other = (asker.said.get(question) for asker in askers)
        if one is not None and other is not None:
            way = way_of(one, other, compares_red_flags=reports)
            pairs.append(Pair(question.presentation, one, other, way))
    names = first.label, second.label
    return Sampled(
        first=first.label,
        second=second.label,
        pairs=tuple(pairs),
        seed=seed,
        compares_red_flags=reports,
        left_out=len(questions) - len(pairs),
        faults=tuple(
            (name, fault)
            for name, asker in zip(names, askers, strict=True)
            for fault in asker.faults
        ),
    )


def way_of(first: Result, second: Result, *, compares_red_flags: bool) -> Way:
    """How the second answer differs from the first.

    Red flags, and the pathways with them, count only where both engines report red flags.
    """
    if not is_answered(first):
        return Way.FOUND if is_answered(second) else Way.NEITHER
    if not is_answered(second):
        return Way.LOST
    before, after = first.disposition or 0, second.disposition or 0
    if before != after:
        return Way.LOWERED if after < before else Way.RAISED
    flags = first.red_flags, first.pathways
    is_other = compares_red_flags and flags != (second.red_flags, second.pathways)
    return Way.OTHER if is_other else Way.SAME
