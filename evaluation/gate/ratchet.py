"""The ratchet: nothing may newly fail, and nothing that could show it may go.

It counts single vignettes and is no statistic: with an exact McNemar test it takes six newly
missed red flags to reach p < 0.05. Fixes elsewhere never pay for a newly failing vignette.
"""

from collections.abc import Mapping

from evaluation.comparison import Endpoint, under_gold
from evaluation.describe import gold_words
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Guard
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import CASE_SET_CHANGES
from evaluation.outcomes import Expected, Outcome


def ratchet_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for each endpoint of the policy, then those of the library and the version."""
    return (
        *(_ratchet(gate, endpoint) for endpoint in gate.endpoints),
        _new_vignettes(gate),
        *(_case_set(gate, change) for change in CASE_SET_CHANGES),
        _released(gate),
    )


def _ratchet(gate: GateInput, endpoint: Endpoint) -> Check:
    """No comparable vignette may newly fail; a relabelled one may not under either gold."""
    found = gate.comparison.endpoint(endpoint.name)
    newly = list(found.newly_failing) if found else []
    newly += [name for name in _newly_failing_relabelled(gate, endpoint) if name not in newly]
    failing, waived = gate.split(endpoint.name, newly)
    fixed = len(found.newly_fixed) if found else 0
    still = len(found.still_failing) if found else 0
    return Check(
        name=f"new_{endpoint.name}",
        group=Group.RATCHET,
        title=f"No new {endpoint.title}",
        holds=not failing,
        numbers=f"{len(newly)} new, {fixed} fixed, {still} still",
        items=tuple(gate.described(failing)),
        waived=tuple(waived),
    )


def _newly_failing_relabelled(gate: GateInput, endpoint: Endpoint) -> list[str]:
    comparison = gate.comparison
    names = [n for n in comparison.gold_edited if n not in comparison.input_edited]
    before = [comparison.pairs[name].baseline for name in names]
    after = [comparison.pairs[name].candidate for name in names]
    golds = ({o.vignette: o.expected for o in before}, {o.vignette: o.expected for o in after})
    return [
        name
        for name in names
        if any(_newly_fails(endpoint, before, after, gold, name) for gold in golds)
    ]


def _newly_fails(
    endpoint: Endpoint,
    before: list[Outcome],
    after: list[Outcome],
    gold: Mapping[str, Expected],
    name: str,
) -> bool:
    old = next(o for o in under_gold(before, gold) if o.vignette == name)
    new = next(o for o in under_gold(after, gold) if o.vignette == name)
    return endpoint.is_failed_by(new) and not endpoint.is_failed_by(old)


def _new_vignettes(gate: GateInput) -> Check:
    """A vignette that is new, or whose input was edited, may not fail an endpoint at once."""
    names = sorted({*gate.comparison.only_in_candidate, *gate.comparison.input_edited})
    by_id = gate.candidate.by_id
    failing: list[str] = []
    waived: list[str] = []
    for endpoint in gate.endpoints:
        bad, let_pass = gate.split(
            endpoint.name, [name for name in names if endpoint.is_failed_by(by_id[name])]
        )
        failing += [f"{text} ({endpoint.title})" for text in gate.described(bad)]
        waived += let_pass
    return Check(
        name="new_vignettes",
        group=Group.RATCHET,
        title="No new vignette fails",
        holds=not failing,
        numbers=f"{len(names)} new or with edited input",
        items=tuple(failing),
        waived=tuple(waived),
    )


def _case_set(gate: GateInput, change: str) -> Check:
    comparison, baseline = gate.comparison, gate.baseline.by_id
    names = {
        "removed": comparison.only_in_baseline,
        "gold_edited": comparison.gold_edited,
        "input_edited": comparison.input_edited,
    }[change]
    guarded = [name for name in names if _is_guarded(gate, baseline[name])]
    failing, waived = gate.split(change, guarded)
    words = change.replace("_", " ")
    whom = "vignette" if gate.policy.guard is Guard.ALL else "safety vignette"
    return Check(
        name=f"vignettes_{change}",
        group=Group.RATCHET,
        title=f"No {whom} {words}",
        holds=not failing,
        numbers=f"{len(names)} {words}",
        items=tuple(_account(gate, name, change) for name in failing),
        waived=tuple(waived),
    )


def _is_guarded(gate: GateInput, outcome: Outcome) -> bool:
    """Whether a vignette may not go or change; a relabelled one counts as it was."""
    if gate.policy.guard is Guard.ALL:
        return True
    escalates = outcome.expected.floor >= gate.policy.escalation_threshold.rank
    return outcome.demands_red_flag or escalates


def _account(gate: GateInput, name: str, change: str) -> str:
    if change != "gold_edited":
        return name
    pair = gate.comparison.pairs[name]
    old, new = pair.baseline.expected, pair.candidate.expected
    ids = gate.scale.ids
    return f"{name}: {gold_words(old, ids)} became {gold_words(new, ids)}"


def _released(gate: GateInput) -> Check:
    return Check(
        name="released",
        group=Group.RATCHET,
        title="No released version has changed",
        holds=gate.release is None,
        numbers=gate.candidate.record.engine,
        items=(str(gate.release),) if gate.release else (),
    )
