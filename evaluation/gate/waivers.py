"""Waivers: exceptions that a named person grants for a time, and that the gate holds them to."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from evaluation.gate.grants import Grant, Kind, build_grants, filled_in, term, twelve_digits
from triage.loading.fields import Names, Section
from triage.loading.nodes import Node, read_file
from triage.loading.problems import shown

CASE_SET_CHANGES: Final = ("removed", "gold_edited", "input_edited")
VOCABULARY: Final = "vocabulary"
INVARIANTS: Final = "invariants"
DECLARED: Final = "declared"
TOGETHER: Final = "together"
CHANGES: Final = (VOCABULARY, INVARIANTS, DECLARED, TOGETHER)
OF_VIGNETTES: Final = (*ENDPOINT_NAMES, LOWERED, NO_ANSWER, *CASE_SET_CHANGES)
COVERED: Final = (*OF_VIGNETTES, *CHANGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Grant):
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
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What it covers: the failing, and of what."""
        return self.covers, self.of


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
    return build_grants(root, file, _KIND)


def _waiver(section: Section) -> Waiver | None:
    """The waiver of a section, as far as it can be read; what is wrong with it is noted."""
    covers = section.name("covers", Names("failing", COVERED))
    texts = {
        "of": section.text("of"),
        "difference": twelve_digits(section, "difference", "triage gate --draft-waivers"),
        "reason": filled_in(section, "reason"),
        "approver": filled_in(section, "approver"),
    }
    days = term(section, "a waiver cannot expire before it is approved.")
    if days is None:
        return None
    return Waiver(covers=covers, **texts, approved=days[0], expires=days[1], line=section.line)


_KIND: Final = Kind(
    key="waivers",
    keys=("covers", "of", "difference", "reason", "approver", "approved", "expires"),
    build=_waiver,
    key_of=lambda waiver: waiver.key,
    at="of",
    repeated="a second waiver for the same failing.",
)
