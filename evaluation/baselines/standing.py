"""How a run stands by a policy that is asked of the run alone, with nothing to be better than."""

from dataclasses import dataclass, replace
from datetime import date

from evaluation.gate.checks import GateInput, run_gate
from evaluation.gate.policy import Policy
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import Waiver
from evaluation.runs.record import Run
from triage.dispositions import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The checks that a run does not meet, and how many vignettes are let pass by waivers.

    ``is_measured`` says whether the policy finds enough in the run to judge it.
    """

    failing: tuple[Check, ...]
    waived: int
    is_measured: bool


def standing(
    run: Run, policy: Policy, scale: Scale, waivers: tuple[Waiver, ...], today: date
) -> Standing:
    """What the gate would say of a run once it is accepted, and compared with itself.

    Whether somebody approved it is what is about to be decided, and whether each waiver is still
    needed is no matter of the run: neither is told.
    """
    report = run_gate(
        GateInput(
            candidate=run,
            baseline=run,
            scale=scale,
            policy=replace(policy, needs_approval=False),
            waivers=waivers,
            today=today,
        )
    )
    of_run = [check for check in report.checks if check.group is not Group.WAIVERS]
    failing = [check for check in of_run if not check.holds]
    others = [check for check in failing if check.name != _SAME]
    return Standing(
        failing=tuple(others or failing),
        waived=len({name for check in of_run for name in check.waived}),
        is_measured=not any(check.group is Group.MEASURED for check in failing),
    )


_SAME = "comparable"  # with itself: it says what the number of vignettes says already
