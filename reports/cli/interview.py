"""Asks a person at a terminal, the most decisive question first."""

import typer

from reports.render.text import Screen
from triage.engine import decide
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
    typer.echo(screen.paint(f"{ruleset.title}. {_HELP}.", "dim"))
    presentation = Presentation()
    skipped: set[str] = set()
    while question := _next(presentation, ruleset, skipped):
        said = _ask(question, ruleset.vocabulary, screen)
        if said is None:
            break
        presentation = _answered(presentation, question.name, said, ruleset.vocabulary, skipped)
    typer.echo("")
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
    allowed = f"{number.minimum:g} to {number.maximum:g} {number.unit}" if number else "y, n"
    hint = f"{number.unit}, or Enter" if number else "y/n"
    prompt = screen.paint(entry.question, "bold") + f" [{hint}] "
    while True:
        try:
            said = input(prompt).strip().lower()
        except EOFError:
            return None
        if said in {"q", "quit"}:
            return None
        if not said or _is_valid(said, number):
            return said
        typer.echo(f"  Allowed: {allowed}, Enter if you don't know; q stops.")


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
