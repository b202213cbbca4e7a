"""One vignette over time."""

from collections.abc import Iterator, Sequence

from evaluation.comparison import ENDPOINTS
from evaluation.describe import given_words, gold_words
from evaluation.history.past import PastRun, Seen
from reports.disclaimer import DISCLAIMER
from reports.model.history import HistoryReport
from reports.render.history import (
    MINUTES,
    MOST_UNREAD,
    bisect_command,
    not_counted,
    revision_words,
    short_engine,
)
from reports.render.text import Screen, count, plain


def render_vignette(report: HistoryReport, screen: Screen, *, every_item: bool = False) -> str:
    """One vignette in every run that holds it, and which run was the first to fail it."""
    runs, seen = report.history.runs, report.history.seen
    title = f"{report.vignette} in {len(seen)} of {count(len(runs), 'run')} in {report.folder}"
    lines = [screen.paint(line, "bold") for line in screen.wrap(title)]
    for each in seen:
        past = runs[each.run]
        lines += ["", screen.paint(_run_title(each.run, past), "bold")]
        for label, text in _of_vignette(each, past):
            lines += screen.wrap(text, f"  {label:<9} ", " " * 12)
    lines += ["", *screen.wrap(_first_failing(seen, runs))]
    lines += not_counted(report, screen, None if every_item else MOST_UNREAD)
    if seen and failed_by(seen[-1], runs):
        lines += ["", *screen.wrap(f"Next: {bisect_command(report.vignette)}")]
    return "\n".join([*lines, "", *screen.wrap(DISCLAIMER)])


def failed_by(seen: Seen, runs: Sequence[PastRun]) -> tuple[str, ...]:
    """The endpoints that a vignette fails in its run, by their titles."""
    reports_red_flags = runs[seen.run].reports_red_flags
    return tuple(
        endpoint.title
        for endpoint in ENDPOINTS
        if endpoint.is_failed_by(seen.outcome)
        and (reports_red_flags or not endpoint.needs_red_flags)
    )


def _run_title(number: int, past: PastRun) -> str:
    finished = past.finished[MINUTES].replace("T", " ")
    revision = revision_words(past)
    return plain(f"Run {number + 1}  {finished}  {short_engine(past.engine)}  {revision}")


def _of_vignette(each: Seen, past: PastRun) -> Iterator[tuple[str, str]]:
    outcome, names = each.outcome, past.dispositions
    edits = [
        name
        for name, is_edited in (("input", each.is_input_edited), ("gold", each.is_gold_edited))
        if is_edited
    ]
    if edits:
        yield "Edited", f"{' and '.join(edits)}, since the run before"
    yield "Expected", gold_words(outcome.expected, names)
    yield "Given", given_words(outcome, names, reports_red_flags=past.reports_red_flags)
    if outcome.is_ok and past.is_rules:
        yield "By", ", ".join(outcome.result.rules) or "no rule"
    failed = failed_by(each, (past,) * (each.run + 1))
    yield "Fails", ", ".join(failed) or "nothing"


def _first_failing(seen: Sequence[Seen], runs: Sequence[PastRun]) -> str:
    """Which run was the first to miss a red flag of a vignette, or else to fail it at all."""
    demanding = [each for each in seen if each.outcome.demands_red_flag]
    missed = [each for each in demanding if each.outcome.misses_red_flag]
    if missed:
        return (
            f"Its red flag was missed in {len(missed)} of {count(len(demanding), 'run')}, "
            f"first in run {missed[0].run + 1} ({short_engine(runs[missed[0].run].engine)})."
        )
    never = "Its red flag was never missed." if demanding else "It requires no red flag."
    failing = [each for each in seen if failed_by(each, runs)]
    if not failing:
        return f"{never} It never failed anything."
    first = failing[0]
    return (
        f"{never} The first to fail it: run {first.run + 1} ({', '.join(failed_by(first, runs))})."
    )
