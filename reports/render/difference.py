"""The difference between two rule sets: lines with patients, what lowers first."""

from collections.abc import Iterator, Sequence

from evaluation.analysis.in_words import MOST_ABSENT, changes_words
from evaluation.analysis.line import Line
from evaluation.analysis.rule_edits import RuleEdit
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.model.difference import DifferenceReport
from reports.render.difference_parts import (
    LOWERED,
    RAISED,
    by_edits,
    line_parts,
    reasons,
    scope_words,
    summary_words,
)
from reports.render.text import Screen, plain


def render_difference(report: DifferenceReport, screen: Screen, *, every_item: bool = False) -> str:
    """Every line with its smallest patient; ``every_item`` names all absent findings."""
    difference = report.difference
    lines = [*_headline(report, screen)]
    for title, found, colour in (
        (LOWERED, difference.lowered, "red"),
        (RAISED, difference.raised, "magenta"),
    ):
        if found:
            lines += ["", screen.paint(f"{title}: {len(found)}", "bold", colour)]
        for edits, of_edits in by_edits(found).items():
            lines += ["", *_because(edits, report, screen)]
            for line in of_edits:
                lines += _line(line, report, screen, most=None if every_item else MOST_ABSENT)
    lines += ["", *screen.wrap(scope_words(report))]
    return "\n".join([*lines, "", *screen.wrap(f"{LIMITS} {DISCLAIMER}")])


def _headline(report: DifferenceReport, screen: Screen) -> Iterator[str]:
    title = screen.wrap(f"{report.after} against {report.before}")
    yield from (screen.paint(line, "bold") for line in title)
    yield from screen.wrap(summary_words(report), "  ")


def _because(edits: Sequence[RuleEdit], report: DifferenceReport, screen: Screen) -> Iterator[str]:
    for label, text in reasons(edits, report):
        yield from screen.wrap(text, f"{plain(label)}: ", "  ")


def _line(line: Line, report: DifferenceReport, screen: Screen, most: int | None) -> Iterator[str]:
    words = report.difference.before.vocabulary
    first, *rest = screen.wrap(changes_words(line, words), f"  {line.id}  ", "    ")
    yield screen.paint(first, "bold")
    yield from rest
    for label, text in line_parts(line, report, most=most):
        yield from screen.wrap(text, f"    {label}: ", "      ")


def render_accepted(
    lines: Sequence[Line], report: DifferenceReport, place: str, screen: Screen
) -> str:
    """What was just accepted, whole, so that nobody signs for less than there is."""
    said = [screen.paint(plain(f"Accepted in {place}"), "bold")]
    for line in lines:
        said += _line(line, report, screen, most=None)
    said += ["", *screen.wrap("Commit it with the change of the rules."), ""]
    return "\n".join([*said, *screen.wrap(f"{LIMITS} {DISCLAIMER}")])
