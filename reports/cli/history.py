"""``triage history``: how runs went over time."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from reports.cli.earlier_files import check_own
from reports.cli.options import AsJson, PolicyFile
from reports.cli.shell import UsageError, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.history.past import Unread
    from reports.model.history import HistoryReport


@reports_errors
def command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="Folder with run folders, at any depth; by default that of the baseline.",
            show_default=False,
        ),
    ] = None,
    *,
    vignette: Annotated[
        str | None,
        typer.Option("--vignette", metavar="ID", help="Follow one vignette through all runs."),
    ] = None,
    policy: PolicyFile = None,
    index: Annotated[
        Path | None,
        typer.Option(
            "--index",
            metavar="FILE",
            help="Where what was read is kept for the next time; by default below the cache "
            "folder of the user. Deleting it changes nothing.",
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Write .svg (the picture), .csv or .json too."
        ),
    ] = None,
    every_item: Annotated[bool, typer.Option("--all", help="Name every vignette.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell how runs went over time.

    Lists every run of a domain below a folder, the oldest first: missed red flags, escalation
    accuracy, library size, and what newly fails from one to the next. Runs that are damaged or were
    never finished are named and not counted; exit code 3 where nothing can be read.
    """
    from reports.data.history import history_to_data
    from reports.render.history import render_history
    from reports.render.history_vignette import render_vignette

    writers = [_checked(path) for path in output or ()]
    report = _report(folder, vignette, policy, index)
    for path in writers:
        _write(path, report)
    if as_json:
        show_json(history_to_data(report))
    elif report.vignette:
        show(render_vignette(report, screen(), every_item=every_item))
    else:
        show(render_history(report, screen(), every_item=every_item))


def _report(
    folder: Path | None, vignette: str | None, policy: Path | None, index: Path | None
) -> "HistoryReport":
    """The history that the arguments of the command name."""
    from evaluation.gate.policy_file import read_policy
    from evaluation.history.folders import find_run_folders
    from evaluation.history.gather import Asked, read_history
    from evaluation.runs.store import RunError
    from reports.cli.progress import progress
    from reports.cli.settings import policy_path
    from reports.cli.words import words_in_use
    from reports.model.history import HistoryReport
    from reports.render.text import plain
    from triage.loading.problems import did_you_mean, quoted, shown

    if vignette == "":
        raise UsageError("an empty text stands where a vignette should be named.")
    words = words_in_use()
    terms = read_policy(policy_path(policy, words.name), words)
    place = _place(folder, words.name)
    kept = _index_of(index, place)
    found = find_run_folders(place)
    if not found.folders and not found.unread:
        raise RunError(f"{shown(place)}: no run folder stands there or below; `--save` makes one.")
    n = len(found.folders)
    with progress("Reading runs", n, is_long=n > _MANY_RUNS) as advance:
        asked = Asked(domain=words.name, vignette=vignette or "")
        history = read_history(found, asked, kept, advance)
    if not history.runs:
        raise RunError(plain(_nothing(place, words.name, history.others, history.unread)))
    if vignette and not history.seen:
        hint = did_you_mean(vignette, history.names)
        raise UsageError(plain(f"{quoted(vignette)}: no run in {shown(place)} holds it. {hint}"))
    return HistoryReport(
        history=history,
        folder=shown(place),
        domain=words.name,
        threshold=terms.escalation_threshold,
        policy=terms.title,
        vignette=vignette or "",
    )


# Reading more than this takes about a second on an ordinary machine.
_MANY_RUNS = 20


def _place(folder: Path | None, domain: str) -> Path:
    """The folder of runs.

    Raises:
        UsageError: no folder stands there.
    """
    from reports.cli.settings import baseline_reference
    from triage.loading.nodes import is_folder
    from triage.loading.problems import shown

    if folder is not None and not str(folder).strip():
        raise UsageError("an empty text stands where a folder should be named.")
    place = Path(baseline_reference(None, domain)) if folder is None else folder
    if not is_folder(place):
        what = "the baseline is no folder of runs" if folder is None else "no such folder"
        raise UsageError(f"{shown(place)}: {what}; name one with runs in it.")
    return place


def _index_of(option: Path | None, place: Path) -> Path | None:
    """The file of the index; ``None`` where there is no place for one.

    Raises:
        UsageError: the file that was named is something else, or its folder is missing.
    """
    from evaluation.history.index import is_free_for_index
    from triage.fingerprint import fingerprint, short

    if option is None:
        from platformdirs import user_cache_path

        folder = user_cache_path("triage-harness", appauthor=False)
        name = f"history-{short(fingerprint(str(place.resolve())))}.sqlite"
        return folder / name if folder.is_absolute() else None
    if not option.parent.is_dir():
        raise UsageError(f"{option}: there is no folder {option.parent} to write it into.")
    if not is_free_for_index(option):
        remedy = "name another file, or delete it"
        raise UsageError(f"{option}: something else than an index stands there; {remedy}.")
    return option


def _nothing(
    place: Path, domain: str, others: "Mapping[str, int]", unread: "Sequence[Unread]"
) -> str:
    """Why there is no history to tell."""
    from triage.listing import few
    from triage.loading.problems import shown

    told = [f"{n} of {name}" for name, n in others.items()]
    if told:
        remedy = "TRIAGE_DOMAIN or triage.toml names another domain"
        return f"{shown(place)}: no run of {domain}, only {few(told, _FEW)}; {remedy}."
    if len(unread) == 1:
        return unread[0].why
    first = unread[0].why
    return f"{shown(place)}: none of {len(unread)} run folders can be trusted. The first: {first}"


_FEW = 3
_WRITTEN = (".csv", ".json", ".svg")


def _checked(path: Path) -> Path:
    """A file that can be written, seen before anything is read.

    Raises:
        UsageError: an ending that says no known format, or a folder that does not exist.
    """
    ending = path.suffix.lower()
    if ending not in _WRITTEN:
        allowed = ", ".join(_WRITTEN)
        raise UsageError(f'{path}: no format is known for "{ending}"; allowed: {allowed}.')
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent} to write it into.")
    check_own(path, "history", _IS_HISTORY[ending])
    return path


_IS_HISTORY: Final[Mapping[str, Callable[[bytes, bytes], bool]]] = {
    ".csv": lambda start, _: start.startswith(b"run,finished,engine,"),
    ".json": lambda start, _: b'"schema": "triage-history/' in start[:100],
    ".svg": lambda start, _: b"<svg " in start[:100],
}


def _write(path: Path, report: "HistoryReport") -> None:
    from reports.cli.files import write_text, writer_of
    from reports.data.history import history_rows, history_to_data

    if path.suffix.lower() == ".svg":
        from reports.render.history_picture import history_picture

        write_text(path, history_picture(report))
    else:
        writer_of(path)(rows=lambda: history_rows(report), data=lambda: history_to_data(report))
