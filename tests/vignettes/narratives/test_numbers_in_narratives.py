"""Numbers of a vignette against the quantities in their phrases."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.vignettes.narratives.conftest import Doubts

P = "v.yaml:15: vignettes[toast].phrases:"


@pytest.mark.parametrize(
    ("says", "age"),
    [
        ("It is 44 years old", 44),
        ("Toaster, 44", 44),
        ("forty-four", 44),
        ("18 months old", 1),
        ("18 months old", 1.5),
        ("11 months old", 0),
        ("between 40-44 years", 42),
        ("new 3 years ago, or was it 4", 4),
        ("about 2.5 years", 2.5),
    ],
)
def test_a_number_that_its_phrase_says_is_no_problem(
    doubts: "Doubts", says: str, age: float
) -> None:
    """With its unit or without, in words or figures, one of several."""
    assert doubts(f"{says}.", f"age_years: {says}", patient=f"{{age_years: {age}}}") == []


@pytest.mark.parametrize(
    ("says", "age", "shown"),
    [
        *(("44 years", "45", "45"), ("18 months", "2.5", "2.5"), ("three years", "4.0", "4")),
        *(("14 months", "2", "2"), ("40-44 years", "45", "45"), ("40-44 years", "39", "39")),
    ],
)
def test_a_number_that_contradicts_its_phrase_is_an_error(
    doubts: "Doubts", says: str, age: str, shown: str
) -> None:
    """Where the phrase has a quantity with the unit, the number is one of them."""
    assert doubts(f"{says}.", f"age_years: {says}", patient=f"{{age_years: {age}}}") == [
        f'error number | {P} "{says}" is not {shown} years.'
    ]


@pytest.mark.parametrize(
    "says",
    [
        *("Toaster, 44", "bought in the spring", "3 days old"),
        *("more than 3 years", "3 years or so", "about 3 or 4 years", "up to 6 years"),
    ],
)
def test_a_number_in_words_that_cannot_be_read_is_left_to_a_person(
    doubts: "Doubts", says: str
) -> None:
    """Without a unit, in one that cannot be converted, or with a hedge, it may be right."""
    assert doubts(f"{says}.", f"age_years: {says}", patient="{age_years: 7}") == [
        f'note number-in-words | {P} "{says}": is that age_years 7?'
    ]


def test_all_phrases_about_a_number_speak_for_it(doubts: "Doubts") -> None:
    """One of them that says it is enough; where none does, all are shown, at the first."""
    told = ("It is old, say 7 years.", "age_years: It is old", "age_years: 7 years")
    assert doubts(*told, patient="{age_years: 7}") == []
    assert doubts(*told, patient="{age_years: 8}") == [
        f'error number | {P} "It is old" and "7 years" is not 8 years.'
    ]


def test_each_number_is_held_against_its_own_phrase(doubts: "Doubts") -> None:
    """A number in the phrase of another one says nothing."""
    found = doubts(
        "2 slots, 7 years.",
        "slots: 2 slots",
        "age_years: 7 years",
        numbers="{slots: 7}",
        patient="{age_years: 2}",
    )
    assert found == [
        'error number | v.yaml:16: vignettes[toast].phrases: "7 years" is not 2 years.',
        f'error number | {P} "2 slots" is not 7 slots.',
    ]


def test_a_number_of_things_is_any_number_in_its_phrase(doubts: "Doubts") -> None:
    """What is no time has no unit to look for; without any number a person must look."""
    told = ("Four slots, one broken.", "slots: Four slots, one broken")
    assert doubts(*told, numbers="{slots: 4}") == []
    assert doubts(*told, numbers="{slots: 3}") == [
        f'error number | {P} "Four slots, one broken" is not 3 slots.'
    ]
    assert doubts("Slots galore.", "slots: Slots galore", numbers="{slots: 8}") == [
        f'note number-in-words | {P} "Slots galore": is that slots 8?'
    ]


def test_one_phrase_may_state_several_numbers(doubts: "Doubts") -> None:
    """Each finds its own quantity in it."""
    told = ("2 slots, 7 years.", "slots, age_years: 2 slots, 7 years")
    assert doubts(*told, numbers="{slots: 2}", patient="{age_years: 7}") == []


class TestLaws:
    """What holds of every number."""

    @given(st.integers(0, 50), st.integers(0, 50))
    def test_a_number_is_right_exactly_if_it_is_the_one_that_is_said(
        self, doubts: "Doubts", said: int, age: int
    ) -> None:
        """No other number passes for the one in the narrative."""
        text = f"It is {said} years old"
        found = doubts(f"{text}.", f"age_years: {text}", patient=f"{{age_years: {age}}}")
        assert bool(found) == (said != age)
