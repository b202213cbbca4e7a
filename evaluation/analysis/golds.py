"""Which vignettes of a library fail under a rule set: all of them at once, in planes."""

from collections.abc import Sequence
from dataclasses import dataclass

from triage.algebra import Meaning, meaning_of_rules
from triage.planes import Planes, positions
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.vignette import Vignette


@dataclass(frozen=True, slots=True)
class Golds:
    """The golds of vignettes as planes; ``at_least`` and ``at_most`` go by rank."""

    at_least: tuple[int, ...]
    at_most: tuple[int, ...]
    red_flags: dict[str, int]
    absent_red_flags: dict[str, int]
    pathways: dict[str, int]


def golds_of(vignettes: Sequence[Vignette], words: Vocabulary) -> Golds:
    """The golds of vignettes, in their order."""

    def plane(*bits: bool) -> int:
        return sum(1 << i for i, bit in enumerate(bits) if bit)

    golds = [vignette.gold for vignette in vignettes]
    return Golds(
        at_least=tuple(plane(*(g.floor.rank == lvl.rank for g in golds)) for lvl in words.scale),
        at_most=tuple(plane(*(g.ceiling.rank == lvl.rank for g in golds)) for lvl in words.scale),
        red_flags={f: plane(*(f in g.red_flags for g in golds)) for f in words.red_flags},
        absent_red_flags={
            f: plane(*(f in g.absent_red_flags for g in golds)) for f in words.red_flags
        },
        pathways={p: plane(*(p in g.pathways for g in golds)) for p in words.pathways},
    )


def failing(golds: Golds, meaning: Meaning[int], planes: Planes) -> int:
    """The vignettes whose gold the answers do not meet.

    A disposition outside of the acceptable range, a red flag or pathway that is not given, or a red
    flag that the gold knows to be absent.
    """
    found = 0
    top = len(golds.at_least) - 1
    for rank in range(top + 1):
        found |= golds.at_least[rank] & planes.negated(meaning.definite[rank])
        if rank < top:
            found |= golds.at_most[rank] & meaning.definite[rank + 1]
    for flag, raised in meaning.red_flags.items():
        found |= golds.red_flags[flag] & planes.negated(raised)
        found |= golds.absent_red_flags[flag] & raised
    for pathway, given in meaning.pathways.items():
        found |= golds.pathways[pathway] & planes.negated(given)
    return found


def failing_vignettes(ruleset: RuleSet, vignettes: Sequence[Vignette]) -> tuple[str, ...]:
    """The vignettes whose gold a rule set does not meet, in their order."""
    planes = Planes([vignette.presentation for vignette in vignettes])
    golds = golds_of(vignettes, ruleset.vocabulary)
    found = failing(golds, meaning_of_rules(ruleset, planes), planes)
    return tuple(vignettes[position].id for position in positions(found))
