"""Sections read fields by type: a neutral value and a note where the field is not of it."""

from collections.abc import Callable

import pytest

from triage.loading.fields import Names, Section, identifier, locator_problem
from triage.loading.nodes import parse
from triage.loading.problems import Notes
from triage.vocabulary import Vocabulary

Reader = Callable[[Section], object]
LEVELS = Names("level", ["low", "high"], {"top": "high"})


def section(text: str, notes: Notes) -> Section:
    """The section of a text that may have the key ``a``, and no other."""
    return Section(parse(text.encode(), "some.yaml"), "", notes, optional="a")


@pytest.mark.parametrize(
    ("read", "right", "value", "wrong", "neutral"),
    [
        (lambda s: s.text("a"), "a: ' x '", "x", "a: 1", ""),
        (lambda s: s.text("a", "none"), "a: x", "x", "a: []", "none"),
        (lambda s: s.number("a"), "a: 1.5", 1.5, "a: true", 0),
        (lambda s: s.number("a", 7), "a: 2", 2, "a: x", 7),
        (lambda s: s.whole("a"), "a: 2", 2, "a: 2.0", 0),
        (lambda s: s.whole("a", 7), "a: -2", -2, "a: true", 7),
        (lambda s: s.truth("a"), "a: true", True, "a: 1", False),
        (lambda s: s.truth("a", default=True), "a: false", False, "a: 'false'", True),
        (lambda s: s.name("a", LEVELS), "a: low", "low", "a: mid", ""),
        (lambda s: s.names("a", LEVELS), "a: [low, high]", ("low", "high"), "a: low", ()),
        (lambda s: s.texts("a"), "a: [x, x]", ("x", "x"), "a: {}", ()),
        (lambda s: s.sources("a", {}), "a: []", (), "a: [MAN L1]", ()),
        (lambda s: [p for _, p in s.items("a")], "a: [x, {id: k}]", ["a[1]", "a[k]"], "a: x", []),
        (lambda s: [n for n, _, _ in s.keyed("a")], "a: {x: 1}", ["x"], "a: [x]", []),
        (lambda s: identifier(s, "a"), "a: x-1.2_y", "x-1.2_y", "a: x y", ""),
        (lambda s: s.section("a") is None, "a: {}", False, "a: []", True),
    ],
)
def test_a_reader_gives_the_value_or_a_neutral_one_and_a_note(
    read: Reader, right: str, value: object, wrong: str, neutral: object
) -> None:
    """Right: the value. Missing: neutral, and nothing noted. Wrong: neutral, and one note."""
    notes = Notes("some.yaml")
    assert read(section(right, notes)) == value
    assert read(section("{}", notes)) == neutral
    assert len(notes) == 0
    assert read(section(wrong, notes)) == neutral
    assert [problem.line for problem in notes] == [1]


def test_a_section_knows_its_keys_and_lines() -> None:
    """Which keys there are, and where; a missing one is looked for where the mapping starts."""
    found = section("# c\n\na:\n  - x\n", Notes("some.yaml"))
    assert ("a" in found, "b" in found) == (True, False)
    assert (found.line, found.line_of("a"), found.line_of("b")) == (3, 4, 3)
    node = found.node("a")
    assert node is not None
    assert (node.line, found.node("b")) == (4, None)


@pytest.mark.parametrize(
    ("text", "is_list", "is_empty"),
    [
        ("a: []", True, True),
        ("a: [x]", True, False),
        ("a: {}", False, False),
        ("a:", False, False),
        ("{}", False, False),
    ],
)
def test_a_list_is_told_from_what_is_none(text: str, *, is_list: bool, is_empty: bool) -> None:
    """An empty list is a list; nothing, an empty mapping and a missing key are not."""
    found = section(text, Notes("some.yaml"))
    assert (found.is_list("a"), found.is_empty_list("a")) == (is_list, is_empty)


@pytest.mark.parametrize("locator", ["MAN L1", "MAN L30", "MAN L30.1", "MAN L7.12"])
def test_a_locator_names_a_line_of_a_document(bicycle: Vocabulary, locator: str) -> None:
    """Document, line, and the sentence in it if need be."""
    assert locator_problem(locator, bicycle.documents) == ""


@pytest.mark.parametrize("locator", ["MAN L3.0", "MAN L3.00", "MAN L3.01"])
def test_sentences_of_a_line_are_counted_from_one(bicycle: Vocabulary, locator: str) -> None:
    """There is no sentence 0, which would be read as the whole line, and one way to write each."""
    assert locator_problem(locator, bicycle.documents) == (
        f'"{locator}" is no source locator. Write a document and a line, such as "ABC L12".'
    )
