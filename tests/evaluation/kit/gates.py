"""Gates over runs made by hand, with a policy that asks for nothing unless a test says so."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from evaluation.baselines.approval import Approval, Signature, approval_of
from evaluation.comparison import ENDPOINT_NAMES
from evaluation.gate.acceptances import Acceptance
from evaluation.gate.candidate import Solved
from evaluation.gate.checks import GateInput, run_gate
from evaluation.gate.policy import Guard, Policy
from evaluation.gate.together import Together
from evaluation.gate.verdict import Check, GateReport
from evaluation.gate.waivers import Waiver
from evaluation.outcomes import Outcome, Result
from evaluation.repeats import worst_of
from evaluation.runs.record import Run, RunRecord
from tests.evaluation.kit.outcomes import IDS, SCALE
from triage.dispositions import Scale
from triage.loading.problems import Problem

TODAY: Final = date(2026, 6, 15)
Look = Callable[..., Together]
"""What is seen of a change of these files, of those that a policy watches."""

LENIENT: Final = Policy(
    title="Asks for nothing but that nothing gets worse",
    escalation_threshold=SCALE["urgent"],
    minimum={"vignettes": 1, "red_flag_vignettes": 1},
    guard=Guard.ALL,
    ratchet=ENDPOINT_NAMES,
    limits=(),
    evidence_target=None,
)

RECORD: Final = RunRecord(
    engine="knee@9.9.9",
    engine_fingerprint="sha256:engine",
    reports_red_flags=True,
    vocabulary="knee",
    vocabulary_fingerprint="sha256:vocabulary",
    dispositions=IDS,
    library="by hand",
    library_fingerprint="sha256:library",
    command="",
    started="2026-06-15T08:00:00Z",
    finished="2026-06-15T08:00:01Z",
    environment={},
    git={},
)


def policy(**changed: Any) -> Policy:
    """The lenient policy with some of its fields changed."""
    return replace(LENIENT, **changed)


def run(outcomes: Iterable[Outcome], **changed: Any) -> Run:
    """A finished run of these outcomes, with some fields of its record changed."""
    return Run(record=replace(RECORD, **changed), outcomes=tuple(outcomes))


def judge(
    baseline: Run | Iterable[Outcome],
    candidate: Run | Iterable[Outcome],
    rules: Policy = LENIENT,
    **more: Any,
) -> GateReport:
    """What the gate says of a candidate; ``more`` is what :func:`gate_of` takes."""
    return run_gate(gate_of(baseline, candidate, rules, **more))


def gate_of(
    baseline: Run | Iterable[Outcome],
    candidate: Run | Iterable[Outcome],
    rules: Policy = LENIENT,
    *,
    waivers: Iterable[Waiver] = (),
    today: date = TODAY,
    rule_errors: tuple[Problem, ...] = (),
    solved: Solved | None = None,
    acceptances: Iterable[Acceptance] = (),
    together: Together | None = None,
    is_approved: bool = True,
    scale: Scale = SCALE,
) -> GateInput:
    """The input of a gate; waivers without a difference are given for the one there is."""
    accepted = baseline if isinstance(baseline, Run) else run(baseline)
    gate = GateInput(
        candidate=candidate if isinstance(candidate, Run) else run(candidate),
        baseline=accepted,
        approval=approval(accepted) if is_approved else None,
        scale=scale,
        policy=rules,
        waivers=(),
        today=today,
        rule_errors=rule_errors,
        solved=solved,
        acceptances=tuple(acceptances),
        together=together,
    )
    granted = (
        replace(one, difference=one.difference or gate.difference(*one.key)) for one in waivers
    )
    return replace(gate, waivers=tuple(granted))


def approval(accepted: Run) -> Approval:
    """The approval of a run, by somebody."""
    signature = Signature(approver="Dr Example", role="Owner of the rules", reason="The first.")
    time = "2026-06-01T08:00:00Z"
    return approval_of(accepted, signature, policy_fingerprint="", time=time, previous="")


def waiver(covers: str, of: str, *, days: int = 30, age: int = 10, **changed: Any) -> Waiver:
    """A waiver that was approved ``age`` days ago and runs out ``days`` from today."""
    granted = Waiver(
        covers=covers,
        of=of,
        difference="",
        reason="Known, and mended in the next version.",
        approver="Dr Example",
        approved=TODAY - timedelta(days=age),
        expires=TODAY + timedelta(days=days),
    )
    return replace(granted, **changed)


def acceptance(line: str, *, days: int = 30, age: int = 10, **changed: Any) -> Acceptance:
    """An acceptance that was given ``age`` days ago and runs out ``days`` from today."""
    given = Acceptance(
        line=line,
        says="urgent -> routine: fever (by fever)",
        reason="It was looked at.",
        approver="Dr Example",
        role="Safety officer",
        approved=TODAY - timedelta(days=age),
        expires=TODAY + timedelta(days=days),
        place=2,
    )
    return replace(given, **changed)


def failing(report: GateReport) -> list[str]:
    """The names of the checks that do not hold, in their order."""
    return [check.name for check in report.failing]


def check_of(report: GateReport, name: str) -> Check:
    """One check by name."""
    return next(check for check in report.checks if check.name == name)


def asked_again(made: Outcome, *given: Result) -> Outcome:
    """The vignette asked several times over: all answers, and the worst of them for the result."""
    return replace(made, result=worst_of(given), repeats=given)
