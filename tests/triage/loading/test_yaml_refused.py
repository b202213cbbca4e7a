"""Everything surprising in YAML is refused, with its line, whatever the file is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from triage.loading.nodes import parse
from triage.loading.problems import LoadError

ProblemsOf = Callable[[str | bytes], list[str]]


def boolean(word: str) -> str:
    """What is said of a word that is a boolean by accident."""
    return f'{word} is a boolean to some YAML readers; write true, false, or "{word}".'


def tag(name: str) -> str:
    """What is said of a tag."""
    return f"the tag {name} is not allowed."


def anchor(name: str) -> str:
    """What is said of an anchor."""
    return f"the anchor &{name} is not allowed; write the value out."


def alias(name: str) -> str:
    """What is said of an alias."""
    return f"the alias *{name} is not allowed; write the value out."


@pytest.mark.parametrize(
    "word",
    [
        *("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"),
        *("y", "Y", "n", "N", "True", "TRUE", "False", "FALSE"),
    ],
)
class TestAccidentalBooleans:
    """Words that YAML 1.1 reads as booleans."""

    def test_as_a_value(self, problems_of_yaml: ProblemsOf, word: str) -> None:
        """The word as a value is refused, not read as text and not as a boolean."""
        assert problems_of_yaml(f"a: 1\nb: {word}\n") == [f"2: {boolean(word)}"]

    def test_as_a_key(self, problems_of_yaml: ProblemsOf, word: str) -> None:
        """The word as a key is refused too."""
        assert problems_of_yaml(f"a: 1\n{word}: 2\n") == [f"2: {boolean(word)}"]

    def test_in_a_list(self, problems_of_yaml: ProblemsOf, word: str) -> None:
        """The word in a list is refused where it stands."""
        assert problems_of_yaml(f"- a\n-\n  {word}\n- [b, {word}]\n") == [
            f"3: {boolean(word)}",
            f"4: {boolean(word)}",
        ]

    @pytest.mark.parametrize("quote", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
    def test_not_in_quotes(self, word: str, quote: str) -> None:
        """Quoted, or in a block of text, the word is plain text."""
        root = parse(f"a: {quote.format(word)}".encode(), "some.yaml")
        assert isinstance(root.value, dict)
        assert root.value["a"].value == word


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: 1\na: 2", ['2: the key "a" stands twice; it stood at line 1 already.']),
        (
            "a: 1\na: 2\nb: 3\na: 4",
            [
                '2: the key "a" stands twice; it stood at line 1 already.',
                '4: the key "a" stands twice; it stood at line 1 already.',
            ],
        ),
        ("a: 1\n'a': 2", ['2: the key "a" stands twice; it stood at line 1 already.']),
        ('"a": 1\n"\\x61": 2', ['2: the key "a" stands twice; it stood at line 1 already.']),
        ("{a: 1, a: 2}", ['1: the key "a" stands twice; it stood at line 1 already.']),
        ("{a,\n a}", ['2: the key "a" stands twice; it stood at line 1 already.']),
        (
            "x:\n  a: 1\n  a:\n    b: 2",
            ['3: the key "a" stands twice; it stood at line 2 already.'],
        ),
        (
            "- {a: 1}\n- {a: 1,\n   a: 2}",
            ['3: the key "a" stands twice; it stood at line 2 already.'],
        ),
        ("? a\n: 1\n? a\n: 2", ['3: the key "a" stands twice; it stood at line 1 already.']),
        ("'': 1\n'': 2", ['2: the key "" stands twice; it stood at line 1 already.']),
        (
            "a: {b: 1, b: 2}\na: {c: 1, c: 2}",
            [
                '1: the key "b" stands twice; it stood at line 1 already.',
                '2: the key "a" stands twice; it stood at line 1 already.',
                '2: the key "c" stands twice; it stood at line 2 already.',
            ],
        ),
    ],
)
def test_a_key_stands_once(problems_of_yaml: ProblemsOf, text: str, problems: list[str]) -> None:
    """A second key of the same text is refused, however it is written; both lines are named."""
    assert problems_of_yaml(text) == problems


@pytest.mark.parametrize("text", ["a: {b: 1}\nc: {b: 1}", "- a: 1\n- a: 1", "A: 1\na: 1"])
def test_the_same_key_in_two_mappings_is_fine(problems_of_yaml: ProblemsOf, text: str) -> None:
    """Keys are compared within their own mapping, and by case."""
    assert problems_of_yaml(text) == []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("1: a", ["1: 1 is no key; allowed: text."]),
        ("1.5: a", ["1: 1.5 is no key; allowed: text."]),
        ("true: a", ["1: true is no key; allowed: text."]),
        ("null: a", ["1: nothing is no key; allowed: text."]),
        ("~: a", ["1: nothing is no key; allowed: text."]),
        ("{~: a}", ["1: nothing is no key; allowed: text."]),
        ("x: 1\n? [a]\n: b", ["2: a list is no key; allowed: text."]),
        ("? {a: b}\n: c", ["1: a mapping is no key; allowed: text."]),
        ("[a]: b", ["1: a list is no key; allowed: text."]),
        ("{{a: b}: c}", ["1: a mapping is no key; allowed: text."]),
        ("? - a\n: b\n? - a\n: c", [f"{n}: a list is no key; allowed: text." for n in (1, 3)]),
        ("? {a: 1, a: 2}\n: b", [
            "1: a mapping is no key; allowed: text.",
            '1: the key "a" stands twice; it stood at line 1 already.',
        ]),
    ],
)  # fmt: skip
def test_a_key_is_text(problems_of_yaml: ProblemsOf, text: str, problems: list[str]) -> None:
    """Numbers, booleans, nothing, lists and mappings are no keys."""
    assert problems_of_yaml(text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: &x 1", [f"1: {anchor('x')}"]),
        ("&x a: 1", [f"1: {anchor('x')}"]),
        ("&x {a: 1}", [f"1: {anchor('x')}"]),
        ("- b\n- &x\n  - c", [f"2: {anchor('x')}"]),
        ("a: *x", [f"1: {alias('x')}"]),
        ("- b\n- *x", [f"2: {alias('x')}"]),
        ("*x", [f"1: {alias('x')}"]),
        ("a: &x 1\nb: *x", [f"1: {anchor('x')}", f"2: {alias('x')}"]),
        ("a: &x [*x]", [f"1: {anchor('x')}", f"1: {alias('x')}"]),
        ("a: &x {b: 1}\nc:\n  <<: *x", [f"1: {anchor('x')}", f"3: {alias('x')}"]),
        ("a: &x !y 1", [f"1: {anchor('x')}", f"1: {tag('!y')}"]),
    ],
)
def test_no_anchor_and_no_alias(
    problems_of_yaml: ProblemsOf, text: str, problems: list[str]
) -> None:
    """Anchors and aliases are refused wherever they stand, defined or not."""
    assert problems_of_yaml(text) == problems


def test_an_alias_bomb_is_refused_unexploded(problems_of_yaml: ProblemsOf) -> None:
    """Each anchor and each alias of a billion laughs is one problem; nothing is multiplied."""
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    expected = [f"1: {anchor('a0')}"]
    for n in range(1, 30):
        expected += [f"{n + 1}: {anchor(f'a{n}')}", *[f"{n + 1}: {alias(f'a{n - 1}')}"] * 2]
    assert problems_of_yaml("\n".join(lines)) == expected


STANDARD = "tag:yaml.org,2002:"
EVIL = [
    "!!python/object/apply:os.mkdir [ran]",
    "!!python/object/apply:os.mkdir\n  - ran",
    "!!python/object/apply:subprocess.check_output [[mkdir, ran]]",
    "!!python/object/new:os.mkdir [ran]",
    "!!python/object/apply:builtins.exec [\"import os; os.mkdir('ran')\"]",
]


@pytest.mark.parametrize("value", EVIL)
@pytest.mark.parametrize("place", ["{}", "a: {}", "- {}"])
def test_nothing_in_a_file_is_run(
    problems_of_yaml: ProblemsOf, folder: Path, value: str, place: str
) -> None:
    """A tag that would run code is one problem, and no code is run."""
    name = value.split(maxsplit=1)[0].removeprefix("!!")
    assert problems_of_yaml(place.format(value)) == [f"1: {tag(STANDARD + name)}"]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a: !!str 5", f"{STANDARD}str"),
        ("a: !!str five", f"{STANDARD}str"),
        ("a: !!str '5'", f"{STANDARD}str"),
        ("a: !!int 5", f"{STANDARD}int"),
        ("a: !!binary aGk=", f"{STANDARD}binary"),
        ("a: !!timestamp 2020-01-01", f"{STANDARD}timestamp"),
        ("a: !!set {b, c}", f"{STANDARD}set"),
        ("a: !!map {b: c}", f"{STANDARD}map"),
        ("a: !!omap [b: c]", f"{STANDARD}omap"),
        ("a: !!python/name:os.system", f"{STANDARD}python/name:os.system"),
        ("a: !!python/name:os.system ''", f"{STANDARD}python/name:os.system"),
        ("a: !!python/module:os", f"{STANDARD}python/module:os"),
        ("a: !!python/tuple [1, 2]", f"{STANDARD}python/tuple"),
        ("a: !mine 1", "!mine"),
        ("a: !mine [1]", "!mine"),
        ("!mine a: 1", "!mine"),
        ("!!str a: 1", f"{STANDARD}str"),
        ("a: !<tag:example.org,2000:x> 1", "tag:example.org,2000:x"),
        ("%TAG ! tag:example.org,2000:\n--- !x 1", "tag:example.org,2000:x"),
    ],
)
def test_no_tag(problems_of_yaml: ProblemsOf, text: str, name: str) -> None:
    """Tags are refused on values and keys, the standard ones as well."""
    assert problems_of_yaml(text) == [f"{text.count(chr(10)) + 1}: {tag(name)}"]


@pytest.mark.parametrize("text", ["a: ! 12", 'a: ! "12"', "a: ! 'yes'", "a: ! [b]", "! {a: b}"])
def test_the_bare_tag_is_a_tag(problems_of_yaml: ProblemsOf, text: str) -> None:
    """An exclamation mark alone is refused too: it turns quoted text into a number."""
    assert problems_of_yaml(text) == [f"1: {tag('!')}"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("--- a\n--- b\n", ["2: a second document; allowed: one to a file."]),
        ("a: 1\n---\nb: 2\n", ["2: a second document; allowed: one to a file."]),
        ("---\n---\n", ["2: a second document; allowed: one to a file."]),
        ("a: 1\n...\n---\nb: 2\n", ["3: a second document; allowed: one to a file."]),
        ("a: 1\n---\na: 1\n---\na: 1\n", ["2: a second document; allowed: one to a file."]),
        ("", ["0: the file is empty."]),
        ("\n\n  \n", ["0: the file is empty."]),
        ("# only a comment\n# and another\n", ["0: the file is empty."]),
        ("\ufeff", ["0: the file is empty."]),
    ],
)
def test_one_document_to_a_file(
    problems_of_yaml: ProblemsOf, text: str, problems: list[str]
) -> None:
    """A file holds one document: not none, and not two."""
    assert problems_of_yaml(text) == problems


@pytest.mark.parametrize("text", ["---\na: 1\n", "a: 1\n...\n", "%YAML 1.1\n---\na: 1\n...\n"])
def test_marks_around_one_document_are_fine(problems_of_yaml: ProblemsOf, text: str) -> None:
    """The marks of a document's start and end may stand."""
    assert problems_of_yaml(text) == []


def test_every_kind_of_file_is_read_strictly(
    kind_of_file: tuple[str, Callable[[str | bytes], object]],
) -> None:
    """A valid file with one thing more that YAML allows and we do not is refused by each reader."""
    text, read = kind_of_file
    read(text)
    with pytest.raises(LoadError, match="a second document; allowed: one to a file"):
        read(text + "---\na: 1\n")
    with pytest.raises(LoadError, match="the anchor &a is not allowed"):
        read(text.replace(": ", ": &a ", 1))
