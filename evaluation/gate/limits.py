"""Limits on the candidate's own numbers, and how much evidence stands behind them."""

from collections.abc import Iterator
from typing import Any

from evaluation.describe import NOT_ESTIMABLE, percent, rate_words
from evaluation.gate.bounds import (
    bound_words,
    culprits,
    excused_from,
    failing_count,
    is_kept,
    rest_of,
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
    rate = gate.rates.get(limit.metric)
    if rate is None:  # an engine that reports no red flags is judged by action alone
        holds = limit.metric in OF_RED_FLAGS
        return _check(limit, "not reported by the engine", holds=holds)
    broken = dict(_broken_scopes(gate, limit))
    parts = {words: found for words, found in broken.items() if words}
    guilty = culprits(gate, limit, gate.candidate.outcomes) if broken else []
    is_whole = len(parts) < len(broken)
    is_in_parts_alone = bool(broken) and not is_whole
    return _check(
        limit,
        rate_words(rate) + (" over the whole library" if is_in_parts_alone else ""),
        holds=not broken,
        items=(
            *gate.described(guilty if is_whole else ()),
            *(f"{words}: {rate_words(found)}" for words, found in parts.items()),
        ),
        waived=_waived(gate, limit, rate),
        waivable=waivable_by(limit.metric, guilty),
    )


def _check(limit: Limit, shown: str, *, holds: bool, **told: Any) -> Check:
    sign = "at most" if limit.is_upper else "at least"
    return Check(
        name=f"limit_{limit.metric}",
        group=Group.LIMITS,
        title=TITLES[limit.metric],
        holds=holds,
        numbers=f"{shown}; {sign} {bound_words(limit.bound)}",
        **told,
    )


def _broken_scopes(gate: GateInput, limit: Limit) -> Iterator[tuple[str, Rate]]:
    """Where a limit does not hold, by the words for it, and the rate there."""
    for words, outcomes in gate.scopes:
        rate = gate.rate_of(limit.metric, outcomes)
        if not is_kept(limit, rate, rest_of(gate, limit, outcomes, rate)):
            yield words, rate


def _waived(gate: GateInput, limit: Limit, rate: Rate) -> tuple[str, ...]:
    """The vignettes with a waiver, where it makes a difference to the rate."""
    rest = rest_of(gate, limit, gate.candidate.outcomes, rate)
    if failing_count(rest, limit) == failing_count(rate, limit):
        return ()
    return tuple(sorted(excused_from(gate, limit.metric)))


def _evidence(gate: GateInput) -> list[Check]:
    """A waiver excuses a miss, and is no evidence that there was none."""
    target = gate.policy.evidence_target
    if target is None:
        return []
    rate = gate.rates["missed_red_flag_rate"]
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
