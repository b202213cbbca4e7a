"""Which vignettes hold a rule, from all sides."""

from collections.abc import Collection
from dataclasses import dataclass

from evaluation.trace.gaps import Neighbours, is_left_open, is_ruled_out, noticing
from triage.rules import Rule, RuleSet
from triage.truth import Truth
from vignettes.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The vignettes of one rule, by id.

    ``fires`` are those in which it fires, ``needed`` those whose gold is not met without it.
    ``near`` are one answer away from one of ``fires``, and rule it out; ``open`` leave it open by
    what they say was not asked.
    """

    fires: tuple[str, ...]
    needed: tuple[str, ...]
    near: tuple[str, ...]
    open: tuple[str, ...]


def holding(
    rule: Rule,
    ruleset: RuleSet,
    library: Library,
    neighbours: Neighbours,
    before: Collection[str],
) -> Holding:
    """The vignettes that hold a rule; ``before`` as for :func:`noticing`."""
    truths = {v.id: rule.condition.truth(v.presentation) for v in library}
    fires = tuple(name for name, truth in truths.items() if truth is Truth.MET)
    near = neighbours.of(fires)
    return Holding(
        fires=fires,
        needed=tuple(noticing(rule, ruleset, library, before)),
        near=tuple(v.id for v in library if v.id in near and is_ruled_out(rule, v)),
        open=tuple(v.id for v in library if is_left_open(rule, v)),
    )
