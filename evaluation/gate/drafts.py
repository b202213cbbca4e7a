"""Waivers to be filled in, one for each failing of a gate that a waiver may let pass."""

from dataclasses import dataclass

from evaluation.gate.input import GateInput
from evaluation.gate.verdict import Check, GateReport


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
            draft = Draft(
                covers=covers,
                of=of,
                difference=gate.difference(covers, of),
                about=f"{check.title}: {_item(check, of)}",
            )
            found.setdefault((covers, of), draft)
    return tuple(found.values())


def _item(check: Check, of: str) -> str:
    """What a check says of one thing; all that it says where no item begins with its name."""
    named = (item for item in check.items if _begins(item, of))
    return next(named, "; ".join(check.items))


def _begins(item: str, name: str) -> bool:
    """Whether a text begins with a name, and not with a longer one."""
    rest = item.removeprefix(name)
    return item.startswith(name) and (not rest or rest[0] in ":, ")
