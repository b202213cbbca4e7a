"""Two versions on the same vignettes: known answers, laws, scipy, and a brute-force likelihood."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from math import comb, inf, log

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import binomtest

from evaluation.statistics.intervals import Interval, critical_value
from evaluation.statistics.paired import (
    PairedCounts,
    mcnemar_exact,
    mcnemar_midp,
    newcombe,
    tango,
)

Method = Callable[[PairedCounts, float], Interval | None]

laws = settings(deadline=None)
both_methods = pytest.mark.parametrize("method", [newcombe, tango])
cells = st.integers(0, 60)
tables = st.builds(PairedCounts, n11=cells, n10=cells, n01=cells, n00=cells)


def counts(n11: int, n10: int, n01: int, n00: int) -> PairedCounts:
    """A table in the order of its reading, row by row."""
    return PairedCounts(n11=n11, n10=n10, n01=n01, n00=n00)


def swapped(table: PairedCounts) -> PairedCounts:
    """The same vignettes with baseline and candidate exchanged."""
    return counts(table.n11, table.n01, table.n10, table.n00)


def bounds(interval: Interval | None) -> tuple[float, float]:
    """Both bounds of an interval that must exist."""
    assert interval is not None
    return interval.lower, interval.upper


def test_counts_add_up() -> None:
    """The four cells add up to n, of which the discordant are the two that differ."""
    table = counts(40, 1, 3, 2)
    assert (table.n, table.discordant) == (46, 4)


@pytest.mark.parametrize("cell", ["n11", "n10", "n01", "n00"])
def test_an_impossible_cell_is_refused_by_name(cell: str) -> None:
    """A negative cell is an error that names the cell."""
    with pytest.raises(ValueError, match=f"^{cell} must be a whole number"):
        PairedCounts(**{"n11": 1, "n10": 1, "n01": 1, "n00": 1, cell: -1})


def test_six_newly_missed_are_the_least_that_reach_significance() -> None:
    """Five newly missed and none fixed give p = 0.0625, six give 0.03125."""
    assert mcnemar_exact(counts(40, 5, 0, 0)) == 0.0625
    assert mcnemar_exact(counts(39, 6, 0, 0)) == 0.03125


def test_midp_counts_half_of_the_observed() -> None:
    """With 1 and 7 discordant the exact p is 18/256, and the mid-p is less by P(X = 1) = 8/256."""
    assert mcnemar_exact(counts(1, 7, 1, 12)) == pytest.approx(18 / 256, rel=1e-15)
    assert mcnemar_midp(counts(1, 7, 1, 12)) == pytest.approx(10 / 256, rel=1e-15)


@laws
@given(n11=cells, n00=cells, either=cells)
def test_no_imbalance_is_no_evidence(n11: int, n00: int, either: int) -> None:
    """The exact test gives 1 for two equal sides, and both tests when nothing is discordant."""
    assert mcnemar_exact(counts(n11, either, either, n00)) == 1
    assert mcnemar_exact(counts(n11, 0, 0, n00)) == mcnemar_midp(counts(n11, 0, 0, n00)) == 1


def midp_by_enumeration(table: PairedCounts) -> float:
    """Probability of outcomes more extreme than the observed, and half of those as extreme."""
    n = table.discordant
    observed = abs(table.n10 - table.n01)
    more = sum(comb(n, x) for x in range(n + 1) if abs(2 * x - n) > observed)
    equal = sum(comb(n, x) for x in range(n + 1) if abs(2 * x - n) == observed)
    return float(Fraction(2 * more + equal, 2 ** (n + 1)))


@laws
@given(tables)
def test_midp_is_what_its_name_says(table: PairedCounts) -> None:
    """Mid-p counts all more extreme outcomes, and half of those as extreme as the observed one."""
    assume(table.discordant)
    assert mcnemar_midp(table) == pytest.approx(midp_by_enumeration(table), rel=1e-12, abs=0)


@laws
@given(tables)
def test_exact_mcnemar_is_the_binomial_test(table: PairedCounts) -> None:
    """The exact test is scipy's two-sided binomial test of the discordant vignettes."""
    assume(table.discordant)
    expected = binomtest(table.n10, table.discordant, 0.5).pvalue
    assert mcnemar_exact(table) == pytest.approx(expected, rel=1e-10, abs=0)


@laws
@given(tables)
def test_p_values_are_ordered_and_ignore_the_direction(table: PairedCounts) -> None:
    """0 < mid-p ≤ exact p ≤ 1, whichever version comes first."""
    assert 0 < mcnemar_midp(table) <= mcnemar_exact(table) <= 1
    assert mcnemar_exact(table) == mcnemar_exact(swapped(table))
    assert mcnemar_midp(table) == mcnemar_midp(swapped(table))


@pytest.mark.parametrize(
    ("table", "by_newcombe", "by_tango"),
    [
        (counts(1, 7, 1, 12), (-0.507, -0.026), (-0.517, -0.026)),
        (counts(59, 16, 6, 80), (-0.119, -0.005), (-0.124, -0.005)),
    ],
)
def test_intervals_known_answers(
    table: PairedCounts, by_newcombe: tuple[float, float], by_tango: tuple[float, float]
) -> None:
    """Two clinical tables, of Bentur 2009 and Cavo 2012, give their intervals to three digits."""
    assert bounds(newcombe(table)) == pytest.approx(by_newcombe, abs=5e-4)
    assert bounds(tango(table)) == pytest.approx(by_tango, abs=5e-4)


@both_methods
def test_a_better_candidate_has_a_positive_difference(method: Method) -> None:
    """Where the candidate alone meets the endpoint, the whole interval is above 0."""
    lower, upper = bounds(method(counts(20, 0, 20, 20), 0.95))
    assert 0 < lower < upper


@both_methods
def test_the_interval_says_how_it_was_made(method: Method) -> None:
    """An interval carries its confidence and the name of its method."""
    interval = method(counts(3, 1, 2, 1), 0.9)
    assert interval is not None
    assert interval.confidence == 0.9
    assert interval.method in {"Newcombe", "Tango"}


@both_methods
def test_nothing_compared_is_not_estimable(method: Method) -> None:
    """Without a comparable vignette there is no interval."""
    assert method(counts(0, 0, 0, 0), 0.95) is None


@both_methods
@pytest.mark.parametrize("n", [0, 1])
def test_impossible_confidence_is_refused(method: Method, n: int) -> None:
    """A confidence given as per cent is an error, with or without vignettes."""
    with pytest.raises(ValueError, match="confidence must lie strictly between 0 and 1"):
        method(counts(n, 0, 0, 0), 95)


@both_methods
@laws
@given(table=tables, confidence=st.floats(0.5, 0.999))
def test_contains_the_difference_within_minus_1_and_1(
    method: Method, table: PairedCounts, confidence: float
) -> None:
    """-1 ≤ lower ≤ (n01 - n10) / n ≤ upper ≤ 1."""
    assume(table.n)
    lower, upper = bounds(method(table, confidence))
    assert -1 <= lower <= (table.n01 - table.n10) / table.n <= upper <= 1


@both_methods
def test_every_small_table_has_an_interval_of_some_width(method: Method) -> None:
    """With cells up to 9, and n11 of 0, 5 and 9, no interval leaves [-1, 1] or is a point."""
    for n11, n10, n01, n00 in product((0, 5, 9), range(10), range(10), range(10)):
        if n11 + n10 + n01 + n00:
            lower, upper = bounds(method(counts(n11, n10, n01, n00), 0.95))
            assert -1 <= lower < upper <= 1


@both_methods
@laws
@given(table=tables)
def test_swapping_the_versions_negates_the_interval(method: Method, table: PairedCounts) -> None:
    """Candidate and baseline exchanged turn (lower, upper) into (-upper, -lower)."""
    assume(table.n)
    lower, upper = bounds(method(table, 0.95))
    assert bounds(method(swapped(table), 0.95)) == pytest.approx((-upper, -lower), abs=1e-12)


@both_methods
@laws
@given(table=tables)
def test_widens_with_the_confidence(method: Method, table: PairedCounts) -> None:
    """The 99 % interval contains the 90 % interval."""
    assume(table.n)
    lower, upper = bounds(method(table, 0.9))
    wider_lower, wider_upper = bounds(method(table, 0.99))
    assert wider_lower <= lower
    assert upper <= wider_upper


@laws
@given(n11=st.integers(0, 1000), n00=st.integers(0, 1000))
def test_nothing_discordant_leaves_the_closed_margin(n11: int, n00: int) -> None:
    """With nothing discordant Tango's interval is ± z² / (n + z²), however the rest is split."""
    assume(n11 + n00)
    z_squared = critical_value(0.95) ** 2
    margin = z_squared / (n11 + n00 + z_squared)
    assert bounds(tango(counts(n11, 0, 0, n00))) == pytest.approx((-margin, margin), abs=1e-13)


def brute_force_score(table: PairedCounts, difference: float) -> float:
    """Tango's squared score, its nuisance parameter found by maximising the likelihood."""
    same = table.n - table.discordant

    def minus_log_likelihood(share: float) -> float:
        cell_probabilities = (share, share + difference, 1 - 2 * share - difference)
        observed = (table.n10, table.n01, same)
        if min(cell_probabilities) <= 0:
            return inf
        pairs = zip(observed, cell_probabilities, strict=True)
        return -sum(count * log(probability) for count, probability in pairs)

    limits = (max(0.0, -difference), (1 - difference) / 2)
    found = minimize_scalar(
        minus_log_likelihood, bounds=limits, method="bounded", options={"xatol": 1e-12}
    )
    variance = table.n * (2 * found.x + difference * (1 - difference))
    return float((table.n01 - table.n10 - table.n * difference) ** 2 / variance)


@pytest.mark.parametrize(
    "table", [counts(1, 7, 1, 12), counts(59, 16, 6, 80), counts(3, 2, 9, 4), counts(30, 1, 12, 2)]
)
def test_tango_bounds_solve_the_score_equation(table: PairedCounts) -> None:
    """At both bounds the score, with its likelihood maximised by brute force, is z²."""
    for bound in bounds(tango(table)):
        assert brute_force_score(table, bound) == pytest.approx(critical_value(0.95) ** 2, rel=1e-6)
