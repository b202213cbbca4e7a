"""A difference as text: whole, at any width, and whatever titles contain."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from evaluation.analysis.difference import difference
from reports.data.difference import difference_to_data
from reports.model.difference import DifferenceReport
from reports.render.difference import render_accepted, render_difference
from reports.render.difference_parts import rule_edit_words
from reports.render.text import Screen
from tests.reports.differing import report_of
from triage.conditions import Present, all_of
from triage.repository import load_ruleset
from triage.rules import Default, Rule, RuleSet
from triage.vocabulary import Vocabulary

TEXT = """\
toaster@0.2.0 against toaster@0.1.0
  1 edit; 4 lines, 4 of which lower something, 1 of them accepted.

Lowered: less urgent, or a red flag or pathway lost: 4

Because: smoke (rules.yaml:8): if smoke -> if smoke and sparks
Sources: MAN L1, MAN L3
MAN L1: Smoke is never harmless.
  000000000001  unplug -> keep
    Who: smoke; known absent: sparks
    Smallest patient: smoke; absent: sparks
    Before: unplug (fire); by smoke
    After: keep, could become mend; by default, keep
  000000000002  unplug -> mend; loses the red flag "Fire"
    Who: smoke
    Smallest patient: smoke
    Before: unplug (fire); by smoke
    After: mend, could become unplug; no rule is met, and not every red flag is
      ruled out
  000000000003  mend -> keep; possible unplug -> mend
    Who: known absent: sparks
    Smallest patient: nothing present; absent: sparks
    Before: mend, could become unplug; no rule is met, and not every red flag is
      ruled out
    After: keep, could become mend; by default, keep
  000000000004  possible unplug -> keep
    Who: known absent: sparks
    Smallest patient: nothing present; absent: sparks; crumbs
    Before: mend, could become unplug; no rule is met, and not every red flag is
      ruled out
    After: keep; by default, keep
    Accepted: by A. Person (Safety) until 2027-01-01: agreed

Of those whom a line names, it holds the ones whose answer changes so. Proved
complete: of all presentations of this vocabulary, unknown answers included (108
that the rules can tell apart), none outside of these lines changes in definite
or possible disposition, red flags or pathways. Each smallest patient was
replayed through the interpreter on both sides.

Not covered: whether the rules are good medicine, how questions are worded and
understood, and how free text is read. A reference for testing software, made by
nobody clinical. Not medical advice.
"""
EQUIVALENT = """\
toaster@0.2.0 against toaster@0.1.0
  1 edit, and nobody is answered differently: the two are proved equivalent.

Proved complete: of all presentations of this vocabulary, unknown answers
included (108 that the rules can tell apart), none outside of these lines
changes in definite or possible disposition, red flags or pathways. Each
smallest patient was replayed through the interpreter on both sides.

Not covered: whether the rules are good medicine, how questions are worded and
understood, and how free text is read. A reference for testing software, made by
nobody clinical. Not medical advice.
"""
ACCEPTED = """\
Accepted in here.yaml
  000000000001  unplug -> keep
    Who: smoke; known absent: sparks
    Smallest patient: smoke; absent: sparks
    Before: unplug (fire); by smoke
    After: keep, could become mend; by default, keep

Commit it with the change of the rules.

Not covered: whether the rules are good medicine, how questions are worded and
understood, and how free text is read. A reference for testing software, made by
nobody clinical. Not medical advice.
"""


def with_rule(rules: RuleSet, name: str, edit: Callable[[Rule], Rule | None]) -> RuleSet:
    """A later version, with one rule edited, or taken away."""
    edited = [edit(one) if one.id == name else one for one in rules.rules]
    return replace(rules, version="0.2.0", rules=tuple(one for one in edited if one))


def both_needed(rules: RuleSet) -> RuleSet:
    """Smoke counts only where it sparks too."""
    both = all_of(Present("smoke"), Present("sparks"))
    return with_rule(rules, "smoke", lambda one: replace(one, condition=both))


def told(rules: RuleSet) -> DifferenceReport:
    """A report with a sentence of its source, and with one of its lines accepted."""
    report = report_of(rules, both_needed(rules))
    return replace(
        report,
        sentences={"smoke": (("MAN L1", "Smoke is never harmless."),)},
        accepted={report.difference.lines[-1].id: "by A. Person (Safety) until 2027-01-01: agreed"},
    )


def numbered(text: str, report: DifferenceReport) -> str:
    """A text with a number for each line's id, in the order in which they are shown."""
    lines = {line.id: line for line in report.difference.lines}
    for number, name in enumerate(re.findall(r"^  ([0-9a-f]{12})  ", text, re.MULTILINE), start=1):
        assert name in lines
        text = text.replace(name, f"{number:012}")
    return text


def test_a_whole_difference(rules: RuleSet) -> None:
    """Why, then each line with whom it is about, the smallest patient and both answers."""
    report = told(rules)
    text = render_difference(report, Screen(width=80))
    assert numbered(text, report) + "\n" == TEXT


def test_rules_that_are_equivalent(rules: RuleSet) -> None:
    """That nobody is answered differently is said in so many words."""
    twice = all_of(Present("sparks"), Present("sparks"))
    same = with_rule(rules, "sparks", lambda one: replace(one, condition=twice))
    assert render_difference(report_of(rules, same), Screen(width=80)) + "\n" == EQUIVALENT
    unedited = render_difference(report_of(rules, rules), Screen(width=80)).splitlines()
    assert unedited[1] == "  Nothing differs that could matter to a patient."


def test_what_was_accepted(rules: RuleSet) -> None:
    """The lines whole, so that nobody signs for less."""
    report = told(rules)
    text = render_accepted(report.difference.lines[:1], report, "here.yaml", Screen(width=80))
    assert numbered(text, report) + "\n" == ACCEPTED


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("every_item", [False, True])
def test_no_line_is_wider_than_the_screen(width: int, *, every_item: bool) -> None:
    """Of the difference that ships; with all absent findings named it is longer, never wider."""
    report = report_of(load_ruleset("knee@1.0.0"), load_ruleset("knee@1.1.0"))
    report = replace(report, before="knee@1.0.0", after="knee@1.1.0")
    lines = render_difference(report, Screen(width=width), every_item=every_item).splitlines()
    paths = [line for line in lines if "/" not in line]  # a path is a word, however long
    assert max(map(len, paths)) <= width
    assert bool(re.search(r"and\s+\d+\s+more", "\n".join(lines))) is not every_item


def test_colours_say_nothing_alone(rules: RuleSet) -> None:
    """Without them the text is the same."""
    report = told(rules)
    painted = render_difference(report, Screen(width=80, has_colour=True))
    assert "\x1b[31;1m" in painted or "\x1b[1;31m" in painted
    bare = painted
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[1;35m"):
        bare = bare.replace(code, "")
    assert bare == render_difference(report, Screen(width=80))


def test_no_title_steers_the_terminal(
    rules: RuleSet,
    renamed: Callable[[Vocabulary, str], Vocabulary],
    hostile: str,
    is_harmless: Callable[[str], bool],
) -> None:
    """Nor does a reason, a sentence or a path."""
    before = replace(rules, vocabulary=renamed(rules.vocabulary, hostile), file=hostile)
    report = replace(
        report_of(before, both_needed(before)),
        before=hostile,
        sentences={"smoke": ((hostile, hostile),)},
    )
    accepted = {line.id: hostile for line in report.difference.lines}
    text = render_difference(replace(report, accepted=accepted), Screen())
    assert is_harmless(text)


def test_edits_in_words(rules: RuleSet) -> None:
    """What was edited of a rule, new and gone ones, and the settings."""
    unplug = rules.vocabulary.scale.most
    default = Default(disposition=unplug, title="-", sources=())
    kept = replace(rules, rules=rules.rules[:1])
    sides = [
        (rules, with_rule(rules, "sparks", lambda one: replace(one, disposition=unplug))),
        (rules, with_rule(rules, "sparks", lambda one: replace(one, pathways=()))),
        (rules, with_rule(rules, "smoke", lambda one: replace(one, red_flags=("current",)))),
        (rules, with_rule(rules, "old", lambda one: replace(one, must_be_ruled_out=True))),
        (with_rule(rules, "old", lambda one: replace(one, must_be_ruled_out=True)), rules),
        (rules, with_rule(rules, "old", lambda _: None)),
        (replace(kept, file=""), rules),
        (rules, replace(rules, default=default)),
        (rules, replace(rules, floor_while_undecided=unplug)),
        (rules, replace(rules, default=default, floor_while_undecided=unplug)),
    ]
    found = [rule_edit_words(edit, *side) for side in sides for edit in difference(*side).edits]
    assert found == EDITS


EDITS = [
    "sparks (rules.yaml:15): mend -> unplug",
    "sparks (rules.yaml:15): pathways electrician -> none",
    "smoke (rules.yaml:8): red flags fire -> current",
    "old (rules.yaml:22): has to be ruled out",
    "old (rules.yaml:22): no longer has to be ruled out",
    "old is gone (rules.yaml:22): mend if crumbs and age at least 10 years",
    "sparks is new (rules.yaml:15): mend if sparks",
    "old is new (rules.yaml:22): mend if crumbs and age at least 10 years",
    "default keep -> unplug",
    "floor while undecided mend -> unplug",
    "default keep -> unplug; floor while undecided mend -> unplug",
]


def test_the_settings_are_an_edit_in_the_data_too(rules: RuleSet) -> None:
    """Under a name, with default and floor of both sides; its lines name it."""
    after = replace(rules, floor_while_undecided=rules.vocabulary.scale.most)
    data = difference_to_data(report_of(rules, after))
    (only,) = data["edits"]
    assert only == {
        "id": "settings",
        "rule": None,
        "before": {"default": "keep", "floor_while_undecided": "mend"},
        "after": {"default": "keep", "floor_while_undecided": "unplug"},
    }
    assert {name for line in data["lines"] for name in line["edits"]} == {"settings"}
