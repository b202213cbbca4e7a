"""Grants: what a waiver and an acceptance have in common, somebody's word that holds for a time."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from evaluation.baselines.approval import left_open
from triage.loading.fields import Section, is_meant_as
from triage.loading.nodes import Node, notes_of
from triage.loading.problems import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Granted by ``approver`` on a day, until ``expires`` (that day included)."""

    reason: str
    approver: str
    approved: date
    expires: date

    def days_left(self, today: date) -> int:
        """Days until it no longer holds; 0 on its last day, negative after it."""
        return (self.expires - today).days

    def out_of_force(self, today: date, longest_days: int) -> Iterator[str]:
        """Why it does not hold today: it is over, not given yet, or too long; else nothing."""
        if self.days_left(today) < 0:
            yield f"expired on {self.expires}"
        if self.approved > today:
            yield f"approved in the future, on {self.approved}"
        if (self.expires - self.approved).days > longest_days:
            yield f"longer than the {longest_days} days that the policy allows"

    def is_in_force(self, today: date, longest_days: int) -> bool:
        """Whether nothing of :meth:`out_of_force` is to be said."""
        return not any(self.out_of_force(today, longest_days))


G = TypeVar("G", bound=Grant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[G]):
    """How a file of one kind of grant is read, and what its errors call things.

    ``key_of`` says what a grant lets pass, ``repeated`` what is wrong with a second of the same,
    noted at the key ``at``.
    """

    key: str
    keys: tuple[str, ...]
    build: Callable[[Section], G | None]
    key_of: Callable[[G], object]
    at: str
    repeated: str


def build_grants(root: Node, file: str, kind: Kind[G]) -> tuple[G, ...]:
    """The grants of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    if not is_meant_as(root, kind.key, f"file of {kind.key}", notes):
        notes.raise_if_any()
    found: dict[object, G] = {}
    for node, path in Section(root, "", notes, required=kind.key).items(kind.key):
        before = len(notes)
        section = Section(node, path, notes, required=" ".join(kind.keys))
        grant = kind.build(section)
        if grant is None or len(notes) > before:
            continue
        if kind.key_of(grant) in found:
            section.note(kind.at, kind.repeated, "repeat")
        found.setdefault(kind.key_of(grant), grant)
    notes.raise_if_any()
    return tuple(found.values())


def twelve_digits(section: Section, key: str, printed_by: str) -> str:
    """The 12 digits that a command printed; anything else is noted."""
    text = section.text(key)
    if text and not _DIGITS.fullmatch(text):
        section.note(key, f"write the 12 digits that `{printed_by}` prints.")
    return text


_DIGITS: Final = re.compile(r"[0-9a-f]{12}")


def filled_in(section: Section, key: str) -> str:
    """A text that somebody has to write; one that was left open is noted."""
    text = section.text(key)
    if text and (problem := left_open(text)):
        section.note(key, problem)
    return text


def term(section: Section, too_early: str) -> tuple[date, date] | None:
    """The first and the last day; ``None`` where one is no date or they are the wrong way round."""
    approved, expires = _date(section, "approved"), _date(section, "expires")
    if not approved or not expires:
        return None
    if expires < approved:
        section.note("expires", too_early, "range")
        return None
    return approved, expires


def _date(section: Section, key: str) -> date | None:
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
