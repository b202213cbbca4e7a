"""The tables behind the oracle's statistics are those of our outcomes and our comparison."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from typing import Any, Final

from evaluation.comparison import compare
from evaluation.outcomes import Outcome
from evaluation.statistics.agreement import confusion
from evaluation.statistics.paired import PairedCounts
from tests.evaluation.kit.oracle import LEVELS, Row, by_app, outcome_of

Oracle = dict[str, Any]
Tables = dict[tuple[str, ...], tuple[int, ...]]
# Two of the three are endpoints of a comparison, by what fails there.
ENDPOINTS: Final = {"safety": "under_triage", "emergency_detected": "missed_red_flag"}


def outcomes_of(rows: Sequence[Row]) -> dict[str, tuple[Outcome, ...]]:
    """The outcomes of each symptom checker."""
    return {app: tuple(outcome_of(row) for row in found) for app, found in by_app(rows).items()}


def both_answered(
    first: Sequence[Outcome], second: Sequence[Outcome]
) -> tuple[list[Outcome], list[Outcome]]:
    """The vignettes that both symptom checkers answered."""
    kept = {o.vignette for o in first if o.is_ok} & {o.vignette for o in second if o.is_ok}
    return [o for o in first if o.vignette in kept], [o for o in second if o.vignette in kept]


def right_in_both(
    first: Sequence[Outcome], second: Sequence[Outcome], is_right: Callable[[Outcome], bool]
) -> PairedCounts:
    """The four counts of being right, with the second as the baseline."""
    after = {o.vignette: is_right(o) for o in first}
    sides = [(is_right(o), after[o.vignette]) for o in second]
    return PairedCounts(
        n11=sides.count((True, True)),
        n10=sides.count((True, False)),
        n01=sides.count((False, True)),
        n00=sides.count((False, False)),
    )


def counts_of(first: Sequence[Outcome], second: Sequence[Outcome]) -> dict[str, PairedCounts]:
    """The four counts for each of the oracle's three metrics, with the second as the baseline."""
    compared = compare(second, first, reports_red_flags=False)
    found = {"accuracy": right_in_both(first, second, lambda o: o.is_acceptable)}
    for theirs, ours in ENDPOINTS.items():
        endpoint = compared.endpoint(ours)
        assert endpoint is not None
        found[theirs] = endpoint.counts
    return found


@cache
def paired_tables(rows: tuple[Row, ...]) -> Tables:
    """Ours for each two symptom checkers, by their names, the way to count and the metric.

    The oracle's n10 are those only its first met, which is our candidate; its first is the one
    that comes first in the alphabet.
    """
    alphabetical = sorted(outcomes_of(rows).items(), key=lambda named: named[0].casefold())
    found: dict[tuple[str, ...], tuple[int, ...]] = {}
    for (a, first), (b, second) in combinations(alphabetical, 2):
        for mode, (left, right) in {
            "answered_by_both": both_answered(first, second),
            "not_answered_is_failure": (list(first), list(second)),
        }.items():
            for metric, c in counts_of(left, right).items():
                found[a, b, mode, metric] = (c.n, c.n11, c.n01, c.n10, c.n00)
    return found


def test_paired_counts(oracle: Oracle, rows: tuple[Row, ...]) -> None:
    """All 1,386 paired tables come out of the data: 231 pairs, two ways to count, three metrics.

    Safety and detected emergencies are read from our comparison of two versions.
    """
    theirs = {
        (row["A"], row["B"], row["mode"], row["metric"]): (
            row["n"], row["n11"], row["n10"], row["n01"], row["n00"],
        )
        for row in oracle["paired"]
    }  # fmt: skip
    assert len(theirs) == len(oracle["paired"]) == 1386
    assert paired_tables(rows) == theirs


def test_confusion_tables(oracle: Oracle, rows: tuple[Row, ...]) -> None:
    """All 22 tables of gold by advice come out of the data; the oracle has emergencies first."""
    top = len(LEVELS) - 1
    ours = {}
    for app, outcomes in outcomes_of(rows).items():
        answered = [o for o in outcomes if o.is_ok]
        gold = [top - o.expected.preferred for o in answered]
        table = confusion(gold, [top - o.given for o in answered], len(LEVELS))
        ours[app] = (len(answered), [list(row) for row in table])
    assert ours == {app: (row["n"], row["table"]) for app, row in oracle["kappa"].items()}
