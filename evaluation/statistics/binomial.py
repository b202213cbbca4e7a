"""Binomial probabilities without factorials: sums of terms relative to the term at k.

Neighbouring binomial terms differ by a simple ratio, so that all terms are known relative to the
one at k, and their total, which is 1, gives the scale. Every summand is positive: nothing cancels,
at any n, and no large logarithm is taken whose rounding error would grow with n.
"""

from collections.abc import Iterable

NEGLIGIBLE = 1e-20  # of the sum; so far below 2**-53 that the thousands of terms after it stay lost


def lower_tail(k: int, n: int, p: float) -> float:
    """Probability of at most k events in n independent trials: P(X ≤ k), X ~ Bin(n, p).

    Args:
        k: Events, 0 ≤ k ≤ n.
        n: Trials.
        p: Probability of the event in one trial, 0 < p < 1.

    Returns:
        A probability; 1 for k = n, so also for no trials at all.

    Examples:
        >>> lower_tail(1, 3, 0.5)
        0.5
        >>> lower_tail(0, 0, 0.5)
        1.0
    """
    below, above = _relative_sums(k, n, p)
    return 1 / (1 + above / (1 + below))


def point_probability(k: int, n: int, p: float) -> float:
    """Probability of exactly k events in n independent trials: P(X = k), X ~ Bin(n, p).

    Args:
        k: Events, 0 ≤ k ≤ n.
        n: Trials.
        p: Probability of the event in one trial, 0 < p < 1.

    Returns:
        A probability; 1 for no trials at all.

    Examples:
        >>> point_probability(1, 3, 0.5)
        0.375
    """
    below, above = _relative_sums(k, n, p)
    return 1 / (1 + below + above)


def _relative_sums(k: int, n: int, p: float) -> tuple[float, float]:
    """The terms below k, and those above k, each summed and divided by the term at k."""
    odds = p / (1 - p)
    below = _sum_of_products(j / ((n - j + 1) * odds) for j in range(k, 0, -1))
    above = _sum_of_products((n - j) * odds / (j + 1) for j in range(k, n))
    return below, above


def _sum_of_products(ratios: Iterable[float]) -> float:
    """r₁ + r₁r₂ + r₁r₂r₃ + …, as far as it matters: ratios fall, so the terms rise, then vanish.

    A sum beyond all doubles ends as infinity, which `lower_tail` turns into 0 or 1, as it should.
    """
    total, term = 0.0, 1.0
    for ratio in ratios:
        term *= ratio
        total += term
        if term <= total * NEGLIGIBLE:
            break
    return total
