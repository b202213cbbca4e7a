"""The difference between two rule sets as Markdown, for the comment of a pull request."""

from collections.abc import Iterator

from evaluation.analysis.in_words import changes_words, edit_names
from evaluation.analysis.line import Line
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.model.difference import DifferenceReport
from reports.render.conditions import in_line
from reports.render.difference_parts import (
    LOWERED,
    RAISED,
    by_edits,
    line_parts,
    reasons,
    scope_words,
    summary_words,
)


def difference_page(report: DifferenceReport) -> str:
    """A table of all lines, what lowers first, and below it each line whole."""
    difference = report.difference
    lines = [
        f"## {in_line(report.after)} against {in_line(report.before)}",
        "",
        in_line(summary_words(report)),
        "",
    ]
    for title, found in ((LOWERED, difference.lowered), (RAISED, difference.raised)):
        if found:
            lines += [f"### {title} ({len(found)})", "", *_table(found, report), ""]
            for edits, of_edits in by_edits(found).items():
                lines += [_item(label, text) for label, text in reasons(edits, report)]
                lines += ["", *(part for line in of_edits for part in _whole(line, report))]
    lines += [in_line(scope_words(report)), "", f"{LIMITS} {DISCLAIMER}"]
    return "\n".join(lines) + "\n"


def _table(found: tuple[Line, ...], report: DifferenceReport) -> Iterator[str]:
    words = report.difference.before.vocabulary
    yield "| line | change | who | because of |"
    yield "|---|---|---|---|"
    for line in found:
        parts = dict(line_parts(line, report, most=2))
        cells = (changes_words(line, words), parts["Who"], edit_names(line.edits))
        yield " | ".join([f"| `{line.id}`", *map(_cell, cells)]) + " |"


def _item(label: str, text: str) -> str:
    return f"- **{in_line(label)}**: {in_line(text)}"


def _cell(text: str) -> str:
    """Text that ends no cell, whatever stands before its bars."""
    return in_line(text).replace("|", "&#124;")


def _whole(line: Line, report: DifferenceReport) -> Iterator[str]:
    words = report.difference.before.vocabulary
    told = " ".join(changes_words(line, words).split())
    told = told.replace("&", "&amp;").replace("<", "&lt;")  # in a summary nothing is Markdown
    yield f"<details><summary><code>{line.id}</code> {told}</summary>"
    yield ""
    for label, text in line_parts(line, report, most=None):
        yield _item(label, text)
    yield ""
    yield "</details>"
    yield ""
