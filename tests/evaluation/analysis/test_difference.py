"""The difference of two rule sets: every changed patient is in a line, and every line is so."""

import random
import subprocess
import sys
from dataclasses import replace
from functools import partial
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis import line_search as module
from evaluation.analysis import regions
from evaluation.analysis.difference import Difference, difference
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
from triage.conditions import Present
from triage.planes import Planes
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.truth import Answer, Truth

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
    """With few ways tried the lines may be wider in words; all of them together hold the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "MOST_CHOICES", 0)
        found = difference(*pair)
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


class Deaf(Present):
    """A planted fault of an interpreter that never hears of its finding."""

    __slots__ = ()

    def truth(self, presentation: Presentation) -> Truth:  # noqa: ARG002 - that is the fault
        """Not met, whatever is known."""
        return Truth.NOT_MET


def test_what_the_interpreter_does_not_confirm_is_never_shown() -> None:
    """The solver reads the new rule as it is written, the interpreter does not hear of it."""
    with pytest.raises(DisagreementError, match=r"^a line and its smallest patient: "):
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
