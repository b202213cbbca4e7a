"""Two versions on the same vignettes: the four paired counts, their tests and intervals.

Standard library only. Differences are candidate minus baseline, so that for an endpoint worth
meeting a positive difference favours the candidate. All of this is informational: the gate goes by
newly missed vignettes, never by a p-value.
"""

from dataclasses import dataclass
from math import sqrt

from evaluation.statistics.binomial import lower_tail, point_probability
from evaluation.statistics.boundary import find_boundary
from evaluation.statistics.counts import require_counts
from evaluation.statistics.intervals import Interval, critical_value, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedCounts:
    """Vignettes by whether each of two versions met an endpoint.

    The first index is the baseline, the second the candidate; 1 means the endpoint was met.
    Textbooks and R packages give the difference as first minus second. To compare with them, take
    their first for our candidate, so that their n10 is our n01; or keep the cells, and negate and
    swap the bounds.

    Attributes:
        n11: Met by both.
        n10: Met by the baseline only: newly missed.
        n01: Met by the candidate only: newly fixed.
        n00: Met by neither: still missed.

    Raises:
        ValueError: One of them is not a whole number, zero or more.

    Examples:
        >>> counts = PairedCounts(n11=40, n10=1, n01=3, n00=1)
        >>> counts.n, counts.discordant
        (45, 4)
    """

    n11: int
    n10: int
    n01: int
    n00: int

    def __post_init__(self) -> None:
        require_counts(n11=self.n11, n10=self.n10, n01=self.n01, n00=self.n00)

    @property
    def n(self) -> int:
        """All vignettes compared."""
        return self.n11 + self.n10 + self.n01 + self.n00

    @property
    def discordant(self) -> int:
        """Vignettes on which the two versions differ."""
        return self.n10 + self.n01


def mcnemar_exact(counts: PairedCounts) -> float:
    """Exact conditional McNemar test of equal proportions, two-sided.

    Given the discordant vignettes, each falls to either side with probability 1/2 if the versions
    are equally good: min(1, 2 P(X ≤ min(n10, n01))), X ~ Bin(n10 + n01, 1/2).

    Args:
        counts: The paired counts; which version is which does not matter.

    Returns:
        The p-value in (0, 1]; 1 when nothing is discordant. Six newly missed and none newly fixed
        are the least that pass below 0.05.

    References:
        McNemar 1947, doi:10.1007/BF02295996.

    Examples:
        >>> mcnemar_exact(PairedCounts(n11=39, n10=6, n01=0, n00=0))
        0.03125
        >>> mcnemar_exact(PairedCounts(n11=45, n10=0, n01=0, n00=0))
        1.0
    """
    return min(1.0, 2 * lower_tail(min(counts.n10, counts.n01), counts.discordant, 0.5))


def mcnemar_midp(counts: PairedCounts) -> float:
    """Mid-p McNemar test: the exact test, counting only half of the outcome observed.

    With m = min(n10, n01) and X ~ Bin(n10 + n01, 1/2): 2 P(X ≤ m) - P(X = m) if n10 ≠ n01, where an
    equally extreme outcome lies on the other side; 1 - P(X = m) / 2 if n10 = n01, where none does.
    Less timid than the exact test, and hardly ever above its nominal level.

    Args:
        counts: The paired counts; which version is which does not matter.

    Returns:
        The p-value in (0, 1]; 1 when nothing is discordant, by our definition: the formula for
        n10 = n01 would give 1/2.

    References:
        Fagerland, Lydersen and Laake 2013, doi:10.1186/1471-2288-13-91; n10 = n01 is in its
        supplement.

    Examples:
        >>> mcnemar_midp(PairedCounts(n11=39, n10=6, n01=0, n00=0))
        0.015625
        >>> mcnemar_midp(PairedCounts(n11=43, n10=1, n01=1, n00=0))
        0.75
    """
    if counts.discordant == 0:
        return 1.0
    fewer = min(counts.n10, counts.n01)
    observed = point_probability(fewer, counts.discordant, 0.5)
    if counts.n10 == counts.n01:
        return 1 - observed / 2
    return 2 * lower_tail(fewer, counts.discordant, 0.5) - observed


def newcombe(counts: PairedCounts, confidence: float = 0.95) -> Interval | None:
    """Newcombe's interval for the difference of paired proportions, candidate minus baseline.

    His method 10: the distances from each proportion to its own Wilson bounds are combined as two
    sides of a triangle, by the correlation φ of the pairs. φ is (n11 n00 - n10 n01) / √(product of
    the four margins), its numerator drawn towards 0 by n/2 where positive, and φ = 0 where a margin
    is 0. Without that correction the interval would shrink to a point for some tables with nothing
    discordant, such as n11 = n00 = 5.

    Args:
        counts: The paired counts.
        confidence: Nominal two-sided coverage.

    Returns:
        The interval within [-1, 1], always around (n01 - n10) / n; None at n = 0.

    Raises:
        ValueError: The confidence is not inside (0, 1).

    References:
        Newcombe 1998, doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C.

    Examples:
        >>> interval = newcombe(PairedCounts(n11=1, n10=7, n01=1, n00=12))
        >>> f"{interval.lower:.3f} to {interval.upper:.3f}"
        '-0.507 to -0.026'
    """
    baseline = wilson(counts.n11 + counts.n10, counts.n, confidence)
    candidate = wilson(counts.n11 + counts.n01, counts.n, confidence)
    if baseline is None or candidate is None:
        return None
    before = (counts.n11 + counts.n10) / counts.n
    after = (counts.n11 + counts.n01) / counts.n
    difference = (counts.n01 - counts.n10) / counts.n
    phi = _corrected_phi(counts)
    down = _third_side(after - candidate.lower, baseline.upper - before, phi)
    up = _third_side(candidate.upper - after, before - baseline.lower, phi)
    return Interval(
        lower=difference - down, upper=difference + up, confidence=confidence, method="Newcombe"
    )


def tango(counts: PairedCounts, confidence: float = 0.95) -> Interval | None:
    """Tango's score interval for the difference of paired proportions, candidate minus baseline.

    The differences Δ which a score test does not reject: (n01 - n10 - nΔ)² ≤ z² n (2q + Δ(1 - Δ)),
    where q is the likeliest probability of "baseline only" given Δ. With nothing discordant it is
    ± z² / (n + z²): the margin which a library of this size cannot exclude.

    Args:
        counts: The paired counts; n11 and n00 enter only through n.
        confidence: Nominal two-sided coverage.

    Returns:
        The interval within [-1, 1], always around (n01 - n10) / n; None at n = 0.

    Raises:
        ValueError: The confidence is not inside (0, 1).

    References:
        Tango 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B.

    Examples:
        >>> interval = tango(PairedCounts(n11=1, n10=7, n01=1, n00=12))
        >>> f"{interval.lower:.3f} to {interval.upper:.3f}"
        '-0.517 to -0.026'
        >>> f"{tango(PairedCounts(n11=45, n10=0, n01=0, n00=0)).upper:.3f}"
        '0.079'
    """
    z, n = critical_value(confidence), counts.n
    if n == 0:
        return None

    def is_compatible(difference: float) -> bool:
        deviation = counts.n01 - counts.n10 - n * difference
        spread = 2 * _likeliest_n10_share(counts, difference) + difference * (1 - difference)
        return deviation * deviation <= z * z * n * spread

    observed = (counts.n01 - counts.n10) / n
    lower = find_boundary(observed, -1.0, is_compatible)
    upper = find_boundary(observed, 1.0, is_compatible)
    return Interval(lower=lower, upper=upper, confidence=confidence, method="Tango")


def _corrected_phi(counts: PairedCounts) -> float:
    """Correlation of the pairs, drawn towards 0 by half a vignette where it is positive."""
    met = (counts.n11 + counts.n10) * (counts.n11 + counts.n01)
    margins = met * (counts.n00 + counts.n10) * (counts.n00 + counts.n01)
    if margins == 0:
        return 0.0
    association = counts.n11 * counts.n00 - counts.n10 * counts.n01
    if association > 0:
        return max(association - counts.n / 2, 0.0) / sqrt(margins)
    return association / sqrt(margins)


def _third_side(first: float, second: float, cosine: float) -> float:
    """Length of the third side of a triangle, by the law of cosines."""
    return sqrt(first * first + second * second - 2 * cosine * (first * second))


def _likeliest_n10_share(counts: PairedCounts, difference: float) -> float:
    """Maximum-likelihood probability of "baseline only", given the difference.

    The larger root of 2n q² + b q - n10 Δ(1 - Δ) = 0, written so that nothing cancels.
    """
    b01, b10, n = counts.n01, counts.n10, counts.n
    linear = (2 * n - b01 + b10) * difference - b01 - b10
    constant = b10 * difference * (1 - difference)
    root = sqrt(max(0.0, linear * linear + 8 * n * constant))
    return 2 * constant / (root + linear) if linear > 0 else (root - linear) / (4 * n)
