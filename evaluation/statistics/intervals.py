"""Intervals for one proportion: k of n vignettes.

Standard library only: the gate imports this module. Every interval describes this library of
vignettes, not patients. Nothing measured (n = 0) is "not estimable", here None.
"""

from bisect import bisect_left
from dataclasses import dataclass
from math import erfc, sqrt

from evaluation.statistics.binomial import lower_tail
from evaluation.statistics.boundary import find_boundary
from evaluation.statistics.counts import require_counts

BEYOND_ANY_QUANTILE = 40.0  # erfc(40 / √2) is 0 in doubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range for a proportion, a difference or an agreement, on the scale of its estimate.

    Attributes:
        lower: Lower bound, as a fraction (0.05, not 5 %).
        upper: Upper bound, no less than `lower`.
        confidence: Nominal coverage of the range, strictly between 0 and 1.
        method: How it was computed, in words fit for a report.

    Raises:
        ValueError: The bounds are out of order or not numbers, or the confidence is no such level.
    """

    lower: float
    upper: float
    confidence: float
    method: str

    def __post_init__(self) -> None:
        require_confidence(self.confidence)
        if not self.lower <= self.upper:
            raise ValueError(
                f"lower bound {self.lower} is not at or below upper bound {self.upper}"
            )


def wilson(k: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Two-sided Wilson score interval of a proportion.

    The proportions p which a score test does not reject: (k - np)² ≤ z² n p(1 - p). It never leaves
    [0, 1], and has a width at 0 of n and n of n.

    Args:
        k: Vignettes with the event, 0 ≤ k ≤ n.
        n: Vignettes.
        confidence: Nominal two-sided coverage.

    Returns:
        The interval; lower is exactly 0 at k = 0, upper exactly 1 at k = n; None at n = 0.

    Raises:
        ValueError: k or n is no count, k exceeds n, or the confidence is not inside (0, 1).

    References:
        Wilson 1927, doi:10.1080/01621459.1927.10502953. Recommended by Brown, Cai and DasGupta
        2001, doi:10.1214/ss/1009213286.

    Examples:
        >>> interval = wilson(0, 15)
        >>> f"{interval.lower:.4f} to {interval.upper:.4f}"
        '0.0000 to 0.2039'
        >>> wilson(0, 0) is None
        True
    """
    _require_events(k, n)
    z = critical_value(confidence)
    if n == 0:
        return None
    lower, upper = _wilson_lower(k, n, z), 1 - _wilson_lower(n - k, n, z)
    return Interval(lower=lower, upper=upper, confidence=confidence, method="Wilson")


def clopper_pearson(k: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Two-sided exact Clopper-Pearson interval of a proportion.

    From the p at which k or more events have probability (1 - confidence) / 2, to the p at which k
    or fewer have that probability. Covers at least as often as it says, at any n.

    Args:
        k: Vignettes with the event, 0 ≤ k ≤ n.
        n: Vignettes.
        confidence: Least two-sided coverage.

    Returns:
        The interval; lower is exactly 0 at k = 0, upper exactly 1 at k = n; None at n = 0.

    Raises:
        ValueError: k or n is no count, k exceeds n, or the confidence is not inside (0, 1).

    References:
        Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404.

    Examples:
        >>> interval = clopper_pearson(1, 15)
        >>> f"{interval.lower:.4f} to {interval.upper:.4f}"
        '0.0017 to 0.3195'
    """
    _require_events(k, n)
    require_confidence(confidence)
    if n == 0:
        return None
    tail = (1 - confidence) / 2
    lower = 0.0 if k == 0 else _probability_at(k - 1, n, 1 - tail)
    upper = _probability_at(k, n, tail)
    return Interval(lower=lower, upper=upper, confidence=confidence, method="Clopper-Pearson")


def clopper_pearson_upper(k: int, n: int, confidence: float = 0.95) -> float | None:
    """Exact one-sided upper bound of a proportion, for safety misses.

    The p at which k or fewer events in n have probability 1 - confidence. At k = 0 this is
    1 - (1 - confidence)^(1/n), about 3/n at 95 %.

    Args:
        k: Misses, 0 ≤ k ≤ n.
        n: Vignettes that could have been missed.
        confidence: Least one-sided coverage.

    Returns:
        The bound in (0, 1], exactly 1 at k = n; None at n = 0.

    Raises:
        ValueError: k or n is no count, k exceeds n, or the confidence is not inside (0, 1).

    References:
        Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404.

    Examples:
        >>> [f"{clopper_pearson_upper(0, n):.1%}" for n in (15, 30, 59, 299)]
        ['18.1%', '9.5%', '5.0%', '1.0%']
    """
    _require_events(k, n)
    require_confidence(confidence)
    return None if n == 0 else _probability_at(k, n, 1 - confidence)


def clean_vignettes_needed(k: int, n: int, target: float, confidence: float = 0.95) -> int:
    """How many further vignettes, all without a miss, until the upper bound meets a target.

    The least m for which `clopper_pearson_upper(k, n + m, confidence)` is at or below the target.

    Args:
        k: Misses so far, 0 ≤ k ≤ n.
        n: Vignettes so far; 0 asks how many a library needs from the start.
        target: The largest acceptable upper bound, a fraction inside (0, 1).
        confidence: One-sided coverage of the bound.

    Returns:
        The number of further vignettes; 0 where the bound already meets the target.

    Raises:
        ValueError: k or n is no count, k exceeds n, or target or confidence is not inside (0, 1).

    Examples:
        >>> clean_vignettes_needed(0, 15, target=0.05)
        44
        >>> clean_vignettes_needed(1, 59, target=0.05)
        34
        >>> clean_vignettes_needed(0, 59, target=0.05)
        0
    """
    _require_events(k, n)
    require_confidence(confidence)
    if not 0 < target < 1:
        raise ValueError(f"target must lie strictly between 0 and 1, not at {target}")

    def is_met_after(further: int) -> bool:
        return lower_tail(k, n + further, target) <= 1 - confidence

    enough = 1
    while not is_met_after(enough):
        enough *= 2
    return bisect_left(range(enough), True, key=is_met_after)


def critical_value(confidence: float) -> float:
    """The z which a standard normal exceeds in absolute value with probability 1 - confidence.

    Args:
        confidence: Two-sided coverage, inside (0, 1).

    Returns:
        The quantile, to the last double or two.

    Raises:
        ValueError: The confidence is not inside (0, 1).

    Examples:
        >>> f"{critical_value(0.95):.12f}"
        '1.959963984540'
    """
    require_confidence(confidence)
    return find_boundary(BEYOND_ANY_QUANTILE, 0.0, lambda z: erfc(z / sqrt(2)) <= 1 - confidence)


def require_confidence(confidence: float) -> None:
    """Raise unless the value is a confidence level.

    Args:
        confidence: A fraction such as 0.95.

    Raises:
        ValueError: It is not strictly between 0 and 1; 95 meant as per cent is caught here.

    Examples:
        >>> require_confidence(95)
        Traceback (most recent call last):
        ...
        ValueError: confidence must lie strictly between 0 and 1, not at 95
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie strictly between 0 and 1, not at {confidence}")


def _require_events(k: int, n: int) -> None:
    require_counts(k=k, n=n)
    if k > n:
        raise ValueError(f"k must not exceed n: {k} of {n}")


def _wilson_lower(k: int, n: int, z: float) -> float:
    """The smaller root, as the product of both roots over the larger: exact 0 at 0, no loss."""
    return k * k / n / (k + z * z / 2 + z * sqrt(k * (n - k) / n + z * z / 4))


def _probability_at(k: int, n: int, tail: float) -> float:
    """The least p, to the double, at which k or fewer events in n are as unlikely as `tail`."""
    return find_boundary(1.0, 0.0, lambda p: lower_tail(k, n, p) <= tail)
