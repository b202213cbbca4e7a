"""Acceptances: lines of a rule difference that a named person has looked at and lets pass.

An acceptance names a line by its id, which stands for all that the line says: of whom, what
changes, and by which edits. Another line has another id, so that an acceptance of it is none.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from evaluation.baselines.approval import Signature
from evaluation.gate.grants import Grant, Kind, build_grants, filled_in, term, twelve_digits
from triage.loading.fields import Section
from triage.loading.nodes import Node, read_file
from triage.loading.problems import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Grant):
    """One line, accepted until ``expires`` (that day included). ``says`` is the line in words."""

    line: str
    says: str
    role: str
    place: int = 0


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
    return build_grants(root, file, _KIND)


def _acceptance(section: Section) -> Acceptance | None:
    """The acceptance of a section, as far as it can be read; what is wrong with it is noted."""
    texts = {
        "line": twelve_digits(section, "line", "triage diff"),
        "says": section.text("says"),
        "reason": filled_in(section, "reason"),
        "approver": filled_in(section, "approver"),
        "role": filled_in(section, "role"),
    }
    days = term(section, "an acceptance cannot expire before it is given.")
    if days is None:
        return None
    return Acceptance(**texts, approved=days[0], expires=days[1], place=section.line)


_KIND: Final = Kind(
    key="acceptances",
    keys=("line", "says", "reason", "approver", "role", "approved", "expires"),
    build=_acceptance,
    key_of=lambda acceptance: acceptance.line,
    at="line",
    repeated="a second acceptance of the same line.",
)


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
