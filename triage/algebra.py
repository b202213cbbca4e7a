"""What rules mean, in any algebra of yes and no: words of bits, or literals of a solver.

Kleene's logic needs two plain truth values for each condition: whether it is *met*, and whether it
is *ruled out*; open is neither. Both follow from those of the parts by *all of*, *any of* and *at
least n of* alone, so that one description serves every evaluator that is not the interpreter of
:mod:`triage.engine`, which stays apart so that each can be held against the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from triage.conditions import AtLeast, Compare, Condition, KnownOnly, Not, Present
from triage.dispositions import Disposition
from triage.rules import Rule, RuleSet
from triage.vocabulary import Vocabulary

T = TypeVar("T")


class Algebra(Protocol[T]):
    """Truth values, what is known of a patient in them, and how they are put together."""

    @property
    def true(self) -> T:
        """What always holds."""
        ...

    @property
    def false(self) -> T:
        """What never holds."""
        ...

    def negated(self, value: T, /) -> T:
        """Not ``value``."""
        ...

    def all_of(self, values: Sequence[T], /) -> T:
        """Every value; true where there are none."""
        ...

    def any_of(self, values: Sequence[T], /) -> T:
        """At least one value; false where there are none."""
        ...

    def present(self, finding: str, /) -> "Truths[T]":
        """Whether a finding is known to be present, and known to be absent."""
        ...

    def compared(self, comparison: Compare, /) -> "Truths[T]":
        """Whether a number is known and stands so to its bound, and known and does not."""
        ...


@dataclass(frozen=True, slots=True)
class Truths(Generic[T]):
    """A condition is met; it is ruled out. Never both; open where neither."""

    met: T
    ruled_out: T


def truths_of(condition: Condition, algebra: Algebra[T]) -> Truths[T]:
    """A condition in an algebra."""
    if isinstance(condition, Present):
        return algebra.present(condition.finding)
    if isinstance(condition, Compare):
        return algebra.compared(condition)
    if isinstance(condition, Not):
        below = truths_of(condition.condition, algebra)
        return Truths(below.ruled_out, below.met)
    if isinstance(condition, KnownOnly):
        below = truths_of(condition.condition, algebra)
        return Truths(below.met, algebra.negated(below.met))
    assert isinstance(condition, AtLeast)  # noqa: S101 - there are no other nodes
    parts = [truths_of(child, algebra) for child in condition.conditions]
    too_few = len(parts) - condition.minimum + 1
    return Truths(
        at_least(condition.minimum, [part.met for part in parts], algebra),
        at_least(too_few, [part.ruled_out for part in parts], algebra),
    )


def at_least(minimum: int, values: Sequence[T], algebra: Algebra[T]) -> T:
    """At least ``minimum`` of the values, counted one value after another (Sinz 2005).

    True for a minimum of 0, false for one above the number of values. Where more than half are
    needed, those that fail are counted, which are fewer.
    """
    if minimum <= 1 or minimum >= len(values):
        if minimum > len(values):
            return algebra.false
        if minimum <= 0:
            return algebra.true
        return algebra.any_of(values) if minimum == 1 else algebra.all_of(values)
    few = len(values) - minimum + 1
    if few < minimum:
        return algebra.negated(at_least(few, [algebra.negated(value) for value in values], algebra))
    reached = [algebra.true, *[algebra.false] * minimum]
    for value in values:
        reached = [
            algebra.true,
            *(
                algebra.any_of([reached[n], algebra.all_of([value, reached[n - 1]])])
                for n in range(1, minimum + 1)
            ),
        ]
    return reached[minimum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Generic[T]):
    """What some rules bring about together. Joined in any order, and with themselves, the same.

    ``met`` and ``not_ruled_out`` go by rank: some rule of at least that urgency is so. ``holds`` is
    true while an undecided rule keeps the floor up.
    """

    met: tuple[T, ...]
    not_ruled_out: tuple[T, ...]
    holds: T
    red_flags: Mapping[str, T]
    pathways: Mapping[str, T]


def effect_of(rule: Rule, truths: Truths[T], words: Vocabulary, algebra: Algebra[T]) -> Effect[T]:
    """What one rule brings about, given whether it is met or ruled out."""
    open_or_met = algebra.negated(truths.ruled_out)
    no = algebra.false
    ranks = range(len(words.scale))
    is_open = algebra.all_of([open_or_met, algebra.negated(truths.met)])
    return Effect(
        met=tuple(truths.met if rank <= rule.disposition.rank else no for rank in ranks),
        not_ruled_out=tuple(open_or_met if rank <= rule.disposition.rank else no for rank in ranks),
        holds=is_open if rule.holds_floor else no,
        red_flags={f: truths.met if f in rule.red_flags else no for f in words.red_flags},
        pathways={p: truths.met if p in rule.pathways else no for p in words.pathways},
    )


def no_effect(words: Vocabulary, algebra: Algebra[T]) -> Effect[T]:
    """What no rules bring about."""
    nothing = (algebra.false,) * len(words.scale)
    return Effect(
        met=nothing,
        not_ruled_out=nothing,
        holds=algebra.false,
        red_flags=dict.fromkeys(words.red_flags, algebra.false),
        pathways=dict.fromkeys(words.pathways, algebra.false),
    )


def joined(effects: Sequence[Effect[T]], algebra: Algebra[T]) -> Effect[T]:
    """What rules bring about together, of which there is at least one."""
    if len(effects) == 1:
        return effects[0]
    any_of = algebra.any_of
    first = effects[0]
    return Effect(
        met=tuple(any_of(values) for values in zip(*(e.met for e in effects), strict=True)),
        not_ruled_out=tuple(
            any_of(values) for values in zip(*(e.not_ruled_out for e in effects), strict=True)
        ),
        holds=any_of([e.holds for e in effects]),
        red_flags={f: any_of([e.red_flags[f] for e in effects]) for f in first.red_flags},
        pathways={p: any_of([e.pathways[p] for e in effects]) for p in first.pathways},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Generic[T]):
    """All that a rule set answers. ``definite`` and ``possible`` go by rank: at least so urgent."""

    definite: tuple[T, ...]
    possible: tuple[T, ...]
    red_flags: Mapping[str, T]
    pathways: Mapping[str, T]


def meaning_of(
    effect: Effect[T], default: Disposition, floor: Disposition, algebra: Algebra[T]
) -> Meaning[T]:
    """What a rule set answers whose rules bring about ``effect``."""
    definite = tuple(
        algebra.true
        if rank <= default.rank
        else algebra.any_of([met, effect.holds] if rank <= floor.rank else [met])
        for rank, met in enumerate(effect.met)
    )
    possible = tuple(
        algebra.any_of([is_definite, not_ruled_out])
        for is_definite, not_ruled_out in zip(definite, effect.not_ruled_out, strict=True)
    )
    return Meaning(
        definite=definite,
        possible=possible,
        red_flags=effect.red_flags,
        pathways=effect.pathways,
    )


def meaning_of_rules(ruleset: RuleSet, algebra: Algebra[T]) -> Meaning[T]:
    """All that a rule set answers, in an algebra."""
    words = ruleset.vocabulary
    effects = [
        effect_of(rule, truths_of(rule.condition, algebra), words, algebra)
        for rule in ruleset.rules
    ]
    effect = joined([no_effect(words, algebra), *effects], algebra)
    return meaning_of(effect, ruleset.default.disposition, ruleset.floor_while_undecided, algebra)


def exactly(at_least: Sequence[T], rank: int, algebra: Algebra[T]) -> T:
    """Just one rank, of values that go by rank and say "at least"."""
    above = at_least[rank + 1 : rank + 2]
    return algebra.all_of([at_least[rank], *(algebra.negated(value) for value in above)])


def differing(first: Iterable[T], second: Iterable[T], algebra: Algebra[T]) -> list[T]:
    """For each pair whether the two differ."""
    negated = algebra.negated
    return [
        algebra.any_of([algebra.all_of([a, negated(b)]), algebra.all_of([negated(a), b])])
        for a, b in zip(first, second, strict=True)
    ]


def all_values(meaning: Meaning[T]) -> list[T]:
    """Every value of a meaning, in a fixed order."""
    return [
        *meaning.definite,
        *meaning.possible,
        *meaning.red_flags.values(),
        *meaning.pathways.values(),
    ]


def any_difference(first: Meaning[T], second: Meaning[T], algebra: Algebra[T]) -> T:
    """Whether two meanings differ in anything."""
    pairs = [(a, b) for a, b in zip(all_values(first), all_values(second), strict=True) if a != b]
    return algebra.any_of(differing([a for a, _ in pairs], [b for _, b in pairs], algebra))
