"""Findings of a verification for people, and as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reports.render.text import Screen, plain, table
from reports.sign.findings import Finding, Group, Outcome, State, outcome_of
from triage.fingerprint import short


def render_findings(findings: Sequence[Finding], names: Sequence[str], screen: Screen) -> str:
    """The outcome, and each comparison in a line: of what, expected, found, what became of it.

    Verified is said only where a signature was checked; else what holds is unchanged. Nothing of
    the kind is said of a file that could not be checked, whatever holds beside it.
    """
    heads = [
        f"{screen.paint(word, *styles)}  {plain(', '.join(of))}"
        for (word, *styles), of in _heads(findings, names)
    ]
    lines = [line for group in Group for line in _group(findings, group, screen)]
    last = [] if _has_attestation(findings) else ["", *screen.wrap(_UNSIGNED)]
    return "\n".join([*heads, *_counts(findings), *lines, *last])


def verification_to_data(findings: Sequence[Finding], names: Sequence[str]) -> dict[str, Any]:
    """The same as plain data, hashes whole."""
    outcome = outcome_of(findings)
    return {
        "schema": "triage-verification/1",
        "of": list(names),
        "outcome": outcome.name.lower(),
        "exit_code": int(outcome),
        "not_checked": _not_checked(findings, names),
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


def _heads(
    findings: Sequence[Finding], names: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], Sequence[str]]]:
    """The word for the outcome with what it is said of; two where only some files are in doubt."""
    outcome = outcome_of(findings)
    if outcome is Outcome.VERIFIED:
        yield _OUTCOMES[outcome] if _has_attestation(findings) else _UNCHANGED, names
        return
    files = _not_checked(findings, names)
    doubts = [finding for finding in findings if finding.state is State.UNKNOWN]
    others = [name for name in names if name not in files]
    is_partly = others and files and all(doubt.group is Group.FILES for doubt in doubts)
    if outcome is Outcome.UNKNOWN and is_partly:
        yield _OUTCOMES[outcome], files
        yield _UNCHANGED, others
    else:
        yield _OUTCOMES[outcome], names


def _not_checked(findings: Sequence[Finding], names: Sequence[str]) -> list[str]:
    """The files that nothing proves."""
    in_doubt = {
        finding.of
        for finding in findings
        if finding.group is Group.FILES and finding.state is State.UNKNOWN
    }
    return [name for name in names if name in in_doubt]


def _has_attestation(findings: Sequence[Finding]) -> bool:
    return any(finding.group is Group.ATTESTATION for finding in findings)


def _counts(findings: Sequence[Finding]) -> Iterator[str]:
    """How many lines below say what; every one is counted."""
    states = [finding.state for finding in findings]
    order = (State.DIFFERS, State.UNKNOWN, State.SAME, State.UNSEEN)
    told = [f"{states.count(state)} {state.value}" for state in order if state in states]
    if told:
        yield ", ".join(told)


_UNSIGNED: Final = (
    "No signature was looked at: whoever changes a report on purpose can compute its hashes anew. "
    "Who stands for it is said by an attestation, with --attestation and --key."
)
_UNCHANGED: Final = ("UNCHANGED", "green", "bold")
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
