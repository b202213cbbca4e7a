"""The coverage of a rule set as plain data."""

from typing import Any

from evaluation.analysis.coverage.model import (
    AnswerCoverage,
    Coverage,
    Independence,
    NodeCoverage,
    RuleCoverage,
    Seen,
)
from evaluation.analysis.coverage.tallies import tallies
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS


def coverage_to_data(coverage: Coverage, library: str) -> dict[str, Any]:
    """All that is seen and missing, with the name of the library."""
    ruleset = coverage.ruleset
    return {
        "schema": "triage-coverage/1",
        "disclaimer": DISCLAIMER,
        "limits": LIMITS,
        "ruleset": ruleset.label,
        "fingerprint": ruleset.fingerprint,
        "library": library,
        "vignettes": coverage.vignettes,
        "presentations": coverage.presentations,
        "summary": [
            {"of": found.of.value, "k": found.k, "n": found.n, "impossible": found.impossible}
            for found in tallies(coverage)
        ],
        "rules": [_rule(found) for found in coverage.rules],
        "dispositions": [
            {"definite": definite.id, "possible": possible.id, **_answer(found)}
            for (definite, possible), found in coverage.dispositions.items()
        ],
        "red_flags_alone": [
            {"red_flag": flag, **_answer(found)} for flag, found in coverage.alone.items()
        ],
        "red_flags_together": [
            {"red_flags": list(flags), **_answer(found)}
            for flags, found in coverage.together.items()
        ],
    }


def _rule(found: RuleCoverage) -> dict[str, Any]:
    rule = found.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "disposition": rule.disposition.id,
        "red_flags": list(rule.red_flags),
        "line": rule.line,
        "fires": found.fires.value,
        **_patient_found(found),
        "conditions": [_node(node) for node in found.nodes],
    }


def _node(node: NodeCoverage) -> dict[str, Any]:
    return {
        "place": list(node.place),
        "condition": node.condition.content(),
        **_seen(node.seen),
        "impossible": [truth.name.lower() for truth in node.impossible],
        "alone_turns_rule": _independence(node.independence) if node.independence else None,
    }


def _seen(seen: Seen) -> dict[str, Any]:
    return {"met": seen.met, "not_met": seen.not_met, "undecided": seen.undecided}


def _independence(found: Independence) -> dict[str, Any]:
    return {
        "shown": found.shown.value,
        "vignettes": list(found.vignettes),
        "patients": [patient.content() for patient in found.patients],
        "rule_is_met_with_condition": found.is_met_with_leaf if found.why is None else None,
        "why": found.why.value if found.why else None,
        "coupled": [list(place) for place in found.coupled],
    }


def _answer(found: AnswerCoverage) -> dict[str, Any]:
    return {
        "shown": found.shown.value,
        "vignettes": found.n,
        "example": found.example or None,
        **_patient_found(found),
    }


def _patient_found(found: RuleCoverage | AnswerCoverage) -> dict[str, Any]:
    return {"patient": found.patient.content() if found.patient else None}
