"""The gate's verdict: one screen, the worst first, with the next command to type."""

from collections.abc import Iterator, Sequence

from evaluation.gate.verdict import Check, GateReport, Group, Verdict
from reports.render.text import Screen, count, plain

_MOST_ITEMS = 8


def render_verdict(
    report: GateReport,
    *,
    candidate: str,
    baseline: str,
    n: int,
    notes: Sequence[str],
    next_command: str,
    screen: Screen,
    every_item: bool = False,
) -> str:
    """Failing checks with what fails them, then those that hold, a line each."""
    colour = {Verdict.PASS: "green", Verdict.FAIL: "red", Verdict.NO_VERDICT: "yellow"}
    verdict = screen.paint(report.verdict.words, "bold", colour[report.verdict])
    sides = f"{candidate} against {baseline}, on {count(n, 'vignette')}"
    lines = [f"{verdict}  {plain(sides)}", ""]
    most = None if every_item else _MOST_ITEMS
    for check in report.failing:
        lines += _failing(check, screen, most)
    lines += _holding([check for check in report.checks if check.holds], screen)
    for note in notes:
        lines += ["", *screen.wrap(note)]
    if next_command and report.verdict is Verdict.FAIL:
        lines += ["", *screen.wrap(next_command, "Next: ", "      ")]
    return "\n".join(lines)


def _failing(check: Check, screen: Screen, most: int | None) -> Iterator[str]:
    word = "not measured" if check.group is Group.MEASURED else "FAILED"
    first, *rest = screen.wrap(f"{check.title}: {check.numbers}", f"{word}  ")
    yield screen.paint(word, "red", "bold") + first[len(word) :]
    yield from rest
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
