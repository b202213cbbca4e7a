"""Names for differences between two runs, so that a waiver covers the one that was looked at.

What is for people only (reasons, the rules that fired) and what does not change an answer (the
wording of a vignette) is left out: it may change without a new waiver.
"""

from evaluation.engines.protocol import Unknowns
from evaluation.outcomes import Outcome
from evaluation.runs.record import RunRecord
from triage.fingerprint import fingerprint, short


def difference_of(covers: str, of: str, *sides: object) -> str:
    """The start of the hash over what is covered and both sides of it."""
    return short(fingerprint([covers, of, *sides]))


def outcome_state(outcome: Outcome, *, reads_narratives: bool = False) -> dict[str, object]:
    """All of an outcome that a waiver is given for: patient, gold and answer."""
    answer = outcome.result.answer
    of_input = ("input", "narrative") if reads_narratives else ("input",)
    return {
        "input": [outcome.digests[part] for part in of_input],
        "gold": outcome.digests["gold"],
        "result": [sorted(part) if isinstance(part, frozenset) else part for part in answer],
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
    return [record.unknowns, record.is_deterministic, record.is_rules, repeat]


def is_declared_weaker(before: RunRecord, after: RunRecord) -> bool:
    """Whether less is declared of an engine than before: it may hide what went wrong since.

    Rules behind another kind of engine escape what is proved of rules alone; an engine that is
    asked fewer times shows less of what it does.
    """
    is_asked_less = after.repeat < before.repeat and not _says_the_same(after)
    return (
        (before.is_rules and not after.is_rules)
        or after.unknowns not in {before.unknowns, Unknowns.UNDERSTOOD}
        or (before.is_deterministic and not after.is_deterministic)
        or is_asked_less
    )


def _says_the_same(record: RunRecord) -> bool:
    """Whether asking again can show nothing: rules are data, and not only declared to repeat."""
    return record.is_rules and record.is_deterministic
