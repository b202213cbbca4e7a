"""Coverage in a few numbers, each with its k and n."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from evaluation.analysis.coverage.model import Coverage, Shown
from triage.truth import Truth


class Of(StrEnum):
    """What is counted."""

    RULES_FIRED = "rules_fired"
    CONDITIONS_MET = "conditions_met"
    CONDITIONS_NOT_MET = "conditions_not_met"
    CONDITIONS_UNDECIDED = "conditions_undecided"
    CONDITIONS_ALONE = "conditions_alone_turn_their_rule"
    DISPOSITION_PAIRS = "disposition_pairs"
    RED_FLAGS_ALONE = "red_flags_alone"
    RED_FLAGS_TOGETHER = "red_flags_together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """``k`` are seen of ``n`` that any patient can show; ``impossible`` are those beside them."""

    of: Of
    k: int
    n: int
    impossible: int


def tallies(coverage: Coverage) -> tuple[Tally, ...]:
    """All counts of a coverage, in a fixed order. Of nothing they are 0 of 0."""
    leaves = [leaf for rule in coverage.rules for leaf in rule.leaves]

    def seen_as(truth: Truth) -> list[Shown]:
        return [node.shown(truth) for node, _ in leaves]

    all_shown = {
        Of.RULES_FIRED: [rule.fires for rule in coverage.rules],
        Of.CONDITIONS_MET: seen_as(Truth.MET),
        Of.CONDITIONS_NOT_MET: seen_as(Truth.NOT_MET),
        Of.CONDITIONS_UNDECIDED: seen_as(Truth.UNDECIDED),
        Of.CONDITIONS_ALONE: [independence.shown for _, independence in leaves],
        Of.DISPOSITION_PAIRS: [a.shown for a in coverage.dispositions.values()],
        Of.RED_FLAGS_ALONE: [a.shown for a in coverage.alone.values()],
        Of.RED_FLAGS_TOGETHER: [a.shown for a in coverage.together.values()],
    }
    return tuple(_tally(of, found) for of, found in all_shown.items())


def _tally(of: Of, all_shown: Iterable[Shown]) -> Tally:
    found = list(all_shown)
    impossible = found.count(Shown.IMPOSSIBLE)
    seen = found.count(Shown.SEEN)
    return Tally(of=of, k=seen, n=len(found) - impossible, impossible=impossible)
