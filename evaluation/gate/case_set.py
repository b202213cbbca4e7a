"""Accounting of the library: nothing that could show a miss goes, changes or is drowned unseen."""

from collections.abc import Sequence
from typing import Final

from evaluation.gate.input import GateInput
from evaluation.gate.library_changes import gold_change, input_change, renamed_to
from evaluation.gate.policy import Guard
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import CASE_SET_CHANGES
from evaluation.outcomes import Outcome
from triage.listing import few


def case_set_checks(gate: GateInput) -> tuple[Check, ...]:
    """Vignettes that repeat a patient, then those removed, relabelled or edited."""
    return _repeated(gate), *(_case_set(gate, change) for change in CASE_SET_CHANGES)


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
    names, baseline = gate.comparison.edits[change], gate.baseline.by_id
    guarded = [name for name in names if _is_guarded(gate, baseline[name])]
    failing, waived = gate.split(change, guarded)
    whom = "Vignettes" if gate.policy.guard is Guard.ALL else "Safety vignettes"
    return Check(
        name=f"vignettes_{change}",
        group=Group.RATCHET,
        title=f"{whom} {_WORDS[change]}",
        holds=not failing,
        numbers=f"{len(guarded) or 'none'}{_others(names, guarded)}",
        items=tuple(f"{name}{_account(gate, name, change)}" for name in failing),
        waived=tuple(waived),
        waivable=tuple((change, name) for name in failing),
    )


def _others(names: Sequence[str], guarded: Sequence[str]) -> str:
    """Those that the policy lets go or change, by name: nothing goes unseen."""
    others = [name for name in names if name not in guarded]
    return f"; not guarded: {few(others, _FEW)}" if others else ""


def _is_guarded(gate: GateInput, outcome: Outcome) -> bool:
    """Whether a vignette may not go or change; a relabelled one counts as it was."""
    if gate.policy.guard is Guard.ALL:
        return True
    return outcome.demands_red_flag or outcome.expected.floor >= gate.threshold


def _account(gate: GateInput, name: str, change: str) -> str:
    """What was done to a vignette, to be read after its id."""
    if change == "removed":
        by_id, new = gate.candidate.by_id, gate.comparison.only_in_candidate
        other = renamed_to(gate.baseline.by_id[name], [by_id[added] for added in new])
        return f": renamed to {other}" if other else ""
    pair = gate.comparison.pairs[name]
    if change == "gold_edited":
        return f": {gold_change(pair.baseline, pair.candidate, gate.scale.ids)}"
    return f": {input_change(pair.baseline, pair.candidate)}"


_FEW: Final = 5
_WORDS: Final = {
    "removed": "removed",
    "gold_edited": "with edited gold",
    "input_edited": "with edited input",
}
