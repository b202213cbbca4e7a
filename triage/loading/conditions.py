"""Reads a condition.

The grammar, in YAML: a finding's id; ``all: [...]``; ``any: [...]``; ``not: ...``;
``at_least: 2`` with ``of: [...]``; ``number: age_years`` with one of ``at_least``, ``more_than``,
``at_most``, ``less_than``.
"""

from triage.conditions import (
    AtLeast,
    Compare,
    Comparison,
    Condition,
    Not,
    Present,
    all_of,
    any_of,
)
from triage.loading.fields import Names, Section, value_words
from triage.loading.nodes import Node
from triage.loading.problems import Notes, quoted
from triage.vocabulary import Number, Vocabulary, digits


class ConditionReader:
    """Reads the conditions of one file; what is wrong is noted and gives ``None``."""

    def __init__(self, vocabulary: Vocabulary, notes: Notes) -> None:
        self._numbers = vocabulary.numbers
        self._notes = notes
        self._findings = Names("finding", vocabulary.findings, finding_synonyms(vocabulary))
        self._number_names = Names("number", vocabulary.numbers, number_synonyms(vocabulary))

    def read(self, node: Node, path: str) -> Condition | None:
        """The condition of a node."""
        if isinstance(node.value, str):
            return self._present(node, path)
        if not isinstance(node.value, dict):
            message = f"{value_words(node)} is no condition; allowed: a finding, {_FORMS}."
            self._notes.add(node.line, path, message, "condition")
            return None
        used = [key for key in ("all", "any", "not", "of", "number") if key in node.value]
        if len(used) > 1:
            message = f"{' and '.join(used)} in one mapping; nest one in the other."
            self._notes.add(node.line, path, message, "condition")
            return None
        for key in ("all", "any"):
            if key in node.value:
                return self._every(node, path, key)
        if "not" in node.value:
            return self._negation(node, path)
        if "number" in node.value:
            return self._comparison(node, path)
        if "of" in node.value:
            return self._at_least(node, path)
        keys = ", ".join(quoted(key) for key in node.value) or "an empty mapping"
        message = f"{keys} is no condition; allowed: a finding, {_FORMS}."
        self._notes.add(node.line, path, message, "condition")
        return None

    def _present(self, node: Node, path: str) -> Condition | None:
        name = str(node.value)
        if name in self._findings.allowed:
            return Present(name)
        if name in self._numbers:
            message = f"{quoted(name)} is a number; write number: {name} with at_least, say."
            self._notes.add(node.line, path, message, "condition")
            return None
        section = Section(Node({}, node.line), path, self._notes)
        section.check_name(name, self._findings, node.line, "")
        return None

    def _every(self, node: Node, path: str, key: str) -> Condition | None:
        section = Section(node, path, self._notes, required=key)
        conditions = self._list(section, key)
        if conditions is None:
            return None
        return all_of(*conditions) if key == "all" else any_of(*conditions)

    def _negation(self, node: Node, path: str) -> Condition | None:
        section = Section(node, path, self._notes, required="not")
        below = section.node("not")
        condition = self.read(below, f"{path}.not") if below else None
        return Not(condition) if condition else None

    def _at_least(self, node: Node, path: str) -> Condition | None:
        section = Section(node, path, self._notes, required="at_least of")
        count = section.whole("at_least", default=1)
        entries = getattr(section.node("of"), "value", None)
        listed = len(entries) if isinstance(entries, list) else 0
        if listed and not 1 <= count <= listed:
            message = f"{count} of {listed} conditions; allowed: 1 to {listed}."
            section.note("at_least", message, "range")
        conditions = self._list(section, "of")
        if conditions is None or not 1 <= count <= len(conditions):
            return None
        return AtLeast(count, conditions)

    def _comparison(self, node: Node, path: str) -> Condition | None:
        section = Section(node, path, self._notes, required="number", optional=" ".join(Comparison))
        name = section.name("number", self._number_names)
        used = [comparison for comparison in Comparison if comparison in section]
        if len(used) != 1:
            allowed = ", ".join(Comparison)
            section.note("number", f"a number needs exactly one of {allowed}.", "comparison")
            return None
        before = len(self._notes)
        bound = float(section.number(used[0]))
        if not name or len(self._notes) > before:
            return None
        if not self._in_range(section, used[0], self._numbers[name], bound):
            return None
        return Compare(name, used[0], bound)

    def _in_range(self, section: Section, key: str, number: Number, bound: float) -> bool:
        if number.allows(bound):
            return True
        message = f"{digits(bound)} is out of range; allowed: {number.range_words}."
        section.note(key, message, "range")
        return False

    def _note_repeats(
        self, entries: list[tuple[Node, str]], conditions: list[Condition | None]
    ) -> None:
        """In "at least two of", one that stands twice would count as two."""
        seen: set[str] = set()
        for (node, path), condition in zip(entries, conditions, strict=True):
            if condition is None:
                continue
            content = repr(condition.content())
            if content in seen:
                self._notes.add(node.line, path, "the same condition stands twice.", "repeat")
            seen.add(content)

    def _list(self, section: Section, key: str) -> tuple[Condition, ...] | None:
        entries = [(node, path) for node, path in section.items(key)]
        if not entries:
            if section.is_empty_list(key):
                section.note(key, "an empty list of conditions.", "empty")
            return None
        if len(entries) > _MOST_CONDITIONS:
            message = f"{len(entries):,} conditions in one list; allowed: {_MOST_CONDITIONS:,}."
            section.note(key, message, "too-large")
            return None
        conditions = [self.read(node, path) for node, path in entries]
        if key == "of":
            self._note_repeats(entries, conditions)
        found = tuple(condition for condition in conditions if condition is not None)
        return found if len(found) == len(entries) else None


_MOST_CONDITIONS = 1_000
_FORMS = "all, any, not, at_least … of, number"


def finding_synonyms(vocabulary: Vocabulary) -> dict[str, str]:
    """The finding that each synonym stands for."""
    return {s: finding.id for finding in vocabulary.findings.values() for s in finding.synonyms}


def number_synonyms(vocabulary: Vocabulary) -> dict[str, str]:
    """The number that each synonym stands for."""
    return {s: number.id for number in vocabulary.numbers.values() for s in number.synonyms}
