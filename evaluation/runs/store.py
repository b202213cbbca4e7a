"""Writes and reads run folders.

A run folder is complete exactly when ``run.json`` says ``finished``; that file is replaced in one
step, after ``cases.jsonl`` with its footer is safely on disk. A process that is killed before
leaves ``started``, and nobody takes that for a result.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from evaluation.outcomes import Outcome
from evaluation.runs.files import as_json, read_text, write_first, write_whole
from evaluation.runs.format import (
    FOOTER,
    digest_of,
    outcome_from_data,
    outcome_to_data,
    record_from_data,
    record_to_data,
)
from evaluation.runs.record import SCHEMA, Run, RunRecord, finished_at
from triage.fingerprint import fingerprint
from triage.loading.problems import shown

HEAD: Final = "run.json"
CASES: Final = "cases.jsonl"


class RunError(Exception):
    """A run folder that cannot be written, or cannot be trusted; the message says which and why."""


def start_run(folder: Path, record: RunRecord) -> None:
    """Create the folder and say that the run has started; of two that try, one gets through.

    Raises:
        RunError: the folder holds something already, or cannot be written.
    """
    try:
        is_free = not (folder.exists() and any(folder.iterdir()))
        if is_free:
            folder.mkdir(parents=True, exist_ok=True)
            is_free = write_first(folder / HEAD, as_json(record_to_data(record)))
    except OSError as error:
        raise RunError(f"{shown(folder)}: cannot be written: {error.strerror}.") from None
    if not is_free:
        raise RunError(f"{shown(folder)}: the folder is not empty; name a new one.")


def withdraw_run(folder: Path) -> None:
    """Undo the start of a run that could not even begin, so that the folder is free again."""
    with suppress(OSError):
        (folder / HEAD).unlink()
        folder.rmdir()


def finish_run(
    folder: Path,
    record: RunRecord,
    outcomes: Iterable[Outcome],
    time: str,
    faults: tuple[str, ...] = (),
) -> Run:
    """Write the outcomes and close the run that :func:`start_run` started.

    Raises:
        RunError: the folder cannot be written; it then still says ``started``.
    """
    kept = tuple(outcomes)
    lines = [_line(outcome_to_data(outcome, record.dispositions)) for outcome in kept]
    body = "".join(lines)
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    footer = _line({FOOTER: {"cases": len(kept), "sha256": sha256}})
    closed = finished_at(record, time, faults)
    data = {**record_to_data(closed), "cases": {"count": len(kept), "sha256": sha256}}
    data["digest"] = digest_of(data)
    try:
        write_whole(folder / CASES, body + footer)
        write_whole(folder / HEAD, as_json(data))
    except OSError as error:
        raise RunError(f"{shown(folder)}: cannot be written: {error.strerror}.") from None
    return Run(record=closed, outcomes=kept, digest=data["digest"], folder=str(folder))


def read_run(folder: Path) -> Run:
    """The run of a folder, every hash checked.

    Raises:
        RunError: no run, one that was not finished, or one that was changed since.
    """
    head, text = _read_head(folder)
    if head.get("schema") != SCHEMA:
        raise RunError(f"{shown(folder / HEAD)}: not a run of this format; needed: {SCHEMA}.")
    if head.get("status") != "finished":
        raise RunError(f"{shown(folder)}: the run was never finished; make it anew elsewhere.")
    try:
        return _trusted(folder, head, text)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise RunError(f"{shown(folder)}: not a run of this format ({error}).") from None


def _trusted(folder: Path, head: dict[str, Any], text: str) -> Run:
    """The run of a folder whose hashes agree; other errors than ``RunError`` mean a foreign one."""
    if head.get("digest") != digest_of(head) or text != as_json(head):
        raise RunError(f"{shown(folder / HEAD)}: changed since it was written.")
    record = record_from_data(head)
    body, footer, last = _read_cases(folder / CASES)
    cases = head["cases"]
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    is_whole = last == _line({FOOTER: footer}) and footer["cases"] == cases["count"]
    if not cases["sha256"] == footer["sha256"] == sha256 or not is_whole:
        raise RunError(f"{shown(folder / CASES)}: changed since it was written.")
    lines = [line for line in body.split("\n") if line]
    outcomes = tuple(outcome_from_data(json.loads(line), record.dispositions) for line in lines)
    digests = {outcome.vignette: dict(outcome.digests) for outcome in outcomes}
    if len(digests) != len(outcomes) or len(outcomes) != cases["count"]:
        raise RunError(f"{shown(folder / CASES)}: a vignette stands twice, or the count is wrong.")
    if fingerprint(digests) != record.library_fingerprint:
        raise RunError(f"{shown(folder)}: the vignettes are not those of the library it names.")
    return Run(record=record, outcomes=outcomes, digest=head["digest"], folder=str(folder))


def _read_head(folder: Path) -> tuple[dict[str, Any], str]:
    try:
        text = read_text(folder / HEAD)
        head = json.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        message = f"{shown(folder)}: no run folder (a run folder holds {HEAD} and {CASES})."
        raise RunError(message) from None
    except OSError as error:
        raise RunError(f"{shown(folder / HEAD)}: cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise RunError(f"{shown(folder / HEAD)}: damaged (no valid JSON).") from None
    if not isinstance(head, dict):
        raise RunError(f"{shown(folder / HEAD)}: damaged (no JSON object).")
    return head, text


def _read_cases(path: Path) -> tuple[str, dict[str, Any], str]:
    """The lines above the footer, the footer, and its line as it stands."""
    try:
        text = read_text(path)
    except (OSError, UnicodeDecodeError):
        raise RunError(f"{shown(path)}: missing or unreadable.") from None
    body, newline, last = text.removesuffix("\n").rpartition("\n")
    footer = json.loads(last).get(FOOTER) if last.startswith('{"' + FOOTER) else None
    if not isinstance(footer, dict):
        raise RunError(f"{shown(path)}: cut off (the footer is missing).")
    return body + newline, footer, text[len(body + newline) :]


def _line(data: object) -> str:
    return json.dumps(data, separators=(",", ":")) + "\n"
