"""An evaluation as plain data. Imports pandas: only `triage evaluate` needs it."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from evaluation.describe import reasons
from evaluation.runs.format import outcome_to_data, record_to_data
from evaluation.subgroups import Subgroup
from evaluation.tables import Agreement
from reports.data.rates import interval_to_data, rate_to_data
from reports.disclaimer import DISCLAIMER
from reports.model.evaluation import Report


def run_to_data(report: Report) -> dict[str, Any]:
    """A run with its scores and every outcome."""
    run, scores = report.run, report.scores
    e, d = scores.escalations, scores.detection_by_action
    return {
        "schema": "triage-evaluation/2",
        "disclaimer": DISCLAIMER,
        "run": record_to_data(run.record),
        "engine_notes": list(report.notes),
        "n": scores.n,
        "statuses": dict(scores.statuses),
        "no_answer": [{"reason": reason, "n": n} for reason, n in reasons(run.outcomes)],
        "escalation_threshold": report.threshold.id,
        "metrics": {rate.name: rate_to_data(rate) for rate in report.rates},
        "single_runs": {
            name: {"lowest": rate_to_data(low), "highest": rate_to_data(high)}
            for name, (low, high) in report.spread.items()
        },
        "escalations": asdict(e) | {"balanced_accuracy": e.balanced_accuracy},
        "detection_by_action": asdict(d) if d else None,
        "per_red_flag": [rate_to_data(rate) for rate in scores.per_red_flag],
        "under_triage_by_levels": {str(k): n for k, n in scores.under_by_steps.items()},
        "over_triage_by_levels": {str(k): n for k, n in scores.over_by_steps.items()},
        "kappa": {weights: _kappa(found) for weights, found in report.agreement.items()},
        "confusion": _frame(report.confusion),
        "subgroups": [_subgroup(found) for found in report.subgroups],
        "by_agreement": None if report.by_agreement is None else _frame(report.by_agreement),
        "not_as_expected": [outcome.vignette for outcome in report.failures],
        "vignettes": [outcome_to_data(o, run.record.dispositions) for o in run.outcomes],
    }


def _subgroup(subgroup: Subgroup) -> dict[str, Any]:
    """A subgroup with every rate, and which of them are over too few to say anything."""
    return {
        "field": subgroup.field,
        "name": subgroup.name,
        "n": subgroup.n,
        "too_few": subgroup.is_small,
        "metrics": {
            rate.name: rate_to_data(rate) | {"too_few": subgroup.is_too_few(rate)}
            for rate in subgroup.rates.values()
        },
    }


def _kappa(found: Agreement) -> dict[str, Any]:
    return {
        "n": found.n,
        "value": found.value,
        "bootstrap_95": interval_to_data(found.interval.interval) if found.interval else None,
    }


def _frame(frame: pd.DataFrame) -> dict[str, dict[str, int]]:
    return {
        str(name): {str(column): int(n) for column, n in row.items()}
        for name, row in frame.iterrows()
    }
