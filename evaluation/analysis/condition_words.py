"""Conditions in words: of whom they are met, exactly; or shortly, as part of a rule."""

from collections.abc import Mapping
from typing import Final

from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present
from triage.listing import few
from triage.vocabulary import Vocabulary, digits

COMPARED: Final[Mapping[Comparison, str]] = {
    Comparison.AT_LEAST: "at least",
    Comparison.LESS_THAN: "less than",
    Comparison.AT_MOST: "at most",
    Comparison.MORE_THAN: "more than",
}
_MOST_PARTS: Final = 4  # of a condition; more would bury what is edited


def bound_words(node: Compare, words: Vocabulary) -> str:
    """How a number has to stand to a bound, as in ``at least 60 years``."""
    return f"{COMPARED[node.comparison]} {digits(node.bound)} {words.numbers[node.number].unit}"


def leaf_words(leaf: Present | Compare, words: Vocabulary) -> str:
    """A finding, or a number with its bound, as in ``age at least 60 years``."""
    if isinstance(leaf, Present):
        return words.title_of(leaf.finding)
    return f"{words.numbers[leaf.number].title} {bound_words(leaf, words)}"


def who_words(condition: Condition | None, words: Vocabulary) -> str:
    """Patients by a condition, as in ``fever and age 60 to under 65 years``; ``anybody``."""
    if condition is None:
        return "anybody"
    if isinstance(condition, AtLeast) and condition.minimum == len(condition.conditions):
        between = _between(condition, words)
        return between or " and ".join(_part(child, words) for child in condition.conditions)
    return _part(condition, words)


def condition_in_words(condition: Condition, words: Vocabulary) -> str:
    """A condition in one line; long lists of parts are cut short."""
    if isinstance(condition, Present | Compare):
        return leaf_words(condition, words)
    if isinstance(condition, Not):
        return f"not {_short_part(condition.condition, words)}"
    assert isinstance(condition, AtLeast)  # noqa: S101 - files have no other nodes
    how_many = _how_many(condition.minimum, len(condition.conditions))
    return f"{how_many} {parts_in_words(condition, words)}".lstrip()


def parts_in_words(node: AtLeast, words: Vocabulary) -> str:
    """The first parts of a node, and how many more there are."""
    return few([_short_part(child, words) for child in node.conditions], _MOST_PARTS, "; ")


def _how_many(minimum: int, n: int) -> str:
    if n == 1:
        return ""
    if minimum == n:
        return "all of"
    return "any of" if minimum == 1 else f"{minimum} of"


def _short_part(condition: Condition, words: Vocabulary) -> str:
    text = condition_in_words(condition, words)
    has_parts = isinstance(condition, AtLeast) and len(condition.conditions) > 1
    return f"({text})" if has_parts else text


def _part(condition: Condition, words: Vocabulary) -> str:
    if isinstance(condition, Present | Compare):
        return leaf_words(condition, words)
    if isinstance(condition, Not):
        return f"not ({_part(condition.condition, words)})"
    assert isinstance(condition, AtLeast)  # noqa: S101 - files have no other nodes
    n = len(condition.conditions)
    parts = ", ".join(_part(child, words) for child in condition.conditions)
    if n == 1:
        return parts
    if condition.minimum == n:
        return _between(condition, words) or f"all of ({parts})"
    return f"{'any' if condition.minimum == 1 else condition.minimum} of ({parts})"


def _between(condition: AtLeast, words: Vocabulary) -> str:
    """Two bounds of one number as a range; no text for anything else."""
    bounds = [child for child in condition.conditions if isinstance(child, Compare)]
    if len(bounds) != len(condition.conditions) or len({b.number for b in bounds}) > 1:
        return ""
    low = [b for b in bounds if b.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN)]
    high = [b for b in bounds if b not in low]
    if len(low) != 1 or len(high) != 1 or not _have_room(low[0], high[0]):
        return ""
    number = words.numbers[low[0].number]
    if low[0].bound == high[0].bound:
        return f"{number.title} {digits(low[0].bound)} {number.unit}"
    first = digits(low[0].bound) if low[0].comparison is Comparison.AT_LEAST else _over(low[0])
    last = digits(high[0].bound) if high[0].comparison is Comparison.AT_MOST else _under(high[0])
    return f"{number.title} {first} to {last} {number.unit}"


def _have_room(low: Compare, high: Compare) -> bool:
    """Whether any number can lie between two bounds."""
    are_closed = (low.comparison, high.comparison) == (Comparison.AT_LEAST, Comparison.AT_MOST)
    return low.bound < high.bound or (low.bound == high.bound and are_closed)


def _over(comparison: Compare) -> str:
    return f"over {digits(comparison.bound)}"


def _under(comparison: Compare) -> str:
    return f"under {digits(comparison.bound)}"
