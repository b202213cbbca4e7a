"""Reads the history of a folder of runs, by way of an index."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from evaluation.comparison import compare
from evaluation.history.folders import Found, stamp_of
from evaluation.history.index import FAILURES, Index
from evaluation.history.kept import past_run
from evaluation.history.past import History, PastRun, Seen, Step, Unread
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from evaluation.runs.store import RunError, read_run
from triage.loading.problems import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the history is wanted: the runs of a domain, and one vignette in all of them."""

    domain: str
    vignette: str = ""


def read_history(
    found: Found, asked: Asked, place: Path | None, on_folder: Callable[[], None] | None = None
) -> History:
    """The history of some run folders; what is in the index at ``place`` is not read again.

    An index that cannot be used is made anew, and one that cannot be written is done without: it
    changes nothing in the history. ``on_folder`` is called after each folder.
    """
    if place is not None:
        try:
            with closing(Index.read(place)) as index:
                return _history(index, found, asked, place, on_folder)
        except FAILURES:
            pass  # whatever is wrong with it: the folders say the same
    with closing(Index.empty()) as index:
        return _history(index, found, asked, place, on_folder)


def _history(
    held: Index,
    found: Found,
    asked: Asked,
    place: Path | None,
    on_folder: Callable[[], None] | None,
) -> History:
    index, known, unread = _renewed(held, found, on_folder)
    try:
        if index is not held and place is not None:
            index.write(place)
        unique = {past.digest: past for past in reversed(known)}
        ordered = sorted(unique.values(), key=lambda past: (past.finished, past.digest))
        runs = tuple(past for past in ordered if past.vocabulary == asked.domain)
        others = Counter(past.vocabulary for past in ordered if past.vocabulary != asked.domain)
        seen = tuple(_seen(index, runs, asked.vignette)) if asked.vignette else ()
        is_unknown = bool(asked.vignette) and not seen
        history = History(
            runs=runs,
            steps=tuple(_steps(index, runs)),
            unread=(*found.unread, *unread),
            others=dict(sorted(others.items())),
            copies=len(known) - len(unique),
            seen=seen,
            names=tuple(index.names(runs)) if is_unknown else (),
        )
    finally:
        if index is not held:
            index.close()
    return replace(history, runs=tuple(replace(past, folder=_shown(past)) for past in runs))


def _shown(past: PastRun) -> str:
    return shown(Path(past.folder))


def _renewed(
    held: Index, found: Found, on_folder: Callable[[], None] | None
) -> tuple[Index, list[PastRun], list[Unread]]:
    """An index in which all folders stand as they are, with their runs and what is no run.

    It is the one given where nothing has changed.
    """
    index, known, unread = held, [], []
    here = {str(folder.resolve()): folder for folder in found.folders}
    for name, folder in here.items():
        stamp = stamp_of(folder)
        past = held.past(name, stamp)
        if past is None:
            read = _read(folder, name)
            if isinstance(read, Unread):
                unread.append(read)
            else:
                index = held.copy() if index is held else index
                past, run = read
                index.add(name, stamp if stamp == stamp_of(folder) else "", past, run)
        if past is not None:
            known.append(past)
        if on_folder:
            on_folder()
    gone = held.folders - {past.folder for past in known}
    if gone and index is held:
        index = held.copy()
    for name in sorted(gone):
        index.drop(name)
    return index, known, unread


def _read(folder: Path, name: str) -> tuple[PastRun, Run] | Unread:
    """The run of a folder, or why there is none that could be trusted."""
    try:
        run = read_run(folder)
    except RunError as error:
        return Unread(folder=shown(folder), why=str(error))
    try:
        return past_run(run, name), run
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        why = f"{shown(folder)}: not a run of this format ({error})."
        return Unread(folder=shown(folder), why=why)


def _steps(index: Index, runs: Sequence[PastRun]) -> Iterator[Step]:
    """What changed from each run to the next; what fails in a run is looked up once."""
    failing = [index.failing(past) for past in runs[:1]]
    for before, after in pairwise(runs):
        failing = [*failing[-1:], index.failing(after)]
        yield _step(index, before, after, *failing)


def _step(
    index: Index,
    before: PastRun,
    after: PastRun,
    failing_before: Mapping[str, Outcome],
    failing_after: Mapping[str, Outcome],
) -> Step:
    """What changed between two runs that follow each other."""
    by_narrative = not (before.is_rules and after.is_rules)
    shared, same = index.shared(before, after, by_narrative=by_narrative)
    is_comparable = before.dispositions == after.dispositions
    comparison = None
    if is_comparable:
        fixed = index.among(after, failing_before.keys() - failing_after.keys())
        fine = index.among(before, failing_after.keys() - failing_before.keys())
        comparison = compare(
            (*failing_before.values(), *fine.values()),
            (*failing_after.values(), *fixed.values()),
            reports_red_flags=before.reports_red_flags and after.reports_red_flags,
            reads_narratives=by_narrative,
        )
    return Step(
        comparison=comparison,
        comparable=same if is_comparable else 0,
        edited=shared - same,
        added=after.vignettes - shared,
        removed=before.vignettes - shared,
        is_other_library=before.library_fingerprint != after.library_fingerprint,
    )


def _seen(index: Index, runs: Sequence[PastRun], vignette: str) -> list[Seen]:
    """A vignette in every run that holds it."""
    found: list[Seen] = []
    for number, past in enumerate(runs):
        outcome = index.answer(past, vignette)
        if outcome is None:
            continue
        last = found[-1].outcome.digests if found else outcome.digests
        parts = ("input",) if past.is_rules else ("input", "narrative")
        found.append(
            Seen(
                run=number,
                outcome=outcome,
                is_input_edited=any(last[part] != outcome.digests[part] for part in parts),
                is_gold_edited=last["gold"] != outcome.digests["gold"],
            )
        )
    return found
