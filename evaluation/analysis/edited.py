"""The meaning of a rule set after each single edit: only the edited rule is worked out again."""

from typing import Generic

from evaluation.analysis.edits import Edit
from triage.algebra import (
    Algebra,
    Effect,
    Meaning,
    T,
    effect_of,
    joined,
    meaning_of,
    no_effect,
    others,
    truths_of,
)
from triage.dispositions import Disposition
from triage.rules import Rule, RuleSet


class Edited(Generic[T]):
    """A rule set in an algebra, ready for edits; ``original`` is what it means without any."""

    def __init__(self, ruleset: RuleSet, algebra: Algebra[T]) -> None:
        self._ruleset = ruleset
        self._algebra = algebra
        none = no_effect(ruleset.vocabulary, algebra)
        effects = [self._effect(rule) for rule in ruleset.rules]
        ids = [rule.id for rule in ruleset.rules]
        self._without = dict(zip(ids, others(effects, none, algebra), strict=True))
        self._all = joined([none, *effects], algebra)
        self.original = self._meaning(self._all)

    def after(self, edit: Edit) -> Meaning[T]:
        """All that the edited rule set answers."""
        if edit.rule is None:
            return self._meaning(self._all, edit.default, edit.floor)
        rest = self._without[edit.rule.id]
        if edit.edited is None:
            return self._meaning(rest)
        return self._meaning(joined([rest, self._effect(edit.edited)], self._algebra))

    def _effect(self, rule: Rule) -> Effect[T]:
        truths = truths_of(rule.condition, self._algebra)
        return effect_of(rule, truths, self._ruleset.vocabulary, self._algebra)

    def _meaning(
        self,
        effect: Effect[T],
        default: Disposition | None = None,
        floor: Disposition | None = None,
    ) -> Meaning[T]:
        default = default or self._ruleset.default.disposition
        floor = floor or self._ruleset.floor_while_undecided
        return meaning_of(effect, default, floor, self._algebra)
