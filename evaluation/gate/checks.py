"""All checks of the gate, in their order."""

from evaluation.gate.case_set import case_set_checks
from evaluation.gate.input import GateInput
from evaluation.gate.limits import limit_checks
from evaluation.gate.measured import measured_checks
from evaluation.gate.ratchet import ratchet_checks
from evaluation.gate.solved import acceptance_checks, acceptance_words
from evaluation.gate.verdict import GateReport
from evaluation.gate.waiver_check import waiver_checks, waiver_words
from evaluation.gate.whole import whole_checks

__all__ = ["GateInput", "run_gate"]


def run_gate(gate: GateInput) -> GateReport:
    """All checks. Where nothing comparable was measured, only the checks that say so."""
    measured = measured_checks(gate)
    waivers = tuple(waiver_words(gate, waiver) for waiver in gate.waivers)
    acceptances = tuple(acceptance_words(gate, each) for each in gate.acceptances)
    if not all(check.holds for check in measured):
        return GateReport(checks=measured, waivers=waivers, acceptances=acceptances)
    return GateReport(
        checks=(
            *measured,
            *ratchet_checks(gate),
            *case_set_checks(gate),
            *whole_checks(gate),
            *limit_checks(gate),
            *waiver_checks(gate),
            *acceptance_checks(gate),
        ),
        waivers=waivers,
        acceptances=acceptances,
    )
