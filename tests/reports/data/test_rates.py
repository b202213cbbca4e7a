"""Rates and intervals as plain data."""

from typing import Any

import pytest

from evaluation.metrics import Rate
from evaluation.statistics.intervals import Interval
from reports.data.rates import interval_to_data, rate_to_data

NO_INTERVAL: dict[str, Any] = {"wilson_95": None, "upper_bound_95": None}


def test_a_rate_has_both_counts_and_both_intervals() -> None:
    """By vignettes and by families; the intervals are over families."""
    data = rate_to_data(Rate(name="accuracy", k=3, n=4, family_k=0, family_n=2))
    wilson, upper = data.pop("wilson_95"), data.pop("upper_bound_95")
    assert data == {
        "name": "accuracy",
        "title": "Accuracy",
        "k": 3,
        "n": 4,
        "value": 0.75,
        "family_k": 0,
        "family_n": 2,
        "describes": "this library, not patients",
    }
    assert wilson == pytest.approx([0.0, 0.657620], abs=1e-6)
    assert upper == pytest.approx(1 - 0.05**0.5)


def test_a_rate_of_nothing_is_null_and_never_a_number() -> None:
    """0 of 0 is not estimable: no value and no interval."""
    data = rate_to_data(Rate(name="accuracy", k=0, n=0, family_k=0, family_n=0))
    assert data["value"] is None
    assert (data["k"], data["n"]) == (0, 0)
    assert data.items() >= NO_INTERVAL.items()


def test_a_rate_of_one_red_flag_is_called_by_the_red_flag() -> None:
    """What has no title of its own is called by its name."""
    rate = Rate(name="fire", k=0, n=1, family_k=0, family_n=1)
    assert rate_to_data(rate)["title"] == "fire"


def test_an_interval_is_its_two_ends() -> None:
    """The lower end first; nothing where it is not estimable."""
    interval = Interval(lower=0.25, upper=0.5, confidence=0.95, method="by hand")
    assert interval_to_data(interval) == [0.25, 0.5]
    assert interval_to_data(None) is None
