"""What a verification finds: one line for each thing that was compared, or could have been."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Group(StrEnum):
    """What kind of thing was looked at; the value is its title for people."""

    FILES = "The files themselves"
    INPUTS = "What the report was made of"
    ATTESTATION = "The attestation"


class State(StrEnum):
    """What became of a comparison.

    ``UNSEEN`` is said of what was not asked for: it stands in the way of nothing. ``UNKNOWN`` is
    said of what was asked for and cannot be told: nothing is verified then.
    """

    SAME = "same"
    DIFFERS = "differs"
    UNSEEN = "not looked at"
    UNKNOWN = "cannot be checked"


class Outcome(IntEnum):
    """What a verification comes to, and its exit code."""

    VERIFIED = 0
    DIFFERS = 1
    UNKNOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One comparison: ``what`` of which file or input (``of``), with the two hashes or words.

    ``note`` says what there is to say beside them, or how to have it looked at.
    """

    group: Group
    of: str
    what: str
    state: State
    expected: str = ""
    found: str = ""
    note: str = ""


def compared(
    group: Group, of: str, what: str, expected: str, found: str, note: str = ""
) -> Finding:
    """The finding of two texts that should be the same."""
    state = State.SAME if expected == found else State.DIFFERS
    return Finding(
        group=group, of=of, what=what, state=state, expected=expected, found=found, note=note
    )


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """What findings come to together. Where nothing at all was compared, nothing is verified."""
    states = {finding.state for finding in findings}
    if State.DIFFERS in states:
        return Outcome.DIFFERS
    if State.UNKNOWN in states or State.SAME not in states:
        return Outcome.UNKNOWN
    return Outcome.VERIFIED
