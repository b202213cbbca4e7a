"""What a trace lacks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from evaluation.engines.rules import result_of
from evaluation.evaluate import outcome_of
from evaluation.outcomes import Outcome
from evaluation.trace.demands import met_by, unanswered
from evaluation.trace.model import Key, Kind, Trace
from triage.conditions import open_names
from triage.invariants import InvariantSet
from triage.rules import Rule, RuleSet
from triage.truth import Truth
from vignettes.library import Library
from vignettes.sources.inventory import Inventory, SentenceClass
from vignettes.vignette import Vignette


class GapKind(StrEnum):
    """What may be missing."""

    DEMAND_WITHOUT_RULE = "demand_without_rule"
    RULE_WITHOUT_DEMAND = "rule_without_demand"
    RULE_NEVER_FIRES = "rule_never_fires"
    RULE_WITHOUT_NEAR_MISS = "rule_without_near_miss"
    RULE_WITHOUT_UNKNOWN = "rule_without_unknown"
    RULE_REMOVAL_UNNOTICED = "rule_removal_unnoticed"
    RED_FLAG_WITHOUT_POSITIVE = "red_flag_without_positive"
    RED_FLAG_WITHOUT_NEAR_MISS = "red_flag_without_near_miss"
    VIGNETTE_WITHOUT_SOURCE = "vignette_without_source"

    @property
    def words(self) -> str:
        """The kind of gap for people."""
        return _TITLES[self]


_TITLES = {
    GapKind.DEMAND_WITHOUT_RULE: "Demands that no rule answers",
    GapKind.RULE_WITHOUT_DEMAND: "Rules that rest on no demand",
    GapKind.RULE_NEVER_FIRES: "Rules that fire in no vignette",
    GapKind.RULE_WITHOUT_NEAR_MISS: "Rules without a near miss",
    GapKind.RULE_WITHOUT_UNKNOWN: "Rules without a vignette that leaves them open",
    GapKind.RULE_REMOVAL_UNNOTICED: "Rules whose removal no vignette notices",
    GapKind.RED_FLAG_WITHOUT_POSITIVE: "Red flags that no vignette requires",
    GapKind.RED_FLAG_WITHOUT_NEAR_MISS: "Red flags without a near miss",
    GapKind.VIGNETTE_WITHOUT_SOURCE: "Vignettes that rest on no clinical sentence",
}


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """One gap: its kind, and what it is about, such as ``ABC L33.5 fever`` or a rule's id."""

    kind: GapKind
    of: str

    def is_of(self, key: Key) -> bool:
        """Whether it is about a traced thing: for a demand, its sentence."""
        if self.kind is GapKind.DEMAND_WITHOUT_RULE:
            return key.kind is Kind.SENTENCE and f"{self.of} ".startswith(f"{key.id} ")
        return key.id == self.of and self.kind.startswith(f"{key.kind}_")


def find_gaps(
    trace: Trace,
    inventory: Inventory,
    ruleset: RuleSet,
    invariants: InvariantSet | None,
    library: Library,
) -> tuple[Gap, ...]:
    """All gaps, by kind in the order of the kinds."""
    neighbours = Neighbours(library)
    found = [
        *(
            Gap(GapKind.DEMAND_WITHOUT_RULE, of)
            for of in unanswered(inventory, ruleset, invariants)
        ),
        *_rules(trace, inventory, ruleset, library, neighbours),
        *_red_flags(ruleset, library, neighbours),
        *_vignettes(trace, library),
    ]
    order = list(GapKind)
    return tuple(sorted(found, key=lambda gap: order.index(gap.kind)))


class Neighbours:
    """Which vignettes are one answer apart: patients who differ in one finding or number."""

    def __init__(self, library: Library) -> None:
        # Whoever agrees in all but one name stands in the same place of the index.
        places: dict[tuple[str, frozenset[object]], set[str]] = defaultdict(set)
        whole: dict[frozenset[object], set[str]] = defaultdict(set)
        facts = {v.id: _facts(v) for v in library}
        for name, known in facts.items():
            whole[known].add(name)
            for fact in known:
                places[fact[0], known - {fact}].add(name)
        self._near: dict[str, set[str]] = {}
        for name, known in facts.items():
            near: set[str] = set()
            for fact in known:
                rest = known - {fact}
                near |= places[fact[0], rest] | whole[rest]
            self._near[name] = near - whole[known]
        for name, near in list(self._near.items()):
            for other in near:
                self._near[other].add(name)

    def of(self, vignettes: Iterable[str]) -> set[str]:
        """All neighbours of the vignettes."""
        return {near for vignette in vignettes for near in self._near[vignette]}


def _facts(vignette: Vignette) -> frozenset[tuple[str, object]]:
    patient = vignette.presentation
    return frozenset([*patient.answers.items(), *patient.numbers.items()])


def _rules(
    trace: Trace,
    inventory: Inventory,
    ruleset: RuleSet,
    library: Library,
    neighbours: Neighbours,
) -> Iterator[Gap]:
    before = failing(ruleset, library)
    for rule in ruleset.rules:
        key = Key(Kind.RULE, rule.id)
        if not any(_rests_on_demand(rule, inventory)):
            yield Gap(GapKind.RULE_WITHOUT_DEMAND, rule.id)
        firing = [library.by_id[v] for v in trace.linked(key, Kind.VIGNETTE)]
        if not firing:
            yield Gap(GapKind.RULE_NEVER_FIRES, rule.id)
        near = neighbours.of(vignette.id for vignette in firing)
        if not any(is_ruled_out(rule, library.by_id[name]) for name in near):
            yield Gap(GapKind.RULE_WITHOUT_NEAR_MISS, rule.id)
        if not any(is_left_open(rule, vignette) for vignette in library):
            yield Gap(GapKind.RULE_WITHOUT_UNKNOWN, rule.id)
        if not any(True for _ in noticing(rule, ruleset, library, before)):
            yield Gap(GapKind.RULE_REMOVAL_UNNOTICED, rule.id)


def _rests_on_demand(rule: Rule, inventory: Inventory) -> Iterator[bool]:
    """For each sentence of a rule whether it is a demand about what helps to meet the rule."""
    names = met_by(rule.condition)
    for locator in rule.sources:
        for sentence in inventory.covered(locator, names):
            is_about = not names.isdisjoint(sentence.names)
            is_named_itself = locator == sentence.locator and not sentence.names
            is_demand = sentence.kind is SentenceClass.DEMAND
            yield is_demand and not sentence.spares and (is_about or is_named_itself)


def noticing(
    rule: Rule, ruleset: RuleSet, library: Library, before: Collection[str]
) -> Iterator[str]:
    """The vignettes whose gold is met with a rule and not met without it.

    ``before`` are those whose gold is not met with it either, as :func:`failing` gives them.
    """
    rest = replace(ruleset, rules=tuple(other for other in ruleset.rules if other is not rule))
    concerned = [
        vignette
        for vignette in library
        if rule.condition.truth(vignette.presentation) is not Truth.NOT_MET
    ]
    yield from (name for name in failing(rest, concerned) if name not in before)


def failing(ruleset: RuleSet, vignettes: Iterable[Vignette]) -> tuple[str, ...]:
    """The vignettes whose gold a rule set does not meet."""
    return tuple(
        vignette.id
        for vignette in vignettes
        if not _is_as_expected(outcome_of(vignette, result_of(vignette.presentation, ruleset), {}))
    )


def _is_as_expected(outcome: Outcome) -> bool:
    return outcome.is_acceptable and not (outcome.misses_detection or outcome.loses_pathway)


def is_ruled_out(rule: Rule, vignette: Vignette) -> bool:
    """Whether a rule is known not to fire in a vignette."""
    return rule.condition.truth(vignette.presentation) is Truth.NOT_MET


def is_left_open(rule: Rule, vignette: Vignette) -> bool:
    """Whether a vignette leaves a rule open by what it names as not asked."""
    waiting = open_names(rule.condition, vignette.presentation)
    return not set(waiting).isdisjoint(vignette.not_asked)


def _red_flags(ruleset: RuleSet, library: Library, neighbours: Neighbours) -> Iterator[Gap]:
    for flag in ruleset.vocabulary.red_flags:
        positives = [vignette.id for vignette in library if flag in vignette.gold.red_flags]
        if not positives:
            yield Gap(GapKind.RED_FLAG_WITHOUT_POSITIVE, flag)
        near = (library.by_id[name] for name in neighbours.of(positives))
        raising = [rule for rule in ruleset.rules if flag in rule.red_flags]
        if not any(
            flag in vignette.gold.absent_red_flags
            and all(is_ruled_out(rule, vignette) for rule in raising)
            for vignette in near
        ):
            yield Gap(GapKind.RED_FLAG_WITHOUT_NEAR_MISS, flag)


def _vignettes(trace: Trace, library: Library) -> Iterator[Gap]:
    for vignette in library:
        if not trace.linked(Key(Kind.VIGNETTE, vignette.id), Kind.SENTENCE):
            yield Gap(GapKind.VIGNETTE_WITHOUT_SOURCE, vignette.id)
