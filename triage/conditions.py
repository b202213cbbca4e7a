"""The tree of a rule's condition, and its meaning in Kleene's three-valued logic.

Five kinds of node: a finding is present; a number compares; *all*, *any*, *not*, *at least n of*.
A sixth, *known only*, is no file's: edits of rules are tried with it.
Each knows three things: its truth for a presentation, the facts that make it so, and its canonical
content for hashes. Everything else (planes, clauses) is compiled from the same tree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from triage.presentation import Presentation
from triage.truth import Answer, Truth
from triage.vocabulary import Number


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a patient that a decision rests on: an answer, or a number."""

    name: str
    value: Answer | float


class Condition(Protocol):
    """What every node of the tree can do."""

    def truth(self, presentation: Presentation) -> Truth:
        """Met, not met or undecided, given what is known."""
        ...

    def facts(self, presentation: Presentation) -> Iterator[Fact]:
        """The known facts that decide this node; none where it is undecided."""
        ...

    def names(self) -> Iterator[str]:
        """Every finding and number in the tree, repeats included."""
        ...

    def children(self) -> tuple["Condition", ...]:
        """The nodes right below; none for a leaf."""
        ...

    def content(self) -> object:
        """Plain data in which the order of siblings does not matter."""
        ...


@dataclass(frozen=True, slots=True)
class Present:
    """A finding is present. Not asked is undecided, never not met.

    >>> Present("fever").truth(Presentation())
    <Truth.UNDECIDED: 1>
    """

    finding: str

    def truth(self, presentation: Presentation) -> Truth:
        """Present is met, absent is not met, not asked is undecided."""
        return _TRUTH_OF[presentation.answers.get(self.finding, Answer.NOT_ASKED)]

    def facts(self, presentation: Presentation) -> Iterator[Fact]:
        """The answer, if there is one."""
        if self.finding in presentation.answers:
            yield Fact(self.finding, presentation.answers[self.finding])

    def names(self) -> Iterator[str]:
        """The finding."""
        yield self.finding

    def children(self) -> tuple[Condition, ...]:
        """None."""
        return ()

    def content(self) -> object:
        """The id of the finding."""
        return self.finding


_TRUTH_OF = {
    Answer.PRESENT: Truth.MET,
    Answer.ABSENT: Truth.NOT_MET,
    Answer.NOT_ASKED: Truth.UNDECIDED,
}


class Comparison(StrEnum):
    """How a number is compared with a bound. Both ``at`` forms include the bound."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    def holds(self, value: float, bound: float) -> bool:
        """Whether ``value`` stands to ``bound`` as the comparison says."""
        if self is Comparison.AT_LEAST:
            return value >= bound
        if self is Comparison.MORE_THAN:
            return value > bound
        if self is Comparison.AT_MOST:
            return value <= bound
        return value < bound


@dataclass(frozen=True, slots=True)
class Compare:
    """A number stands to a bound as the comparison says; undecided while it is not known."""

    number: str
    comparison: Comparison
    bound: float

    def truth(self, presentation: Presentation) -> Truth:
        """Decided by the number, undecided without it."""
        value = presentation.numbers.get(self.number)
        if value is None:
            return Truth.UNDECIDED
        return Truth.MET if self.comparison.holds(value, self.bound) else Truth.NOT_MET

    def facts(self, presentation: Presentation) -> Iterator[Fact]:
        """The number, if it is known."""
        if self.number in presentation.numbers:
            yield Fact(self.number, presentation.numbers[self.number])

    def names(self) -> Iterator[str]:
        """The number."""
        yield self.number

    def children(self) -> tuple[Condition, ...]:
        """None."""
        return ()

    def content(self) -> object:
        """Number, comparison and bound."""
        return {"number": self.number, self.comparison.value: self.bound}


@dataclass(frozen=True, slots=True)
class Not:
    """The condition below is not met."""

    condition: Condition

    def truth(self, presentation: Presentation) -> Truth:
        """The negation; undecided stays undecided."""
        return self.condition.truth(presentation).negated()

    def facts(self, presentation: Presentation) -> Iterator[Fact]:
        """Those of the condition below."""
        return self.condition.facts(presentation)

    def names(self) -> Iterator[str]:
        """Those of the condition below."""
        return self.condition.names()

    def children(self) -> tuple[Condition, ...]:
        """The one below."""
        return (self.condition,)

    def content(self) -> object:
        """The content below, under ``not``."""
        return {"not": self.condition.content()}


@dataclass(frozen=True, slots=True)
class KnownOnly:
    """The condition below is known to be met; whatever is open counts as not met.

    No rule file can say it: reading unknown as absent is the mistake that rules must never make.
    It is what an edited rule is tried with.
    """

    condition: Condition

    def truth(self, presentation: Presentation) -> Truth:
        """Met or not met, never undecided."""
        is_met = self.condition.truth(presentation) is Truth.MET
        return Truth.MET if is_met else Truth.NOT_MET

    def facts(self, presentation: Presentation) -> Iterator[Fact]:
        """Those of the condition below."""
        return self.condition.facts(presentation)

    def names(self) -> Iterator[str]:
        """Those of the condition below."""
        return self.condition.names()

    def children(self) -> tuple[Condition, ...]:
        """The one below."""
        return (self.condition,)

    def content(self) -> object:
        """The content below, under ``known_only``."""
        return {"known_only": self.condition.content()}


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``minimum`` of the conditions are met. *All* and *any* are its two ends.

    Undecided when the open ones could still reach the minimum. For a finding that stands in two of
    the conditions this is coarser than trying out every answer, as Kleene's logic is, and it errs
    to undecided, never to decided.

    >>> two_of = AtLeast(2, (Present("a"), Present("b"), Present("c")))
    >>> two_of.truth(Presentation({"a": Answer.PRESENT, "b": Answer.ABSENT}))
    <Truth.UNDECIDED: 1>
    """

    minimum: int
    conditions: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.minimum <= len(self.conditions):
            raise ValueError(f"{self.minimum} of {len(self.conditions)} conditions cannot be met")

    def truth(self, presentation: Presentation) -> Truth:
        """Met when enough are met, not met when too few can be."""
        needed = self.minimum
        reachable = len(self.conditions)
        for condition in self.conditions:
            value = condition.truth(presentation)
            if value is Truth.MET:
                needed -= 1
                if needed == 0:
                    return Truth.MET
            elif value is Truth.NOT_MET:
                reachable -= 1
                if reachable < self.minimum:
                    return Truth.NOT_MET
        return Truth.UNDECIDED

    def facts(self, presentation: Presentation) -> Iterator[Fact]:
        """Those of the conditions that decide it: the met ones, or the ones that are not met."""
        decided = self.truth(presentation)
        if decided is not Truth.UNDECIDED:
            for condition in self.conditions:
                if condition.truth(presentation) is decided:
                    yield from condition.facts(presentation)

    def names(self) -> Iterator[str]:
        """Those of all conditions."""
        for condition in self.conditions:
            yield from condition.names()

    def children(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.conditions

    def content(self) -> object:
        """Under ``all``, ``any`` or ``of``, siblings sorted."""
        of = sorted((c.content() for c in self.conditions), key=repr)
        if self.minimum == len(self.conditions):
            return {"all": of}
        if self.minimum == 1:
            return {"any": of}
        return {"at_least": self.minimum, "of": of}


def open_names(condition: Condition, presentation: Presentation) -> Iterator[str]:
    """The findings and numbers that a condition still waits for, repeats included.

    A part that is decided waits for nothing, whatever it has left open.
    """
    if condition.truth(presentation) is Truth.UNDECIDED:
        below = condition.children()
        if not below:
            yield from condition.names()
        for child in below:
            yield from open_names(child, presentation)


def comparisons_in(conditions: Iterable[Condition]) -> Iterator[Compare]:
    """Every comparison of a number in the trees, repeats included."""
    for condition in conditions:
        if isinstance(condition, Compare):
            yield condition
        yield from comparisons_in(condition.children())


def telling_values(number: Number, conditions: Iterable[Condition]) -> tuple[float, ...]:
    """Values that stand for all of a number's range, as far as the conditions can tell.

    >>> age = Number(
    ...     id="age", title="age", question="?", unit="years", minimum=0, maximum=120, sources=()
    ... )
    >>> telling_values(age, [Compare("age", Comparison.AT_LEAST, 60)])
    (0, 30.0, 60, 90.0, 120)
    """
    bounds = {node.bound for node in comparisons_in(conditions) if node.number == number.id}
    edges = sorted({number.minimum, number.maximum, *bounds})
    between = [(low + high) / 2 for low, high in pairwise(edges)]
    return tuple(sorted({*edges, *between}))


def all_of(*conditions: Condition) -> AtLeast:
    """Every condition is met."""
    return AtLeast(len(conditions), conditions)


def any_of(*conditions: Condition) -> AtLeast:
    """At least one condition is met."""
    return AtLeast(1, conditions)
