"""Small accepted rules, and what is known of a candidate's rules against them."""

from typing import Final

from evaluation.analysis.difference import difference
from evaluation.analysis.prove import prove
from evaluation.gate.candidate import Solved
from tests.evaluation.kit.outcomes import SCALE, URGENT, gave, gold, outcome
from tests.evaluation.kit.small_rules import rule, ruleset
from triage.conditions import Present
from triage.invariants import InvariantSet
from triage.rules import Rule, RuleSet

SEEN: Final = outcome("seen", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
"""A vignette that every rule set passes here: what is solved is judged by itself."""

A, B, C = Present("a"), Present("b"), Present("c")
R1: Final[Rule] = rule("r1", SCALE["urgent"], A, "flag")
R2: Final[Rule] = rule("r2", SCALE["routine"], B, "way")
BEFORE: Final[RuleSet] = ruleset(R1, R2)
"""The accepted rules."""


def solved(after: RuleSet, asked: InvariantSet | None = None, before: RuleSet = BEFORE) -> Solved:
    """What is known of a candidate's rules, against accepted ones."""
    return Solved(
        ruleset=after,
        proofs=tuple(prove(after, asked)),
        difference=difference(before, after),
    )
