"""Two patients, and nodes of conditions, in the words of a listing of coverage."""

from collections.abc import Iterator

from evaluation.analysis.condition_words import leaf_words
from evaluation.analysis.coverage.model import Independence, Why
from evaluation.analysis.in_words import patient_words
from triage.conditions import AtLeast, Compare, Condition, Not, Present
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary, digits


def pair_words(first: Presentation, second: Presentation, words: Vocabulary) -> str:
    """What is known of two patients, of the second as the difference from the first."""
    changes = ", ".join(_changes(first, second, words))
    return f"{patient_words(first, words, most=None)} / the same, but {changes}"


def node_words(condition: Condition, words: Vocabulary) -> str:
    """One node of a condition, without those below it."""
    if isinstance(condition, Present | Compare):
        return leaf_words(condition, words)
    if isinstance(condition, Not):
        return "not:"
    assert isinstance(condition, AtLeast)  # noqa: S101 - no other node of a file has children
    if condition.minimum == len(condition.conditions):
        return "all of:"
    return "any of:" if condition.minimum == 1 else f"at least {condition.minimum} of:"


def why_words(leaf: str, found: Independence, coupled: list[str]) -> str:
    """Why no two patients show that a leaf alone turns its rule, given the leaves in words."""
    if found.why is Why.NEVER_MET:
        return "nobody can meet it"
    if found.why is Why.NEVER_NOT_MET:
        return "whoever was asked meets it"
    if found.why is Why.NO_EFFECT:
        return "whatever the others are, it does not turn the rule"
    if set(coupled) == {leaf}:
        return "it stands in this rule more than once"
    return f"it changes only together with {'; '.join(dict.fromkeys(coupled))}"


def _changes(first: Presentation, second: Presentation, words: Vocabulary) -> Iterator[str]:
    for finding in words.findings:
        answer = second.answer(finding)
        if answer is not first.answer(finding):
            said = "not asked" if answer is Answer.NOT_ASKED else answer.label
            yield f"{words.title_of(finding)} {said}"
    for name, number in words.numbers.items():
        value = second.numbers.get(name)
        if value != first.numbers.get(name):
            said = "not asked" if value is None else f"{digits(value)} {number.unit}"
            yield f"{number.title} {said}"
