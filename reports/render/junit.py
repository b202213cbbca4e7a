"""A report as JUnit XML, for the test pages of CI systems."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from reports.model.audit.audit import Audit
from reports.model.audit.sides import Side
from reports.model.audit.verdict import CheckFacts, GrantFacts
from reports.model.audit.vignettes import VignetteFacts
from reports.model.failings import Bearing, Failing, Failings
from reports.model.said import answer_words, happened_words, place_words
from reports.render.text import plain


def render_junit(audit: Audit) -> str:
    """One test case for each check of the gate and for each vignette.

    What fails agrees with the verdict: where the gate passes nothing does. A vignette fails by its
    worst failing that counts against the candidate; without an answer that is an *error*. What is
    waived, known from the baseline or let pass by the policy is *skipped* with the reason, so that
    nobody overlooks it. A check that says that too little was measured is an error too. A report
    in which nothing was measured has one error that says so, and is never green.

    Times are 0: how long a vignette took is no fact of the report. No two cases have the same name.
    """
    suites = [*_gate_suite(audit), *_vignette_suites(audit)]
    if not any(suite.cases for suite in suites):
        suites = [_Suite("vignettes", (_nothing(audit.candidate),))]
    cases = [case for suite in suites for case in suite.cases]
    names = _Names()
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="triage" time="0" {_counts(cases)}>',
        *(line for suite in suites for line in _suite(suite, audit, names)),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: ``result`` is failure, error or skipped, empty for one that passes."""

    classname: str
    name: str
    result: str = ""
    kind: str = ""
    message: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class _Suite:
    name: str
    cases: tuple[_Case, ...]


class _Names:
    """Names that are told apart also once they have no character left that XML does not allow."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def unique(self, name: str) -> str:
        """The name, with a number behind it where another has it already."""
        first = plain(name).strip() or "(no name)"
        found, n = first, 1
        while found in self._given:
            n += 1
            found = f"{first} ({n})"
        self._given.add(found)
        return found


def _gate_suite(audit: Audit) -> Iterator[_Suite]:
    """The checks; a verdict that is no pass has one that fails, whatever else was made."""
    verdict = audit.verdict
    if verdict is None:
        return
    cases = [_check_case(check) for check in verdict.checks]
    if verdict.words != _PASS and not any(case.result in _FAILS for case in cases):
        cases.append(_Case("gate.verdict", "verdict", "error", "no_verdict", verdict.headline))
    yield _Suite("gate", tuple(cases))


_PASS: Final = "PASS"  # noqa: S105 - a verdict
_FAILS: Final = ("failure", "error")


def _check_case(check: CheckFacts) -> _Case:
    classname, said = f"gate.{check.group}", f"{check.title}: {check.numbers}"
    if check.holds:
        passed = [f"let pass by a waiver: {name}" for name in check.waived]
        passed += [f"accepted: {line}" for line in check.accepted]
        return _Case(classname, check.name, body="\n".join([said, *passed]))
    result = "error" if check.group == _MEASURED else "failure"
    body = "\n".join([said, *check.items])
    return _Case(classname, check.name, result, check.name, said, body)


_MEASURED: Final = "measured"


def _vignette_suites(audit: Audit) -> Iterator[_Suite]:
    """A suite for each kind of vignette, in the order of the run."""
    made = _Cases(audit)
    by_kind: dict[str, list[_Case]] = {}
    for vignette in audit.vignettes:
        by_kind.setdefault(vignette.kind, []).append(made.case(vignette))
    for kind, cases in by_kind.items():
        yield _Suite(f"vignettes.{kind}", tuple(cases))


def _nothing(side: Side) -> _Case:
    said = "Nothing was measured: there are no vignettes."
    return _Case(side.domain, "vignettes", "error", "nothing_measured", said)


class _Cases:
    def __init__(self, audit: Audit) -> None:
        self._domain = audit.candidate.domain
        self._detects = audit.candidate.reports_red_flags
        self._failings = Failings(audit)
        waivers = audit.verdict.waivers if audit.verdict else ()
        self._waivers = {(each.covers, each.of): each for each in waivers if not each.problem}

    def case(self, vignette: VignetteFacts) -> _Case:
        found = self._failings.of(vignette)
        worst = next(
            (each for bearing in Bearing for each in found if each.bearing is bearing), None
        )  # one that counts, else a waived one, a known one, one let pass
        classname = f"{self._domain}.{vignette.kind}"
        if worst is None:
            return _Case(classname, vignette.id)
        return _Case(
            classname,
            vignette.id,
            result=_result(worst, vignette),
            kind=_kind(worst, vignette),
            message=self._message(worst, vignette),
            body="\n".join(self._body(found, vignette)),
        )

    def _message(self, worst: Failing, vignette: VignetteFacts) -> str:
        happened = happened_words(vignette, reports_red_flags=self._detects)
        why = {
            Bearing.COUNTS: "",
            Bearing.WAIVED: f"waived{self._waiver(worst, vignette)}: ",
            Bearing.KNOWN: "known, the baseline fails it too: ",
            Bearing.ALLOWED: "let pass by the policy: ",
        }[worst.bearing]
        return f"{why}{worst.title}: {happened}"

    def _waiver(self, failing: Failing, vignette: VignetteFacts) -> str:
        grant = self._waivers.get((failing.name, vignette.id))
        return f" ({_grant_words(grant)})" if grant else ""

    def _body(self, found: Iterable[Failing], vignette: VignetteFacts) -> Iterator[str]:
        yield happened_words(vignette, reports_red_flags=self._detects)
        if vignette.before:
            before = answer_words(vignette.before, reports_red_flags=self._detects)
            yield f"baseline: {before}"
        for failing in found:
            waiver = self._waiver(failing, vignette)
            yield f"{failing.title}: {_BEARINGS[failing.bearing]}{waiver}"
        for place in vignette.causes:
            yield f"changed rule: {place_words(place)}"
        if vignette.sources:
            yield f"sources: {', '.join(vignette.sources)}"
        if vignette.place:
            yield f"vignette: {place_words(vignette.place)}"
        if vignette.title:
            yield f"title: {vignette.title}"


_BEARINGS: Final[Mapping[Bearing, str]] = {
    Bearing.COUNTS: "counts",
    Bearing.WAIVED: "waived",
    Bearing.KNOWN: "known, the baseline fails it too",
    Bearing.ALLOWED: "let pass by the policy",
}


def _grant_words(grant: GrantFacts) -> str:
    return f"{grant.reason}; by {grant.approver} until {grant.expires}"


def _result(failing: Failing, vignette: VignetteFacts) -> str:
    if failing.bearing is not Bearing.COUNTS:
        return "skipped"
    return "failure" if vignette.answer.status == "ok" else "error"


def _kind(failing: Failing, vignette: VignetteFacts) -> str:
    if failing.bearing is not Bearing.COUNTS:
        return failing.bearing.value
    return failing.name if vignette.answer.status == "ok" else vignette.answer.status


def _suite(suite: _Suite, audit: Audit, names: _Names) -> Iterator[str]:
    time = _timestamp(audit.candidate.started)
    skipped = sum(case.result == "skipped" for case in suite.cases)
    counts = f'{_counts(suite.cases)} skipped="{skipped}"'
    yield f'  <testsuite name={_quoted(suite.name)} {counts} time="0"{time}>'
    yield "    <properties>"
    for name, value in _properties(audit):
        yield f"      <property name={_quoted(name)} value={_quoted(value)}/>"
    yield "    </properties>"
    for case in suite.cases:
        yield from _case(case, names.unique(case.name))
    yield "  </testsuite>"


def _properties(audit: Audit) -> Iterator[tuple[str, str]]:
    """What the suite is of, and what would tell that it is of something else."""
    yield "harness", audit.version
    for name, side in (("candidate", audit.candidate), ("baseline", audit.baseline)):
        if side is not None:
            yield name, side.engine
            yield f"{name}_fingerprint", side.fingerprint
    yield "library_fingerprint", audit.candidate.library_fingerprint
    yield "policy_fingerprint", audit.policy.fingerprint
    if audit.verdict:
        yield "verdict", audit.verdict.headline
    for note in audit.notes:
        yield "note", note
    yield "disclaimer", audit.disclaimer


def _timestamp(started: str) -> str:
    """When the run began: the readers of this format know no time zone; it is UTC."""
    found = _TIME.match(started)
    return f' timestamp="{found[0]}"' if found else ""


_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")


def _case(case: _Case, name: str) -> Iterator[str]:
    head = f'    <testcase classname={_quoted(case.classname)} name={_quoted(name)} time="0"'
    if not case.result and not case.body:
        yield f"{head}/>"
        return
    yield f"{head}>"
    body = "\n".join(map(_text, case.body.splitlines()))
    if case.result:
        told = f"type={_quoted(case.kind)} message={_quoted(_shortened(case.message))}"
        yield f"      <{case.result} {told}>{body}</{case.result}>"
    else:
        yield f"      <system-out>{body}</system-out>"
    yield "    </testcase>"


def _counts(cases: Iterable[_Case]) -> str:
    results = [case.result for case in cases]
    failures, errors = results.count("failure"), results.count("error")
    return f'tests="{len(results)}" failures="{failures}" errors="{errors}"'


def _quoted(text: str) -> str:
    return quoteattr(plain(text))


def _text(text: str) -> str:
    return escape(plain(text))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST: Final = 1000
"""Of a message, which test pages show in one line; the text below it has everything."""
