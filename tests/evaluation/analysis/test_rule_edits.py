"""What was edited between two rule sets, rule by rule."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.rule_edits import RuleEdit, basis_of, rule_edits, settings_of, with_edit
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.random_rules import rulesets
from tests.evaluation.kit.rule_pairs import RulePair, answer_of, cases_of, rule_pairs
from tests.evaluation.kit.small_rules import SMALL_WORDS, rule, ruleset
from triage.conditions import AtLeast, Present
from triage.rules import Default, Rule, RuleSet

A, B, C = (Present(name) for name in "abc")
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SMALL_WORDS.scale.levels
FIRST = rule("first", URGENT, AtLeast(1, (A, B)), "flag", "way")
SECOND = rule("second", ROUTINE, C)
RULES = ruleset(FIRST, SECOND)


def edits_to(*rules: Rule) -> list[tuple[str | None, str | None]]:
    """The edits from the two rules above, by the ids on both sides."""
    return [
        (edit.before.id if edit.before else None, edit.after.id if edit.after else None)
        for edit in rule_edits(RULES, ruleset(*rules))
    ]


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, disposition=EMERGENCY),
        replace(FIRST, condition=AtLeast(2, (A, B))),
        replace(FIRST, red_flags=(), must_be_ruled_out=True),
        replace(FIRST, pathways=()),
    ],
    ids=["disposition", "condition", "red flag", "pathway"],
)
def test_a_rule_that_does_something_else_is_an_edit(other: Rule) -> None:
    """By its id; both sides are given."""
    (edit,) = rule_edits(RULES, ruleset(other, SECOND))
    assert edit == RuleEdit(before=FIRST, after=other)
    assert (edit.id, edit.is_of_settings) == ("first", False)


def test_that_it_must_be_ruled_out_is_an_edit_where_no_red_flag_says_so_already() -> None:
    """A rule with a red flag holds the floor in any case."""
    assert edits_to(FIRST, replace(SECOND, must_be_ruled_out=True)) == [("second", "second")]
    assert edits_to(replace(FIRST, must_be_ruled_out=True), SECOND) == []


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, title="Other", sources=("DOC L1",), interpretation="-", beyond_source="-"),
        replace(FIRST, rationale="Other", line=99),
        replace(FIRST, condition=AtLeast(1, (B, A))),
    ],
    ids=["words", "place", "order"],
)
def test_what_makes_no_difference_is_no_edit(other: Rule) -> None:
    """Titles, sources, comments, order: nobody is answered differently."""
    assert edits_to(other, SECOND) == []
    assert edits_to(SECOND, other) == []


def test_the_order_of_what_is_given_is_no_edit() -> None:
    """Red flags and pathways are sets."""
    one = replace(FIRST, red_flags=("flag", "smoke"), pathways=("way", "lift"))
    other = replace(FIRST, red_flags=("smoke", "flag"), pathways=("lift", "way"))
    assert rule_edits(ruleset(one), ruleset(other)) == ()


def test_new_and_gone_rules() -> None:
    """One side is missing; the id is that of the side there is."""
    new = rule("new", EMERGENCY, B)
    assert edits_to(FIRST, SECOND, new) == [(None, "new")]
    assert edits_to(SECOND) == [("first", None)]
    assert edits_to(SECOND, new) == [("first", None), (None, "new")]
    assert [edit.id for edit in rule_edits(RULES, ruleset(SECOND, new))] == ["first", "new"]


def test_a_renamed_rule_is_no_edit() -> None:
    """It does the same under another id; two of a kind are both told apart."""
    assert edits_to(replace(FIRST, id="renamed", title="Other"), SECOND) == []
    twins = [replace(FIRST, id=name) for name in ("one", "two")]
    assert edits_to(*twins, SECOND) == [(None, "two")]
    changed = replace(FIRST, id="renamed", disposition=EMERGENCY)
    assert edits_to(changed, SECOND) == [("first", None), (None, "renamed")]


def test_rules_that_exchange_their_ids_are_two_edits() -> None:
    """Each goes with its id, whatever stands there now."""
    assert edits_to(replace(FIRST, id="second"), replace(SECOND, id="first")) == [
        ("first", "first"),
        ("second", "second"),
    ]


def test_settings_are_one_edit_of_their_own() -> None:
    """Default and floor; the words of the default do not matter."""
    default = Default(disposition=ROUTINE, title="Nothing", sources=())
    for other in (replace(RULES, default=default), replace(RULES, floor_while_undecided=URGENT)):
        (edit,) = rule_edits(RULES, other)
        assert (edit.id, edit.is_of_settings) == ("", True)
        assert edit.content() == [None, None, settings_of(RULES), settings_of(other)]
    told = replace(RULES.default, title="Other", sources=("DOC L2",))
    assert rule_edits(RULES, replace(RULES, default=told)) == ()


def test_the_content_of_an_edit_has_no_words() -> None:
    """So that what was accepted stays accepted when a title or the id changes."""
    edit = RuleEdit(before=FIRST, after=replace(FIRST, disposition=EMERGENCY))
    when = FIRST.condition.content()
    does = {"when": when, "red_flags": ["flag"], "pathways": ["way"], "holds_floor": True}
    assert edit.content() == [
        {"disposition": "urgent", **does},
        {"disposition": "emergency", **does},
    ]
    told = RuleEdit(before=replace(FIRST, title="-", id="-", line=3), after=edit.after)
    assert told.content() == edit.content()


@settings(laws, max_examples=40)
@given(pair=rule_pairs())
def test_all_edits_together_lead_to_the_other_rules(pair: RulePair) -> None:
    """One after the other, in any case; without edits nobody is answered differently."""
    before, after = pair
    made = before
    for edit in rule_edits(before, after):
        made = with_edit(made, edit, after)
    assert rule_edits(made, after) == ()
    assert all(answer_of(case.before) == answer_of(case.after) for case in cases_of(made, after))


@settings(laws, max_examples=40)
@given(rules=rulesets(findings=2, numbers=1), data=st.data())
def test_the_same_rules_in_another_order_have_no_edits(rules: RuleSet, data: st.DataObject) -> None:
    """Order is for readers."""
    shuffled = replace(rules, rules=tuple(data.draw(st.permutations(rules.rules))))
    assert rule_edits(rules, shuffled) == ()


def test_the_basis_of_a_line_is_of_one_domain() -> None:
    """The same rules in another domain, of another name or with other words, are other rules."""
    words = RULES.vocabulary
    others = [
        replace(RULES, name="other"),
        replace(RULES, vocabulary=replace(words, name="other")),
        replace(RULES, vocabulary=replace(words, fingerprint="sha256:other")),
    ]
    assert len({basis_of(each) for each in (RULES, *others)}) == 4
    again = replace(RULES, title="Other", rules=tuple(reversed(RULES.rules)))
    assert basis_of(again) == basis_of(RULES)
