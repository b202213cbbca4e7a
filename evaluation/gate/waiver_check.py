"""Is every waiver in force, short enough, and still needed?"""

from collections.abc import Iterator
from datetime import date

from evaluation.comparison import ENDPOINTS, LOWERED, NO_ANSWER
from evaluation.gate.input import GateInput
from evaluation.gate.ratchet import relabelled
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import INVARIANTS, VOCABULARY, Waiver
from triage.loading.problems import did_you_mean


def waiver_checks(gate: GateInput) -> list[Check]:
    """One check over all waivers; none where there are no waivers."""
    if not gate.waivers:
        return []
    items = [
        f"line {waiver.line}, {waiver.covers} of {waiver.vignette}: {problem}"
        for waiver in gate.waivers
        for problem in _problems(gate, waiver)
    ]
    return [
        Check(
            name="waivers",
            group=Group.WAIVERS,
            title="Waivers that are not in force or not needed",
            holds=not items,
            numbers=f"{len(items) or 'none'} of {len(gate.waivers)}",
            items=tuple(items),
        )
    ]


def waiver_words(waiver: Waiver, today: date) -> str:
    """A waiver for every verdict: what it covers, why, by whom, and how long still."""
    left = waiver.days_left(today)
    time = f"{left} days left" if left >= 0 else f"expired on {waiver.expires}"
    return f"{waiver.vignette}, {waiver.covers}: {waiver.reason} ({waiver.approver}, {time})"


def _problems(gate: GateInput, waiver: Waiver) -> Iterator[str]:
    longest = gate.policy.longest_waiver_days
    if waiver.days_left(gate.today) < 0:
        yield f"expired on {waiver.expires}"
    if waiver.approved > gate.today:
        yield f"approved in the future, on {waiver.approved}"
    if (waiver.expires - waiver.approved).days > longest:
        yield f"longer than the {longest} days that the policy allows"
    known = {*gate.baseline.by_id, *gate.candidate.by_id}
    if waiver.covers in {VOCABULARY, INVARIANTS}:
        known = {gate.candidate.record.vocabulary}
    if waiver.vignette not in known:
        yield f"there is no such vignette. {did_you_mean(waiver.vignette, sorted(known))}"
    elif not _covers_something(gate, waiver):
        yield "stale: nothing that it covers fails"


def _covers_something(gate: GateInput, waiver: Waiver) -> bool:
    comparison = gate.comparison
    changes = {
        "removed": comparison.only_in_baseline,
        "gold_edited": comparison.gold_edited,
        "input_edited": comparison.input_edited,
    }
    if waiver.covers in changes:
        return waiver.vignette in changes[waiver.covers]
    if waiver.covers == VOCABULARY:
        before, after = gate.baseline.record, gate.candidate.record
        return before.vocabulary_fingerprint != after.vocabulary_fingerprint
    if waiver.covers == INVARIANTS:
        before, after = gate.baseline.record, gate.candidate.record
        return before.invariants_fingerprint != after.invariants_fingerprint
    if waiver.covers == LOWERED:
        pair = comparison.pairs.get(waiver.vignette)
        return pair is not None and pair.is_lowered
    outcome = gate.candidate.by_id.get(waiver.vignette)
    if waiver.covers == NO_ANSWER:
        return outcome is not None and not outcome.is_ok
    endpoint = next(e for e in ENDPOINTS if e.name == waiver.covers)
    if waiver.vignette in relabelled(gate, endpoint):
        return True
    return outcome is not None and endpoint.is_failed_by(outcome)
