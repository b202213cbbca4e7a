"""A fingerprint stands for what a rule set says, not for how its file is written."""

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import triage
from triage.fingerprint import canonical, fingerprint
from triage.loading.nodes import Node, parse
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

ReadRules = Callable[[str | bytes], RuleSet]
Edited = Callable[[str, Mapping[int, str | None]], str]
SHIPPED = Path(triage.__file__).parent / "domains" / "knee" / "rules"
ORDERED = {"history"}
"""Lists whose order is content."""


def plain(node: Node) -> object:
    """The value of a node without its lines."""
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    return node.value


def shuffled(value: object, chance: random.Random, key: str = "") -> object:
    """The same content with keys, rules and siblings in another order."""
    if isinstance(value, dict):
        items = [(name, shuffled(below, chance, name)) for name, below in value.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        items_of = [shuffled(item, chance) for item in value]
        if key not in ORDERED:
            chance.shuffle(items_of)
        return items_of
    return value


class TestWritingDoesNotMatter:
    """The same content has the same fingerprint."""

    @settings(settings.get_profile("triage"), max_examples=15)
    @given(chance=st.randoms(use_true_random=False))
    @pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
    def test_order_of_rules_siblings_and_keys(
        self, read_rules: ReadRules, version: str, chance: random.Random
    ) -> None:
        """Shuffled throughout, and written as JSON, the shipped rules keep their fingerprint."""
        data = (SHIPPED / f"{version}.yaml").read_bytes()
        turned = json.dumps(shuffled(plain(parse(data, "-")), chance), ensure_ascii=False)
        assert read_rules(turned).fingerprint == read_rules(data).fingerprint

    @pytest.mark.parametrize(
        "edits",
        [
            {1: "# a comment\nruleset:   bicycle   # another"},
            {3: "title: 'When to get off'"},
            {3: 'title: "When\\x20to get off"'},
            {3: "title: >-\n  When to\n  get off"},
            {3: "title: '  When to get off '"},
            {5: "\n\nfloor_while_undecided: service\n"},
            {9: "sources:\n  - MAN L1"},
            {17: "when: {any: [brake_fails]}", 24: "when:"},
            {27: "- {less_than: 3, number: pressure_bar}"},
            {27: "- {number: pressure_bar, less_than: 3.0}"},
            {27: "- number: pressure_bar\n  less_than: 3e0"},
            {25: "at_least: 1\nof:"},
            {28: "sources: [MAN L4.2, MAN L3]"},
        ],
    )
    def test_comments_spaces_quotes_and_spelling(
        self,
        read_rules: ReadRules,
        edited: Edited,
        rules_text: str,
        edits: Mapping[int, str | None],
    ) -> None:
        """Two spellings of one content are one content."""
        base = {17: edits[17]} if 17 in edits else {}
        expected = read_rules(edited(rules_text, base)).fingerprint
        assert read_rules(edited(rules_text, edits)).fingerprint == expected

    def test_line_ends_and_byte_order_mark(self, read_rules: ReadRules, rules_text: str) -> None:
        """A file saved by another editor is the same content."""
        saved = "\ufeff" + rules_text.replace("\n", "\r\n")
        assert read_rules(saved).fingerprint == read_rules(rules_text).fingerprint

    def test_whole_numbers_written_as_decimals(
        self, read_rules: ReadRules, edited: Edited, rules_text: str
    ) -> None:
        """6 and 6.0 are one number among siblings too, whatever is sorted beside them."""
        found = set()
        for six in ("6", "6.0", "6e0"):
            when = (
                "when:\n  any:\n"
                f"    - {{number: age_years, at_least: {six}}}\n"
                "    - {number: age_years, at_least: 40}\n"
                "    - {number: age_years, at_least: 6.5}"
            )
            found.add(read_rules(edited(rules_text, {17: when})).fingerprint)
        assert len(found) == 1


CHANGES: list[Mapping[int, str | None]] = [
    {},
    {1: "ruleset: tricycle"},
    {2: "version: 1.0.1"},
    {2: "version: 1.0.0-draft"},
    {3: "title: When to get on"},
    {3: "title: When to  get off"},
    {5: "floor_while_undecided: repair"},
    {7: "disposition: service"},
    {8: "title: Nothing is wrong!"},
    {9: "sources: [MAN L2]"},
    {9: "sources: [MAN L1, MAN L2]"},
    {11: "- '1.0.0: the first reading'"},
    {11: "- '1.0.0: the first reading.'\n- again"},
    {11: "- again\n- '1.0.0: the first reading.'"},
    {10: "history: []", 11: None},
    {13: "- id: brake"},
    {14: "title: The brakes failed"},
    {15: "disposition: repair"},
    {16: None},
    {16: "red_flags: [no_brakes, loose_wheel]"},
    {16: "red_flags: [loose_wheel]"},
    {17: "when: wobble"},
    {17: "when: {not: brake_fails}"},
    {17: "when: {not: {not: brake_fails}}"},
    {17: "when: {all: [brake_fails, wobble]}"},
    {17: "when: {any: [brake_fails, wobble]}"},
    {17: "when: {any: [brake_fails, wobble, squeak]}"},
    {17: "when: {at_least: 2, of: [brake_fails, wobble, squeak]}"},
    {18: "sources: [MAN L2.1]"},
    {19: None},
    {19: "interpretation: It cannot be stopped."},
    {19: "beyond_source: It cannot be stopped."},
    {19: "rationale: It cannot be stopped.\nmust_be_ruled_out: true"},
    {23: None},
    {23: "pathways: [shop]"},
    {23: "pathways: [shop, workshop]"},
    {25: "all:"},
    {26: None},
    {26: "- squeak"},
    {27: "- {number: pressure_bar, at_most: 3}"},
    {27: "- {number: pressure_bar, less_than: 3.5}"},
    {27: "- {number: age_years, less_than: 3}"},
    dict.fromkeys(range(20, 30), None),
]


def test_every_change_of_content_changes_the_fingerprint(
    read_rules: ReadRules, edited: Edited, rules_text: str
) -> None:
    """No two of these rule sets, each one small change apart, share a fingerprint."""
    found = [read_rules(edited(rules_text, edits)).fingerprint for edits in CHANGES]
    assert len(set(found)) == len(CHANGES)


def test_must_be_ruled_out_is_false_unless_said(
    read_rules: ReadRules, edited: Edited, rules_text: str
) -> None:
    """Saying the default is no change."""
    said = edited(rules_text, {19: "rationale: It cannot be stopped.\nmust_be_ruled_out: false"})
    assert read_rules(said).fingerprint == read_rules(rules_text).fingerprint


def test_a_fingerprint_says_how_it_was_made(bicycle_rules: RuleSet, bicycle: Vocabulary) -> None:
    """The kind of hash, and 64 hexadecimal digits."""
    for found in (bicycle_rules.fingerprint, bicycle.fingerprint):
        kind, colon, digits = found.partition(":")
        assert (kind, colon, len(digits)) == ("sha256", ":", 64)
        assert set(digits) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        ([2, 1], "[2,1]"),
        ((2, 1), "[2,1]"),
        (60.0, "60"),
        ([{"a": (1.0, [2.0, 2.5])}], '[{"a":[1,[2,2.5]]}]'),
        (-0.0, "0"),
        ("é\N{LEG}\n", '"é\N{LEG}\\n"'),
        (True, "true"),
        (None, "null"),
    ],
)
def test_canonical_text(content: object, text: str) -> None:
    """Keys sorted, no spaces, letters as they are, whole floats as whole numbers."""
    assert canonical(content) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_has_no_fingerprint(value: float) -> None:
    """Undefined and infinite numbers have no canonical text."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        fingerprint({"a": [value]})
