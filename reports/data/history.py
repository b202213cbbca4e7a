"""A history of runs as plain data."""

from dataclasses import asdict
from typing import Any

from evaluation.comparison import ENDPOINTS
from evaluation.history.past import PastRun, Seen, Step
from evaluation.runs.format import outcome_to_data
from reports.data.rates import rate_to_data
from reports.disclaimer import DISCLAIMER
from reports.model.history import HistoryReport


def history_to_data(report: HistoryReport) -> dict[str, Any]:
    """All runs with their rates, the steps between them, and what was not counted.

    ``vignette`` is what each run has of the one that was asked for, ``None`` where none was.
    """
    history = report.history
    return {
        "schema": "triage-history/1",
        "disclaimer": DISCLAIMER,
        "folder": report.folder,
        "domain": report.domain,
        "policy": report.policy,
        "escalation_threshold": report.threshold.id,
        "runs": [_run_to_data(past, report) for past in history.runs],
        "steps": [_step_to_data(number, step) for number, step in enumerate(history.steps, 2)],
        "not_counted": [asdict(unread) for unread in history.unread],
        "other_domains": dict(history.others),
        "copies": history.copies,
        "vignette": _vignette_to_data(report) if report.vignette else None,
    }


def history_rows(report: HistoryReport) -> list[list[str]]:
    """The runs as rows below a header, for tables."""
    rows = [list(_COLUMNS)]
    for number, past in enumerate(report.history.runs, start=1):
        escalation = report.escalation(past)
        missed = rate_to_data(past.missed)
        right = rate_to_data(escalation) if escalation else {}
        interval = right.get("wilson_95") or (None, None)
        values = (
            *(number, past.finished, past.engine, past.engine_fingerprint),
            *(past.revision, past.is_dirty, past.library, past.library_fingerprint),
            *(past.vignettes, past.families),
            *(missed["k"], missed["n"], missed["value"], missed["upper_bound_95"]),
            *(right.get("k"), right.get("n"), right.get("value"), *interval),
            *(past.digest, past.folder),
        )
        rows.append(["" if value is None else str(value) for value in values])
    return rows


_COLUMNS = (
    *("run", "finished", "engine", "engine_fingerprint"),
    *("revision", "dirty", "library", "library_fingerprint"),
    *("vignettes", "families"),
    *("missed_k", "missed_n", "missed_rate", "missed_upper_95"),
    *("escalation_k", "escalation_n", "escalation_accuracy", "wilson_lower", "wilson_upper"),
    *("digest", "folder"),
)


def _run_to_data(past: PastRun, report: HistoryReport) -> dict[str, Any]:
    escalation = report.escalation(past)
    return {
        "folder": past.folder,
        "digest": past.digest,
        "finished": past.finished,
        "engine": past.engine,
        "engine_fingerprint": past.engine_fingerprint,
        "git": {"revision": past.revision, "dirty": past.is_dirty},
        "library": past.library,
        "library_fingerprint": past.library_fingerprint,
        "vocabulary_fingerprint": past.vocabulary_fingerprint,
        "dispositions": list(past.dispositions),
        "vignettes": past.vignettes,
        "families": past.families,
        "missed_red_flag_rate": rate_to_data(past.missed),
        "escalation_accuracy": rate_to_data(escalation) if escalation else None,
    }


def _step_to_data(run: int, step: Step) -> dict[str, Any]:
    """A step to the run with this number, counted from 1; ``endpoints`` is ``None`` without any."""
    return {
        "run": run,
        "against": run - 1,
        "is_other_library": step.is_other_library,
        "comparable": step.comparable,
        "edited": step.edited,
        "added": step.added,
        "removed": step.removed,
        "endpoints": None
        if step.comparison is None
        else [
            {
                "endpoint": end.endpoint.name,
                "newly_failing": list(end.newly_failing),
                "worsened": list(end.worsened),
                "newly_fixed": list(end.newly_fixed),
                "still_failing": list(end.still_failing),
            }
            for end in step.comparison.endpoints
        ],
    }


def _vignette_to_data(report: HistoryReport) -> dict[str, Any]:
    runs, seen = report.history.runs, report.history.seen
    missed = [each.run + 1 for each in seen if each.outcome.misses_red_flag]
    return {
        "id": report.vignette,
        "first_missed": missed[0] if missed else None,
        "seen": [_seen_to_data(each, runs[each.run]) for each in seen],
    }


def _seen_to_data(each: Seen, past: PastRun) -> dict[str, Any]:
    outcome = each.outcome
    line = outcome_to_data(outcome, past.dispositions)
    return {
        "run": each.run + 1,
        "is_input_edited": each.is_input_edited,
        "is_gold_edited": each.is_gold_edited,
        "misses_red_flag": outcome.misses_red_flag,
        "fails": [
            endpoint.name
            for endpoint in ENDPOINTS
            if endpoint.is_failed_by(outcome)
            and (past.reports_red_flags or not endpoint.needs_red_flags)
        ],
        "digests": line["digests"],
        "gold": {key: line["gold"][key] for key in _GOLD},
        "result": line["result"],
    }


_GOLD = ("preferred", "acceptable", "red_flags", "pathways")
