"""Malformed heads of rule files, one broken line each, and the whole of what is said about it.

The line number is that of the rule file in ``conftest.py``; ``None`` takes the line out.
"""

from collections.abc import Callable, Mapping

import pytest

from triage.rules import RuleSet

ProblemsOf = Callable[[str | bytes], list[str]]
Edited = Callable[[str, Mapping[int, str | None]], str]

TOP = "ruleset, version, title, vocabulary, floor_while_undecided, default, rules, history"
LEVELS = "ride, service, repair, walk"
TWO = "\N{ARABIC-INDIC DIGIT TWO}"


def wrong_type(found: str, needed: str = "text") -> str:
    """What is said of a value of another type."""
    return f"{found} stands where {needed} is needed."


def no_version(text: str) -> str:
    """What is said of a version that is none."""
    allowed = "three numbers with points, such as 1.2.0, and a suffix such as 1.2.0-draft"
    return f'2: version: "{text}" is no version; allowed: {allowed}.'


def no_id(line: int, field: str, text: str) -> str:
    """What is said of an id that is none."""
    return f'{line}: {field}: "{text}" is no id; allowed: letters, digits, _ . and -.'


Row = tuple[int, str | None, list[str]]

HEAD: list[Row] = [
    (1, "ruleset:", [f"1: ruleset: {wrong_type('nothing')}"]),
    (1, "ruleset: ''", [f"1: ruleset: {wrong_type('an empty text')}"]),
    (1, "ruleset: '  '", [f"1: ruleset: {wrong_type('an empty text')}"]),
    (1, "ruleset: 7", [f"1: ruleset: {wrong_type('a whole number (7)')}"]),
    (1, "ruleset: [bicycle]", [f"1: ruleset: {wrong_type('a list')}"]),
    (1, "ruleset: two words", [no_id(1, "ruleset", "two words")]),
    (1, "ruleset: ../bicycle", [no_id(1, "ruleset", "../bicycle")]),
    (1, "ruleset: .bicycle", [no_id(1, "ruleset", ".bicycle")]),
    (1, "ruleset: bicycle@1", [no_id(1, "ruleset", "bicycle@1")]),
    (1, 'ruleset: "a\\0b"', [no_id(1, "ruleset", "a\N{REPLACEMENT CHARACTER}b")]),
    (2, None, ['1: the key "version" is missing.']),
    (2, "version: 1", [f"2: version: {wrong_type('a whole number (1)')}"]),
    (2, "version: 1.0", [f"2: version: {wrong_type('a number (1.0)')}"]),
    (2, "version: true", [f"2: version: {wrong_type('true or false (true)')}"]),
    *[(2, f"version: '{text}'", [no_version(text)]) for text in (
        "1.0", "1", "v1.0.0", "1.0.0.0", "01.0.0", "1.00.0", "1.0.0-", "1.0.0+build", "1.0.x",
        "1.0.0-a/b", "1.0.0 beta", "-1.0.0", "1..0", "1234567.0.0", f"1.1{TWO}.0",
        "1.0.0-" + "x" * 41,
    )],
    (3, None, ['1: the key "title" is missing.']),
    (3, "title: 5", [f"3: title: {wrong_type('a whole number (5)')}"]),
    (3, "title: {a: b}", [f"3: title: {wrong_type('a mapping')}"]),
    (3, "title: ~", [f"3: title: {wrong_type('nothing')}"]),
    (3, "title: false", [f"3: title: {wrong_type('true or false (false)')}"]),
    (3, "titel: When to get off", [
        '1: the key "title" is missing.',
        '3: unknown key "titel". Did you mean "title"?',
    ]),
    (4, None, ['1: the key "vocabulary" is missing.']),
    (4, "vocabulary: bycicle", [
        ('4: vocabulary: unknown vocabulary "bycicle"; allowed: one that ships, that of the domain '
         "in use (TRIAGE_DOMAIN, or domain in triage.toml), or the path of a file.")
    ]),
    (4, "vocabulary: [bicycle]", [f"4: vocabulary: {wrong_type('a list')}"]),
    (4, "vocabulary: ''", [f"4: vocabulary: {wrong_type('an empty text')}"]),
    (5, None, ['1: the key "floor_while_undecided" is missing.']),
    (5, "floor_while_undecided: servise", [
        '5: floor_while_undecided: unknown disposition "servise". Did you mean "service"?'
    ]),
    (5, "floor_while_undecided: urgent", [
        f'5: floor_while_undecided: unknown disposition "urgent". Allowed: {LEVELS}.'
    ]),
    (5, "floor_while_undecided: 1", [
        f"5: floor_while_undecided: {wrong_type('a whole number (1)')}"
    ]),
    (6, "default: ride\nx:", [
        '6: default: text ("ride") stands where a mapping is needed.',
        f'7: unknown key "x". Allowed: {TOP}.',
    ]),
    (7, None, ['7: default: the key "disposition" is missing.']),
    (7, "disposition: rode", [
        '7: default.disposition: unknown disposition "rode". Did you mean "ride"?'
    ]),
    (8, None, ['7: default: the key "title" is missing.']),
    (8, "title: ''", [f"8: default.title: {wrong_type('an empty text')}"]),
    (9, None, ['7: default: the key "sources" is missing.']),
    (9, "sources: MAN L1", ["9: default.sources: "
                            + wrong_type('text ("MAN L1")', "a list")]),
    (9, "sources: [MAN L31]", [
        '9: default.sources: "MAN L31" is outside the document; its last line is L30.'
    ]),
    (9, "sources: [MAN L1]\nwhen: squeak", [
        '10: default: unknown key "when". Allowed: disposition, title, sources.'
    ]),
    (11, "- 1.0", ["11: history[1]: a number (1.0) stands in a list of texts."]),
    (11, "- {1.0.0: first}", ["11: history[1]: a mapping stands in a list of texts."]),
    (11, "- ''", ['11: history[1]: text ("") stands in a list of texts.']),
    (12, "rulez:", [
        '1: the key "rules" is missing.',
        '12: unknown key "rulez". Did you mean "rules"?',
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "new", "problems"), HEAD)
def test_one_broken_line_is_described_exactly(
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


def test_the_file_as_it_stands_is_read(bicycle_rules: RuleSet) -> None:
    """Unbroken, the file is a rule set whose rules know their lines."""
    assert bicycle_rules.file == "rules.yaml"
    assert [(rule.id, rule.line) for rule in bicycle_rules.rules] == [("brakes", 13), ("tyre", 20)]


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (2, "version: 10.20.30"),
        (2, "version: 1.0.0-draft.1"),
        (2, "version: 0.0.0"),
        (3, "title: 010"),
        (3, "title: 2024-01-01"),
        (3, "title: .inf"),
        (11, "- 'one'\n- two"),
        (14, "title: '  spaced  '"),
        (16, "red_flags: []"),
        (16, None),
        (18, "sources: [MAN L30, MAN L1.12]"),
        (19, None),
        (23, "pathways: [shop, workshop]"),
    ],
)
def test_what_is_allowed_is_allowed(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str, line: int, new: str | None
) -> None:
    """Optional keys may be missing, lists of names empty, and text may look like anything."""
    assert problems_of_rules(edited(rules_text, {line: new})) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("5", "1: a whole number (5) stands where a mapping is needed."),
        ("rules", '1: text ("rules") stands where a mapping is needed.'),
        ("- a", "1: a list stands where a mapping is needed."),
        ("~", "1: nothing stands where a mapping is needed."),
    ],
)
def test_a_rule_file_is_a_mapping(problems_of_rules: ProblemsOf, text: str, problem: str) -> None:
    """A file that is something else is one problem, and no list of missing keys."""
    assert problems_of_rules(text) == [f"rules.yaml:{problem}"]


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("rules: []", "12: rules: a rule set needs at least one rule."),
        ("rules:", "12: rules: nothing stands where a list is needed."),
        ("rules: {a: b}", "12: rules: a mapping stands where a list is needed."),
        ("rules: 5", "12: rules: a whole number (5) stands where a list is needed."),
    ],
)
def test_a_rule_set_has_rules(
    problems_of_rules: ProblemsOf, rules_text: str, rules: str, problem: str
) -> None:
    """A rule set without a rule would send everybody home, and is refused."""
    head = rules_text.partition("rules:\n")[0]
    assert problems_of_rules(head + rules) == [f"rules.yaml:{problem}"]


def test_a_default_needs_a_source(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
) -> None:
    """What is advised where no rule is met rests on a source as each rule does."""
    (problem,) = problems_of_rules(edited(rules_text, {9: "sources: []"}))
    assert problem.startswith("rules.yaml:9: default.sources: ")


class TestAnotherKindOfFile:
    """A file that was not meant as a rule file is told as such, once."""

    @pytest.mark.parametrize(
        ("text", "line", "mark", "kind"),
        [
            ("title: T\nvignettes: []", 2, "vignettes", "vignettes"),
            ("policy: mine\ntitle: T", 1, "policy", "policy"),
            ("waivers: []", 1, "waivers", "waivers"),
            ("title: T\nvocabulary: knee\ninvariants: []", 3, "invariants", "invariants"),
            ("vocabulary: knee\ntitle: T\nfindings: []", 3, "findings", "words"),
        ],
    )
    def test_what_it_is_instead_is_said(
        self, problems_of_rules: ProblemsOf, text: str, line: int, mark: str, kind: str
    ) -> None:
        """One problem, at the key that tells."""
        assert problems_of_rules(text) == [
            f'rules.yaml:{line}: no rule file: "{mark}" makes this a file of {kind}.'
        ]

    def test_a_file_of_no_kind_lacks_every_key(self, problems_of_rules: ProblemsOf) -> None:
        """Where nothing tells what a file is, all that a rule file needs is named."""
        keys = [key for key in TOP.split(", ") if key != "history"]
        expected = [f'rules.yaml:1: the key "{key}" is missing.' for key in keys]
        assert problems_of_rules("{}") == expected

    def test_a_rule_file_without_its_name_is_still_one(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """A file with rules is not taken for a vocabulary because it names one."""
        assert problems_of_rules(edited(rules_text, {1: None})) == [
            'rules.yaml:1: the key "ruleset" is missing.'
        ]

    def test_a_name_that_is_mistyped_is_hinted_at(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """The key that was meant is named, and no other mistake is hidden."""
        assert problems_of_rules(edited(rules_text, {1: "ruleste: bicycle", 3: "title: 5"})) == [
            'rules.yaml:1: unknown key "ruleste". Did you mean "ruleset"?',
            'rules.yaml:1: the key "ruleset" is missing.',
            "rules.yaml:3: title: a whole number (5) stands where text is needed.",
        ]
