"""Runs that can be accepted, and their approvals, in folders of a test."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from evaluation.baselines.approval import Signature
from evaluation.baselines.approve import accepted_in, approve
from evaluation.baselines.store import Baseline, read_baseline
from evaluation.outcomes import Outcome
from evaluation.runs.files import as_json
from evaluation.runs.format import digest_of
from evaluation.runs.record import Run
from evaluation.runs.store import RunError, finish_run, start_run
from tests.evaluation.kit.outcomes import EMERGENCY, ROUTINE, URGENT, gave, gold, outcome
from tests.evaluation.kit.runs import FINISHED, started

SIGNATURE: Final = Signature(approver="A. Example", role="Safety officer", reason="The first one.")
POLICY: Final = "sha256:policy"
TIME: Final = "2026-06-16T09:00:00Z"
OUTCOMES: Final = (
    outcome("fever", gold(URGENT, EMERGENCY, flags="fever"), gave(URGENT, flags="fever")),
    outcome("bruise", gold(ROUTINE), gave(ROUTINE)),
)


CLEAN: Final = {"revision": "0123456789abcdef", "dirty": False}


def stored(
    folder: Path,
    outcomes: Sequence[Outcome] = OUTCOMES,
    faults_of_engine: tuple[str, ...] = (),
    **changed: Any,
) -> Run:
    """A finished run in a folder, from a clean checkout, some fields of its record changed."""
    record = replace(started(outcomes), **{"git": CLEAN, **changed})
    start_run(folder, record)
    return finish_run(folder, record, outcomes, FINISHED, faults_of_engine)


def accept(
    folder: Path, run: Run, signature: Signature = SIGNATURE, *, time: str = TIME
) -> Baseline:
    """Accept a run in place of whatever is accepted in the folder."""
    return approve(
        folder,
        run,
        signature,
        policy_fingerprint=POLICY,
        time=time,
        instead_of=accepted_in(folder),
    )


def accepted_engine(folder: Path) -> str:
    """The engine of the accepted run; empty where nothing reads as accepted."""
    try:
        return read_baseline(folder).run.record.engine
    except RunError:
        return ""


def names_in(folder: Path) -> list[str]:
    """Everything below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def data_of(folder: Path) -> dict[str, Any]:
    """The content of ``accepted.json``."""
    data: dict[str, Any] = json.loads((folder / "accepted.json").read_text(encoding="utf-8"))
    return data


def forge(folder: Path, data: dict[str, Any]) -> None:
    """Put another content into ``accepted.json``, its digest computed anew."""
    forged = {**data, "digest": ""}
    forged["digest"] = digest_of(forged)
    (folder / "accepted.json").write_text(as_json(forged), encoding="utf-8")
