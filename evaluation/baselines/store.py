"""Reads the accepted run of a folder, and who accepted it.

The folder holds ``accepted.json`` and one run folder, which is named by the start of its digest.
``accepted.json`` says which run it is, has every approval so far, each with the hash of the one
before, and a digest of itself. So an edit, a merge, or an approval that was dropped is seen. It
keeps accidents out, and careless edits; not somebody who computes all hashes anew.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from evaluation.baselines.approval import Approval, approval_from_data, approval_to_data
from evaluation.runs.files import as_json, read_text
from evaluation.runs.format import digest_of
from evaluation.runs.record import Run
from evaluation.runs.store import CASES, HEAD, RunError, read_run
from triage.fingerprint import short
from triage.loading.nodes import is_folder, is_there
from triage.loading.problems import shown

ACCEPTED: Final = "accepted.json"
SCHEMA: Final = "triage-baseline/1"
REMEDY: Final = (
    "`triage baseline approve --approver NAME --role ROLE --reason TEXT` accepts the run of the "
    "rules as they are."
)
_RESTORE: Final = "Take it from version control again as it was accepted."


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """An accepted run, and every approval that led to it, the oldest first.

    The run's ``folder`` is that of the baseline.
    """

    run: Run
    approvals: tuple[Approval, ...]

    @property
    def approval(self) -> Approval:
        """The approval that is in force."""
        return self.approvals[-1]


def folder_name(digest: str) -> str:
    """The name of the folder of a run.

    >>> folder_name("sha256:0123456789abcdef")
    '0123456789ab'
    """
    return short(digest)


def is_baseline(folder: Path) -> bool:
    """Whether a folder says that a run is accepted, rightly or not."""
    return is_there(folder / ACCEPTED)


def head_of(read: Callable[[str], bytes | None]) -> Mapping[str, Any] | None:
    """What ``run.json`` says of the accepted run, nothing checked; ``None`` where none is accepted.

    ``read`` gives a file of the folder by its name, as it is or as it once was.
    """
    try:
        accepted = json.loads(read(ACCEPTED) or b"")
        head = json.loads(read(f"{accepted['run']}/{HEAD}") or b"")
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return head if isinstance(head, dict) else None


def read_baseline(folder: Path) -> Baseline:
    """The accepted run of a folder, every hash checked.

    Raises:
        RunError: nothing is accepted there, or it is not as it was when it was accepted.
    """
    while True:
        text = _text_of(folder)
        try:
            return _baseline(folder, text)
        except RunError:
            if _text_of(folder) == text:  # if not, another run was accepted in the meantime
                raise


def baseline_to_data(digest: str, approvals: Sequence[Approval]) -> dict[str, Any]:
    """What stands in ``accepted.json`` for a run with this digest."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "run": folder_name(digest),
        "run_digest": digest,
        "approvals": [approval_to_data(approval) for approval in approvals],
    }
    return {**data, "digest": digest_of(data)}


def _text_of(folder: Path) -> str:
    path = folder / ACCEPTED
    try:
        return read_text(path)
    except (FileNotFoundError, NotADirectoryError):
        raise RunError(f"{shown(folder)}: {_what_there_is(folder)}. {REMEDY}") from None
    except OSError as error:
        raise RunError(f"{shown(path)}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise RunError(f"{shown(path)}: damaged (no text). {_RESTORE}") from None


def _what_there_is(folder: Path) -> str:
    if is_there(folder / HEAD):
        return f"a run that nobody has accepted (there is no {ACCEPTED} beside it)"
    if is_folder(folder):
        return f"no run is accepted there (there is no {ACCEPTED} in it)"
    return "no run is accepted there (no such folder)"


def _baseline(folder: Path, text: str) -> Baseline:
    path = folder / ACCEPTED
    data = _data(path, text)
    try:
        approvals = tuple(map(approval_from_data, data["approvals"]))
    except (AttributeError, KeyError, TypeError):
        raise RunError(f"{shown(path)}: not a baseline of this format. {_RESTORE}") from None
    _check_chain(path, approvals)
    run = _run_of(folder, data)
    if not approvals[-1].is_of(run):
        message = f"its last approval is not of the run in {folder_name(run.digest)}"
        raise RunError(f"{shown(path)}: {message}. {_RESTORE}")
    return Baseline(run=run, approvals=approvals)


def _data(path: Path, text: str) -> Mapping[str, Any]:
    """The content of ``accepted.json``, which is as it was written."""
    if _has_conflict_marks(text):
        raise RunError(f"{shown(path)}: {_MERGED}")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise RunError(f"{shown(path)}: damaged (no valid JSON). {_RESTORE}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"not a baseline of this format; needed: {SCHEMA}."
        raise RunError(f"{shown(path)}: {message}")
    if not _is_as_written(data, text):
        raise RunError(f"{shown(path)}: changed since it was written. {_RESTORE}")
    return data


def _is_as_written(data: Mapping[str, Any], text: str) -> bool:
    try:
        return data.get("digest") == digest_of(data) and text == as_json(data)
    except (ValueError, RecursionError):  # a number that is none, or lists in lists without end
        return False


def _check_chain(path: Path, approvals: Sequence[Approval]) -> None:
    """Each approval names the one before it, and the first names none."""
    before = ""
    for number, approval in enumerate(approvals, start=1):
        if approval.previous != before:
            message = f"approval {number} of {len(approvals)} does not follow on the one before it"
            raise RunError(f"{shown(path)}: {message}: one was dropped or edited. {_RESTORE}")
        before = approval.hash
    if not approvals:
        raise RunError(f"{shown(path)}: no approval stands in it. {_RESTORE}")


def _run_of(folder: Path, data: Mapping[str, Any]) -> Run:
    """The run that ``accepted.json`` names."""
    digest = data.get("run_digest")
    if not isinstance(digest, str) or data.get("run") != folder_name(digest):
        raise RunError(f"{shown(folder / ACCEPTED)}: names no run by its digest. {_RESTORE}")
    place = folder / folder_name(digest)
    try:
        run = read_run(place)
    except RunError as error:
        why = _MERGED if any(map(_is_merged, (place / HEAD, place / CASES))) else str(error)
        said = f"{shown(place)}: {why}" if why is _MERGED else f"{why} {_RESTORE}"
        raise RunError(said) from None
    if run.digest != digest:
        message = "another run than the one that was accepted"
        raise RunError(f"{shown(place)}: {message}. {_RESTORE}")
    return replace(run, folder=str(folder))


_MERGED: Final = (
    "merge conflict marks stand in it. Take one side whole (`git checkout --ours` or `--theirs`): "
    "an accepted run is never merged."
)


def _is_merged(path: Path) -> bool:
    try:
        return _has_conflict_marks(read_text(path))
    except (OSError, UnicodeDecodeError):
        return False


def _has_conflict_marks(text: str) -> bool:
    """Whether git left both sides of a conflict in a text."""
    return any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in text.splitlines())
