"""The ratchet: nothing may newly fail, and nothing that could show it may go.

It counts single vignettes and is no statistic: with an exact McNemar test it takes six newly
missed red flags to reach p < 0.05. Fixes elsewhere never pay for a newly failing vignette.
"""

from evaluation.comparison import Endpoint, under_gold
from evaluation.describe import gold_words, what_happened
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Guard
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import CASE_SET_CHANGES
from evaluation.outcomes import Outcome


def ratchet_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for each endpoint of the policy, then those of the library and the rules."""
    return (
        *(_ratchet(gate, endpoint) for endpoint in gate.endpoints),
        _new_vignettes(gate),
        *(_case_set(gate, change) for change in CASE_SET_CHANGES),
        _rules(gate),
    )


def _ratchet(gate: GateInput, endpoint: Endpoint) -> Check:
    """No comparable vignette may newly fail; a relabelled one may not under either gold."""
    found = gate.comparison.endpoint(endpoint.name)
    relabelled = _relabelled(gate, endpoint)
    newly = [*(found.newly_failing if found else ()), *relabelled]
    failing, waived = gate.split(endpoint.name, newly)
    fixed = len(found.newly_fixed) if found else 0
    still = len(found.still_failing) if found else 0
    return Check(
        name=f"new_{endpoint.name}",
        group=Group.RATCHET,
        title=f"New {endpoint.title}",
        holds=not failing,
        numbers=f"{len(newly) or 'none'} ({fixed} fixed, {still} still)",
        items=(
            *gate.described(name for name in failing if name not in relabelled),
            *(relabelled[name] for name in failing if name in relabelled),
        ),
        waived=tuple(waived),
    )


def _relabelled(gate: GateInput, endpoint: Endpoint) -> dict[str, str]:
    """Vignettes with an edited gold that newly fail under the old or the new one, in words."""
    comparison, ids = gate.comparison, gate.scale.ids
    found: dict[str, str] = {}
    for name in comparison.gold_edited:
        if name in comparison.input_edited:
            continue
        pair = comparison.pairs[name]
        golds = {"its accepted": pair.baseline.expected, "its new": pair.candidate.expected}
        for which, gold in golds.items():
            before, after = under_gold([pair.baseline, pair.candidate], {name: gold})
            if endpoint.is_failed_by(after) and not endpoint.is_failed_by(before):
                words = what_happened(after, ids)
                found.setdefault(name, f"{name}, relabelled; under {which} gold: {words}")
    return found


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
        title="New vignettes that fail",
        holds=not failing,
        numbers=f"{len(failing) or 'none'} of {len(names)} new or with edited input",
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
    words = change.replace("gold_edited", "edited gold").replace("input_edited", "edited input")
    whom = "Vignettes" if gate.policy.guard is Guard.ALL else "Safety vignettes"
    return Check(
        name=f"vignettes_{change}",
        group=Group.RATCHET,
        title=f"{whom} with {words}" if "edited" in change else f"{whom} {words}",
        holds=not failing,
        numbers=f"{len(guarded) or 'none'}",
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


def _rules(gate: GateInput) -> Check:
    """Errors that need no vignette to be seen."""
    return Check(
        name="rules",
        group=Group.RATCHET,
        title="Errors in the rules",
        holds=not gate.rule_errors,
        numbers=f"{len(gate.rule_errors) or 'none'}",
        items=tuple(str(problem) for problem in gate.rule_errors),
    )
