"""Names for differences between two runs, so that a waiver covers the one that was looked at.

What is for people only (reasons, the rules that fired) and what does not change an answer (the
wording of a vignette) is left out: it may change without a new waiver.
"""

from typing import Final

from evaluation.engines.protocol import Unknowns
from evaluation.outcomes import Outcome, Result
from evaluation.runs.record import RunRecord
from triage.fingerprint import fingerprint


def difference_of(covers: str, of: str, *sides: object) -> str:
    """Twelve hexadecimal digits of the hash over what is covered and both sides of it."""
    return fingerprint([covers, of, *sides]).removeprefix("sha256:")[:12]


def outcome_state(outcome: Outcome, *, reads_narratives: bool = False) -> dict[str, object]:
    """All of an outcome that a waiver is given for: patient, gold and answer."""
    of_input = ("input", "narrative") if reads_narratives else ("input",)
    return {
        "input": [outcome.digests[part] for part in of_input],
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

    That rules are judged as rules is of it, and how often another engine is asked.
    """
    repeat = 1 if _says_the_same(record) else record.repeat
    return [record.unknowns, record.is_deterministic, record.engine_kind == _RULES, repeat]


def is_declared_weaker(before: RunRecord, after: RunRecord) -> bool:
    """Whether less is declared of an engine than before: it may hide what went wrong since.

    Rules behind another kind of engine escape what is proved of rules alone; an engine that is
    asked fewer times shows less of what it does.
    """
    is_asked_less = after.repeat < before.repeat and not _says_the_same(after)
    return (
        (before.engine_kind == _RULES != after.engine_kind)
        or after.unknowns not in {before.unknowns, Unknowns.UNDERSTOOD}
        or (before.is_deterministic and not after.is_deterministic)
        or is_asked_less
    )


def _says_the_same(record: RunRecord) -> bool:
    """Whether asking again can show nothing: rules are data, and not only declared to repeat."""
    return record.engine_kind == _RULES and record.is_deterministic


_RULES: Final = "rules"


def _result_state(result: Result) -> list[object]:
    return [
        result.status.value,
        result.disposition,
        sorted(result.red_flags),
        sorted(result.pathways),
    ]
