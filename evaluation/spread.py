"""How far the rates of an engine lie apart that was asked several times over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evaluation.metrics import Rate, score
from evaluation.outcomes import Outcome


def single_runs(outcomes: Sequence[Outcome]) -> tuple[tuple[Outcome, ...], ...]:
    """Each time that an engine was asked as a run by itself; none where it was asked once.

    A vignette with fewer answers than others keeps the one that counts for it.
    """
    times = max((len(outcome.repeats) for outcome in outcomes), default=0)
    return tuple(tuple(_time(outcome, time) for outcome in outcomes) for time in range(times))


def spread(
    outcomes: Sequence[Outcome], *, threshold: int, top: int, reports_red_flags: bool = True
) -> Mapping[str, tuple[Rate, Rate]]:
    """The lowest and the highest of each rate over the single runs; nothing for a single one.

    A run in which a rate is not estimable does not count; where it is in none, both ends are so.
    """
    runs = [
        score(run, threshold=threshold, top=top, reports_red_flags=reports_red_flags).rates
        for run in single_runs(outcomes)
    ]
    names = runs[0] if runs else ()
    return {name: _ends([rates[name] for rates in runs]) for name in names}


def _time(outcome: Outcome, time: int) -> Outcome:
    """The outcome as if only this time had been asked."""
    given = outcome.repeats
    result = given[time] if time < len(given) else outcome.result
    return replace(outcome, result=result, repeats=())


def _ends(rates: Sequence[Rate]) -> tuple[Rate, Rate]:
    """The lowest and the highest of some rates; among equal ones the first."""
    estimable = [rate for rate in rates if rate.n] or rates
    return min(estimable, key=_value), max(estimable, key=_value)


def _value(rate: Rate) -> float:
    return rate.value or 0.0
