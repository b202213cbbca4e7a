"""Outcomes and shares in words, for checks, lists and reports alike."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from evaluation.engines.protocol import Unknowns
from evaluation.engines.unknowns import NOT_KNOWN
from evaluation.metrics import Rate
from evaluation.outcomes import Expected, Outcome, Result, Status
from evaluation.repeats import differ
from evaluation.runs.record import RunRecord
from triage.listing import few

NOT_ESTIMABLE: Final = "not estimable"
"""What stands for a number that nothing was measured of."""


def gold_words(expected: Expected, dispositions: Sequence[str]) -> str:
    """An acceptable range and its red flags, as in ``urgent (fever)``."""
    floor, ceiling = dispositions[expected.floor], dispositions[expected.ceiling]
    range_ = floor if floor == ceiling else f"{floor} to {ceiling}"
    return f"{range_} ({_flags(expected.red_flags)})"


def given_words(
    outcome: Outcome, dispositions: Sequence[str], *, reports_red_flags: bool = True
) -> str:
    """What the engine gave: a disposition with red flags, or why there is none.

    Of an engine that reports no red flags the disposition stands alone.
    """

    def said(result: Result) -> str:
        return _result(result, dispositions, with_flags=reports_red_flags)

    words = said(outcome.result)
    several = dict.fromkeys(map(said, outcome.repeats))
    return words if len(several) < _SEVERAL else f"{words} [at times {', '.join(several)}]"


_SEVERAL = 2


def _result(result: Result, dispositions: Sequence[str], *, with_flags: bool) -> str:
    if result.disposition is None:
        return f"{result.status.value}: {result.reason}"
    flags = f" ({_flags(result.red_flags)})" if with_flags else ""
    return dispositions[result.disposition] + flags


def what_happened(
    outcome: Outcome, dispositions: Sequence[str], *, reports_red_flags: bool = True
) -> str:
    """Expected and given, as in ``expected urgent (fever), got routine (no red flag)``."""
    lost = sorted(outcome.expected.pathways - outcome.result.pathways)
    given = given_words(outcome, dispositions, reports_red_flags=reports_red_flags)
    return f"expected {gold_words(outcome.expected, dispositions)}, got {given}" + (
        f", without the pathway {', '.join(lost)}" if lost else ""
    )


def reasons(outcomes: Iterable[Outcome]) -> tuple[tuple[str, int], ...]:
    """Why vignettes have no answer, and how many for each reason; none where all are answered.

    The most frequent first, but what was not asked at all comes after what caused that. Reasons
    that differ only in the line or row of a file, or in what is not known, count together.
    """
    groups: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        if not outcome.is_ok:
            reason = outcome.result.reason or outcome.result.status.value
            groups.setdefault(_kind_of(reason), Counter())[reason] += 1
    found = [(_name_of(kind, said), said.total()) for kind, said in groups.items()]
    return tuple(sorted(found, key=lambda each: (_is_idle(each[0]), -each[1], each[0])))


def _kind_of(reason: str) -> str:
    """What reasons have in common that count together."""
    if reason.startswith(NOT_KNOWN):
        return "something that it reads is not known"
    return _PLACE.sub(r"\1 …", reason)


_PLACE: Final = re.compile(r"\b(line|row) \d+\b")


def _name_of(kind: str, said: Counter[str]) -> str:
    """A reason as it was said, unless several count together."""
    return kind if len(said) > 1 else next(iter(said))


def _is_idle(reason: str) -> bool:
    """Whether a reason only follows from others."""
    return reason.startswith("not asked: ")


def engine_notes(record: RunRecord, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """What is not usual in an engine and changes how its numbers read; nothing for a rule set.

    Whatever was declared of it, how often it was asked, and what it did beside answering.
    """
    return (
        *_unknowns(record, outcomes),
        *_red_flags(record),
        *_repeats(record, outcomes),
        *_faults(record.faults),
    )


def _unknowns(record: RunRecord, outcomes: Sequence[Outcome]) -> Iterator[str]:
    if record.unknowns == Unknowns.ABSENT:
        yield "Unknown findings are given to this engine as absent, and unknown numbers not at all."
    if record.unknowns == Unknowns.ABSTAIN:
        silent = [
            outcome
            for outcome in outcomes
            if outcome.result.status is Status.ABSTAINED
            and outcome.result.reason.startswith(NOT_KNOWN)
        ]
        yield (
            "This engine abstains where something that it reads is not known: "
            f"{len(silent)} of {_vignettes(outcomes)}."
        )


def _red_flags(record: RunRecord) -> Iterator[str]:
    if not record.reports_red_flags:
        yield (
            "This engine reports no red flags: it is judged by action alone, and nothing is known "
            "of what it detects."
        )


def _repeats(record: RunRecord, outcomes: Sequence[Outcome]) -> Iterator[str]:
    if record.repeat == 1:
        if not record.is_deterministic:
            yield (
                "This engine is declared not deterministic, and was asked once: asked again, it "
                "may answer otherwise (--repeat N asks N times)."
            )
        return
    meaning = (
        "an answer that differs counts as none"
        if record.is_deterministic
        else "it is declared not deterministic, and the worst answer counts"
    )
    changing = sum(differ(outcome.repeats) for outcome in outcomes)
    yield (
        f"Asked {record.repeat} times over: {meaning}. {changing} of {_vignettes(outcomes)} had "
        "answers that differ."
    )


def _faults(faults: Sequence[str]) -> Iterator[str]:
    """What belongs to no vignette: the first few, and how many more."""
    if faults:
        yield f"Faults: {few([fault.rstrip('.') for fault in faults], _FAULTS, '; ')}."


_FAULTS = 3


def _vignettes(outcomes: Sequence[Outcome]) -> str:
    return f"{len(outcomes)} {'vignette' if len(outcomes) == 1 else 'vignettes'}"


def worst_first(outcomes: Iterable[Outcome], *, reports_red_flags: bool = True) -> list[Outcome]:
    """Outcomes by what fails in them, the worst first, and then by id.

    A red flag missed by action; then how far below the floor an answer is, none being the lowest;
    a red flag not raised, where the engine reports any; how far above the ceiling; a pathway lost;
    a false flag.
    """

    def harm(outcome: Outcome) -> tuple[object, ...]:
        return (
            not outcome.misses_red_flag,
            min(outcome.given - outcome.expected.floor, 0),
            not (reports_red_flags and outcome.misses_detection),
            -max(outcome.given - outcome.expected.ceiling, 0),
            not outcome.loses_pathway,
            not outcome.raises_false_flag,
            outcome.vignette,
        )

    return sorted(outcomes, key=harm)


def percent(value: float | None) -> str:
    """A share in per cent with one decimal; 100.0 % and 0.0 % only where they are exact.

    >>> percent(0.5), percent(0.9999), percent(0.0001), percent(None)
    ('50.0 %', '>99.9 %', '<0.1 %', 'not estimable')
    """
    if value is None:
        return NOT_ESTIMABLE
    shown = f"{value:.1%}"
    if shown == "100.0%" and value < 1:
        return ">99.9 %"
    if shown == "0.0%" and value > 0:
        return "<0.1 %"
    return shown.replace("%", " %")


def rate_words(rate: Rate) -> str:
    """A rate with its counts, as in ``5 of 122 = 4.1 %``."""
    if rate.value is None:
        return f"{NOT_ESTIMABLE} (0 of 0)"
    return f"{rate.k} of {rate.n} = {percent(rate.value)}"


def _flags(red_flags: frozenset[str]) -> str:
    return ", ".join(sorted(red_flags)) or "no red flag"
