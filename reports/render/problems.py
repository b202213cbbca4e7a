"""Problems of files, for the person who mends them."""

from collections.abc import Sequence

from reports.render.text import Screen, count, plain
from triage.loading.problems import Problem, Severity


def render_problems(problems: Sequence[Problem], screen: Screen) -> str:
    """One line for each problem, as ``file:line: field: what``, and a line that counts several."""
    lines = []
    for problem in problems:
        is_error = problem.severity is Severity.ERROR
        mark = screen.paint(problem.severity.value, "red" if is_error else "yellow", "bold")
        lines.append(f"{mark}  {plain(str(problem))}")
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if len(problems) != 1:
        lines.append("")
        lines.append(f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}")
    return "\n".join(lines)
