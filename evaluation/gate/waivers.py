"""Waivers: exceptions that a named person grants for a time, and that the gate holds them to."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from evaluation.baselines.approval import left_open
from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from triage.loading.fields import Names, Section, is_meant_as
from triage.loading.nodes import Node, notes_of, read_file
from triage.loading.problems import quoted, shown

CASE_SET_CHANGES: Final = ("removed", "gold_edited", "input_edited")
VOCABULARY: Final = "vocabulary"
INVARIANTS: Final = "invariants"
DECLARED: Final = "declared"
TOGETHER: Final = "together"
CHANGES: Final = (VOCABULARY, INVARIANTS, DECLARED, TOGETHER)
OF_VIGNETTES: Final = (*ENDPOINT_NAMES, LOWERED, NO_ANSWER, *CASE_SET_CHANGES)
COVERED: Final = (*OF_VIGNETTES, *CHANGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One failing, let pass until ``expires`` (that day included).

    ``covers`` is an endpoint (``missed_red_flag``), ``lowered``, a change of the library
    (``removed``), or one of :data:`CHANGES`. ``of`` is the vignette, the vocabulary (also for
    ``invariants``), the engine (``declared``), or what changed together with the rules.
    ``difference`` names the very difference between both sides that was looked at: with any other
    one the waiver covers nothing.
    """

    covers: str
    of: str
    difference: str
    reason: str
    approver: str
    approved: date
    expires: date
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What it covers: the failing, and of what."""
        return self.covers, self.of

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
    if not is_meant_as(root, "waivers", "file of waivers", notes):
        notes.raise_if_any()
    top = Section(root, "", notes, required="waivers")
    found: dict[tuple[str, str], Waiver] = {}
    for node, path in top.items("waivers"):
        before = len(notes)
        section = Section(node, path, notes, required=_REQUIRED)
        waiver = _waiver(section, before)
        if waiver is None:
            continue
        if waiver.key in found:
            section.note("of", "a second waiver for the same failing.", "repeat")
        found.setdefault(waiver.key, waiver)
    notes.raise_if_any()
    return tuple(found.values())


_REQUIRED = "covers of difference reason approver approved expires"


def _waiver(section: Section, before: int) -> Waiver | None:
    """The waiver of a section; ``None`` where anything was noted since ``before`` notes."""
    covers = section.name("covers", Names("failing", COVERED))
    texts = {key: section.text(key) for key in ("of", "difference", "reason", "approver")}
    if texts["difference"] and not _DIFFERENCE.fullmatch(texts["difference"]):
        message = "write the 12 digits that `triage gate --draft-waivers` prints."
        section.note("difference", message)
    for key in ("reason", "approver"):
        if texts[key] and (problem := left_open(texts[key])):
            section.note(key, problem)
    approved, expires = date_of(section, "approved"), date_of(section, "expires")
    if approved and expires and expires < approved:
        section.note("expires", "a waiver cannot expire before it is approved.", "range")
    if not approved or not expires or len(section.notes) > before:
        return None
    return Waiver(covers=covers, **texts, approved=approved, expires=expires, line=section.line)


_DIFFERENCE: Final = re.compile(r"[0-9a-f]{12}")


def date_of(section: Section, key: str) -> date | None:
    """The day that a key of a section names; ``None`` where that is none, which is noted."""
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
