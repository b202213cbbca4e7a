"""A verdict as plain data."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from evaluation.baselines.approval import approval_to_data
from evaluation.describe import engine_notes
from evaluation.gate.acceptances import Acceptance
from evaluation.gate.checks import GateInput
from evaluation.gate.explain import Explained
from evaluation.gate.policy import Policy
from evaluation.gate.verdict import Check, GateReport, Verdict
from evaluation.gate.waivers import Waiver
from evaluation.runs.format import record_to_data
from reports.disclaimer import DISCLAIMER


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
    """A verdict with every check, waiver, acceptance and approval.

    What a waiver would have to cover stands in ``waivable``, with the difference to be named.
    """
    return {
        "schema": "triage-gate/1",
        "disclaimer": DISCLAIMER,
        "verdict": report.verdict.words,
        "exit_code": int(report.verdict),
        "candidate": record_to_data(gate.candidate.record),
        "baseline": record_to_data(gate.baseline.record),
        "engine_notes": list(engine_notes(gate.candidate.record, gate.candidate.outcomes)),
        "baseline_digest": gate.baseline.digest,
        "approval": approval_to_data(gate.approval) if gate.approval else None,
        "policy": {"title": gate.policy.title, "fingerprint": gate.policy.fingerprint},
        "waivers": [_waiver(waiver, gate.today) for waiver in gate.waivers],
        "acceptances": [_acceptance(acceptance, gate.today) for acceptance in gate.acceptances],
        "checks": [_check(check, gate) for check in report.checks],
    }


def explained_to_data(policy: Policy, checks: Iterable[Explained]) -> dict[str, Any]:
    """What a policy asks, check by check."""
    return {
        "schema": "triage-gate-checks/1",
        "disclaimer": DISCLAIMER,
        "policy": {"title": policy.title, "fingerprint": policy.fingerprint},
        "checks": [asdict(check) for check in checks],
    }


def _check(check: Check, gate: GateInput) -> dict[str, Any]:
    waivable = [
        {"covers": covers, "of": of, "difference": gate.difference(covers, of)}
        for covers, of in check.waivable
    ]
    return {**asdict(check), "waivable": waivable}


def _waiver(waiver: Waiver, today: date) -> dict[str, Any]:
    return {
        "covers": waiver.covers,
        "of": waiver.of,
        "difference": waiver.difference,
        "reason": waiver.reason,
        "approver": waiver.approver,
        "approved": waiver.approved.isoformat(),
        "expires": waiver.expires.isoformat(),
        "days_left": waiver.days_left(today),
    }


def _acceptance(acceptance: Acceptance, today: date) -> dict[str, Any]:
    return {
        "line": acceptance.line,
        "says": acceptance.says,
        "reason": acceptance.reason,
        "approver": acceptance.approver,
        "role": acceptance.role,
        "approved": acceptance.approved.isoformat(),
        "expires": acceptance.expires.isoformat(),
        "days_left": acceptance.days_left(today),
    }
