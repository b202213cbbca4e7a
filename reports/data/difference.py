"""The difference between two rule sets as plain data."""

from typing import Any

from evaluation.analysis.changes import Change
from evaluation.analysis.in_words import edit_name
from evaluation.analysis.line import Line
from evaluation.analysis.rule_edits import RuleEdit, effects_of, settings_of
from reports.data.answer import answer_to_data
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.model.difference import DifferenceReport
from triage.rules import Rule, RuleSet


def difference_to_data(report: DifferenceReport) -> dict[str, Any]:
    """Both sides, all edits that could matter, and every line."""
    difference = report.difference
    return {
        "schema": "triage-difference/1",
        "disclaimer": DISCLAIMER,
        "limits": LIMITS,
        "before": {"ruleset": report.before, "fingerprint": difference.before.fingerprint},
        "after": {"ruleset": report.after, "fingerprint": difference.after.fingerprint},
        "vocabulary": difference.before.vocabulary.name,
        "vocabulary_fingerprint": difference.before.vocabulary.fingerprint,
        "presentations": report.presentations,
        "is_equivalent": not difference.lines,
        "is_complete": True,
        "lowered": len(difference.lowered),
        "edits": [_edit(edit, report) for edit in difference.edits],
        "lines": [_line(line, report) for line in difference.lines],
    }


def _line(line: Line, report: DifferenceReport) -> dict[str, Any]:
    return {
        "id": line.id,
        "direction": "lowered" if line.is_lower else "raised",
        "changes": [_change(change) for change in line.changes],
        "who": line.who.content() if line.who else None,
        "known_absent": list(line.absent),
        "patient": line.patient.content(),
        "before": answer_to_data(line.before),
        "after": answer_to_data(line.after),
        "edits": [edit_name(edit) for edit in line.edits],
        "beside": [edit_name(edit) for edit in line.beside],
        "accepted": report.accepted.get(line.id),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "endpoint": change.endpoint.value,
        "before": change.before or None,
        "after": change.after or None,
        "subject": change.subject or None,
        "is_lower": change.is_lower,
    }


def _edit(edit: RuleEdit, report: DifferenceReport) -> dict[str, Any]:
    before, after = _rule(edit.before), _rule(edit.after)
    if edit.is_of_settings:
        before, after = map(_settings, (report.difference.before, report.difference.after))
    return {"id": edit_name(edit), "rule": edit.id or None, "before": before, "after": after}


def _settings(ruleset: RuleSet) -> dict[str, Any]:
    default, floor = settings_of(ruleset)
    return {"default": default, "floor_while_undecided": floor}


def _rule(rule: Rule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {**effects_of(rule), "line": rule.line or None, "sources": list(rule.sources)}
