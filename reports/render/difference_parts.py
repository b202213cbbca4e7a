"""The parts of a difference in words, which text and Markdown share."""

from collections.abc import Iterator, Sequence

from evaluation.analysis.condition_words import who_words
from evaluation.analysis.in_words import (
    decision_words,
    edit_names,
    line_who_words,
    patient_words,
)
from evaluation.analysis.line import Line
from evaluation.analysis.rule_edits import RuleEdit, settings_of
from reports.model.difference import DifferenceReport
from reports.render.counting import count_words
from reports.render.text import count
from triage.rules import Rule, RuleSet
from triage.vocabulary import Vocabulary

LOWERED = "Lowered: less urgent, or a red flag or pathway lost"
RAISED = "Raised: more urgent, or a red flag or pathway gained"


def by_edits(lines: Sequence[Line]) -> dict[tuple[RuleEdit, ...], list[Line]]:
    """Lines by the edits that explain them, in the order of the first line of each."""
    groups: dict[tuple[RuleEdit, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(line.edits, []).append(line)
    return groups


def summary_words(report: DifferenceReport) -> str:
    """How much differs, in one sentence."""
    difference = report.difference
    edited = count(len(difference.edits), "edit")
    if not difference.edits:
        return "Nothing differs that could matter to a patient."
    if not difference.lines:
        return f"{edited}, and nobody is answered differently: the two are proved equivalent."
    lines = count(len(difference.lines), "line")
    accepted = sum(line.id in report.accepted for line in difference.lowered)
    told = f", {accepted} of them accepted" if accepted else ""
    return f"{edited}; {lines}, {len(difference.lowered)} of which lower something{told}."


def scope_words(report: DifferenceReport) -> str:
    """Of whom the lines speak, and what is proved of them."""
    whom = "Of those whom a line names, it holds the ones whose answer changes so. "
    proved = (
        "Proved complete: of all presentations of this vocabulary, unknown answers included "
        f"({count_words(report.presentations)} that the rules can tell apart), none outside of "
        "these lines changes in definite or possible disposition, red flags or pathways. Each "
        "smallest patient was replayed through the interpreter on both sides."
    )
    return whom + proved if report.difference.lines else proved


def reasons(edits: Sequence[RuleEdit], report: DifferenceReport) -> Iterator[tuple[str, str]]:
    """The edits that explain some lines, and what their sources say, each with its label."""
    difference = report.difference
    for edit in edits:
        yield "Because", rule_edit_words(edit, difference.before, difference.after)
    rules = [rule for edit in edits for rule in (edit.after, edit.before) if rule]
    sources = dict.fromkeys(source for rule in rules for source in rule.sources)
    if sources:
        yield "Sources", ", ".join(sources)
    said = dict.fromkeys(told for edit in edits for told in report.sentences.get(edit.id, ()))
    yield from said


def line_parts(
    line: Line, report: DifferenceReport, *, most: int | None
) -> Iterator[tuple[str, str]]:
    """What there is to say of a line itself, each part with its label."""
    difference = report.difference
    words = difference.before.vocabulary
    yield "Who", line_who_words(line, words, most=most)
    yield "Smallest patient", patient_words(line.patient, words, most=most)
    yield "Before", _answer(line, difference.before, is_before=True)
    yield "After", _answer(line, difference.after, is_before=False)
    if line.beside:
        yield "Who is in it also depends on", edit_names(line.beside)
    if line.id in report.accepted:
        yield "Accepted", report.accepted[line.id]


def rule_edit_words(edit: RuleEdit, before: RuleSet, after: RuleSet) -> str:
    """What was edited, with the place in the file."""
    words = before.vocabulary
    if edit.before is None and edit.after is None:
        names = ("default", "floor while undecided")
        sides = zip(names, settings_of(before), settings_of(after), strict=True)
        told = [f"{name} {was} -> {is_now}" for name, was, is_now in sides if was != is_now]
        return "; ".join(told)
    if edit.after is None:
        assert edit.before is not None  # noqa: S101 - one of the two is there
        gone = f"{edit.before.id} is gone ({_place(edit.before, before)})"
        return f"{gone}: {edit.before.disposition.id} if {_when(edit.before, words)}"
    if edit.before is None:
        new = f"{edit.after.id} is new ({_place(edit.after, after)})"
        return f"{new}: {edit.after.disposition.id} if {_when(edit.after, words)}"
    told = list(_differences(edit.before, edit.after, words))
    return f"{edit.after.id} ({_place(edit.after, after)}): {'; '.join(told)}"


def _answer(line: Line, rules: RuleSet, *, is_before: bool) -> str:
    decision = line.before if is_before else line.after
    fired = ", ".join(fired.rule.id for fired in decision.fired)
    if fired:
        by = f"by {fired}"
    elif decision.floor_while_undecided:
        by = "no rule is met, and not every red flag is ruled out"
    else:
        by = f"by default, {rules.default.disposition.id}"
    return f"{decision_words(decision)}; {by}"


def _differences(before: Rule, after: Rule, words: Vocabulary) -> Iterator[str]:
    if before.disposition != after.disposition:
        yield f"{before.disposition.id} -> {after.disposition.id}"
    if before.condition.content() != after.condition.content():
        yield f"if {_when(before, words)} -> if {_when(after, words)}"
    for name, was, is_now in (
        ("red flags", before.red_flags, after.red_flags),
        ("pathways", before.pathways, after.pathways),
    ):
        if {*was} != {*is_now}:
            yield f"{name} {_names(was)} -> {_names(is_now)}"
    if before.holds_floor != after.holds_floor:
        yield "has to be ruled out" if after.holds_floor else "no longer has to be ruled out"


def _when(rule: Rule, words: Vocabulary) -> str:
    return who_words(rule.condition, words)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _place(rule: Rule, ruleset: RuleSet) -> str:
    """Where a rule stands; a rule set that was kept with a run has no lines."""
    return f"{ruleset.file or ruleset.label}:{rule.line}" if rule.line else ruleset.label
