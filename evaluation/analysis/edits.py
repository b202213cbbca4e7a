"""Every single edit of a rule set: the mistakes that a hand can make in one place.

Each edit of a rule gives another valid rule, or none. A few edits are of no rule, but of what is
given where none is met. Two levels lower is not among them: a library that notices one level,
notices two.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from triage.conditions import AtLeast, Compare, Comparison, Condition, KnownOnly, Not, Present
from triage.dispositions import Disposition, Scale
from triage.rules import Rule, RuleSet
from triage.vocabulary import moved

Place = tuple[int, ...]
"""Where a node stands in a condition: the position at each level, from the top."""


class EditKind(StrEnum):
    """What an edit does."""

    DROP_RULE = "drop_rule"
    LOWER = "lower_disposition"
    RAISE = "raise_disposition"
    DROP_RED_FLAG = "drop_red_flag"
    DROP_PATHWAY = "drop_pathway"
    DROP_GUARD = "drop_must_be_ruled_out"
    DROP_CONDITION = "drop_condition"
    NEGATE = "negate"
    ALL_TO_ANY = "all_to_any"
    ANY_TO_ALL = "any_to_all"
    ONE_FEWER = "one_fewer"
    ONE_MORE = "one_more"
    BOUND_UP = "bound_one_up"
    BOUND_DOWN = "bound_one_down"
    STRICTNESS = "bound_in_or_out"
    UNKNOWN_AS_ABSENT = "unknown_as_absent"
    LOWER_FLOOR = "lower_floor_while_undecided"
    RAISE_FLOOR = "raise_floor_while_undecided"
    LOWER_DEFAULT = "lower_default"
    RAISE_DEFAULT = "raise_default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of one rule; ``edited`` is the rule after it, ``None`` where it is gone.

    ``place`` is the node of the condition, and ``name`` the red flag, pathway or disposition that
    it is about; each is empty for the other kinds. An edit of the rule set itself has no ``rule``,
    but a ``default`` or a ``floor`` that the rule set has after it.
    """

    kind: EditKind
    rule: Rule | None = None
    edited: Rule | None = None
    place: Place = ()
    name: str = ""
    default: Disposition | None = None
    floor: Disposition | None = None

    @property
    def id(self) -> str:
        """One name for each edit of a rule set, the same from run to run."""
        whose = self.rule.id if self.rule else ""
        parts = [whose, self.kind.value, *(str(step) for step in self.place), self.name]
        return ":".join(part for part in parts if part)


def edits_of(ruleset: RuleSet) -> Iterator[Edit]:
    """Every edit of every rule, in the order of the rules, and then those of the rule set."""
    scale = ruleset.vocabulary.scale
    for rule in ruleset.rules:
        yield from _edits_of_rule(rule, scale)
    for kind, level in _next_to(ruleset.floor_while_undecided, scale, _FLOOR_KINDS):
        yield Edit(kind=kind, name=level.id, floor=level)
    for kind, level in _next_to(ruleset.default.disposition, scale, _DEFAULT_KINDS):
        yield Edit(kind=kind, name=level.id, default=level)


def edited_rules(ruleset: RuleSet, edit: Edit) -> RuleSet:
    """The rule set after an edit."""
    if edit.floor is not None:
        return replace(ruleset, floor_while_undecided=edit.floor)
    if edit.default is not None:
        return replace(ruleset, default=replace(ruleset.default, disposition=edit.default))
    rules = [edit.edited if rule is edit.rule else rule for rule in ruleset.rules]
    return replace(ruleset, rules=tuple(rule for rule in rules if rule is not None))


def node_at(condition: Condition, place: Place) -> Condition:
    """The node of a condition at a place."""
    for step in place:
        condition = condition.children()[step]
    return condition


def replaced(condition: Condition, place: Place, node: Condition) -> Condition:
    """A condition with another node at a place."""
    if not place:
        return node
    below = replaced(condition.children()[place[0]], place[1:], node)
    if isinstance(condition, Not):
        return Not(below)
    assert isinstance(condition, AtLeast)  # noqa: S101 - no other node of a file has children
    conditions = list(condition.conditions)
    conditions[place[0]] = below
    return AtLeast(condition.minimum, tuple(conditions))


def places_in(condition: Condition, start: Place = ()) -> Iterator[Place]:
    """The place of every node, the top first."""
    yield start
    for step, child in enumerate(condition.children()):
        yield from places_in(child, (*start, step))


def _edits_of_rule(rule: Rule, scale: Scale) -> Iterator[Edit]:
    yield Edit(kind=EditKind.DROP_RULE, rule=rule, edited=None)
    yield from _other_dispositions(rule, scale)
    for flag in rule.red_flags:
        kept = tuple(name for name in rule.red_flags if name != flag)
        yield Edit(
            kind=EditKind.DROP_RED_FLAG, rule=rule, edited=replace(rule, red_flags=kept), name=flag
        )
    for pathway in rule.pathways:
        kept = tuple(name for name in rule.pathways if name != pathway)
        yield Edit(
            kind=EditKind.DROP_PATHWAY, rule=rule, edited=replace(rule, pathways=kept), name=pathway
        )
    if rule.must_be_ruled_out and not rule.red_flags:
        edited = replace(rule, must_be_ruled_out=False)
        yield Edit(kind=EditKind.DROP_GUARD, rule=rule, edited=edited)
    for place in places_in(rule.condition):
        for kind, node in _changes_at(rule.condition, place):
            yield Edit(kind=kind, rule=rule, edited=_with_node(rule, place, node), place=place)
        yield from _shorter(rule, place)


def _other_dispositions(rule: Rule, scale: Scale) -> Iterator[Edit]:
    for kind, level in _next_to(rule.disposition, scale, _RULE_KINDS):
        edited = replace(rule, disposition=level)
        yield Edit(kind=kind, rule=rule, edited=edited, name=level.id)


def _next_to(
    level: Disposition, scale: Scale, kinds: tuple[EditKind, EditKind]
) -> Iterator[tuple[EditKind, Disposition]]:
    """The levels one below and one above, each with its kind."""
    for kind, rank in zip(kinds, (level.rank - 1, level.rank + 1), strict=True):
        if 0 <= rank < len(scale):
            yield kind, scale.levels[rank]


_RULE_KINDS = (EditKind.LOWER, EditKind.RAISE)
_FLOOR_KINDS = (EditKind.LOWER_FLOOR, EditKind.RAISE_FLOOR)
_DEFAULT_KINDS = (EditKind.LOWER_DEFAULT, EditKind.RAISE_DEFAULT)


def _shorter(rule: Rule, place: Place) -> Iterator[Edit]:
    """The rule without one part of the node at a place: *all* stays all, and *two of* two of."""
    node = node_at(rule.condition, place)
    if not isinstance(node, AtLeast) or len(node.conditions) == 1:
        return
    minimum = min(node.minimum, len(node.conditions) - 1)
    for step in range(len(node.conditions)):
        kept = (*node.conditions[:step], *node.conditions[step + 1 :])
        edited = _with_node(rule, place, AtLeast(minimum, kept))
        yield Edit(kind=EditKind.DROP_CONDITION, rule=rule, edited=edited, place=(*place, step))


def _with_node(rule: Rule, place: Place, node: Condition) -> Rule:
    return replace(rule, condition=replaced(rule.condition, place, node))


def _changes_at(condition: Condition, place: Place) -> Iterator[tuple[EditKind, Condition]]:
    """What the node at a place can be edited to.

    Right below a *not* it is not negated: that the *not* goes is the same mistake.
    """
    is_below_not = bool(place) and isinstance(node_at(condition, place[:-1]), Not)
    for kind, node in _changes(node_at(condition, place)):
        if not (is_below_not and kind is EditKind.NEGATE):
            yield kind, node


def _changes(node: Condition) -> Iterator[tuple[EditKind, Condition]]:
    """What one node itself can be edited to."""
    yield EditKind.NEGATE, node.condition if isinstance(node, Not) else Not(node)
    if isinstance(node, Present | Compare):
        yield EditKind.UNKNOWN_AS_ABSENT, KnownOnly(node)
    if isinstance(node, Compare):
        yield EditKind.BOUND_DOWN, replace(node, bound=moved(node.bound, -1))
        yield EditKind.BOUND_UP, replace(node, bound=moved(node.bound, 1))
        yield EditKind.STRICTNESS, replace(node, comparison=OTHER_STRICTNESS[node.comparison])
    if isinstance(node, AtLeast) and len(node.conditions) > 1:
        yield from _counts(node)


def _counts(node: AtLeast) -> Iterator[tuple[EditKind, Condition]]:
    """Other numbers of the parts of a node that have to be met, each number once."""
    n = len(node.conditions)
    kinds: dict[int, EditKind] = {}
    if node.minimum == n:
        kinds[1] = EditKind.ALL_TO_ANY
    elif node.minimum == 1:
        kinds[n] = EditKind.ANY_TO_ALL
    kinds.setdefault(node.minimum - 1, EditKind.ONE_FEWER)
    kinds.setdefault(node.minimum + 1, EditKind.ONE_MORE)
    for minimum, kind in kinds.items():
        if 1 <= minimum <= n:
            yield kind, AtLeast(minimum, node.conditions)


OTHER_STRICTNESS = {
    Comparison.AT_LEAST: Comparison.MORE_THAN,
    Comparison.MORE_THAN: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.LESS_THAN,
    Comparison.LESS_THAN: Comparison.AT_MOST,
}
