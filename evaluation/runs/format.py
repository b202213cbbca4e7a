"""Outcomes and records as plain data, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from evaluation.outcomes import Expected, Outcome, Result, Status
from evaluation.runs.record import SCHEMA, RunRecord
from triage.fingerprint import fingerprint

FOOTER: Final = "footer"


def outcome_to_data(outcome: Outcome, dispositions: tuple[str, ...]) -> dict[str, Any]:
    """An outcome as one line of ``cases.jsonl``, dispositions by id.

    Raises:
        ValueError: a rank that the scale does not have.
    """
    expected = outcome.expected
    data: dict[str, Any] = {
        "id": outcome.vignette,
        "family": outcome.family,
        "kind": outcome.kind,
        "digests": dict(outcome.digests),
        "gold": {
            "preferred": dispositions[expected.preferred],
            "acceptable": [dispositions[expected.floor], dispositions[expected.ceiling]],
            "red_flags": sorted(expected.red_flags),
            "absent_red_flags": sorted(expected.absent_red_flags),
            "pathways": sorted(expected.pathways),
        },
        "result": result_to_data(outcome.result, dispositions),
        "input": dict(outcome.input),
        "documents": list(outcome.documents),
    }
    if outcome.repeats:
        data["repeats"] = [result_to_data(result, dispositions) for result in outcome.repeats]
    return data


def result_to_data(result: Result, dispositions: tuple[str, ...]) -> dict[str, Any]:
    """A result as plain data, its disposition by id.

    Raises:
        ValueError: a rank that the scale does not have.
    """
    rank = result.disposition
    if rank is not None and rank >= len(dispositions):
        raise ValueError(f"{rank} is no rank of the scale")
    return {
        "status": result.status.value,
        "disposition": None if rank is None else dispositions[rank],
        "red_flags": sorted(result.red_flags),
        "pathways": sorted(result.pathways),
        "rules": list(result.rules),
        "reason": result.reason,
    }


_PARTS: Final = ("input", "gold", "narrative", "text")


def outcome_from_data(data: Mapping[str, Any], dispositions: tuple[str, ...]) -> Outcome:
    """The outcome of one line; ``KeyError``, ``TypeError`` or ``ValueError`` for a foreign one."""
    gold, digests, patient = data["gold"], data["digests"], data["input"]
    names = [data["id"], data["family"], data["kind"], *(digests[part] for part in _PARTS)]
    if not all(isinstance(name, str) for name in names):
        raise TypeError("a vignette without its names")
    floor, ceiling = (dispositions.index(name) for name in gold["acceptable"])
    if not isinstance(patient, dict):
        raise TypeError("a vignette without its patient")
    return Outcome(
        vignette=data["id"],
        family=data["family"],
        kind=data["kind"],
        digests=dict(digests),
        expected=Expected(
            preferred=dispositions.index(gold["preferred"]),
            floor=floor,
            ceiling=ceiling,
            red_flags=frozenset(gold["red_flags"]),
            absent_red_flags=frozenset(gold["absent_red_flags"]),
            pathways=frozenset(gold["pathways"]),
        ),
        result=_result_from_data(data["result"], dispositions),
        input=patient,
        documents=tuple(data["documents"]),
        repeats=tuple(_result_from_data(part, dispositions) for part in data.get("repeats", ())),
    )


def _result_from_data(data: Mapping[str, Any], dispositions: tuple[str, ...]) -> Result:
    rank = data["disposition"]
    return Result(
        status=Status(data["status"]),
        disposition=None if rank is None else dispositions.index(rank),
        red_flags=frozenset(data["red_flags"]),
        pathways=frozenset(data["pathways"]),
        rules=tuple(data["rules"]),
        reason=data["reason"],
    )


def record_to_data(record: RunRecord) -> dict[str, Any]:
    """The head of ``run.json``, without what closing adds."""
    data = asdict(record)
    data["dispositions"] = list(record.dispositions)
    data["faults"] = list(record.faults)
    return {"schema": SCHEMA, "status": "finished" if record.finished else "started", **data}


def record_from_data(data: Mapping[str, Any]) -> RunRecord:
    """The record of a head; ``KeyError`` or ``TypeError`` for a foreign one."""
    names = RunRecord.__dataclass_fields__
    fields = {name: data[name] for name in names}
    texts = [fields[name] for name in ("engine", "finished", "vocabulary", "library_fingerprint")]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a text is missing from its head")
    if not isinstance(fields["rules"], dict | None):
        raise TypeError("no rules stand where it keeps them")
    lists = {name: tuple(map(str, data[name])) for name in ("dispositions", "faults")}
    return RunRecord(**{**fields, **lists})


def digest_of(data: Mapping[str, Any]) -> str:
    """The digest that closes ``run.json``: over everything in it but itself."""
    return fingerprint({key: value for key, value in data.items() if key != "digest"})
