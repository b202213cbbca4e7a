"""Tables for people who look closer: outcomes as data frames, and what is counted from them.

pandas and scikit-learn are imported here and not by the gate, which starts without them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from evaluation.outcomes import Outcome
from evaluation.statistics.agreement import BootstrapInterval, Weights, kappa, kappa_interval

NO_ANSWER = "(no answer)"
_SEED = 20_240_229  # any fixed number: the same run gives the same interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Cohen's κ of preferred and given disposition over the answered vignettes.

    ``value`` and ``interval`` are ``None`` where they are not estimable.
    """

    weights: str
    n: int
    value: float | None
    interval: BootstrapInterval | None


def outcome_frame(outcomes: Sequence[Outcome], dispositions: Sequence[str]) -> pd.DataFrame:
    """One row for each vignette; no rows for no outcomes.

    ``expected`` and ``given`` are ordered categories, the least urgent first; ``given`` is missing
    where there is no answer.
    """
    levels = pd.CategoricalDtype(list(dispositions), ordered=True)
    rows = [_row(outcome, dispositions) for outcome in outcomes]
    columns = list(_COLUMNS)
    frame = pd.DataFrame(rows, columns=pd.Index(columns))
    return frame.astype({"floor": levels, "expected": levels, "ceiling": levels, "given": levels})


_COLUMNS = (
    "vignette",
    "family",
    "kind",
    "floor",
    "expected",
    "ceiling",
    "given",
    "status",
    "acceptable",
    "under_triaged",
    "over_triaged",
    "missed_red_flag",
)


def confusion(frame: pd.DataFrame) -> pd.DataFrame:
    """Vignettes by preferred (rows) and given disposition (columns), with a column for no answer.

    Every disposition has its row and column, also where nothing falls into it.
    """
    levels = list(frame["expected"].cat.categories)
    given = frame["given"].cat.add_categories([NO_ANSWER]).fillna(NO_ANSWER)
    table = pd.crosstab(frame["expected"], given, dropna=False)
    return table.reindex(index=levels, columns=[*levels, NO_ANSWER], fill_value=0)


def by_agreement(
    frame: pd.DataFrame, rated: Iterable[str], disputed: Iterable[str]
) -> pd.DataFrame:
    """How many are acceptable, under, over and missed: raters agree, in dispute, or not rated.

    A vignette in dispute stays in every metric; here it can be seen whether the engine fails where
    people differ, or where they do not.
    """
    names = {
        **dict.fromkeys(rated, "raters agree"),
        **dict.fromkeys(disputed, "in dispute"),
    }
    strata = [names.get(name, "not rated") for name in frame["vignette"]]
    counted = frame.assign(n=1, stratum=strata).groupby("stratum", observed=True)[
        ["n", "acceptable", "under_triaged", "over_triaged", "missed_red_flag"]
    ]
    return counted.sum().astype(int).sort_index()


def agreement(outcomes: Sequence[Outcome], levels: int) -> Mapping[str, Agreement]:
    """κ unweighted, linear and quadratic, each with a seeded bootstrap interval."""
    answered = [o for o in outcomes if o.is_ok]
    gold = [o.expected.preferred for o in answered]
    given = [o.given for o in answered]
    found: dict[str, Agreement] = {}
    for weights in _WEIGHTS:
        value = kappa(gold, given, levels, weights)
        interval = (
            None if value is None else kappa_interval(gold, given, levels, weights, seed=_SEED)
        )
        found[weights] = Agreement(weights=weights, n=len(answered), value=value, interval=interval)
    return found


_WEIGHTS: tuple[Weights, ...] = ("unweighted", "linear", "quadratic")


def _row(outcome: Outcome, dispositions: Sequence[str]) -> dict[str, object]:
    expected, given = outcome.expected, outcome.result.disposition
    return {
        "vignette": outcome.vignette,
        "family": outcome.family,
        "kind": outcome.kind,
        "floor": dispositions[expected.floor],
        "expected": dispositions[expected.preferred],
        "ceiling": dispositions[expected.ceiling],
        "given": None if given is None else dispositions[given],
        "status": outcome.result.status.value,
        "acceptable": outcome.is_acceptable,
        "under_triaged": outcome.is_under_triaged,
        "over_triaged": outcome.is_over_triaged,
        "missed_red_flag": outcome.misses_red_flag,
    }
