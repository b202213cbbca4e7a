"""Edits in words for people who do not read rule files."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from evaluation.analysis.condition_words import bound_words, condition_in_words, parts_in_words
from evaluation.analysis.edits import OTHER_STRICTNESS, Edit, EditKind, node_at
from triage.conditions import AtLeast, Compare, Condition, Not
from triage.rules import Rule, RuleSet
from triage.vocabulary import Vocabulary, moved


def edit_words(edit: Edit, ruleset: RuleSet, *, is_blind: bool = False) -> str:
    """An edit in words, as in ``Fever: an unanswered "fever" is read as absent``.

    ``is_blind`` leaves out dispositions, for people who are to say which one is right.
    """
    if edit.rule is not None:
        return f"{edit.rule.title}: {_of_rule(edit, edit.rule, ruleset, is_blind=is_blind)}"
    if edit.floor is not None:
        whose, was = "While a red flag is open", ruleset.floor_while_undecided
    else:
        whose, was = "Where no rule is met", ruleset.default.disposition
    return f"{whose}: {_another(edit.name, was.id, is_blind=is_blind)}"


def _of_rule(edit: Edit, rule: Rule, ruleset: RuleSet, *, is_blind: bool) -> str:
    words = ruleset.vocabulary
    if edit.kind in (EditKind.LOWER, EditKind.RAISE):
        return _another(edit.name, rule.disposition.id, is_blind=is_blind)
    if edit.kind is EditKind.DROP_RULE:
        return "the rule is taken away"
    if edit.kind is EditKind.DROP_RED_FLAG:
        return f'the red flag "{words.title_of(edit.name)}" is no longer raised'
    if edit.kind is EditKind.DROP_PATHWAY:
        return f'the pathway "{words.title_of(edit.name)}" is no longer given'
    if edit.kind is EditKind.DROP_GUARD:
        return "it no longer has to be ruled out before the default is given"
    if edit.kind is EditKind.DROP_CONDITION:
        parent = node_at(rule.condition, edit.place[:-1])
        return _dropped(parent, node_at(rule.condition, edit.place), words)
    return _OF_NODE[edit.kind](node_at(rule.condition, edit.place), words)


def _another(name: str, was: str, *, is_blind: bool) -> str:
    return "another disposition is given" if is_blind else f"{name} in place of {was}"


def _dropped(parent: Condition, part: Condition, words: Vocabulary) -> str:
    """What becomes of a rule that no longer asks about a part."""
    assert isinstance(parent, AtLeast)  # noqa: S101 - of no other node a part can be dropped
    is_needed = len(parent.conditions) == parent.minimum
    what = "is no longer needed" if is_needed else "no longer counts"
    return f'"{condition_in_words(part, words)}" {what}'


def _negated(node: Condition, words: Vocabulary) -> str:
    turned = node.condition if isinstance(node, Not) else Not(node)
    return f'"{condition_in_words(node, words)}" becomes "{condition_in_words(turned, words)}"'


def _one_apart(node: Condition, words: Vocabulary, step: int) -> str:
    assert isinstance(node, AtLeast)  # noqa: S101 - of no other node a number can be edited
    n = len(node.conditions)
    after, before = node.minimum + step, node.minimum
    return f"{after} of {n} where {before} were needed: {parts_in_words(node, words)}"


def _all_or_any(node: Condition, words: Vocabulary, how: str) -> str:
    assert isinstance(node, AtLeast)  # noqa: S101 - of no other node a number can be edited
    return f"{how}: {parts_in_words(node, words)}"


def _other_bound(node: Condition, words: Vocabulary, step: int) -> str:
    assert isinstance(node, Compare)  # noqa: S101 - no other node has a bound
    title = words.title_of(node.number)
    after = Compare(node.number, node.comparison, moved(node.bound, step))
    return f"{title} {bound_words(node, words)} becomes {bound_words(after, words)}"


def _other_strictness(node: Condition, words: Vocabulary) -> str:
    assert isinstance(node, Compare)  # noqa: S101 - no other node has a bound
    title = words.title_of(node.number)
    after = Compare(node.number, OTHER_STRICTNESS[node.comparison], node.bound)
    return f"{title} {bound_words(node, words)} becomes {bound_words(after, words)}"


def _unknown_as_absent(node: Condition, words: Vocabulary) -> str:
    if isinstance(node, Compare):
        title = words.title_of(node.number)
        return f'an unanswered "{title}" is read as not "{bound_words(node, words)}"'
    return f'an unanswered "{condition_in_words(node, words)}" is read as absent'


_OF_NODE: Final[Mapping[EditKind, Callable[[Condition, Vocabulary], str]]] = {
    EditKind.NEGATE: _negated,
    EditKind.ALL_TO_ANY: partial(_all_or_any, how="any is enough where all were needed"),
    EditKind.ANY_TO_ALL: partial(_all_or_any, how="all are needed where any was enough"),
    EditKind.ONE_FEWER: partial(_one_apart, step=-1),
    EditKind.ONE_MORE: partial(_one_apart, step=1),
    EditKind.BOUND_DOWN: partial(_other_bound, step=-1),
    EditKind.BOUND_UP: partial(_other_bound, step=1),
    EditKind.STRICTNESS: _other_strictness,
    EditKind.UNKNOWN_AS_ABSENT: _unknown_as_absent,
}
