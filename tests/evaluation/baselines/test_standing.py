"""How a run stands by a policy before somebody accepts it."""

from dataclasses import replace

from evaluation.baselines.standing import Standing, standing
from evaluation.gate.policy import Limit, Policy, RedFlagLimit
from evaluation.gate.waivers import Waiver
from evaluation.outcomes import Status
from evaluation.runs.record import Run
from tests.evaluation.kit.gates import TODAY, gate_of, policy, run, waiver
from tests.evaluation.kit.outcomes import (
    IDS,
    ROUTINE,
    SCALE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
)

WELL = (
    outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever")),
    outcome("bruise", gold(ROUTINE), gave(ROUTINE)),
)
MISSED = (outcome("fever", gold(URGENT, flags="fever"), gave(SELF_CARE)), WELL[1])
SILENT = (WELL[0], outcome("bruise", gold(ROUTINE), gave_none(Status.ERROR)))
STRICT = policy(
    limits=(Limit(metric="missed_red_flag_rate", bound=0), Limit(metric="accuracy", bound=0.4)),
    red_flags={"fever": RedFlagLimit(at_most=0)},
    evidence_target=0.96,
)


def stands(made: Run, terms: Policy = STRICT, *waivers: Waiver) -> Standing:
    """How a run stands by a policy."""
    return standing(made, terms, SCALE, waivers, TODAY)


def test_a_run_that_keeps_every_limit_stands_well() -> None:
    """Nothing is asked of what it is compared with: nobody has approved it yet."""
    terms = replace(STRICT, needs_approval=True)
    assert stands(run(WELL), terms) == Standing(failing=(), waived=0, is_measured=True)


def test_every_limit_that_is_broken_is_told() -> None:
    """The limits, those of single red flags, and the evidence; not that it is no worse than it."""
    found = stands(run(MISSED))
    assert found.is_measured
    assert [(check.name, check.numbers) for check in found.failing] == [
        ("limit_missed_red_flag_rate", "1 of 1 = 100.0 %; at most 0.0 %"),
        ("red_flags", "1 of 1 broken"),
        (
            "evidence",
            "1 of 1 families missed, so at most 100.0 % (95 %, this library); target 96.0 %",
        ),
    ]


def test_vignettes_without_an_answer_are_told() -> None:
    """Where the policy lets none be without one."""
    terms = policy(ratchet=("missed_red_flag", "no_answer"))
    assert [check.name for check in stands(run(SILENT), terms).failing] == ["unanswered"]


def test_too_few_vignettes_give_no_verdict() -> None:
    """Nothing else is told then: not even that it cannot be compared with itself."""
    terms = replace(STRICT, minimum={"vignettes": 3, "red_flag_vignettes": 1})
    found = stands(run(MISSED), terms)
    assert not found.is_measured
    assert [check.name for check in found.failing] == ["minimum"]


def test_another_scale_of_dispositions_gives_no_verdict() -> None:
    """The policy speaks of others."""
    found = stands(run(WELL, dispositions=IDS[::-1]))
    assert (found.is_measured, [check.name for check in found.failing]) == (False, ["scale"])


def test_only_a_waiver_for_the_run_as_it_is_lets_pass() -> None:
    """One that was given for the step from another run has lapsed, and is no matter of this one."""
    own = waiver("missed_red_flag", "fever")
    gate = gate_of(MISSED, MISSED)
    fits = replace(own, difference=gate.difference(*own.key))
    older = replace(own, difference=gate_of(WELL, MISSED).difference(*own.key))
    terms = replace(STRICT, red_flags={}, evidence_target=None)
    assert stands(run(MISSED), terms, fits) == Standing(failing=(), waived=1, is_measured=True)
    found = stands(run(MISSED), terms, older)
    assert [check.name for check in found.failing] == ["limit_missed_red_flag_rate"]
    assert stands(run(WELL), terms, older).failing == ()
