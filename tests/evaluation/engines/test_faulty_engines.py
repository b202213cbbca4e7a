"""Deliberately faulty engines on the shipped library: each turns the gate red for its own reason.

Every one has an honest twin, which passes. The baseline is the honest engine's own run.
"""

import pytest

from evaluation.evaluate import evaluate
from evaluation.gate.verdict import Verdict
from tests.evaluation.kit import engines as faults
from tests.evaluation.kit.engines import Judge
from tests.evaluation.kit.gates import check_of, failing
from tests.evaluation.kit.outcomes import EMERGENCY, ROUTINE, SELF_CARE, URGENT
from triage.repository import load_ruleset
from vignettes.library import Library

KNEE = load_ruleset("knee@1.1.0")
FLAGS = tuple(KNEE.vocabulary.red_flags)
MISSED = {"new_missed_red_flag", "limit_missed_red_flag_rate"}
UNDETECTED = {"new_undetected_red_flag", "limit_missed_red_flag_rate_by_detection"}
UNDER = {"new_under_triage"}
LATE = MISSED | UNDER

# The engine, the checks that must fail, and checks that must not: they would be the wrong reason.
FAULTY = [
    (faults.AlwaysLeastUrgent(ruleset=KNEE), LATE | {"limit_escalation_accuracy"}, UNDETECTED),
    (
        faults.AlwaysMostUrgent(ruleset=KNEE),
        {"limit_over_triage_rate", "limit_escalation_accuracy"},
        LATE | UNDETECTED,
    ),
    (faults.LowersOneDisposition(ruleset=KNEE, level=ROUTINE), UNDER, MISSED | UNDETECTED),
    (faults.LowersOneDisposition(ruleset=KNEE, level=URGENT), LATE, UNDETECTED),
    (faults.LowersOneDisposition(ruleset=KNEE, level=EMERGENCY), LATE, UNDETECTED),
    (
        faults.SwapsTwoDispositions(ruleset=KNEE, lower=SELF_CARE),
        UNDER | {"limit_over_triage_rate"},
        MISSED | UNDETECTED,
    ),
    (
        faults.SwapsTwoDispositions(ruleset=KNEE, lower=ROUTINE),
        LATE | {"limit_escalation_accuracy", "limit_over_triage_rate"},
        UNDETECTED,
    ),
    (faults.SwapsTwoDispositions(ruleset=KNEE, lower=URGENT), LATE, UNDETECTED),
    (faults.DetectsButDoesNotAct(ruleset=KNEE), LATE, UNDETECTED),
    (faults.ActsButDoesNotDetect(ruleset=KNEE), UNDETECTED, LATE),
    (faults.RaisesEveryFlag(ruleset=KNEE), {"limit_false_flag_rate"}, LATE | UNDETECTED),
    (faults.ForgetsPathways(ruleset=KNEE), {"new_lost_pathway"}, LATE | UNDETECTED),
    (faults.AnswersAtRandom(ruleset=KNEE), LATE | {"limit_escalation_accuracy"}, UNDETECTED),
    (faults.ReadsUnknownAsAbsent(ruleset=KNEE), UNDER, {"limit_over_triage_rate"}),
    (faults.CrashesOnOneFinding(ruleset=KNEE, finding="fever"), LATE | UNDETECTED, set()),
    (faults.CrashesOnOneFinding(ruleset=KNEE, finding="lump_behind_knee"), UNDER, MISSED),
]


def name_of(value: object) -> str:
    """The name of a test's case."""
    return value.label if isinstance(value, faults.ReferenceEngine) else ""


@pytest.mark.parametrize(("engine", "reasons", "others"), FAULTY, ids=name_of)
def test_a_faulty_engine_turns_the_gate_red_for_the_right_reason(
    judge_engine: Judge, engine: faults.ReferenceEngine, reasons: set[str], others: set[str]
) -> None:
    """The checks of its fault fail and name vignettes; checks of other faults hold."""
    report = judge_engine(engine)
    assert report.verdict is Verdict.FAIL
    assert reasons <= set(failing(report))
    assert not others & set(failing(report))
    assert all(check.items for check in report.failing if check.name.startswith("new_"))


@pytest.mark.parametrize("engine", [engine for engine, *_ in FAULTY], ids=name_of)
def test_its_honest_twin_passes(judge_engine: Judge, engine: faults.ReferenceEngine) -> None:
    """The same engine without its fault is green, so that it is the fault that is seen."""
    report = judge_engine(engine.honest_twin)
    assert (report.verdict, failing(report)) == (Verdict.PASS, [])


@pytest.mark.parametrize("flag", FLAGS)
def test_ignoring_any_one_red_flag_turns_the_gate_red(judge_engine: Judge, flag: str) -> None:
    """Each red flag has a vignette that is missed, and not detected, without its rules."""
    engine = faults.IgnoresOneRedFlag(ruleset=KNEE, flag=flag)
    report = judge_engine(engine)
    assert report.verdict is Verdict.FAIL
    assert set(failing(report)) >= (MISSED | UNDETECTED)
    assert all(flag in item for item in check_of(report, "new_undetected_red_flag").items)
    assert judge_engine(engine.honest_twin).verdict is Verdict.PASS


@pytest.mark.parametrize("flag", FLAGS)
def test_ignoring_a_red_flag_in_the_young_turns_the_gate_red(
    judge_engine: Judge, flag: str
) -> None:
    """Each red flag has a vignette of a patient under 40, which is missed where only they are."""
    engine = faults.IgnoresItUnder40(ruleset=KNEE, flag=flag)
    report = judge_engine(engine)
    assert report.verdict is Verdict.FAIL
    assert set(failing(report)) >= (MISSED | UNDETECTED)
    assert judge_engine(engine.honest_twin).verdict is Verdict.PASS


def test_dropping_the_last_vignette_is_no_verdict(judge_engine: Judge, shipped: Library) -> None:
    """An engine that stops one short was not measured, and the vignette is named."""
    engine = faults.DropsTheLastVignette(ruleset=KNEE)
    report = judge_engine(engine)
    assert report.verdict is Verdict.NO_VERDICT
    assert failing(report) == ["results"]
    last = shipped.vignettes[-1].id
    assert check_of(report, "results").items == (f"{last}: the engine gave no answer",)
    assert judge_engine(engine.honest_twin).verdict is Verdict.PASS


def test_crashing_everywhere_is_no_verdict(judge_engine: Judge) -> None:
    """An engine that answers nothing at all has not been measured."""
    report = judge_engine(faults.AlwaysCrashes(ruleset=KNEE))
    assert report.verdict is Verdict.NO_VERDICT
    assert failing(report) == ["results"]


def test_raising_halfway_is_no_verdict(judge_engine: Judge, shipped: Library) -> None:
    """Whatever happens there is an outcome for every vignette: the rest were never answered."""
    engine = faults.RaisesHalfway(ruleset=KNEE, after=3)
    outcomes = evaluate(engine, shipped).outcomes
    assert [o.is_ok for o in outcomes] == [True] * 3 + [False] * (len(shipped) - 3)
    assert judge_engine(engine).verdict is Verdict.NO_VERDICT


def test_the_first_release_turns_the_gate_red(judge_engine: Judge) -> None:
    """Rules written before the second document was read miss the red flags that it added."""
    report = judge_engine(faults.ReferenceEngine(ruleset=load_ruleset("knee@1.0.0")))
    assert report.verdict is Verdict.FAIL
    assert set(failing(report)) >= MISSED
