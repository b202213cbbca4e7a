"""Problems of files, for the person who mends them."""

from collections import Counter
from collections.abc import Sequence

from reports.render.text import Screen, count, plain
from triage.loading.problems import Problem, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "magenta", Severity.NOTE: "dim"}


def render_problems(problems: Sequence[Problem], screen: Screen, *, notes: bool = False) -> str:
    """One line for each problem, as ``file:line: field: what``, and a line that counts several.

    Notes are listed where ``notes`` says so, and counted in any case.
    """
    lines = []
    for problem in problems:
        if problem.severity is Severity.NOTE and not notes:
            continue
        mark = screen.paint(problem.severity.value, _COLOURS[problem.severity], "bold")
        lines.append(f"{mark}  {plain(str(problem))}")
    if len(problems) != 1 or not lines:
        n = Counter(problem.severity for problem in problems)
        summary = f"{count(n[Severity.ERROR], 'error')}, {count(n[Severity.WARNING], 'warning')}"
        if undecided := n[Severity.NOTE]:
            summary += f", {undecided:,} undecided" + ("" if notes else " (--undecided lists them)")
        lines += ["", summary]
    return "\n".join(lines)
