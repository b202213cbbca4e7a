"""What a plain value of a file is: text unless it is written as a number, a boolean or nothing."""

import json
import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.loading.nodes import Node, parse

ProblemsOf = Callable[[str | bytes], list[str]]
laws = settings.get_profile("triage")


def plain(node: Node) -> object:
    """The value of a node without its lines."""
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    return node.value


def read(text: str) -> object:
    """The value of a file."""
    return plain(parse(text.encode(), "some.yaml"))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("-0", 0),
        ("9007199254740993", 9007199254740993),
        ("60.0", 60.0),
        ("0.5", 0.5),
        ("-0.25", -0.25),
        ("1e3", 1000.0),
        ("1.5E-3", 0.0015),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_numbers_booleans_and_nothing(written: str, value: object) -> None:
    """Decimal numbers, true, false and null are what they look like, whole numbers as such."""
    found = parse(f"- {written}".encode(), "some.yaml").value
    assert isinstance(found, list)
    assert found[0].value == value
    assert type(found[0].value) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        *("010", "0777", "-01", "0o17", "0x1f", "0b101", "1_000", "1,000", "1:30", "12:30:45"),
        *("2020-01-01", "2001-12-14t21:59:43.10-05:00", ".5", "5.", "1e", "1.e3", "٣", "1٣"),
        *(".nan", ".NaN", "nan", "NaN", ".inf", "-.inf", "inf", "Infinity", "-Infinity"),
        *("1e999", "-1e999", "1.5e400", "9e308"),
        *("12345678901234567890", "9" * 400, "1" * 17, "=", "<<", "None", "undefined"),
        *("fever", "a b", "a#b", "http://x.org", "1.2.3", "60 years", "-a"),
    ],
)
def test_everything_else_is_text(written: str) -> None:
    """Octal, hexadecimal, dates, infinities and huge numbers are text, never another number."""
    assert read(f"- {written}") == [written]


@pytest.mark.parametrize("written", ["60", "true", "null", "~", "1e5", "010", ""])
@pytest.mark.parametrize("quotes", ["'{}'", '"{}"'])
def test_quotes_make_text(written: str, quotes: str) -> None:
    """Whatever stands in quotes is text."""
    assert read(f"- {quotes.format(written)}") == [written]


def test_no_number_is_infinite_or_undefined() -> None:
    """The largest exponents that can be read give a number that is one."""
    found = read("[1e308, -1e308, 1e-999]")
    assert isinstance(found, list)
    assert all(math.isfinite(value) for value in found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1\nb: 2", [1, 2]),
        ("# c\n\na: 1\n\n\nb:\n  c", [3, 7]),
        ("a: >-\n  x\n  z\nb: [\n 1]", [1, 4]),
        ("{a: 1,\n b: 2}", [1, 2]),
        ("a:\n  - 1\nb:\n\n  c: 1", [2, 5]),
    ],
)
def test_a_value_knows_its_line(text: str, lines: list[int]) -> None:
    """The line of a value is where it starts, comments and empty lines counted."""
    root = parse(text.encode(), "some.yaml")
    assert isinstance(root.value, dict)
    assert [node.line for node in root.value.values()] == lines


def test_a_mapping_knows_the_lines_of_its_keys() -> None:
    """The line of a key is where the key stands, not where its value starts."""
    root = parse(b"a:\n  1\n? b\n: 2\nc: 3", "some.yaml")
    assert root.key_lines == {"a": 1, "b": 3, "c": 5}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x", "text"),
        ("1", "a whole number"),
        ("1.5", "a number"),
        ("true", "true or false"),
        ("~", "nothing"),
        ("[]", "a list"),
        ("{}", "a mapping"),
    ],
)
def test_every_value_has_a_kind_in_words(text: str, kind: str) -> None:
    """People read of lists and mappings, not of types of Python."""
    assert parse(text.encode(), "some.yaml").kind == kind


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]))
# YAML reads no key of more than 1,024 characters, escapes included; no JSON of ours has one.
KEYS = TEXTS.filter(lambda text: len(json.dumps(text)) < 1000)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**16) + 1, 10**16 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
    max_leaves=12,
)
AS_JSON: list[Callable[[object], str]] = [
    json.dumps,
    lambda value: json.dumps(value, ensure_ascii=False),
    lambda value: json.dumps(value, separators=(",", ":")),
    lambda value: json.dumps(value, indent=2),
    lambda value: json.dumps(value, indent="\t"),
]


class TestJsonIsYaml:
    """Whoever writes files with a program may write JSON."""

    @laws
    @given(value=JSON, dumps=st.sampled_from(AS_JSON))
    def test_json_reads_as_itself(self, value: object, dumps: Callable[[object], str]) -> None:
        """Any JSON value, in any layout, has the value that JSON gives it."""
        assert read(dumps(value)) == value

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ('"\\ud83e\\uddb5"', "\N{LEG}"),
            ('{"\\ud83e\\uddb5": 1}', {"\N{LEG}": 1}),
            ('"\\u00e9\\/\\b\\f\\n\\r\\t\\"\\\\"', 'é/\b\f\n\r\t"\\'),
            ('{"a":1,"b":[{"c":-0.5e-1}]}', {"a": 1, "b": [{"c": -0.05}]}),
            ('\ufeff{"a": "\\ud83e\\uddb5"}', {"a": "\N{LEG}"}),
            ("0.00012345678901234567", 0.00012345678901234567),
            ("12345678.901234567", 12345678.901234567),
        ],
    )
    def test_what_json_writes_its_own_way(self, text: str, value: object) -> None:
        """Escaped pairs beyond the basic plane, short escapes, no spaces, and small numbers."""
        assert read(text) == value == json.loads(text.removeprefix("\ufeff"))

    @pytest.mark.parametrize(
        "text", ['"\\ud83e"', '"\\uddb5\\ud83e"', '"\\\\ud83e\\uddb5"', '["\\ud83e", "\\uddb5"]']
    )
    def test_half_a_character_is_refused(self, problems_of_yaml: ProblemsOf, text: str) -> None:
        """One escape of a pair alone is no text, and is not joined to what is not its other."""
        (problem,) = problems_of_yaml(text)
        assert problem.startswith("1: not valid YAML: ")
