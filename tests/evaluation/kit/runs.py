"""A small run with everything in it that a run can hold."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from evaluation.outcomes import Outcome, Status
from evaluation.runs.record import Run, RunRecord
from evaluation.runs.store import RunError, read_run
from tests.evaluation.kit.gates import RECORD
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
)
from triage.fingerprint import fingerprint

Store = Callable[..., Run]
"""Writes a finished run into the folder of a test; by default the outcomes below."""

FINISHED: Final = "2026-06-15T08:00:01Z"
RULES: Final = {"ruleset": "knee", "rules": [{"id": "r1", "when": {"number": "n", "at_least": 0}}]}
"""Rules as a run keeps them: plain data, which it does not look into."""

_RECORD: Final = replace(
    RECORD,
    finished="",
    command="triage evaluate --save 'Größe'",
    environment={"python": "3.11.7", "triage-harness": "0.1.0"},
    git={"revision": "abc", "dirty": True},
    rules=RULES,
)
OUTCOMES: Final = (
    outcome(
        "a",
        gold(URGENT, EMERGENCY, flags="fever clot", absent="breath", ways="spine"),
        gave(URGENT, flags="fever", ways="spine lungs", rules="r2 r1"),
        family="f",
        kind="boundary",
    ),
    outcome("b", gold(SELF_CARE), gave_none(Status.ERROR, "Zeitüberschreitung: 5 s\n")),
    outcome("c", gold(ROUTINE), gave_none(Status.MISSING, "")),
)


def started(outcomes: Iterable[Outcome]) -> RunRecord:
    """The record of a run of these vignettes, which its library's fingerprint names."""
    digests = {made.vignette: dict(made.digests) for made in outcomes}
    return replace(_RECORD, library_fingerprint=fingerprint(digests))


STARTED: Final = started(OUTCOMES)


def read_or_refuse(folder: Path) -> Run | None:
    """The run of a folder, ``None`` where it is refused as it should be."""
    try:
        return read_run(folder)
    except RunError:
        return None


def head_of(folder: Path) -> dict[str, Any]:
    """The content of ``run.json``."""
    head: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return head


def write_head(folder: Path, head: object) -> None:
    """Put another content into ``run.json``."""
    (folder / "run.json").write_text(json.dumps(head), encoding="utf-8")


def digests_of(run: Run) -> list[dict[str, str]]:
    """The digests of all outcomes, which do not count when outcomes are compared."""
    return [dict(made.digests) for made in run.outcomes]


def with_reason(reason: str) -> Outcome:
    """An outcome whose engine said this instead of an answer."""
    return outcome("a", gold(URGENT), gave_none(Status.ERROR, reason))
