"""How many presentations of a vocabulary there are, exactly."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod

from triage.facts import Excluded, Literal, excluded_by
from triage.truth import Answer
from triage.vocabulary import Vocabulary

_Answers = frozenset[Literal]
"""Answers that can still be given. Whatever finding they are of can also be not asked."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """``factor`` times the numbers of ways in which ``parts`` can be answered, apart."""

    factor: int
    parts: tuple[_Answers, ...]


def count_presentations(vocabulary: Vocabulary, cells: Mapping[str, int]) -> int:
    """How many patients there are whose answers do not contradict each other, by the facts.

    Each finding is present, absent or not asked; each number is not asked, or lies in one of
    ``cells`` of it, which nothing tells apart: one, the whole range, where it is not named there. A
    vocabulary without findings and numbers has one patient, of whom nothing is known.
    """
    excluded = excluded_by(vocabulary.facts)
    answers = frozenset(
        (name, answer)
        for name in vocabulary.findings
        for answer in (Answer.PRESENT, Answer.ABSENT)
        if (name, answer) not in excluded.get((name, answer), ())
    )
    numbers = prod(cells.get(name, 1) + 1 for name in vocabulary.numbers)
    return numbers * _ways(_apart(answers, excluded), excluded)


def _ways(whole: _Branch, excluded: Excluded) -> int:
    """In how many ways all of it can be answered. Each part is counted once, however often met."""
    counted: dict[_Answers, int] = {}
    waiting = list(whole.parts)
    while waiting:
        branches = _branches(waiting[-1], excluded)
        missing = [part for branch in branches for part in branch.parts if part not in counted]
        if missing:
            waiting += missing
        else:
            counted[waiting.pop()] = sum(_total(branch, counted) for branch in branches)
    return _total(whole, counted)


def _total(branch: _Branch, counted: Mapping[_Answers, int]) -> int:
    return branch.factor * prod(counted[part] for part in branch.parts)


def _branches(answers: _Answers, excluded: Excluded) -> list[_Branch]:
    """One finding answered in each way, and not asked: what is left of the others then.

    It is the one of the answer that excludes most: then the rest falls apart soonest.
    """
    chosen = min(
        answers,
        key=lambda literal: (-len(answers.intersection(excluded.get(literal, ()))), literal),
    )
    same = {literal for literal in answers if literal[0] == chosen[0]}
    others = answers - same
    return [
        _apart(others, excluded),
        *(_apart(others - excluded.get(literal, frozenset()), excluded) for literal in same),
    ]


def _apart(answers: _Answers, excluded: Excluded) -> _Branch:
    """The answers in parts that have nothing to do with each other; free findings as a factor."""
    factor = 1
    parts = []
    for part in _parts(answers, excluded):
        names = {name for name, _ in part}
        if len(names) == 1:
            factor *= len(part) + 1
        else:
            parts.append(part)
    return _Branch(factor, tuple(parts))


def _parts(answers: _Answers, excluded: Excluded) -> Iterator[_Answers]:
    """The connected parts: answers of the same finding, and those that exclude each other."""
    left = set(answers)
    while left:
        part: set[Literal] = set()
        waiting = [left.pop()]
        while waiting:
            literal = waiting.pop()
            part.add(literal)
            near = left.intersection(_neighbours(literal, excluded))
            left -= near
            waiting += near
        yield frozenset(part)


def _neighbours(literal: Literal, excluded: Excluded) -> Iterable[Literal]:
    name, _ = literal
    return {(name, Answer.PRESENT), (name, Answer.ABSENT), *excluded.get(literal, ())}
