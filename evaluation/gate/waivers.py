"""Waivers: exceptions that a named person grants for a time, and that the gate holds them to."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from triage.loading.fields import Names, Section
from triage.loading.nodes import Node, notes_of, read_file
from triage.loading.problems import quoted, shown

CASE_SET_CHANGES = ("removed", "gold_edited", "input_edited")
VOCABULARY = "vocabulary"
INVARIANTS = "invariants"
COVERED = (*ENDPOINT_NAMES, LOWERED, NO_ANSWER, *CASE_SET_CHANGES, VOCABULARY, INVARIANTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One failing of one vignette, let pass until ``expires`` (that day included).

    ``covers`` is an endpoint (``missed_red_flag``), ``lowered``, a change of the library
    (``removed``), ``vocabulary`` or ``invariants``; for these two ``vignette`` is the name of the
    vocabulary.
    """

    covers: str
    vignette: str
    reason: str
    approver: str
    approved: date
    expires: date
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What it covers: the failing and the vignette."""
        return self.covers, self.vignette

    def days_left(self, today: date) -> int:
        """Days until it no longer holds; 0 on its last day, negative after it."""
        return (self.expires - today).days


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file.

    Raises:
        LoadError: everything that is wrong with the file, a missing one too.
    """
    name = shown(path)
    return build_waivers(read_file(path, name), name)


def build_waivers(root: Node, file: str) -> tuple[Waiver, ...]:
    """The waivers of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    top = Section(root, "", notes, required="waivers")
    found: dict[tuple[str, str], Waiver] = {}
    for node, path in top.items("waivers"):
        before = len(notes)
        section = Section(node, path, notes, required=_REQUIRED)
        waiver = _waiver(section, before)
        if waiver is None:
            continue
        if waiver.key in found:
            section.note("vignette", "a second waiver for the same failing.", "repeat")
        found.setdefault(waiver.key, waiver)
    notes.raise_if_any()
    return tuple(found.values())


_REQUIRED = "covers vignette reason approver approved expires"


def _waiver(section: Section, before: int) -> Waiver | None:
    """The waiver of a section; ``None`` where anything was noted since ``before`` notes."""
    covers = section.name("covers", Names("failing", COVERED))
    texts = {key: section.text(key) for key in ("vignette", "reason", "approver")}
    approved, expires = _date(section, "approved"), _date(section, "expires")
    if approved and expires and expires < approved:
        section.note("expires", "a waiver cannot expire before it is approved.", "range")
    if not approved or not expires or len(section.notes) > before:
        return None
    return Waiver(covers=covers, **texts, approved=approved, expires=expires, line=section.line)


def _date(section: Section, key: str) -> date | None:
    text = section.text(key)
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:  # other forms of ISO 8601 are easily misread
        section.note(key, f"{quoted(text)} is no date; allowed: 2026-01-31.", "type")
        return None
    return found
