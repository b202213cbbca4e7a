"""What a search for violations found, for people."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from evaluation.analysis.in_words import patient_words
from evaluation.outcomes import Result
from evaluation.probing.laws import InvariantLaw, LawKind, OpenLaw
from evaluation.probing.probe import Probe, Searched, Violation
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.render.fitting import headed
from reports.render.text import Screen, count, plain
from triage.presentation import Presentation
from triage.vocabulary import Vocabulary

_SHOWN: Final = 8
"""Violations of one kind of law that are shown where not all are asked for."""

TITLES: Final = {
    LawKind.ANSWER: "Every patient gets an answer",
    LawKind.INVARIANT: "Floors and ceilings of the documents",
    LawKind.OPEN: "Floors that hold until a finding is ruled out",
    LawKind.MINIMUM: "Whoever raises a red flag is as urgent as it demands",
    LawKind.MONOTONE: "A finding of a red flag, once present, lowers nothing",
    LawKind.UNKNOWN: "Unknown is never read as absent",
    LawKind.IRRELEVANT: "A finding that nothing reads changes nothing",
    LawKind.ORDER: "The order of the findings changes nothing",
    LawKind.REPEAT: "The same patient gets the same answer",
}


def render_probe(
    probe: Probe, words: Vocabulary, screen: Screen, *, every_item: bool = False
) -> str:
    """Violations first, by law, each with the smallest patient; then what was searched.

    ``every_item`` shows all of them, and names all absent findings.
    """
    lines = [*_headline(probe, words, screen)]
    broken = [each for each in probe.searched if each.violation]
    for kind, group in groupby(broken, lambda each: each.law.kind):
        heading = screen.wrap(TITLES[kind], "BROKEN  ", "  ")
        lines += ["", *(screen.paint(line, "bold", "red") for line in heading)]
        lines += _broken(list(group), probe, words, screen, every_item=every_item)
    if probe.faults:
        lines += ["", screen.paint("FAULTS  What belongs to no patient", "bold", "red")]
        for fault in probe.faults:
            lines += screen.wrap(fault, "  - ", "    ")
    lines += ["", screen.paint("What was searched", "bold"), *_searched(probe, screen)]
    lines += _unsearched(probe, screen)
    return "\n".join([*lines, "", *screen.wrap(f"{LIMITS} {DISCLAIMER}")])


def answer_words(result: Result, words: Vocabulary, *, reports_red_flags: bool = True) -> str:
    """An answer in short, as in ``urgent (fever)``, or why there is none."""
    if result.disposition is None:
        return f"no answer: {result.reason}"
    flags = ", ".join(words.in_order(result.red_flags)) or "no red flag"
    given = [flags] if reports_red_flags else []
    given += words.in_order(result.pathways)
    disposition = words.scale.ids[result.disposition]
    return f"{disposition} ({', '.join(given)})" if given else disposition


def _headline(probe: Probe, words: Vocabulary, screen: Screen) -> Iterator[str]:
    broken = len(probe.violations)
    verdict, colour = ("FOUND", "red") if probe.has_found else ("NOTHING FOUND", "green")
    if broken:
        told = f"it breaks {broken} of {count(len(probe.searched), 'law')}"
    else:
        told = "faults, and no broken law" if probe.faults else "no broken law"
    text = f"{plain(probe.engine)}, in the words of {words.name}: {told}"
    first, *rest = screen.wrap(text, f"{verdict}  ", "  ")
    yield screen.paint(verdict, "bold", colour) + first[len(verdict) :]
    yield from rest
    yield from screen.wrap(
        f"A search, not a proof: {count(probe.patients, 'patient')} to start from, "
        f"{count(probe.requests, 'request')}, seed {probe.seed}. Others may still be harmed.",
        "  ",
    )
    if probe.has_stopped:
        yield from screen.wrap(
            f"It was stopped, since too many requests had no answer; "
            f"{count(probe.left_out, 'request')} more would have been made, and patients may not "
            "be the smallest. Mend that first.",
            "  ",
        )
    elif probe.left_out:
        yield from screen.wrap(
            f"{count(probe.left_out, 'more request')} left out: patients like one without an "
            "answer.",
            "  ",
        )


def _broken(
    found: Sequence[Searched], probe: Probe, words: Vocabulary, screen: Screen, *, every_item: bool
) -> Iterator[str]:
    shown = len(found) if every_item else _SHOWN
    most = {"most": None} if every_item else {}
    for each in found[:shown]:
        if each.violation:
            yield from _about(each, words, screen)
            text = patient_words(each.violation.patient, words, **most)
            yield from screen.wrap(text, "    Smallest patient: ", "      ")
            yield from _answers(each.violation, probe, words, screen)
            if not each.violation.is_steady:
                yield from screen.wrap("Asked once more, it answered otherwise.", "    ")
    if len(found) > shown:
        yield f"  and {len(found) - shown} more (--all)"


def _about(each: Searched, words: Vocabulary, screen: Screen) -> Iterator[str]:
    """Which law it is, of whom it is broken, and where it comes from."""
    law = each.law
    named = f"{words.title_of(law.about)} ({law.about})" if law.about else "Anybody"
    if isinstance(law, InvariantLaw | OpenLaw):
        named = f"{law.about}, {law.invariant.title}"
    of = f"{each.broken:,} of {count(each.tried, 'patient')}"
    yield from screen.wrap(f"{named}: broken in {of}", "  ", "    ")
    if isinstance(law, InvariantLaw | OpenLaw):
        yield from screen.wrap(", ".join(law.invariant.sources), "    Sources: ", "      ")


def _answers(
    violation: Violation, probe: Probe, words: Vocabulary, screen: Screen
) -> Iterator[str]:
    demand, law = violation.demand, violation.law
    places = {demand.answer} if demand.beside is None else {demand.answer, demand.beside}
    for place in sorted(places):
        patient, result = violation.answers[place]
        told = answer_words(result, words, reports_red_flags=probe.traits.reports_red_flags)
        yield from screen.wrap(
            f"{_how(law.kind, law.about, place, patient, words)}: {told}", "    "
        )
    yield from screen.wrap(_demanded(violation, words), "    Demanded: ", "      ")


def _how(kind: LawKind, about: str, place: int, patient: Presentation, words: Vocabulary) -> str:
    """What was asked when this was answered."""
    if kind in (LawKind.MONOTONE, LawKind.UNKNOWN, LawKind.IRRELEVANT):
        return f"With {words.title_of(about)} {patient.answer(about).label.replace('_', ' ')}"
    if kind is LawKind.ORDER:
        return "With the findings in the opposite order" if place else "In the usual order"
    if kind is LawKind.REPEAT:
        return "In another request" if place else "In one request"
    return "Answered"


def _demanded(violation: Violation, words: Vocabulary) -> str:
    demand, scale = violation.demand, words.scale
    parts = []
    if violation.law.kind is LawKind.ANSWER:
        return "an answer"
    if violation.law.kind is LawKind.UNKNOWN:
        return f"more than {scale.least.id} until it is known to be absent"
    if demand.is_same:
        return "the same answer"
    if demand.at_least is not None:
        parts.append(f"at least {scale.ids[demand.at_least]}")
    if demand.at_most is not None:
        parts.append(f"at most {scale.ids[demand.at_most]}")
    for name in demand.given:
        noun = "red flag" if name in words.red_flags else "pathway"
        parts.append(f"the {noun} {name}")
    return ", ".join(parts)


def _searched(probe: Probe, screen: Screen) -> Iterator[str]:
    """Each kind of law, how many there are, of how many patients, and how many are broken."""
    rows = []
    for kind, group in groupby(probe.searched, lambda each: each.law.kind):
        laws = list(group)
        tried = [law.tried for law in laws]
        span = f"{min(tried):,}" if min(tried) == max(tried) else f"{min(tried):,}-{max(tried):,}"
        broken = sum(law.violation is not None for law in laws)
        rows.append((TITLES[kind], str(len(laws)), span, str(broken)))
    yield from headed(("", "laws", "patients for each", "broken"), rows, screen, right=[1, 2, 3])
    if not all(each.tried for each in probe.searched):
        yield from screen.wrap("Of 0 patients: no answer was one that could break it.", "  ")


def _unsearched(probe: Probe, screen: Screen) -> Iterator[str]:
    if probe.unsearched:
        yield ""
        yield screen.paint("Not searched", "bold")
        for entry in probe.unsearched:
            yield from screen.wrap(f"{TITLES[entry.kind]}. {entry.why}", "  ", "    ")
    if probe.spared:
        yield from screen.wrap(
            f"{count(probe.spared, 'request')} not passed on, as is declared of the engine.", "  "
        )
