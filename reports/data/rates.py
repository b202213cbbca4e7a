"""Rates and intervals as plain data."""

from typing import Any

from evaluation.metrics import TITLES, Rate
from evaluation.statistics.intervals import Interval, clopper_pearson_upper, wilson


def rate_to_data(rate: Rate) -> dict[str, Any]:
    """A rate with its counts, by vignettes and by families, and its intervals over families."""
    interval = wilson(rate.family_k, rate.family_n)
    return {
        "name": rate.name,
        "title": TITLES.get(rate.name, rate.name),
        "k": rate.k,
        "n": rate.n,
        "value": rate.value,
        "family_k": rate.family_k,
        "family_n": rate.family_n,
        "wilson_95": interval_to_data(interval),
        "upper_bound_95": clopper_pearson_upper(rate.family_k, rate.family_n),
        "describes": "this library, not patients",
    }


def interval_to_data(interval: Interval | None) -> list[float] | None:
    """Both ends of an interval; ``None`` where it is not estimable."""
    return [interval.lower, interval.upper] if interval else None
