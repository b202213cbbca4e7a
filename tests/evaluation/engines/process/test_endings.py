"""Processes that end, hang or are lost: who pays for it, and what is said of it."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.engines.description import described
from tests.evaluation.engines.process.asking import ROUTINE, ask, fake, patients

FATES = {
    "crash": "the process ended (exit code 3) without an answer",
    "quit": "the process ended (exit code 0) without an answer",
    "segfault": "the process was killed by SIGSEGV without an answer",
    "odd_signal": "the process was killed by signal 40 without an answer",
}


@pytest.mark.parametrize("fate", FATES)
def test_an_end_costs_the_vignettes_that_cause_it(fate: str) -> None:
    """First, next to another, and last: exactly they are errors."""
    asked = ask(fake("in-order", fate), patients(6, 0, 1, 5))
    assert asked.reasons == {f"q-{number}": FATES[fate] for number in (0, 1, 5)}
    assert len(asked.results) == 6
    assert asked.faults == ()


@pytest.mark.parametrize("order", ["in-order", "at-end"])
def test_a_hang_costs_the_vignette_that_hangs(order: str) -> None:
    """After the time that is allowed without an answer the process is killed."""
    asked = ask(fake(order, "hang", timeout=0.3), patients(5, 2))
    assert asked.reasons == {"q-2": "the process gave no answer within 0.3 s"}
    assert len(asked.results) == 5
    assert asked.faults == ()


def test_talk_is_no_answer() -> None:
    """A process that prints without end and answers nothing hangs too."""
    asked = ask(fake("in-order", "chatter", timeout=0.3), patients(3, 1))
    said = 'printed no answer but "still thinking"; the process gave no answer within 0.3 s'
    assert asked.reasons == {"q-1": said}
    assert asked.faults == ('printed a line that is no answer: "still thinking"',)


@pytest.mark.parametrize("count", [2, 20_000])
def test_a_run_has_an_end(count: int) -> None:
    """What is open by then has no answer, what was not asked is not asked, and both say why."""
    asked = ask(fake("in-order", "hang", run_timeout=0.6), patients(count, 1))
    late = "no answer: the run took longer than 0.6 s"
    assert asked.results["q-0"] == ROUTINE
    assert asked.reasons == {f"q-{number}": late for number in range(1, count)}
    assert asked.faults == ()


def test_a_run_may_end_while_a_culprit_is_looked_for() -> None:
    """Then nobody says that all were answered."""
    asked = ask(fake("in-order", "hang", timeout=0.3, run_timeout=0.5), patients(4, 1))
    late = "no answer: the run took longer than 0.5 s"
    assert asked.reasons == {f"q-{number}": late for number in range(1, 4)}
    assert asked.faults == ()


@pytest.mark.parametrize(
    ("fate", "ended"),
    [
        ("deaf", "the process ended (exit code 0)"),
        ("fail_late", "the process ended (exit code 5)"),
        ("stay", "the process gave no answer within 0.3 s"),
        ("close", "the process gave no answer within 0.3 s"),
    ],
)
def test_who_can_answer_alone_has_an_answer(fate: str, ended: str) -> None:
    """The process ended on the others, who were asked again; that it did so is a fault."""
    asked = ask(fake("in-order", fate, timeout=0.3), patients(5, 2))
    assert asked.results == {f"q-{number}": ROUTINE for number in range(5)}
    assert asked.faults == (f"{ended} and was started again; all were answered",)


def test_who_takes_no_more_is_asked_no_more() -> None:
    """A process that closes its input keeps what it has; the others are asked by another one."""
    asked = ask(fake("in-order", "deaf_for_a_moment"), patients(2_000, 0))
    assert asked.results == {f"q-{number}": ROUTINE for number in range(2_000)}
    assert asked.faults == (
        "the process ended (exit code 0) and was started again; all were answered",
    )


@pytest.mark.parametrize(
    ("fate", "ended"),
    [
        ("fail_late", "the process ended (exit code 5), after its last answer"),
        ("stay", "the process did not end when its input was closed, after its last answer"),
    ],
)
def test_a_bad_end_after_the_last_answer_is_a_fault(fate: str, ended: str) -> None:
    """It costs no vignette, and is told."""
    asked = ask(fake("in-order", fate, timeout=0.3), patients(3, 2))
    assert asked.results == {f"q-{number}": ROUTINE for number in range(3)}
    assert asked.faults == (ended,)


def test_ends_by_chance_are_counted(tmp_path: Path) -> None:
    """A process that ends after each answer is one fault with a number."""
    asked = ask(fake("in-order", "deaf"), patients(8, *range(8)))
    assert asked.results == {f"q-{number}": ROUTINE for number in range(8)}
    assert asked.faults == (
        "the process ended (exit code 0) and was started again; all were answered (3 times)",
    )
    once = ask(fake("in-order", "once", tmp_path / "note"), patients(4, 2))
    assert once.results == {f"q-{number}": ROUTINE for number in range(4)}
    assert once.faults == (
        "the process ended (exit code 3) and was started again; all were answered",
    )


def test_a_program_that_vanishes_costs_what_was_still_to_be_asked(tmp_path: Path) -> None:
    """It could be started once, so that the vignettes are to be told, each with the reason."""
    program = tmp_path / "engine"
    program.write_text("#!/bin/sh\nrm engine\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    asked = ask(replace(described("command:./engine"), folder=tmp_path), patients(3))
    gone = 'the process cannot be started again: there is no program "./engine"'
    assert asked.reasons == {f"q-{number}": gone for number in range(3)}


def test_a_program_that_answered_once_is_not_a_program_that_cannot_be_run(tmp_path: Path) -> None:
    """It reads nothing when it is started again: the vignettes pay, and what was given counts."""
    script = """
        [ -e note ] && exit 3
        touch note
        read line
        echo '{"id": "q-0", "disposition": "routine", "red_flags": []}'
    """
    command = f"command:sh -c {shlex.quote(script)}"
    asked = ask(replace(described(command), folder=tmp_path), patients(4))
    assert asked.results["q-0"] == ROUTINE
    reason = "the process ended (exit code 3) without an answer"
    assert asked.reasons == {f"q-{number}": reason for number in (1, 2, 3)}
