"""Which answers a library shows: pairs of dispositions, red flags alone and two at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from evaluation.analysis.coverage.model import AnswerCoverage
from evaluation.analysis.encode import Encoding
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.replay import must_agree
from evaluation.analysis.solver import Oracle
from triage.algebra import Algebra, Meaning, T, exactly, meaning_of_rules
from triage.dispositions import Disposition
from triage.engine import Decision, decide
from triage.planes import Planes, positions
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.vignette import Vignette

DispositionPair = tuple[Disposition, Disposition]
FlagPair = tuple[str, str]


def disposition_pairs(words: Vocabulary) -> tuple[DispositionPair, ...]:
    """Every definite disposition with every possible one that is not less urgent."""
    return tuple((low, high) for low in words.scale for high in words.scale if low <= high)


def flag_pairs(words: Vocabulary) -> tuple[FlagPair, ...]:
    """Every two red flags, in the order of the vocabulary."""
    return tuple(combinations(words.red_flags, 2))


class AnswerSearch:
    """The answers of a rule set to vignettes, and to small patients where no vignette shows one.

    For each of those a formula is made anew, of the rules that it hangs on: one that were kept
    would grow with every question. Everything may raise ``DisagreementError``: the interpreter does
    not confirm what is to be shown.
    """

    def __init__(self, ruleset: RuleSet, vignettes: Sequence[Vignette], planes: Planes) -> None:
        self._ruleset = ruleset
        self._vignettes = vignettes
        self._planes = planes
        self._given = meaning_of_rules(ruleset, planes)

    def of_dispositions(self, pair: DispositionPair) -> AnswerCoverage:
        """A definite and a possible disposition."""
        return self._covered(
            _with_dispositions(pair, self._given, self._planes),
            lambda to: _with_dispositions(pair, meaning_of_rules(self._ruleset, to), to),
            lambda decision: (decision.definite, decision.possible) == pair,
        )

    def of_flag_alone(self, flag: str) -> AnswerCoverage:
        """A red flag that is raised while no other is."""
        return self._covered(
            _alone(flag, self._given.red_flags, self._planes),
            lambda to: _alone(flag, self._raised(self._given.red_flags, to), to),
            lambda decision: decision.red_flags == (flag,),
        )

    def of_flags_together(self, pair: FlagPair) -> AnswerCoverage:
        """Two red flags that are raised in one patient, whatever else is."""
        return self._covered(
            [self._given.red_flags[flag] for flag in pair],
            lambda to: list(self._raised(pair, to).values()),
            lambda decision: {*pair} <= {*decision.red_flags},
        )

    def _covered(
        self,
        given: Sequence[int],
        region: Callable[[Encoding], Sequence[int]],
        confirms: Callable[[Decision], bool],
    ) -> AnswerCoverage:
        """An answer by the planes that are all true of it, its literals, and in a decision."""
        plane = self._planes.all_of(given)
        if plane:
            first = self._vignettes[next(positions(plane))]
            return AnswerCoverage(n=plane.bit_count(), example=first.id)
        encoding = Encoding(self._ruleset.vocabulary)
        with Oracle(encoding.formula) as oracle:
            patient = smallest_patient(encoding, oracle, region(encoding))
        if patient is not None:
            decision = decide(patient, self._ruleset, questions=False)
            must_agree(confirms(decision), "a patient for an answer that no vignette shows")
        return AnswerCoverage(n=0, patient=patient)

    def _raised(self, flags: Iterable[str], encoding: Encoding) -> dict[str, int]:
        """For each red flag: some rule that raises it is met."""
        return {
            flag: encoding.any_of(
                [
                    encoding.truths(rule.condition).met
                    for rule in self._ruleset.rules
                    if flag in rule.red_flags
                ]
            )
            for flag in flags
        }


def _with_dispositions(pair: DispositionPair, meaning: Meaning[T], algebra: Algebra[T]) -> list[T]:
    definite, possible = pair
    return [
        exactly(meaning.definite, definite.rank, algebra),
        exactly(meaning.possible, possible.rank, algebra),
    ]


def _alone(flag: str, raised: Mapping[str, T], algebra: Algebra[T]) -> list[T]:
    return [value if name == flag else algebra.negated(value) for name, value in raised.items()]
