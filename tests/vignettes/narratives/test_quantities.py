"""Quantities in words and figures: what a narrative says of a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vignettes.narratives.quantities import bare, said
from vignettes.lint.quantities import Quantity, quantities_in

ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
HUNDRED_WORDS = [
    *ONES,
    *TEENS,
    *(f"{ten}-{one}" if one != "zero" else ten for ten in TENS for one in ONES),
]
"""The numbers from 0 to 99 as people write them."""

UNITS = st.sampled_from(["days", "years", "slots"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 days", (3, 3)),
        ("3d", (3, 3)),
        ("three DAYS", (3, 3)),
        ("for the last 2 weeks", (14, 14)),
        ("a week", (7, 7)),
        ("a full week", (7, 7)),
        ("two solid weeks", (14, 14)),
        ("couple of weeks", (14, 14)),
        ("a fortnight", (14, 14)),
        ("two fortnights", (28, 28)),
        ("one month", (28, 31)),
        ("12 months", (336, 372)),
        ("2 yrs", (720, 732)),
        ("five nights", (5, 5)),
        ("an evening", (1, 1)),
        ("today", (0, 0)),
        ("tonight", (0, 0)),
        ("since yesterday", (0, 1)),
        ("overnight", (0, 1)),
        ("the day before yesterday", (1, 2)),
        ("an hour", (0, 1 / 24)),
        ("48 hours", (2, 2)),
    ],
)
def test_durations_are_read_in_days(text: str, expected: tuple[float, float]) -> None:
    """Weeks have seven days, months 28 to 31, years 360 to 366; of hours, whole days count."""
    assert said(text, "days") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("44-year-old", 44),
        ("44 y/o", 44),
        ("F, 44yo", 44),
        ("M 44 yrs", 44),
        ("44F", 44),
        ("44 m, limps", 44),
        ("ninety years", 90),
    ],
)
def test_ages_are_read_in_years(text: str, expected: float) -> None:
    """Notes write ages in many ways."""
    (found,) = quantities_in(text, "years")
    assert (found.has_unit, found.low) == (True, found.high)
    assert found.low == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two and three weeks", [(14, 14), (21, 21)]),
        ("10 and 12 and 14 days", [(10, 10), (12, 12), (14, 14)]),
        ("10, 12 and 14 days", [(12, 12), (14, 14)]),
        ("5 days, worse for 2 days", [(5, 5), (2, 2)]),
    ],
)
def test_each_of_several_quantities_is_read(text: str, expected: list[tuple[int, int]]) -> None:
    """A unit is that of all numbers joined before it; a comma does not join."""
    assert said(text, "days") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10-14 days", [(10, 14)]),
        ("10 - 14 days", [(10, 14)]),
        ("10\u201314 days", [(10, 14)]),
        ("ten to fourteen days", [(10, 14)]),
        ("two to three weeks", [(14, 21)]),
        ("one to two months", [(28, 62)]),
        ("14 to 10 days", [(10, 14)]),
        ("two or three weeks", [(14, 21)]),
        ("2-3 or 5 days", [(2, 5)]),
        ("1 to 2 and 4 to 5 weeks", [(7, 14), (28, 35)]),
    ],
)
def test_a_range_is_one_quantity(text: str, expected: list[tuple[int, int]]) -> None:
    """Whatever lies between may be meant, and its ends too."""
    assert said(text, "days") == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1,000 days", "days", (1000, 1000)),
        ("1,000,000 slots", "slots", (1_000_000, 1_000_000)),
        ("a count of 12,345", "slots", (12_345, 12_345)),
    ],
)
def test_a_comma_before_three_digits_belongs_to_the_number(
    text: str, unit: str, expected: tuple[int, int]
) -> None:
    """A thousand is no one."""
    assert said(text, unit) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5,10 slots", [5, 10]), ("1,0000 slots", [1, 0]), ("3, 100 slots", [3, 100])],
)
def test_any_other_comma_separates_numbers(text: str, expected: list[float]) -> None:
    """Only three digits right behind it are the rest of a number."""
    assert [low for low, _ in said(text, "slots")] == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("woman, 44", "years", [44]),
        ("it has 4", "days", [4]),
        ("one and a half", "days", [1.5]),
        ("a slot", "days", []),
        ("half of it", "years", []),
        ("3 of my 5 friends", "days", [3, 5]),
    ],
)
def test_a_number_without_a_unit_may_count_anything(
    text: str, unit: str, expected: list[float]
) -> None:
    """It is given without a unit; an article by itself is no number."""
    assert bare(text, unit) == expected
    assert said(text, unit) == []


@pytest.mark.parametrize(
    ("text", "unit"), [("3 days", "years"), ("6 weeks", "years"), ("aged 44 yo", "days")]
)
def test_another_unit_of_time_gives_nothing(text: str, unit: str) -> None:
    """Days say nothing of an age, and an age nothing of days."""
    assert list(quantities_in(text, unit)) == []


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("two slots", "slots", [2]),
        ("38.6 at four", "degrees", [38.6, 4]),
        ("two and a half, for 3 days", "cups", [2.5, 3]),
        ("thirty-eight", "degrees", [38]),
        ("a slot, half of one day", "slots", [1]),
        ("no slot at all", "slots", []),
    ],
)
def test_of_a_unit_that_measures_no_time_every_number_may_be_one(
    text: str, unit: str, expected: list[float]
) -> None:
    """Nothing is known but its name; articles are no numbers here either."""
    assert said(text, unit) == [(value, value) for value in expected]
    assert bare(text, unit) == []


@pytest.mark.parametrize("text", ["", "for ages", "the first week", "last night", "since Monday"])
def test_words_without_a_number_give_nothing(text: str) -> None:
    """What cannot be read for sure is left to a person."""
    assert list(quantities_in(text, "days")) == []


class TestNumbersOfSeveralWords:
    """A number of several words is one number; its parts are none."""

    @pytest.mark.parametrize("unit", ["", " days", " weeks"])
    def test_words_say_what_figures_say(self, unit: str) -> None:
        """Every number from 2 to 99 in words is that number, and no other."""
        for value, word in enumerate(HUNDRED_WORDS[2:], start=2):
            found = list(quantities_in(f"{word}{unit}", "days"))
            assert (word, found) == (word, list(quantities_in(f"{value}{unit}", "days")))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a couple of weeks", 14),
            ("a two-week history", 14),
            ("a 2-week history", 14),
            ("a hundred days", 100),
            ("one hundred and twenty days", 120),
        ],
    )
    def test_articles_and_parts_are_no_numbers_of_their_own(
        self, text: str, expected: float
    ) -> None:
        """A couple of weeks is never one week."""
        assert said(text, "days") == [(expected, expected)]

    @pytest.mark.parametrize(
        ("text", "value", "is_allowed"),
        [
            ("two weeks and three days", 17, True),
            ("a year and a half", 548, True),
            ("90 minutes", 1, False),
            ("20 minutes", 0, True),
            ("3 days", 2, False),
            ("three weeks", 3, False),
        ],
    )
    def test_what_is_said_is_allowed_and_nothing_else(
        self, text: str, value: float, *, is_allowed: bool
    ) -> None:
        """Whole and part add up; minutes are no hours."""
        found = list(quantities_in(text, "days"))
        assert any(quantity.allows(value) for quantity in found) is is_allowed


class TestCompletedYears:
    """An age is told in completed years."""

    @given(st.integers(0, 1200))
    def test_months_are_the_years_that_are_over(self, months: int) -> None:
        """At 14 months one is one year old, and not yet two; at 11 months none."""
        (found,) = quantities_in(f"{months} months old", "years")
        assert found.has_unit
        allowed = [year for year in range(102) if found.allows(year)]
        assert allowed == [months // 12]

    @pytest.mark.parametrize(("text", "years"), [("1.5 years", 1), ("two and a half years", 2)])
    def test_a_part_of_a_year_is_not_over(self, text: str, years: int) -> None:
        """Both the whole years and what is said exactly are right."""
        (found,) = quantities_in(text, "years")
        assert (found.low, found.high) == (years, years + 0.5)

    def test_a_duration_is_no_age(self) -> None:
        """Ten and a half days are not ten, and nobody counts halves of them."""
        assert said("10.5 days", "days") == []
        assert bare("10.5 days", "days") == [10.5]


class TestLaws:
    """What holds of any text."""

    @given(st.text(), UNITS)
    def test_any_text_can_be_read(self, text: str, unit: str) -> None:
        """No text crashes it, and no range is upside down."""
        for found in quantities_in(text, unit):
            assert 0 <= found.low <= found.high

    @given(st.integers(0, 999), st.integers(0, 999))
    def test_only_the_number_that_stands_there_is_allowed(self, value: int, other: int) -> None:
        """Figures with the very unit that is asked for allow themselves alone."""
        (found,) = quantities_in(f"for {value} days now", "days")
        assert found == Quantity(value, value)
        assert found.allows(other) == (value == other)

    @given(st.integers(0, 99))
    def test_a_week_is_seven_days(self, weeks: int) -> None:
        """Units are converted, whatever the number."""
        assert said(f"{weeks} weeks", "days") == said(f"{7 * weeks} days", "days")

    @given(st.integers(1, 99), st.sampled_from(["days", "weeks", "months", "years"]))
    def test_letter_case_does_not_count(self, number: int, unit: str) -> None:
        """Capitals say the same."""
        text = f"{HUNDRED_WORDS[number]} {unit}"
        assert list(quantities_in(text.upper(), "days")) == list(quantities_in(text, "days"))

    @given(st.floats(0, 99), st.floats(0, 99), st.floats(0, 99))
    def test_both_ends_belong_to_a_quantity(self, one: float, other: float, value: float) -> None:
        """From ``low`` to ``high``, both included."""
        low, high = sorted((one, other))
        quantity = Quantity(low, high)
        assert quantity.allows(low)
        assert quantity.allows(high)
        assert quantity.allows(value) == (low <= value <= high)
