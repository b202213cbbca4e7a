"""Names for differences between two runs, so that a waiver covers the one that was looked at.

What is for people only (reasons, the rules that fired) and what does not change an answer (the
wording of a vignette) is left out: it may change without a new waiver.
"""

from evaluation.engines.protocol import Unknowns
from evaluation.outcomes import Outcome, Result
from evaluation.runs.record import RunRecord
from triage.fingerprint import fingerprint


def difference_of(covers: str, of: str, *sides: object) -> str:
    """Twelve hexadecimal digits of the hash over what is covered and both sides of it."""
    return fingerprint([covers, of, *sides]).removeprefix("sha256:")[:12]


def outcome_state(outcome: Outcome) -> dict[str, object]:
    """All of an outcome that a waiver is given for: patient, gold and answer."""
    return {
        "input": outcome.digests["input"],
        "gold": outcome.digests["gold"],
        "result": _result_state(outcome.result),
    }


def record_state(record: RunRecord, covers: str) -> object:
    """What of a run as a whole a waiver of this kind is given for."""
    return {
        "vocabulary": record.vocabulary_fingerprint,
        "invariants": record.invariants_fingerprint,
        "declared": declared(record),
        "together": record.engine_fingerprint,
    }[covers]


def declared(record: RunRecord) -> list[object]:
    """What is declared of an engine, and decides how its answers are taken.

    How often one is asked that does not repeat itself is of it: fewer times find less.
    """
    return [record.unknowns, record.is_deterministic or record.repeat]


def is_declared_weaker(before: RunRecord, after: RunRecord) -> bool:
    """Whether less is declared of an engine than before: it may hide what went wrong since."""
    if after.unknowns not in {before.unknowns, Unknowns.UNDERSTOOD}:
        return True
    if after.is_deterministic:
        return False
    return before.is_deterministic or after.repeat < before.repeat


def _result_state(result: Result) -> list[object]:
    return [
        result.status.value,
        result.disposition,
        sorted(result.red_flags),
        sorted(result.pathways),
    ]
