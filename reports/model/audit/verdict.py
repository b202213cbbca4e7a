"""The verdict of the gate, check by check, and what somebody lets pass."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    """One thing that was checked.

    ``items`` say what fails it, the worst first; ``vignettes`` names those vignettes that a waiver
    could let pass, ``waived`` and ``accepted`` what somebody did let pass.
    """

    name: str
    group: str
    title: str
    holds: bool
    numbers: str
    items: tuple[str, ...] = ()
    vignettes: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFacts:
    """A waiver or an acceptance: what it lets pass, why, by whom and for how long still.

    ``of`` is a vignette or what changed, or the line of a difference; ``covers`` the failing, or
    what the line says. ``days_left`` is negative once it is over. ``problem`` says why it does not
    hold, empty for one in force.
    """

    is_waiver: bool
    covers: str
    of: str
    reason: str
    approver: str
    role: str
    approved: str
    expires: str
    days_left: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFacts:
    """What the gate says: ``words`` is PASS, FAIL or NO VERDICT.

    ``headline`` has with it what somebody lets pass. ``day`` is the one on which waivers and
    acceptances were looked at.
    """

    words: str
    headline: str
    exit_code: int
    day: str
    checks: tuple[CheckFacts, ...]
    waivers: tuple[GrantFacts, ...] = ()
    acceptances: tuple[GrantFacts, ...] = ()
    next_command: str = ""

    @property
    def failing(self) -> tuple[CheckFacts, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.holds)
