"""Past runs and their outcomes as plain data, for the index, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from evaluation.comparison import ENDPOINTS
from evaluation.history.past import PastRun
from evaluation.metrics import METRIC_BY_NAME, Rate, rate_of
from evaluation.outcomes import Outcome
from evaluation.runs.format import outcome_from_data, outcome_to_data
from evaluation.runs.record import Run


def past_run(run: Run, folder: str) -> PastRun:
    """A run in short.

    Raises:
        TypeError: a text is missing where the run should have one.
        AttributeError: the same.
    """
    record, outcomes = run.record, run.outcomes
    top = len(record.dispositions) - 1
    missed = rate_of(METRIC_BY_NAME["missed_red_flag_rate"], outcomes, threshold=top, top=top)
    accuracy = METRIC_BY_NAME["escalation_accuracy"]
    past = PastRun(
        folder=folder,
        digest=run.digest,
        engine=record.engine,
        engine_fingerprint=record.engine_fingerprint,
        vocabulary=record.vocabulary,
        vocabulary_fingerprint=record.vocabulary_fingerprint,
        dispositions=record.dispositions,
        library=record.library,
        library_fingerprint=record.library_fingerprint,
        finished=record.finished,
        revision=str(record.git.get("revision", "")),
        is_dirty=record.git.get("dirty") is True,
        is_rules=record.is_rules,
        reports_red_flags=bool(record.reports_red_flags),
        vignettes=len(outcomes),
        families=len({outcome.family for outcome in outcomes}),
        failing=sum(
            is_failing(o, reports_red_flags=bool(record.reports_red_flags)) for o in outcomes
        ),
        missed=missed,
        escalation=tuple(
            rate_of(accuracy, outcomes, threshold=rank, top=top) for rank in range(1, top + 1)
        ),
    )
    _require_texts(past.engine_fingerprint, past.vocabulary_fingerprint, past.library)
    for outcome in outcomes:
        _require_texts(*_texts_of(outcome))
    return past


def past_to_data(past: PastRun) -> dict[str, Any]:
    """A past run without its folder, which the index knows."""
    data = asdict(past)
    del data["folder"]
    return data


def past_from_data(data: Mapping[str, Any], folder: str) -> PastRun:
    """The past run of its data; ``KeyError`` or ``TypeError`` for foreign data."""
    return PastRun(
        **{
            **data,
            "folder": folder,
            "dispositions": tuple(data["dispositions"]),
            "missed": Rate(**data["missed"]),
            "escalation": tuple(Rate(**rate) for rate in data["escalation"]),
        }
    )


def is_failing(outcome: Outcome, *, reports_red_flags: bool) -> bool:
    """Whether an outcome fails any endpoint that its engine can be judged by."""
    return any(
        endpoint.is_failed_by(outcome)
        for endpoint in ENDPOINTS
        if reports_red_flags or not endpoint.needs_red_flags
    )


def answer_to_data(outcome: Outcome, dispositions: tuple[str, ...]) -> dict[str, Any]:
    """An outcome as a line of a run has it, without what takes most of its space.

    That is its patient, its sources, its repeats, and the red flags that are known to be absent: no
    endpoint asks about them.
    """
    expected = replace(outcome.expected, absent_red_flags=frozenset())
    kept = replace(outcome, expected=expected, input={}, documents=(), repeats=())
    return outcome_to_data(kept, dispositions)


def answer_from_data(data: Mapping[str, Any], dispositions: tuple[str, ...]) -> Outcome:
    """The outcome of its data."""
    return outcome_from_data(data, dispositions)


def _texts_of(outcome: Outcome) -> Iterator[object]:
    """What a line of a run is read with, whatever stands there."""
    expected, result = outcome.expected, outcome.result
    for names in (
        expected.red_flags,
        expected.absent_red_flags,
        expected.pathways,
        result.red_flags,
        result.pathways,
        result.rules,
    ):
        yield from names
    yield result.reason


def _require_texts(*values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("something stands where a text is needed")
