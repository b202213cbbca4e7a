"""What was edited between two rule sets, rule by rule: the causes that a difference can have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from triage.fingerprint import fingerprint
from triage.rules import Rule, RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEdit:
    """A rule on both sides; ``None`` where it is not there.

    Both are ``None`` for the edit of what belongs to no rule: the default disposition, and the
    floor while a red flag is undecided. ``settings`` has these two on both sides, and is empty for
    the edit of a rule.
    """

    before: Rule | None = None
    after: Rule | None = None
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def is_of_settings(self) -> bool:
        """Whether it is about default and floor, not about a rule."""
        return self.before is None and self.after is None

    @property
    def id(self) -> str:
        """The id of the rule, the new one where it changed; empty for the settings."""
        rule = self.after or self.before
        return rule.id if rule else ""

    def content(self) -> list[object]:
        """Plain data for hashes: what both sides do, without their words."""
        sides = [rule and effects_of(rule) for rule in (self.before, self.after)]
        return [*sides, *self.settings]


def effects_of(rule: Rule) -> dict[str, object]:
    """All of a rule that can make a difference to a patient."""
    return {
        "disposition": rule.disposition.id,
        "when": rule.condition.content(),
        "red_flags": sorted(rule.red_flags),
        "pathways": sorted(rule.pathways),
        "holds_floor": rule.holds_floor,
    }


def rule_edits(before: RuleSet, after: RuleSet) -> tuple[RuleEdit, ...]:
    """The edits between two rule sets that could make a difference, in the order of the rules.

    Rules go together by their ids; of those without a partner, a rule that only has another id
    goes with the one that says the same.
    """
    found = list(_paired(before, after))
    if settings_of(before) != settings_of(after):
        found.append(RuleEdit(settings=(settings_of(before), settings_of(after))))
    return tuple(found)


def settings_of(ruleset: RuleSet) -> tuple[str, str]:
    """What holds beside the rules: the default, and the floor while a red flag is undecided."""
    return ruleset.default.disposition.id, ruleset.floor_while_undecided.id


def basis_of(ruleset: RuleSet) -> str:
    """A hash of all of a rule set that can make a difference to a patient, and of its domain."""
    domain = [ruleset.name, ruleset.vocabulary.name, ruleset.vocabulary.fingerprint]
    effects = sorted((effects_of(rule) for rule in ruleset.rules), key=repr)
    return fingerprint([domain, settings_of(ruleset), effects])


def _paired(before: RuleSet, after: RuleSet) -> Iterator[RuleEdit]:
    gone = [rule for rule in before.rules if rule.id not in after.by_id]
    came = {rule.id: effects_of(rule) for rule in after.rules if rule.id not in before.by_id}
    renamed: set[str] = set()
    for rule in gone:
        same = next((name for name, effects in came.items() if effects == effects_of(rule)), None)
        if same is not None:
            del came[same]
            renamed |= {rule.id, same}
    for rule in before.rules:
        other = after.by_id.get(rule.id)
        if rule.id not in renamed and (other is None or effects_of(rule) != effects_of(other)):
            yield RuleEdit(before=rule, after=other)
    for name in came:
        yield RuleEdit(after=after.by_id[name])


def with_edit(ruleset: RuleSet, edit: RuleEdit, after: RuleSet) -> RuleSet:
    """A rule set with just one of the edits that lead to ``after``."""
    if edit.is_of_settings:
        return replace(
            ruleset,
            default=after.default,
            floor_while_undecided=after.floor_while_undecided,
        )
    rules = [rule for rule in ruleset.rules if rule is not edit.before]
    if edit.after is not None:
        rules.append(edit.after)
    return replace(ruleset, rules=tuple(rules))
