"""A report as SARIF 2.1.0, for code scanning: what is wrong, at the line that made it so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from reports.data.audit import audit_digest
from reports.data.sarif_places import (
    ROOT,
    fingerprints,
    location,
    message,
    text,
    with_line_first,
)
from reports.data.sarif_rules import CLAIM, LEVELS, LINE, descriptors, level_of, order_of
from reports.model.audit.audit import Audit, Subject
from reports.model.audit.solved import ClaimFacts, LineFacts
from reports.model.audit.verdict import CheckFacts, GrantFacts
from reports.model.audit.vignettes import Place, VignetteFacts
from reports.model.failings import Bearing, Failing, Failings, is_known
from reports.model.said import answer_words, happened_words

Result = dict[str, Any]

MOST_RESULTS: Final = 25_000
"""More than these GitHub refuses in one run."""
MOST_RELATED: Final = 100
"""Places beside the first, of one result; GitHub takes 1,000."""


def audit_to_sarif(audit: Audit, *, with_waived: bool = False) -> dict[str, Any]:
    """One run with a result for each of these, the worst harm first.

    - a vignette that fails and is not known from the baseline, by its worst failing;
    - a line of the rule difference that lowers something and that nobody accepted;
    - a claim that is not proved;
    - a check of the gate that fails without any of these.

    What is waived or accepted is left out, or comes suppressed ``with_waived``: code scanning shows
    suppressed results as open. Failings that the baseline has too are counted in the properties.
    """
    results = sorted(_Results(audit, with_waived=with_waived).all(), key=_worst_first)
    kept = results[:MOST_RESULTS]
    rules = descriptors(
        (result["ruleId"] for result in kept),
        {text(check.name): text(check.title) for check in _checks(audit)},
    )
    index = {rule["id"]: n for n, rule in enumerate(rules)}
    for result in kept:
        result["ruleIndex"] = index[result["ruleId"]]
    run = {
        "tool": {
            "driver": {
                "name": "triage-harness",
                "version": text(audit.version),
                "rules": rules,
            }
        },
        "automationDetails": {"id": _category(audit)},
        "invocations": [_invocation(audit, left_out=len(results) - len(kept))],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the checkout."}}},
        "results": kept,
        "properties": _properties(audit),
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }


def _worst_first(result: Result) -> tuple[int, tuple[int, str]]:
    """By level and kind; of the same kind in the order in which they come."""
    return LEVELS.index(result["level"]), order_of(result["ruleId"])


def _checks(audit: Audit) -> tuple[CheckFacts, ...]:
    return audit.verdict.checks if audit.verdict else ()


def _category(audit: Audit) -> str:
    """Results of one domain replace those of the same domain alone."""
    return f"triage/{audit.subject.value}/{quote(text(audit.candidate.domain), safe='')}/"


def _invocation(audit: Audit, left_out: int) -> dict[str, Any]:
    """Whether the harness came to a verdict, and what somebody has to know."""
    verdict = audit.verdict
    notes = [("note", note) for note in audit.notes]
    if left_out:
        notes.insert(0, ("warning", f"{left_out:,} more results are left out of this file."))
    if verdict is None:
        made: dict[str, Any] = {"executionSuccessful": True}
    else:
        made = {
            "executionSuccessful": verdict.words != _NO_VERDICT,
            "exitCode": verdict.exit_code,
            "exitCodeDescription": text(verdict.headline),
        }
    told = [{"level": level, "message": message(note)} for level, note in notes]
    return {**made, "toolExecutionNotifications": told}


_NO_VERDICT: Final = "NO VERDICT"


def _properties(audit: Audit) -> dict[str, Any]:
    """What the results are of; no address of a repository is known, only its revision."""
    failings = Failings(audit)
    worst = [found[0].bearing for v in audit.vignettes if (found := _by_bearing(failings.of(v)))]
    sides: dict[str, Any] = {}
    for name, side in (("candidate", audit.candidate), ("baseline", audit.baseline)):
        if side is not None:
            sides[name] = {
                "engine": text(side.engine),
                "fingerprint": text(side.fingerprint),
                "revision": text(side.revision) if side.revision else "",
                "dirty": side.dirty,
            }
    return {
        "subject": audit.subject.value,
        "report": f"sha256:{audit_digest(audit)}",
        **sides,
        "policy": text(audit.policy.fingerprint),
        "vignettes": len(audit.vignettes),
        "known": worst.count(Bearing.KNOWN),
        "waived": worst.count(Bearing.WAIVED),
        "disclaimer": text(audit.disclaimer),
    }


def _by_bearing(found: Sequence[Failing]) -> list[Failing]:
    """Those that count first; of the same bearing the worst first."""
    return sorted(found, key=lambda each: list(Bearing).index(each.bearing))


class _Results:
    def __init__(self, audit: Audit, *, with_waived: bool) -> None:
        self._audit = audit
        self._with_waived = with_waived
        self._failings = Failings(audit)
        self._detects = audit.candidate.reports_red_flags
        self._rules = Place(file=audit.candidate.file, line=0)
        self._policy = Place(file=audit.policy.file, line=0)
        waivers = audit.verdict.waivers if audit.verdict else ()
        self._waivers = {(each.covers, each.of): each for each in waivers if not each.problem}

    def all(self) -> Iterator[Result]:
        """Every result, with those that are waived where they are wanted."""
        solved = self._audit.solved
        lowered = solved.difference.lowered if solved and solved.difference else ()
        claims = solved.failing if solved else ()
        yield from (self._line(each) for each in lowered if self._with_waived or not each.accepted)
        yield from (self._claim(each) for each in claims)
        told: set[str] = set()
        for vignette in self._audit.vignettes:
            result = self._vignette(vignette)
            if result is not None:
                told.add(vignette.id)
                yield result
        said = {"proofs": bool(claims), "difference": any(not each.accepted for each in lowered)}
        for check in self._audit.verdict.failing if self._audit.verdict else ():
            if not said.get(check.name) and told.isdisjoint(check.vignettes):
                yield self._check(check)

    def _vignette(self, vignette: VignetteFacts) -> Result | None:
        found = _by_bearing(self._failings.of(vignette))
        if not found or found[0].bearing is Bearing.KNOWN:
            return None
        worst = found[0]
        is_waived = worst.bearing is Bearing.WAIVED
        if is_waived and not self._with_waived:
            return None
        happened = happened_words(vignette, reports_red_flags=self._detects)
        causes = with_line_first(vignette.causes)
        result = self._result(
            worst.name,
            f"{worst.title[:1].upper()}{worst.title[1:]} in {vignette.id}: {happened}.",
            [*causes, *self._or_rules(vignette.place)],
            [*([vignette] if vignette.place else ())],
            causes[1:],
            fingerprints(worst.name, vignette.id),
            {
                "vignette": text(vignette.id),
                "failings": [{"name": each.name, "bearing": each.bearing.value} for each in found],
                "sources": [text(source) for source in vignette.sources],
                **self._before(vignette),
            },
        )
        if worst.bearing is Bearing.ALLOWED:
            result["level"] = "note"
        if self._audit.subject is not Subject.RUN:
            result["baselineState"] = "unchanged" if is_known(worst.name, vignette) else "new"
        if is_waived:
            result["suppressions"] = [_suppression(self._grant(worst, vignette))]
        return result

    def _before(self, vignette: VignetteFacts) -> dict[str, str]:
        if vignette.before is None:
            return {}
        return {"baseline": text(answer_words(vignette.before, reports_red_flags=self._detects))}

    def _grant(self, failing: Failing, vignette: VignetteFacts) -> str:
        grant = self._waivers.get((failing.name, vignette.id))
        return _grant_words(grant) if grant else "waived"

    def _line(self, line: LineFacts) -> Result:
        changed = {place.of for place in line.places} | set(line.edits)
        met = [
            vignette
            for vignette in self._audit.vignettes
            if vignette.is_lowered and changed & {cause.of for cause in vignette.causes}
        ]
        places = with_line_first(line.places)
        result = self._result(
            LINE,
            f"{line.who}: {line.changes}. Smallest patient: {line.patient}. "
            f"Was {line.before}, is {line.after}.",
            [*places, *self._or_rules()],
            met,
            places[1:],
            fingerprints(LINE, line.id),
            {
                "line": text(line.id),
                "edits": [text(edit) for edit in line.edits],
                "sources": [text(source) for source in line.sources],
            },
        )
        result["baselineState"] = "new"
        if line.accepted:
            result["suppressions"] = [_suppression(f"accepted {line.accepted}")]
        return result

    def _claim(self, claim: ClaimFacts) -> Result:
        by = f" Refuted by: {claim.refuted_by}." if claim.refuted_by else " It speaks of nobody."
        result = self._result(
            CLAIM,
            f"{claim.id}: {claim.says}{by}",
            [*self._edited(), *self._or_rules()],
            [],
            [],
            fingerprints(CLAIM, claim.id),
            {
                "claim": text(claim.id),
                "invariant": text(claim.invariant) if claim.invariant else "",
                "standing": claim.standing,
                "sources": [text(source) for source in claim.sources],
            },
        )
        if claim.standing != _REFUTED:
            result["level"] = "warning"
        return result

    def _check(self, check: CheckFacts) -> Result:
        named = set(check.vignettes)
        items = "; ".join(check.items[:_FEW_ITEMS])
        return self._result(
            text(check.name),
            f"{check.title}: {check.numbers}.{f' {items}' if items else ''}",
            [*self._or_rules()],
            [v for v in self._audit.vignettes if v.id in named],
            [],
            fingerprints("check", check.name, check.title),
            {"group": check.group, "items": len(check.items)},
        )

    def _edited(self) -> list[Place]:
        """The rules that were edited: one of them is why a claim does not hold any more."""
        solved = self._audit.solved
        edits = solved.difference.edits if solved and solved.difference else ()
        return with_line_first(tuple(edit.place for edit in edits if edit.place))

    def _or_rules(self, place: Place | None = None) -> Iterator[Place | None]:
        """Where to look if no changed rule is known."""
        yield from (self._rules, place, self._policy)

    def _result(
        self,
        rule: str,
        said: str,
        places: Sequence[Place | None],
        vignettes: Sequence[VignetteFacts],
        others: Sequence[Place],
        marks: Mapping[str, str],
        properties: Mapping[str, Any],
    ) -> Result:
        first = location(places)
        related = [*self._related(vignettes), *(_of_rule(place) for place in others)]
        found = _without_twins(related)
        more = {"vignettesNotListed": len(vignettes) - MOST_RELATED}
        return {
            "ruleId": rule,
            "level": level_of(rule),
            "message": message(said),
            "locations": [first] if first else [],
            "relatedLocations": found[:MOST_RELATED],
            "partialFingerprints": dict(marks),
            "properties": {**properties, **(more if len(vignettes) > MOST_RELATED else {})},
        }

    def _related(self, vignettes: Sequence[VignetteFacts]) -> Iterator[dict[str, Any] | None]:
        for vignette in vignettes[:MOST_RELATED]:
            found = location([vignette.place])
            happened = happened_words(vignette, reports_red_flags=self._detects)
            said = f"Vignette {vignette.id}: {happened}"
            yield {**found, "message": message(said)} if found else None


def _without_twins(places: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The places that are there, each once: the format allows none twice."""
    found: list[dict[str, Any]] = []
    for place in places:
        if place is not None and place not in found:
            found.append(place)
    return found


def _of_rule(place: Place) -> dict[str, Any] | None:
    found = location([place])
    return {**found, "message": message(f"Rule {place.of}")} if found else None


_REFUTED: Final = "refuted"
_FEW_ITEMS: Final = 5


def _suppression(justification: str) -> dict[str, str]:
    return {"kind": "external", "status": "accepted", "justification": text(justification)}


def _grant_words(grant: GrantFacts) -> str:
    return f"{grant.reason} (by {grant.approver} until {grant.expires})"
