"""What a library shows of each rule and of each node of its condition."""

from collections.abc import Sequence

from evaluation.analysis.coverage.mcdc import (
    independence_of,
    is_shown_by,
    leaves_in,
    pairs_shown,
)
from evaluation.analysis.coverage.model import (
    Independence,
    NodeCoverage,
    RuleCoverage,
    Seen,
    Shown,
)
from evaluation.analysis.coverage.two_patients import TwoPatients
from evaluation.analysis.edits import Place, node_at, places_in
from evaluation.analysis.encode import Encoding
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.replay import must_agree
from evaluation.analysis.solver import Oracle
from triage.algebra import Truths, truths_of
from triage.conditions import Condition
from triage.planes import Planes
from triage.presentation import Presentation
from triage.rules import Rule
from triage.truth import Truth
from triage.vocabulary import Vocabulary
from vignettes.vignette import Vignette


def cover_rule(
    rule: Rule, vignettes: Sequence[Vignette], planes: Planes, words: Vocabulary
) -> RuleCoverage:
    """What vignettes show of a rule; ``planes`` are of their presentations.

    Raises:
        DisagreementError: the interpreter does not confirm what is to be shown.
    """
    shown = _shown(rule, vignettes, planes)
    two = TwoPatients(words)
    two.truths(rule.condition)
    with Oracle(two.formula) as oracle:
        nodes = tuple(
            _node(rule, place, planes, shown, two, oracle) for place in places_in(rule.condition)
        )
        if nodes[0].seen.met:
            return RuleCoverage(rule=rule, nodes=nodes)
        patient = _who_meets(rule, two.first, oracle)
    return RuleCoverage(rule=rule, nodes=nodes, patient=patient)


def _shown(
    rule: Rule, vignettes: Sequence[Vignette], planes: Planes
) -> dict[Place, Independence | None]:
    """For each leaf the two vignettes that show that it alone turns the rule, if any do."""
    leaves = leaves_in(rule.condition)
    pairs = pairs_shown(
        [truths_of(leaf, planes) for leaf in leaves.values()],
        truths_of(rule.condition, planes),
        planes.true,
        [vignette.family for vignette in vignettes],
    )
    return {
        place: pair and _shown_by(rule, place, vignettes[pair[0]], vignettes[pair[1]])
        for place, pair in zip(leaves, pairs, strict=True)
    }


def _shown_by(rule: Rule, place: Place, first: Vignette, second: Vignette) -> Independence:
    _check_pair(rule, place, first.presentation, second.presentation)
    is_met = rule.condition.truth(first.presentation) is Truth.MET
    ids = first.id, second.id
    return Independence(shown=Shown.SEEN, vignettes=ids, is_met_with_leaf=is_met)


def _check_pair(rule: Rule, place: Place, first: Presentation, second: Presentation) -> None:
    agrees = is_shown_by(rule.condition, place, first, second)
    must_agree(agrees, f"rule {rule.id}: two patients for a condition")


def _node(
    rule: Rule,
    place: Place,
    planes: Planes,
    shown: dict[Place, Independence | None],
    two: TwoPatients,
    oracle: Oracle,
) -> NodeCoverage:
    condition = node_at(rule.condition, place)
    seen = _seen(truths_of(condition, planes), len(planes.presentations))
    independence = shown.get(place)
    if place in shown and independence is None:
        independence = independence_of(place, rule.condition, two, oracle)
        if independence.shown is Shown.MISSING:
            _check_pair(rule, place, *independence.patients)
    return NodeCoverage(
        place=place,
        condition=condition,
        seen=seen,
        impossible=_impossible(condition, seen, two.first, oracle),
        independence=independence,
    )


def _seen(truths: Truths[int], n: int) -> Seen:
    met, not_met = truths.met.bit_count(), truths.ruled_out.bit_count()
    return Seen(met=met, not_met=not_met, undecided=n - met - not_met)


def _impossible(
    condition: Condition, seen: Seen, encoding: Encoding, oracle: Oracle
) -> tuple[Truth, ...]:
    """The truths of a condition that no vignette shows, and no patient can."""
    truths = encoding.truths(condition)
    regions = {
        Truth.MET: [truths.met],
        Truth.NOT_MET: [truths.ruled_out],
        Truth.UNDECIDED: [-truths.met, -truths.ruled_out],
    }
    return tuple(
        truth
        for truth, region in regions.items()
        if not seen.of(truth) and not oracle.can_be(region)
    )


def _who_meets(rule: Rule, encoding: Encoding, oracle: Oracle) -> Presentation | None:
    """The smallest patient for whom a rule fires."""
    patient = smallest_patient(encoding, oracle, [encoding.truths(rule.condition).met])
    if patient is not None:
        is_met = rule.condition.truth(patient) is Truth.MET
        must_agree(is_met, f"rule {rule.id}: a patient for whom it fires")
    return patient
