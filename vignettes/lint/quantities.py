"""Quantities that a phrase states, in figures or in words, as far as they can be read for sure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import floor
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
    [(14.0, 21.0)]
    >>> list(quantities_in("3 days", "years")), list(quantities_in("a fortnight", "days"))
    ([], [Quantity(low=14.0, high=14.0, has_unit=True)])
    >>> [q.low for q in quantities_in("38.6 and two days of it", "degrees")]
    [38.6, 2.0]
    >>> [q.has_unit for q in quantities_in("woman, 44", "years")]
    [False]
    """
    figures = _in_figures(text.casefold())
    units = _UNITS.get(unit)
    if units is None:
        for number in _NUMBER.findall(figures):
            yield Quantity(float(number), float(number))
        return
    yield from _named_days(figures, units)
    whole, end = Quantity(0, 0), -1  # what an "and" may add a smaller part to
    for found in _MEASURED.finditer(figures):
        ranges = [_range(part) for part in _SEPARATE.split(found["numbers"])]
        if found["unit"] not in _ANY_UNIT:
            yield from (Quantity(low, high, has_unit=False) for low, high in ranges)
        elif found["unit"] in units:
            is_added = figures[end : found.start()] == " and "
            is_whole = all(number == int(number) for pair in ranges for number in pair)
            is_sure = (
                is_whole
                and (whole.has_unit or not is_added)
                and not (
                    _HEDGE_BEFORE.search(figures[: found.start()])
                    or _HEDGE_AFTER.match(figures[found.end() :])
                )
            )
            low, high = units[found["unit"]]
            # Completed years and days count: 14 months are 1 year, and an hour is no day yet.
            least = floor if unit == "years" or high < 1 else float
            parts = [Quantity(least(a * low), b * high, has_unit=is_sure) for a, b in ranges]
            yield from parts
            if is_added and parts[0].high < whole.low:
                yield Quantity(
                    whole.low + parts[0].low, whole.high + parts[0].high, has_unit=is_sure
                )
            whole, end = parts[-1], found.end()


def _range(text: str) -> tuple[float, float]:
    """From 10 to 14 of "10-14"; from 3 to 3 of "3"."""
    numbers = [float(number) for number in _NUMBER.findall(text)]
    return min(numbers), max(numbers)


def _named_days(text: str, units: dict[str, tuple[float, float]]) -> Iterator[Quantity]:
    """Today, yesterday and the day before it."""
    for found in _DAY_NAMED.finditer(text):
        if found["name"] in units:
            low, high = units[found["name"]]
            yield Quantity(low + 1, high + 1) if found["before"] else Quantity(low, high)


def _in_figures(text: str) -> str:
    """The text with numbers in words written in figures: forty-four, a hundred, two and a half."""
    for pattern, write in _FIGURES:
        text = pattern.sub(write, text)
    return text


_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_ONES: Final = "|".join(_SMALL[1:10])


def _spread(*entries: tuple[str, float, float]) -> dict[str, tuple[float, float]]:
    return {word: (low, high) for words, low, high in entries for word in words.split()}


# A month has 28 to 31 days, a year 360 (twelve months of thirty) to 366.
_DAYS: Final = _spread(
    ("minute minutes min mins", 1 / 1440, 1 / 1440),
    ("hour hours hr hrs h", 1 / 24, 1 / 24),
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

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_N: Final = _NUMBER.pattern
_KIND_OF: Final = r"(?:(?:full|good|whole|long|solid|more)\s+)"
_MEASURED: Final = re.compile(
    rf"(?P<numbers>{_N}(?:(?:\s*(?:-|\u2013|to|or|and)\s*){_N})*)[\s-]*{_KIND_OF}*(?P<unit>[a-z]+)?"
)
_SEPARATE: Final = re.compile(r"\s*\band\b\s*")
_HEDGE_BEFORE: Final = re.compile(
    r"\b(?:between|more than|less than|fewer than|at least|at most|up to|over|under|almost|nearly|"
    r"about|around|roughly|some|well)\s+(?:a\s+)?$"
)
_HEDGE_AFTER: Final = re.compile(r"\s+(?:or so|or more|or longer|or less|plus)\b|\+")
_DAY_NAMED: Final = re.compile(
    r"(?P<before>day before )?\b(?P<name>today|tonight|yesterday|overnight)\b"
)
_A_UNIT: Final = rf"{_KIND_OF}?(?:{'|'.join(sorted(_ANY_UNIT, key=len, reverse=True))})\b"
_Write = Callable[[re.Match[str]], str]
# One after the other: whatever a pattern has written in figures, the next ones read.
_FIGURES: Final[list[tuple[re.Pattern[str], _Write]]] = [
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), lambda _: ""),
    (re.compile(rf"\b({'|'.join(_TENS)})[ -]({_ONES})\b"), lambda m: str(_sum(m[1], m[2]))),
    (re.compile(rf"\b({'|'.join([*_SMALL, *_TENS])})\b"), lambda m: str(_WORDS[m[1]])),
    (
        re.compile(r"\b(\d+|an?) hundred(?: and (\d+))?\b"),
        lambda m: str(100 * (int(m[1]) if m[1].isdigit() else 1) + int(m[2] or 0)),
    ),
    (re.compile(r"\b(?:a )?couple(?: of)?\b"), lambda _: "2"),
    (re.compile(rf"\ban? (?={_A_UNIT} and a half)"), lambda _: "1 "),
    (re.compile(r"\b(\d+)( [a-z]+)? and a half\b"), lambda m: f"{m[1]}.5{m[2] or ''}"),
    (re.compile(rf"\bhalf (?:an? )?(?={_A_UNIT})"), lambda _: "0.5 "),
    (re.compile(rf"\ban? (?={_A_UNIT})"), lambda _: "1 "),
    (re.compile(r"\ban? (?=\d)"), lambda _: ""),
]


def _sum(tens: str, ones: str) -> int:
    return _WORDS[tens] + _WORDS[ones]
