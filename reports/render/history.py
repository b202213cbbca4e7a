"""Runs of a domain over time."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from evaluation.describe import NOT_ESTIMABLE, percent
from evaluation.history.past import PastRun, Step
from evaluation.metrics import Rate
from reports.disclaimer import DISCLAIMER
from reports.model.history import HistoryReport
from reports.render.fitting import headed
from reports.render.rates import beside_words, k_of_n, short_interval
from reports.render.sparkline import sparkline
from reports.render.text import Screen, count, plain
from triage.listing import few

_LONGEST_NAME: Final = 24
_MOST_NAMES: Final = 8
_MOST_FIXED: Final = 3
MOST_UNREAD: Final = 10
_SHORT_REVISION: Final = 7
MINUTES: Final = slice(0, 16)
_DAY: Final = slice(0, 10)


def render_history(report: HistoryReport, screen: Screen, *, every_item: bool = False) -> str:
    """A table of all runs, the oldest first, how the numbers went, and what newly fails.

    ``every_item`` names all vignettes and all folders, not the first few.
    """
    most = None if every_item else _MOST_NAMES
    lines = [
        *_heading(report, screen),
        "",
        *_table(report, screen),
        *_about(report, screen),
        *_trend(report, screen),
        *_steps(report, screen, most),
        *not_counted(report, screen, None if every_item else MOST_UNREAD),
        *_next(report, screen),
        "",
        *screen.wrap(DISCLAIMER),
    ]
    return "\n".join(lines)


def _heading(report: HistoryReport, screen: Screen) -> Iterator[str]:
    runs = report.history.runs
    first, last = runs[0].finished[_DAY], runs[-1].finished[_DAY]
    when = first if first == last else f"{first} to {last}"
    title = f"{report.domain}: {count(len(runs), 'run')} in {report.folder}, {when}"
    for line in screen.wrap(title):
        yield screen.paint(line, "bold")
    text = (
        f"An escalation is {report.threshold.id} and above, as the policy says now "
        f"({report.policy}): runs that were judged by another policy are counted anew."
    )
    yield from screen.wrap(text, "  ")


_HEADER: Final = (
    "run", "finished (UTC)", "engine", "revision", "vignettes",
    "missed", "at most", "escalation right", "95 % interval",
)  # fmt: skip


def _table(report: HistoryReport, screen: Screen) -> Iterator[str]:
    """A row for each run, and a line wherever the library becomes another one."""
    runs = report.history.runs
    rows = [_row(number, past, report) for number, past in enumerate(runs, start=1)]
    lines = headed(_HEADER, rows, screen, right=(0, 4, 5, 6, 7), spare=(3, 1))
    head = len(lines) - len(rows)
    yield from lines[:head]
    for step, line in zip((None, *report.history.steps), lines[head:], strict=True):
        if step is not None and step.is_other_library:
            yield from screen.wrap(_OTHER_LIBRARY, "  -- ", "     ")
        yield line


_OTHER_LIBRARY: Final = "another library from here on: rates above and below do not compare"


def _row(number: int, past: PastRun, report: HistoryReport) -> tuple[str, ...]:
    escalation = report.escalation(past)
    return (
        str(number),
        past.finished[MINUTES].replace("T", " "),
        short_engine(past.engine),
        revision_words(past),
        f"{past.vignettes:,}",
        k_of_n(past.missed),
        short_interval(past.missed),
        k_of_n(escalation) if escalation else "-",
        short_interval(escalation) if escalation else "no such threshold",
    )


def short_engine(name: str) -> str:
    """The name of an engine, cut where it would push everything else aside."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def revision_words(past: PastRun) -> str:
    """The revision of a run in short, with a mark where its checkout had uncommitted edits.

    A dash where the run came from no checkout.
    """
    mark = " + edits" if past.is_dirty else ""
    return f"{past.revision[:_SHORT_REVISION]}{mark}".strip() or "-"


def _about(report: HistoryReport, screen: Screen) -> Iterator[str]:
    rates: list[tuple[str, Rate]] = []
    for number, past in enumerate(report.history.runs, start=1):
        rates.append((f"missed red flags of run {number}", past.missed))
        if escalation := report.escalation(past):
            rates.append((f"escalation accuracy of run {number}", escalation))
    yield from screen.wrap(f"{_ABOUT} {beside_words(rates)}".rstrip(), "  ")


_ABOUT: Final = (
    "Missed: red flags missed by action, with the exact one-sided 95 % upper bound; escalation "
    "accuracy with its Wilson interval; both over families. They describe these libraries, not "
    "patients."
)


def _trend(report: HistoryReport, screen: Screen) -> Iterator[str]:
    """How the numbers went, as bars; one run has no trend."""
    runs = report.history.runs[-(screen.width - _BESIDE_BARS) :]
    if len(runs) < _SEVERAL:
        return
    yield ""
    left = len(report.history.runs) - len(runs)
    title = "Oldest to newest" + (f", without the first {left}" if left else "")
    yield screen.paint(title, "bold")
    missed = [past.missed.value for past in runs]
    rates = [report.escalation(past) for past in runs]
    right = [rate.value if rate else None for rate in rates]
    for name, values in (("missed red flags", missed), ("escalation right", right)):
        yield _bars(name, values, [percent(value) for value in values])
    sizes = [past.vignettes for past in runs]
    yield _bars("vignettes", sizes, [f"{size:,}" for size in sizes])


_BESIDE_BARS: Final = 46  # columns for the name and both ends
_SEVERAL: Final = 2


def _bars(name: str, values: Sequence[float | None], words: Sequence[str]) -> str:
    """Bars from the lowest to the highest value, which are said beside them."""
    known = [(value, said) for value, said in zip(values, words, strict=True) if value is not None]
    if not known:
        return f"  {name:<16}  {NOT_ESTIMABLE}"
    (low, lowest), (high, highest) = min(known), max(known)
    bars = sparkline(values, lowest=low, highest=high)
    ends = lowest if low == high else f"{lowest} to {highest}"
    return f"  {name:<16}  {bars}  {ends}"


def _steps(report: HistoryReport, screen: Screen, most: int | None) -> Iterator[str]:
    """What newly fails from one run to the next, and what is fixed."""
    history = report.history
    is_quiet = True
    for number, step in enumerate(history.steps, start=2):
        told = list(_of_step(step, most))
        if not told:
            continue
        is_quiet = False
        yield ""
        yield screen.paint(_step_title(number, history.runs[number - 1]), "bold")
        yield from screen.wrap(_strata(step), "  ")
        for text, *styles in told:
            first, *rest = screen.wrap(text, "  - ", "    ")
            yield screen.paint(first, *styles)
            yield from rest
    if is_quiet and history.steps:
        yield ""
        yield from screen.wrap("Nothing newly fails, and nothing is fixed, from run to run.")


def _step_title(number: int, past: PastRun) -> str:
    return plain(f"Run {number} ({short_engine(past.engine)}) against run {number - 1}")


def _strata(step: Step) -> str:
    if step.comparison is None:
        return "The two have different dispositions: nothing can be compared."
    return (
        f"{count(step.comparable, 'comparable vignette')}, {step.edited} edited, "
        f"{step.added} added, {step.removed} removed."
    )


def _of_step(step: Step, most: int | None) -> Iterator[tuple[str, ...]]:
    """What there is to say of a step, each with its styles: the worst first."""
    if step.comparison is None:
        yield ("not compared", "bold", "magenta")
        return
    for title, part, *styles in (
        ("New", "newly_failing", "red"),
        ("Worse", "worsened", "red"),
        ("Fixed", "newly_fixed", "green"),
    ):
        for end in step.comparison.endpoints:
            names: tuple[str, ...] = getattr(end, part)
            if names:
                fewest = _MOST_FIXED if part == "newly_fixed" else _MOST_NAMES
                shown = few(names, fewest if most is not None else len(names))
                yield (f"{title} {end.endpoint.title}: {len(names)} ({shown})", *styles)


def not_counted(report: HistoryReport, screen: Screen, most: int | None) -> Iterator[str]:
    """Whatever lies in the folder and is not in the table."""
    history = report.history
    if history.unread:
        yield ""
        n = count(len(history.unread), "folder")
        yield screen.paint(
            f"Not counted, since nothing there can be trusted: {n}", "bold", "magenta"
        )
        for unread in history.unread[:most]:
            yield from screen.wrap(unread.why, "  - ", "    ")
        if most is not None and len(history.unread) > most:
            yield f"  - and {len(history.unread) - most:,} more (--all shows them)"
    if history.others or history.copies:
        yield ""
    if history.others:
        told = few([f"{n} of {name}" for name, n in history.others.items()], _MOST_NAMES)
        yield from screen.wrap(f"Runs of other domains, which do not count here: {told}.")
    if history.copies:
        copies = count(history.copies, "copy", "copies")
        yield from screen.wrap(f"{copies} of runs that stand in another folder too; counted once.")


def _next(report: HistoryReport, screen: Screen) -> Iterator[str]:
    """What to type about the newest miss that is still one."""
    for step in report.history.steps[-1:]:
        end = step.comparison.endpoint("missed_red_flag") if step.comparison else None
        if end and (end.newly_failing or end.worsened) and report.history.runs[-1].is_rules:
            yield ""
            command = bisect_command((*end.newly_failing, *end.worsened)[0])
            yield from screen.wrap(f"Next: {command}")
            yield from screen.wrap("(--rules names other rules than those of the domain)", "      ")


def bisect_command(vignette: str) -> str:
    """What to type to find the revision that a miss came with."""
    return f"triage bisect {shlex.quote(plain(vignette))}"
