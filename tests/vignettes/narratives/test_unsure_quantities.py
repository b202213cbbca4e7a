"""Quantities that cannot be held against a number for sure, and those that can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vignettes.narratives.quantities import bare, said
from vignettes.lint.quantities import quantities_in


class TestPartsOfAUnit:
    """Nobody counts halves: a fraction may have been rounded to either side."""

    @pytest.mark.parametrize(
        ("text", "low", "high"),
        [
            ("for the last 2.5 weeks", 17.5, 17.5),
            ("two and a half weeks", 17.5, 17.5),
            ("half a week", 3.5, 3.5),
            ("half year", 180, 183),
            ("1.5 to 2 weeks", 10.5, 14),
            ("2 to 2.5 weeks", 14, 17.5),
        ],
    )
    def test_a_fraction_is_read_but_not_for_sure(self, text: str, low: float, high: float) -> None:
        """It may be what is meant, and proves nobody wrong; one end of a range is enough."""
        assert said(text, "days") == []
        assert [(q.low, q.high) for q in quantities_in(text, "days")] == [(low, high)]

    @given(st.integers(0, 99), st.integers(1, 9))
    def test_whole_numbers_are_sure_and_others_never(self, whole: int, tenth: int) -> None:
        """Also where a fraction of nothing stands behind the point."""
        assert said(f"{whole}.0 weeks", "days") == [(7 * whole, 7 * whole)]
        assert said(f"{whole}.{tenth} weeks", "days") == []


class TestBetween:
    """Whoever says "between" draws no line."""

    @pytest.mark.parametrize(
        "text", ["between 2 and 3 weeks", "between two and three weeks", "BETWEEN 2 and 3 weeks"]
    )
    def test_neither_end_is_sure(self, text: str) -> None:
        """The ends are read, and without a unit that would prove anybody wrong."""
        assert said(text, "days") == []
        assert bare(text, "days") == [14, 21]

    def test_another_word_before_it_leaves_it_sure(self) -> None:
        """Two weeks and three weeks are both said."""
        assert said("after 2 and 3 weeks", "days") == [(14, 14), (21, 21)]


class TestAlternatives:
    """Whoever says "two or three" leaves open which, and what lies between."""

    @given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["or", "to", "-"]))
    def test_an_alternative_is_one_interval(self, one: int, other: int, word: str) -> None:
        """Whichever stands first, as in a range."""
        low, high = sorted((one, other))
        assert said(f"{one} {word} {other} weeks", "days") == [(7 * low, 7 * high)]


class TestCommas:
    """A comma may stand between any two things."""

    @pytest.mark.parametrize(
        ("text", "with_unit", "without"),
        [
            ("woman, 44, 3 days of it", [(3, 3)], [44]),
            ("2, 3 weeks", [(21, 21)], [2]),
            ("5 days, 2 weeks", [(5, 5), (14, 14)], []),
        ],
    )
    def test_a_comma_joins_no_numbers(
        self, text: str, with_unit: list[tuple[int, int]], without: list[int]
    ) -> None:
        """An age before a comma is no duration."""
        assert said(text, "days") == with_unit
        assert bare(text, "days") == without


class TestCompletedDays:
    """Of hours and minutes, the days that are over count."""

    @given(st.integers(0, 400))
    def test_hours_are_the_days_that_are_over(self, hours: int) -> None:
        """At 47 hours it is one day, at 48 two; below 24 none."""
        (found,) = quantities_in(f"for {hours} hours", "days")
        assert found.has_unit
        assert [day for day in range(20) if found.allows(day)] == [hours // 24]

    @given(st.integers(0, 20), st.integers(0, 1439))
    def test_minutes_are_the_days_that_are_over(self, days: int, more: int) -> None:
        """However many they are."""
        (found,) = quantities_in(f"{1440 * days + more} minutes", "days")
        assert [day for day in range(22) if found.allows(day)] == [days]

    @pytest.mark.parametrize(("text", "days"), [("24 to 72 hours", [1, 2, 3]), ("an hour", [0])])
    def test_a_range_of_hours_has_every_day_between(self, text: str, days: list[int]) -> None:
        """From the days that are over at its start to those at its end."""
        (found,) = quantities_in(text, "days")
        assert [day for day in range(10) if found.allows(day)] == days
