"""What cannot be otherwise: facts of a domain that hold for every patient.

A fact says that one finding implies another, or that findings are never present together. Of what a
patient was not asked it says nothing to the engine, which reads answers as they are given; it says
which answers contradict each other. Proofs speak of patients without a contradiction.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from triage.truth import Answer

Literal = tuple[str, Answer]
"""A finding and what it is known to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFact:
    """``if_present`` implies ``then_present``; or ``never_together`` are never present together.

    ``reason`` says why, for those who have to believe it. One of the two forms is used: the others
    fields are empty.
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


def contradictions(facts: Iterable[DomainFact]) -> frozenset[tuple[Literal, Literal]]:
    """All pairs of answers that the facts together forbid, each pair in the order of its ids.

    Two answers contradict each other where what follows from one and what follows from the other
    cannot both be. A longer contradiction always holds one of two answers: every fact is a clause
    of two literals. An answer that contradicts itself is paired with itself.
    """
    forbidden = [pair for fact in facts for pair in fact.pairs()]
    follows: dict[Literal, set[Literal]] = {}
    for first, second in forbidden:
        follows.setdefault(first, set()).add(_opposite(second))
        follows.setdefault(second, set()).add(_opposite(first))
    reached = {literal: _reached(literal, follows) for literal in follows}
    sources: dict[Literal, set[Literal]] = {}
    for start, found in reached.items():
        for literal in found:
            sources.setdefault(literal, set()).add(start)
    pairs = {
        (min(a, b), max(a, b))
        for literal, first in sources.items()
        for a, b in product(first, sources.get(_opposite(literal), ()))
    }
    return frozenset(pairs)


def contradicting(
    answers: Mapping[str, Answer], pairs: Iterable[tuple[Literal, Literal]]
) -> Iterator[tuple[Literal, Literal]]:
    """The forbidden pairs that a patient's answers hold."""
    for first, second in sorted(pairs):
        if answers.get(first[0]) is first[1] and answers.get(second[0]) is second[1]:
            yield first, second


def _opposite(literal: Literal) -> Literal:
    name, answer = literal
    return name, Answer.ABSENT if answer is Answer.PRESENT else Answer.PRESENT


def _reached(start: Literal, follows: Mapping[Literal, set[Literal]]) -> set[Literal]:
    found = {start}
    waiting = [start]
    while waiting:
        for literal in follows.get(waiting.pop(), ()):
            if literal not in found:
                found.add(literal)
                waiting.append(literal)
    return found
