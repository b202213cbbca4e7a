"""Limits on parts of the library: each red flag, and each subgroup of patients."""

from collections.abc import Iterator, Sequence

from evaluation.describe import percent, rate_words
from evaluation.gate.bounds import culprits, excused_from, is_kept
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Limit, RedFlagLimit
from evaluation.gate.verdict import Check, Group
from evaluation.metrics import METRIC_BY_NAME, TITLES, Rate, rate_of
from evaluation.outcomes import Outcome
from evaluation.subgroups import split


def part_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for all red flags with a limit, and one for each limit on subgroups."""
    return (
        *([_red_flags(gate)] if gate.policy.red_flags else []),
        *(_subgroups(gate, limit) for limit in gate.policy.subgroups.limits),
    )


def _red_flags(gate: GateInput) -> Check:
    limits = gate.policy.red_flags
    items = [text for flag, limit in limits.items() for text in _red_flag(gate, flag, limit)]
    return Check(
        name="red_flags",
        group=Group.LIMITS,
        title="Limits of single red flags",
        holds=not items,
        numbers=f"{len(items) or 'none'} broken, of {len(limits)} red flags",
        items=tuple(items),
    )


def _red_flag(gate: GateInput, flag: str, limit: RedFlagLimit) -> Iterator[str]:
    """What is wrong with one red flag: too few vignettes, or too many misses of one kind."""
    outcomes = [o for o in gate.candidate.outcomes if flag in o.expected.red_flags]
    if len(outcomes) < limit.vignettes:
        yield f"{flag}: required by {len(outcomes)} vignettes; at least {limit.vignettes}"
    missed = [o.vignette for o in outcomes if o.misses_red_flag]
    ways = [("missed", "missed_red_flag", missed)]
    if gate.candidate.record.reports_red_flags:
        unseen = [o.vignette for o in outcomes if flag not in o.result.red_flags]
        ways.append(("not raised", "undetected_red_flag", unseen))
    for words, covers, names in ways:
        failing = [name for name in names if name not in gate.excused(covers)]
        if outcomes and len(failing) > limit.at_most * len(outcomes):
            yield (
                f"{flag}: {words} in {len(names)} of {len(outcomes)}, "
                f"at most {percent(limit.at_most)}: {', '.join(failing)}"
            )


def _subgroups(gate: GateInput, limit: Limit) -> Check:
    """One limit in each subgroup in which enough vignettes count for it."""
    rules, metric = gate.policy.subgroups, METRIC_BY_NAME[limit.metric]
    broken, small, n = [], 0, 0
    for field, name, part in split(gate.candidate.outcomes, bands=rules.bands):
        n += 1
        rate = rate_of(metric, part, threshold=gate.threshold, top=gate.scale.most.rank)
        if rate.n < rules.smallest:
            small += 1
        elif not is_kept(limit, rate, _rest(gate, limit, part)):
            names = ", ".join(culprits(gate, limit, part))
            broken.append(f"{field} {name}: {rate_words(rate)}: {names}")
    sign = "at most" if limit.is_upper else "at least"
    return Check(
        name=f"subgroups_{limit.metric}",
        group=Group.LIMITS,
        title=f"{TITLES[limit.metric]} in each subgroup",
        holds=not broken,
        numbers=(
            f"{len(broken) or 'none'} of {n - small} break it; {sign} {percent(limit.bound)}; "
            f"{small} too small to say anything (under {rules.smallest})"
        ),
        items=tuple(broken),
    )


def _rest(gate: GateInput, limit: Limit, part: Sequence[Outcome]) -> Rate:
    """The rate of a subgroup without what a waiver lets pass."""
    excused = excused_from(gate, limit.metric)
    kept = [outcome for outcome in part if outcome.vignette not in excused]
    metric = METRIC_BY_NAME[limit.metric]
    return rate_of(metric, kept, threshold=gate.threshold, top=gate.scale.most.rank)
