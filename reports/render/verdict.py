"""The gate's verdict: one screen, the worst first, with the next command to type."""

from collections.abc import Iterator, Sequence

from evaluation.gate.verdict import Check, GateReport, Group, Verdict
from reports.render.text import Screen, count, plain

_MOST_ITEMS = 8


def headline(report: GateReport) -> str:
    """The verdict in a few words; what somebody lets pass is part of it, however short it is."""
    counted = ((report.waived, "WAIVED"), (report.accepted, "ACCEPTED"))
    passed = " AND ".join(f"{n} {how}" for n, how in counted if n)
    return report.verdict.words + (f" WITH {passed}" if passed else "")


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
    words = headline(report)
    sides = f"{candidate} against {baseline}, on {count(n, 'vignette')}"
    first, *rest = screen.wrap(sides, f"{words}  ")
    verdict = screen.paint(words, "bold", colour[report.verdict])
    lines = [verdict + first[len(words) :], *rest, ""]
    most = None if every_item else _MOST_ITEMS
    above: set[str] = set()
    for check in report.failing:
        lines += _failing(check, screen, most, above)
        above.update(check.items)
    lines += _holding([check for check in report.checks if check.holds], screen)
    for texts, mark in ((report.waivers, "waiver  "), (report.acceptances, "accepted  ")):
        if texts:
            lines += ["", *(line for text in texts for line in screen.wrap(text, mark))]
    for note in notes:
        lines += ["", *screen.wrap(note)]
    if next_command and report.verdict is Verdict.FAIL:
        lines += ["", f"Next: {plain(next_command)}"]  # in one line, to be copied as one command
    return "\n".join(lines)


def _failing(check: Check, screen: Screen, most: int | None, above: set[str]) -> Iterator[str]:
    """A check and what fails it; items that stand above already are only counted."""
    word = "not measured" if check.group is Group.MEASURED else "FAILED"
    first, *rest = screen.wrap(_said(check), f"{word}  ")
    yield screen.paint(word, "red", "bold") + first[len(word) :]
    yield from rest
    fresh = [item for item in check.items if item not in above]
    for item in fresh[:most]:
        yield from screen.wrap(item, "  - ", "    ")
    if most is not None and len(fresh) > most:
        yield f"  - and {count(len(fresh) - most, 'more', 'more')} (--all shows them)"
    if len(fresh) < len(check.items):
        yield f"  - and {len(check.items) - len(fresh)} of those above"
    yield ""


def _holding(checks: Sequence[Check], screen: Screen) -> Iterator[str]:
    for check in checks:
        first, *rest = screen.wrap(_said(check), "ok  ")
        yield screen.paint("ok", "green") + first[2:]
        yield from rest


def _said(check: Check) -> str:
    waived = f"; {len(check.waived)} waived" if check.waived else ""
    return f"{check.title}: {check.numbers}{waived}"
