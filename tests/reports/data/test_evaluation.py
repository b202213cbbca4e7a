"""A whole run as plain data, each of its rates with k and n."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.metrics import METRICS, OF_RED_FLAGS
from evaluation.outcomes import Outcome
from evaluation.runs.record import RunRecord
from reports.data.evaluation import run_to_data
from tests.reports.reported import report_of
from triage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome


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
    report = report_of(outcomes, record, words, smallest=2)
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
    """Statuses, escalations, detection, distances and confusion."""
    data = reported(outcomes, record, toaster)
    assert data["schema"] == "triage-evaluation/2"
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
    assert data["by_agreement"] is None
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
    assert data["subgroups"] == []
    assert data["single_runs"] == {}


def test_why_there_is_no_answer_is_counted_by_reason(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """As the text has it, and all reasons; nothing where all are answered."""
    broken = [outcome(f"v{n}", (2, 2), None) for n in range(3)]
    right = outcome("right", (0, 0), 0)
    assert reported([*broken, right], record, toaster)["no_answer"] == [
        {"reason": "it broke", "n": 3}
    ]
    assert reported([right], record, toaster)["no_answer"] == []


def test_an_engine_that_reports_no_red_flags_has_no_detection(
    outcomes: list[Outcome], record: RunRecord, toaster: Vocabulary
) -> None:
    """What it does not report is null, and no rate of zero."""
    data = reported(outcomes, replace(record, reports_red_flags=False), toaster)
    assert data["detection_by_action"] is None
    assert data["per_red_flag"] == []
    for metrics in (data["metrics"], *(found["metrics"] for found in data["subgroups"])):
        assert OF_RED_FLAGS.isdisjoint(metrics)
    (note,) = data["engine_notes"]
    assert note.startswith("This engine reports no red flags")


def test_a_subgroup_has_every_rate_and_which_of_them_say_nothing(
    outcomes: list[Outcome], record: RunRecord, toaster: Vocabulary
) -> None:
    """In their order, each with k, n, intervals and a word on whether that is too few."""
    data = reported(outcomes, record, toaster)
    sizes = [(one["field"], one["name"], one["n"], one["too_few"]) for one in data["subgroups"]]
    assert sizes == [
        ("kind", "canonical", 3, False),
        ("kind", "near_miss", 1, True),
        ("document", "not known", 4, False),
    ]
    canonical, near_miss, whole = (one["metrics"] for one in data["subgroups"])
    for name, rate in whole.items():
        assert rate == data["metrics"][name] | {"too_few": rate["n"] < 2}
    assert canonical["missed_red_flag_rate"].items() >= {"k": 1, "n": 2, "too_few": False}.items()
    assert canonical["false_flag_rate"].items() >= {"k": 1, "n": 1, "too_few": True}.items()
    assert {rate["too_few"] for rate in near_miss.values()} == {True}


def test_several_runs_give_the_ends_of_each_rate(
    outcomes: list[Outcome], record: RunRecord, toaster: Vocabulary
) -> None:
    """The lowest and the highest of the single runs, beside the rates that count."""
    right, missed, *_ = outcomes
    torn = replace(missed, repeats=(missed.result, replace(right.result, disposition=2)))
    data = reported([right, torn], replace(record, repeat=2), toaster)
    assert set(data["single_runs"]) == set(data["metrics"]) - {"unknown_robustness"}
    ends = data["single_runs"]["missed_red_flag_rate"]
    assert [(ends[end]["k"], ends[end]["n"]) for end in ("lowest", "highest")] == [(0, 2), (1, 2)]
    assert data["metrics"]["missed_red_flag_rate"]["k"] == 1
    (note,) = data["engine_notes"]
    assert note.startswith("Asked 2 times over: ")
