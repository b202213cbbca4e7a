"""The sampled differences of two engines, for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from evaluation.analysis.in_words import patient_words
from evaluation.probing.differing import DIFFERING, HARMFUL, Sampled, Way
from evaluation.probing.region import Leaf, Step
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.render.probe import answer_words
from reports.render.text import Screen, count, plain
from triage.truth import Answer
from triage.vocabulary import Number, Vocabulary, digits

WAYS: Final = {
    Way.LOWERED: "less urgent",
    Way.LOST: "no answer any more",
    Way.RAISED: "more urgent",
    Way.FOUND: "an answer where there was none",
    Way.OTHER: "other red flags or pathways",
}


def render_sampled(
    sampled: Sampled, leaves: Sequence[Leaf], words: Vocabulary, screen: Screen
) -> str:
    """How many of a sample differ, then where: one leaf after another, the gravest first."""
    lines = [*_headline(sampled, screen)]
    for leaf in leaves:
        lines += ["", *_leaf(leaf, sampled, words, screen)]
    if sampled.faults:
        lines += ["", screen.paint("FAULTS  What belongs to no patient", "bold", "red")]
        for name, fault in sampled.faults:
            lines += screen.wrap(f"{name}: {fault}", "  - ", "    ")
    return "\n".join([*lines, "", *screen.wrap(f"{LIMITS} {DISCLAIMER}")])


def where_words(steps: Sequence[Step], words: Vocabulary) -> str:
    """The way to a leaf, one finding or number after another, as in ``fever: present``."""
    by_name: dict[str, list[Step]] = {}
    for step in steps:
        by_name.setdefault(step.feature.name, []).append(step)
    parts = [
        _number(words.numbers[name], asked)
        if name in words.numbers
        else f"{words.title_of(name)}: {_states(asked)}"
        for name, asked in by_name.items()
    ]
    return "; ".join(parts) or "anybody"


def _headline(sampled: Sampled, screen: Screen) -> Iterator[str]:
    differing, n = len(sampled.differing), len(sampled.pairs)
    harmed = sampled.count(HARMFUL)
    verdict = "DIFFERENT" if differing else "NO DIFFERENCE FOUND"
    text = f"{plain(sampled.second)} against {plain(sampled.first)}"
    first, *rest = screen.wrap(text, f"{verdict}  ", "  ")
    colour = "red" if harmed else "magenta" if differing else "green"
    yield screen.paint(verdict, "bold", colour) + first[len(verdict) :]
    yield from rest
    ways = _ways({way: k for way in DIFFERING if (k := sampled.count([way]))})
    told = f"{differing:,} of {count(n, 'sampled patient')} answered differently"
    yield from screen.wrap(told + (f": {ways}." if ways else "."), "  ")
    yield from screen.wrap(
        f"A sample, not a proof, seed {sampled.seed}: patients by chance, near the conditions of "
        "the domain, and of the library. Who was not sampled may be answered differently too.",
        "  ",
    )
    yield from _notes(sampled, screen)


def _notes(sampled: Sampled, screen: Screen) -> Iterator[str]:
    neither = sampled.count([Way.NEITHER])
    if neither:
        yield from screen.wrap(f"{count(neither, 'patient')} answered by neither.", "  ")
    if sampled.left_out:
        n = count(sampled.left_out, "more patient")
        told = f"{n} not compared: an engine had given too few answers."
        yield from screen.wrap(told, "  ")
    if not sampled.compares_red_flags:
        told = "One of them reports no red flags: only dispositions are compared."
        yield from screen.wrap(told, "  ")


def _leaf(leaf: Leaf, sampled: Sampled, words: Vocabulary, screen: Screen) -> Iterator[str]:
    title = next(iter(leaf.ways)).value.upper()
    text = f"{leaf.differing:,} of {count(leaf.sampled, 'sampled patient')}: {_ways(leaf.ways)}"
    first, *rest = screen.wrap(text, f"{title}  ", "  ")
    yield screen.paint(title, "bold") + first[len(title) :]
    yield from rest
    yield from screen.wrap(where_words(leaf.steps, words), "  Where: ", "    ")
    example = leaf.example
    yield from screen.wrap(patient_words(example.patient, words), "  Example: ", "    ")
    shows = sampled.compares_red_flags
    for whose, result in (("First", example.first), ("Second", example.second)):
        told = answer_words(result, words, reports_red_flags=shows)
        yield from screen.wrap(told, f"  {whose}: ", "    ")


def _ways(ways: Mapping[Way, int]) -> str:
    return ", ".join(f"{k:,} {WAYS[way]}" for way, k in ways.items())


def _states(steps: Sequence[Step]) -> str:
    """The answers of a finding that are left after all questions about it."""
    left = list(_STATES)
    for step in steps:
        left = [state for state in left if (state is step.feature.answer) is step.is_above]
    return " or ".join(state.label.replace("_", " ") for state in left)


_STATES: Final = (Answer.PRESENT, Answer.ABSENT, Answer.NOT_ASKED)


def _number(number: Number, steps: Sequence[Step]) -> str:
    """What is left of a number's range after all questions about it, and whether it is known."""
    bounds = [step for step in steps if step.feature.answer is None]
    above = max((step.bound for step in bounds if step.is_above), default=number.minimum - 1)
    below = min((step.bound for step in bounds if not step.is_above), default=number.maximum)
    asked = [step.is_above for step in steps if step.feature.answer is not None]
    if True in asked or below < number.minimum:
        return f"{number.title}: not asked"
    is_known = False in asked or bool([step for step in bounds if step.is_above])
    parts = [f"more than {digits(above)}"] if above >= number.minimum else []
    parts += [f"at most {digits(below)}"] if below < number.maximum else []
    told = f"{' and '.join(parts)} {number.unit}" if parts else "known"
    return f"{number.title}: {told}" + ("" if is_known else " or not asked")
