"""Agreement of dispositions with the gold, as ranks 0, 1, … of one ordered scale.

numpy, scikit-learn and scipy are imported inside the functions, so that importing this module
costs next to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from evaluation.statistics.counts import require_counts
from evaluation.statistics.intervals import Interval, require_confidence

Weights = Literal["unweighted", "linear", "quadratic"]
"""How much a disagreement by d steps counts: 1, d or d²."""

Table = tuple[tuple[int, ...], ...]
"""Counts of vignettes, rows gold and columns given."""

EXPONENTS: dict[Weights, int] = {"unweighted": 0, "linear": 1, "quadratic": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class BootstrapInterval:
    """A bootstrap interval, and how much of the bootstrap it rests on.

    Attributes:
        interval: The percentile interval; None when no resample could be estimated.
        resamples: How many were drawn.
        left_out: How many of them could not be estimated, and are not in the interval.
    """

    interval: Interval | None
    resamples: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BowkerResult:
    """Outcome of Bowker's test of symmetry.

    Attributes:
        statistic: The chi-squared statistic, 0 or more.
        degrees_of_freedom: Pairs of opposite cells that hold at least one vignette.
        p_value: Upper tail of the chi-squared distribution, in [0, 1].
    """

    statistic: float
    degrees_of_freedom: int
    p_value: float


def confusion(gold: Sequence[int], given: Sequence[int], levels: int) -> Table:
    """Count the vignettes by gold and given rank.

    Args:
        gold: Preferred rank of each vignette, in range(levels).
        given: Rank given to each vignette, in the same order.
        levels: Ranks of the scale, at least 2; ranks that do not occur keep their row and column.

    Returns:
        A square of counts, rows gold, columns given; all 0 for no vignette.

    Raises:
        ValueError: Unequal lengths, fewer than two levels, or a rank outside the scale.

    Examples:
        >>> confusion([0, 1, 2, 2], [0, 1, 1, 2], levels=3)
        ((1, 0, 0), (0, 1, 0), (0, 1, 1))
    """
    _require_ranks(gold, given, levels)
    if not gold:
        return ((0,) * levels,) * levels
    from sklearn.metrics import confusion_matrix

    matrix = confusion_matrix(list(gold), list(given), labels=list(range(levels)))
    return tuple(tuple(int(count) for count in row) for row in matrix)


def kappa(gold: Sequence[int], given: Sequence[int], levels: int, weights: Weights) -> float | None:
    """Cohen's κ: agreement beyond chance, 1 - (observed disagreement / disagreement by chance).

    Args:
        gold: Preferred rank of each vignette, in range(levels).
        given: Rank given to each vignette, in the same order.
        levels: Ranks of the scale, at least 2.
        weights: What a disagreement by d steps counts: "unweighted" 1, "linear" d, "quadratic" d².

    Returns:
        κ, at most 1, and 0 for agreement by chance; None where it is not estimable: no vignette, or
        all gold and all given of one single rank, where chance alone agrees perfectly.

    Raises:
        ValueError: Unequal lengths, fewer than two levels, or a rank outside the scale.

    References:
        Cohen 1960, doi:10.1177/001316446002000104; weighted: Cohen 1968, doi:10.1037/h0026256.

    Examples:
        >>> kappa([0, 0, 1, 1], [0, 0, 0, 1], levels=2, weights="unweighted")
        0.5
        >>> kappa([1, 1], [1, 1], levels=2, weights="unweighted") is None
        True
    """
    _require_ranks(gold, given, levels)
    if len({*gold, *given}) < 2:  # noqa: PLR2004 - one rank, or none: nothing to tell apart
        return None
    from sklearn.metrics import cohen_kappa_score

    named = None if weights == "unweighted" else weights
    labels = list(range(levels))
    return float(cohen_kappa_score(list(gold), list(given), labels=labels, weights=named))


def kappa_interval(
    gold: Sequence[int],
    given: Sequence[int],
    levels: int,
    weights: Weights,
    *,
    seed: int,
    resamples: int = 10_000,
    confidence: float = 0.95,
) -> BootstrapInterval:
    """Percentile bootstrap interval of Cohen's κ.

    Draws whole tables from the multinomial distribution of the observed counts, and takes the
    quantiles of their κ. Resamples of which κ is not estimable are left out, and counted. Not a
    method for rates of misses, where it covers far too seldom.

    Args:
        gold: Preferred rank of each vignette, in range(levels).
        given: Rank given to each vignette, in the same order.
        levels: Ranks of the scale, at least 2.
        weights: As for `kappa`.
        seed: Seed of the generator; the same seed gives the same interval.
        resamples: Tables to draw, at least 1.
        confidence: Nominal two-sided coverage.

    Returns:
        The interval with its counts; no interval and all left out where κ itself is not estimable.

    Raises:
        ValueError: As for `kappa`; or no resamples, or the confidence is not inside (0, 1).

    References:
        Efron and Tibshirani 1993, chapter 13, doi:10.1201/9780429246593.

    Examples:
        >>> gold, given = [0, 0, 1, 1, 2, 2] * 5, [0, 0, 1, 1, 2, 1] * 5
        >>> result = kappa_interval(gold, given, levels=3, weights="linear", seed=1)
        >>> result.interval.lower < kappa(gold, given, 3, "linear") < result.interval.upper
        True
        >>> result.left_out
        0
    """
    table = confusion(gold, given, levels)
    require_confidence(confidence)
    if resamples < 1:
        raise ValueError(f"resamples must be at least 1, not {resamples}")
    kappas = _resampled_kappas(table, weights, seed, resamples) if gold else []
    return BootstrapInterval(
        interval=_percentile_interval(kappas, confidence) if kappas else None,
        resamples=resamples,
        left_out=resamples - len(kappas),
    )


def bowker(table: Sequence[Sequence[int]]) -> BowkerResult:
    """Bowker's test of symmetry: is one direction of disagreement as frequent as the other?

    Σ (n_ij - n_ji)² / (n_ij + n_ji) over the pairs i < j with n_ij + n_ji > 0, against chi-squared
    with one degree of freedom for each such pair.

    A pair of opposite cells without a vignette says nothing about symmetry: its term is 0/0 and,
    given its total of 0, fixed. It adds nothing to the statistic and no degree of freedom. R's
    mcnemar.test keeps all levels (levels - 1) / 2 degrees and gives NaN for such a table; where R
    gives a value, no pair is empty and ours is the same. Keeping the degrees while skipping the
    term, as some packages do, would make p too large. Informational only: chi-squared is a rough
    guide where the pairs hold few vignettes.

    Args:
        table: Square counts, rows gold, columns given.

    Returns:
        The result; statistic 0, no degree of freedom and p = 1 when nothing is off the diagonal.

    Raises:
        ValueError: The table is not square, or an entry is no count.

    References:
        Bowker 1948, doi:10.1080/01621459.1948.10483284. Degrees of freedom for the pairs that
        occur: Hoenig, Morgan and Brown 1995, Can. J. Fish. Aquat. Sci. 52:364-368.

    Examples:
        >>> bowker([[5, 4, 0], [0, 5, 0], [0, 0, 5]])  # doctest: +ELLIPSIS
        BowkerResult(statistic=4.0, degrees_of_freedom=1, p_value=0.0455...)
    """
    _require_square(table)
    pairs = [(table[i][j], table[j][i]) for i, j in combinations(range(len(table)), 2)]
    occurring = [(above, below) for above, below in pairs if above + below > 0]
    if not occurring:
        return BowkerResult(statistic=0.0, degrees_of_freedom=0, p_value=1.0)
    from scipy.stats import chi2

    statistic = sum((above - below) ** 2 / (above + below) for above, below in occurring)
    p_value = float(chi2.sf(statistic, len(occurring)))
    return BowkerResult(statistic=statistic, degrees_of_freedom=len(occurring), p_value=p_value)


def _resampled_kappas(table: Table, weights: Weights, seed: int, resamples: int) -> list[float]:
    """κ of each multinomial resample of a table which has one."""
    import numpy as np

    counts = np.array(table)
    n, ranks = counts.sum(), np.arange(len(table))
    steps = np.abs(ranks[:, None] - ranks)
    costs = np.where(steps > 0, steps ** EXPONENTS[weights], 0)
    drawn = np.random.default_rng(seed).multinomial(n, counts.ravel() / n, size=resamples)
    tables = drawn.reshape(resamples, len(table), len(table))
    observed = n * np.einsum("rij,ij->r", tables, costs)
    by_chance = np.einsum("ri,ij,rj->r", tables.sum(axis=2), costs, tables.sum(axis=1))
    estimable = by_chance > 0
    kappas: list[float] = (1 - observed[estimable] / by_chance[estimable]).tolist()
    return kappas


def _percentile_interval(values: Sequence[float], confidence: float) -> Interval:
    import numpy as np

    tail = (1 - confidence) / 2
    lower, upper = np.quantile(values, [tail, 1 - tail])
    method = "multinomial bootstrap, percentile"
    return Interval(lower=float(lower), upper=float(upper), confidence=confidence, method=method)


def _require_ranks(gold: Sequence[int], given: Sequence[int], levels: int) -> None:
    if len(gold) != len(given):
        raise ValueError(f"{len(gold)} gold ranks do not match {len(given)} given ranks")
    if levels < 2:  # noqa: PLR2004 - fewer are no scale
        raise ValueError(f"a scale has at least 2 levels, not {levels}")
    for rank in (*gold, *given):
        if rank not in range(levels):
            raise ValueError(f"rank {rank} is outside the scale, 0 to {levels - 1}")


def _require_square(table: Sequence[Sequence[int]]) -> None:
    for i, row in enumerate(table):
        if len(row) != len(table):
            raise ValueError(f"row {i} has {len(row)} counts in a table of {len(table)} rows")
        require_counts(**{f"table[{i}][{j}]": count for j, count in enumerate(row)})
