"""A verdict as plain data."""

from dataclasses import asdict
from typing import Any

from evaluation.gate.checks import GateInput
from evaluation.gate.verdict import GateReport, Verdict
from evaluation.runs.format import record_to_data
from reports.render.text import DISCLAIMER


def no_verdict_to_data(reason: str) -> dict[str, Any]:
    """A gate that could not even start."""
    return {
        "schema": "triage-gate/1",
        "disclaimer": DISCLAIMER,
        "verdict": Verdict.NO_VERDICT.words,
        "exit_code": int(Verdict.NO_VERDICT),
        "reason": reason,
        "checks": [],
    }


def gate_to_data(report: GateReport, gate: GateInput) -> dict[str, Any]:
    """A verdict with every check."""
    return {
        "schema": "triage-gate/1",
        "disclaimer": DISCLAIMER,
        "verdict": report.verdict.words,
        "exit_code": int(report.verdict),
        "candidate": record_to_data(gate.candidate.record),
        "baseline": record_to_data(gate.baseline.record),
        "baseline_digest": gate.baseline.digest,
        "policy": {"title": gate.policy.title, "fingerprint": gate.policy.fingerprint},
        "waivers": list(report.waivers),
        "checks": [asdict(check) for check in report.checks],
    }
