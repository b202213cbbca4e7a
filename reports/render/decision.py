"""A decision for one patient, explained."""

from collections.abc import Iterator

from reports.disclaimer import DISCLAIMER
from reports.render.contradictions import render_contradictions
from reports.render.text import Screen, count, plain
from triage.conditions import Fact
from triage.dispositions import Disposition, Scale
from triage.engine import Decision, FiredRule
from triage.facts import contradictions_in
from triage.presentation import Presentation
from triage.questions import OpenQuestion
from triage.rules import RuleSet
from triage.truth import Answer
from triage.vocabulary import digits

_SHOWN = 8


def render_decision(
    decision: Decision, presentation: Presentation, ruleset: RuleSet, screen: Screen
) -> str:
    """The disposition, why, what is still open and what that could change."""
    lines = [
        *_headline(decision, ruleset, screen),
        "",
        *screen.wrap(_given(presentation, ruleset), "Given: ", "       "),
        "",
        *_contradictions(presentation, ruleset, screen),
        *_why(decision, ruleset, screen),
        *_open(decision, ruleset, screen),
        "",
        *screen.wrap(f"{ruleset.label}. {DISCLAIMER}"),
    ]
    return "\n".join(lines)


def _given(presentation: Presentation, ruleset: RuleSet) -> str:
    """The patient as understood: what is present in words, the rest counted."""
    words = ruleset.vocabulary
    known = [words.title_of(name) for name in presentation.present]
    known += [
        f"{words.title_of(name)} {digits(value)} {words.numbers[name].unit}"
        for name, value in presentation.numbers.items()
    ]
    open_ = len(words.findings) - len(presentation.answers)
    said = "; ".join(known) or "nothing present"
    absent = count(len(presentation.absent), "finding")
    return f"{said}. {absent} absent, {open_} not asked."


def _contradictions(presentation: Presentation, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    """What cannot be right about the patient as given, and a line after it; mostly nothing."""
    words = ruleset.vocabulary
    found = contradictions_in(presentation.answers, words.facts)
    if found:
        yield from render_contradictions(found, words, screen)
        yield ""


def _headline(decision: Decision, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    definite = decision.definite
    title = plain(definite.title).upper()
    name = screen.paint(title, "bold", _colour(definite, ruleset.vocabulary.scale))
    first, *rest = screen.wrap(definite.meaning, f"{title}  ", "")
    yield name + first[len(title) :]
    yield from rest
    if decision.floor_while_undecided:
        what = "a red flag is" if decision.possible_red_flags else "what must be ruled out is"
        yield from screen.wrap(f"Not less while {what} still open: unknown is never absent.")
    if decision.possible > definite:
        yield from screen.wrap(
            f"Could still become {decision.possible.title.upper()}, depending on answers not given."
        )
    elif decision.is_settled:
        yield from screen.wrap("No further answer can change this.")
    else:
        yield from screen.wrap("Further answers can only lower this.")
    words = ruleset.vocabulary
    if decision.red_flags:
        flags = "; ".join(words.red_flags[flag].title for flag in decision.red_flags)
        yield from screen.wrap(flags, "Red flags: ")
    if decision.pathways:
        ways = "; ".join(words.pathways[way].title for way in decision.pathways)
        yield from screen.wrap(ways, "Pathways: ")


def _why(decision: Decision, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    yield screen.paint("Why", "bold")
    for fired in decision.fired:
        yield from _fired(fired, ruleset, screen)
    if not decision.fired:
        default = ruleset.default
        if decision.floor_while_undecided:
            what = "every red flag" if decision.possible_red_flags else "everything that must be"
            yield from screen.wrap(f"No rule is met, but not {what} is ruled out.", "  ")
        else:
            yield from screen.wrap(f"{default.title}. No rule is met.", "  ")
            yield from screen.wrap(f"Source: {', '.join(default.sources)}", "    ")


def _fired(fired: FiredRule, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    rule = fired.rule
    yield from screen.wrap(f"{rule.title} -> {rule.disposition.id} (rule {rule.id})", "  ")
    facts = "; ".join(_fact(fact, ruleset) for fact in fired.facts)
    yield from screen.wrap(f"Because: {facts}", "    ")
    yield from screen.wrap(f"Source: {', '.join(rule.sources)}", "    ")
    for label, text in (
        ("Interpretation", rule.interpretation),
        ("Beyond its source", rule.beyond_source),
    ):
        if text:
            yield from screen.wrap(f"{label}: {text}", "    ")


def _fact(fact: Fact, ruleset: RuleSet) -> str:
    title = ruleset.vocabulary.title_of(fact.name)
    if isinstance(fact.value, Answer):
        return f"{title}: {fact.value.label}"
    return f"{title}: {digits(fact.value)} {ruleset.vocabulary.numbers[fact.name].unit}"


def _open(decision: Decision, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    changing = [question for question in decision.questions if question.changes_disposition]
    others = [question for question in decision.questions if not question.changes_disposition]
    if changing:
        yield ""
        yield screen.paint("Still open, the most decisive first", "bold")
    for question in changing[:_SHOWN]:
        yield from screen.wrap(_question(question, ruleset), "  ", "    ")
    if len(changing) > _SHOWN:
        yield f"  and {count(len(changing) - _SHOWN, 'more question')} that could change it"
    if others:
        yield ""
        yield from screen.wrap(_can_only_add(decision, ruleset, others))


def _can_only_add(decision: Decision, ruleset: RuleSet, others: list[OpenQuestion]) -> str:
    words = ruleset.vocabulary
    flags = {flag for question in others for flag in question.red_flags}
    ways = {way for question in others for way in question.pathways}
    added = [words.red_flags[flag].title for flag in decision.possible_red_flags if flag in flags]
    added += [words.pathways[way].title for way in decision.possible_pathways if way in ways]
    what = f"could still add: {'; '.join(added)}" if added else "could only add reasons"
    n = count(len(others), "more open question")
    return f"{n} cannot change the disposition, but {what}."


def _question(question: OpenQuestion, ruleset: RuleSet) -> str:
    words = ruleset.vocabulary
    entry = words.findings.get(question.name) or words.numbers[question.name]
    return f"{entry.question} ({question.name}; could lead to {question.could_reach.id})"


def _colour(disposition: Disposition, scale: Scale) -> str:
    if disposition == scale.most:
        return "red"
    return "green" if disposition == scale.least else "magenta"
