"""Malformed vignettes: keys, ids, texts, kinds, sources, and YAML itself."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, ProblemsOf

V = "vignettes[sparks-at-breakfast]"
KINDS = "canonical, near_miss, combination, distractor, boundary, unknown"
LOCATOR = 'is no source locator. Write a document and a line, such as "ABC L12".'
BOOLEAN = "is a boolean to some YAML readers"
ID = "is no id; allowed: letters, digits, _ . and -."


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (4, "title"),
        (5, "kind"),
        (6, "narrative"),
        (20, "sources"),
        (21, "author"),
    ],
)
def test_a_required_key_that_is_missing_is_named(
    edited: "Edited", problems_of: "ProblemsOf", line: int, key: str
) -> None:
    """A vignette without one of its required keys is refused, at its first line."""
    assert problems_of(edited({line: None})) == [f'v.yaml:2: {V}: the key "{key}" is missing.']


def test_a_missing_id_is_named_with_the_position_of_the_vignette(
    edited: "Edited", problems_of: "ProblemsOf"
) -> None:
    """A vignette without an id is called by its position in the list."""
    without = edited({2: "- family: breakfast", 3: None})
    assert problems_of(without) == ['v.yaml:2: vignettes[1]: the key "id" is missing.']


def test_all_required_keys_that_are_missing_are_named_at_once(problems_of: "ProblemsOf") -> None:
    """A vignette with an id alone is told everything it lacks, and crashes nothing."""
    assert problems_of("vignettes:\n  - id: a\n") == [
        f'v.yaml:2: vignettes[a]: the key "{key}" is missing.'
        for key in ("title", "kind", "narrative", "gold", "sources", "author")
    ]


@pytest.mark.parametrize(
    ("line", "new", "problem"),
    [
        # ids
        (2, "- id: two words", f'2: vignettes[two words].id: "two words" {ID}'),
        (2, "- id: a/b", f'2: vignettes[a/b].id: "a/b" {ID}'),
        (2, "- id: -a", f'2: vignettes[-a].id: "-a" {ID}'),
        (2, "- id: 7", "2: vignettes[1].id: a whole number (7) stands where text is needed."),
        (2, '- id: ""', "2: vignettes[1].id: an empty text stands where text is needed."),
        (2, "- id: [a]", "2: vignettes[1].id: a list stands where text is needed."),
        (3, "family: a/b", f'3: {V}.family: "a/b" {ID}'),
        (3, "family: [x]", f"3: {V}.family: a list stands where text is needed."),
        (3, "family:", f"3: {V}.family: nothing stands where text is needed."),
        (3, 'family: ""', f"3: {V}.family: an empty text stands where text is needed."),
        # texts
        (4, 'title: " "', f"4: {V}.title: an empty text stands where text is needed."),
        (4, "title: 12", f"4: {V}.title: a whole number (12) stands where text is needed."),
        (4, "title: 1.5", f"4: {V}.title: a number (1.5) stands where text is needed."),
        (4, "title: false", f"4: {V}.title: true or false (false) stands where text is needed."),
        (4, "title:", f"4: {V}.title: nothing stands where text is needed."),
        (4, "title: {a: b}", f"4: {V}.title: a mapping stands where text is needed."),
        (6, 'narrative: ""', f"6: {V}.narrative: an empty text stands where text is needed."),
        (6, "narrative: >-", f"6: {V}.narrative: an empty text stands where text is needed."),
        (6, "narrative:", f"6: {V}.narrative: nothing stands where text is needed."),
        (6, "narrative: ~", f"6: {V}.narrative: nothing stands where text is needed."),
        (6, "narrative: [a, b]", f"6: {V}.narrative: a list stands where text is needed."),
        (21, "author: []", f"21: {V}.author: a list stands where text is needed."),
        (21, 'author: ""', f"21: {V}.author: an empty text stands where text is needed."),
        # kinds
        (
            5,
            "kind: canonnical",
            f'5: {V}.kind: unknown kind "canonnical". Did you mean "canonical"?',
        ),
        (5, "kind: Near-Miss", f'5: {V}.kind: unknown kind "Near-Miss". Did you mean "near_miss"?'),
        (5, "kind: odd", f'5: {V}.kind: unknown kind "odd". Allowed: {KINDS}.'),
        (5, "kind: true", f"5: {V}.kind: true or false (true) stands where text is needed."),
        # sources
        (20, "sources: []", f"20: {V}.sources: a vignette needs at least one source."),
        (20, "sources: MAN L2", f'20: {V}.sources: text ("MAN L2") stands where a list is needed.'),
        (20, "sources: [MAN 2]", f'20: {V}.sources: "MAN 2" {LOCATOR}'),
        (20, "sources: [man L2]", f'20: {V}.sources: "man L2" {LOCATOR}'),
        (20, "sources: [MAN L2 to L4]", f'20: {V}.sources: "MAN L2 to L4" {LOCATOR}'),
        (20, "sources: [MAN L2-4]", f'20: {V}.sources: "MAN L2-4" {LOCATOR}'),
        (20, "sources: [MAN L]", f'20: {V}.sources: "MAN L" {LOCATOR}'),
        (20, "sources: [MAN  L2]", f'20: {V}.sources: "MAN  L2" {LOCATOR}'),
        (
            20,
            "sources: [MAN L41]",
            f'20: {V}.sources: "MAN L41" is outside the document; its last line is L40.',
        ),
        (
            20,
            "sources: [MAN L0]",
            f'20: {V}.sources: "MAN L0" is outside the document; its last line is L40.',
        ),
        (20, "sources: [XYZ L2]", f'20: {V}.sources: unknown document "XYZ". Allowed: MAN.'),
        (20, "sources: [2]", f"20: {V}.sources[1]: a whole number (2) stands in a list of texts."),
        (
            20,
            'sources: [MAN L1, " "]',
            f'20: {V}.sources[2]: text (" ") stands in a list of texts.',
        ),
        # keys that nobody knows
        (
            21,
            "author: a\nsex: male",
            f'22: {V}: unknown key "sex". None of the 15 allowed names is close to it.',
        ),
        (
            21,
            "author: a\nabsents: [smoke]",
            f'22: {V}: unknown key "absents". Did you mean "absent"?',
        ),
        (1, "version: 1\nvignettes:", '1: unknown key "version". Allowed: vignettes.'),
    ],
)
def test_a_form_that_is_wrong_is_named_with_its_place(
    edited: "Edited", problems_of: "ProblemsOf", line: int, new: str, problem: str
) -> None:
    """One mistake gives one problem: the file, the line, the field, and what would be right."""
    assert problems_of(edited({line: new})) == [f"v.yaml:{problem}"]


@pytest.mark.parametrize(
    ("line", "new", "problem"),
    [
        (
            4,
            "title: A\ntitle: B",
            f'5: {V}.title: the key "title" stands twice; it stood at line 4 already.',
        ),
        (4, "title: &a A", f"4: {V}.title: the anchor &a is not allowed; write the value out."),
        (4, "title: *a", f"4: {V}.title: the alias *a is not allowed; write the value out."),
        (
            4,
            "title: yes",
            f'4: {V}.title: yes {BOOLEAN}; write true, false, or "yes".',
        ),
        (
            8,
            "present: [no]",
            f'8: {V}.present[1]: no {BOOLEAN}; write true, false, or "no".',
        ),
        (
            4,
            "title: !!python/object:os.system x",
            f"4: {V}.title: the tag tag:yaml.org,2002:python/object:os.system is not allowed.",
        ),
        (4, "\ttitle: x", "4: not valid YAML: found a tab character that violates indentation."),
        (8, "present: [sparks", "9: not valid YAML: did not find expected ',' or ']'."),
        (6, "narrative: \x07", "6: the character U+0007 is not allowed in YAML."),
    ],
)
def test_yaml_that_is_not_strict_is_refused_with_its_line(
    edited: "Edited", problems_of: "ProblemsOf", line: int, new: str, problem: str
) -> None:
    """Vignettes are read as strictly as rules are; what follows from it may be named after it."""
    assert problems_of(edited({line: new}))[0] == f"v.yaml:{problem}"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["v.yaml: the file is empty."]),
        ("# nothing but a remark\n", ["v.yaml: the file is empty."]),
        ("just text\n", ['v.yaml:1: text ("just text") stands where a mapping is needed.']),
        ("- a\n", ["v.yaml:1: a list stands where a mapping is needed."]),
        ("vignettes:\n", ["v.yaml:1: vignettes: nothing stands where a list is needed."]),
        ("vignettes: a\n", ['v.yaml:1: vignettes: text ("a") stands where a list is needed.']),
        (
            "vignettes:\n  smoke: true\n",
            ["v.yaml:2: vignettes: a mapping stands where a list is needed."],
        ),
        (
            "vignettes: [smoke]\n",
            ['v.yaml:1: vignettes[1]: text ("smoke") stands where a mapping is needed.'],
        ),
        (
            "vignette: []\n",
            [
                'v.yaml:1: unknown key "vignette". Did you mean "vignettes"?',
                'v.yaml:1: the key "vignettes" is missing.',
            ],
        ),
        (
            "ruleset: x\nrules: []\n",
            ['v.yaml:1: no file of vignettes: "ruleset" makes this a file of rules.'],
        ),
    ],
)
def test_a_file_of_another_shape_is_refused(
    problems_of: "ProblemsOf", text: str, problems: list[str]
) -> None:
    """A file that holds no list of vignettes says what stands where the list should."""
    assert problems_of(text) == problems
