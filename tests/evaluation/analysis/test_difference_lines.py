"""Lines of a difference by example: how they are put together, and in whose words."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from evaluation.analysis import line_search
from evaluation.analysis.difference import difference
from evaluation.analysis.in_words import line_words
from tests.evaluation.kit.small_rules import SMALL_WORDS, rule, ruleset
from triage.conditions import AtLeast, Compare, Comparison, Condition, Present, all_of
from triage.facts import DomainFact
from triage.presentation import Presentation
from triage.rules import Default
from triage.truth import Answer
from triage.vocabulary import Finding, Vocabulary

A, B, C = (Present(name) for name in "abc")
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SMALL_WORDS.scale.levels


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
    assert lines_of([], [any_of])[0] == "self_care -> urgent: any of (A, B, C) (by r)"
    assert lines_of([any_of], [all_of(A, any_of)]) == [
        "urgent -> self_care: any of (B, C) (by r)",
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
        "routine -> self_care: patients such as one of whom nothing is known (by settings)"
    ]


def test_a_joint_line_names_no_edit_that_has_no_part_in_it() -> None:
    """Two rules that say the same are dropped; a third edit, open for the patient, is no cause."""
    twice = [rule("r1", URGENT, A), rule("r2", URGENT, A)]
    other = rule("r3", ROUTINE, B)
    found = difference(ruleset(*twice, other), ruleset(replace(other, condition=all_of(B, C))))
    joint = [line for line in found.lines if line.patient.answers.get("a") is Answer.PRESENT]
    assert {tuple(edit.id for edit in line.edits) for line in joint} == {("r1", "r2")}


def test_beginning_anew_changes_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the solver begins anew, the lines are the same."""
    any_of, two_of = (AtLeast(n, (A, B, C)) for n in (1, 2))
    rest = rule("s", ROUTINE, C)
    one, two = (ruleset(rule("r", URGENT, each), rest) for each in (any_of, two_of))
    once = difference(one, two)
    monkeypatch.setattr(line_search, "_GROWTH", 0)
    assert difference(one, two) == once


def test_many_ways_do_not_explode() -> None:
    """Nine of sixteen in place of eight: over ten thousand ways are one line, not thousands."""
    names = [f"s{i}" for i in range(16)]
    words = replace(
        SMALL_WORDS,
        findings={n: Finding(id=n, title=n, question="?", group="", sources=()) for n in names},
        red_flags={},
    )
    parts = tuple(Present(name) for name in names)
    before, after = (
        replace(ruleset(rule("r", URGENT, AtLeast(least, parts))), vocabulary=words)
        for least in (8, 9)
    )
    assert len(difference(before, after).lines) <= 4


def test_other_settings_are_another_line() -> None:
    """Another floor leaves other patients in a line, so that its id is another one."""
    before = ruleset(rule("r", URGENT, A, "flag"), rule("s", ROUTINE, B))
    lower, lowest = (replace(before, floor_while_undecided=level) for level in (ROUTINE, SELF_CARE))
    ids = [
        {
            line.id
            for line in difference(replace(before, floor_while_undecided=URGENT), after).lowered
        }
        for after in (lower, lowest)
    ]
    assert ids[0]
    assert ids[1]
    assert not ids[0] & ids[1]
