"""What a draft leaves open is refused wherever it stands: a person has to write it."""

from collections.abc import Callable

import pytest

Text = str | bytes
ProblemsOf = Callable[[Text], list[str]]

REMEDY = '"FILL IN" is still to be filled in.'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("title: When to get off", "title: FILL IN", "3: title"),
        ("title: When to get off", "title: '  FILL IN '", "3: title"),
        ("version: 1.0.0", "version: FILL IN", "2: version"),
        ("vocabulary: bicycle", "vocabulary: FILL IN", "4: vocabulary"),
        ("  disposition: ride", "  disposition: FILL IN", "7: default.disposition"),
        ("title: The brakes fail", "title: FILL IN", "14: rules[brakes].title"),
        ("rationale: It cannot be stopped.", "rationale: FILL IN", "19: rules[brakes].rationale"),
        ("disposition: walk", "disposition: FILL IN", "15: rules[brakes].disposition"),
    ],
)
def test_a_field_of_rules_that_was_not_filled_in_is_refused(
    problems_of_rules: ProblemsOf, rules_text: str, old: str, new: str, problem: str
) -> None:
    """A text, a version and a name alike, whatever spaces stand around it; nothing else is told."""
    assert old in rules_text
    assert problems_of_rules(rules_text.replace(old, new, 1)) == [f"rules.yaml:{problem}: {REMEDY}"]


def test_an_entry_of_a_list_that_was_not_filled_in_is_refused(
    problems_of_rules: ProblemsOf, rules_text: str
) -> None:
    """A history that nobody wrote is none."""
    text = rules_text.replace('"1.0.0: the first reading."', "FILL IN")
    assert text != rules_text
    found = problems_of_rules(text)
    assert [line.rpartition(": ")[2] for line in found] == [REMEDY]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("title: Bicycles that need a hand", "title: FILL IN", "2: title"),
        ("meaning: Go on.", "meaning: FILL IN", "4: dispositions[ride].meaning"),
        ('question: "Squeaks?"', "question: FILL IN", "11: findings[squeak].question"),
    ],
)
def test_a_word_that_was_not_filled_in_is_refused(
    problems_of_vocabulary: ProblemsOf, bicycle_text: str, old: str, new: str, problem: str
) -> None:
    """A question that nobody wrote cannot be asked."""
    assert old in bicycle_text
    found = problems_of_vocabulary(bicycle_text.replace(old, new, 1))
    assert found == [f"words.yaml:{problem}: {REMEDY}"]


def test_an_invariant_that_was_not_filled_in_is_refused(
    problems_of_invariants: ProblemsOf, invariants_text: str
) -> None:
    """All of its open fields are told together."""
    text = invariants_text.replace("title: No brakes, no ride", "title: FILL IN")
    text = text.replace(
        "interpretation: A wobble is more than a squeak.", "interpretation: FILL IN"
    )
    assert problems_of_invariants(text) == [
        f"must.yaml:5: invariants[F01].title: {REMEDY}",
        f"must.yaml:16: invariants[C01].interpretation: {REMEDY}",
    ]


@pytest.mark.parametrize("title", ["Fill in", "FILL IN the form", "FILL-IN", "fill in"])
def test_other_words_are_words(problems_of_rules: ProblemsOf, rules_text: str, title: str) -> None:
    """Only what a draft writes, and nothing but that, is taken for left open."""
    assert problems_of_rules(rules_text.replace("When to get off", title)) == []
