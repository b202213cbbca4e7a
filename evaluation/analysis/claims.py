"""What is claimed of a rule set for every patient: the domain's invariants, and laws of safety.

A claim is broken by a region of patients, as literals. Where the region is empty it is proved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evaluation.analysis.encoded import Encoded
from triage.dispositions import Disposition
from triage.invariants import Bound, Invariant, InvariantSet
from triage.rules import RuleSet


class Law(StrEnum):
    """What kind of claim it is."""

    FLOOR = "floor"
    FLOOR_POSSIBLE = "floor_possible"
    WHILE_OPEN = "while_open"
    RED_FLAG = "red_flag"
    PATHWAY = "pathway"
    CEILING = "ceiling"
    CEILING_POSSIBLE = "ceiling_possible"
    MINIMUM = "minimum"
    OPEN_RED_FLAG = "open_red_flag"
    MONOTONE = "monotone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One law about one thing: an invariant, or for ``subject`` a red flag or a finding.

    Of an invariant that demands a red flag or pathway, ``subject`` is that one.
    """

    law: Law
    invariant: Invariant | None = None
    subject: str = ""

    @property
    def id(self) -> str:
        """One name for each claim, for files and people."""
        parts = [self.invariant.id if self.invariant else "", self.law.value, self.subject]
        return ".".join(part for part in parts if part)

    @property
    def sources(self) -> tuple[str, ...]:
        """What the claim rests on; nothing for the laws that rest on no document."""
        return self.invariant.sources if self.invariant else ()


def claims_of(ruleset: RuleSet, invariants: InvariantSet | None) -> Iterator[Claim]:
    """All claims: those of each invariant in order, then the laws by red flag and by finding."""
    for invariant in invariants.invariants.values() if invariants else ():
        yield from _claims_of_invariant(invariant)
    words = ruleset.vocabulary
    for flag in words.red_flags:
        yield Claim(law=Law.MINIMUM, subject=flag)
    for finding in words.red_flag_findings:
        yield Claim(law=Law.OPEN_RED_FLAG, subject=finding)
    for finding in words.red_flag_findings:
        yield Claim(law=Law.MONOTONE, subject=finding)


def _claims_of_invariant(invariant: Invariant) -> Iterator[Claim]:
    if invariant.bound is Bound.CEILING:
        yield Claim(law=Law.CEILING, invariant=invariant)
        yield Claim(law=Law.CEILING_POSSIBLE, invariant=invariant)
        return
    yield Claim(law=Law.FLOOR, invariant=invariant)
    yield Claim(law=Law.FLOOR_POSSIBLE, invariant=invariant)
    if invariant.while_open is not None:
        yield Claim(law=Law.WHILE_OPEN, invariant=invariant)
    for flag in invariant.red_flags:
        yield Claim(law=Law.RED_FLAG, invariant=invariant, subject=flag)
    for pathway in invariant.pathways:
        yield Claim(law=Law.PATHWAY, invariant=invariant, subject=pathway)


def broken_where(claim: Claim, rules: Encoded) -> list[int]:
    """The patients by whom a claim is broken, as literals that hold together."""
    if claim.invariant is not None:
        return _invariant_broken_where(claim, claim.invariant, rules)
    encoding, now = rules.encoding, rules.meaning
    if claim.law is Law.MINIMUM:
        minimum = rules.ruleset.vocabulary.red_flags[claim.subject].minimum
        return [now.red_flags[claim.subject], -now.definite[minimum.rank]]
    then = rules.if_present(claim.subject)
    pairs = list(zip(now.definite, then.definite, strict=True))
    could_be = rules.can_become_present(claim.subject)
    if claim.law is Law.MONOTONE:
        lower = encoding.any_of([encoding.all_of([a, -b]) for a, b in pairs])
        return [*could_be, lower]
    floor = least_while_open(rules.ruleset)
    raised = [encoding.all_of([then.red_flags[f], -is_now]) for f, is_now in now.red_flags.items()]
    more = [encoding.all_of([b, -a]) for a, b in pairs]
    is_open = -encoding.known(claim.subject)
    return [*could_be, is_open, -now.definite[floor.rank], encoding.any_of([*raised, *more])]


def least_while_open(ruleset: RuleSet) -> Disposition:
    """The least that may be given while an open red-flag finding could still matter.

    The rule set's own floor; but never its default, nor the least urgent disposition, whatever the
    rule set says: those mean that nothing has to be asked any more.
    """
    levels = ruleset.vocabulary.scale.levels
    above = min(ruleset.default.disposition.rank + 1, len(levels) - 1)
    return max(ruleset.floor_while_undecided, levels[max(above, 1)])


def met_where(invariant: Invariant, rules: Encoded) -> int:
    """The patients whom an invariant speaks of."""
    return rules.encoding.truths(invariant.condition).met


def _invariant_broken_where(claim: Claim, invariant: Invariant, rules: Encoded) -> list[int]:
    truths = rules.encoding.truths(invariant.condition)
    now, level = rules.meaning, invariant.disposition.rank
    if claim.law is Law.FLOOR:
        return [truths.met, -now.definite[level]]
    if claim.law is Law.FLOOR_POSSIBLE:
        return [-truths.ruled_out, -now.possible[level]]
    if claim.law is Law.RED_FLAG:
        return [truths.met, -now.red_flags[claim.subject]]
    if claim.law is Law.PATHWAY:
        return [truths.met, -now.pathways[claim.subject]]
    if claim.law is Law.WHILE_OPEN:
        assert invariant.while_open is not None  # noqa: S101 - claimed only where it is stated
        return [-truths.ruled_out, -now.definite[invariant.while_open.rank]]
    side = now.definite if claim.law is Law.CEILING else now.possible
    above = level + 1
    return [truths.met, side[above] if above < len(side) else rules.encoding.false]
