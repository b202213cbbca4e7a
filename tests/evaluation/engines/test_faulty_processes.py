"""Faulty engines as real processes, on the shipped library: what breaks costs what it concerns.

All replay the honest answers. What crashes, hangs or prints garbage on one finding loses the
vignettes with that finding, and no other answer changes by it.
"""

import json
import shlex
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evaluation.domain import policy_file
from evaluation.engines.build import build_engine
from evaluation.engines.description import Description, described
from evaluation.engines.protocol import request_of
from evaluation.engines.wire import request_to_data
from evaluation.evaluate import evaluate
from evaluation.gate.policy_file import read_policy
from evaluation.gate.verdict import GateReport, Verdict
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from tests.evaluation.engines.conftest import fingerprints_of
from tests.evaluation.engines.replay import key_of
from tests.evaluation.kit.gates import check_of, failing, judge, run
from triage.rules import RuleSet
from vignettes.library import Library
from vignettes.vignette import Vignette

SCRIPT = Path(__file__).parent / "replay.py"
FINDING = "trouble_breathing"


class Judged(NamedTuple):
    """A candidate's outcomes and faults, and what the gate says of it."""

    outcomes: tuple[Outcome, ...]
    faults: tuple[str, ...]
    report: GateReport


JudgeFault = Callable[..., Judged]


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory, knee: RuleSet, shipped: Library, honest_run: Run
) -> Path:
    """The honest answers, by what is known of each patient."""
    given: dict[str, Any] = {}
    for vignette, outcome in zip(shipped, honest_run.outcomes, strict=True):
        request = request_to_data(request_of(vignette, shipped.digests[vignette.id]["input"]))
        result = outcome.result
        given[key_of(request)] = {
            "disposition": knee.vocabulary.scale.ids[result.disposition or 0],
            "red_flags": sorted(result.red_flags),
            "pathways": sorted(result.pathways),
        }
    path = tmp_path_factory.mktemp("replay") / "answers.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def judge_fault(answers: Path, knee: RuleSet, shipped: Library, honest_run: Run) -> JudgeFault:
    """What the gate says of the process with a fault, against the honest run."""
    rules = read_policy(policy_file("knee"), knee.vocabulary)
    accepted = replace(honest_run, record=replace(honest_run.record, engine_kind="command"))

    def judged(fault: str, value: str = "", *, repeat: int = 1, **told: Any) -> Judged:
        words = [sys.executable, "-I", "-S", str(SCRIPT), str(answers), fault, value]
        description: Description = replace(described(f"command:{shlex.join(words)}"), **told)
        engine = build_engine(description, knee.vocabulary)
        given = evaluate(engine, shipped, repeat=repeat)
        candidate = run(
            given.outcomes,
            **fingerprints_of(knee),
            engine_kind="command",
            repeat=repeat,
            faults=given.faults,
        )
        report = judge(accepted, candidate, rules, scale=knee.vocabulary.scale)
        return Judged(given.outcomes, given.faults, report)

    return judged


def broken(honest: Run, found: Judged) -> dict[str, str]:
    """The vignettes without an answer and why; that all others are as before is asserted."""
    lost = {o.vignette: o.result.reason for o in found.outcomes if not o.is_ok}
    answered = {o.vignette: o.result for o in found.outcomes if o.is_ok}
    before = {o.vignette: replace(o.result, rules=()) for o in honest.outcomes}
    assert answered == {name: before[name] for name in answered}
    return lost


def with_finding(library: Library) -> set[str]:
    """The vignettes in which the finding is present."""
    return {v.id for v in library if FINDING in v.presentation.present}


def test_the_honest_process_passes(judge_fault: JudgeFault, honest_run: Run) -> None:
    """The twin of all below: nothing is lost, and the gate is green."""
    found = judge_fault("none")
    assert broken(honest_run, found) == {}
    assert (found.faults, failing(found.report)) == ((), [])
    assert found.report.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("crashes", "the process ended (exit code 3) without an answer"),
        ("garbage", 'printed no answer but "Traceback (most recent call last):"'),
        ("nan", "NaN"),
    ],
)
def test_a_fault_on_one_finding_costs_just_the_vignettes_that_have_it(
    judge_fault: JudgeFault, honest_run: Run, shipped: Library, fault: str, reason: str
) -> None:
    """A crash, garbage, NaN: an error with its reason each, counted as missed; the gate is red."""
    found = judge_fault(fault, FINDING)
    lost = broken(honest_run, found)
    assert set(lost) == with_finding(shipped)
    assert all(reason in said for said in lost.values())
    assert found.report.verdict is Verdict.FAIL
    assert {"unanswered", "new_missed_red_flag"} <= set(failing(found.report))
    assert check_of(found.report, "unanswered").numbers == f"{len(lost)}"


def test_a_hang_costs_just_the_vignette_that_hangs(
    judge_fault: JudgeFault, honest_run: Run, shipped: Library
) -> None:
    """It is ended after the time that was given, and the rest is asked of a new process."""
    found = judge_fault("hangs", shipped.vignettes[200].narrative[:60], timeout=1.0)
    lost = broken(honest_run, found)
    assert lost == {shipped.vignettes[200].id: "the process gave no answer within 1 s"}
    assert "unanswered" in failing(found.report)


def test_exiting_early_is_a_fault_that_fails_the_gate(
    judge_fault: JudgeFault, honest_run: Run
) -> None:
    """All are answered by new processes, and the verdict still says what happened."""
    found = judge_fault("exits early", "150")
    assert broken(honest_run, found) == {}
    assert failing(found.report) == ["faults"]
    assert check_of(found.report, "faults").items == found.faults != ()


@pytest.fixture
def earlier_ids(shipped: Library, tmp_path: Path) -> Callable[[Iterable[Vignette]], str]:
    """A file with the ids of a run before some patients were edited, by those of today."""

    def written(edited: Iterable[Vignette]) -> str:
        names = {vignette.id for vignette in edited}
        ids = {}
        for vignette in shipped:
            digest = shipped.digests[vignette.id]["input"]
            before = "sha256:before" if vignette.id in names else digest
            ids[request_of(vignette, digest).id] = request_of(vignette, before).id
        path = tmp_path / "ids.json"
        path.write_text(json.dumps(ids), encoding="utf-8")
        return str(path)

    return written


def test_answers_to_patients_who_were_edited_since_are_no_answers(
    judge_fault: JudgeFault,
    honest_run: Run,
    shipped: Library,
    earlier_ids: Callable[[Iterable[Vignette]], str],
) -> None:
    """From an engine that remembers by id come those of an earlier run: they cost the edited."""
    edited = shipped.vignettes[200:202]
    found = judge_fault("another run", earlier_ids(edited))
    lost = broken(honest_run, found)
    assert set(lost) == {vignette.id for vignette in edited}
    assert len(found.faults) == len(edited)
    assert all(fault.endswith("which was not asked") for fault in found.faults)
    assert {"unanswered", "faults"} <= set(failing(found.report))


def test_answers_of_another_run_are_no_answers(
    judge_fault: JudgeFault, shipped: Library, earlier_ids: Callable[[Iterable[Vignette]], str]
) -> None:
    """Ids that nobody asked for: nothing was measured, so there is no verdict."""
    found = judge_fault("another run", earlier_ids(shipped))
    reasons = [o.result.reason for o in found.outcomes]
    assert sum(reason.startswith("not asked: 50 requests") for reason in reasons) == 340
    assert found.report.verdict is Verdict.NO_VERDICT
    assert failing(found.report) == ["results"]


def test_dropping_the_last_vignette_costs_it(
    judge_fault: JudgeFault, honest_run: Run, shipped: Library
) -> None:
    """An engine that is one behind never answers the last."""
    found = judge_fault("drops the last")
    assert set(broken(honest_run, found)) == {shipped.vignettes[-1].id}
    assert "unanswered" in failing(found.report)


def test_a_random_engine_fails_by_not_repeating_itself(judge_fault: JudgeFault) -> None:
    """Declared deterministic, it is caught by asking again; most vignettes differ."""
    found = judge_fault("random", repeat=2)
    assert {"repeatable", "unanswered"} <= set(failing(found.report))


def test_an_answer_given_twice_is_none(
    judge_fault: JudgeFault, honest_run: Run, shipped: Library
) -> None:
    """Which of both would count is nobody's to guess."""
    found = judge_fault("twice", FINDING)
    lost = broken(honest_run, found)
    assert set(lost) == with_finding(shipped)
    assert set(lost.values()) == {"answered twice"}


def test_garbage_beside_the_answers_costs_no_vignette_and_fails_the_gate(
    judge_fault: JudgeFault, honest_run: Run
) -> None:
    """The answers are whole; what was printed beside them is named."""
    found = judge_fault("garbage beside")
    assert broken(honest_run, found) == {}
    assert failing(found.report) == ["faults"]
    assert "loading model ..." in check_of(found.report, "faults").items[0]
