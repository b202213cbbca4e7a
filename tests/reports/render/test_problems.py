"""Problems of files, as a whole."""

from collections.abc import Callable

from reports.render.problems import render_problems
from reports.render.text import Screen
from triage.loading.problems import Problem, Severity

PROBLEMS = (
    Problem(file="rules.yaml", line=3, field="rules[a].when", message='unknown finding "fevr".'),
    Problem(file="lib", line=0, field="", message="no vignette stands here.", code="empty"),
    Problem(
        file="v.yaml",
        line=7,
        field="vignettes[x].gold",
        message="the same patient.",
        severity=Severity.WARNING,
    ),
)


def test_a_single_problem_is_not_counted() -> None:
    """One line says it all."""
    assert render_problems(PROBLEMS[1:2], Screen()) == "error  lib: no vignette stands here."


def test_each_problem_has_a_line_and_a_last_line_counts_them() -> None:
    """Severity, file, line, field and message, in the order given."""
    assert render_problems(PROBLEMS, Screen()) == (
        'error  rules.yaml:3: rules[a].when: unknown finding "fevr".\n'
        "error  lib: no vignette stands here.\n"
        "warning  v.yaml:7: vignettes[x].gold: the same patient.\n"
        "\n"
        "2 errors, 1 warning"
    )


def test_no_problems_are_counted_too() -> None:
    """Nothing found is said."""
    assert render_problems((), Screen()) == "\n0 errors, 0 warnings"


def test_errors_are_red_and_warnings_magenta() -> None:
    """The word is painted, the rest is not."""
    assert render_problems(PROBLEMS[1:], Screen(has_colour=True)) == (
        "\x1b[31;1merror\x1b[0m  lib: no vignette stands here.\n"
        "\x1b[35;1mwarning\x1b[0m  v.yaml:7: vignettes[x].gold: the same patient.\n"
        "\n"
        "1 error, 1 warning"
    )


def test_a_long_problem_stays_on_one_line_whatever_the_screen() -> None:
    """Editors and scripts read file:line from the line; it is never wrapped."""
    problem = Problem(file="a.yaml", line=1, field="x", message="word " * 60)
    assert len(render_problems([problem], Screen(width=60)).split("\n")) == 1


def test_hostile_content_of_a_problem_arrives_harmless(
    hostile: str, is_harmless: Callable[[str], bool]
) -> None:
    """File names, fields and values in messages cannot steer the terminal or fake a line."""
    problem = Problem(file=hostile, line=1, field=hostile, message=hostile)
    text = render_problems([problem], Screen())
    assert is_harmless(text)
    assert len(text.split("\n")) == 1
