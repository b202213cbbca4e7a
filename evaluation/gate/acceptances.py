"""Acceptances: lines of a rule difference that a named person has looked at and lets pass.

An acceptance names a line by its id, which stands for all that the line says: of whom, what
changes, and by which edits. Another line has another id, so that an acceptance of it is none.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from evaluation.baselines.approval import Signature, left_open
from evaluation.gate.waivers import date_of
from triage.loading.fields import Section, is_meant_as
from triage.loading.nodes import Node, notes_of, read_file
from triage.loading.problems import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """One line, accepted until ``expires`` (that day included). ``says`` is the line in words."""

    line: str
    says: str
    reason: str
    approver: str
    role: str
    approved: date
    expires: date
    place: int = 0

    def days_left(self, today: date) -> int:
        """Days until it no longer holds; 0 on its last day, negative after it."""
        return (self.expires - today).days

    def is_in_force(self, today: date, longest_days: int) -> bool:
        """Whether it holds today: given by now, not over, and not for longer than allowed."""
        is_short = (self.expires - self.approved).days <= longest_days
        return self.approved <= today and self.days_left(today) >= 0 and is_short


def acceptance_of(
    line: str, says: str, signature: Signature, approved: date, expires: date
) -> Acceptance:
    """The acceptance of a line by somebody."""
    return Acceptance(
        line=line,
        says=says,
        reason=signature.reason.strip(),
        approver=signature.approver.strip(),
        role=signature.role.strip(),
        approved=approved,
        expires=expires,
    )


def read_acceptances(path: Path) -> tuple[Acceptance, ...]:
    """The acceptances of a file.

    Raises:
        LoadError: everything that is wrong with the file, a missing one too.
    """
    name = shown(path)
    return build_acceptances(read_file(path, name), name)


def build_acceptances(root: Node, file: str) -> tuple[Acceptance, ...]:
    """The acceptances of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    if not is_meant_as(root, "acceptances", "file of acceptances", notes):
        notes.raise_if_any()
    top = Section(root, "", notes, required="acceptances")
    found: dict[str, Acceptance] = {}
    for node, path in top.items("acceptances"):
        before = len(notes)
        section = Section(node, path, notes, required=" ".join(_KEYS))
        acceptance = _acceptance(section, before)
        if acceptance is None:
            continue
        if acceptance.line in found:
            section.note("line", "a second acceptance of the same line.", "repeat")
        found.setdefault(acceptance.line, acceptance)
    notes.raise_if_any()
    return tuple(found.values())


_KEYS: Final = ("line", "says", "reason", "approver", "role", "approved", "expires")
_LINE: Final = re.compile(r"[0-9a-f]{12}")


def _acceptance(section: Section, before: int) -> Acceptance | None:
    """The acceptance of a section; ``None`` where anything was noted since ``before`` notes."""
    texts = {key: section.text(key) for key in _KEYS[:5]}
    if texts["line"] and not _LINE.fullmatch(texts["line"]):
        section.note("line", "write the 12 digits that `triage diff` prints.")
    for key in ("reason", "approver", "role"):
        if texts[key] and (problem := left_open(texts[key])):
            section.note(key, problem)
    approved, expires = date_of(section, "approved"), date_of(section, "expires")
    if approved and expires and expires < approved:
        section.note("expires", "an acceptance cannot expire before it is given.", "range")
    if not approved or not expires or len(section.notes) > before:
        return None
    return Acceptance(**texts, approved=approved, expires=expires, place=section.line)


def with_acceptance(text: str, acceptance: Acceptance) -> str:
    """The text of a file of acceptances with one more, everything else as it was.

    An empty text, or one whose list is empty, becomes one with this entry alone below the same
    comments. The entry stands as far to the right as those before it, and its lines end as theirs.
    """
    if not text.strip():
        return with_acceptance(f"{_HEAD}acceptances: []", acceptance)
    emptied = _EMPTY.sub("acceptances:", text)
    found = _FIRST.search(emptied)
    indent = found[1] if found else "  "
    end = "\r\n" if "\r\n" in text else "\n"
    entry = (f"{indent}{line}" for line in _entry(acceptance))
    return end.join([emptied.rstrip(), *entry, ""])


_EMPTY: Final = re.compile(r"^acceptances:[ \t]*\[[ \t]*\](?=[ \t\r]*(?:#.*)?$)", re.MULTILINE)
_FIRST: Final = re.compile(r"^acceptances:.*\n(?:[ \t]*(?:#.*)?\r?\n)*( *)- ", re.MULTILINE)
_HEAD: Final = (
    "# Lines of a rule difference that somebody looked at and lets pass, each for a time.\n"
    "# Written by `triage accept`; see docs/diff.md.\n\n"
)


def _entry(acceptance: Acceptance) -> list[str]:
    texts = {
        "line": acceptance.line,
        "says": acceptance.says,
        "reason": acceptance.reason,
        "approver": acceptance.approver,
        "role": acceptance.role,
        "approved": acceptance.approved.isoformat(),
        "expires": acceptance.expires.isoformat(),
    }
    first, *rest = [f"{key}: {quoted_yaml(text)}" for key, text in texts.items()]
    return [f"- {first}", *(f"  {line}" for line in rest)]


def quoted_yaml(text: str) -> str:
    """A text as YAML, in one line; a day stands as it is, and what nobody sees as its number."""
    import json

    if _PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(ord(c)) for c in quoted)


def _escaped(code: int) -> str:
    return f"\\u{code:04x}" if code <= _FOUR_DIGITS else f"\\U{code:08x}"


_FOUR_DIGITS: Final = 0xFFFF


_PLAIN: Final = re.compile(r"\d{4}-\d\d-\d\d")
