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
    truths_of,
)
from triage.dispositions import Disposition
from triage.rules import Rule, RuleSet


class Edited(Generic[T]):
    """A rule set in an algebra, ready for edits; ``original`` is what it means without any.

    Edits of one rule after another cost least: what all other rules do is kept until the next rule.
    """

    def __init__(self, ruleset: RuleSet, algebra: Algebra[T]) -> None:
        self._ruleset = ruleset
        self._algebra = algebra
        self._none = no_effect(ruleset.vocabulary, algebra)
        self._effects = {rule.id: self._effect(rule) for rule in ruleset.rules}
        self._all = joined([self._none, *self._effects.values()], algebra)
        self._kept: tuple[str, Effect[T]] | None = None
        self.original = self._meaning(self._all)

    def after(self, edit: Edit) -> Meaning[T]:
        """All that the edited rule set answers."""
        if edit.rule is None:
            return self._meaning(self._all, edit.default, edit.floor)
        rest = self._without(edit.rule.id)
        if edit.edited is None:
            return self._meaning(rest)
        return self._meaning(joined([rest, self._effect(edit.edited)], self._algebra))

    def _without(self, rule: str) -> Effect[T]:
        """What all rules but one do."""
        if self._kept is None or self._kept[0] != rule:
            others = [effect for name, effect in self._effects.items() if name != rule]
            self._kept = rule, joined([self._none, *others], self._algebra)
        return self._kept[1]

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
