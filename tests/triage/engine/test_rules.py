"""Rules and rule sets as values: closed, named, and described by their content alone."""

from dataclasses import FrozenInstanceError, replace

import pytest

from triage.rules import RuleSet


def test_a_label_is_name_and_version(bicycle_rules: RuleSet) -> None:
    """People and references name a rule set as name, at sign, version."""
    assert bicycle_rules.label == "bicycle@1.0.0"


def test_rules_are_found_by_id(bicycle_rules: RuleSet) -> None:
    """Each rule stands under its id."""
    assert list(bicycle_rules.by_id) == ["brakes", "tyre"]
    assert tuple(bicycle_rules.by_id.values()) == bicycle_rules.rules


def test_two_rules_of_one_id_are_no_rule_set(bicycle_rules: RuleSet) -> None:
    """A rule set that exists has unique ids."""
    with pytest.raises(ValueError, match=r"^the ids of a rule set are unique$"):
        replace(bicycle_rules, rules=bicycle_rules.rules * 2)


def test_a_rule_set_cannot_be_written_to(bicycle_rules: RuleSet) -> None:
    """Rules are frozen."""
    with pytest.raises(FrozenInstanceError):
        bicycle_rules.rules[0].title = "Something else"  # type: ignore[misc]


def test_the_place_in_a_file_is_no_part_of_a_rule(bicycle_rules: RuleSet) -> None:
    """A rule is equal to itself on another line, a rule set to itself in another file."""
    moved = tuple(replace(rule, line=rule.line + 7) for rule in bicycle_rules.rules)
    elsewhere = replace(bicycle_rules, rules=moved, file="elsewhere.yaml", fingerprint="")
    assert elsewhere == bicycle_rules
    assert elsewhere.content() == bicycle_rules.content()


def test_content_is_everything_but_the_place(bicycle_rules: RuleSet) -> None:
    """The content for hashes: plain data, rules by id, names and sources sorted."""
    turned = replace(bicycle_rules, rules=tuple(reversed(bicycle_rules.rules)))
    assert turned.content() == {
        "ruleset": "bicycle",
        "version": "1.0.0",
        "title": "When to get off",
        "vocabulary": "bicycle",
        "floor_while_undecided": "service",
        "default": {
            "disposition": "ride",
            "title": "Nothing is wrong",
            "sources": ["MAN L1"],
        },
        "history": ["1.0.0: the first reading."],
        "rules": [
            {
                "id": "brakes",
                "title": "The brakes fail",
                "disposition": "walk",
                "when": "brake_fails",
                "sources": ["MAN L2"],
                "red_flags": ["no_brakes"],
                "pathways": [],
                "interpretation": "",
                "beyond_source": "",
                "rationale": "It cannot be stopped.",
                "must_be_ruled_out": False,
            },
            {
                "id": "tyre",
                "title": "A soft tyre",
                "disposition": "service",
                "when": {"any": ["flat_tyre", {"number": "pressure_bar", "less_than": 3}]},
                "sources": ["MAN L3", "MAN L4.2"],
                "red_flags": [],
                "pathways": ["workshop"],
                "interpretation": "Three bar is this project's.",
                "beyond_source": "",
                "rationale": "",
                "must_be_ruled_out": False,
            },
        ],
    }


def test_a_rule_holds_the_floor_for_its_red_flags_or_because_it_says_so(
    bicycle_rules: RuleSet,
) -> None:
    """Either is enough; a rule with neither does not hold it."""
    brakes, tyre = bicycle_rules.rules
    marked = replace(tyre, must_be_ruled_out=True)
    held = [rule.holds_floor for rule in (brakes, tyre, marked)]
    assert held == [True, False, True]
