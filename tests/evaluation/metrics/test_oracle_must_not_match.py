"""What the same package computes wrongly is not ours, and we know how it came about.

Its inclination to over-triage is a share of under-triage, and its upper bounds are its lower ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Final

from evaluation.metrics import Rate
from evaluation.statistics.intervals import critical_value, wilson
from tests.evaluation.kit.oracle import (
    LEVELS,
    Row,
    Tree,
    by_app,
    differences,
    is_same,
    leaves,
    outcome_of,
    scored,
)
from tests.evaluation.kit.oracle_ours import (
    answered,
    counted,
    must_match,
    of_level,
    rate_of_stored,
)

INCLINATION: Final = "inclination_to_overtriage"
PER_APP: Final = f"{INCLINATION}_per_app_UPSTREAM_AS_RUN"
OVERALL: Final = f"{INCLINATION}_overall_UPSTREAM_AS_RUN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An interval of the package: k of n, ``used`` as n in its formula, shown times ``scale``."""

    path: str
    k: int
    n: int
    used: int
    scale: int


@cache
def intervals(rows: tuple[Row, ...]) -> tuple[Shown, ...]:
    """Every interval that the package gives, by the path to it."""
    return tuple(_intervals(rows))


def _intervals(rows: tuple[Row, ...]) -> Iterator[Shown]:
    apps = by_app(rows)
    for level in LEVELS:
        yield _shown(f"accuracy_by_triage_overall | {level}", rate_of_stored(of_level(rows, level)))
        for app, found in apps.items():
            rate = rate_of_stored(of_level(found, level))
            yield _shown(f"accuracy_by_triage_per_app | {app}, {level}", rate)
    named = [("per_app", app, found) for app, found in apps.items()]
    for part, name, found in [("overall", "0", rows), *named]:
        yield _shown(f"accuracy_{part} | {name}", rate_of_stored(found), used=len(found))
        for what, rate in (
            (f"safety_{part}", scored(answered(found)).rates["safety_of_advice"]),
            (f"comprehensiveness_{part}", _coverage(found)),
            (f"{INCLINATION}_{part}_UPSTREAM_AS_RUN", under_triaged(found)),
        ):
            yield _shown(f"{what} | percentage | {name}", rate, scale=100)


def _coverage(rows: Sequence[Row]) -> Rate:
    return scored([outcome_of(row) for row in rows]).rates["coverage"]


def _shown(path: str, rate: Rate, *, used: int = 0, scale: int = 1) -> Shown:
    return Shown(path=path, k=rate.k, n=rate.n, used=used or rate.n, scale=scale)


def as_the_package_does(shown: Shown) -> tuple[float, float]:
    """Wald's interval cut at 0 and 1, whose upper bound is the lower one unless it was cut."""
    share = shown.k / shown.n
    reach = critical_value(0.95) * sqrt(share * (1 - share) / shown.used)
    lower = max(0.0, share - reach)
    return lower * shown.scale, (1.0 if share + reach > 1 else lower) * shown.scale


@cache
def inclination(rows: tuple[Row, ...]) -> tuple[Tree, Tree]:
    """The package's inclination per symptom checker and overall, from our under-triage."""
    names = ("overtriage", "undertriage")
    per_app = {f"{app}, ": under_triaged(found) for app, found in by_app(rows).items()}
    overall = {"": under_triaged(rows)}
    return counted(per_app, INCLINATION, names), counted(overall, INCLINATION, names)


def under_triaged(rows: Sequence[Row]) -> Rate:
    """Those whose advice is not urgent enough, of all that are answered."""
    scores = scored(answered(rows))
    k = sum(scores.under_by_steps.values())
    return Rate(name="under", k=k, n=scores.n, family_k=k, family_n=scores.n)


def as_run(golden: Tree) -> dict[str, object]:
    """The package's output with intervals, value by value."""
    return leaves(golden["must_NOT_match"]["confidence_intervals"]["output"])


def test_no_interval_of_the_package_is_ours(golden: Tree, rows: tuple[Row, ...]) -> None:
    """None of its 161 pairs of bounds is the Wilson interval, which is the reference's and ours."""
    theirs = as_run(golden)
    found = intervals(rows)
    assert len(found) == len([path for path in theirs if path.endswith("lower_ci")]) == 161
    for shown in found:
        ours = wilson(shown.k, shown.n)
        assert ours is not None
        pairs = ((ours.lower, "lower_ci"), (ours.upper, "upper_ci"))
        assert not all(
            is_same(bound * shown.scale, theirs[f"{shown.path} | {name}"]) for bound, name in pairs
        )


def test_how_the_package_came_by_its_intervals(golden: Tree, rows: tuple[Row, ...]) -> None:
    """Wald, the lower bound for the upper one, and for accuracy the unanswered rows in n.

    Done so on purpose, our counts give each of its bounds to 1e-9, so that nothing else differs.
    The shares and counts beside the bounds are those of the other parts.
    """
    bounds = {
        f"{shown.path} | {name}": bound
        for shown in intervals(rows)
        for name, bound in zip(("lower_ci", "upper_ci"), as_the_package_does(shown), strict=True)
    }
    per_app, overall = inclination(rows)
    right = {name: part for name, part in must_match(rows).items() if name != "item_difficulty"}
    beside = leaves({**right, PER_APP: per_app, OVERALL: overall})
    assert differences(as_run(golden), {**beside, **bounds}) == []


def test_the_inclination_of_the_package_is_a_share_of_under_triage(
    golden: Tree, rows: tuple[Row, ...]
) -> None:
    """It counts under-triage as over-triage, and whatever else was answered as under-triage."""
    per_app, overall = inclination(rows)
    theirs = leaves(golden["must_NOT_match"]["inclination_to_overtriage"])
    assert differences(theirs, leaves({"per_app": per_app, "overall": overall}), ["why"]) == []


def test_the_inclination_of_the_package_is_never_ours(golden: Tree, rows: tuple[Row, ...]) -> None:
    """For none of the 22 symptom checkers, nor for all together, share or counts are the same."""
    theirs = leaves(golden["must_NOT_match"]["inclination_to_overtriage"])
    per_cent = f"percentage | {{}} | {INCLINATION}_percentage"
    groups = {
        f"per_app | {per_cent.format(app)}": (f"per_app | raw_numbers | {app}, ", found)
        for app, found in by_app(rows).items()
    }
    groups[f"overall | {per_cent.format(0)}"] = ("overall | raw_numbers | ", rows)
    for shown, (counts, found) in groups.items():
        rate = scored([outcome_of(row) for row in found]).rates["inclination_to_over_triage"]
        assert rate.value is not None
        assert not is_same(100 * rate.value, theirs[shown])
        over = theirs.get(f"{counts}overtriage | n", 0)
        under = theirs.get(f"{counts}undertriage | n", 0)
        assert (rate.k, rate.n - rate.k) != (over, under)
