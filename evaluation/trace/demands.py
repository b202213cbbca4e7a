"""Which demands of the documents are answered: by rules, or, where they spare, by a ceiling."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from triage.conditions import Condition, Not
from triage.invariants import Bound, InvariantSet
from triage.rules import RuleSet
from vignettes.sources.inventory import Inventory, SentenceClass, SourceSentence


def unanswered(
    inventory: Inventory, ruleset: RuleSet, invariants: InvariantSet | None
) -> Iterator[str]:
    """Demands that nobody answers, as ``ABC L33.5 fever``, one for each finding of a demand.

    A demand that asks for care is answered by a rule that rests on it and that the finding helps to
    meet. One that spares care may also be answered by the default, or by a ceiling no higher. A
    demand that speaks of no finding is named by its locator alone.
    """
    asked = _Reading.of(
        inventory, ((rule.sources, met_by(rule.condition)) for rule in ruleset.rules)
    )
    known = invariants.invariants.values() if invariants else ()
    ceilings = (
        (found.sources, met_by(found.condition))
        for found in known
        if found.bound is Bound.CEILING and found.disposition <= ruleset.default.disposition
    )
    spared = _Reading.of(inventory, [*ceilings, (ruleset.default.sources, None)])
    for sentence in inventory.sentences:
        if sentence.kind is not SentenceClass.DEMAND:
            continue
        readings = (asked, spared) if sentence.spares else (asked,)
        if not sentence.names and not any(reading.rests_on(sentence) for reading in readings):
            yield sentence.locator
        for name in sentence.names:
            if not any(reading.reads(sentence, name) for reading in readings):
                yield f"{sentence.locator} {name}"


def met_by(condition: Condition, *, wanted: bool = True) -> frozenset[str]:
    """The findings and numbers of a condition that help to meet it, those under ``not`` aside."""
    if isinstance(condition, Not):
        return met_by(condition.condition, wanted=not wanted)
    if below := condition.children():
        return frozenset().union(*(met_by(child, wanted=wanted) for child in below))
    return frozenset(condition.names()) if wanted else frozenset()


@dataclass(frozen=True, slots=True)
class _Reading:
    """For each sentence that somebody rests on, the findings and numbers that are read there."""

    names: dict[SourceSentence, set[str]]

    @classmethod
    def of(
        cls,
        inventory: Inventory,
        sources: Iterable[tuple[tuple[str, ...], Collection[str] | None]],
    ) -> "_Reading":
        """Of locators and names; no names stand for whatever a sentence speaks of."""
        found: dict[SourceSentence, set[str]] = defaultdict(set)
        for locators, names in sources:
            for locator in locators:
                for sentence in inventory.covered(locator, names):
                    found[sentence] |= set(sentence.names if names is None else names)
        return cls(dict(found))

    def rests_on(self, sentence: SourceSentence) -> bool:
        """Whether anybody rests on a sentence."""
        return sentence in self.names

    def reads(self, sentence: SourceSentence, name: str) -> bool:
        """Whether somebody who rests on a sentence reads a finding or number of it."""
        return name in self.names.get(sentence, ())
