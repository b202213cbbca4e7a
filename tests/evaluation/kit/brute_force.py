"""Questions that a solver answers, answered by trying everybody."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.analysis.encode import Encoding
from tests.evaluation.kit.agreement import Said, compiled, said_by_interpreter
from tests.evaluation.kit.random_rules import everybody
from triage.algebra import any_difference, exactly, meaning_of_rules
from triage.conditions import comparisons_in
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Region:
    """Some patients: those of whom something is said, and the literals that hold for just them."""

    name: str
    holds: Callable[[Said], bool]
    literals: tuple[int, ...]


def regions_of(ruleset: RuleSet, encoding: Encoding) -> Iterator[Region]:
    """Regions of every kind that is asked about: rules, dispositions, red flags, both together."""
    meaning, truths = compiled(ruleset, encoding)
    yield Region("everybody", lambda _: True, ())
    yield Region("nobody", lambda _: False, (encoding.false,))
    for place, one in enumerate(truths):
        for truth, literals in (
            (Truth.MET, (one.met,)),
            (Truth.NOT_MET, (one.ruled_out,)),
            (Truth.UNDECIDED, (-one.met, -one.ruled_out)),
        ):
            yield Region(f"r{place} {truth.name}", _truth_is(place, truth), literals)
    for rank in range(len(meaning.definite)):
        definite = exactly(meaning.definite, rank, encoding)
        possible = exactly(meaning.possible, rank, encoding)
        yield Region(f"definite {rank}", _definite_is(rank), (definite,))
        yield Region(f"possible {rank}", _possible_is(rank), (possible,))
        yield Region(
            f"definite 0, possible {rank}",
            lambda said, rank=rank: said.definite == 0 and said.possible == rank,  # type: ignore[misc]
            (exactly(meaning.definite, 0, encoding), possible),
        )
    for given in (meaning.red_flags, meaning.pathways):
        for name, literal in given.items():
            yield Region(f"with {name}", _gives(name), (literal,))
            yield Region(f"without {name}", _gives_not(name), (-literal,))


def _truth_is(place: int, truth: Truth) -> Callable[[Said], bool]:
    return lambda said: said.rules[place] is truth


def _definite_is(rank: int) -> Callable[[Said], bool]:
    return lambda said: said.definite == rank


def _possible_is(rank: int) -> Callable[[Said], bool]:
    return lambda said: said.possible == rank


def _gives(name: str) -> Callable[[Said], bool]:
    return lambda said: name in said.red_flags or name in said.pathways


def _gives_not(name: str) -> Callable[[Said], bool]:
    return lambda said: name not in said.red_flags and name not in said.pathways


def all_patients(*rulesets: RuleSet) -> tuple[Presentation, ...]:
    """Everybody whom rule sets of one vocabulary can tell apart, the smallest patient first."""
    words = rulesets[0].vocabulary
    conditions = [rule.condition for ruleset in rulesets for rule in ruleset.rules]
    return tuple(sorted(everybody(words, conditions), key=lambda patient: size_of(patient, words)))


def size_of(patient: Presentation, words: Vocabulary) -> tuple[object, ...]:
    """What smaller patients have less of.

    First what is known, then how late it stands in the vocabulary; then absent counts less than
    present, and a low number less than a high one.
    """
    names = [*words.findings, *words.numbers]
    known = [name for name in names if name in patient.answers or name in patient.numbers]
    values = [
        patient.numbers[name]
        if name in patient.numbers
        else float(patient.answers[name] is Answer.PRESENT)
        for name in known
    ]
    return len(known), [names.index(name) for name in known], values


def first(
    patients: Sequence[tuple[Presentation, Said]], holds: Callable[[Said], bool]
) -> Presentation | None:
    """The first patient of whom it holds; ``None`` where there is none."""
    return next((patient for patient, said in patients if holds(said)), None)


def first_differing(before: RuleSet, after: RuleSet) -> Presentation | None:
    """The smallest patient whom two rule sets answer differently; ``None`` where they never do."""
    for patient in all_patients(before, after):
        one, other = said_by_interpreter(before, patient), said_by_interpreter(after, patient)
        if one.answer != other.answer:
            return patient
    return None


def said_of_all(
    ruleset: RuleSet, patients: Iterable[Presentation]
) -> list[tuple[Presentation, Said]]:
    """What the reference engine says of each patient."""
    return [(patient, said_by_interpreter(ruleset, patient)) for patient in patients]


def differing_literal(before: RuleSet, after: RuleSet, encoding: Encoding) -> int:
    """The literal of the patients who are answered differently by two rule sets."""
    first_meaning, second_meaning = (meaning_of_rules(one, encoding) for one in (before, after))
    return any_difference(first_meaning, second_meaning, encoding)


def are_alike(one: Presentation | None, other: Presentation | None, *rulesets: RuleSet) -> bool:
    """Whether two patients are the same for rule sets: no comparison tells their numbers apart."""
    if one is None or other is None:
        return one is other
    conditions = [rule.condition for ruleset in rulesets for rule in ruleset.rules]
    return (
        one.answers == other.answers
        and one.numbers.keys() == other.numbers.keys()
        and all(
            node.truth(one) is node.truth(other)
            for node in comparisons_in(conditions)
            if node.number in one.numbers
        )
    )
