"""Rates, intervals and scores as plain data, each with its k and n."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.metrics import METRICS, Rate, score
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run, RunRecord
from evaluation.statistics.intervals import Interval
from evaluation.tables import agreement, by_kind, confusion, outcome_frame
from reports.data.evaluation import run_to_data
from reports.data.rates import interval_to_data, rate_to_data
from reports.render.scores import Report
from triage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome

NO_INTERVAL: dict[str, Any] = {"wilson_95": None, "upper_bound_95": None}


def test_a_rate_has_both_counts_and_both_intervals() -> None:
    """By vignettes and by families; the intervals are over families."""
    data = rate_to_data(Rate(name="accuracy", k=3, n=4, family_k=0, family_n=2))
    wilson, upper = data.pop("wilson_95"), data.pop("upper_bound_95")
    assert data == {
        "name": "accuracy",
        "title": "Accuracy",
        "k": 3,
        "n": 4,
        "value": 0.75,
        "family_k": 0,
        "family_n": 2,
        "describes": "this library, not patients",
    }
    assert wilson == pytest.approx([0.0, 0.657620], abs=1e-6)
    assert upper == pytest.approx(1 - 0.05**0.5)


def test_a_rate_of_nothing_is_null_and_never_a_number() -> None:
    """0 of 0 is not estimable: no value and no interval."""
    data = rate_to_data(Rate(name="accuracy", k=0, n=0, family_k=0, family_n=0))
    assert data["value"] is None
    assert (data["k"], data["n"]) == (0, 0)
    assert data.items() >= NO_INTERVAL.items()


def test_a_rate_of_one_red_flag_is_called_by_the_red_flag() -> None:
    """What has no title of its own is called by its name."""
    rate = Rate(name="fire", k=0, n=1, family_k=0, family_n=1)
    assert rate_to_data(rate)["title"] == "fire"


def test_an_interval_is_its_two_ends() -> None:
    """The lower end first; nothing where it is not estimable."""
    interval = Interval(lower=0.25, upper=0.5, confidence=0.95, method="by hand")
    assert interval_to_data(interval) == [0.25, 0.5]
    assert interval_to_data(None) is None


@pytest.fixture
def outcomes(outcome: "MakeOutcome") -> list[Outcome]:
    """Right, missed, broken and over-triaged, two of one family."""
    return [
        outcome("right", (1, 1), 1, needs=("current",), raised=("current",)),
        outcome("missed", (2, 2), 0, needs=("fire",), kind="near_miss"),
        outcome("broken", (2, 2), None, needs=("fire",), family="missed"),
        outcome("over", (0, 0), 2, denies=("fire",), raised=("fire",)),
    ]


def reported(outcomes: Sequence[Outcome], record: RunRecord, words: Vocabulary) -> dict[str, Any]:
    """The data of a run, through JSON and back."""
    frame = outcome_frame(outcomes, record.dispositions)
    report = Report(
        run=Run(record=record, outcomes=tuple(outcomes)),
        scores=score(outcomes, threshold=1, top=2, reports_red_flags=record.reports_red_flags),
        threshold=words.scale["mend"],
        robustness=Rate(name="unknown_robustness", k=1, n=2, family_k=1, family_n=2),
        agreement=agreement(outcomes, len(record.dispositions)),
        confusion=confusion(frame),
        by_kind=by_kind(frame),
    )
    data: dict[str, Any] = json.loads(json.dumps(run_to_data(report), allow_nan=False))
    return data


def test_a_run_has_every_metric_with_k_and_n(
    outcomes: list[Outcome], record: RunRecord, toaster: Vocabulary
) -> None:
    """Every metric of the definitions is there, in whole numbers of vignettes and families."""
    metrics = reported(outcomes, record, toaster)["metrics"]
    more = {"flag_level_miss_rate", "pathway_recall", "pathway_precision", "unknown_robustness"}
    assert set(metrics) == {metric.name for metric in METRICS} | more
    for name, rate in metrics.items():
        assert rate["name"] == name
        assert all(type(rate[count]) is int for count in ("k", "n", "family_k", "family_n"))
        assert rate["value"] == (rate["k"] / rate["n"] if rate["n"] else None)
    missed = metrics["missed_red_flag_rate"]
    assert [missed[count] for count in ("k", "n", "family_k", "family_n")] == [2, 3, 1, 2]


def test_a_run_has_its_counts_and_tables(
    outcomes: list[Outcome], record: RunRecord, toaster: Vocabulary
) -> None:
    """Statuses, escalations, detection, distances, confusion and kinds."""
    data = reported(outcomes, record, toaster)
    assert data["schema"] == "triage-evaluation/1"
    assert data["disclaimer"] == (
        "A reference for testing software, made by nobody clinical. Not medical advice."
    )
    assert data["run"]["engine"] == "toaster@0.1.0"
    assert data["n"] == 4
    assert data["statuses"]["ok"] == 3
    assert data["statuses"]["error"] == 1
    assert data["escalation_threshold"] == "mend"
    assert data["escalations"] == {
        "true": 1,
        "missed": 2,
        "true_non": 0,
        "false": 1,
        "straddling": 0,
        "balanced_accuracy": pytest.approx(1 / 6),
    }
    assert data["detection_by_action"] == {
        "both": 1,
        "detected_only": 0,
        "acted_only": 0,
        "neither": 2,
    }
    assert [(flag["name"], flag["k"], flag["n"]) for flag in data["per_red_flag"]] == [
        ("fire", 2, 2),
        ("current", 0, 1),
    ]
    assert data["under_triage_by_levels"] == {"2": 1}
    assert data["over_triage_by_levels"] == {"2": 1}
    assert data["confusion"] == {
        "keep": {"keep": 0, "mend": 0, "unplug": 1, "(no answer)": 0},
        "mend": {"keep": 0, "mend": 1, "unplug": 0, "(no answer)": 0},
        "unplug": {"keep": 1, "mend": 0, "unplug": 0, "(no answer)": 1},
    }
    zero = {"acceptable": 0, "under_triaged": 0, "over_triaged": 0, "missed_red_flag": 0}
    assert data["by_kind"] == {
        "canonical": zero | {"n": 3, "acceptable": 1, "over_triaged": 1, "missed_red_flag": 1},
        "near_miss": zero | {"n": 1, "under_triaged": 1, "missed_red_flag": 1},
    }
    assert data["not_as_expected"] == ["broken", "missed", "over"]
    assert [vignette["id"] for vignette in data["vignettes"]] == [
        "right",
        "missed",
        "broken",
        "over",
    ]
    assert data["vignettes"][2]["result"]["status"] == "error"


def test_agreement_says_of_how_many(
    outcomes: list[Outcome], record: RunRecord, toaster: Vocabulary
) -> None:
    """Each kappa has its n, over the answered vignettes, and an interval around it."""
    kappas = reported(outcomes, record, toaster)["kappa"]
    assert set(kappas) == {"unweighted", "linear", "quadratic"}
    for kappa in kappas.values():
        assert kappa["n"] == 3
        low, high = kappa["bootstrap_95"]
        assert low - 1e-9 <= kappa["value"] <= high + 1e-9


def test_a_run_of_nothing_is_nothing_estimable(record: RunRecord, toaster: Vocabulary) -> None:
    """No vignettes give no rate, no kappa and no NaN."""
    data = reported([], record, toaster)
    assert {rate["value"] for name, rate in data["metrics"].items() if "unknown" not in name} == {
        None
    }
    assert {kappa["value"] for kappa in data["kappa"].values()} == {None}
    assert {kappa["bootstrap_95"] for kappa in data["kappa"].values()} == {None}
    assert data["escalations"]["balanced_accuracy"] is None
    assert data["by_kind"] == {}


def test_an_engine_that_reports_no_red_flags_has_no_detection(
    outcomes: list[Outcome], record: RunRecord, toaster: Vocabulary
) -> None:
    """What it does not report is null, and no rate of zero."""
    data = reported(outcomes, replace(record, reports_red_flags=False), toaster)
    assert data["detection_by_action"] is None
    assert data["per_red_flag"] == []
    assert "flag_level_miss_rate" not in data["metrics"]
    assert "missed_red_flag_rate_by_detection" not in data["metrics"]
