"""A comparison as plain data."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from evaluation.comparison import Comparison, EndpointComparison
from evaluation.describe import engine_notes
from evaluation.runs.format import outcome_to_data, record_to_data
from evaluation.runs.record import Run
from evaluation.statistics.agreement import BowkerResult
from evaluation.statistics.paired import mcnemar_exact, mcnemar_midp, newcombe, tango
from reports.data.rates import interval_to_data
from reports.disclaimer import DISCLAIMER


def comparison_to_data(
    comparison: Comparison,
    baseline: Run,
    candidate: Run,
    holm: Mapping[str, float],
    bowker: BowkerResult | None,
) -> dict[str, Any]:
    """A comparison with its strata, endpoints and statistics, and both sides of what changed."""
    return {
        "schema": "triage-comparison/1",
        "disclaimer": DISCLAIMER,
        "baseline": record_to_data(baseline.record),
        "candidate": record_to_data(candidate.record),
        "engine_notes": {
            side: list(engine_notes(run.record, run.outcomes))
            for side, run in (("baseline", baseline), ("candidate", candidate))
        },
        "strata": {
            "comparable": list(comparison.comparable),
            "only_in_baseline": list(comparison.only_in_baseline),
            "only_in_candidate": list(comparison.only_in_candidate),
            "input_edited": list(comparison.input_edited),
            "gold_edited": list(comparison.gold_edited),
            "text_edited": list(comparison.text_edited),
        },
        "endpoints": [
            _endpoint_to_data(endpoint, holm[endpoint.endpoint.name])
            for endpoint in comparison.endpoints
        ],
        "changed_without_crossing": list(comparison.changed_without_crossing),
        "bowker": asdict(bowker) if bowker else None,
        "changed": {
            name: {
                "baseline": outcome_to_data(pair.baseline, baseline.record.dispositions),
                "candidate": outcome_to_data(pair.candidate, candidate.record.dispositions),
            }
            for name, pair in comparison.pairs.items()
            if pair.is_changed()
        },
    }


def _endpoint_to_data(endpoint: EndpointComparison, holm: float) -> dict[str, Any]:
    counts = endpoint.family_counts
    return {
        "endpoint": endpoint.endpoint.name,
        "newly_failing": list(endpoint.newly_failing),
        "worsened": list(endpoint.worsened),
        "newly_fixed": list(endpoint.newly_fixed),
        "still_failing": list(endpoint.still_failing),
        "counts": asdict(endpoint.counts),
        "family_counts": asdict(counts),
        "mcnemar_exact": mcnemar_exact(counts),
        "mcnemar_midp": mcnemar_midp(counts),
        "holm": holm,
        "newcombe_95": interval_to_data(newcombe(counts)),
        "tango_95": interval_to_data(tango(counts)),
    }
