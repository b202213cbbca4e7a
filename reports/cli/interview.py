"""Asks a person at a terminal, the most decisive question first."""

import sys

import typer

from reports.render.contradictions import render_contradictions
from reports.render.text import Screen, plain
from triage.engine import decide
from triage.facts import contradictions_in
from triage.presentation import Presentation
from triage.questions import OpenQuestion
from triage.rules import RuleSet
from triage.truth import Answer
from triage.vocabulary import Number, Vocabulary

_HELP = "y yes, n no, Enter don't know, q stop asking"
_ANSWERS = {
    "y": Answer.PRESENT,
    "yes": Answer.PRESENT,
    "n": Answer.ABSENT,
    "no": Answer.ABSENT,
}


def interview(ruleset: RuleSet, screen: Screen) -> Presentation:
    """Ask until no answer can change the disposition, or the person stops.

    A question that is not answered stays open, and is not asked again.
    """
    _say(screen.paint(plain(f"{ruleset.title}. {_HELP}."), "dim") + "\n")
    presentation = Presentation()
    skipped: set[str] = set()
    while question := _next(presentation, ruleset, skipped):
        said = _ask(question, ruleset.vocabulary, screen)
        if said is None:
            break
        presentation = _answered(presentation, question.name, said, ruleset.vocabulary, skipped)
        _say_contradictions(presentation, question.name, ruleset.vocabulary, screen)
    _say("\n")
    return presentation


def _next(presentation: Presentation, ruleset: RuleSet, skipped: set[str]) -> OpenQuestion | None:
    """The most decisive question that can change the disposition and was not skipped."""
    questions = decide(presentation, ruleset).questions
    open_ones = (q for q in questions if q.changes_disposition and q.name not in skipped)
    return next(open_ones, None)


def _ask(question: OpenQuestion, words: Vocabulary, screen: Screen) -> str | None:
    """What the person types, checked; ``None`` to stop. The end of input stops too."""
    number = words.numbers.get(question.name)
    entry = number or words.findings[question.name]
    allowed = number.range_words if number else "y, n"
    hint = f"{number.unit}, or Enter" if number else "y/n"
    prompt = screen.paint(plain(entry.question), "bold") + f" [{plain(hint)}] "
    while True:
        _say(prompt)
        line = sys.stdin.readline()
        said = line.strip().lower()
        if not line or said in {"q", "quit"}:
            return None
        if not said or _is_valid(said, number):
            return said
        _say(f"  Allowed: {plain(allowed)}, Enter if you don't know; q stops.\n")


def _say_contradictions(
    presentation: Presentation, name: str, words: Vocabulary, screen: Screen
) -> None:
    """Say at once what an answer contradicts. It stands all the same, and is not asked again."""
    found = contradictions_in(presentation.answers, words.facts)
    new = [one for one in found if name in (one.first[0], one.second[0])]
    for line in render_contradictions(new, words, screen, "  "):
        _say(line + "\n")


def _say(text: str) -> None:
    """Questions go to standard error: what is decided can be kept in a file all the same."""
    typer.echo(text, err=True, nl=False)


def _is_valid(said: str, number: Number | None) -> bool:
    if number is None:
        return said in _ANSWERS
    try:
        return number.allows(float(said))
    except ValueError:
        return False


def _answered(
    presentation: Presentation, name: str, said: str, words: Vocabulary, skipped: set[str]
) -> Presentation:
    if not said:
        skipped.add(name)
        return presentation
    if name in words.numbers:
        return presentation.with_number(name, float(said))
    return presentation.with_answer(name, _ANSWERS[said])
