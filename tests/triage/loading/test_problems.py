"""How a problem is told: place, field, words, and a hint that is worth having."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from triage.loading.problems import (
    LoadError,
    Notes,
    Problem,
    Severity,
    did_you_mean,
    quoted,
    shown,
)

ProblemsOf = Callable[[str | bytes], list[str]]
Edited = Callable[[str, Mapping[int, str | None]], str]
FFFD = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("line", "field", "text"),
    [
        (3, "rules[a].when", "a.yaml:3: rules[a].when: Wrong."),
        (3, "", "a.yaml:3: Wrong."),
        (0, "version", "a.yaml: version: Wrong."),
        (0, "", "a.yaml: Wrong."),
    ],
)
def test_a_problem_reads_as_place_field_and_message(line: int, field: str, text: str) -> None:
    """Line 0 is the whole file, and is not shown; a field that is empty is not shown either."""
    assert str(Problem(file="a.yaml", line=line, field=field, message="Wrong.")) == text


def test_a_problem_is_an_error_unless_it_says_otherwise() -> None:
    """Errors keep a file from being used; warnings have to be made so."""
    problem = Problem(file="a", line=1, field="", message="-")
    assert (problem.severity, problem.code) == (Severity.ERROR, "invalid")
    assert [severity.value for severity in Severity] == ["error", "warning", "note"]


def test_an_error_tells_all_of_its_problems() -> None:
    """One line for each problem, in the order given."""
    problems = [Problem(file="a", line=n, field="", message=f"No {n}.") for n in (2, 1)]
    error = LoadError(iter(problems))
    assert str(error) == "a:2: No 2.\na:1: No 1."
    assert error.problems == tuple(problems)


def test_notes_are_raised_by_line_and_else_in_the_order_they_were_made() -> None:
    """Problems of one line keep their order."""
    notes = Notes("a.yaml")
    notes.raise_if_any()
    for line, message in [(2, "b"), (1, "c"), (2, "a")]:
        notes.add(line, "f", message, "kind")
    assert len(notes) == 3
    assert [problem.message for problem in notes] == ["b", "c", "a"]
    with pytest.raises(LoadError) as raised:
        notes.raise_if_any()
    assert str(raised.value) == "a.yaml:1: f: c\na.yaml:2: f: b\na.yaml:2: f: a"
    assert {problem.code for problem in raised.value.problems} == {"kind"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", '"a"'),
        ("", '""'),
        ("é…", '"é…"'),
        ("x" * 60, f'"{"x" * 60}"'),
        ("x" * 61, f'"{"x" * 60}…"'),
        ("a\nb\tc\x1b[2J\0", f'"a{FFFD}b{FFFD}c{FFFD}[2J{FFFD}"'),
        ("a\u202eb\u2028c", f'"a{FFFD}b{FFFD}c"'),
        (True, "true"),
        (False, "false"),
        (None, "nothing"),
        (5, "5"),
        (0.5, "0.5"),
    ],
)
def test_a_value_is_quoted_as_it_stands_in_a_file(value: object, text: str) -> None:
    """Text in quotes, cut at sixty characters, with nothing that a terminal would obey."""
    assert quoted(value) == text


@pytest.mark.parametrize(
    ("value", "allowed", "hint"),
    [
        ("fevr", ["fever", "cough"], 'Did you mean "fever"?'),
        ("FEVER", ["fever", "cough"], 'Did you mean "fever"?'),
        (" fever ", ["fever", "cough"], 'Did you mean "fever"?'),
        ("sore-throat", ["sore_throat", "cough"], 'Did you mean "sore_throat"?'),
        ("sore throat", ["sore_throat", "cough"], 'Did you mean "sore_throat"?'),
        ("rash", ["fever", "cough"], "Allowed: fever, cough."),
        ("rash", [], "Nothing is allowed here."),
        ("rash", list("abcdefghijkl"), "Allowed: a, b, c, d, e, f, g, h, i, j, k, l."),
        ("rash", list("abcdefghijklmno"), "None of the 15 allowed names is close to it."),
        ("", ["fever"], "Allowed: fever."),
        ("temperature", ["fever", "cough"], 'Did you mean "fever"?'),
        ("temperatur", ["fever", "cough"], 'Did you mean "fever"?'),
    ],
)  # fmt: skip
def test_a_hint_names_the_likely_word_or_the_allowed_ones(
    value: str, allowed: list[str], hint: str
) -> None:
    """A near name, a name that a synonym stands for, else the names if they are few."""
    synonyms = {"temperature": "fever"} if "fever" in allowed else None
    assert did_you_mean(value, allowed, synonyms) == hint


def test_a_hint_never_names_what_is_not_allowed() -> None:
    """A synonym of a name that is not allowed here is no hint."""
    assert did_you_mean("days", ["age", "sex"], {"days": "duration"}) == "Allowed: age, sex."


def test_a_path_is_shown_as_seen_from_here(folder: Path) -> None:
    """Below the current folder a path is short, elsewhere it is whole."""
    assert shown(folder / "rules" / "a.yaml") == "rules/a.yaml"
    elsewhere = folder.parent / "a.yaml"
    assert shown(elsewhere) == str(elsewhere)


def test_a_path_is_whole_where_there_is_no_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that has been removed, a path is shown as it stands."""
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert shown(gone / "a.yaml") == str(gone / "a.yaml")


class TestEachProblemNames:
    """Place, field, value: for every kind of mistake."""

    @pytest.mark.parametrize("value", ["yes", "!x y", "&a y2", "*a"])
    @pytest.mark.parametrize(
        ("line", "key", "field"),
        [
            (3, "title", "title"),
            (8, "title", "default.title"),
            (14, "title", "rules[brakes].title"),
        ],
    )
    def test_the_field(
        self,
        problems_of_rules: ProblemsOf,
        edited: Edited,
        rules_text: str,
        line: int,
        key: str,
        field: str,
        value: str,
    ) -> None:
        """What is refused for how it is written names its field as any other mistake does."""
        problems = problems_of_rules(edited(rules_text, {line: f"{key}: {value}"}))
        assert problems
        assert problems[0].startswith(f"rules.yaml:{line}: {field}: ")

    def test_the_field_of_a_key_that_stands_twice(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """The path leads down to the key, through the id of the rule."""
        assert problems_of_rules(edited(rules_text, {14: "title: a\ntitle: b"})) == [
            ('rules.yaml:15: rules[brakes].title: the key "title" stands twice; '
            "it stood at line 14 already.")
        ]  # fmt: skip

    def test_the_mapping_of_a_key_that_is_no_text(
        self, problems_of_rules: ProblemsOf, edited: Edited, rules_text: str
    ) -> None:
        """A key that is a number is told with the path of its mapping, and told once."""
        assert problems_of_rules(edited(rules_text, {14: "title: The brakes\n5: x"})) == [
            "rules.yaml:15: rules[brakes]: 5 is no key; allowed: text."
        ]

    @pytest.mark.parametrize(
        ("edits", "value"),
        [
            ({6: "default: ride\nx:"}, '"ride"'),
            ({13: "- brakes\n- id: brakes"}, '"brakes"'),
            ({13: "- 17\n- id: brakes"}, "17"),
            ({17: "when: 17"}, "17"),
            ({17: "when: true"}, "true"),
        ],
    )
    def test_the_value(
        self,
        problems_of_rules: ProblemsOf,
        edited: Edited,
        rules_text: str,
        edits: Mapping[int, str | None],
        value: str,
    ) -> None:
        """A value of the wrong type is shown."""
        assert value in problems_of_rules(edited(rules_text, edits))[0]

    @pytest.mark.parametrize(
        "edits",
        [
            {13: '- id: "a\\nb\\e[2J"'},
            {14: '"x\\ny": 1\n"x\\ny": 2'},
            {14: '"x\\e[2J": 1'},
            {3: "title: !<a%0Ab> x"},
            {3: "title: !<%1B[2J> x"},
            {17: 'when: "a\\u2028b"'},
            {4: 'vocabulary: "a\\rb"'},
        ],
    )
    def test_itself_in_one_printable_line(
        self,
        problems_of_rules: ProblemsOf,
        edited: Edited,
        rules_text: str,
        edits: Mapping[int, str | None],
    ) -> None:
        """No file can break a line of the report, or send orders to a terminal."""
        problems = problems_of_rules(edited(rules_text, edits))
        assert problems
        assert all(problem.isprintable() for problem in problems), problems
