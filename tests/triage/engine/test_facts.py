"""Domain facts: which answers contradict each other, and by which of the facts."""

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.fact_sets import KNOWN, everybody, fact_sets, has_completion, implies, never
from triage.facts import (
    DomainFact,
    agreeing,
    contradicting,
    contradictions,
    contradictions_in,
    has_contradiction,
    impossible_answers,
)
from triage.truth import Answer

NAMES = ("a", "b", "c", "d", "e", "f")
PRESENT, ABSENT = KNOWN
FACTS = fact_sets(NAMES)
ANSWERS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(KNOWN))
ROSE = (implies("a", "b"), implies("b", "c"), never("c", "d"))
laws = settings(deadline=None, max_examples=80)


class TestLaws:
    """Facts forbid pairs of answers, and nothing else is needed."""

    @laws
    @given(facts=FACTS)
    def test_contradictions_are_exactly_the_pairs_without_a_completion(
        self, facts: tuple[DomainFact, ...]
    ) -> None:
        """Of whoever gives two such answers there is nobody; of everybody else there is.

        An answer that nobody can give is paired with itself alone, not with every other one.
        """
        pairs = contradictions(facts)
        literals = sorted(product(NAMES, KNOWN))
        possible = [one.items() for one in everybody(NAMES, facts)]
        for first, second in combinations_with_replacement(literals, 2):
            if first[0] != second[0] or first == second:
                forbidden = {(first, second), (first, first), (second, second)} & pairs
                is_possible = any(first in one and second in one for one in possible)
                assert bool(forbidden) is not is_possible

    @laws
    @given(facts=FACTS)
    def test_no_pair_is_one_finding_both_present_and_absent(
        self, facts: tuple[DomainFact, ...]
    ) -> None:
        """Nobody can say that, so that no fact is needed against it."""
        assert all(
            first == second or first[0] != second[0] for first, second in contradictions(facts)
        )

    @laws
    @given(facts=FACTS, answers=ANSWERS)
    def test_answers_have_a_completion_exactly_if_no_two_of_them_are_a_forbidden_pair(
        self, facts: tuple[DomainFact, ...], answers: dict[str, Answer]
    ) -> None:
        """Whichever way it is asked."""
        is_possible = has_completion(answers, NAMES, facts)
        assert is_possible is not any(contradicting(answers, contradictions(facts)))
        assert is_possible is not has_contradiction(answers, facts)
        assert is_possible is (contradictions_in(answers, facts) == ())

    @laws
    @given(facts=FACTS, answers=ANSWERS)
    def test_the_facts_that_are_named_are_enough_and_none_too_many(
        self, facts: tuple[DomainFact, ...], answers: dict[str, Answer]
    ) -> None:
        """They alone forbid the two answers; without any one of them there is somebody."""
        for found in contradictions_in(answers, facts):
            told = dict([found.first, found.second])
            assert told.items() <= answers.items()
            assert not has_completion(told, NAMES, found.facts)
            for one in found.facts:
                rest = [fact for fact in found.facts if fact != one]
                assert has_completion(told, NAMES, rest)

    @laws
    @given(facts=FACTS, answers=ANSWERS)
    def test_answers_that_agree_are_kept_and_others_turned_around(
        self, facts: tuple[DomainFact, ...], answers: dict[str, Answer]
    ) -> None:
        """Nothing that was answered becomes open, and somebody answers so in the end."""
        found = agreeing(answers, facts)
        assert list(found) == list(answers)
        assert has_completion(found, NAMES, facts)
        assert (found == answers) is has_completion(answers, NAMES, facts)

    @laws
    @given(facts=FACTS)
    def test_an_impossible_finding_is_told_exactly_where_nobody_can_have_one(
        self, facts: tuple[DomainFact, ...]
    ) -> None:
        """By facts that are enough for it; that something is absent is never impossible."""
        had = {name for one in everybody(NAMES, facts) for name in one if one[name] is PRESENT}
        found = impossible_answers(facts)
        assert bool(found) is (had != set(NAMES))
        for one in found:
            assert one.first == one.second
            assert not has_completion(dict([one.first]), NAMES, one.facts)
        assert has_completion(dict.fromkeys(NAMES, ABSENT), NAMES, facts)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"a": PRESENT, "b": ABSENT}, [("a", "b", "a-is-b")]),
        ({"a": PRESENT, "c": ABSENT}, [("a", "c", "a-is-b b-is-c")]),
        ({"a": PRESENT, "d": PRESENT}, [("a", "d", "a-is-b b-is-c not-c-d")]),
        ({"a": PRESENT, "b": PRESENT, "c": ABSENT}, [("b", "c", "b-is-c")]),
        ({"a": PRESENT, "b": ABSENT, "c": ABSENT}, [("a", "b", "a-is-b")]),
        ({"b": ABSENT, "c": ABSENT, "d": ABSENT}, []),
        ({"a": PRESENT, "b": ABSENT, "c": PRESENT, "d": PRESENT}, [
            ("a", "b", "a-is-b"), ("c", "d", "not-c-d"),
        ]),
    ],
    ids=str,
)  # fmt: skip
def test_each_contradiction_is_told_once_and_by_what_is_nearest(
    answers: dict[str, Answer], told: list[tuple[str, str, str]]
) -> None:
    """Of what only follows from another contradiction nothing is said; what is present is first."""
    assert [
        (one.first[0], one.second[0], " ".join(fact.id for fact in one.facts))
        for one in contradictions_in(answers, ROSE)
    ] == told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ((implies("a", "b"), never("a", "b")), [("a", {"a-is-b", "not-a-b"})]),
        ((implies("d", "a"), implies("a", "b"), never("a", "b")), [("a", {"a-is-b", "not-a-b"})]),
        (
            (implies("a", "b"), implies("b", "a"), never("a", "b")),
            [("a", {"a-is-b", "not-a-b"}), ("b", {"b-is-a", "not-a-b"})],
        ),
        ((implies("a", "b"), implies("b", "a")), []),
    ],
    ids=["alone", "and what implies it", "each implies the other", "the same"],
)
def test_what_nobody_can_have_is_told_with_the_facts(
    facts: tuple[DomainFact, ...], told: list[tuple[str, set[str]]]
) -> None:
    """Not what only implies such a finding: it is mended with it."""
    found = impossible_answers(facts)
    assert [(one.first[0], {fact.id for fact in one.facts}) for one in found] == told


def test_a_contradiction_says_both_answers_and_why() -> None:
    """In words with ids, for lists of problems."""
    (found,) = contradictions_in({"c": PRESENT, "d": PRESENT}, ROSE)
    assert str(found) == (
        '"c" is present, and "d" is present, which contradict each other. '
        "It cannot be. (fact not-c-d)"
    )


def test_what_is_not_asked_contradicts_nothing() -> None:
    """Nor does it become known."""
    answers = {"a": PRESENT, "b": Answer.NOT_ASKED, "d": Answer.NOT_ASKED}
    assert agreeing(answers, ROSE) == answers
    assert not has_contradiction(answers, ROSE)


def test_two_facts_that_say_the_same_are_alike() -> None:
    """Whatever they are called, and in whatever order."""
    assert never("a", "b").content() == never("b", "a").content()
    assert implies("a", "b", "x").content() == implies("a", "b", "y").content()
    assert implies("a", "b").content() != implies("b", "a").content()
