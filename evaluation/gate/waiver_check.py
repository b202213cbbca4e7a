"""Is every waiver in force, short enough, and still needed?"""

from collections.abc import Collection, Iterator

from evaluation.comparison import ENDPOINTS, LOWERED, NO_ANSWER
from evaluation.gate.difference import is_declared_weaker, record_state
from evaluation.gate.input import GateInput
from evaluation.gate.ratchet import relabelled
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import CHANGES, DECLARED, OF_VIGNETTES, TOGETHER, Waiver
from triage.loading.problems import did_you_mean


def waiver_checks(gate: GateInput) -> list[Check]:
    """One check over all waivers; none where there are no waivers."""
    if not gate.waivers:
        return []
    most = gate.policy.waivers.most
    many = f"{len(gate.waivers)} waivers; the policy allows {most}"
    items = [many] if most is not None and len(gate.waivers) > most else []
    items += [
        f"line {waiver.line}, {waiver.covers} of {waiver.of}: {problem}"
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


def waiver_words(gate: GateInput, waiver: Waiver) -> str:
    """A waiver for every verdict: what it covers, why, by whom, how long still, what it lets pass.

    One that is not in force says so in place of the days that are left.
    """
    told = f"{waiver.of}, {waiver.covers}: {waiver.reason} ({waiver.approver}"
    if waiver.days_left(gate.today) < 0:
        return f"{told}, expired on {waiver.expires})"
    if waiver.key not in gate.in_force:
        return f"{told}, not in force)"
    passed = _let_pass(gate, waiver) if _covers_something(gate, waiver) else ""
    return f"{told}, {waiver.days_left(gate.today)} days left){f': {passed}' if passed else ''}"


def _let_pass(gate: GateInput, waiver: Waiver) -> str:
    """What is let pass, where it is something of a vignette that the candidate has."""
    outcome = gate.candidate.by_id.get(waiver.of)
    if waiver.covers in CHANGES or outcome is None:
        return ""
    return gate.told(outcome)


def _problems(gate: GateInput, waiver: Waiver) -> Iterator[str]:
    yield from waiver.out_of_force(gate.today, gate.policy.waivers.longest_days)
    if waiver.covers in gate.policy.waivers.never:
        yield f"the policy lets no waiver cover {waiver.covers}"
    known = _known(gate, waiver.covers)
    if waiver.of not in known:
        what = "vignette" if waiver.covers in OF_VIGNETTES else "thing"
        yield f"there is no such {what}. {did_you_mean(waiver.of, sorted(known))}"
    elif not _covers_something(gate, waiver):
        yield "stale: nothing that it covers fails"
    elif waiver.difference != gate.difference(*waiver.key):
        now = _let_pass(gate, waiver)
        yield f"lapsed: it was given for another difference{f'; now: {now}' if now else ''}"


def _known(gate: GateInput, covers: str) -> Collection[str]:
    """What a waiver of this kind can be of."""
    if covers == TOGETHER:
        return gate.together.states if gate.together else ()
    if covers == DECLARED:
        return (gate.candidate.record.engine,)
    if covers in CHANGES:
        return (gate.candidate.record.vocabulary,)
    return {*gate.baseline.by_id, *gate.candidate.by_id}


def _covers_something(gate: GateInput, waiver: Waiver) -> bool:
    comparison = gate.comparison
    if waiver.covers in comparison.edits:
        return waiver.of in comparison.edits[waiver.covers]
    if waiver.covers == TOGETHER:
        return _is_together(gate, waiver)
    if waiver.covers == DECLARED:
        return is_declared_weaker(gate.baseline.record, gate.candidate.record)
    if waiver.covers in CHANGES:
        before, after = gate.baseline.record, gate.candidate.record
        return record_state(before, waiver.covers) != record_state(after, waiver.covers)
    if waiver.covers == LOWERED:
        pair = comparison.pairs.get(waiver.of)
        return pair is not None and pair.is_lowered
    outcome = gate.candidate.by_id.get(waiver.of)
    if waiver.covers == NO_ANSWER:
        return outcome is not None and not outcome.is_ok
    endpoint = next(e for e in ENDPOINTS if e.name == waiver.covers)
    if waiver.of in relabelled(gate, endpoint):
        return True
    return outcome is not None and endpoint.is_failed_by(outcome)


def _is_together(gate: GateInput, waiver: Waiver) -> bool:
    """Whether something watched changed with the rules, or is still as the waiver let it change.

    Where a change has arrived on the main branch, a checkout sees none any more, and the baseline
    is still the one from before it.
    """
    changes = gate.together.changes if gate.together else ()
    changed = any(change.of == waiver.of for change in changes)
    is_new = gate.baseline.record.engine_fingerprint != gate.candidate.record.engine_fingerprint
    return changed or (is_new and waiver.difference == gate.difference(*waiver.key))
