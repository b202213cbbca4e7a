"""Limits on the candidate's own numbers, and how much evidence stands behind them."""

from collections.abc import Iterator

from evaluation.describe import NOT_ESTIMABLE, percent, rate_words
from evaluation.gate.bounds import (
    bound_words,
    culprits,
    excused_from,
    failing_count,
    is_kept,
    waivable_by,
)
from evaluation.gate.input import GateInput
from evaluation.gate.parts import part_checks
from evaluation.gate.policy import Limit
from evaluation.gate.verdict import Check, Group
from evaluation.metrics import OF_RED_FLAGS, TITLES, Rate
from evaluation.statistics.intervals import clean_vignettes_needed, clopper_pearson_upper


def limit_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for each limit of the policy, those of its parts, and the evidence it asks for."""
    return (
        *(_limit(gate, limit) for limit in gate.policy.limits),
        *part_checks(gate),
        *_evidence(gate),
    )


def _limit(gate: GateInput, limit: Limit) -> Check:
    """The true rate, beside the limit; what a waiver lets pass does not count against it.

    Each limit has to hold three times: over the whole library; over the part that the baseline has
    too, so that new vignettes cannot thin out what fails; and in each run of an engine that was
    asked several times, of which the whole shows the answers that are worst for safety.
    """
    rate = gate.rates_without(frozenset()).get(limit.metric)
    sign = "at most" if limit.is_upper else "at least"
    if rate is None:  # an engine that reports no red flags is judged by action alone
        shown, holds, broken = "not reported by the engine", limit.metric in OF_RED_FLAGS, []
    else:
        shown, broken = rate_words(rate), list(_broken_scopes(gate, limit))
        holds = not broken
    if broken and broken[0]:
        shown += " over the whole library"
    guilty = culprits(gate, limit, gate.candidate.outcomes) if broken else []
    named = [] if holds or broken[:1] != [""] else guilty
    return Check(
        name=f"limit_{limit.metric}",
        group=Group.LIMITS,
        title=TITLES[limit.metric],
        holds=holds,
        numbers=f"{shown}; {sign} {bound_words(limit.bound)}",
        items=(*gate.described(named), *filter(None, broken)),
        waived=_waived(gate, limit, rate) if rate else (),
        waivable=waivable_by(limit.metric, guilty),
    )


def _broken_scopes(gate: GateInput, limit: Limit) -> Iterator[str]:
    """Where a limit does not hold, in words; an empty text for the whole library."""
    excused = excused_from(gate, limit.metric)
    for words, outcomes in gate.scopes:
        rate = gate.rate_of(limit.metric, outcomes)
        kept = [outcome for outcome in outcomes if outcome.vignette not in excused]
        rest = gate.rate_of(limit.metric, kept) if excused else rate
        if not is_kept(limit, rate, rest):
            yield f"{words}: {rate_words(rate)}" if words else ""


def _waived(gate: GateInput, limit: Limit, rate: Rate) -> tuple[str, ...]:
    """The vignettes with a waiver, where it makes a difference to the rate."""
    excused = excused_from(gate, limit.metric)
    rest = gate.rates_without(excused)[limit.metric]
    return tuple(sorted(excused)) if failing_count(rest, limit) < failing_count(rate, limit) else ()


def _evidence(gate: GateInput) -> list[Check]:
    """A waiver excuses a miss, and is no evidence that there was none."""
    target = gate.policy.evidence_target
    if target is None:
        return []
    rate = gate.rates_without(frozenset())["missed_red_flag_rate"]
    k, n = rate.family_k, rate.family_n
    bound = clopper_pearson_upper(k, n)
    shown = NOT_ESTIMABLE if bound is None else f"at most {percent(bound)}"
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
            items=(f"{needed:,} more clean families would reach the target",) if needed else (),
        )
    ]
