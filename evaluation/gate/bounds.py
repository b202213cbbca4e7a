"""Is a limit kept by some vignettes, once what a waiver lets pass is not counted against it?

And which vignettes are behind it, in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from evaluation.describe import percent
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Limit, exact_share
from evaluation.metrics import METRIC_BY_NAME, Rate
from evaluation.outcomes import Outcome
from triage.vocabulary import digits


def excused_from(gate: GateInput, metric: str) -> frozenset[str]:
    """The vignettes whose failing a waiver lets pass, as far as this metric counts it."""
    return gate.excused(_COVERED_BY.get(metric, ""))


def waivable_by(metric: str, vignettes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What waivers would have to cover for these vignettes not to count against a limit."""
    covers = _COVERED_BY.get(metric)
    return tuple((covers, name) for name in vignettes) if covers else ()


def is_kept(limit: Limit, rate: Rate, rest: Rate) -> bool:
    """Whether a limit holds if the waived failings were none; the denominator stays what it is.

    ``rest`` is the rate without the waived vignettes. What is not estimable keeps no limit.
    """
    if rate.value is None:
        return False
    failing = Fraction(failing_count(rest, limit), rate.n)
    return limit.holds(failing if limit.is_upper else 1 - failing)


def rest_of(gate: GateInput, limit: Limit, outcomes: Sequence[Outcome], rate: Rate) -> Rate:
    """The rate of some outcomes without what a waiver lets pass; ``rate`` is the one with it."""
    excused = excused_from(gate, limit.metric)
    if not excused:
        return rate
    return gate.rate_of(limit.metric, [o for o in outcomes if o.vignette not in excused])


def failing_count(rate: Rate, limit: Limit) -> int:
    """How many vignettes count against a limit."""
    return rate.k if limit.is_upper else rate.n - rate.k


def culprits(gate: GateInput, limit: Limit, outcomes: Sequence[Outcome]) -> list[str]:
    """The vignettes that count against a limit, by id."""
    excused = excused_from(gate, limit.metric)
    return sorted(
        o.vignette for o in outcomes if o.vignette not in excused and _is_against(gate, limit, o)
    )


def _is_against(gate: GateInput, limit: Limit, outcome: Outcome) -> bool:
    by_parts = _BY_PARTS.get(limit.metric)
    if by_parts is not None:
        return by_parts(outcome)
    metric = METRIC_BY_NAME.get(limit.metric)
    if metric is None:
        return False
    threshold, top = gate.threshold, gate.scale.most.rank
    counts = metric.counts(outcome, threshold, top)
    return counts and metric.hits(outcome, threshold, top) is limit.is_upper


# Rates that count red flags or pathways, of which a vignette may have several.
_BY_PARTS: Final[Mapping[str, Callable[[Outcome], bool]]] = {
    "flag_level_miss_rate": lambda o: o.misses_detection,
    "pathway_recall": lambda o: o.loses_pathway,
    "pathway_precision": lambda o: not o.result.pathways <= o.expected.pathways,
}


def bound_words(bound: float) -> str:
    """A bound of a policy as a share in per cent, with all its digits.

    >>> bound_words(0.05), bound_words(0.0149)
    ('5.0 %', '1.49 %')
    """
    exact = exact_share(bound) * 1000
    return percent(bound) if exact.denominator == 1 else f"{digits(float(exact) / 10)} %"


_COVERED_BY: Final = {
    "missed_red_flag_rate": "missed_red_flag",
    "missed_red_flag_rate_by_detection": "undetected_red_flag",
    "flag_level_miss_rate": "undetected_red_flag",
    "under_triage_rate": "under_triage",
    "over_triage_rate": "over_triage",
    "pathway_recall": "lost_pathway",
}
