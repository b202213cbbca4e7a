"""Patients and conditions in words, as a listing of coverage needs them."""

from collections.abc import Iterator
from typing import Final

from evaluation.analysis.coverage.model import Independence, Why
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary, digits


def patient_words(patient: Presentation, words: Vocabulary) -> str:
    """What is known of a patient, in the order of the vocabulary.

    >>> from triage.domain import domain_names, load_domain_vocabulary
    >>> knee = load_domain_vocabulary(domain_names()[0])
    >>> patient_words(Presentation(numbers={"age_years": 60}), knee)
    'age 60 years'
    """
    parts = [
        f"{answer.label} {', '.join(titles)}"
        for answer in (Answer.PRESENT, Answer.ABSENT)
        if (titles := [words.title_of(f) for f in words.findings if patient.answer(f) is answer])
    ]
    parts += [_number(name, patient, words) for name in words.numbers if name in patient.numbers]
    return "; ".join(parts) or "nothing is known"


def change_words(first: Presentation, second: Presentation, words: Vocabulary) -> str:
    """What is known of a second patient, as the difference from the first."""
    return "the same, but " + ", ".join(_changes(first, second, words))


def node_words(condition: Condition, words: Vocabulary) -> str:
    """One node of a condition, without those below it."""
    if isinstance(condition, Present):
        return words.title_of(condition.finding)
    if isinstance(condition, Compare):
        number = words.numbers[condition.number]
        how = _COMPARED[condition.comparison]
        return f"{number.title} {how} {digits(condition.bound)} {number.unit}"
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


def _number(name: str, patient: Presentation, words: Vocabulary) -> str:
    number = words.numbers[name]
    return f"{number.title} {digits(patient.numbers[name])} {number.unit}"


def _changes(first: Presentation, second: Presentation, words: Vocabulary) -> Iterator[str]:
    for finding in words.findings:
        answer = second.answer(finding)
        if answer is not first.answer(finding):
            said = "not asked" if answer is Answer.NOT_ASKED else answer.label
            yield f"{words.title_of(finding)} {said}"
    for name, number in words.numbers.items():
        if first.numbers.get(name) != second.numbers.get(name):
            known = name in second.numbers
            yield _number(name, second, words) if known else f"{number.title} not asked"


_COMPARED: Final = {
    Comparison.AT_LEAST: "at least",
    Comparison.LESS_THAN: "less than",
    Comparison.AT_MOST: "at most",
    Comparison.MORE_THAN: "more than",
}
