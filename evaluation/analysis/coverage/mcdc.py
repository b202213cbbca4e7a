"""Unique-cause MC/DC of a rule: for each leaf of its condition, two who show that it alone counts.

The leaf is met in one and not met in the other, the rule too, and every other leaf has the same
truth in both: met, not met or undecided. A leaf is an occurrence: a finding that stands twice in a
rule is two leaves, and as both change at once, neither can be shown alone. The same goes for two
comparisons that part the values of a number at the same place.
"""

from collections.abc import Mapping, Sequence

from evaluation.analysis.coverage.model import Independence, Shown, Why
from evaluation.analysis.coverage.two_patients import TwoPatients
from evaluation.analysis.edits import Place, node_at, places_in
from evaluation.analysis.solver import Oracle
from triage.algebra import Truths
from triage.conditions import Condition
from triage.planes import positions
from triage.presentation import Presentation
from triage.truth import Truth

Signature = tuple[Truth, ...]
"""The truth of every leaf."""


def leaves_in(condition: Condition) -> dict[Place, Condition]:
    """The leaves of a condition by their places, from left to right."""
    nodes = ((place, node_at(condition, place)) for place in places_in(condition))
    return {place: node for place, node in nodes if not node.children()}


def is_shown_by(
    condition: Condition, place: Place, first: Presentation, second: Presentation
) -> bool:
    """Whether two patients show that a leaf alone turns a condition, as the interpreter has it."""
    for at, leaf in leaves_in(condition).items():
        truths = leaf.truth(first), leaf.truth(second)
        if truths != (Truth.MET, Truth.NOT_MET) if at == place else truths[0] is not truths[1]:
            return False
    return {condition.truth(first), condition.truth(second)} == {Truth.MET, Truth.NOT_MET}


def pairs_shown(
    leaves: Sequence[Truths[int]], rule: Truths[int], everybody: int, families: Sequence[str]
) -> list[tuple[int, int] | None]:
    """For each leaf the positions of two vignettes that show it; ``None`` where no two do.

    Of several, two of one family come first, then those that come first in the library.
    """
    groups = _by_signature(leaves, everybody)
    return [_pair_shown(leaf, groups, rule, families) for leaf in range(len(leaves))]


def _by_signature(leaves: Sequence[Truths[int]], everybody: int) -> dict[Signature, int]:
    """The vignettes parted by the truth of every leaf."""
    groups: dict[Signature, int] = {(): everybody} if everybody else {}
    for leaf in leaves:
        groups = {
            (*signature, truth): within
            for signature, plane in groups.items()
            for truth, within in (
                (Truth.MET, plane & leaf.met),
                (Truth.NOT_MET, plane & leaf.ruled_out),
                (Truth.UNDECIDED, plane & ~(leaf.met | leaf.ruled_out)),
            )
            if within
        }
    return groups


def _pair_shown(
    leaf: int, groups: Mapping[Signature, int], rule: Truths[int], families: Sequence[str]
) -> tuple[int, int] | None:
    found = []
    for signature, met in groups.items():
        across = (*signature[:leaf], Truth.NOT_MET, *signature[leaf + 1 :])
        if signature[leaf] is Truth.MET and across in groups:
            not_met = groups[across]
            if (met & rule.met and not_met & rule.ruled_out) or (
                met & rule.ruled_out and not_met & rule.met
            ):
                found.append(_nearest(met, not_met, families))
    return min(found)[1:] if found else None


def _nearest(met: int, not_met: int, families: Sequence[str]) -> tuple[bool, int, int]:
    """Two vignettes of two groups, and whether they are strangers to each other."""
    of_family: dict[str, int] = {}
    for position in positions(not_met):
        of_family.setdefault(families[position], position)
    for position in positions(met):
        if families[position] in of_family:
            return False, position, of_family[families[position]]
    return True, next(positions(met)), next(positions(not_met))


def independence_of(
    place: Place, condition: Condition, two: TwoPatients, oracle: Oracle
) -> Independence:
    """The smallest two patients who show that a leaf alone turns a condition, or why none do."""
    leaves = leaves_in(condition)
    leaf = leaves.pop(place)
    turned = two.formula.any_of([two.falls(condition), two.rises(condition)])
    others = [two.same(other) for other in leaves.values()]
    found = two.smallest(oracle, [two.falls(leaf), turned, *others])
    if found is None:
        return _impossible(leaf, leaves, two, oracle)
    first, second = found
    return Independence(
        shown=Shown.MISSING,
        patients=(first, second),
        is_met_with_leaf=condition.truth(first) is Truth.MET,
    )


def _impossible(
    leaf: Condition, others: Mapping[Place, Condition], two: TwoPatients, oracle: Oracle
) -> Independence:
    """The reason, the plainest first."""
    truths, _ = two.truths(leaf)
    why, coupled = Why.NO_EFFECT, _coupled(leaf, others, two, oracle)
    if not oracle.can_be([truths.met]):
        why = Why.NEVER_MET
    elif not oracle.can_be([truths.ruled_out]):
        why = Why.NEVER_NOT_MET
    elif coupled:
        why = Why.COUPLED
    named = coupled if why is Why.COUPLED else ()
    return Independence(shown=Shown.IMPOSSIBLE, why=why, coupled=named)


def _coupled(
    leaf: Condition, others: Mapping[Place, Condition], two: TwoPatients, oracle: Oracle
) -> tuple[Place, ...]:
    """The leaves that are never the same in two patients in whom this one is met and is not."""
    changes = two.falls(leaf)
    return tuple(
        place for place, other in others.items() if not oracle.can_be([changes, two.same(other)])
    )
