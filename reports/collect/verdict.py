"""The verdict, its checks, and what somebody lets pass."""

from evaluation.gate.acceptances import Acceptance
from evaluation.gate.grants import Grant
from evaluation.gate.input import GateInput
from evaluation.gate.verdict import Check
from evaluation.gate.waivers import Waiver
from reports.collect.material import Judged
from reports.model.audit.verdict import CheckFacts, GrantFacts, VerdictFacts


def verdict_facts(judged: Judged) -> VerdictFacts:
    """All that the gate says."""
    gate, report = judged.gate, judged.report
    return VerdictFacts(
        words=report.verdict.words,
        headline=judged.headline,
        exit_code=int(report.verdict),
        day=gate.today.isoformat(),
        checks=tuple(_check(check) for check in report.checks),
        waivers=tuple(_waiver(each, gate) for each in gate.waivers),
        acceptances=tuple(_acceptance(each, gate) for each in gate.acceptances),
        next_command=judged.next_command,
    )


def _check(check: Check) -> CheckFacts:
    return CheckFacts(
        name=check.name,
        group=check.group.value,
        title=check.title,
        holds=check.holds,
        numbers=check.numbers,
        items=check.items,
        vignettes=tuple(dict.fromkeys(of for _, of in check.waivable)),
        waived=check.waived,
        accepted=check.accepted,
    )


def _waiver(waiver: Waiver, gate: GateInput) -> GrantFacts:
    is_same = waiver.difference == gate.difference(*waiver.key)
    lapsed = "" if is_same else "lapsed: what it was granted for is another difference now"
    return _grant(waiver, gate, is_waiver=True, covers=waiver.covers, of=waiver.of, lapsed=lapsed)


def _acceptance(each: Acceptance, gate: GateInput) -> GrantFacts:
    difference = gate.solved.difference if gate.solved else None
    lines = {line.id for line in difference.lines} if difference else set()
    lapsed = "" if each.line in lines else "lapsed: no line of the difference says that any more"
    return _grant(
        each, gate, is_waiver=False, covers=each.says, of=each.line, lapsed=lapsed, role=each.role
    )


def _grant(
    grant: Grant,
    gate: GateInput,
    *,
    is_waiver: bool,
    covers: str,
    of: str,
    lapsed: str,
    role: str = "",
) -> GrantFacts:
    problems = [*grant.out_of_force(gate.today, gate.policy.waivers.longest_days), lapsed]
    return GrantFacts(
        is_waiver=is_waiver,
        covers=covers,
        of=of,
        reason=grant.reason,
        approver=grant.approver,
        role=role,
        approved=grant.approved.isoformat(),
        expires=grant.expires.isoformat(),
        days_left=grant.days_left(gate.today),
        problem="; ".join(filter(None, problems)),
    )
