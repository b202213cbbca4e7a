"""Single unsafe edits of a rule: each makes it fire for fewer patients, or say less."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of
from triage.rules import Rule, RuleSet

Edit = Callable[[Condition], Iterator[Condition]]
UPWARDS = (Comparison.AT_LEAST, Comparison.MORE_THAN)


def with_rule(ruleset: RuleSet, old: Rule, new: Rule | None) -> RuleSet:
    """The rule set with one rule exchanged, or dropped."""
    rules = [new if rule.id == old.id else rule for rule in ruleset.rules]
    return replace(ruleset, rules=tuple(rule for rule in rules if rule is not None))


def lowered(ruleset: RuleSet, rule: Rule, steps: int = 1) -> Rule:
    """The rule with a disposition that is less urgent."""
    levels = ruleset.vocabulary.scale.levels
    return replace(rule, disposition=levels[max(0, rule.disposition.rank - steps)])


def narrowed(rule: Rule, finding: str) -> Rule:
    """The rule with a finding more that must be present."""
    return replace(rule, condition=all_of(rule.condition, Present(finding)))


def shifted(rule: Rule, by: float) -> Iterator[Rule]:
    """The rule with each of its numbers moved to where fewer patients meet it, one at a time."""
    for condition in _each_node(rule.condition, lambda node: _shifted(node, by)):
        yield replace(rule, condition=condition)


def without_an_alternative(rule: Rule) -> Iterator[Rule]:
    """The rule with one way to meet it left out, one at a time."""
    for condition in _each_node(rule.condition, _without_one):
        yield replace(rule, condition=condition)


def wanting_more(rule: Rule) -> Iterator[Rule]:
    """The rule with one more of its alternatives needed, wherever fewer than all are."""
    for condition in _each_node(rule.condition, _wanting_more):
        yield replace(rule, condition=condition)


def implied_by(condition: Condition) -> frozenset[str]:
    """Findings that are present wherever the condition is met."""
    if isinstance(condition, Present):
        return frozenset({condition.finding})
    if not isinstance(condition, AtLeast):
        return frozenset()
    below = [implied_by(child) for child in condition.conditions]
    if condition.minimum == len(below):
        return frozenset[str]().union(*below)
    return frozenset.intersection(*below)


def _shifted(node: Condition, by: float) -> Iterator[Condition]:
    if isinstance(node, Compare):
        sign = 1 if node.comparison in UPWARDS else -1
        yield replace(node, bound=node.bound + sign * by)


def _without_one(node: Condition) -> Iterator[Condition]:
    if isinstance(node, AtLeast) and node.minimum < len(node.conditions):
        for place in range(len(node.conditions)):
            kept = (*node.conditions[:place], *node.conditions[place + 1 :])
            yield AtLeast(node.minimum, kept)


def _wanting_more(node: Condition) -> Iterator[Condition]:
    if isinstance(node, AtLeast) and node.minimum < len(node.conditions):
        yield AtLeast(node.minimum + 1, node.conditions)


def _each_node(condition: Condition, edit: Edit) -> Iterator[Condition]:
    """The condition with one of its nodes edited, for each node and each of its edits."""
    yield from edit(condition)
    if isinstance(condition, Not):
        raise NotImplementedError("what is unsafe below a not is safe, and the other way round")
    for place, child in enumerate(condition.children()):
        for changed in _each_node(child, edit):
            assert isinstance(condition, AtLeast)
            before, after = condition.conditions[:place], condition.conditions[place + 1 :]
            yield AtLeast(condition.minimum, (*before, changed, *after))
