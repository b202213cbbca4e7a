"""Is every waiver in force, short enough, and still needed?"""

from collections.abc import Callable, Mapping

from evaluation.comparison import ENDPOINTS
from evaluation.gate.input import GateInput
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import Waiver


def waiver_checks(gate: GateInput) -> list[Check]:
    """Every waiver holds today, is short enough, and covers something that still fails."""
    if not gate.waivers:
        return []
    tests: Mapping[str, Callable[[Waiver], bool]] = {
        "expired": lambda w: w.days_left(gate.today) < 0,
        "approved in the future": lambda w: w.approved > gate.today,
        f"longer than {gate.policy.longest_waiver_days} days": lambda w: (
            (w.expires - w.approved).days > gate.policy.longest_waiver_days
        ),
        "stale, since nothing that it covers fails": lambda w: not _covers_something(gate, w),
    }
    items = [
        f"{waiver.covers} of {waiver.vignette} ({waiver.approver}): {why}"
        for waiver in gate.waivers
        for why, applies in tests.items()
        if applies(waiver)
    ]
    soonest = min(waiver.days_left(gate.today) for waiver in gate.waivers)
    return [
        Check(
            name="waivers",
            group=Group.WAIVERS,
            title="Every waiver is in force and needed",
            holds=not items,
            numbers=f"{len(gate.waivers)} waivers, the first to expire in {soonest} days",
            items=tuple(items),
        )
    ]


def _covers_something(gate: GateInput, waiver: Waiver) -> bool:
    comparison = gate.comparison
    changes = {
        "removed": comparison.only_in_baseline,
        "gold_edited": comparison.gold_edited,
        "input_edited": comparison.input_edited,
    }
    if waiver.covers in changes:
        return waiver.vignette in changes[waiver.covers]
    outcome = gate.candidate.by_id.get(waiver.vignette)
    endpoint = next(e for e in ENDPOINTS if e.name == waiver.covers)
    return outcome is not None and endpoint.is_failed_by(outcome)
