"""Limits on the candidate's own numbers, and how much evidence stands behind them."""

from fractions import Fraction

from evaluation.describe import percent
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Limit
from evaluation.gate.verdict import Check, Group
from evaluation.metrics import METRIC_BY_NAME, OF_RED_FLAGS, TITLES, Rate
from evaluation.statistics.intervals import clean_vignettes_needed, clopper_pearson_upper


def limit_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for each limit of the policy, and the evidence that it asks for."""
    return (*(_limit(gate, limit) for limit in gate.policy.limits), *_evidence(gate))


def _limit(gate: GateInput, limit: Limit) -> Check:
    """The true rate, beside the limit; what a waiver lets pass does not count against it."""
    rate = gate.rates_without(frozenset()).get(limit.metric)
    sign = "at most" if limit.is_upper else "at least"
    waived = _waived(gate, limit, rate) if rate else ()
    if rate is None:  # an engine that reports no red flags is judged by action alone
        shown, holds = "not reported by the engine", limit.metric in OF_RED_FLAGS
    elif rate.value is None:
        shown, holds = "not estimable (0 of 0)", False
    else:
        shown = f"{rate.k} of {rate.n} = {percent(rate.value)}"
        holds = limit.holds(_value_but_for_waivers(gate, limit, rate))
    return Check(
        name=f"limit_{limit.metric}",
        group=Group.LIMITS,
        title=TITLES[limit.metric],
        holds=holds,
        numbers=f"{shown}; {sign} {percent(limit.bound)}",
        items=() if holds else tuple(gate.described(_culprits(gate, limit))),
        waived=waived,
    )


def _culprits(gate: GateInput, limit: Limit) -> list[str]:
    """The vignettes that count against a limit; none for a rate that counts something else."""
    metric = METRIC_BY_NAME.get(limit.metric)
    if metric is None:
        return []
    threshold, top = gate.policy.escalation_threshold.rank, gate.scale.most.rank
    excused = _excused(gate, limit)
    return [
        o.vignette
        for o in gate.candidate.outcomes
        if o.vignette not in excused
        and metric.counts(o, threshold, top)
        and metric.hits(o, threshold, top) is limit.is_upper
    ]


def _value_but_for_waivers(gate: GateInput, limit: Limit, rate: Rate) -> Fraction:
    """The rate if the waived failings were none; its denominator stays what it is."""
    rest = gate.rates_without(_excused(gate, limit))[limit.metric]
    failing = Fraction(_failing(rest, limit), rate.n)
    return failing if limit.is_upper else 1 - failing


def _waived(gate: GateInput, limit: Limit, rate: Rate) -> tuple[str, ...]:
    """The vignettes with a waiver, where it makes a difference to the rate."""
    excused = _excused(gate, limit)
    rest = gate.rates_without(excused)[limit.metric]
    return tuple(sorted(excused)) if _failing(rest, limit) < _failing(rate, limit) else ()


def _failing(rate: Rate, limit: Limit) -> int:
    return rate.k if limit.is_upper else rate.n - rate.k


def _excused(gate: GateInput, limit: Limit) -> frozenset[str]:
    covers = _COVERED_BY.get(limit.metric)
    return frozenset(vignette for failing, vignette in gate.in_force if failing == covers)


_COVERED_BY = {
    "missed_red_flag_rate": "missed_red_flag",
    "missed_red_flag_rate_by_detection": "undetected_red_flag",
    "flag_level_miss_rate": "undetected_red_flag",
    "under_triage_rate": "under_triage",
    "over_triage_rate": "over_triage",
    "pathway_recall": "lost_pathway",
}


def _evidence(gate: GateInput) -> list[Check]:
    """A waiver excuses a miss, and is no evidence that there was none."""
    target = gate.policy.evidence_target
    if target is None:
        return []
    rate = gate.rates_without(frozenset())["missed_red_flag_rate"]
    k, n = rate.family_k, rate.family_n
    bound = clopper_pearson_upper(k, n)
    shown = "not estimable" if bound is None else f"at most {percent(bound)}"
    needed = clean_vignettes_needed(k, n, target)
    return [
        Check(
            name="evidence",
            group=Group.EVIDENCE,
            title="Upper bound of the missed-red-flag rate",
            holds=bound is not None and bound <= target,
            numbers=(
                f"{k} of {n} families missed, so {shown} (95 %, this library); "
                f"target {percent(target)}"
            ),
            items=(f"{needed} more clean families would reach the target",) if needed else (),
        )
    ]
