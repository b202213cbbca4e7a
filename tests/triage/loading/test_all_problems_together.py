"""All mistakes of a file are reported in one go, and none that only follows from another."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.loading.rulesets import build_ruleset
from triage.vocabulary import Vocabulary

ProblemsOf = Callable[[str | bytes], list[str]]
Edited = Callable[[str, Mapping[int, str | None]], str]
laws = settings.get_profile("triage")

EVERYTHING_WRONG = """\
ruleset: bi cycle
version: 1.0
title: []
vocabulary: bicycle
floor_while_undecided: servise
default:
  disposition: rode
  title: ''
  sources: [MAN 1]
  when: now
history: none
rules:
  - id: brakes
    title: 5
    disposition: wlak
    red_flags: [no_brake]
    when:
      all:
        - brake_fail
        - {at_least: 3, of: [squeak, wobble]}
        - {number: pressure_bar, at_least: 10}
        - {number: pressure_bar}
        - not: {}
    sources: [MAN L0, MAM L1]
    rational: none
  - id: tyre
    disposition: service
    pathways: [workshop, workshop]
    when: puncture
    sources: []
  - tyre
extra: 1
"""


def test_a_file_with_every_mistake_names_every_mistake(problems_of_rules: ProblemsOf) -> None:
    """One reading tells it all, in the order of the lines."""
    assert problems_of_rules(EVERYTHING_WRONG) == [
        f"rules.yaml:{problem}"
        for problem in [
            '1: ruleset: "bi cycle" is no id; allowed: letters, digits, _ . and -.',
            "2: version: a number (1.0) stands where text is needed.",
            "3: title: a list stands where text is needed.",
            '5: floor_while_undecided: unknown disposition "servise". Did you mean "service"?',
            '7: default.disposition: unknown disposition "rode". Did you mean "ride"?',
            "8: default.title: an empty text stands where text is needed.",
            ('9: default.sources: "MAN 1" is no source locator. '
            'Write a document and a line, such as "ABC L12".'),
            '10: default: unknown key "when". Allowed: disposition, title, sources.',
            '11: history: text ("none") stands where a list is needed.',
            "14: rules[brakes].title: a whole number (5) stands where text is needed.",
            '15: rules[brakes].disposition: unknown disposition "wlak". Did you mean "walk"?',
            '16: rules[brakes].red_flags: unknown red flag "no_brake". Did you mean "no_brakes"?',
            ('19: rules[brakes].when.all[1]: unknown finding "brake_fail". '
            'Did you mean "brake_fails"?'),
            "20: rules[brakes].when.all[2].at_least: 3 of 2 conditions; allowed: 1 to 2.",
            "21: rules[brakes].when.all[3].at_least: 10 is out of range; allowed: 1 to 9 bar.",
            ("22: rules[brakes].when.all[4].number: a number needs exactly one of "
            "at_least, more_than, at_most, less_than."),
            ("23: rules[brakes].when.all[5].not: an empty mapping is no condition; "
            "allowed: a finding, all, any, not, at_least … of, number."),
            '24: rules[brakes].sources: "MAN L0" is outside the document; its last line is L30.',
            '24: rules[brakes].sources: unknown document "MAM". Allowed: MAN.',
            '25: rules[brakes]: unknown key "rational". Did you mean "rationale"?',
            '26: rules[tyre]: the key "title" is missing.',
            '28: rules[tyre].pathways: "workshop" stands twice.',
            '29: rules[tyre].when: unknown finding "puncture". Did you mean "flat_tyre"?',
            "30: rules[tyre].sources: a rule needs at least one source.",
            '31: rules[3]: text ("tyre") stands where a mapping is needed.',
            ('32: unknown key "extra". Allowed: ruleset, version, title, vocabulary, '
            "floor_while_undecided, default, rules, history."),
        ]
    ]  # fmt: skip


def test_reading_the_same_again_tells_the_same(
    bicycle: Vocabulary, edited: Edited, rules_text: str
) -> None:
    """A parsed file is a value: building of it twice gives the same problems, not twice as many."""
    root = parse(edited(rules_text, {3: "title: 5", 14: "title: yes"}).encode(), "rules.yaml")
    told = []
    for _ in range(2):
        with pytest.raises(LoadError) as raised:
            build_ruleset(root, "rules.yaml", lambda _: bicycle)
        told.append(raised.value.problems)
    assert told[0] == told[1]


MISTAKES: dict[int, str] = {
    1: "ruleset: [bicycle]",
    2: "version: one",
    3: "title: ''",
    5: "floor_while_undecided: low",
    7: "disposition: fly",
    8: "titel: Nothing",
    9: "sources: [MAN L99]",
    11: "- 5",
    14: "title: 7",
    15: "disposition: run",
    16: "red_flags: [fire]",
    17: "when: smoke",
    18: "sources: [Manual]",
    19: "rationale:",
    21: "name: A soft tyre",
    22: "disposition: ~",
    23: "pathways: [no_brakes]",
    26: "- flat_tire",
    27: "- {number: pressure_bar, less_than: 0}",
    28: "sources: nowhere",
    29: "interpretation: []",
}


@laws
@given(lines=st.sets(st.sampled_from(sorted(MISTAKES))))
def test_mistakes_on_different_lines_add_up(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str, lines: set[int]
) -> None:
    """Several mistakes are reported as each alone would be: nothing is hidden, nothing is added."""
    together = problems_of_rules(edited(rules_text, {line: MISTAKES[line] for line in lines}))
    alone = [p for n in lines for p in problems_of_rules(edited(rules_text, {n: MISTAKES[n]}))]
    assert sorted(together) == sorted(alone)
    places = [int(problem.split(":")[1]) for problem in together]
    assert places == sorted(places)


PAIRS = [
    pytest.param({14: "title: yes", 17: "when: brake_fail"}, [14, 17], id="boolean and name"),
    pytest.param({14: "title: a\ntitle: b", 17: "when: smoke"}, [15, 18], id="key twice and name"),
    pytest.param({3: "title: &a x", 5: "floor_while_undecided: 5"}, [3, 5], id="anchor and type"),
    pytest.param({3: "title: !x y", 2: "version: one"}, [2, 3], id="tag and version"),
    pytest.param({3: "1: 2\ntitle: x", 23: "pathway: [shop]"}, [3, 24], id="no key and key"),
]


@pytest.mark.parametrize(("edits", "lines"), PAIRS)
def test_mistakes_of_writing_and_of_meaning_come_together(
    problems_of_rules: ProblemsOf,
    edited: Edited,
    rules_text: str,
    edits: Mapping[int, str | None],
    lines: list[int],
) -> None:
    """Where the file is YAML at all, strictness about YAML does not hide what else is wrong."""
    problems = problems_of_rules(edited(rules_text, edits))
    assert [int(problem.split(":")[1]) for problem in problems] == lines


def test_an_id_that_stands_twice_is_reported_beside_other_mistakes(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
) -> None:
    """A second rule of one id is named although the rule has another mistake."""
    assert problems_of_rules(edited(rules_text, {20: "- id: brakes", 26: "- flat"})) == [
        ('rules.yaml:20: rules[brakes].id: the rule id "brakes" stands twice; '
        "it stood at line 13."),
        ('rules.yaml:26: rules[brakes].when.any[1]: unknown finding "flat". '
        "Allowed: squeak, wobble, flat_tyre, brake_fails."),
    ]  # fmt: skip


def test_no_rules_are_reported_beside_other_mistakes(
    problems_of_rules: ProblemsOf, rules_text: str
) -> None:
    """That there is no rule is said although the title is wrong too."""
    head = rules_text.partition("rules:\n")[0].replace("title: When to get off", "title: 5")
    assert problems_of_rules(head + "rules: []") == [
        "rules.yaml:3: title: a whole number (5) stands where text is needed.",
        "rules.yaml:12: rules: a rule set needs at least one rule.",
    ]


def test_missing_sources_are_reported_beside_other_mistakes(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
) -> None:
    """An empty list of sources is named although the title is wrong too."""
    assert problems_of_rules(edited(rules_text, {14: "title: 5", 18: "sources: []"})) == [
        "rules.yaml:14: rules[brakes].title: a whole number (5) stands where text is needed.",
        "rules.yaml:18: rules[brakes].sources: a rule needs at least one source.",
    ]


def test_a_count_out_of_range_is_reported_beside_a_wrong_name(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
) -> None:
    """How many conditions there are is known even where one of them is wrong."""
    when = "when: {at_least: 3, of: [squeek, wobble]}"
    count = "at_least: 3 of 2 conditions; allowed: 1 to 2."
    name = 'of[1]: unknown finding "squeek". Did you mean "squeak"?'
    assert sorted(problems_of_rules(edited(rules_text, {17: when}))) == [
        f"rules.yaml:17: rules[brakes].when.{problem}" for problem in (count, name)
    ]


class TestNoFollowUps:
    """One mistake is one problem."""

    def test_two_missing_ids_are_not_the_same_id(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """Two rules without an id are two problems, not a third one about an id of nothing."""
        without = edited(rules_text, {13: "- rationale: a", 19: None, 20: "- rationale: b"})
        assert problems_of_rules(without) == [
            'rules.yaml:13: rules[1]: the key "id" is missing.',
            'rules.yaml:19: rules[2]: the key "id" is missing.',
        ]

    @pytest.mark.parametrize(
        ("line", "key"), [(13, "id"), (14, "title"), (15, "disposition"), (18, "sources")]
    )
    def test_a_missing_key_is_one_problem(
        self,
        problems_of_rules: ProblemsOf,
        edited: Edited,
        rules_text: str,
        line: int,
        key: str,
    ) -> None:
        """Every required key of a rule may be missing, and is named once."""
        start = "- rationale: x" if line == 13 else None
        edits = {line: start, 19: None}
        name = "1" if line == 13 else "brakes"
        assert problems_of_rules(edited(rules_text, edits)) == [
            f'rules.yaml:13: rules[{name}]: the key "{key}" is missing.'
        ]

    def test_a_missing_condition_is_one_problem(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """A rule without a condition is named once."""
        assert problems_of_rules(edited(rules_text, {17: None})) == [
            'rules.yaml:13: rules[brakes]: the key "when" is missing.'
        ]


class TestTooMany:
    """A hundred problems of a file are told, and how many more there are."""

    def test_the_rest_is_counted(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """The first hundred in the order of the lines, then one line for all others."""
        names = "\n".join(f"  - n{number}" for number in range(1, 251))
        problems = problems_of_rules(edited(rules_text, {23: f"pathways:\n{names}"}))
        assert problems == [
            *(
                f'rules.yaml:{line}: rules[tyre].pathways: unknown pathway "n{line - 23}". '
                "Allowed: workshop, shop."
                for line in range(24, 124)
            ),
            "rules.yaml: and 150 more problems in this file.",
        ]

    def test_exactly_a_hundred_are_all_told(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """Where nothing is left out nothing is counted."""
        names = "\n".join(f"  - n{number}" for number in range(100))
        problems = problems_of_rules(edited(rules_text, {23: f"pathways:\n{names}"}))
        assert len(problems) == 100
        assert not [problem for problem in problems if "more" in problem]

    def test_mistakes_of_writing_and_of_meaning_are_counted_together(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """However they come about, one line at the very end counts all that is left out."""
        names = "\n".join("  - &a workshops" for _ in range(150))
        problems = problems_of_rules(edited(rules_text, {23: f"pathways:\n{names}"}))
        assert len(problems) == 101
        assert problems[-1] == "rules.yaml: and 200 more problems in this file."
