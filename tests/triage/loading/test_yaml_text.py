"""The bytes of a file: encodings, control characters, line ends, tabs, and broken syntax."""

from collections.abc import Callable

import pytest

from triage.loading.nodes import parse
from triage.loading.problems import LoadError

ProblemsOf = Callable[[str | bytes], list[str]]

CONTROLS = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), 0x86, 0x9F]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"\xff", ["1: not valid UTF-8 text."]),
        (b"a: 1\nb: \xc3\n", ["2: not valid UTF-8 text."]),
        (b"a: 1\nb: 2\nc: caf\xe9\n", ["3: not valid UTF-8 text."]),
        (b"a: \xed\xa0\x80", ["1: not valid UTF-8 text."]),
        (b"a: \xc0\xaf", ["1: not valid UTF-8 text."]),
        (b"a: \xf4\x90\x80\x80", ["1: not valid UTF-8 text."]),
        ("a: 1\n".encode("utf-16"), ["1: not valid UTF-8 text."]),
        ("a: 1\n".encode("utf-16-le"), ["1: the character U+0000 is not allowed in YAML."]),
        ("a: 1\n".encode("utf-32-be"), ["1: the character U+0000 is not allowed in YAML."]),
    ],
)
def test_a_file_is_utf_8(problems_of_yaml: ProblemsOf, data: bytes, problems: list[str]) -> None:
    """Any other encoding is refused at the line of its first wrong byte."""
    assert problems_of_yaml(data) == problems


@pytest.mark.parametrize("code", CONTROLS)
@pytest.mark.parametrize(
    "place", ["a: 1\nb: x{}y\n", "a: 1\n{}b: 2\n", "a: 1\n# c{}\n", 'a: 1\nb: "{}"\n']
)
def test_no_control_character(problems_of_yaml: ProblemsOf, code: int, place: str) -> None:
    """Control characters are refused wherever they stand, in comments and quotes too."""
    expected = f"2: the character U+{code:04X} is not allowed in YAML."
    assert problems_of_yaml(place.format(chr(code))) == [expected]


@pytest.mark.parametrize("code", [0xFFFE, 0xFFFF])
def test_no_character_that_is_none(problems_of_yaml: ProblemsOf, code: int) -> None:
    """The two code points that are no characters are refused."""
    expected = f"1: the character U+{code:04X} is not allowed in YAML."
    assert problems_of_yaml(f"a: {chr(code)}") == [expected]


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\r"])
def test_a_comment_ends_where_people_see_it_end(problems_of_yaml: ProblemsOf, end: str) -> None:
    """A line end that editors and reviewers do not show as one cannot turn a comment into content.

    YAML 1.1 ends a line at each of these; a reviewer sees one harmless comment.
    """
    assert problems_of_yaml(f"a: 1\n# harmless{end}b: 2\n") == [
        f"2: the character U+{ord(end):04X} is not allowed in YAML."
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(
    problems_of_yaml: ProblemsOf, line_end: str, start: str
) -> None:
    """Files of Windows editors have the same content, and the same line numbers."""
    lines = ["a: 1", "b: [u, v]", "c: >-", "  two", "  words"]
    root = parse((start + line_end.join(lines)).encode(), "some.yaml")
    assert isinstance(root.value, dict)
    assert {key: node.line for key, node in root.value.items()} == {"a": 1, "b": 2, "c": 3}
    assert root.value["c"].value == "two words"
    wrong = line_end.join([*lines, "d: yes", ""])
    assert problems_of_yaml(start + wrong) == [
        '6: yes is a boolean to some YAML readers; write true, false, or "yes".'
    ]


SYNTAX = [
    ("a:\n\t- b", 2, "found character that cannot start any token"),
    ("\ta: 1", 1, "found character that cannot start any token"),
    ("a: 1\n\tb: 2", 2, "found a tab character that violates indentation"),
    ("a: @b", 1, "found character that cannot start any token"),
    ("a: `b", 1, "found character that cannot start any token"),
    ("a: %b", 1, "found character that cannot start any token"),
    ("a: b: c", 1, "mapping values are not allowed in this context"),
    ("a: 1\n b: 2", 2, "mapping values are not allowed in this context"),
    ("a: - b", 1, "block sequence entries are not allowed in this context"),
    ("a: }", 1, "did not find expected node content"),
    ("a: [,]", 1, "did not find expected node content"),
    ("- a\nb: c", 2, "did not find expected '-' indicator"),
    ("a: 1\n- b", 2, "did not find expected key"),
    ("a:\n  - b\n - c", 3, "did not find expected key"),
    ("a: 'b' c", 1, "did not find expected key"),
    ("a: 1\nb: 2\nc: 'd", 3, "found unexpected end of stream"),
    ('a: "b', 1, "found unexpected end of stream"),
    ('a: "\\q"', 1, "found unknown escape character"),
    ('a: "\\ud800"', 1, "found invalid Unicode character escape code"),
    ('a: "\\U00110000"', 1, "found invalid Unicode character escape code"),
    ('a: "\\x1"', 1, "did not find expected hexdecimal number"),
    ("a: !b!c 1", 1, "found undefined tag handle"),
    ("a: &", 1, "did not find expected alphabetic or numeric character"),
    ("%YAML 3.0\n---\na: 1", 1, "found incompatible YAML document"),
    ("%YAML 1.1\n%YAML 1.1\n---\na: 1", 2, "found duplicate %YAML directive"),
    ("a: 1\n...\nb: 2", 3, "did not find expected <document start>"),
    ("a: 1\nb\nc: 3", 3, "could not find expected ':'"),
]


@pytest.mark.parametrize(("text", "line", "what"), SYNTAX)
def test_broken_syntax_has_its_line(
    problems_of_yaml: ProblemsOf, text: str, line: int, what: str
) -> None:
    """What is no YAML at all is one problem, at the line where the parser gave up."""
    assert problems_of_yaml(text) == [f"{line}: not valid YAML: {what}."]


@pytest.mark.parametrize("text", ["a: [b", "a: {b: c", "- [", "{", "a: [b\n\n\n", "a:\n  {b: [c"])
def test_a_file_that_breaks_off_ends_within_its_lines(text: str) -> None:
    """The line of what is missing at the end is a line that an editor shows."""
    with pytest.raises(LoadError) as raised:
        parse(text.encode(), "some.yaml")
    (problem,) = raised.value.problems
    assert problem.code == "syntax"
    assert 1 <= problem.line <= text.count("\n") + 1


def test_what_stands_before_broken_syntax_is_reported_too(problems_of_yaml: ProblemsOf) -> None:
    """Mistakes up to the first one of syntax come with it, in the order of the lines."""
    assert problems_of_yaml("a: yes\nb: 1\nb: 2\nc: !x 1\nd: 'e") == [
        '1: yes is a boolean to some YAML readers; write true, false, or "yes".',
        '3: the key "b" stands twice; it stood at line 2 already.',
        "4: the tag !x is not allowed.",
        "5: not valid YAML: found unexpected end of stream.",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: yes", "implicit-boolean"),
        ("a: 1\na: 2", "duplicate-key"),
        ("a: &x 1", "alias"),
        ("a: *x", "alias"),
        ("a: !x 1", "tag"),
        ("1: a", "key"),
        ("a: [", "syntax"),
        ("", "empty"),
        ("[" * 99, "too-deep"),
    ],
)
def test_machines_know_the_kind_of_a_problem(text: str, code: str) -> None:
    """Each kind of problem has a code."""
    try:
        problems = parse(text.encode(), "some.yaml").problems
    except LoadError as error:
        problems = error.problems
    assert [problem.code for problem in problems] == [code]
