"""The five exit codes, each produced, and nothing that stopped the measuring looks like another."""

from pathlib import Path

import pytest

from tests.reports.cli.command import Edit, Ran, Triage

# Stands for a fault of the harness itself: a function of the gate that breaks.
BREAK = """\
import sys
sys.argv[0] = "triage"
import evaluation.gate.checks
def broken(gate):
    raise RuntimeError("it broke")
evaluation.gate.checks.run_gate = broken
from reports.cli import main
main()
"""
INTERRUPT = BREAK.replace('RuntimeError("it broke")', "KeyboardInterrupt")


def test_0_is_a_pass(quick: Ran) -> None:
    """The gate on what ships."""
    assert quick["gate"].code == 0


def test_1_is_a_gate_that_failed(triage: Triage, mine: Path, edit: Edit) -> None:
    """A rule that was made narrower misses its red flags."""
    edit(mine, "when: fever", "when: {all: [fever, locking]}")
    done = triage("gate", "mine.yaml")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("FAIL  knee@1.2.0 (mine.yaml) against ")


def test_1_is_lint_that_found_an_error(triage: Triage, mine: Path, edit: Edit) -> None:
    """A released version with other content."""
    edit(mine, "version: 1.2.0", "version: 1.1.0")
    edit(mine, "title: Fever", "title: A fever")
    done = triage("lint", "--rules", "mine.yaml")
    assert done.code == 1
    assert "error  mine.yaml: version: knee@1.1.0 was released with other content" in done.out


def test_2_is_wrong_usage(triage: Triage) -> None:
    """What was typed cannot work; the message is short and goes to standard error."""
    done = triage.each(
        [
            ("nonsense",),
            ("gate", "--nonsense"),
            ("gate", "a", "b"),
            ("gate", "--baseline"),
            ("evaluate", "knee"),
            ("compare", "a", "b", "c"),
            ("schema", "nonsense"),
            ("rules", "--rules", "knee"),
            ("rules", "--vignettes", "library"),
            ("rules", "--book", "--json"),
            ("assess", "--number", "age_years"),
            ("assess", "nowhere.yaml"),
            ("assess", "x.yaml", "--present", "fever"),
            ("assess", "--present", "fevr"),
        ]
    )
    assert {words: (each.code, each.out) for words, each in done.items()} == dict.fromkeys(
        done, (2, "")
    )
    assert all(1 <= len(each.err.strip().splitlines()) <= 4 for each in done.values())
    assert not any("Traceback" in each.err for each in done.values())


def test_2_is_a_reference_that_is_empty(triage: Triage) -> None:
    """An unset variable in a script (`triage gate "$CANDIDATE"`) never judges something else."""
    done = triage.each(
        [
            ("gate", ""),
            ("gate", "--baseline", ""),
            ("lint", "--rules", ""),
            ("assess", "--rules", ""),
        ]
    )
    assert {words: each.code for words, each in done.items()} == dict.fromkeys(done, 2)


def test_3_is_no_verdict(triage: Triage) -> None:
    """Something that was needed is not there."""
    done = triage.each(
        [
            ("gate", "nonsense"),
            ("gate", "knee@9.9.9"),
            ("lint", "--rules", "nowhere.yaml"),
            ("assess", "--present", "fever", "--rules", "nowhere.yaml"),
        ]
    )
    assert {words: each.code for words, each in done.items()} == dict.fromkeys(done, 3)
    assert all(each.err.startswith("error  ") for each in done.values())
    assert not any("Traceback" in each.err for each in done.values())


def test_4_is_a_fault_of_the_harness(triage: Triage) -> None:
    """One line says that it is one, and how to see where."""
    done = triage("gate", start=BREAK)
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "error  internal error (RuntimeError: it broke). This is a fault of the harness and no "
        "verdict; TRIAGE_DEBUG=1 shows where.\n"
    )


def test_4_stays_4_while_looking_for_the_fault(triage: Triage) -> None:
    """The traceback is shown on request; the exit code never turns into that of a failed gate."""
    done = triage("gate", start=BREAK, env={"TRIAGE_DEBUG": "1"})
    assert "Traceback" in done.err
    assert "RuntimeError: it broke" in done.err
    assert done.code == 4


def test_an_interruption_is_no_verdict(triage: Triage) -> None:
    """Ctrl-C while measuring is none of pass, fail and traceback."""
    done = triage("gate", start=INTERRUPT)
    assert done.code not in {0, 1}
    assert "Traceback" not in done.err


@pytest.mark.parametrize("closed", [0, 1], ids=["input", "output"])
def test_a_closed_stream_is_no_fault_of_the_harness(triage: Triage, closed: int) -> None:
    """Started without standard input or output, as some schedulers do, nothing breaks inside."""
    start = f"import os; os.close({closed})\nimport sys\n"
    start += "os.execv(sys.executable, [sys.executable, '-c', sys.argv[1], *sys.argv[2:]])"
    inner = "import sys; sys.argv[0] = 'triage'; from reports.cli import main; main()"
    arguments = ("assess",) if closed == 0 else ("gate",)
    done = triage(inner, *arguments, start=start)
    assert done.code == (2 if closed == 0 else 0)
    assert "internal error" not in done.err
    assert "Traceback" not in done.err
