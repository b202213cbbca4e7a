"""Builds the trace of a rule set, its invariants and a library through an inventory."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from evaluation.trace.model import Key, Kind, Node, Trace
from triage.conditions import Condition
from triage.invariants import Invariant, InvariantSet
from triage.rules import RuleSet
from triage.truth import Truth
from vignettes.library import Library
from vignettes.sources.inventory import Inventory, SentenceClass

DEFAULT = "(default)"
"""The id under which a rule set's default is traced: the rule that fires where none does."""

Link = tuple[Key, Key]


def build_trace(
    inventory: Inventory,
    ruleset: RuleSet,
    invariants: InvariantSet | None,
    library: Library,
) -> Trace:
    """The trace through an inventory.

    Linked are:

    - a sentence and whoever names it as a source, or names its line and speaks of the same
      findings
    - a rule and an invariant that rest on the same demand and speak of the same findings
    - a rule and an invariant with the red flags that they raise or demand
    - a vignette with the rules that fire in it, the invariants whose condition is met, and the red
      flags that its gold requires
    """
    own = tuple(invariants.invariants.values()) if invariants else ()
    nodes = tuple(_nodes(inventory, ruleset, own, library))
    links = [
        *_to_sentences(inventory, ruleset, own, library),
        *_to_red_flags(ruleset, own, library),
        *_to_vignettes(ruleset, own, library),
    ]
    links += _rules_to_invariants(links, inventory, ruleset, own)
    return Trace(nodes=nodes, links=_both_ways(links, nodes))


def names_of(condition: Condition) -> frozenset[str]:
    """The findings and numbers that a condition speaks of."""
    return frozenset(condition.names())


def _nodes(
    inventory: Inventory, ruleset: RuleSet, invariants: Iterable[Invariant], library: Library
) -> Iterator[Node]:
    for sentence in inventory.sentences:
        key = Key(Kind.SENTENCE, sentence.locator)
        yield Node(key=key, group=sentence.kind.value, text=sentence.says)
    for rule in ruleset.rules:
        yield Node(key=Key(Kind.RULE, rule.id), group=rule.disposition.id, text=rule.title)
    default = ruleset.default
    yield Node(key=Key(Kind.RULE, DEFAULT), group=default.disposition.id, text=default.title)
    for invariant in invariants:
        group = f"{invariant.bound.value} {invariant.disposition.id}"
        yield Node(key=Key(Kind.INVARIANT, invariant.id), group=group, text=invariant.title)
    for flag in ruleset.vocabulary.red_flags.values():
        yield Node(key=Key(Kind.RED_FLAG, flag.id), group=flag.minimum.id, text=flag.title)
    for vignette in library:
        group = vignette.gold.preferred.id
        yield Node(key=Key(Kind.VIGNETTE, vignette.id), group=group, text=vignette.title)


def _to_sentences(
    inventory: Inventory, ruleset: RuleSet, invariants: Iterable[Invariant], library: Library
) -> Iterator[Link]:
    def links(key: Key, sources: Iterable[str], names: frozenset[str] | None) -> Iterator[Link]:
        for locator in sources:
            for sentence in inventory.covered(locator, names):
                if sentence.kind.is_clinical:
                    yield Key(Kind.SENTENCE, sentence.locator), key

    for rule in ruleset.rules:
        yield from links(Key(Kind.RULE, rule.id), rule.sources, names_of(rule.condition))
    yield from links(Key(Kind.RULE, DEFAULT), ruleset.default.sources, None)
    for invariant in invariants:
        key = Key(Kind.INVARIANT, invariant.id)
        yield from links(key, invariant.sources, names_of(invariant.condition))
    raising = _findings_of_red_flags(ruleset)
    for flag in ruleset.vocabulary.red_flags.values():
        names = raising[flag.id] | frozenset(flag.findings)
        yield from links(Key(Kind.RED_FLAG, flag.id), flag.sources, names)
    for vignette in library:
        yield from links(Key(Kind.VIGNETTE, vignette.id), vignette.sources, None)


def _findings_of_red_flags(ruleset: RuleSet) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for rule in ruleset.rules:
        for flag in rule.red_flags:
            found[flag] |= names_of(rule.condition)
    return found


def _to_red_flags(
    ruleset: RuleSet, invariants: Iterable[Invariant], library: Library
) -> Iterator[Link]:
    raising = (
        *((Key(Kind.RULE, rule.id), rule.red_flags) for rule in ruleset.rules),
        *((Key(Kind.INVARIANT, found.id), found.red_flags) for found in invariants),
        *((Key(Kind.VIGNETTE, vignette.id), vignette.gold.red_flags) for vignette in library),
    )
    for key, flags in raising:
        for flag in flags:
            yield key, Key(Kind.RED_FLAG, flag)


def _to_vignettes(
    ruleset: RuleSet, invariants: Iterable[Invariant], library: Library
) -> Iterator[Link]:
    conditions: list[tuple[Key, Callable[..., Truth]]] = [
        *((Key(Kind.RULE, rule.id), rule.condition.truth) for rule in ruleset.rules),
        *((Key(Kind.INVARIANT, found.id), found.condition.truth) for found in invariants),
    ]
    for vignette in library:
        met = [key for key, truth in conditions if truth(vignette.presentation) is Truth.MET]
        if not any(key.kind is Kind.RULE for key in met):
            met.append(Key(Kind.RULE, DEFAULT))
        for key in met:
            yield key, Key(Kind.VIGNETTE, vignette.id)


def _rules_to_invariants(
    links: Iterable[Link], inventory: Inventory, ruleset: RuleSet, invariants: Iterable[Invariant]
) -> list[Link]:
    demands = {s.locator for s in inventory.sentences if s.kind is SentenceClass.DEMAND}
    resting: dict[Key, set[str]] = defaultdict(set)
    for one, other in links:
        if one.kind is Kind.SENTENCE and one.id in demands:
            resting[other].add(one.id)
    return [
        (rule_key, key)
        for invariant in invariants
        for rule in ruleset.rules
        if names_of(rule.condition) & names_of(invariant.condition)
        and resting[rule_key := Key(Kind.RULE, rule.id)]
        & resting[key := Key(Kind.INVARIANT, invariant.id)]
    ]


def _both_ways(
    links: Iterable[Link], nodes: Iterable[Node]
) -> dict[Key, dict[Kind, tuple[str, ...]]]:
    """Each link from both ends, what it leads to in the order of the nodes, and once."""
    position = {node.key: place for place, node in enumerate(nodes)}
    found: dict[Key, set[Key]] = defaultdict(set)
    for one, other in links:
        found[one].add(other)
        found[other].add(one)
    return {
        key: {
            kind: tuple(
                other.id
                for other in sorted(others, key=lambda k: position[k])
                if other.kind is kind
            )
            for kind in Kind
        }
        for key, others in found.items()
    }
