"""Typed reading of one mapping of a file; what is wrong is noted, never raised."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from triage.loading.nodes import NO_KEY, Node, label_of
from triage.loading.problems import Notes, did_you_mean, quoted
from triage.vocabulary import Document

FILL_IN: Final = "FILL IN"
"""What a draft leaves for a person to write; no field may keep it."""
_TO_FILL_IN: Final = f'"{FILL_IN}" is still to be filled in.'


@dataclass(frozen=True, slots=True)
class Names:
    """A set of allowed names: what they name, the names, and other words people use for them."""

    noun: str
    allowed: Collection[str]
    synonyms: Mapping[str, str] | None = None


def is_meant_as(root: Node, key: str, kind: str, notes: Notes, *own: str) -> bool:
    """Whether a file may be of its kind; notes it where it clearly is of another.

    One clear problem, in place of one for each key that a file of another kind lacks. ``own`` are
    keys of this kind that name a kind of file too.
    """
    if not isinstance(root.value, dict):
        return True
    holders = _HELD_BY.get(key, ())
    if key in root.value and not any(holder in root.value for holder in holders):
        return True
    other = next((name for name in _MARKS if name not in (key, *own) and name in root.value), None)
    if other is None:
        return True
    message = f'no {kind}: "{other}" makes this a file of {_MARKS[other]}.'
    notes.add((root.key_lines or {}).get(other, root.line), "", message, "kind")
    return False


_MARKS: Final = {
    "ruleset": "rules",
    "vignettes": "vignettes",
    "invariants": "invariants",
    "findings": "words",
    "policy": "policy",
    "waivers": "waivers",
    "acceptances": "acceptances",
    "engine": "an engine",
}
# A key that makes a kind of file, and is an ordinary one in another kind.
_HELD_BY: Final[dict[str, tuple[str, ...]]] = {"waivers": ("policy",)}


class Section:
    """A mapping of a file, read key by key.

    Every reader returns a value of its type, a neutral one where the field is missing or wrong;
    whoever builds something of it looks at ``notes`` first. Unknown keys are noted at once.
    """

    def __init__(
        self, node: Node, path: str, notes: Notes, *, required: str = "", optional: str = ""
    ) -> None:
        self.line = node.line
        self.path = path
        self.notes = notes
        self._entries: dict[str, Node] = {}
        if not isinstance(node.value, dict):
            message = f"{value_words(node)} stands where a mapping is needed."
            notes.add(node.line, path, message, "type")
            return
        self._entries = node.value
        wanted = required.split()
        known = dict.fromkeys([*wanted, *optional.split()])
        for key in node.value:
            if key not in known and not key.startswith(NO_KEY):
                line = (node.key_lines or {}).get(key, node.line)
                hint = "" if notes.is_full else did_you_mean(key, known)
                message = f"unknown key {quoted(key)}. {hint}"
                notes.add(line, path, message, "unknown-key")
        for key in wanted:
            if key not in node.value:
                notes.add(node.line, path, f'the key "{key}" is missing.', "missing-key")

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def note(self, key: str, message: str, code: str = "invalid") -> None:
        """Note a problem of one field, at its line."""
        node = self._entries.get(key)
        self.notes.add(node.line if node else self.line, self._at(key), message, code)

    def node(self, key: str) -> Node | None:
        """The value of a key as it stands, for readers of their own."""
        return self._entries.get(key)

    def line_of(self, key: str) -> int:
        """The line of a field, the line of the mapping where the field is missing."""
        node = self._entries.get(key)
        return node.line if node else self.line

    def text_line_of(self, key: str) -> int:
        """The line of the first words of a text; 0 where there is none."""
        node = self._entries.get(key)
        if node is None or not isinstance(node.value, str):
            return 0
        before = node.value[: len(node.value) - len(node.value.lstrip())]
        return node.text_line + before.count("\n")

    def text(self, key: str, default: str = "") -> str:
        """A text that is not empty."""
        node = self._entries.get(key)
        if node is None:
            return default
        if isinstance(node.value, str) and node.value.strip() == FILL_IN:
            self.note(key, _TO_FILL_IN, "fill-in")
            return default
        if isinstance(node.value, str) and node.value.strip():
            return node.value.strip()
        found = "an empty text" if isinstance(node.value, str) else value_words(node)
        self.note(key, f"{found} stands where text is needed.", "type")
        return default

    def number(self, key: str, default: float = 0) -> float:
        """A whole or decimal number."""
        node = self._entries.get(key)
        if node is None:
            return default
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            return node.value
        self.note(key, f"{value_words(node)} stands where a number is needed.", "type")
        return default

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number."""
        node = self._entries.get(key)
        if node is None:
            return default
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            return node.value
        self.note(key, f"{value_words(node)} stands where a whole number is needed.", "type")
        return default

    def truth(self, key: str, *, default: bool = False) -> bool:
        """``true`` or ``false``."""
        node = self._entries.get(key)
        if node is None:
            return default
        if isinstance(node.value, bool):
            return node.value
        self.note(key, f"{value_words(node)} stands where true or false is needed.", "type")
        return default

    def name(self, key: str, names: Names) -> str:
        """One of the allowed names; an empty text where it is not."""
        value = self.text(key)
        if value and not self._allowed(value, names, self.line_of(key), self._at(key)):
            return ""
        return value

    def names(self, key: str, names: Names) -> tuple[str, ...]:
        """A list of allowed names without repeats; those that are not allowed are left out."""
        found: dict[str, None] = {}
        for value, line in self._texts(key):
            if not self._allowed(value, names, line, self._at(key)):
                continue
            if value in found:
                self.notes.add(line, self._at(key), f"{quoted(value)} stands twice.", "repeat")
            found[value] = None
        return tuple(found)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(value for value, _ in self._texts(key))

    def items(self, key: str) -> Iterator[tuple[Node, str]]:
        """The entries of a list, each with its path for errors."""
        node = self._entries.get(key)
        if node is None:
            return
        if not isinstance(node.value, list):
            self.note(key, f"{value_words(node)} stands where a list is needed.", "type")
            return
        for position, item in enumerate(node.value, start=1):
            yield item, f"{self._at(key)}[{label_of(item) or position}]"

    def is_list(self, key: str) -> bool:
        """Whether a list stands there."""
        node = self._entries.get(key)
        return node is not None and isinstance(node.value, list)

    def is_empty_list(self, key: str) -> bool:
        """Whether a list stands there, without entries."""
        node = self._entries.get(key)
        return node is not None and node.value == []

    def section(self, key: str, *, required: str = "", optional: str = "") -> "Section | None":
        """A mapping below; ``None`` where the field is missing or no mapping."""
        node = self._entries.get(key)
        if node is None:
            return None
        below = Section(node, self._at(key), self.notes, required=required, optional=optional)
        return below if isinstance(node.value, dict) else None

    def keyed(self, key: str) -> Iterator[tuple[str, Node, int]]:
        """The pairs of a mapping with free keys, each with the line of its key."""
        node = self._entries.get(key)
        if node is None:
            return
        if not isinstance(node.value, dict):
            self.note(key, f"{value_words(node)} stands where a mapping is needed.", "type")
            return
        for name, value in node.value.items():
            yield name, value, (node.key_lines or {}).get(name, value.line)

    def sources(self, key: str, documents: Mapping[str, Document]) -> tuple[str, ...]:
        """A list of locators in the documents, such as ``PKP L33`` or ``PKP L33.4``."""
        found = []
        for value, line in self._texts(key):
            problem = locator_problem(value, documents)
            if problem:
                self.notes.add(line, self._at(key), problem, "source")
            else:
                found.append(value)
        return tuple(found)

    def check_name(self, value: str, names: Names, line: int, key: str) -> bool:
        """Whether a name is allowed; notes it under ``key`` where it is not."""
        return self._allowed(value, names, line, self._at(key))

    def _allowed(self, value: str, names: Names, line: int, path: str) -> bool:
        if value in names.allowed:
            return True
        if self.notes.is_full:
            self.notes.add(line, path, "", "unknown-name")
            return False
        hint = did_you_mean(value, names.allowed, dict(names.synonyms or {}))
        message = f"unknown {names.noun} {quoted(value)}. {hint}"
        self.notes.add(line, path, message, "unknown-name")
        return False

    def _texts(self, key: str) -> Iterator[tuple[str, int]]:
        for item, path in self.items(key):
            if isinstance(item.value, str) and item.value.strip() == FILL_IN:
                self.notes.add(item.line, path, _TO_FILL_IN, "fill-in")
            elif isinstance(item.value, str) and item.value.strip():
                yield item.value.strip(), item.line
            else:
                found = value_words(item)
                message = f"{found} stands in a list of texts."
                self.notes.add(item.line, path, message, "type")

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key


def locator_problem(locator: str, documents: Mapping[str, Document]) -> str:
    """What is wrong with a source locator; empty where nothing is.

    >>> locator_problem("PKP 33", {})
    '"PKP 33" is no source locator. Write a document and a line, such as "ABC L12".'
    """
    match = _LOCATOR.fullmatch(locator)
    if match is None:
        return (
            f"{quoted(locator)} is no source locator. "
            'Write a document and a line, such as "ABC L12".'
        )
    document = documents.get(match["document"])
    if document is None:
        return f"unknown document {quoted(match['document'])}. " + did_you_mean(
            match["document"], documents
        )
    if not 1 <= int(match["line"]) <= document.lines:
        return f"{quoted(locator)} is outside the document; its last line is L{document.lines}."
    return ""


_LOCATOR: Final = re.compile(
    r"(?P<document>[A-Z][A-Z0-9]*) L(?P<line>[0-9]{1,6})(\.(?P<sentence>[1-9][0-9]{0,3}))?"
)
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


def identifier(section: Section, key: str = "id") -> str:
    """An id: letters, digits, ``_``, ``.`` and ``-``; noted and empty where it is not one."""
    value = section.text(key)
    if value and not IDENTIFIER.fullmatch(value):
        section.note(key, f"{quoted(value)} is no id; allowed: letters, digits, _ . and -.", "id")
        return ""
    return value


def value_words(node: Node) -> str:
    """What a value is, and the value itself where it is short."""
    if isinstance(node.value, (list, dict)) or node.value is None:
        return node.kind
    return f"{node.kind} ({quoted(node.value)})"
