"""Every single edit of a rule set: which there are, and that each leaves a rule set behind."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given, settings

from evaluation.analysis.edits import (
    Edit,
    EditKind,
    edited_rules,
    edits_of,
    node_at,
    places_in,
    replaced,
)
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.random_rules import rulesets
from tests.evaluation.kit.small_rules import rule, ruleset
from triage.conditions import (
    AtLeast,
    Compare,
    Comparison,
    Condition,
    KnownOnly,
    Not,
    Present,
    all_of,
    any_of,
)
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.loading.rulesets import build_ruleset
from triage.repository import load_ruleset
from triage.rules import Rule, RuleSet

A, B, C = Present("a"), Present("b"), Present("c")
LOW: Final = Compare("n", Comparison.LESS_THAN, 1)


def conditions_after(condition: Condition) -> dict[str, Condition]:
    """The condition after each edit of it, by the end of the edit's id."""
    rules = ruleset(rule("r", SCALE["urgent"], condition))
    return {
        edit.id.removeprefix("r:"): edit.edited.condition
        for edit in edits_of(rules)
        if edit.edited is not None and edit.edited.condition != condition
    }


def test_the_edits_of_a_finding() -> None:
    """It is negated, or read as absent where it was not asked."""
    assert conditions_after(A) == {"negate": Not(A), "unknown_as_absent": KnownOnly(A)}


@pytest.mark.parametrize(
    ("comparison", "other"),
    [
        (Comparison.AT_LEAST, Comparison.MORE_THAN),
        (Comparison.MORE_THAN, Comparison.AT_LEAST),
        (Comparison.AT_MOST, Comparison.LESS_THAN),
        (Comparison.LESS_THAN, Comparison.AT_MOST),
    ],
)
def test_the_edits_of_a_comparison(comparison: Comparison, other: Comparison) -> None:
    """Also its bound goes one unit up and down, and in or out of it."""
    node = Compare("n", comparison, 2)
    assert conditions_after(node) == {
        "negate": Not(node),
        "unknown_as_absent": KnownOnly(node),
        "bound_one_down": Compare("n", comparison, 1),
        "bound_one_up": Compare("n", comparison, 3),
        "bound_in_or_out": Compare("n", other, 2),
    }


def test_the_edits_of_a_negation() -> None:
    """It goes; what stands below it is not negated, which would be the same."""
    assert conditions_after(Not(A)) == {"negate": A, "unknown_as_absent:0": Not(KnownOnly(A))}
    twice = Not(Not(all_of(A, B)))
    negated = {name for name in conditions_after(twice) if name.startswith("negate")}
    assert negated == {"negate", "negate:0:0:0", "negate:0:0:1"}


def test_a_bound_moves_as_a_person_reckons() -> None:
    """Without the noise of binary fractions."""
    found = conditions_after(Compare("n", Comparison.AT_LEAST, 1.1))
    assert found["bound_one_down"] == Compare("n", Comparison.AT_LEAST, 0.1)
    assert found["bound_one_up"] == Compare("n", Comparison.AT_LEAST, 2.1)


def test_the_edits_of_a_nested_condition() -> None:
    """Each names its place, from the top; what is dropped from *all* leaves all of the rest."""
    below = any_of(B, LOW)
    found = conditions_after(all_of(A, below))
    at_the_top = {name: node for name, node in found.items() if name.count(":") == 0}
    assert at_the_top == {"negate": Not(all_of(A, below)), "all_to_any": any_of(A, below)}
    assert found["drop_condition:0"] == all_of(below)
    assert found["drop_condition:1"] == all_of(A)
    assert found["drop_condition:1:1"] == all_of(A, any_of(B))
    assert found["any_to_all:1"] == all_of(A, all_of(B, LOW))
    assert found["negate:1:0"] == all_of(A, any_of(Not(B), LOW))
    assert found["bound_one_up:1:1"] == all_of(A, any_of(B, replace(LOW, bound=2)))
    assert len(found) == 2 + 2 + 2 + 2 + 2 + 2 + 5  # top, its parts, A, below, its parts, B, LOW


@pytest.mark.parametrize(
    ("minimum", "n", "others"),
    [
        (1, 1, {}),
        (1, 2, {"any_to_all": 2}),
        (2, 2, {"all_to_any": 1}),
        (1, 3, {"any_to_all": 3, "one_more": 2}),
        (2, 3, {"one_fewer": 1, "one_more": 3}),
        (3, 3, {"all_to_any": 1, "one_fewer": 2}),
        (3, 4, {"one_fewer": 2, "one_more": 4}),
    ],
)
def test_other_numbers_of_conditions_each_once(
    minimum: int, n: int, others: Mapping[str, int]
) -> None:
    """One fewer, one more, and from one end to the other; the same number is one edit."""
    parts = (A, B, C, LOW)[:n]
    found = conditions_after(AtLeast(minimum, parts))
    counts = {
        name: node.minimum
        for name, node in found.items()
        if isinstance(node, AtLeast) and node.conditions == parts
    }
    assert counts == others


@pytest.mark.parametrize(("minimum", "left"), [(1, 1), (2, 2), (3, 2)])
def test_what_is_dropped_from_some_of_several(minimum: int, left: int) -> None:
    """The number that is needed stays, as far as there are as many left."""
    found = conditions_after(AtLeast(minimum, (A, B, C)))
    assert found["drop_condition:0"] == AtLeast(left, (B, C))
    assert found["drop_condition:1"] == AtLeast(left, (A, C))
    assert found["drop_condition:2"] == AtLeast(left, (A, B))


def other_edits(made: Rule) -> list[tuple[str, Rule | None]]:
    """The edits of a rule that leave its condition alone, with what it is after each."""
    return [
        (edit.id, edit.edited)
        for edit in edits_of(ruleset(made))
        if edit.rule and (edit.edited is None or edit.edited.condition == made.condition)
    ]


def test_the_edits_of_all_but_the_condition() -> None:
    """The rule goes; one level lower and higher; each red flag and each pathway goes."""
    made = rule("r", SCALE["urgent"], A, "flag", "way")
    assert other_edits(made) == [
        ("r:drop_rule", None),
        ("r:lower_disposition:routine", replace(made, disposition=SCALE["routine"])),
        ("r:raise_disposition:emergency", replace(made, disposition=SCALE["emergency"])),
        ("r:drop_red_flag:flag", replace(made, red_flags=())),
        ("r:drop_pathway:way", replace(made, pathways=())),
    ]


def test_at_the_ends_of_the_scale_there_is_one_way_only() -> None:
    """Nothing lies below self-care, and nothing above emergency."""
    most, least = rule("r", SCALE.most, A), rule("r", SCALE.least, A)
    assert [name for name, _ in other_edits(most)] == ["r:drop_rule", "r:lower_disposition:urgent"]
    assert [name for name, _ in other_edits(least)] == [
        "r:drop_rule",
        "r:raise_disposition:routine",
    ]


def test_must_be_ruled_out_goes_only_where_no_red_flag_says_the_same() -> None:
    """A rule that raises a red flag must be ruled out in any case."""
    plain = replace(rule("r", SCALE.least, A), must_be_ruled_out=True)
    assert ("r:drop_must_be_ruled_out", replace(plain, must_be_ruled_out=False)) in other_edits(
        plain
    )
    flagged = replace(rule("r", SCALE.least, A, "flag"), must_be_ruled_out=True)
    assert "r:drop_must_be_ruled_out" not in dict(other_edits(flagged))


def test_the_edits_of_the_rule_set_itself() -> None:
    """The floor and the default, one level lower and higher; they come last, and touch no rule."""
    rules = ruleset(rule("r", SCALE["urgent"], A))
    found = {edit.id: edited_rules(rules, edit) for edit in edits_of(rules) if edit.rule is None}
    default = replace(rules.default, disposition=SCALE["routine"])
    assert found == {
        "lower_floor_while_undecided:self_care": replace(
            rules, floor_while_undecided=SCALE["self_care"]
        ),
        "raise_floor_while_undecided:urgent": replace(rules, floor_while_undecided=SCALE["urgent"]),
        "raise_default:routine": replace(rules, default=default),
    }
    assert [edit.id for edit in edits_of(rules)][-3:] == list(found)


@settings(laws, max_examples=30)
@given(rules=rulesets(most=3))
def test_every_edit_changes_one_thing(rules: RuleSet) -> None:
    """Each has an id of its own and another rule set; all other rules stay, in their order."""
    edits = list(edits_of(rules))
    assert len({edit.id for edit in edits}) == len(edits)
    assert {edit.kind for edit in edits} <= set(EditKind)
    for edit in edits:
        after = edited_rules(rules, edit)
        assert after.content() != rules.content()
        kept = [one for one in rules.rules if one is not edit.rule]
        assert [one for one in after.rules if one is not edit.edited] == kept
        if edit.rule is not None:
            assert [one.id for one in after.rules] == [
                one.id for one in rules.rules if edit.edited is not None or one is not edit.rule
            ]


@settings(laws, max_examples=30)
@given(rules=rulesets(most=3))
def test_a_place_leads_to_one_node(rules: RuleSet) -> None:
    """Places are unique; putting back what stands there changes nothing, something else does."""
    for one in rules.rules:
        places = list(places_in(one.condition))
        assert len(set(places)) == len(places)
        assert places[0] == ()
        for place in places:
            node = node_at(one.condition, place)
            assert replaced(one.condition, place, node) == one.condition
            other = replaced(one.condition, place, Not(node))
            assert node_at(other, place) == Not(node)
            assert replaced(other, place, node) == one.condition


def complaint(rules: RuleSet, edit: Edit) -> str:
    """What the loader says of the edited rule alone, written as a file; empty where nothing."""
    assert edit.edited is not None
    content: dict[str, Any] = {**replace(rules, rules=(edit.edited,)).content()}
    # As files have it: a key that says nothing is left out.
    content["rules"] = [{k: v for k, v in one.items() if v} for one in content["rules"]]
    try:
        read = build_ruleset(
            parse(json.dumps(content).encode(), "rules.yaml"),
            "rules.yaml",
            lambda _: rules.vocabulary,
        )
    except LoadError as error:
        return str(error)
    assert read.rules[0].content() == edit.edited.content()
    return ""


def test_every_edit_of_a_shipped_rule_can_be_written_as_a_file() -> None:
    """All but reading unknown as absent, which no file can say; it is read back as it was."""
    rules = load_ruleset("knee@1.1.0")
    refused = {
        edit.id: complaint(rules, edit)
        for edit in edits_of(rules)
        if edit.edited is not None and complaint(rules, edit)
    }
    no_file = {e.id for e in edits_of(rules) if e.kind is EditKind.UNKNOWN_AS_ABSENT}
    assert set(refused) == no_file
    assert all('"known_only" is no condition' in message for message in refused.values())
