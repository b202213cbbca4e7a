"""What cannot be otherwise: facts of a domain that hold for every patient.

A fact says that one finding implies another, or that findings are never present together. Of what a
patient was not asked it says nothing to the engine, which reads answers as they are given; it says
which answers contradict each other. Proofs speak of patients without a contradiction.

Every fact is a clause of two answers that cannot both be, so that answers can be completed exactly
where no two of them contradict each other: whatever is left may be absent, as far as it does not
follow from what is present.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from triage.truth import Answer

Literal = tuple[str, Answer]
"""A finding and what it is known to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFact:
    """``if_present`` implies ``then_present``; or ``never_together`` are never present together.

    ``reason`` says why, for those who have to believe it. One of the two forms is used; the
    fields of the other are empty.
    """

    id: str
    reason: str
    if_present: str = ""
    then_present: str = ""
    never_together: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    def pairs(self) -> Iterator[tuple[Literal, Literal]]:
        """The pairs of answers that the fact itself forbids."""
        if self.if_present:
            yield (self.if_present, Answer.PRESENT), (self.then_present, Answer.ABSENT)
        for position, first in enumerate(self.never_together):
            for second in self.never_together[position + 1 :]:
                yield (first, Answer.PRESENT), (second, Answer.PRESENT)

    def content(self) -> dict[str, object]:
        """Plain data for hashes: what is forbidden. Two facts that say the same are alike."""
        if self.if_present:
            return {"if_present": self.if_present, "then_present": self.then_present}
        return {"never_together": sorted(self.never_together)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two answers that cannot both be, a present one first, and the facts that together say so.

    Both are the same where an answer contradicts itself.
    """

    first: Literal
    second: Literal
    facts: tuple[DomainFact, ...]

    def __str__(self) -> str:
        (name, answer), (other, its) = self.first, self.second
        said = f'"{name}" is {answer.label}, and "{other}" is {its.label}'
        return f"{said}, which contradict each other. {self.reasons}"

    @property
    def reasons(self) -> str:
        """Why, by all of the facts, each with its id."""
        return " ".join(f"{fact.reason} (fact {fact.id})" for fact in self.facts)


Excluded = Mapping[Literal, frozenset[Literal]]
"""For each answer that facts speak of, the answers to other findings that contradict it."""


@lru_cache(maxsize=32)  # asked for every patient, of the few vocabularies of a process
def excluded_by(facts: tuple[DomainFact, ...]) -> Excluded:
    """What each answer excludes, by all facts together.

    An answer excludes the opposite of all that follows from it. One that contradicts itself
    excludes itself; that the same finding is not both is left out.
    """
    steps = _steps(facts)
    return {
        start: frozenset(opposite(found) for found in _ways(start, steps) if found != start)
        for start in steps
    }


def contradictions(facts: Iterable[DomainFact]) -> frozenset[tuple[Literal, Literal]]:
    """All pairs of answers that the facts together forbid, each pair in the order of its ids.

    A longer contradiction always holds one of two answers: every fact is a clause of two literals.
    An answer that contradicts itself is paired with itself.
    """
    pairs = (
        (first, second) for first, found in excluded_by(tuple(facts)).items() for second in found
    )
    return frozenset((min(pair), max(pair)) for pair in pairs)


def contradicting(
    answers: Mapping[str, Answer], pairs: Iterable[tuple[Literal, Literal]]
) -> Iterator[tuple[Literal, Literal]]:
    """The forbidden pairs that a patient's answers hold."""
    for first, second in sorted(pairs):
        if answers.get(first[0]) is first[1] and answers.get(second[0]) is second[1]:
            yield first, second


def agrees(literal: Literal, answers: Mapping[str, object], excluded: Excluded) -> bool:
    """Whether an answer can be added to others without a contradiction.

    Not asked contradicts nothing. Whatever else ``answers`` hold, such as numbers, does not matter.
    """
    name, answer = literal
    if answers.get(name, answer) is not answer:
        return False
    return not any(
        other == literal or answers.get(other[0]) is other[1] for other in excluded.get(literal, ())
    )


def has_contradiction(answers: Mapping[str, Answer], facts: tuple[DomainFact, ...]) -> bool:
    """Whether answers contradict each other. No answers never do."""
    excluded = excluded_by(facts)
    return bool(excluded) and not all(agrees(one, answers, excluded) for one in answers.items())


def agreeing(answers: Mapping[str, Answer], facts: tuple[DomainFact, ...]) -> dict[str, Answer]:
    """The answers, in their order; one that contradicts those before it becomes its opposite.

    The opposite follows from what stands before it, so that nothing contradicts in the end. Not
    asked stays not asked.

    >>> fact = DomainFact(id="f", reason="-", if_present="a_rose", then_present="a_flower")
    >>> agreeing({"a_rose": Answer.PRESENT, "a_flower": Answer.ABSENT}, (fact,))
    {'a_rose': <Answer.PRESENT: 2>, 'a_flower': <Answer.PRESENT: 2>}
    """
    excluded = excluded_by(facts)
    if not excluded:
        return dict(answers)
    kept: dict[str, Answer] = {}
    for literal in answers.items():
        name, answer = literal if agrees(literal, kept, excluded) else opposite(literal)
        kept[name] = answer
    return kept


def contradictions_in(
    answers: Mapping[str, Answer], facts: tuple[DomainFact, ...]
) -> tuple[Contradiction, ...]:
    """Where answers contradict each other, and by which facts; in the order of the ids.

    What follows from a contradiction that is told already is left out.
    """
    excluded, steps = excluded_by(facts), _steps(facts)
    pairs = {
        _present_first(first, second)
        for first in answers.items()
        for second in excluded.get(first, ())
        if answers.get(second[0]) is second[1]
    }
    found = (_contradiction(first, second, steps) for first, second in sorted(pairs))
    return tuple(one for one, between in found if not any(name in answers for name in between))


def impossible_answers(facts: tuple[DomainFact, ...]) -> tuple[Contradiction, ...]:
    """The answers that no patient can give, and the facts that together say so.

    An answer that is impossible only because another one follows from it is left out.
    """
    excluded, steps = excluded_by(facts), _steps(facts)
    alone = sorted(literal for literal, found in excluded.items() if literal in found)
    told = [_contradiction(literal, literal, steps) for literal in alone]
    length = {one.first[0]: len(between) for one, between in told}
    return tuple(
        one
        for one, between in told
        if not any(length.get(name, len(between)) < len(between) for name in between)
    )


def opposite(literal: Literal) -> Literal:
    """Present for absent, absent for present; not asked has none."""
    name, answer = literal
    return name, Answer.ABSENT if answer is Answer.PRESENT else Answer.PRESENT


Steps = Mapping[Literal, list[tuple[Literal, DomainFact]]]
"""For each answer what follows from it at once, and by which fact."""


def _steps(facts: Iterable[DomainFact]) -> Steps:
    steps: dict[Literal, list[tuple[Literal, DomainFact]]] = {}
    for fact in facts:
        for first, second in fact.pairs():
            steps.setdefault(first, []).append((opposite(second), fact))
            steps.setdefault(second, []).append((opposite(first), fact))
    return steps


def _ways(start: Literal, steps: Steps) -> dict[Literal, tuple[Literal, DomainFact] | None]:
    """All that follows from an answer, each with the answer and the fact from which it does.

    The nearest first, so that going back from any of them takes the fewest facts.
    """
    ways: dict[Literal, tuple[Literal, DomainFact] | None] = {start: None}
    waiting = [start]
    for literal in waiting:  # which grows
        for found, fact in steps.get(literal, ()):
            if found not in ways:
                ways[found] = (literal, fact)
                waiting.append(found)
    return ways


def _contradiction(
    first: Literal, second: Literal, steps: Steps
) -> tuple[Contradiction, tuple[str, ...]]:
    """Two answers that exclude each other, by the fewest facts, and the findings in between."""
    ways = _ways(first, steps)
    facts: list[DomainFact] = []
    between: list[str] = []
    way = ways[opposite(second)]
    while way is not None:
        literal, fact = way
        facts.append(fact)
        between.append(literal[0])
        way = ways[literal]
    told = tuple(dict.fromkeys(reversed(facts)))
    return Contradiction(first=first, second=second, facts=told), tuple(between[:-1])


def _present_first(first: Literal, second: Literal) -> tuple[Literal, Literal]:
    """Two answers, the present one first, then by id."""
    is_in_order = (-first[1], first[0]) <= (-second[1], second[0])
    return (first, second) if is_in_order else (second, first)
