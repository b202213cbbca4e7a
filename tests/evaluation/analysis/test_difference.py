"""The difference of two rule sets: every changed patient is in a line, and every line is so."""

import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis import difference as module
from evaluation.analysis import regions
from evaluation.analysis.difference import Difference, difference
from evaluation.analysis.in_words import line_words
from evaluation.analysis.line import Line
from evaluation.analysis.replay import DisagreementError
from evaluation.analysis.rule_edits import with_edit
from evaluation.analysis.solver import Oracle
from tests.evaluation.kit.difference import EDITS, changed_and_covered
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.rule_pairs import (
    Case,
    RulePair,
    case_of,
    cases_of,
    rule_pairs,
    undergoes,
    with_less,
)
from tests.evaluation.kit.small_rules import SMALL_WORDS, rule, ruleset
from triage.algebra import meaning_of_rules
from triage.conditions import AtLeast, Compare, Comparison, Condition, Present, all_of
from triage.facts import DomainFact
from triage.planes import Planes
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.rules import Default, RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Finding, Vocabulary

A, B, C = (Present(name) for name in "abc")
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SMALL_WORDS.scale.levels
SAMPLE: Final = 50_000


def holds(line: Line, case: Case) -> bool:
    """Whether a patient is one of a line."""
    return line.holds(case.patient, case.before, case.after)


@settings(laws, max_examples=90)
@given(pair=rule_pairs())
def test_lines_hold_everybody_whose_answer_changes_and_nobody_else(pair: RulePair) -> None:
    """Whoever is answered differently is in a line, and whoever is not is in none.

    No lines is the same as nobody. Each line has somebody, as its own patient shows.
    """
    found = difference(*pair)
    for case in cases_of(*pair):
        assert any(holds(line, case) for line in found.lines) is case.is_changed, case.patient


@settings(laws, max_examples=90)
@given(pair=rule_pairs())
def test_each_line_says_what_is_so(pair: RulePair) -> None:
    """Its patient undergoes all its changes; everybody in it lacks what is known absent.

    Less cannot be known of the patient: he would not be in the line then, or not by these edits.
    """
    found = difference(*pair)
    cases = cases_of(*pair)
    for line in found.lines:
        case = case_of(line.patient, *pair)
        assert (line.before, line.after) == (case.before, case.after)
        assert holds(line, case)
        assert all(undergoes(case, change) for change in line.changes)
        known = [one.patient for one in cases if holds(line, one)]
        always = {
            name
            for name in pair[0].vocabulary.findings
            if all(one.answer(name) is Answer.ABSENT for one in known)
        }
        assert {*line.absent} == always
        for less in with_less(line.patient):
            assert not is_explained(case_of(less, *pair), line, *pair)


def is_explained(case: Case, line: Line, before: RuleSet, after: RuleSet) -> bool:
    """Whether somebody is in a line with all its changes, and because of its edits."""
    if not holds(line, case) or not all(undergoes(case, change) for change in line.changes):
        return False
    alone = {
        edit: case_of(case.patient, before, with_edit(before, edit, after))
        for edit in difference(before, after).edits
    }
    if len(line.edits) == 1:
        return all(undergoes(alone[line.edits[0]], change) for change in line.changes)
    return not any(undergoes(one, change) for one in alone.values() for change in line.changes)


@settings(laws, max_examples=40)
@given(pair=rule_pairs(least=2))
def test_the_edits_of_a_line_explain_it(pair: RulePair) -> None:
    """One edit makes the change alone; several are those that matter to the patient at all."""
    for line in difference(*pair).lines:
        assert is_explained(case_of(line.patient, *pair), line, *pair)
        if len(line.edits) > 1:
            for edit in line.edits:
                sides = (rule for rule in (edit.before, edit.after) if rule)
                truths = {rule.condition.truth(line.patient) for rule in sides}
                assert edit.is_of_settings or truths - {Truth.NOT_MET}


@settings(laws, max_examples=40)
@given(pair=rule_pairs())
def test_planes_and_interpreter_find_the_same_people_in_a_line(pair: RulePair) -> None:
    """So that whoever checks many at once checks the same line."""
    found = difference(*pair)
    cases = cases_of(*pair)
    planes = Planes([case.patient for case in cases])
    sides = meaning_of_rules(found.before, planes), meaning_of_rules(found.after, planes)
    for line in found.lines:
        plane = line.where(*sides, found.before.vocabulary, planes)
        assert [bool(plane >> at & 1) for at in range(len(cases))] == [
            holds(line, case) for case in cases
        ]


@settings(laws, max_examples=40)
@given(pair=rule_pairs(), data=st.data())
def test_the_order_of_rules_changes_no_line(pair: RulePair, data: st.DataObject) -> None:
    """Nor which line comes first."""
    before, after = (
        replace(side, rules=tuple(data.draw(st.permutations(side.rules)))) for side in pair
    )
    first, second = difference(*pair), difference(before, after)
    assert [line.content() for line in first.lines] == [line.content() for line in second.lines]


@settings(laws, max_examples=40)
@given(pair=rule_pairs())
def test_the_solver_changes_no_line(pair: RulePair) -> None:
    """What is smallest is a matter of patients alone."""
    first = difference(*pair)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "Oracle", partial(Oracle, solver="glucose4"))
        second = difference(*pair)
    assert first.lines == second.lines


@settings(laws, max_examples=40)
@given(pair=rule_pairs())
def test_nothing_is_left_out_where_there_are_too_many_ways(pair: RulePair) -> None:
    """With no choices tried there are more lines, and all of them together still do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "MOST_CHOICES", 0)
        found = difference(*pair)
    assert len(found.lines) >= len(difference(*pair).lines)
    for case in cases_of(*pair):
        assert any(holds(line, case) for line in found.lines) is case.is_changed


@settings(laws, max_examples=40)
@given(pair=rule_pairs())
def test_turned_round_what_was_lowered_is_raised(pair: RulePair) -> None:
    """The same people change, and whatever fell now rises."""
    there, back = difference(*pair), difference(pair[1], pair[0])
    assert bool(there.lines) is bool(back.lines)
    assert is_lower_somewhere(there) is any(
        not change.is_lower for line in back.lines for change in line.changes
    )


def is_lower_somewhere(found: Difference) -> bool:
    """Whether any change of any line lowers."""
    assert [line.is_lower for line in found.lowered] == [True] * len(found.lowered)
    assert (*found.lowered, *found.raised) == found.lines
    return bool(found.lowered)


def lines_of(before: Sequence[Condition], after: Sequence[Condition]) -> list[str]:
    """The lines between two rules, in words; ``r`` is urgent."""
    first, second = (ruleset(*(rule("r", URGENT, one) for one in side)) for side in (before, after))
    return [line_words(line, SMALL_WORDS) for line in difference(first, second).lines]


def test_a_range_of_a_number_is_one_line() -> None:
    """From at least 1 to at least 3: whoever lies between falls."""
    old, new = (Compare("n", Comparison.AT_LEAST, bound) for bound in (1, 3))
    assert lines_of([old], [new]) == [
        "urgent -> self_care; possible urgent -> self_care: N 1 to under 3 days (by r)"
    ]


def test_findings_that_can_stand_for_each_other_are_one_line() -> None:
    """Whichever of the three is present."""
    any_of = AtLeast(1, (A, B, C))
    assert lines_of([], [any_of])[0] == "self_care -> urgent: one of (A, B, C) (by r)"
    assert lines_of([any_of], [all_of(A, any_of)]) == [
        "urgent -> self_care: one of (B, C) (by r)",
        "possible urgent -> self_care: known absent: A (by r)",
    ]


def test_counting_does_not_explode() -> None:
    """Three of six in place of two of six: fifteen pairs are one line, not fifteen."""
    names = "stuvwx"
    words = replace(
        SMALL_WORDS,
        findings={n: Finding(id=n, title=n, question="?", group="", sources=()) for n in names},
    )
    parts = tuple(Present(name) for name in names)
    before, after = (
        replace(ruleset(rule("r", URGENT, AtLeast(least, parts))), vocabulary=words)
        for least in (2, 3)
    )
    found = difference(before, after)
    assert len(found.lines) <= 6
    assert line_words(found.lines[0], words).startswith("urgent -> self_care")
    assert "2 of (s, t, u, v, w, x)" in line_words(found.lines[0], words)


def test_rules_that_say_the_same_are_proved_equivalent() -> None:
    """The edits are named, and there is no line; without an edit there is nothing to prove."""
    first = ruleset(rule("r", URGENT, AtLeast(2, (A, B))))
    second = ruleset(rule("r", URGENT, all_of(B, A, B)))
    found = difference(first, second)
    assert (len(found.edits), found.lines) == (1, ())
    told = replace(first, title="Told otherwise", version="9.9.9")
    assert difference(first, told).edits == ()


def test_a_candidate_may_bring_a_finding() -> None:
    """Both sides are read in the words of both, whichever of them is the larger."""
    more = replace(
        SMALL_WORDS,
        findings={
            **SMALL_WORDS.findings,
            "z": Finding(id="z", title="Z", question="?", group="", sources=()),
        },
    )
    old = ruleset(rule("r", URGENT, A))
    new = replace(ruleset(*old.rules, rule("s", EMERGENCY, Present("z"))), vocabulary=more)
    there, back = difference(old, new), difference(new, old)
    assert {line.patient for line in there.lines if line.after.definite == EMERGENCY} == {
        Presentation({"z": Answer.PRESENT}),
        Presentation({"a": Answer.PRESENT, "z": Answer.PRESENT}),
    }
    assert not there.lowered
    assert back.lowered
    assert {*there.before.vocabulary.findings} == {*back.before.vocabulary.findings} == {*"abcz"}


def test_only_what_both_state_rules_patients_out() -> None:
    """A new fact hides no change: somebody whom the accepted words allow may still come."""
    apart = DomainFact(id="apart", reason="-", never_together=("a", "b"))
    old = ruleset(rule("r", URGENT, all_of(A, B)))
    new = replace(ruleset(), vocabulary=replace(SMALL_WORDS, facts=(apart,)))
    assert any(line.before.definite == URGENT for line in difference(old, new).lines)
    stated = replace(old, vocabulary=new.vocabulary)
    assert difference(stated, new).lowered
    assert not any(line.before.definite == URGENT for line in difference(stated, new).lines)


def test_the_wider_range_of_a_number_counts() -> None:
    """Whoever was in range before is not forgotten."""
    number = replace(SMALL_WORDS.numbers["n"], maximum=1)
    narrow = replace(SMALL_WORDS, numbers={"n": number})
    old = ruleset(rule("r", URGENT, Compare("n", Comparison.AT_LEAST, 2)))
    new = replace(ruleset(), vocabulary=narrow)
    assert difference(old, new).lowered[0].patient == Presentation({}, {"n": 2})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (replace(SMALL_WORDS, name="other"), "different vocabularies"),
        (replace(SMALL_WORDS, scale=type(SMALL_WORDS.scale)(SMALL_WORDS.scale.levels[:3])), "disp"),
    ],
)
def test_what_cannot_be_compared_is_refused(words: Vocabulary, message: str) -> None:
    """Another domain, or other dispositions."""
    other = replace(ruleset(), vocabulary=words)
    with pytest.raises(ValueError, match=message):
        difference(ruleset(), other)


class Deaf(Present):
    """A planted fault of an interpreter that never hears of its finding."""

    __slots__ = ()

    def truth(self, presentation: Presentation) -> Truth:  # noqa: ARG002 - that is the fault
        """Not met, whatever is known."""
        return Truth.NOT_MET


def test_what_the_interpreter_does_not_confirm_is_never_shown() -> None:
    """The solver reads the new rule as it is written, the interpreter does not hear of it."""
    with pytest.raises(DisagreementError, match=r"^line [0-9a-f]{12}: the solver and the interp"):
        difference(ruleset(), ruleset(rule("r", URGENT, Deaf("a"))))


def test_a_list_that_leaves_somebody_out_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: no region has any part."""

    def no_part(*_: object) -> list[regions.Part]:
        return []

    monkeypatch.setattr(module, "cover", no_part)
    with pytest.raises(DisagreementError, match="the list of lines is incomplete"):
        difference(ruleset(), ruleset(rule("r", URGENT, A)))


def test_it_is_told_after_each_kind_of_change() -> None:
    """As often as a bar expects: six falls and six rises of both, a flag and a pathway each way."""
    told: list[int] = []
    difference(ruleset(), ruleset(rule("r", URGENT, A)), lambda: told.append(1))
    assert len(told) == 2 * (6 + 6 + 1 + 1)


def test_the_settings_are_an_edit_of_their_own() -> None:
    """Another default, or another floor; no rule has to differ."""
    before = ruleset(rule("r", URGENT, A, "flag"))
    default = Default(disposition=ROUTINE, title="Other", sources=())
    (line,) = difference(before, replace(before, default=default)).lines
    assert line_words(line, SMALL_WORDS) == (
        "self_care -> routine; possible self_care -> routine: known absent: A (by settings)"
    )
    lines = difference(before, replace(before, floor_while_undecided=SELF_CARE)).lines
    assert [line_words(line, SMALL_WORDS) for line in lines] == [
        "routine -> self_care: anybody whose answer changes so (by settings)"
    ]


def test_no_random_patient_changes_outside_of_the_lines() -> None:
    """Many random patients of the shipped domain, on both sides of three edits, by planes."""
    total = changed_and_covered(SAMPLE, random.Random(5))  # noqa: S311 - not a secret
    assert list(total) == list(EDITS)
    for name, counted in total.items():
        assert counted.outside == 0, name
        assert counted.changed > SAMPLE / 1_000, name


PROGRAM: Final = """\
from evaluation.analysis.difference import difference
from triage.repository import load_ruleset
found = difference(load_ruleset("knee@1.0.0"), load_ruleset("knee@1.1.0"))
print([line.content() for line in found.lines], [repr(line) for line in found.lines])
"""


def test_lines_are_the_same_bytes_whatever_the_order_of_hashes() -> None:
    """Three processes, each with another seed for what Python hashes."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


def test_few_lines_for_the_second_version_of_the_shipped_rules() -> None:
    """Twelve edits are fewer than fifty lines, and none lowers anything."""
    found = difference(load_ruleset("knee@1.0.0"), load_ruleset("knee@1.1.0"))
    assert len(found.edits) == 12
    assert len(found.lines) < 50
    assert not found.lowered
