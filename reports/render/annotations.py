"""What is wrong, as commands to the runner of GitHub's workflows: it shows them beside lines."""

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.comparison import NO_ANSWER
from reports.model.audit.audit import Audit
from reports.model.audit.solved import ClaimFacts, LineFacts
from reports.model.audit.verdict import CheckFacts, GrantFacts
from reports.model.audit.vignettes import Place, VignetteFacts
from reports.model.failings import TITLES, Bearing, Failing, Failings
from reports.model.said import happened_words
from reports.render.text import plain

MOST: Final = 9
"""Annotations of a kind: GitHub shows ten from a step, and does not say that there were more."""


def render_annotations(audit: Audit, *, folder: str = "") -> str:
    """One command a line: errors, then warnings, then the verdict as a notice.

    Errors are what counts against the candidate, the worst harm first: what was not measured,
    vignettes up to under-triage, lines of the difference that nobody accepted, refuted claims, the
    other vignettes, and failing checks that none of these explains. Where the gate passes there is
    none. Warnings are what somebody or the policy lets pass, and what will not be let pass for much
    longer. Of more than nine the ninth says how many more there are.

    ``folder`` is where the paths of the facts are seen from, itself seen from the root of the
    checkout; a path that leads out of the checkout is left out.
    """
    found = _Found(audit)
    kinds = (
        ("error", tuple(found.errors())),
        ("warning", tuple(found.warnings())),
        ("notice", (_notice(audit),)),
    )
    lines = (_command(kind, note, folder) for kind, notes in kinds for note in _first(kind, notes))
    return "".join(f"{line}\n" for line in lines)


def stopped_annotation(reason: str) -> str:
    """One error where the gate could not even start: there is no verdict, and why."""
    note = _Note(title="triage gate: NO VERDICT", message=reason)
    return f"{_command('error', note, '')}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    title: str
    message: str
    places: tuple[Place, ...] = ()


def _first(kind: str, notes: Sequence[_Note]) -> Iterator[_Note]:
    if len(notes) <= MOST:
        yield from notes
        return
    left = len(notes) - (MOST - 1)
    yield from notes[: MOST - 1]
    message = f"And {left:,} more {kind}s; the summary and the report have them."
    yield _Note(title=f"{left:,} more", message=message)


class _Found:
    """What is said of each vignette, line, claim and check."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._detects = audit.candidate.reports_red_flags
        failings = Failings(audit)
        told = ((vignette, failings.of(vignette)) for vignette in audit.vignettes)
        self._wrong = [(vignette, found) for vignette, found in told if found]
        solved = audit.solved
        lowered = solved.difference.lowered if solved and solved.difference else ()
        self._lines = [line for line in lowered if not line.accepted]
        self._claims = list(solved.failing) if solved else []
        verdict = audit.verdict
        self._failing = verdict.failing if verdict else ()
        names = {check.name for check in self._failing}
        is_judged = verdict is not None and verdict.words != _NO_VERDICT
        self._lines_count = not is_judged or "difference" in names
        self._claims_count = not is_judged or "proofs" in names

    def errors(self) -> Iterator[_Note]:
        """What counts against the candidate."""
        yield from (_check(check) for check in self._failing if check.group == _MEASURED)
        counting = self._with(Bearing.COUNTS)
        for vignette, those in counting:
            if _is_grave(those):
                yield self._vignette(vignette, those)
        if self._lines_count:
            yield from map(_line, self._lines)
        refuted = [claim for claim in self._claims if claim.standing == _REFUTED]
        if self._claims_count:
            yield from map(_claim, refuted)
        for vignette, those in counting:
            if not _is_grave(those):
                yield self._vignette(vignette, those)
        told = {vignette.id for vignette, _ in counting}
        said = {"difference": bool(self._lines), "proofs": bool(refuted)}
        for check in self._failing:
            is_said = said.get(check.name, False) or not told.isdisjoint(check.vignettes)
            if check.group != _MEASURED and not is_said:
                yield _check(check)
        verdict = self._audit.verdict
        if verdict and verdict.words != _PASS and not self._failing:
            yield _Note(title="The gate does not pass", message=f"{verdict.headline}.")

    def warnings(self) -> Iterator[_Note]:
        """What is let pass, and what is soon over."""
        for vignette, those in self._with(Bearing.WAIVED):
            yield self._vignette(vignette, those, "Waived: ")
        verdict = self._audit.verdict
        for grant in (*verdict.waivers, *verdict.acceptances) if verdict else ():
            if not grant.problem and grant.days_left <= _SOON:
                yield _grant(grant)
        for vignette, those in self._with(Bearing.ALLOWED):
            yield self._vignette(vignette, those, "Let pass by the policy: ")
        if not self._lines_count:
            yield from map(_line, self._lines)
        for claim in self._claims:
            if not self._claims_count or claim.standing != _REFUTED:
                yield _claim(claim)

    def _with(self, bearing: Bearing) -> list[tuple[VignetteFacts, list[Failing]]]:
        """Vignettes whose gravest bearing this is, the worst harm first, with such failings."""
        found = []
        for vignette, failings in self._wrong:
            if bearing is min((each.bearing for each in failings), key=_BEARINGS.index):
                found.append((vignette, [each for each in failings if each.bearing is bearing]))
        return sorted(found, key=lambda each: _harm(*each))

    def _vignette(self, vignette: VignetteFacts, those: Sequence[Failing], why: str = "") -> _Note:
        causes = sorted(vignette.causes, key=lambda place: place.line == 0)
        edited = ", ".join(dict.fromkeys(place.of for place in causes if place.of))
        others = ", ".join(failing.title for failing in those[1:])
        message = (
            f"{vignette.id}: {happened_words(vignette, reports_red_flags=self._detects)}.",
            f"Also {others}." if others else "",
            f"Changed: {edited}." if edited else "",
            _sources(vignette.sources),
        )
        title = those[0].title
        return _Note(
            title=why + title if why else f"{title[:1].upper()}{title[1:]}",
            message=" ".join(filter(None, message)),
            places=(*causes, *([vignette.place] if vignette.place else [])),
        )


_BEARINGS: Final = tuple(Bearing)
_PASS: Final = "PASS"  # noqa: S105 - a verdict
_NO_VERDICT: Final = "NO VERDICT"
_MEASURED: Final = "measured"
_REFUTED: Final = "refuted"
_SOON: Final = 14  # days


def _harm(vignette: VignetteFacts, failings: Sequence[Failing]) -> tuple[int, bool, str]:
    """The gravest failing; of the same one what is new first."""
    names = list(TITLES)
    worst = min((failing.name for failing in failings), key=names.index)
    return names.index(worst), worst not in vignette.newly, vignette.id


def _is_grave(failings: Sequence[Failing]) -> bool:
    """Whether somebody would be seen too late, or not at all."""
    return any(failing.name in _GRAVE for failing in failings)


_GRAVE: Final = frozenset({"missed_red_flag", NO_ANSWER, "undetected_red_flag", "under_triage"})


def _line(line: LineFacts) -> _Note:
    edits = f"By the edit of {', '.join(line.edits)}." if line.edits else ""
    message = (
        f"{line.who}: {line.changes}.",
        f"Smallest patient: {line.patient}.",
        edits,
        _sources(line.sources),
        f"Line {line.id}.",
    )
    return _Note(
        title="Patients made less urgent, and not accepted",
        message=" ".join(filter(None, message)),
        places=tuple(sorted(line.places, key=lambda place: place.line == 0)),
    )


def _claim(claim: ClaimFacts) -> _Note:
    by = f"Refuted by: {claim.refuted_by}." if claim.refuted_by else "It speaks of nobody."
    message = " ".join(filter(None, (f"{claim.id}: {claim.says}", by, _sources(claim.sources))))
    title = "Claim refuted" if claim.standing == _REFUTED else "Claim without meaning"
    return _Note(title=title, message=message)


def _check(check: CheckFacts) -> _Note:
    items = "; ".join(check.items[:_FEW_ITEMS])
    left = len(check.items) - _FEW_ITEMS
    more = f"; and {left:,} more" if left > 0 else ""
    return _Note(title=check.title, message=f"{check.numbers}.{f' {items}{more}' if items else ''}")


_FEW_ITEMS: Final = 3


def _grant(grant: GrantFacts) -> _Note:
    what = "waiver" if grant.is_waiver else "acceptance"
    days = f"{grant.days_left} day{'' if grant.days_left == 1 else 's'}"
    return _Note(
        title=f"{what.capitalize()} soon over",
        message=f"The {what} of {grant.of} ({grant.covers}) by {grant.approver} ends on "
        f"{grant.expires}, in {days}; then this fails the gate. Reason: {grant.reason}",
    )


def _notice(audit: Audit) -> _Note:
    """The verdict, or that there is none, with the number that people look for first."""
    missed = audit.numbers.rate("missed_red_flag_rate")
    rate = f"; missed red flags: {missed.k} of {missed.n}" if missed and missed.n else ""
    against = f" against {audit.baseline.engine}" if audit.baseline else ""
    return _Note(
        title=f"triage: {audit.verdict.headline}" if audit.verdict else "triage",
        message=f"{audit.candidate.engine}{against} on {len(audit.vignettes):,} vignettes{rate}.",
    )


def _sources(names: Sequence[str]) -> str:
    return f"Sources: {', '.join(names)}." if names else ""


def _command(kind: str, note: _Note, folder: str) -> str:
    """A command on a line of its own, that ends where it should and holds no other one."""
    properties = [f"title={_property(_cut(note.title, _LONGEST_TITLE))}"]
    place = _place(note.places, folder)
    if place is not None:
        file, line = place
        where = [f"file={_property(file)}", *([f"line={line}"] if line > 0 else [])]
        properties = [*where, *properties]
    return f"::{kind} {','.join(properties)}::{_data(_cut(note.message, _LONGEST))}"


_LONGEST: Final = 900
_LONGEST_TITLE: Final = 120
_LONGEST_PATH: Final = 1_000


def _place(places: Iterable[Place], folder: str) -> tuple[str, int] | None:
    """The first place that lies in the checkout, seen from its root."""
    for place in places:
        path = _path(place.file, folder)
        if path is not None:
            return path, place.line
    return None


def _path(file: str, folder: str) -> str | None:
    name = file.replace("\\", "/")
    is_absolute = name.startswith("/") or name[1:2] == ":"
    if not name or is_absolute or len(name) > _LONGEST_PATH or _line_of(name) != name:
        return None
    path = posixpath.normpath(posixpath.join(folder, name))
    return None if path.startswith(("../", "/")) or path in {"..", "."} else path


def _cut(text: str, most: int) -> str:
    """The text, or its first part with a count of the characters that are left out."""
    if len(text) <= most:
        return text
    return f"{text[:most]} … ({len(text) - most:,} more characters)"


def _line_of(text: str) -> str:
    """One line for every reader of lines, in which no older form of a command stands."""
    for end in _ENDS:
        text = text.replace(end, " ")
    return plain(text).replace("##[", "## [")


_ENDS: Final = ("\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e")


def _data(text: str) -> str:
    r"""The message of a command.

    >>> _data("100 %\n::error::x")
    '100 %25 ::error::x'
    """
    clean = _line_of(text).strip()
    return clean.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property of a command.

    >>> _property("rules: a, b")
    'rules%3A a%2C b'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
