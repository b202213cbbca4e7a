"""The revision of the rules that a miss came with."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from evaluation.analysis.rule_edits import rule_edits
from evaluation.describe import given_words, gold_words
from evaluation.outcomes import Outcome
from reports.disclaimer import DISCLAIMER
from reports.model.bisect import Asked, BisectReport, Revision
from reports.render.difference_parts import rule_edit_words
from reports.render.text import Screen, count, plain
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

_SHORT: Final = 12
_LONGEST_SUBJECT: Final = 200
_MOST_EDITS: Final = 10
_MOST_REVISIONS: Final = 10
_MOST_WHY: Final = 200


def render_bisect(
    report: BisectReport, following: str, screen: Screen, *, every_item: bool = False
) -> str:
    """The revision, what the rules said before and after, what was edited, and all other turns.

    ``following`` is the command to type next. ``every_item`` lists every edit and every revision.
    """
    most = None if every_item else _MOST_REVISIONS
    lines = [
        *_heading(report, screen),
        "",
        *_answers(report, screen),
        *_edits(report, screen, None if every_item else _MOST_EDITS),
        *_turns(report, screen, most),
        *_skipped(report, screen, most),
        "",
        *screen.wrap(_scope(report)),
    ]
    if following:
        lines += ["", *screen.wrap(f"Next: {following}")]
    return "\n".join([*lines, "", *screen.wrap(DISCLAIMER)])


def revision_name(revision: Revision) -> str:
    """The start of a revision's hash, or that it is not committed."""
    return revision.hash[:_SHORT] or "the edits that are not committed"


def edit_lines(report: BisectReport) -> tuple[str, ...]:
    """What was edited in the rules, in words; nothing where only one side is known."""
    if report.before is None or report.after is None:
        return ()
    words = _words_of_both(report.before.vocabulary, report.after.vocabulary)
    before, after = _in(words, report.before), _in(words, report.after)
    return tuple(rule_edit_words(edit, before, after) for edit in rule_edits(before, after))


def _in(words: Vocabulary, ruleset: RuleSet) -> RuleSet:
    return replace(ruleset, vocabulary=words)


def _words_of_both(before: Vocabulary, after: Vocabulary) -> Vocabulary:
    """A vocabulary that has a word for whatever either side speaks of."""
    if before is after:
        return after
    return replace(
        after,
        findings={**before.findings, **after.findings},
        numbers={**before.numbers, **after.numbers},
        red_flags={**before.red_flags, **after.red_flags},
        pathways={**before.pathways, **after.pathways},
    )


def _heading(report: BisectReport, screen: Screen) -> Iterator[str]:
    name = revision_name(report.first.revision)
    if report.is_since_the_first:
        since = f"as far back as the rules can be asked, which is to {name}"
    else:
        since = f"since {name}"
    title = f"{report.vignette} fails by {report.endpoint.title} {since}"
    for line in screen.wrap(title):
        yield screen.paint(line, "bold", "red")
    yield from screen.wrap(_about(report.first.revision), "  ")
    for merge in report.merged_by:
        yield from screen.wrap(f"merged by {revision_name(merge)}: {_about(merge)}", "  ")
    if report.suspects:
        names = ", ".join(revision_name(each.revision) for each in report.suspects)
        text = f"It may as well be one of those before it that cannot be asked: {names}."
        yield from screen.wrap(text, "  ")


def _about(revision: Revision) -> str:
    """When, who and what, as far as it is known."""
    subject = plain(revision.subject)
    if len(subject) > _LONGEST_SUBJECT:
        subject = f"{subject[:_LONGEST_SUBJECT]}…"
    author = revision.author[:_LONGEST_SUBJECT]
    return "  ".join(part for part in (revision.time, author, subject) if part)


def _answers(report: BisectReport, screen: Screen) -> Iterator[str]:
    """Expected, and given on both sides."""
    outcome = report.first.outcome
    assert outcome is not None  # noqa: S101 - a turn is where something was said
    parts = [("Expected", gold_words(outcome.expected, report.dispositions))]
    if report.last is not None and report.last.outcome is not None:
        said = _said(report.last.outcome, report)
        parts.append(("Before", f"{said}, at {revision_name(report.last.revision)}"))
    parts.append(("After", _said(outcome, report)))
    for label, text in parts:
        yield from screen.wrap(text, f"  {label:<9} ", " " * 12)


def _said(outcome: Outcome, report: BisectReport) -> str:
    rules = ", ".join(outcome.result.rules) or "no rule"
    return f"{given_words(outcome, report.dispositions)} by {rules}"


def _edits(report: BisectReport, screen: Screen, most: int | None) -> Iterator[str]:
    found = edit_lines(report)
    if report.before is None or report.after is None:
        return
    yield ""
    yield screen.paint("What was edited in the rules", "bold")
    for text in found[:most]:
        yield from screen.wrap(text, "  - ", "    ")
    if not found:
        yield from screen.wrap("nothing that matters to a patient: the vocabulary was", "  - ")
    if most is not None and len(found) > most:
        yield f"  - and {len(found) - most:,} more (--all shows them)"


def _turns(report: BisectReport, screen: Screen, most: int | None) -> Iterator[str]:
    """All turns, the newest first, where there is more than the one that is told above."""
    if len(report.turns) == 1:
        return
    newest_first = report.turns[::-1]
    yield ""
    times = sum(turn.is_failing for turn in report.turns)
    yield screen.paint(f"Began to fail {count(times, 'time')}, the newest first", "bold")
    for turn in newest_first[:most]:
        revision = report.asked[turn.at].revision
        what = "begins to fail" if turn.is_failing else "is fixed"
        yield from screen.wrap(
            f"{revision_name(revision)} {what}: {_about(revision)}", "  - ", "    "
        )
    if most is not None and len(newest_first) > most:
        yield f"  - and {len(newest_first) - most:,} more (--all shows them)"


def _skipped(report: BisectReport, screen: Screen, most: int | None) -> Iterator[str]:
    skipped = [each for each in report.asked[::-1] if each.outcome is None]
    if not skipped:
        return
    yield ""
    n = count(len(skipped), "revision")
    yield screen.paint(f"Skipped, since the rules could not be asked: {n}", "bold", "magenta")
    for each in skipped[:most]:
        yield from screen.wrap(_why(each), "  - ", "    ")
    if most is not None and len(skipped) > most:
        yield f"  - and {len(skipped) - most:,} more (--all shows them)"


def _why(each: Asked) -> str:
    """Why a revision could not be asked, in short; what is wrong with a file names its revision."""
    why = each.why if len(each.why) <= _MOST_WHY else f"{each.why[:_MOST_WHY]}…"
    name = revision_name(each.revision)
    return why if name in why else f"{name}: {why}"


def _scope(report: BisectReport) -> str:
    old = sum(each.is_in_old_words for each in report.asked)
    words = f"; {old} of them in the vocabulary that they had, not in that of today" if old else ""
    n = count(len(report.asked), "revision")
    return f"{n} of {report.rules} asked about the vignette as it is today{words}."
