"""The search for the revision that a miss came with, as plain data."""

from typing import Any

from evaluation.history.introduced import Turn
from evaluation.runs.format import result_to_data
from reports.disclaimer import DISCLAIMER
from reports.model.bisect import Asked, BisectReport, Revision


def bisect_to_data(report: BisectReport, following: str) -> dict[str, Any]:
    """The revision that matters, all turns, and what every revision says of the vignette.

    ``following`` is the command to type next.
    """
    return {
        "schema": "triage-bisect/1",
        "disclaimer": DISCLAIMER,
        "vignette": report.vignette,
        "endpoint": report.endpoint.name,
        "rules": report.rules,
        "is_since_the_first": report.is_since_the_first,
        "introduced": _asked_to_data(report.first, report),
        "before": _asked_to_data(report.last, report) if report.last else None,
        "suspects": [_asked_to_data(each, report) for each in report.suspects],
        "merged_by": [_revision_to_data(merge) for merge in report.merged_by],
        "turns": [_turn_to_data(turn, report) for turn in report.turns],
        "revisions": [_asked_to_data(each, report) for each in report.asked],
        "next": following,
    }


def _turn_to_data(turn: Turn, report: BisectReport) -> dict[str, Any]:
    return {
        "revision": report.asked[turn.at].revision.hash,
        "fails": turn.is_failing,
        "after": None if turn.after is None else report.asked[turn.after].revision.hash,
    }


def _asked_to_data(each: Asked, report: BisectReport) -> dict[str, Any]:
    """A revision with its answer; ``answer`` and ``fails`` are ``None`` where it was skipped."""
    outcome = each.outcome
    return {
        **_revision_to_data(each.revision),
        "answer": outcome and result_to_data(outcome.result, report.dispositions),
        "fails": None if outcome is None else report.endpoint.is_failed_by(outcome),
        "why_skipped": each.why,
        "is_in_old_vocabulary": each.is_in_old_words,
    }


def _revision_to_data(revision: Revision) -> dict[str, Any]:
    """A revision; its hash is empty for edits that are not committed."""
    return {
        "revision": revision.hash,
        "file": revision.file,
        "time": revision.time,
        "author": revision.author,
        "subject": revision.subject,
    }
