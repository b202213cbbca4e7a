"""Conditions in words, as Markdown lists."""

from collections.abc import Iterator

from evaluation.analysis.condition_words import COMPARED
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present
from triage.vocabulary import Vocabulary, digits

_BELOW = "  "


def condition_lines(
    condition: Condition, words: Vocabulary, *, is_met: bool = True, indent: str = ""
) -> Iterator[str]:
    """When a condition is met, or is not met, as the lines of a nested list.

    What is not known makes neither: a finding that was not asked is neither present nor absent.
    """
    if isinstance(condition, Not):
        yield from condition_lines(condition.condition, words, is_met=not is_met, indent=indent)
    elif isinstance(condition, AtLeast):
        children = condition.conditions
        least = condition.minimum if is_met else len(children) - condition.minimum + 1
        if len(children) > 1:
            yield f"{indent}- {_how_many(least, len(children))}:"
            indent += _BELOW
        for child in children:
            yield from condition_lines(child, words, is_met=is_met, indent=indent)
    else:
        yield f"{indent}- {_leaf(condition, words, is_met=is_met)}"


def in_line(text: str) -> str:
    """Text of one line, in which nothing is taken for markup."""
    return " ".join(text.split()).replace("<", "&lt;").replace("*", r"\*").replace("`", r"\`")


def _how_many(least: int, n: int) -> str:
    if least == n:
        return "all of these"
    return "any of these" if least == 1 else f"at least {least} of these"


def _leaf(condition: Condition, words: Vocabulary, *, is_met: bool) -> str:
    if isinstance(condition, Compare):
        number = words.numbers[condition.number]
        how = condition.comparison if is_met else _OPPOSITE[condition.comparison]
        return f"{in_line(number.title)} is {COMPARED[how]} {digits(condition.bound)} {number.unit}"
    assert isinstance(condition, Present)  # noqa: S101 - there are no other leaves
    return f"{in_line(words.title_of(condition.finding))}: {'present' if is_met else 'absent'}"


_OPPOSITE = {
    Comparison.AT_LEAST: Comparison.LESS_THAN,
    Comparison.LESS_THAN: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.MORE_THAN,
    Comparison.MORE_THAN: Comparison.AT_MOST,
}
