"""The gate's verdict: one screen, the worst first, with the next command to type."""

from collections.abc import Iterator, Sequence

from evaluation.gate.verdict import Check, GateReport, Group, Verdict
from evaluation.runs.record import RunRecord
from reports.render.text import Screen, count, plain

_MOST_ITEMS = 8


def render_verdict(
    report: GateReport,
    *,
    candidate: RunRecord,
    baseline: RunRecord,
    n: int,
    notes: Sequence[str],
    next_command: str,
    screen: Screen,
    every_item: bool = False,
) -> str:
    """Failing checks with what fails them, then those that hold, a line each."""
    colour = {Verdict.PASS: "green", Verdict.FAIL: "red", Verdict.NO_VERDICT: "yellow"}
    verdict = screen.paint(report.verdict.words, "bold", colour[report.verdict])
    lines = [
        (
            f"{verdict}  {plain(candidate.engine)} against {plain(baseline.engine)} "
            f"({baseline.finished[:10]}), on {count(n, 'vignette')}"
        ),
        "",
    ]
    most = None if every_item else _MOST_ITEMS
    for check in report.failing:
        lines += _failing(check, screen, most)
    lines += _holding([check for check in report.checks if check.holds], screen)
    for note in notes:
        lines += ["", *screen.wrap(note)]
    if next_command:
        lines += ["", *screen.wrap(next_command, "Next: ", "      ")]
    return "\n".join(lines)


def _failing(check: Check, screen: Screen, most: int | None) -> Iterator[str]:
    word = "not measured" if check.group is Group.MEASURED else "FAILED"
    yield f"{screen.paint(word, 'red', 'bold')}  {check.title}: {plain(check.numbers)}"
    for item in check.items[:most]:
        yield from screen.wrap(item, "  - ")
    if most is not None and len(check.items) > most:
        yield f"  - and {count(len(check.items) - most, 'more', 'more')} (--all shows them)"
    yield ""


def _holding(checks: Sequence[Check], screen: Screen) -> Iterator[str]:
    for check in checks:
        waived = f", {len(check.waived)} waived: {', '.join(check.waived)}" if check.waived else ""
        text = f"{check.title}: {check.numbers}{waived}"
        first, *rest = screen.wrap(text, "ok  ")
        yield screen.paint("ok", "green") + first[2:]
        yield from rest
