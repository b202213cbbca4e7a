"""Binomial probabilities against exact fractions and scipy."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from evaluation.statistics.binomial import lower_tail, point_probability

laws = settings(deadline=None)


@st.composite
def trials(draw: st.DrawFn) -> tuple[int, int, float]:
    """Events, trials and a probability."""
    n = draw(st.integers(0, 60))
    return draw(st.integers(0, n)), n, draw(st.floats(0.001, 0.999))


def exact_point(k: int, n: int, p: float) -> Fraction:
    """P(X = k) of the double p, without any rounding."""
    return comb(n, k) * Fraction(p) ** k * (1 - Fraction(p)) ** (n - k)


@laws
@given(trials())
def test_lower_tail_is_exact_to_rounding(case: tuple[int, int, float]) -> None:
    """P(X ≤ k) agrees with exact fractions to 13 digits, however small it is."""
    k, n, p = case
    expected = float(sum(exact_point(j, n, p) for j in range(k + 1)))
    assert lower_tail(k, n, p) == pytest.approx(expected, rel=1e-13, abs=0)


@laws
@given(trials())
def test_point_probability_is_exact_to_rounding(case: tuple[int, int, float]) -> None:
    """P(X = k) agrees with exact fractions to 13 digits, however small it is."""
    k, n, p = case
    assert point_probability(k, n, p) == pytest.approx(
        float(exact_point(k, n, p)), rel=1e-13, abs=0
    )


@pytest.mark.parametrize(
    ("k", "n", "p"),
    [(50_000, 100_000, 0.5), (49_000, 100_000, 0.5), (3, 100_000, 1e-4), (99_990, 100_000, 0.9999)],
)
def test_large_n_agrees_with_scipy(k: int, n: int, p: float) -> None:
    """A hundred thousand trials lose no accuracy."""
    assert lower_tail(k, n, p) == pytest.approx(float(binom.cdf(k, n, p)), rel=1e-10)
    assert point_probability(k, n, p) == pytest.approx(float(binom.pmf(k, n, p)), rel=1e-10)


def test_a_tail_near_the_smallest_double_keeps_its_digits() -> None:
    """No event in a thousand fair trials has probability 2**-1000, far from underflow to 0."""
    assert lower_tail(0, 1000, 0.5) == pytest.approx(2.0**-1000, rel=1e-12, abs=0)


def test_a_tail_beyond_all_doubles_is_0_or_1() -> None:
    """Sums that overflow say 0 below and 1 above, never not-a-number."""
    assert lower_tail(0, 10**6, 0.5) == 0.0
    assert lower_tail(999_999, 10**6, 1e-6) == 1.0
