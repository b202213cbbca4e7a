"""Was anything measured that can be compared? If not, there is no verdict."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from evaluation.comparison import Comparison
from evaluation.describe import reasons
from evaluation.gate.input import GateInput
from evaluation.gate.verdict import Check, Group
from evaluation.outcomes import Status
from evaluation.runs.record import has_scale


def measured_checks(gate: GateInput) -> tuple[Check, ...]:
    """Results for every vignette, enough of them, one scale, and something to compare with."""
    return (
        _results(gate),
        _minimum(gate),
        _scale(gate),
        *([_approved(gate)] if gate.policy.needs_approval else []),
        _comparable(gate),
    )


def _results(gate: GateInput) -> Check:
    outcomes, top = gate.candidate.outcomes, gate.scale.most.rank
    statuses = [o.result.status for o in outcomes]
    missing = sorted(o.vignette for o in outcomes if o.result.status is Status.MISSING)
    off_scale = sorted(f"{o.vignette}: an answer off the scale" for o in outcomes if o.given > top)
    names = [Counter(o.vignette for o in side) for side in (outcomes, gate.baseline.outcomes)]
    twice = sorted({f"{name}: stands twice" for side in names for name, n in side.items() if n > 1})
    ok = statuses.count(Status.OK)
    errors = len(statuses) - ok - len(missing)
    failed = f", {errors} with an error or abstained" if errors else ""
    return Check(
        name="results",
        group=Group.MEASURED,
        title="Every vignette has a result",
        holds=ok > 0 and not (missing or off_scale or twice),
        numbers=f"{ok} of {len(statuses)} answered{failed}, {len(missing)} missing",
        items=(
            *([] if ok else [f"{n} of them: {reason}" for reason, n in reasons(outcomes)]),
            *_with_reasons(gate, missing),
            *off_scale,
            *twice,
        ),
    )


def _with_reasons(gate: GateInput, names: list[str]) -> list[str]:
    by_id = gate.candidate.by_id
    return [f"{name}: {by_id[name].result.reason or 'missing'}" for name in names]


def _minimum(gate: GateInput) -> Check:
    counted = {name: _MEASURED[name](gate) for name in gate.policy.minimum}
    return Check(
        name="minimum",
        group=Group.MEASURED,
        title="Enough vignettes",
        holds=all(counted[name] >= least for name, least in gate.policy.minimum.items()),
        numbers=", ".join(
            f"{counted[name]} {_WORDS[name]} (at least {least})"
            for name, least in gate.policy.minimum.items()
        ),
    )


_MEASURED: Final[Mapping[str, Callable[[GateInput], int]]] = {
    "vignettes": lambda gate: len(gate.candidate.outcomes),
    "red_flag_vignettes": lambda gate: sum(o.demands_red_flag for o in gate.candidate.outcomes),
    "families": lambda gate: len({o.family for o in gate.candidate.outcomes}),
    "escalations": lambda gate: sum(
        o.expected.floor >= gate.threshold for o in gate.candidate.outcomes
    ),
    "non_escalations": lambda gate: sum(
        o.expected.ceiling < gate.threshold for o in gate.candidate.outcomes
    ),
}
_WORDS: Final = {
    "vignettes": "vignettes",
    "red_flag_vignettes": "with a red flag",
    "families": "families",
    "escalations": "to escalate",
    "non_escalations": "not to escalate",
}


def _scale(gate: GateInput) -> Check:
    baseline = gate.baseline.record
    same = all(has_scale(record, gate.scale) for record in (gate.candidate.record, baseline))
    return Check(
        name="scale",
        group=Group.MEASURED,
        title="One scale of dispositions",
        holds=same,
        numbers=" < ".join(gate.scale.ids),
        items=() if same else (f"the baseline has {' < '.join(baseline.dispositions)}",),
    )


def _approved(gate: GateInput) -> Check:
    """Somebody accepted the baseline by name, or the policy lets nothing be compared with it."""
    approval = gate.approval
    return Check(
        name="approved",
        group=Group.MEASURED,
        title="The baseline is approved",
        holds=approval is not None,
        numbers=approval.given if approval else "by nobody",
        items=() if approval else ("`triage baseline approve` records who accepts it",),
    )


def _comparable(gate: GateInput) -> Check:
    comparison, least = gate.comparison, gate.policy.minimum["vignettes"]
    items = []
    if gate.baseline.record.reports_red_flags and not gate.reports_red_flags:
        items.append(
            "the candidate reports no red flags; the baseline does. Compare it with a run of its "
            "own: `triage baseline approve --engine ENGINE --baseline DIR`"
        )
    if not any(outcome.is_ok for outcome in gate.baseline.outcomes):
        items.append("the baseline answered nothing")
    if len(comparison.comparable) < least:
        items += [f"{words}: {', '.join(names)}" for words, names in _not_comparable(comparison)]
    return Check(
        name="comparable",
        group=Group.MEASURED,
        title="Comparable with the baseline",
        holds=len(comparison.comparable) >= least and not items,
        items=tuple(items),
        numbers=(
            f"{len(comparison.comparable)} comparable (at least {least}), "
            f"{len(comparison.only_in_candidate)} new, "
            f"{len(comparison.only_in_baseline)} removed, "
            f"{len(comparison.gold_edited)} gold edited, "
            f"{len(comparison.input_edited)} input edited, "
            f"{len(comparison.text_edited)} text edited"
        ),
    )


def _not_comparable(comparison: Comparison) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What cannot be compared, and why."""
    for words, names in (
        ("new", comparison.only_in_candidate),
        ("removed", comparison.only_in_baseline),
        ("gold edited", comparison.gold_edited),
        ("input edited", comparison.input_edited),
    ):
        if names:
            yield words, names
