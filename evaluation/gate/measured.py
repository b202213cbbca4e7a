"""Was anything measured that can be compared? If not, there is no verdict."""

from collections import Counter

from evaluation.gate.input import GateInput
from evaluation.gate.verdict import Check, Group
from evaluation.outcomes import Status
from evaluation.runs.record import has_scale


def measured_checks(gate: GateInput) -> tuple[Check, ...]:
    """Results for every vignette, enough of them, one scale, and something to compare with."""
    return _results(gate), _minimum(gate), _scale(gate), _comparable(gate)


def _results(gate: GateInput) -> Check:
    outcomes, top = gate.candidate.outcomes, gate.scale.most.rank
    statuses = [o.result.status for o in outcomes]
    missing = sorted(o.vignette for o in outcomes if o.result.status is Status.MISSING)
    off_scale = sorted(f"{o.vignette}: an answer off the scale" for o in outcomes if o.given > top)
    names = [Counter(o.vignette for o in side) for side in (outcomes, gate.baseline.outcomes)]
    twice = sorted({f"{name}: stands twice" for side in names for name, n in side.items() if n > 1})
    ok = statuses.count(Status.OK)
    return Check(
        name="results",
        group=Group.MEASURED,
        title="Every vignette has a result",
        holds=ok > 0 and not (missing or off_scale or twice),
        numbers=f"{ok} of {len(statuses)} answered, {len(missing)} missing",
        items=(*_with_reasons(gate, missing), *off_scale, *twice),
    )


def _with_reasons(gate: GateInput, names: list[str]) -> list[str]:
    by_id = gate.candidate.by_id
    return [f"{name}: {by_id[name].result.reason or 'missing'}" for name in names]


def _minimum(gate: GateInput) -> Check:
    outcomes, policy = gate.candidate.outcomes, gate.policy
    red = sum(outcome.demands_red_flag for outcome in outcomes)
    enough = len(outcomes) >= policy.minimum_vignettes and red >= policy.minimum_red_flag_vignettes
    return Check(
        name="minimum",
        group=Group.MEASURED,
        title="Enough vignettes",
        holds=enough,
        numbers=(
            f"{len(outcomes)} vignettes (at least {policy.minimum_vignettes}), "
            f"{red} with a red flag (at least {policy.minimum_red_flag_vignettes})"
        ),
    )


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


def _comparable(gate: GateInput) -> Check:
    comparison = gate.comparison
    items = []
    if gate.baseline.record.reports_red_flags and not gate.reports_red_flags:
        items.append("the candidate reports no red flags; the baseline does")
    if not any(outcome.is_ok for outcome in gate.baseline.outcomes):
        items.append("the baseline answered nothing")
    return Check(
        name="comparable",
        group=Group.MEASURED,
        title="Comparable with the baseline",
        holds=len(comparison.comparable) >= gate.policy.minimum_vignettes and not items,
        items=tuple(items),
        numbers=(
            f"{len(comparison.comparable)} comparable (at least {gate.policy.minimum_vignettes}), "
            f"{len(comparison.only_in_candidate)} new, "
            f"{len(comparison.only_in_baseline)} removed, "
            f"{len(comparison.gold_edited)} gold edited, "
            f"{len(comparison.input_edited)} input edited, "
            f"{len(comparison.text_edited)} text edited"
        ),
    )
