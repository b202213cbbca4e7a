"""Which laws an engine is searched for, and which it breaks by what is declared of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from evaluation.engines.protocol import Traits, Unknowns
from evaluation.probing.laws import (
    AnswerLaw,
    InvariantLaw,
    IrrelevantLaw,
    LawKind,
    MinimumLaw,
    MonotoneLaw,
    OpenLaw,
    OrderLaw,
    ProbeLaw,
    RepeatLaw,
    UnknownLaw,
)
from triage.invariants import InvariantSet
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A kind of law that is not searched for, and why, as a sentence."""

    kind: LawKind
    why: str


@dataclass(frozen=True, slots=True)
class Laws:
    """The laws to search for, in the order in which they are reported, and those left out."""

    searched: tuple[ProbeLaw, ...]
    unsearched: tuple[Unsearched, ...]


def laws_of(
    words: Vocabulary,
    invariants: InvariantSet | None,
    rulesets: Iterable[RuleSet],
    traits: Traits,
) -> Laws:
    """All laws that can be looked for in an engine.

    ``rulesets`` are those of the domain that say which findings matter, beside invariants and red
    flags. What an engine does by declaration is no discovery, and is not searched for.
    """
    unsearched = tuple(_unsearched(words, invariants, traits))
    whole = {entry.kind for entry in unsearched}
    read = names_read(words, invariants, rulesets)
    demanded = tuple(invariants.invariants.values()) if invariants else ()
    found: list[ProbeLaw] = [AnswerLaw()]
    found += [InvariantLaw(each, traits.reports_red_flags) for each in demanded]
    found += [OpenLaw(each, each.while_open) for each in demanded if each.while_open is not None]
    found += [MinimumLaw(flag) for flag in words.red_flags.values()]
    flagged = words.red_flag_findings
    found += [MonotoneLaw(name) for name in flagged]
    found += [UnknownLaw(name) for name in flagged]
    found += [IrrelevantLaw(name) for name in words.findings if name not in read]
    found += [OrderLaw(), RepeatLaw()]
    return Laws(tuple(law for law in found if law.kind not in whole), unsearched)


def names_read(
    words: Vocabulary, invariants: InvariantSet | None, rulesets: Iterable[RuleSet]
) -> frozenset[str]:
    """The findings and numbers that an invariant, a red flag or a rule of the domain looks at."""
    conditions = [rule.condition for ruleset in rulesets for rule in ruleset.rules]
    if invariants:
        conditions += [invariant.condition for invariant in invariants.invariants.values()]
    names = {name for condition in conditions for name in condition.names()}
    return frozenset(names.union(words.red_flag_findings))


def _unsearched(
    words: Vocabulary, invariants: InvariantSet | None, traits: Traits
) -> Iterator[Unsearched]:
    if invariants is None:
        yield Unsearched(LawKind.INVARIANT, "The domain has none.")
    if not traits.reports_red_flags:
        yield Unsearched(LawKind.MINIMUM, 'It is declared with "red_flags: not_reported".')
    elif not words.red_flags:
        yield Unsearched(LawKind.MINIMUM, "The domain has no red flags.")
    if traits.unknowns is Unknowns.ABSENT:
        yield Unsearched(LawKind.OPEN, _BROKEN_BY_DECLARATION)
        yield Unsearched(LawKind.UNKNOWN, _BROKEN_BY_DECLARATION)
        yield Unsearched(LawKind.ORDER, _ONE_ORDER)
    elif traits.unknowns is Unknowns.ABSTAIN:
        yield Unsearched(LawKind.UNKNOWN, _NEVER_ASKED)
    if not traits.is_deterministic:
        yield Unsearched(LawKind.REPEAT, 'It is declared with "deterministic: false".')


_BROKEN_BY_DECLARATION: Final = (
    'It is declared with "unknowns: absent", and breaks this by declaration.'
)
_ONE_ORDER: Final = (
    'It is declared with "unknowns: absent": the harness writes all findings in one order.'
)
_NEVER_ASKED: Final = (
    'It is declared with "unknowns: abstain": it is never asked while something it reads is open.'
)
