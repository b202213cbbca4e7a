"""Waivers to be filled in, one for each failing of a gate that a waiver may let pass."""

from dataclasses import dataclass

from evaluation.gate.input import GateInput
from evaluation.gate.verdict import GateReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A waiver without reason and approver; ``about`` says in words what it would let pass."""

    covers: str
    of: str
    difference: str
    about: str


def drafts(report: GateReport, gate: GateInput) -> tuple[Draft, ...]:
    """One for each failing that has no waiver, each once, in the order of the checks.

    What the policy lets no waiver cover has none.
    """
    found: dict[tuple[str, str], Draft] = {}
    for check in report.failing:
        for covers, of in check.waivable:
            if covers in gate.policy.waivers.never:
                continue
            about = next((item for item in check.items if of in item), "")
            difference = gate.difference(covers, of)
            draft = Draft(
                covers=covers, of=of, difference=difference, about=f"{check.title}: {about}"
            )
            found.setdefault((covers, of), draft)
    return tuple(found.values())
