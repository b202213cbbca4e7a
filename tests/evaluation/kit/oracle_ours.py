"""Our numbers in the shape of the oracle's, so that whole parts of it can be compared."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from evaluation.metrics import Rate
from evaluation.outcomes import Outcome
from evaluation.statistics.intervals import Interval, clopper_pearson, wilson
from evaluation.tables import NO_ANSWER, confusion, outcome_frame
from tests.evaluation.kit.oracle import (
    LEVELS,
    Row,
    Tree,
    as_stored,
    by_app,
    by_vignette,
    outcome_of,
    scored,
)

# Ours by the reference's name, over all rows and over the answered ones.
ALL_ROWS: Final = {
    "comprehensiveness": "coverage",
    "accuracy_derived_intention_to_triage": "accuracy",
    "safety_of_advice_intention_to_triage": "safety_of_advice",
    "inclination_to_overtriage_CORRECT": "inclination_to_over_triage",
    "emergency_missed_intention_to_triage": "missed_red_flag_rate",
}
ANSWERED_ROWS: Final = {
    "accuracy_derived": "accuracy",
    "safety_of_advice": "safety_of_advice",
    "undertriage_among_undertriageable": "under_triage_rate",
    "overtriage_among_overtriageable": "over_triage_rate",
    "emergency_sensitivity": "escalation_sensitivity",
}


@cache
def reference(rows: tuple[Row, ...]) -> Tree:
    """Every rate that the reference has: of all rows, of each symptom checker, of each vignette."""
    return {
        "level_rank": {name: place for place, name in enumerate(LEVELS, start=1)},
        "overall": _rates(rows),
        "per_app": {app: _rates(found) for app, found in by_app(rows).items()},
        "item_difficulty_stored_flag": {
            name: rate_of_stored(found).value for name, found in by_vignette(rows).items()
        },
        "item_difficulty_derived": {
            name: scored(answered(found)).rates["accuracy"].value
            for name, found in by_vignette(rows).items()
        },
    }


@cache
def must_match(rows: tuple[Row, ...]) -> Tree:
    """What the published package computes, from our metrics.

    Its accuracies rest on the stored column, over answered rows; ours are then those of outcomes
    that are right exactly where the column says so.
    """
    apps = by_app(rows)
    return {
        "accuracy_per_app": {app: {"accuracy": _stored(found)} for app, found in apps.items()},
        "accuracy_overall": {"0": {"accuracy": _stored(rows)}},
        "accuracy_by_triage_per_app": {
            f"{app}, {level}": {"accuracy": _stored(of_level(found, level))}
            for app, found in apps.items()
            for level in LEVELS
        },
        "accuracy_by_triage_overall": {
            level: {"accuracy": _stored(of_level(rows, level))} for level in LEVELS
        },
        "safety_per_app": _safety({f"{app}, ": found for app, found in apps.items()}),
        "safety_overall": _safety({"": rows}),
        "comprehensiveness_per_app": _coverage({f"{app}, ": found for app, found in apps.items()}),
        "comprehensiveness_overall": _coverage({"": rows}),
        "item_difficulty": {
            name: {"item_difficulty": _stored(found)} for name, found in by_vignette(rows).items()
        },
    }


def definition_spread(rows: Sequence[Row]) -> Tree:
    """Rates that papers call by one name, as far as they can be had from ours."""
    whole, over_answered = scored([outcome_of(row) for row in rows]), scored(answered(rows))
    under = sum(whole.under_by_steps.values())
    return {
        "undertriage": {
            "per all vignettes incl. not-answered": [under, whole.n],
            "per answered": [under, over_answered.n],
            "per answered that can be under-triaged (gold>self-care)": _k_and_n(
                over_answered.rates["under_triage_rate"]
            ),
            "false-negative rate emergencies, answered": _k_and_n(
                over_answered.rates["missed_red_flag_rate"]
            ),
            "emergencies not sent to emergency, intention-to-triage": _k_and_n(
                whole.rates["missed_red_flag_rate"]
            ),
        },
        "safety": {
            "strict, answered (symptomcheckR, MedAsk)": _k_and_n(
                over_answered.rates["safety_of_advice"]
            ),
            "strict, intention-to-triage": _k_and_n(whole.rates["safety_of_advice"]),
        },
    }


def answered(rows: Sequence[Row]) -> list[Outcome]:
    """The outcomes of the rows with an advice."""
    return [outcome_of(row) for row in rows if row.advice]


def of_level(rows: Sequence[Row], level: str) -> list[Row]:
    """The rows whose right answer is of one level."""
    return [row for row in rows if row.gold == level]


def rate_of_stored(rows: Sequence[Row]) -> Rate:
    """Our accuracy over answered rows, of outcomes that are right where the stored column is."""
    return scored([as_stored(row) for row in rows if row.advice]).rates["accuracy"]


def _stored(rows: Sequence[Row]) -> float | None:
    return rate_of_stored(rows).value


def _rates(rows: Sequence[Row]) -> Tree:
    outcomes = [outcome_of(row) for row in rows]
    whole, over_answered = scored(outcomes), scored(answered(rows))
    under = sum(whole.under_by_steps.values())
    over = sum(whole.over_by_steps.values())
    return {
        "n_rows": whole.n,
        "n_answered": whole.statuses["ok"],
        "n_not_answered": whole.statuses["abstained"],
        **{theirs: proportion(whole.rates[ours]) for theirs, ours in ALL_ROWS.items()},
        **{theirs: proportion(over_answered.rates[ours]) for theirs, ours in ANSWERED_ROWS.items()},
        "undertriage": share(under, over_answered.n),
        "overtriage": share(over, over_answered.n),
        "accuracy_stored_flag": proportion(rate_of_stored(rows)),
        "accuracy_by_triage_stored_flag": {
            level: proportion(rate_of_stored(of_level(rows, level))) for level in LEVELS
        },
        "confusion": _confusion(outcomes),
    }


def proportion(rate: Rate) -> Tree:
    """A rate with its two-sided intervals."""
    return share(rate.k, rate.n)


def share(k: int, n: int) -> Tree:
    """Counts with their quotient and intervals; ``None`` where there are none."""
    return {
        "k": k,
        "n": n,
        "estimate": k / n if n else None,
        "wilson": _bounds(wilson(k, n)),
        "clopper_pearson": _bounds(clopper_pearson(k, n)),
    }


def _bounds(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.lower, interval.upper]


def _confusion(outcomes: Sequence[Outcome]) -> Tree:
    table = confusion(outcome_frame(outcomes, LEVELS)).rename(columns={NO_ANSWER: "not_answered"})
    return {
        str(gold): {str(column): int(count) for column, count in row.items()}
        for gold, row in table.iterrows()
    }


def _safety(groups: Mapping[str, Sequence[Row]]) -> Tree:
    rates = {name: scored(answered(found)).rates for name, found in groups.items()}
    safe = {name: found["safety_of_advice"] for name, found in rates.items()}
    return counted(safe, "safety", ("safe advice", "unsafe advice"))


def _coverage(groups: Mapping[str, Sequence[Row]]) -> Tree:
    rates = {
        name: scored([outcome_of(row) for row in found]).rates["coverage"]
        for name, found in groups.items()
    }
    return counted(rates, "comprehensiveness", ("Advice given", "Advice not given"))


def counted(rates: Mapping[str, Rate], what: str, names: tuple[str, str]) -> Tree:
    """Counts of both kinds, left out where there are none of one, and the share in per cent.

    Groups are named as in rows of counts, ``"Ada, "``; all together are ``""``.
    """
    counts: dict[str, Any] = {}
    for group, rate in rates.items():
        for name, n in zip(names, (rate.k, rate.n - rate.k), strict=True):
            if n:
                counts[f"{group}{name}"] = {"n": n}
    per_cent = f"{what}_percentage"
    return {
        "raw_numbers": counts,
        "percentage": {
            group.removesuffix(", ") or "0": {per_cent: 100 * (rate.value or 0)}
            for group, rate in rates.items()
        },
    }


def _k_and_n(rate: Rate) -> list[int]:
    return [rate.k, rate.n]
