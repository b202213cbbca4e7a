"""The same numbers from R: every statistic of the oracle, row by row, to 1e-9.

The oracle calls its Newcombe and Tango columns the least certain; ours agree with all of them.
There are two exceptions, each a test of its own that says why: mid-p where both versions have
equally many vignettes to themselves, and Bowker's test where R has no value.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import pytest

from evaluation.statistics.agreement import Weights, bowker, confusion, kappa
from evaluation.statistics.intervals import (
    Interval,
    clopper_pearson,
    clopper_pearson_upper,
    wilson,
)
from evaluation.statistics.paired import (
    PairedCounts,
    mcnemar_exact,
    mcnemar_midp,
    newcombe,
    tango,
)

Oracle = dict[str, Any]


def close(expected: object) -> object:
    """Equal to nine digits, absolutely or relatively."""
    return pytest.approx(expected, abs=1e-9, rel=1e-9)


def bounds(interval: Interval | None) -> list[float]:
    """Both bounds as the oracle lists them."""
    assert interval is not None
    return [interval.lower, interval.upper]


def paired_counts(row: Oracle) -> PairedCounts:
    """A row of the oracle, whose difference is A - B: A as the candidate, B as the baseline."""
    return PairedCounts(n11=row["n11"], n10=row["n01"], n01=row["n10"], n00=row["n00"])


def is_balanced(row: Oracle) -> bool:
    """Whether the discordant vignettes, of which there are some, fall equally to both sides."""
    return bool(row["n10"] == row["n01"] > 0)


def vignettes(table: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Gold and given ranks, one vignette after another, of a table of counts."""
    places = range(len(table))
    rows = [(i, j) for i, j in product(places, places) for _ in range(table[i][j])]
    return [gold for gold, _ in rows], [given for _, given in rows]


def proportions(part: object) -> Iterator[Oracle]:
    """Every entry with k, n and intervals, at any depth."""
    if isinstance(part, dict):
        if {"k", "n", "wilson"} <= part.keys():
            yield part
        for inner in part.values():
            yield from proportions(inner)


def test_one_proportion(oracle: Oracle) -> None:
    """All 15 proportions have R's Wilson and exact intervals and exact one-sided bound."""
    assert len(oracle["one_proportion"]) == 15
    for row in oracle["one_proportion"]:
        k, n = row["k"], row["n"]
        assert bounds(wilson(k, n)) == close(row["wilson"])
        assert bounds(clopper_pearson(k, n)) == close(row["clopper_pearson"])
        assert clopper_pearson_upper(k, n) == close(row["cp_one_sided_upper95"])


def test_reference_proportions(golden: Oracle) -> None:
    """Every proportion of the reference, overall and per symptom checker, has its intervals."""
    rows = list(proportions(golden["reference"]))
    assert len(rows) > 300
    for row in rows:
        assert bounds(wilson(row["k"], row["n"])) == close(row["wilson"])
        assert bounds(clopper_pearson(row["k"], row["n"])) == close(row["clopper_pearson"])


def test_paired_tests(oracle: Oracle) -> None:
    """All 1,386 paired tables have R's exact McNemar p, and all but the balanced its mid-p."""
    assert len(oracle["paired"]) == 1386
    for row in oracle["paired"]:
        assert mcnemar_exact(paired_counts(row)) == close(row["mcnemar_exact"])
        if not is_balanced(row):
            assert mcnemar_midp(paired_counts(row)) == close(row["mcnemar_midp"])


def test_midp_of_balanced_tables_is_that_of_the_paper_not_of_the_oracle(oracle: Oracle) -> None:
    """On 92 tables with n10 = n01 > 0 the oracle takes off P(X = m) where the paper takes off half.

    Fagerland, Lydersen and Laake, in the supplement of doi:10.1186/1471-2288-13-91, give
    1 - P(X = m) / 2 for n10 = n01. The oracle extends the formula for unequal sides, the exact p
    less P(X = m), after the exact p was cut to 1: 1 - P(X = m), as if the observed outcome were
    two. Ours therefore lies half-way between the oracle and 1. No other oracle row is affected.
    """
    balanced = [row for row in oracle["paired"] if is_balanced(row)]
    assert len(balanced) == 92
    for row in balanced:
        assert mcnemar_midp(paired_counts(row)) == close((1 + row["mcnemar_midp"]) / 2)


def test_paired_intervals(oracle: Oracle) -> None:
    """All 1,374 paired tables with a vignette have the oracle's Newcombe and Tango intervals.

    The difference that it gives before each is what the counts say: fixed less missed, of all.
    """
    rows = [row for row in oracle["paired"] if row["n"] > 0]
    assert len(rows) == 1374
    for row in rows:
        counts = paired_counts(row)
        difference = (counts.n01 - counts.n10) / counts.n
        assert [difference, *bounds(newcombe(counts))] == close(row["newcombe_diff"])
        assert [difference, *bounds(tango(counts))] == close(row["tango_diff"])


def test_paired_intervals_of_nothing(oracle: Oracle) -> None:
    """On the 12 paired tables without a vignette neither the oracle nor we have an interval."""
    rows = [row for row in oracle["paired"] if row["n"] == 0]
    assert len(rows) == 12
    for row in rows:
        assert row["newcombe_diff"] == row["tango_diff"] == [None, None, None]
        assert newcombe(paired_counts(row)) is tango(paired_counts(row)) is None


def test_the_oracle_takes_first_minus_second(oracle: Oracle) -> None:
    """Read with A as the baseline instead, the intervals are the oracle's, negated and swapped."""
    for row in oracle["paired"]:
        if row["n"] > 0:
            table = PairedCounts(n11=row["n11"], n10=row["n10"], n01=row["n01"], n00=row["n00"])
            _, lower, upper = row["newcombe_diff"]
            assert bounds(newcombe(table)) == close([-upper, -lower])
            _, lower, upper = row["tango_diff"]
            assert bounds(tango(table)) == close([-upper, -lower])


def test_tango_without_a_discordant_pair(golden: Oracle) -> None:
    """With nothing discordant Tango's upper limit is the oracle's at every n it lists."""
    for n, upper in golden["tango_upper_zero_discordant"].items():
        table = PairedCounts(n11=int(n), n10=0, n01=0, n00=0)
        assert bounds(tango(table)) == close([-upper, upper])


def test_kappa(oracle: Oracle) -> None:
    """All 66 kappas, three weightings of 22 symptom checkers, are R's."""
    weightings: tuple[Weights, ...] = ("unweighted", "linear", "quadratic")
    compared = 0
    for row in oracle["kappa"].values():
        for weights in weightings:
            assert kappa(*vignettes(row["table"]), 3, weights) == close(row[weights])
            compared += 1
    assert compared == 66


def test_confusion(oracle: Oracle) -> None:
    """All 22 tables are rebuilt from their vignettes."""
    for row in oracle["kappa"].values():
        table = confusion(*vignettes(row["table"]), 3)
        assert [list(counts) for counts in table] == row["table"]


def test_bowker(oracle: Oracle) -> None:
    """Bowker's test is R's, degrees of freedom included, on the 9 tables where R has a value."""
    compared = 0
    for name, row in oracle["bowker"].items():
        if row["stat"] is not None:
            ours = bowker(oracle["kappa"][name]["table"])
            assert ours.degrees_of_freedom == row["df"]
            assert (ours.statistic, ours.p_value) == close((row["stat"], row["p"]))
            compared += 1
    assert compared == 9


def test_bowker_has_a_value_where_r_divides_0_by_0(oracle: Oracle) -> None:
    """On the 13 tables with an empty pair of cells R has NaN and 3 degrees of freedom.

    Ours leaves the empty pairs out, with their degrees of freedom.
    """
    compared = 0
    for name, row in oracle["bowker"].items():
        table = oracle["kappa"][name]["table"]
        pairs = [(table[i][j], table[j][i]) for i, j in ((0, 1), (0, 2), (1, 2))]
        assert (row["stat"] is None) == any(sum(pair) == 0 for pair in pairs)
        if row["stat"] is None:
            ours = bowker(table)
            terms = [(a - b) ** 2 / (a + b) for a, b in pairs if a + b]
            assert ours.statistic == close(sum(terms))
            assert 0 < ours.degrees_of_freedom == len(terms) < row["df"] == 3
            compared += 1
    assert compared == 13
