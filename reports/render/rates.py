"""Rates in words: k of n, and the interval that belongs to it."""

from collections.abc import Iterable
from typing import Final

from evaluation.describe import NOT_ESTIMABLE, percent
from evaluation.metrics import TITLES, Rate
from evaluation.statistics.intervals import clopper_pearson_upper, wilson
from triage.listing import few

_MISSES: Final = frozenset(
    {"missed_red_flag_rate", "missed_red_flag_rate_by_detection", "flag_level_miss_rate"}
)


def is_miss(rate: Rate) -> bool:
    """Whether a rate counts missed red flags, of one or of all: its interval is an upper bound."""
    return rate.name in _MISSES or rate.name not in TITLES


def k_of_n(rate: Rate) -> str:
    """As in ``1 of 3``, by vignettes."""
    return f"{rate.k} of {rate.n}"


def value_words(rate: Rate) -> str:
    """The share in per cent; a dash where its interval says that it is not estimable."""
    return percent(rate.value) if rate.n else "-"


def interval_words(rate: Rate) -> str:
    """The 95 % interval over families, as in ``at most 9.5 %`` or ``1.2 % to 9.5 %``."""
    bounds = _bounds(rate)
    if is_miss(rate):
        return f"at most {bounds[-1]}" if bounds else NOT_ESTIMABLE
    return " to ".join(bounds) or NOT_ESTIMABLE


def short_interval(rate: Rate) -> str:
    """The same below a heading that says what it is, as in ``9.5 %`` or ``1.2 to 9.5 %``."""
    *lower, upper = _bounds(rate) or (NOT_ESTIMABLE,)
    return " to ".join([*(bound.removesuffix(" %") for bound in lower), upper])


def beside_words(rates: Iterable[tuple[str, Rate]]) -> str:
    """Why an interval does not hold its rate, with the families behind it; empty where all do.

    ``rates`` are with what each is called.
    """
    found = [
        f"{title} ({rate.family_k} of {rate.family_n} families)"
        for title, rate in rates
        if _is_beside(rate)
    ]
    if not found:
        return ""
    return (
        "A family counts by its worst member, so that an interval can lie beside its rate: "
        f"{few(found, _MOST_BESIDE)}."
    )


_MOST_BESIDE: Final = 5


def _is_beside(rate: Rate) -> bool:
    """Whether the rate by vignettes is outside of the interval over families."""
    value, ends = rate.value, _ends(rate)
    if value is None or not ends:
        return False
    lowest = 0.0 if len(ends) == 1 else ends[0]
    return not lowest <= value <= ends[-1]


def _bounds(rate: Rate) -> tuple[str, ...]:
    """The ends of the interval in per cent."""
    return tuple(map(percent, _ends(rate)))


def _ends(rate: Rate) -> tuple[float, ...]:
    """The ends of the interval: one of an upper bound, none where there is none."""
    if is_miss(rate):
        upper = clopper_pearson_upper(rate.family_k, rate.family_n)
        return () if upper is None else (upper,)
    interval = wilson(rate.family_k, rate.family_n)
    return () if interval is None else (interval.lower, interval.upper)
