"""Notes among the problems: counted in any case, and listed on request."""

import pytest

from reports.render.problems import render_problems
from reports.render.text import Screen
from triage.loading.problems import Problem, Severity

ERROR = Problem(file="a.yaml", line=1, field="x", message="wrong.")
WARNING = Problem(file="b.yaml", line=2, field="", message="odd.", severity=Severity.WARNING)
NOTE = Problem(file="c.yaml", line=3, field="y", message="open.", severity=Severity.NOTE)
WRONG, ODD = "error  a.yaml:1: x: wrong.", "warning  b.yaml:2: odd."
OPEN = "note  c.yaml:3: y: open."
HINT = " (--undecided lists them)"


@pytest.mark.parametrize(
    ("problems", "shown", "listed"),
    [
        ([], "\n0 errors, 0 warnings", "\n0 errors, 0 warnings"),
        (
            [NOTE],
            f"\n0 errors, 0 warnings, 1 undecided{HINT}",
            OPEN,
        ),
        (
            [NOTE, NOTE],
            f"\n0 errors, 0 warnings, 2 undecided{HINT}",
            f"{OPEN}\n{OPEN}\n\n0 errors, 0 warnings, 2 undecided",
        ),
        (
            [ERROR, WARNING, NOTE],
            f"{WRONG}\n{ODD}\n\n1 error, 1 warning, 1 undecided{HINT}",
            f"{WRONG}\n{ODD}\n{OPEN}\n\n1 error, 1 warning, 1 undecided",
        ),
        (
            [NOTE] * 1_234,
            f"\n0 errors, 0 warnings, 1,234 undecided{HINT}",
            f"{OPEN}\n" * 1_234 + "\n0 errors, 0 warnings, 1,234 undecided",
        ),
    ],
    ids=["none", "one", "two", "with-others", "many"],
)
def test_notes_are_counted_or_listed(problems: list[Problem], shown: str, listed: str) -> None:
    """A note never stands between errors and warnings unless it is asked for."""
    assert render_problems(problems, Screen()) == shown
    assert render_problems(problems, Screen(), notes=True) == listed


def test_a_note_is_dim() -> None:
    """It asks for a decision, not for a hurry."""
    text = render_problems([NOTE], Screen(has_colour=True), notes=True)
    assert text == "\x1b[2;1mnote\x1b[0m  c.yaml:3: y: open."
