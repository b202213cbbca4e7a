"""Accepts a run: the only thing that writes a baseline.

The new run folder is written whole beside the old one; then ``accepted.json`` is exchanged in one
step; then run folders that it does not name go. Killed at any moment, the old baseline stands or
the new one, and the next approval takes away what was left lying.
"""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from evaluation.baselines.approval import Signature, approval_of
from evaluation.baselines.locking import LOCK, TakenError, held
from evaluation.baselines.store import (
    ACCEPTED,
    Baseline,
    baseline_to_data,
    folder_name,
    is_baseline,
    read_baseline,
)
from evaluation.outcomes import Status
from evaluation.runs.files import as_json, flush_folder, read_text, write_whole
from evaluation.runs.record import Run
from evaluation.runs.store import CASES, HEAD, RunError, read_run
from triage.fingerprint import SHORT
from triage.loading.nodes import is_folder
from triage.loading.problems import shown

ATTRIBUTES: Final = ".gitattributes"
_ATTRIBUTES = """\
# Git can merge two records into a wrong one without a conflict mark, and another end of line breaks
# a hash: an accepted run is one side or the other, whole, byte for byte.
* -text -merge
"""


def accepted_in(folder: Path) -> Baseline | None:
    """What is accepted in a folder; ``None`` where nothing was, and something can be.

    Raises:
        RunError: what was accepted is damaged, or something else stands there.
    """
    try:
        if is_baseline(folder):
            return read_baseline(folder)
        foreign = sorted(path.name for path in folder.iterdir() if not _is_ours(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RunError(f"{shown(folder)}: cannot be read: {error.strerror}.") from None
    if foreign:
        message = (
            f"something else stands there ({foreign[0]}); a baseline needs a folder of its own"
        )
        raise RunError(f"{shown(folder)}: {message}: take it away, or name another folder.")
    return None


def check_acceptable(run: Run, uncommitted: str = "") -> None:
    """Hold that a run can be accepted by somebody.

    ``uncommitted`` says what is not committed now, as far as anybody knows: a run only knows that
    something was not.

    Raises:
        RunError: everything that speaks against it.
    """
    if problems := list(_problems(run, uncommitted)):
        raise RunError(f"{run.record.engine}: cannot be accepted: {'; '.join(problems)}.")


def approve(
    folder: Path,
    run: Run,
    signature: Signature,
    *,
    policy_fingerprint: str,
    time: str,
    instead_of: Baseline | None,
) -> Baseline:
    """Accept a stored run in a folder, in place of what the approver saw accepted there.

    Raises:
        RunError: the run cannot be accepted, or is accepted already; something else is accepted
            meanwhile, or just now; the folder cannot be written. What was accepted then still is.
    """
    check_acceptable(run)
    if Path(run.folder).resolve().is_relative_to(folder.resolve()):
        message = "stands within the folder of the baseline; move it out and name it there"
        raise RunError(f"{shown(Path(run.folder))}: {message}.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder), _swept(folder):
            before = accepted_in(folder)
            _check_place(folder, run, before, instead_of)
            approvals = before.approvals if before else ()
            approval = approval_of(
                run,
                signature,
                policy_fingerprint=policy_fingerprint,
                time=time,
                previous=approvals[-1].hash if approvals else "",
            )
            _sweep(folder, before)
            _write(folder, run, as_json(baseline_to_data(run.digest, (*approvals, approval))))
            return read_baseline(folder)
    except TakenError:
        message = "another approval is going on there; look at it with `triage baseline show`"
        raise RunError(f"{shown(folder)}: {message}.") from None
    except OSError as error:
        message = f"cannot be written: {error.strerror}. Nothing was accepted"
        raise RunError(f"{shown(folder)}: {message}.") from None


def tidy(folder: Path) -> None:
    """Take away what approvals that were killed have left, so that a checkout is clean again.

    Nothing is touched where the accepted run does not read, nor while an approval goes on.
    """
    if is_folder(folder):
        with contextlib.suppress(OSError, TakenError), held(folder), _swept(folder):
            pass


@contextlib.contextmanager
def _swept(folder: Path) -> Iterator[None]:
    """Sweep a folder in the end, by what then is accepted in it; if that does not read, not at all.

    So nothing that is accepted is ever taken away, wherever an approval was interrupted.
    """
    try:
        yield
    finally:
        with contextlib.suppress(OSError, RunError):
            _sweep(folder, accepted_in(folder))


def _problems(run: Run, uncommitted: str) -> Iterator[str]:
    record, statuses = run.record, [outcome.result.status for outcome in run.outcomes]
    now = f" (now {uncommitted})" if uncommitted else ""
    missing = [o.vignette for o in run.outcomes if o.result.status is Status.MISSING]
    if record.git and not record.git.get("revision"):
        where = f"a checkout of which git tells no revision{now}"
        yield f"it was made in {where}; commit, and make it anew"
    elif record.git.get("dirty"):
        where = f"a checkout with uncommitted changes{now}"
        yield f"it was made from {where}; commit them and make it anew"
    if record.faults:
        yield f"its engine did what belongs to no vignette ({record.faults[0]})"
    if missing:
        yield f"{len(missing)} of {len(statuses)} vignettes have no result ({missing[0]} …)"
    if Status.OK not in statuses:
        yield "no vignette was answered"


def _check_place(folder: Path, run: Run, before: Baseline | None, seen: Baseline | None) -> None:
    """Hold that the run may follow on what is accepted now, which is what the approver saw."""
    if before is None:
        if seen is not None:
            raise RunError(f"{shown(folder)}: what was accepted there is gone; look again.")
        return
    last = before.approval
    if last.run == run.digest:
        raise RunError(f"{shown(folder)}: already accepted {last.given}.")
    if seen is None or seen.approval.hash != last.hash:
        raise RunError(f"{shown(folder)}: another run was accepted there meanwhile, {last.given}.")
    if last.vocabulary != run.record.vocabulary:
        message = f"a run of the domain {last.vocabulary} is accepted there"
        raise RunError(f"{shown(folder)}: {message}, and this one is of {run.record.vocabulary}.")


def _write(folder: Path, run: Run, accepted: str) -> None:
    """Write the run folder whole, and only then say that it is the accepted one."""
    place, source = folder / folder_name(run.digest), Path(run.folder)
    place.mkdir()
    for name in (CASES, HEAD):
        write_whole(place / name, read_text(source / name))
    flush_folder(folder)
    if read_run(place).digest != run.digest:
        raise RunError(f"{shown(source)}: changed while it was being accepted.")
    write_whole(folder / ATTRIBUTES, _ATTRIBUTES)
    write_whole(folder / ACCEPTED, accepted)


def _sweep(folder: Path, accepted: Baseline | None) -> None:
    """Take away run folders that are not the accepted one, and files that were never finished."""
    kept = folder_name(accepted.run.digest) if accepted else ""
    for path in folder.iterdir():
        if path.name in {LOCK, kept} or not _is_left(path):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()


def _is_ours(path: Path) -> bool:
    """Whether something in a folder without a baseline comes from an approval that was killed."""
    if path.name == ATTRIBUTES:
        return path.is_file() and path.read_bytes() == _ATTRIBUTES.encode()
    return path.name == LOCK or _is_left(path)


def _is_left(path: Path) -> bool:
    """Whether something is a run folder as we name them, or a file that was never finished."""
    if _RUN.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
        return all(_PART.fullmatch(part.name) for part in path.iterdir())
    return _UNFINISHED.fullmatch(path.name) is not None and path.is_file()


_RUN: Final = re.compile(rf"[0-9a-f]{{{SHORT}}}")
_PART: Final = re.compile(rf"({re.escape(HEAD)}|{re.escape(CASES)}|\.[a-z.]+\.\d+)")
_UNFINISHED: Final = re.compile(rf"\.({re.escape(ACCEPTED)}|{re.escape(ATTRIBUTES)})\.\d+")
