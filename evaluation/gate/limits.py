"""Limits on the candidate's own numbers, and how much evidence stands behind them."""

from evaluation.describe import percent
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Limit
from evaluation.gate.verdict import Check, Group
from evaluation.metrics import TITLES, Rate
from evaluation.statistics.intervals import clean_vignettes_needed, clopper_pearson_upper


def limit_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for each limit of the policy, and the evidence that it asks for."""
    return (*(_limit(gate, limit) for limit in gate.policy.limits), *_evidence(gate))


def _limit(gate: GateInput, limit: Limit) -> Check:
    rate = _rate_without_waived(gate, limit.metric)
    value = rate.value if rate else None
    sign = "at most" if limit.is_upper else "at least"
    if rate is None:
        numbers = f"not reported by the engine; {sign} {percent(limit.bound)}"
    elif value is None:
        numbers = f"not estimable (0 of 0); {sign} {percent(limit.bound)}"
    else:
        numbers = f"{rate.k} of {rate.n} = {percent(value)}; {sign} {percent(limit.bound)}"
    return Check(
        name=f"limit_{limit.metric}",
        group=Group.LIMITS,
        title=TITLES[limit.metric],
        holds=rate is None or (value is not None and limit.holds(value)),
        numbers=numbers,
    )


def _rate_without_waived(gate: GateInput, metric: str) -> Rate | None:
    """A rate over the vignettes whose failing in this metric no waiver lets pass."""
    covers = _COVERED_BY.get(metric)
    waived = {vignette for failing, vignette in gate.in_force if failing == covers}
    return gate.rates_without(frozenset(waived)).get(metric)


_COVERED_BY = {
    "missed_red_flag_rate": "missed_red_flag",
    "missed_red_flag_rate_by_detection": "undetected_red_flag",
    "flag_level_miss_rate": "undetected_red_flag",
    "under_triage_rate": "under_triage",
    "over_triage_rate": "over_triage",
    "pathway_recall": "lost_pathway",
}


def _evidence(gate: GateInput) -> list[Check]:
    target = gate.policy.evidence_target
    if target is None:
        return []
    rate = _rate_without_waived(gate, "missed_red_flag_rate")
    k, n = (rate.family_k, rate.family_n) if rate else (0, 0)
    bound = clopper_pearson_upper(k, n)
    shown = "not estimable" if bound is None else f"at most {percent(bound)}"
    numbers = (
        f"{k} of {n} families missed, so {shown} (95 %, this library); target {percent(target)}"
    )
    needed = clean_vignettes_needed(k, n, target)
    return [
        Check(
            name="evidence",
            group=Group.EVIDENCE,
            title="Upper bound of the missed-red-flag rate",
            holds=bound is not None and bound <= target,
            numbers=numbers,
            items=(f"{needed} more clean families would reach the target",) if needed else (),
        )
    ]
