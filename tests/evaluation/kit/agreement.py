"""What a rule set says of patients, three times over: interpreter, planes and clauses.

Each is asked in its own way, and each gives the same plain values, so that they can be compared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.analysis.encode import Encoding
from evaluation.analysis.solver import SOLVER, Oracle
from tests.evaluation.kit.random_rules import is_possible
from triage.algebra import Algebra, Meaning, T, Truths, all_values, meaning_of_rules, truths_of
from triage.engine import decide
from triage.planes import Planes
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Truth


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule set says of one patient: two ranks, what is given, and the truth of each rule."""

    definite: int
    possible: int
    red_flags: tuple[str, ...]
    pathways: tuple[str, ...]
    rules: tuple[Truth, ...]

    @property
    def answer(self) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
        """All but the rules, which are the way to it."""
        return self.definite, self.possible, self.red_flags, self.pathways


def check_agreement(
    ruleset: RuleSet, patients: Sequence[Presentation], encoding: Encoding | None = None
) -> None:
    """Raise an ``AssertionError`` that names a patient on whom the three do not agree.

    Of a patient who contradicts the domain facts the clauses must say that nobody is so.
    """
    expected = [said_by_interpreter(ruleset, patient) for patient in patients]
    for patient, first, second in zip(
        patients, expected, said_in_planes(ruleset, patients), strict=True
    ):
        assert first == second, f"planes disagree on {patient}: {second}, not {first}"
    used = encoding or Encoding(ruleset.vocabulary)
    for patient, first, third in zip(
        patients, expected, said_in_clauses(ruleset, patients, used), strict=True
    ):
        wanted = first if is_possible(_read(patient, used), ruleset.vocabulary) else None
        assert third == wanted, f"clauses disagree on {patient}: {third}, not {wanted}"


def said_by_interpreter(ruleset: RuleSet, patient: Presentation) -> Said:
    """What the reference engine says."""
    decision = decide(patient, ruleset, questions=False)
    return Said(
        definite=decision.definite.rank,
        possible=decision.possible.rank,
        red_flags=decision.red_flags,
        pathways=decision.pathways,
        rules=tuple(rule.condition.truth(patient) for rule in ruleset.rules),
    )


def said_in_planes(ruleset: RuleSet, patients: Sequence[Presentation]) -> list[Said]:
    """What the planes of all the patients say, bit by bit."""
    planes = Planes(patients)
    meaning, truths = compiled(ruleset, planes)
    return [
        _said(meaning, truths, lambda value, place=place: bool(value >> place & 1))  # type: ignore[misc]
        for place in range(len(patients))
    ]


def said_in_clauses(
    ruleset: RuleSet, patients: Sequence[Presentation], encoding: Encoding, solver: str = SOLVER
) -> Iterator[Said | None]:
    """What the clauses force for each patient; ``None`` for one whom they do not allow."""
    meaning, truths = compiled(ruleset, encoding)
    with Oracle(encoding.formula, solver) as oracle:
        for patient in patients:
            known = encoding.literals_of(patient)

            def is_true(literal: int, known: Sequence[int] = known) -> bool:
                can_be = oracle.can_be([*known, literal])
                assert can_be != oracle.can_be([*known, -literal]), f"open: {literal}"
                return can_be

            yield _said(meaning, truths, is_true) if oracle.can_be(known) else None


def compiled(ruleset: RuleSet, algebra: Algebra[T]) -> tuple[Meaning[T], list[Truths[T]]]:
    """All that a rule set answers in an algebra, and the truth of each rule."""
    truths = [truths_of(rule.condition, algebra) for rule in ruleset.rules]
    return meaning_of_rules(ruleset, algebra), truths


def _said(meaning: Meaning[T], truths: Sequence[Truths[T]], is_true: Callable[[T], bool]) -> Said:
    assert len(all_values(meaning)) == 2 * len(meaning.definite) + len(meaning.red_flags) + len(
        meaning.pathways
    )
    return Said(
        definite=_rank([is_true(value) for value in meaning.definite]),
        possible=_rank([is_true(value) for value in meaning.possible]),
        red_flags=tuple(name for name, value in meaning.red_flags.items() if is_true(value)),
        pathways=tuple(name for name, value in meaning.pathways.items() if is_true(value)),
        rules=tuple(_truth(is_true(one.met), is_true(one.ruled_out)) for one in truths),
    )


def _rank(at_least: Sequence[bool]) -> int:
    """The highest rank that is reached, all lower ones being reached too."""
    rank = sum(at_least) - 1
    assert list(at_least) == [place <= rank for place in range(len(at_least))], at_least
    assert rank >= 0
    return rank


def _truth(met: bool, ruled_out: bool) -> Truth:  # noqa: FBT001 - two sides of one thing
    assert not (met and ruled_out)
    if met:
        return Truth.MET
    return Truth.NOT_MET if ruled_out else Truth.UNDECIDED


def _read(patient: Presentation, encoding: Encoding) -> Presentation:
    """What is known of a patient of that which has literals."""
    names = encoding.names
    answers = {name: answer for name, answer in patient.answers.items() if name in names}
    return Presentation(answers, patient.numbers)
