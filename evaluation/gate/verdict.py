"""What a gate says."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Verdict(IntEnum):
    """The exit code of a gate. Nothing that stopped the measuring looks like a pass or a fail."""

    PASS = 0
    FAIL = 1
    NO_VERDICT = 3

    @property
    def words(self) -> str:
        """The verdict for people."""
        return {0: "PASS", 1: "FAIL", 3: "NO VERDICT"}[self.value]


class Group(StrEnum):
    """The five kinds of check, in the order in which they are made."""

    MEASURED = "measured"
    RATCHET = "ratchet"
    LIMITS = "limits"
    EVIDENCE = "evidence"
    WAIVERS = "waivers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked: whether it holds, its numbers, and each item that fails it.

    ``items`` name vignettes or waivers with what is wrong, the worst first. ``waived`` are items
    that would fail it but for a waiver. ``waivable`` has what a waiver would have to cover, and of
    what, for each item that one may let pass. ``accepted`` are the lines of the difference that
    would fail it, had nobody accepted them.
    """

    name: str
    group: Group
    title: str
    holds: bool
    numbers: str
    items: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    waivable: tuple[tuple[str, str], ...] = ()
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """All checks of a gate and the verdict that follows from them.

    ``waivers`` and ``acceptances`` have all those of the files in words, in force or not.
    """

    checks: tuple[Check, ...]
    waivers: tuple[str, ...] = ()
    acceptances: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """No verdict if nothing was measured, else fail if any check fails, else pass."""
        failed = {check.group for check in self.checks if not check.holds}
        if Group.MEASURED in failed or not self.checks:
            return Verdict.NO_VERDICT
        return Verdict.FAIL if failed else Verdict.PASS

    @property
    def waived(self) -> int:
        """How many failings of vignettes are let pass by a waiver."""
        ratchet = (check for check in self.checks if check.group is Group.RATCHET)
        return sum(len(check.waived) for check in ratchet)

    @property
    def accepted(self) -> int:
        """How many lines of the difference are let pass because somebody accepted them."""
        return sum(len(check.accepted) for check in self.checks)

    @property
    def failing(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.holds)
