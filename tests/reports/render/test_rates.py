"""Rates in words, each with what belongs to it."""

import pytest

from evaluation.metrics import Rate
from reports.render.rates import (
    beside_words,
    interval_words,
    is_miss,
    k_of_n,
    short_interval,
    value_words,
)


def rate(name: str, k: int, n: int, family_k: int | None = None, family_n: int = 0) -> Rate:
    """A rate, each of whose vignettes is a family unless said otherwise."""
    return Rate(
        name=name, k=k, n=n,
        family_k=k if family_k is None else family_k,
        family_n=n if family_k is None else family_n,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "words", "short"),
    [
        (rate("missed_red_flag_rate", 0, 15), "at most 18.1 %", "18.1 %"),
        (rate("missed_red_flag_rate", 0, 30, 0, 15), "at most 18.1 %", "18.1 %"),
        (rate("missed_red_flag_rate_by_detection", 0, 30), "at most 9.5 %", "9.5 %"),
        (rate("flag_level_miss_rate", 0, 59), "at most 5.0 %", "5.0 %"),
        (rate("fever", 0, 299), "at most 1.0 %", "1.0 %"),
        (rate("under_triage_rate", 1, 3), "6.1 % to 79.2 %", "6.1 to 79.2 %"),
        (rate("accuracy", 4, 9, 1, 3), "6.1 % to 79.2 %", "6.1 to 79.2 %"),
        (rate("accuracy", 0, 0), "not estimable", "not estimable"),
        (rate("missed_red_flag_rate", 0, 0), "not estimable", "not estimable"),
    ],
)
def test_misses_have_an_upper_bound_and_other_rates_two_ends(
    shown: Rate, words: str, short: str
) -> None:
    """Exact and one-sided for missed red flags, Wilson for the rest, both over families."""
    assert (interval_words(shown), short_interval(shown)) == (words, short)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("missed_red_flag_rate", True),
        ("fever", True),
        ("under_triage_rate", False),
        ("unknown_robustness", False),
    ],
)
def test_a_miss_is_one_of_all_red_flags_or_of_one(name: str, *, is_one: bool) -> None:
    """What has no title of its own is the rate of one red flag."""
    assert is_miss(rate(name, 0, 1)) is is_one


def test_an_interval_that_lies_beside_its_rate_is_explained() -> None:
    """By the families behind it, however narrow the screen; nothing is said where all hold."""
    beside = rate("safety_of_advice", 75, 100, 5, 20)
    low = rate("under_triage_rate", 10, 100, 9, 20)
    missed = rate("fever", 90, 100, 1, 20)
    holding = [rate("accuracy", 3, 4), rate("accuracy", 0, 0), rate("fever", 0, 9)]
    assert beside_words(("x", each) for each in holding) == ""
    found = [("a", beside), ("b", holding[0]), ("c", low), ("d", missed)]
    assert beside_words(found) == (
        "A family counts by its worst member, so that an interval can lie beside its rate: "
        "a (5 of 20 families), c (9 of 20 families), d (1 of 20 families)."
    )
    assert beside_words([("a", beside)] * 7).endswith(" and 2 more.")


def test_a_share_stands_beside_its_counts() -> None:
    """A dash where there is nothing to share, since the interval says the rest."""
    assert (k_of_n(rate("accuracy", 1, 4)), value_words(rate("accuracy", 1, 4))) == (
        "1 of 4",
        "25.0 %",
    )
    assert (k_of_n(rate("accuracy", 0, 0)), value_words(rate("accuracy", 0, 0))) == ("0 of 0", "-")
