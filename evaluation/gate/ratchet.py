"""The ratchet: nothing may newly fail, and nothing that could show it may go.

It counts single vignettes and is no statistic: with an exact McNemar test it takes six newly
missed red flags to reach p < 0.05. Fixes elsewhere never pay for a newly failing vignette.
"""

from evaluation.comparison import LOWERED, NO_ANSWER, Endpoint, under_gold
from evaluation.describe import given_words, gold_words, what_happened
from evaluation.gate.candidate import Floors
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Guard
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import CASE_SET_CHANGES, INVARIANTS, VOCABULARY
from evaluation.outcomes import Outcome


def ratchet_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for each endpoint of the policy, then those of the library and the rules."""
    return (
        *([_unanswered(gate)] if NO_ANSWER in gate.policy.ratchet else []),
        *(_ratchet(gate, endpoint) for endpoint in gate.endpoints),
        *([_lowered(gate)] if LOWERED in gate.policy.ratchet else []),
        _new_vignettes(gate),
        _repeated(gate),
        *(_case_set(gate, change) for change in CASE_SET_CHANGES),
        _vocabulary(gate),
        _invariants(gate),
        _rules(gate),
        *([_floors(gate.floors)] if gate.floors is not None else []),
    )


def _unanswered(gate: GateInput) -> Check:
    """No answer is no fix, whatever was wrong with the one before."""
    names = sorted(o.vignette for o in gate.candidate.outcomes if not o.is_ok)
    failing, waived = gate.split(NO_ANSWER, names)
    return Check(
        name="unanswered",
        group=Group.RATCHET,
        title="Vignettes without an answer",
        holds=not failing,
        numbers=f"{len(names) or 'none'}",
        items=tuple(gate.described(failing)),
        waived=tuple(waived),
    )


def _ratchet(gate: GateInput, endpoint: Endpoint) -> Check:
    """No comparable vignette may newly fail; a relabelled one may not under either gold."""
    found = gate.comparison.endpoint(endpoint.name)
    edited = relabelled(gate, endpoint)
    newly = [*(found.newly_failing if found else ()), *edited]
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
            *gate.described(name for name in failing if name not in edited),
            *(edited[name] for name in failing if name in edited),
        ),
        waived=tuple(waived),
    )


def _lowered(gate: GateInput) -> Check:
    """Less urgent than accepted, though the gold would allow it: somebody should agree."""
    comparison, ids = gate.comparison, gate.scale.ids
    names = [name for name in comparison.comparable if comparison.pairs[name].is_lowered]
    failing, waived = gate.split(LOWERED, names)
    pairs = [comparison.pairs[name] for name in failing]
    return Check(
        name="lowered",
        group=Group.RATCHET,
        title="Vignettes less urgent than accepted, though acceptable",
        holds=not failing,
        numbers=f"{len(names) or 'none'}",
        items=tuple(
            f"{pair.vignette}: was {given_words(pair.baseline, ids)}, "
            f"is {given_words(pair.candidate, ids)}"
            for pair in pairs
        ),
        waived=tuple(waived),
    )


def relabelled(gate: GateInput, endpoint: Endpoint) -> dict[str, str]:
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


def _repeated(gate: GateInput) -> Check:
    """A new vignette with the patient of another is no more evidence, unless of its family."""
    first: dict[str, Outcome] = {}
    old = set(gate.comparison.pairs)
    for outcome in sorted(
        gate.candidate.outcomes, key=lambda o: (o.vignette not in old, o.vignette)
    ):
        first.setdefault(outcome.digests["input"], outcome)
    items = [
        f"{outcome.vignette}: the same patient as {twin.vignette}, in another family"
        for outcome in sorted(gate.candidate.outcomes, key=lambda o: o.vignette)
        if outcome.vignette not in old
        and (twin := first[outcome.digests["input"]]).family != outcome.family
    ]
    return Check(
        name="vignettes_repeated",
        group=Group.RATCHET,
        title="New vignettes that repeat a patient",
        holds=not items,
        numbers=f"{len(items) or 'none'}",
        items=tuple(items),
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
    if pair.baseline.family != pair.candidate.family:
        return f"{name}: family {pair.baseline.family} became {pair.candidate.family}"
    return f"{name}: {gold_words(old, ids)} became {gold_words(new, ids)}"


def _vocabulary(gate: GateInput) -> Check:
    """What findings, red flags and dispositions mean is what it was when the run was accepted."""
    before, after = gate.baseline.record, gate.candidate.record
    is_same = before.vocabulary_fingerprint == after.vocabulary_fingerprint
    wrong = "another meaning of findings, red flags or dispositions; accept it with a new run"
    return _unchanged(gate, VOCABULARY, wrong, is_same=is_same)


def _invariants(gate: GateInput) -> Check:
    """The floors and ceilings are those that the accepted run was held to."""
    before, after = gate.baseline.record, gate.candidate.record
    is_same = before.invariants_fingerprint == after.invariants_fingerprint
    wrong = "other floors or ceilings; accept them with a new run"
    return _unchanged(gate, INVARIANTS, wrong, is_same=is_same)


def _unchanged(gate: GateInput, what: str, wrong: str, *, is_same: bool) -> Check:
    """Something of the domain is as it was accepted; a waiver names the vocabulary."""
    failing, waived = gate.split(what, [] if is_same else [gate.candidate.record.vocabulary])
    return Check(
        name=what,
        group=Group.RATCHET,
        title=f"{what.capitalize()} changed",
        holds=not failing,
        numbers="no" if is_same else "yes",
        items=(wrong,) if failing else (),
        waived=tuple(waived),
    )


def _floors(floors: Floors) -> Check:
    """The floors of the domain hold for every patient, not only in the vignettes."""
    return Check(
        name="floors",
        group=Group.RATCHET,
        title="Floors not kept for every patient",
        holds=not floors.broken,
        numbers=f"{len(floors.broken) or 'none'} of {floors.checked}",
        items=floors.broken,
    )


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
