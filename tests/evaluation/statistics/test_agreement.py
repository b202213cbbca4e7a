"""Agreement with the gold: known answers, laws, and scikit-learn resample by resample."""

import warnings
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evaluation.statistics.agreement import Weights, bowker, confusion, kappa, kappa_interval

LEVELS = 4
WEIGHTS: tuple[Weights, ...] = ("unweighted", "linear", "quadratic")
Ranks = tuple[list[int], list[int]]

laws = settings(deadline=None)
every_weighting = pytest.mark.parametrize("weights", WEIGHTS)
ranks = st.lists(st.tuples(st.integers(0, LEVELS - 1), st.integers(0, LEVELS - 1)), max_size=40)
small_tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3)


def columns(rows: Sequence[tuple[int, int]]) -> Ranks:
    """Gold and given ranks from pairs of them."""
    return [gold for gold, _ in rows], [given for _, given in rows]


def rows_of(table: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The vignettes which a table counts, one by one."""
    places = range(len(table))
    return [(i, j) for i, j in product(places, places) for _ in range(table[i][j])]


def test_confusion_known_answer() -> None:
    """Rows are gold, columns are given, and a rank that never occurs keeps its place."""
    table = confusion([0, 0, 1, 3], [0, 1, 1, 1], levels=4)
    assert table == ((1, 1, 0, 0), (0, 1, 0, 0), (0, 0, 0, 0), (0, 1, 0, 0))
    assert all(type(count) is int for row in table for count in row)


@laws
@given(ranks)
def test_confusion_counts_every_vignette_once(rows: list[tuple[int, int]]) -> None:
    """The table gives back exactly the vignettes it was made of, none included."""
    assert rows_of(confusion(*columns(rows), LEVELS)) == sorted(rows)


@pytest.mark.parametrize(
    ("gold", "given_ranks", "levels", "message"),
    [
        ([0, 1], [0], 2, "2 gold ranks do not match 1 given ranks"),
        ([], [], 1, "a scale has at least 2 levels, not 1"),
        ([0, 2], [0, 1], 2, "rank 2 is outside the scale, 0 to 1"),
        ([0, 1], [0, -1], 2, "rank -1 is outside the scale, 0 to 1"),
    ],
)
def test_impossible_ranks_are_refused(
    gold: list[int], given_ranks: list[int], levels: int, message: str
) -> None:
    """Unequal lengths, a scale of one level and ranks outside it are errors, never dropped."""
    with pytest.raises(ValueError, match=message):
        confusion(gold, given_ranks, levels)
    with pytest.raises(ValueError, match=message):
        kappa(gold, given_ranks, levels, "linear")
    with pytest.raises(ValueError, match=message):
        kappa_interval(gold, given_ranks, levels, "linear", seed=1)


@pytest.mark.parametrize(
    ("weights", "by_chance"), [("unweighted", 5 / 8), ("linear", 1), ("quadratic", 7 / 4)]
)
def test_kappa_known_answer(weights: Weights, by_chance: float) -> None:
    """Disagreement of one step in one of four vignettes is set against that by chance."""
    expected = 1 - (1 / 4) / by_chance
    assert kappa([0, 0, 2, 2], [0, 1, 2, 2], 3, weights) == pytest.approx(expected, rel=1e-14)


@every_weighting
@pytest.mark.parametrize("rows", [[], [(2, 2)], [(1, 1)] * 9])
def test_kappa_is_not_estimable_without_variation(
    weights: Weights, rows: list[tuple[int, int]]
) -> None:
    """No vignette, or one single rank throughout, has no κ, and no warning."""
    assert kappa(*columns(rows), LEVELS, weights) is None


@every_weighting
@laws
@given(rows=ranks.filter(bool))
def test_kappa_is_not_estimable_exactly_where_sklearn_has_no_number(
    weights: Weights, rows: list[tuple[int, int]]
) -> None:
    """None stands where scikit-learn gives nan, and nowhere else."""
    gold, given_ranks = columns(rows)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        theirs = cohen_kappa_score(
            gold,
            given_ranks,
            labels=list(range(LEVELS)),
            weights=None if weights == "unweighted" else weights,
        )
    ours = kappa(gold, given_ranks, LEVELS, weights)
    assert (ours is None) == bool(np.isnan(theirs))


@every_weighting
@laws
@given(rows=ranks)
def test_kappa_is_symmetric_and_at_most_1(weights: Weights, rows: list[tuple[int, int]]) -> None:
    """Exchanging gold and given, or turning the scale round, changes nothing; 1 is the most."""
    gold, given_ranks = columns(rows)
    value = kappa(gold, given_ranks, LEVELS, weights)
    exchanged = kappa(given_ranks, gold, LEVELS, weights)
    top = LEVELS - 1
    turned = kappa([top - r for r in gold], [top - r for r in given_ranks], LEVELS, weights)
    assert exchanged == (value if value is None else pytest.approx(value, abs=1e-12))
    assert turned == (value if value is None else pytest.approx(value, abs=1e-12))
    assert value is None or value <= 1


GOLD = [0] * 12 + [1] * 15 + [2] * 10 + [3] * 8
GIVEN = [0] * 9 + [1] * 3 + [1] * 11 + [2] * 4 + [2] * 7 + [1] * 3 + [3] * 6 + [2] * 2


@every_weighting
def test_bootstrap_equals_sklearn_on_every_resample(weights: Weights) -> None:
    """The vectorised κ of the resampled tables is scikit-learn's κ of the same tables."""
    table = np.array(confusion(GOLD, GIVEN, LEVELS))
    drawn = np.random.default_rng(7).multinomial(len(GOLD), table.ravel() / len(GOLD), size=50)
    values = [
        kappa(*columns(rows_of(sample.reshape(LEVELS, LEVELS).tolist())), LEVELS, weights)
        for sample in drawn
    ]
    expected = np.quantile([value for value in values if value is not None], [0.05, 0.95])
    result = kappa_interval(GOLD, GIVEN, LEVELS, weights, seed=7, resamples=50, confidence=0.9)
    assert result.interval is not None
    assert (result.interval.lower, result.interval.upper) == pytest.approx(tuple(expected))
    assert (result.resamples, result.left_out) == (50, 0)


@every_weighting
def test_bootstrap_is_seeded_and_surrounds_kappa(weights: Weights) -> None:
    """The same seed gives the same interval, another seed another, and κ lies within."""
    value = kappa(GOLD, GIVEN, LEVELS, weights)
    first, again, other = (
        kappa_interval(GOLD, GIVEN, LEVELS, weights, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again != other
    assert first.interval is not None
    assert value is not None
    assert first.interval.lower < value < first.interval.upper


def test_resamples_without_a_kappa_are_left_out_and_counted() -> None:
    """Of three vignettes, two alike, a third of the resamples show one rank only."""
    result = kappa_interval([0, 0, 1], [0, 0, 1], 2, "unweighted", seed=3, resamples=3000)
    assert 900 < result.left_out < 1100
    assert result.interval is not None
    assert (result.interval.lower, result.interval.upper) == (1, 1)


@pytest.mark.parametrize("rows", [[], [(1, 1)] * 5])
def test_bootstrap_of_what_is_not_estimable_is_empty(rows: list[tuple[int, int]]) -> None:
    """Where κ is not estimable no resample is, and there is no interval."""
    result = kappa_interval(*columns(rows), LEVELS, "linear", seed=1, resamples=20)
    assert (result.interval, result.resamples, result.left_out) == (None, 20, 20)


def test_bootstrap_refuses_what_it_cannot_use() -> None:
    """No resamples and an impossible confidence are errors."""
    with pytest.raises(ValueError, match="resamples must be at least 1, not 0"):
        kappa_interval(GOLD, GIVEN, LEVELS, "linear", seed=1, resamples=0)
    with pytest.raises(ValueError, match="confidence must lie strictly between 0 and 1"):
        kappa_interval([], [], LEVELS, "linear", seed=1, confidence=95)


def test_bowker_known_answer() -> None:
    """A worked drug trial has chi-squared 12.27 with 3 degrees of freedom, p = 0.006508."""
    result = bowker([[14, 7, 9], [5, 26, 19], [1, 7, 12]])
    assert result.statistic == pytest.approx(4 / 12 + 64 / 10 + 144 / 26, rel=1e-15)
    assert result.degrees_of_freedom == 3
    assert result.p_value == pytest.approx(0.006508, abs=5e-7)


def test_bowker_of_two_levels_is_mcnemar_without_correction() -> None:
    """With two levels the statistic is (b - c)² / (b + c) on one degree of freedom."""
    result = bowker([[10, 9], [1, 10]])
    assert (result.statistic, result.degrees_of_freedom) == (6.4, 1)


def test_bowker_leaves_out_pairs_without_a_vignette() -> None:
    """A level that never occurs changes neither statistic, degrees of freedom nor p."""
    smaller = bowker([[10, 9], [1, 10]])
    assert bowker([[10, 9, 0], [1, 10, 0], [0, 0, 0]]) == smaller


@pytest.mark.parametrize("table", [[], [[5]], [[5, 0], [0, 5]], [[0, 0], [0, 0]]])
def test_bowker_of_nothing_off_the_diagonal_is_1(table: list[list[int]]) -> None:
    """Without a disagreement there is no evidence of asymmetry: p is 1."""
    result = bowker(table)
    assert (result.statistic, result.degrees_of_freedom, result.p_value) == (0, 0, 1)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2], [3]], "row 1 has 1 counts in a table of 2 rows"),
        ([[1, 2]], "row 0 has 2 counts in a table of 1 rows"),
        ([[1, 2], [-3, 4]], r"table\[1\]\[0\] must be a whole number"),
    ],
)
def test_bowker_refuses_what_is_no_square_of_counts(table: list[list[int]], message: str) -> None:
    """A table that is not square, or an entry that is no count, is an error that says where."""
    with pytest.raises(ValueError, match=message):
        bowker(table)


@laws
@given(small_tables)
def test_bowker_ignores_direction_and_diagonal(table: list[list[int]]) -> None:
    """Exchanging gold and given, or changing the agreements, changes nothing; p is in [0, 1]."""
    result = bowker(table)
    transposed = [list(column) for column in zip(*table, strict=True)]
    cleared = [[0 if i == j else table[i][j] for j in range(3)] for i in range(3)]
    assert bowker(transposed) == bowker(cleared) == result
    assert 0 <= result.p_value <= 1
