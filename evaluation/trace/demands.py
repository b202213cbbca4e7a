"""Which demands of the documents are answered: by rules, or, where they spare, by a ceiling."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from evaluation.trace.build import names_of
from triage.conditions import Condition, Not
from triage.invariants import Bound, InvariantSet
from triage.rules import RuleSet
from vignettes.sources.inventory import Inventory, SentenceClass, SourceSentence


def unanswered(
    inventory: Inventory, ruleset: RuleSet, invariants: InvariantSet | None
) -> Iterator[str]:
    """Demands that nobody answers, as ``ABC L33.5 fever``, one for each finding of a demand.

    A demand that speaks of no finding is named by its locator alone.
    """
    reading = _reading(
        inventory, ((rule.sources, names_of(rule.condition)) for rule in ruleset.rules)
    )
    for sentence, names in _permitted(inventory, ruleset, invariants).items():
        reading[sentence] |= names
    for sentence in inventory.sentences:
        if sentence.kind is not SentenceClass.DEMAND:
            continue
        if not sentence.names and sentence not in reading:
            yield sentence.locator
        for name in sentence.names:
            if name not in reading[sentence]:
                yield f"{sentence.locator} {name}"


_Reading = dict[SourceSentence, set[str]]


def _reading(
    inventory: Inventory, sources: Iterable[tuple[tuple[str, ...], Collection[str]]]
) -> _Reading:
    """The findings and numbers that are read for each sentence."""
    found: _Reading = defaultdict(set)
    for locators, names in sources:
        for sentence in _meant(inventory, locators, names):
            found[sentence] |= set(names)
    return found


def _permitted(inventory: Inventory, ruleset: RuleSet, invariants: InvariantSet | None) -> _Reading:
    """What a sentence spares, by the default and the ceilings no higher that rest on it.

    Where a floor rests on the same sentence because of a finding, that finding is demanded there
    and not spared: only a rule answers it.
    """
    known = tuple(invariants.invariants.values()) if invariants else ()
    least = ruleset.default.disposition
    ceilings = [i for i in known if i.bound is Bound.CEILING and i.disposition <= least]
    floors = [i for i in known if i.bound is Bound.FLOOR]
    spared = _reading(inventory, ((i.sources, met_by(i.condition)) for i in ceilings))
    for sentence in _meant(inventory, ruleset.default.sources, None):
        spared[sentence] |= set(sentence.names)
    demanded = _reading(inventory, ((i.sources, names_of(i.condition)) for i in floors))
    return {sentence: names - demanded[sentence] for sentence, names in spared.items()}


def met_by(condition: Condition, *, wanted: bool = True) -> frozenset[str]:
    """The findings and numbers of a condition that help to meet it, those under ``not`` aside."""
    if isinstance(condition, Not):
        return met_by(condition.condition, wanted=not wanted)
    if below := condition.children():
        return frozenset().union(*(met_by(child, wanted=wanted) for child in below))
    return names_of(condition) if wanted else frozenset()


def _meant(
    inventory: Inventory, sources: Iterable[str], names: Collection[str] | None
) -> Iterator[SourceSentence]:
    for locator in sources:
        yield from inventory.covered(locator, names)
