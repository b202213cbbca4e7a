"""Malformed rules, one broken line of a file each, and the whole of what is said about it.

The line number is that of the rule file in ``conftest.py``; ``None`` takes the line out.
"""

from collections.abc import Callable, Mapping

import pytest

ProblemsOf = Callable[[str | bytes], list[str]]
Edited = Callable[[str, Mapping[int, str | None]], str]

RULE = (
    "id, title, disposition, when, sources, red_flags, pathways, interpretation, beyond_source, "
    "rationale, must_be_ruled_out"
)
LEVELS = "ride, service, repair, walk"
TWO = "\N{ARABIC-INDIC DIGIT TWO}"
A_LOCATOR = 'is no source locator. Write a document and a line, such as "ABC L12".'


def wrong_type(found: str, needed: str = "text") -> str:
    """What is said of a value of another type."""
    return f"{found} stands where {needed} is needed."


def no_id(line: int, field: str, text: str) -> str:
    """What is said of an id that is none."""
    return f'{line}: {field}: "{text}" is no id; allowed: letters, digits, _ . and -.'


Row = tuple[int, str | None, list[str]]

BODY: list[Row] = [
    (13, "- brakes\n- id: brakes", [
        '13: rules[1]: text ("brakes") stands where a mapping is needed.'
    ]),
    (13, "- []\n- id: brakes", ["13: rules[1]: a list stands where a mapping is needed."]),
    (13, "-\n- id: brakes", ["13: rules[1]: nothing stands where a mapping is needed."]),
    (13, "- id: 7", [f"13: rules[1].id: {wrong_type('a whole number (7)')}"]),
    (13, "- id: ''", [f"13: rules[1].id: {wrong_type('an empty text')}"]),
    (13, "- id: the brakes", [no_id(13, "rules[the brakes].id", "the brakes")]),
    (13, "- id: brakes!", [no_id(13, "rules[brakes!].id", "brakes!")]),
    (13, "- id: a/b", [no_id(13, "rules[a/b].id", "a/b")]),
    (13, "- idd: brakes", [
        '13: rules[1]: unknown key "idd". Did you mean "id"?',
        '13: rules[1]: the key "id" is missing.',
    ]),
    (13, "- id: tyre", [
        '20: rules[tyre].id: the rule id "tyre" stands twice; it stood at line 13.'
    ]),
    (14, None, ['13: rules[brakes]: the key "title" is missing.']),
    (14, "title: [The brakes]", [f"14: rules[brakes].title: {wrong_type('a list')}"]),
    (14, "title: 3.5", [f"14: rules[brakes].title: {wrong_type('a number (3.5)')}"]),
    (15, None, ['13: rules[brakes]: the key "disposition" is missing.']),
    (15, "disposition: wlak", [
        '15: rules[brakes].disposition: unknown disposition "wlak". Did you mean "walk"?'
    ]),
    (15, "disposition: Walk", [
        '15: rules[brakes].disposition: unknown disposition "Walk". Did you mean "walk"?'
    ]),
    (15, "disposition: emergency", [
        f'15: rules[brakes].disposition: unknown disposition "emergency". Allowed: {LEVELS}.'
    ]),
    (15, "disposition: 3", [f"15: rules[brakes].disposition: {wrong_type('a whole number (3)')}"]),
    (15, "disposition: ~", [f"15: rules[brakes].disposition: {wrong_type('nothing')}"]),
    (15, "disposition: [walk]", [f"15: rules[brakes].disposition: {wrong_type('a list')}"]),
    (16, "red_flags: no_brakes", [
        "16: rules[brakes].red_flags: " + wrong_type('text ("no_brakes")', "a list")
    ]),
    (16, "red_flags: [no_brake]", [
        '16: rules[brakes].red_flags: unknown red flag "no_brake". Did you mean "no_brakes"?'
    ]),
    (16, "red_flags: [fire]", [
        '16: rules[brakes].red_flags: unknown red flag "fire". Allowed: no_brakes, loose_wheel.'
    ]),
    (16, "red_flags:\n  - no_brakes\n  - no_brakes", [
        '18: rules[brakes].red_flags: "no_brakes" stands twice.'
    ]),
    (16, "red_flags: [5, ~, {a: b}]", [
        "16: rules[brakes].red_flags[1]: a whole number (5) stands in a list of texts.",
        "16: rules[brakes].red_flags[2]: nothing stands in a list of texts.",
        "16: rules[brakes].red_flags[3]: a mapping stands in a list of texts.",
    ]),
    (16, "red_flags:", ["16: rules[brakes].red_flags: " + wrong_type("nothing", "a list")]),
    (16, "red-flags: [no_brakes]", [
        '16: rules[brakes]: unknown key "red-flags". Did you mean "red_flags"?'
    ]),
    (18, None, ['13: rules[brakes]: the key "sources" is missing.']),
    (18, "sources: []", ["18: rules[brakes].sources: a rule needs at least one source."]),
    (18, "sources: MAN L2", [
        "18: rules[brakes].sources: " + wrong_type('text ("MAN L2")', "a list")
    ]),
    (18, "sources: [2]", [
        "18: rules[brakes].sources[1]: a whole number (2) stands in a list of texts."
    ]),
    *[(18, f"sources: ['{text}']", [f'18: rules[brakes].sources: "{text}" {A_LOCATOR}'])
      for text in ("MAN", "MAN 2", "MAN L", "L2", "MAN L2.", "MAN L2.0", "MAN L2.01", "MAN L2.x",
                   "MAN-L2", "man L2",
                   "MAN L-2", "MAN L2 L3", "MAN  L2", "MAN l2", "MAN L2.1.1", "MAN L1234567",
                   f"MAN L{TWO}")],
    (18, "sources: [MAM L2]", [
        '18: rules[brakes].sources: unknown document "MAM". Allowed: MAN.'
    ]),
    (18, "sources:\n  - MAN L0\n  - MAN L30\n  - MAN L31\n  - MAN L999999.1", [
        f'{line}: rules[brakes].sources: "{text}" is outside the document; its last line is L30.'
        for line, text in ((19, "MAN L0"), (21, "MAN L31"), (22, "MAN L999999.1"))
    ]),
    (19, "rationale: ''", [f"19: rules[brakes].rationale: {wrong_type('an empty text')}"]),
    (19, "rationale: [It cannot]", [f"19: rules[brakes].rationale: {wrong_type('a list')}"]),
    (19, "rationales: It cannot.", [
        '19: rules[brakes]: unknown key "rationales". Did you mean "rationale"?'
    ]),
    (19, "weight: 3", [f'19: rules[brakes]: unknown key "weight". Allowed: {RULE}.']),
    (19, "beyond_source: 4", [
        f"19: rules[brakes].beyond_source: {wrong_type('a whole number (4)')}"
    ]),
    *[(19, f"must_be_ruled_out: {written}", [
        f"19: rules[brakes].must_be_ruled_out: {shown} stands where true or false is needed."
    ]) for written, shown in [
        ("'true'", 'text ("true")'), ("1", "a whole number (1)"), ("~", "nothing"),
        ("[true]", "a list"), ("{a: true}", "a mapping"), ("0.0", "a number (0.0)"),
    ]],
    (20, "- id: brakes", [
        '20: rules[brakes].id: the rule id "brakes" stands twice; it stood at line 13.'
    ]),
    (23, "pathways: workshop", [
        "23: rules[tyre].pathways: " + wrong_type('text ("workshop")', "a list")
    ]),
    (23, "pathways: [workshops]", [
        '23: rules[tyre].pathways: unknown pathway "workshops". Did you mean "workshop"?'
    ]),
    (23, "pathways: [bakery]", [
        '23: rules[tyre].pathways: unknown pathway "bakery". Allowed: workshop, shop.'
    ]),
    (23, "pathways: [no_brakes]", [
        '23: rules[tyre].pathways: unknown pathway "no_brakes". Allowed: workshop, shop.'
    ]),
    (29, "interpretation: ~", [f"29: rules[tyre].interpretation: {wrong_type('nothing')}"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "new", "problems"), BODY)
def test_one_broken_line_of_a_rule_is_described_exactly(
    problems_of_rules: ProblemsOf,
    edited: Edited,
    rules_text: str,
    line: int,
    new: str | None,
    problems: list[str],
) -> None:
    """Place, field, what stands there and what is allowed, and nothing else."""
    found = problems_of_rules(edited(rules_text, {line: new}))
    assert found == [f"rules.yaml:{problem}" for problem in problems]
