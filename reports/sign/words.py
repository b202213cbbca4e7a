"""Findings of a verification for people, and as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reports.render.text import Screen, plain, table
from reports.sign.findings import Finding, Group, Outcome, State, outcome_of
from triage.fingerprint import short


def render_findings(findings: Sequence[Finding], names: Sequence[str], screen: Screen) -> str:
    """The outcome, and each comparison in a line: of what, expected, found, what became of it.

    Verified is said only where a signature was checked; else what holds is unchanged.
    """
    outcome = outcome_of(findings)
    is_signed = any(finding.group is Group.ATTESTATION for finding in findings)
    word, *styles = _OUTCOMES[outcome]
    if outcome is Outcome.VERIFIED and not is_signed:
        word = "UNCHANGED"
    n = sum(1 for finding in findings if finding.state is State.DIFFERS)
    compared = sum(1 for finding in findings if finding.state in {State.DIFFERS, State.SAME})
    told = f" {n} of {compared}" if outcome is Outcome.DIFFERS else ""
    head = f"{screen.paint(word, *styles)}{told}  {plain(', '.join(names))}"
    lines = [line for group in Group for line in _group(findings, group, screen)]
    last = [] if is_signed else ["", *screen.wrap(_UNSIGNED)]
    return "\n".join([head, *lines, *last])


def verification_to_data(findings: Sequence[Finding], names: Sequence[str]) -> dict[str, Any]:
    """The same as plain data, hashes whole."""
    outcome = outcome_of(findings)
    return {
        "schema": "triage-verification/1",
        "of": list(names),
        "outcome": outcome.name.lower(),
        "exit_code": int(outcome),
        "findings": [
            {
                "group": finding.group.name.lower(),
                "of": finding.of,
                "what": finding.what,
                "state": finding.state.value,
                "expected": finding.expected,
                "found": finding.found,
                "note": finding.note,
            }
            for finding in findings
        ],
    }


_UNSIGNED: Final = (
    "No signature was looked at: whoever changes a report on purpose can compute its hashes anew. "
    "Who stands for it is said by an attestation, with --attestation and --key."
)
_OUTCOMES: Final = {
    Outcome.VERIFIED: ("VERIFIED", "green", "bold"),
    Outcome.DIFFERS: ("DOES NOT MATCH", "red", "bold"),
    Outcome.UNKNOWN: ("NOT VERIFIED", "magenta", "bold"),
}
_STYLES: Final = {
    State.SAME: ("green",),
    State.DIFFERS: ("red", "bold"),
    State.UNSEEN: ("dim",),
    State.UNKNOWN: ("magenta", "bold"),
}


def _group(findings: Sequence[Finding], group: Group, screen: Screen) -> Iterator[str]:
    found = [finding for finding in findings if finding.group is group]
    if not found:
        return
    yield f"\n{screen.paint(group.value, 'bold')}"
    rows = [(f.of, f.what, *_hashes(f), f.state.value) for f in found]
    head = ("", "", "expected", "found", "")
    first, *lines = table([head, *rows])
    yield screen.paint(first, "dim")
    for finding, line in zip(found, lines, strict=True):
        yield from _line(finding, line, screen)


def _line(finding: Finding, line: str, screen: Screen) -> Iterator[str]:
    """A row, with its note beside it where there is room, else below."""
    state = finding.state.value
    painted = f"{line.removesuffix(state)}{screen.paint(state, *_STYLES[finding.state])}"
    note = plain(finding.note)
    if not note:
        yield painted
    elif len(line) + len(note) + 2 <= screen.width:
        yield f"{painted}  {note}"
    else:
        yield painted
        yield from screen.wrap(note, "      ")


def _hashes(finding: Finding) -> tuple[str, str]:
    """Both sides, short; what is missing on one side of two is said."""
    sides = (finding.expected, finding.found)
    if not any(sides):
        return "", ""
    if finding.state is State.UNSEEN:
        return _shown(finding.expected), ""
    return _shown(finding.expected) or "none", _shown(finding.found) or "none"


def _shown(text: str) -> str:
    is_hash = len(text) == _DIGITS and not text.strip("0123456789abcdef")
    return short(text) if is_hash else text


_DIGITS: Final = 64
