"""Where output goes: colours at terminals only, and pipes that close early."""

import re
from pathlib import Path

import pytest

from tests.reports.cli.command import Done, Ran, Triage

FEVER = ("assess", "--present", "fever")


def test_piped_output_has_no_codes(quick: Ran) -> None:
    """Neither standard output nor errors are painted where nobody can see it."""
    assert [w for w, done in quick.done.items() if "\x1b" in done.out + done.err] == []


@pytest.mark.parametrize("arguments", [FEVER, ("gate", "knee@1.0.0", "--baseline", "nonsense")])
def test_a_terminal_without_colours_gets_none(triage: Triage, arguments: tuple[str, ...]) -> None:
    """NO_COLOR and a dumb terminal are heard; the words stay the same."""
    painted = triage.at_terminal(*arguments)
    silent = triage.at_terminal(*arguments, env={"NO_COLOR": "1"})
    dumb = triage.at_terminal(*arguments, env={"TERM": "dumb"})
    assert "\x1b[" in painted.out
    assert "\x1b" not in silent.out
    assert silent == dumb
    assert silent.code == painted.code


def test_errors_at_a_terminal_are_red(triage: Triage) -> None:
    """The word error is painted, and nothing else of the line."""
    done = triage.at_terminal("gate", "nonsense")
    assert "\x1b[31;1merror\x1b[0m  nonsense: no such rule set" in done.out


def test_colours_can_be_asked_for_in_a_pipe(triage: Triage) -> None:
    """FORCE_COLOR changes no word; 0 and nothing ask for none, and NO_COLOR is stronger."""
    words = ("gate", "knee@1.0.0")
    asked: tuple[dict[str, str], ...] = (
        {},
        {"FORCE_COLOR": "1"},
        {"FORCE_COLOR": "0"},
        {"FORCE_COLOR": "1", "NO_COLOR": "1"},
    )
    piped, forced, no, silent = (triage(*words, env=each) for each in asked)
    assert "\x1b[1;31mFAIL\x1b[0m  " in forced.out
    assert re.sub("\x1b\\[[0-9;]*m", "", forced.out) == piped.out
    assert piped == no == silent
    error = triage("gate", "nonsense", env={"FORCE_COLOR": "1"}).err
    assert error.startswith("\x1b[31;1merror\x1b[0m  nonsense: no such rule set")


@pytest.mark.parametrize(
    ("columns", "lines"), [(80, "24"), (200, "50"), (80, "3"), (60, "60")], ids=str
)
def test_a_verdict_fits_the_terminal(triage: Triage, columns: int, lines: str) -> None:
    """With room for a prompt; a terminal that says it has hardly any lines has 24."""
    env = {"NO_COLOR": "1", "LINES": lines}
    shown = triage.at_terminal("gate", "knee@1.0.0", env=env, columns=columns).out.splitlines()
    assert len(shown) <= max(24, int(lines)) - 2
    assert max(map(len, shown[:-1])) <= columns
    assert shown[0].startswith("FAIL  knee@1.0.0 against ")
    assert shown[-1].startswith("Next: triage ")


def test_a_verdict_in_a_log_is_not_longer_than_fifty_lines(quick: Ran) -> None:
    """However many lines a terminal would have had."""
    assert 24 < len(quick["gate knee@1.0.0"].out.splitlines()) <= 50


@pytest.mark.parametrize(("columns", "widest"), [(80, 80), (200, 120)])
def test_prose_fits_the_terminal_and_never_gets_too_wide_to_read(
    triage: Triage, columns: int, widest: int
) -> None:
    """Lines are as wide as the terminal, up to 120 columns."""
    done = triage.at_terminal(*FEVER, env={"NO_COLOR": "1"}, columns=columns)
    lengths = [len(line) for line in done.out.splitlines()]
    assert widest - 25 < max(lengths) <= widest


@pytest.mark.parametrize("arguments", [("gate",), FEVER, ("--help",), ("schema",)], ids=" ".join)
def test_a_reader_that_has_gone_gets_no_traceback(
    triage: Triage, arguments: tuple[str, ...]
) -> None:
    """As with `triage gate | head -1`, when head has ended already."""
    assert triage.into_closed_pipe(*arguments).err == ""


@pytest.mark.parametrize("arguments", [("gate",), ("gate", "--json")], ids=" ".join)
def test_a_pass_that_nobody_reads_never_turns_into_a_regression(
    triage: Triage, arguments: tuple[str, ...]
) -> None:
    """With `set -o pipefail`, a script sees the exit code of the gate itself."""
    assert triage.into_closed_pipe(*arguments).code != 1


def test_a_full_disk_is_told_and_is_no_pass(triage: Triage) -> None:
    """A verdict that could not be written is neither a pass nor a fail."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no device here that is always full")
    with full.open("w", encoding="utf-8") as place:
        done = triage.into(place.fileno(), "gate")
    assert done.code == 4
    assert done.err == ("error  standard output cannot be written: No space left on device.\n")


def test_work_that_takes_long_shows_how_far_it_is_at_a_terminal_only(in_domain: Triage) -> None:
    """A bar on standard error; where output is piped there is none."""
    head, *vignettes = re.split(
        r"(?m)^(?=  - id: )",
        (in_domain.folder / "library" / "toasters.yaml").read_text(encoding="utf-8"),
    )
    for number in range(302):
        one = re.sub("id: .*", f"id: v{number}", vignettes[0], count=1)
        (in_domain.folder / "library" / f"{number}.yaml").write_text(head + one, encoding="utf-8")
    words = ("lint", "--rules", "rules.yaml", "--vignettes", "library")
    assert "Reading vignettes" in in_domain.at_terminal(*words).out
    piped = in_domain(*words)
    assert (piped.code, piped.err) == (0, "")
    assert piped.out.startswith("toaster@0.1.0, 305 vignettes (library)\n")


LONG = """\
from reports.cli.progress import working
with working("Thinking", 501):
    print("one")
with working("Blinking", 500):
    print("two")
try:
    with working("Failing", 501):
        raise ValueError
except ValueError:
    print("three")
"""


def test_work_of_unknown_length_says_so_at_a_terminal_only(triage: Triage) -> None:
    """What it is, while it lasts, where there is much to do; however it ends, the line goes."""
    emptied = ["\r" + " " * len(label) + "\r" for label in ("Thinking ...", "Failing ...")]
    assert triage.at_terminal(start=LONG).out == (
        f"Thinking ...one\n{emptied[0]}two\nFailing ...{emptied[1]}three\n"
    )
    assert triage(start=LONG) == Done(0, "one\ntwo\nthree\n", "")


def test_the_first_line_can_be_read_alone(triage: Triage) -> None:
    """More than a pipe holds is written, one line is read, and the rest thrown away."""
    done = triage.into_head("schema")
    assert (done.out, done.err) == ("{\n", "")


@pytest.mark.parametrize("arguments", [("assess", "--help"), ("gate",), FEVER], ids=" ".join)
def test_an_old_encoding_gets_no_traceback(triage: Triage, arguments: tuple[str, ...]) -> None:
    """A terminal that knows few characters is shown what it knows."""
    done = triage(*arguments, env={"PYTHONIOENCODING": "latin-1"})
    assert done.code == 0
    assert "Traceback" not in done.err
