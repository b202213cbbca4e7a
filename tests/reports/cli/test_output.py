"""Where output goes: colours at terminals only, and pipes that close early."""

import re
from pathlib import Path

import pytest

from tests.reports.cli.command import Ran, Triage

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
