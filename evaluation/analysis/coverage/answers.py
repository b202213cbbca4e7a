"""Which answers a library shows: pairs of dispositions, red flags alone and two at a time."""

from collections.abc import Callable, Sequence
from itertools import combinations
from types import TracebackType
from typing import Self

from evaluation.analysis.coverage.model import AnswerCoverage
from evaluation.analysis.encode import Encoding
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.replay import must_agree
from evaluation.analysis.solver import Oracle
from triage.algebra import Algebra, Meaning, T, exactly, meaning_of_rules
from triage.dispositions import Disposition
from triage.engine import Decision, decide
from triage.planes import Planes, positions
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.vignette import Vignette

DispositionPair = tuple[Disposition, Disposition]
FlagPair = tuple[str, str]
Confirms = Callable[[Decision], bool]


def disposition_pairs(words: Vocabulary) -> tuple[DispositionPair, ...]:
    """Every definite disposition with every possible one that is not less urgent."""
    return tuple((low, high) for low in words.scale for high in words.scale if low <= high)


def flag_pairs(words: Vocabulary) -> tuple[FlagPair, ...]:
    """Every two red flags, in the order of the vocabulary."""
    return tuple(combinations(words.red_flags, 2))


class Answers:
    """The answers of a rule set to vignettes, and to the smallest patients where they show none.

    Everything may raise ``DisagreementError``: the interpreter does not confirm what is to be
    shown. Leave it with ``with``.
    """

    def __init__(self, ruleset: RuleSet, vignettes: Sequence[Vignette], planes: Planes) -> None:
        self._ruleset = ruleset
        self._vignettes = vignettes
        self._planes = planes
        self._given = meaning_of_rules(ruleset, planes)
        self._encoding = Encoding(ruleset.vocabulary)
        self._solved = meaning_of_rules(ruleset, self._encoding)
        self._oracle = Oracle(self._encoding.formula)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._oracle.close()

    def of_dispositions(self, pair: DispositionPair) -> AnswerCoverage:
        """A definite and a possible disposition."""
        plane = self._planes.all_of(_with_dispositions(pair, self._given, self._planes))
        if plane:
            return self._seen(plane)
        return self._unseen(
            _with_dispositions(pair, self._solved, self._encoding),
            lambda decision: (decision.definite, decision.possible) == pair,
        )

    def of_flag_alone(self, flag: str) -> AnswerCoverage:
        """A red flag that is raised while no other is."""
        plane = self._planes.all_of(_with_flag_alone(flag, self._given, self._planes))
        if plane:
            return self._seen(plane)
        return self._unseen(
            _with_flag_alone(flag, self._solved, self._encoding),
            lambda decision: decision.red_flags == (flag,),
        )

    def of_flags_together(self, pair: FlagPair) -> AnswerCoverage:
        """Two red flags that are raised in one patient, whatever else is."""
        plane = self._planes.all_of([self._given.red_flags[flag] for flag in pair])
        if plane:
            return self._seen(plane)
        encoding = Encoding(self._ruleset.vocabulary)  # of few rules: there are many pairs
        region = [self._raised(flag, encoding) for flag in pair]
        with Oracle(encoding.formula) as oracle:
            patient = smallest_patient(encoding, oracle, region)
        return self._replayed(patient, lambda decision: {*pair} <= {*decision.red_flags})

    def _raised(self, flag: str, encoding: Encoding) -> int:
        """Some rule that raises a red flag is met."""
        rules = [rule for rule in self._ruleset.rules if flag in rule.red_flags]
        return encoding.any_of([encoding.truths(rule.condition).met for rule in rules])

    def _seen(self, plane: int) -> AnswerCoverage:
        first = self._vignettes[next(positions(plane))]
        return AnswerCoverage(n=plane.bit_count(), example=first.id)

    def _unseen(self, region: Sequence[int], confirms: Confirms) -> AnswerCoverage:
        return self._replayed(smallest_patient(self._encoding, self._oracle, region), confirms)

    def _replayed(self, patient: Presentation | None, confirms: Confirms) -> AnswerCoverage:
        if patient is not None:
            decision = decide(patient, self._ruleset, questions=False)
            must_agree(confirms(decision), "a patient for an answer that no vignette shows")
        return AnswerCoverage(n=0, patient=patient)


def _with_dispositions(pair: DispositionPair, meaning: Meaning[T], algebra: Algebra[T]) -> list[T]:
    definite, possible = pair
    return [
        exactly(meaning.definite, definite.rank, algebra),
        exactly(meaning.possible, possible.rank, algebra),
    ]


def _with_flag_alone(flag: str, meaning: Meaning[T], algebra: Algebra[T]) -> list[T]:
    return [
        raised if name == flag else algebra.negated(raised)
        for name, raised in meaning.red_flags.items()
    ]
