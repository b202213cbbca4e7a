"""Quantities that a phrase states, in figures or in words, as far as they can be read for sure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Quantity:
    """From ``low`` to ``high``, both included: "two months" is 56 to 62 days.

    ``has_unit`` tells "3 days" from a bare "3", which may count anything.
    """

    low: float
    high: float
    has_unit: bool = True

    def allows(self, value: float) -> bool:
        """Whether ``value`` may be meant."""
        return self.low <= value <= self.high


def quantities_in(text: str, unit: str) -> Iterator[Quantity]:
    """The quantities of a text in ``unit``; those in another unit of time are left out.

    Of a unit that measures no time nothing is known but its name, so that every number may be one.

    >>> [(q.low, q.high) for q in quantities_in("on and off for two or three weeks", "days")]
    [(14.0, 14.0), (21.0, 21.0)]
    >>> list(quantities_in("3 days", "years")), list(quantities_in("a fortnight", "days"))
    ([], [Quantity(low=14.0, high=14.0, has_unit=True)])
    >>> [q.low for q in quantities_in("38.6 and two days of it", "degrees")]
    [38.6, 2.0]
    >>> [q.has_unit for q in quantities_in("woman, 44", "years")]
    [False]
    """
    words = _WORD.findall(text.casefold())
    units = _UNITS.get(unit)
    for position, word in enumerate(words):
        if units is None:
            value = None if word in _ARTICLES else _value(words, position)
            if value is not None:
                yield Quantity(value, value)
            continue
        if word in _ALONE and word in units:
            low, high = units[word]
            is_before = words[max(position - 2, 0) : position] == ["day", "before"]
            yield Quantity(low + 1, high + 1) if is_before else Quantity(low, high)
        value = _value(words, position)
        if value is None:
            continue
        found = _unit_after(words, position)
        if found in units:
            low, high = units[found]
            yield Quantity(value * low, value * high)
        elif found is None and word not in _ARTICLES:
            yield Quantity(value, value, has_unit=False)


def _value(words: list[str], position: int) -> float | None:
    """The number that a word begins: 44, forty, the forty of forty-four with what follows."""
    word, after = words[position], words[position + 1 : position + 4]
    value = float(word) if word[0].isdigit() else _NUMBERS.get(word)
    if value is None:
        return None
    if word in _TENS and after and after[0] in _ONES:
        value += _NUMBERS[after[0]]
    return value + 0.5 if after == ["and", "a", "half"] else value


def _unit_after(words: list[str], position: int) -> str | None:
    """The unit of a number, which may stand behind another one (two or three weeks)."""
    for word in words[position + 1 : position + _REACH]:
        if word in _ANY_UNIT and word not in _ALONE:
            return word
        if word not in _BETWEEN and word not in _NUMBERS and not word[0].isdigit():
            return None
    return None


_WORD: Final = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
_REACH: Final = 7
_BETWEEN: Final = frozenset(
    ("and", "or", "to", "full", "good", "whole", "long", "solid", "of", "more")
)
_SMALL: Final = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_ONES: Final = frozenset(_SMALL[1:10])
_TENS: Final = (
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
)
_ARTICLES: Final = frozenset(("a", "an", "half"))
_NUMBERS: Final = {
    **{word: float(value) for value, word in enumerate(_SMALL)},
    **{word: 10.0 * value for value, word in enumerate(_TENS, start=2)},
    "a": 1.0,
    "an": 1.0,
    "half": 0.5,
    "couple": 2.0,
}


def _spread(*entries: tuple[str, float, float]) -> dict[str, tuple[float, float]]:
    return {
        word: (float(low), float(high)) for words, low, high in entries for word in words.split()
    }


# A month has 28 to 31 days, a year 360 (twelve months of thirty) to 366.
_DAYS: Final = _spread(
    ("hour hours hr hrs h minute minutes min mins", 0, 1 / 24),
    ("day days d night nights evening evenings morning mornings", 1, 1),
    ("today tonight", 0, 0),
    ("yesterday overnight", 0, 1),
    ("week weeks wk wks w", 7, 7),
    ("fortnight fortnights", 14, 14),
    ("month months mo mos mth mths", 28, 31),
    ("year years yr yrs y", 360, 366),
)
_YEARS: Final = _spread(
    ("year years yr yrs y yo old f m", 1, 1), ("month months mo mos", 1 / 12, 1 / 12)
)
_UNITS: Final = {"days": _DAYS, "years": _YEARS}
_ANY_UNIT: Final = frozenset([*_DAYS, *_YEARS])
_ALONE: Final = frozenset(("today", "tonight", "yesterday", "overnight", "fortnight"))
