"""Makes runs for commands: loads what they need, evaluates, and stores."""

import platform
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from evaluation.engines.rules import RuleSetEngine
from evaluation.evaluate import evaluate
from evaluation.runs.record import Run, RunRecord, finished_at
from evaluation.runs.store import CASES, HEAD, finish_run, read_run, start_run
from reports.cli.progress import progress
from reports.cli.settings import Place, vignettes_place
from triage.domain import domain_names
from triage.loading.nodes import is_folder
from triage.repository import is_file_name, load_invariants, load_released
from triage.rules import RuleSet
from triage.version import __version__
from triage.vocabulary import Vocabulary
from vignettes.library import Library, library_files, read_library


def load_library(place: Place, words: Vocabulary) -> Library:
    """The library of a place, in the words of a vocabulary."""
    files = library_files(place.path)
    is_long = len(files) > _MANY_FILES
    with progress("Reading vignettes", len(files), is_long=is_long) as advance:
        return read_library(place.path, words, advance)


# More than this takes about a second on an ordinary machine.
_MANY_FILES = 300
_LONG_TO_EVALUATE = 10_000  # vignettes


def make_run(ruleset: RuleSet, library: Library, place: Place, save: Path | None = None) -> Run:
    """Evaluate a rule set, and store the run where a folder is given.

    Raises:
        RunError: the folder is taken or cannot be written.
    """
    engine = RuleSetEngine(ruleset)
    invariants = load_invariants(ruleset)
    record = RunRecord(
        engine=engine.label,
        engine_fingerprint=engine.fingerprint,
        reports_red_flags=engine.reports_red_flags,
        vocabulary=ruleset.vocabulary.name,
        vocabulary_fingerprint=ruleset.vocabulary.fingerprint,
        dispositions=ruleset.vocabulary.scale.ids,
        invariants_fingerprint=invariants.fingerprint if invariants else "",
        library=place.label,
        library_fingerprint=library.fingerprint,
        command=_command() if save else "",
        started=_now(),
        environment=_environment() if save else {},
        git=_git() if save else {},
    )
    if save:
        start_run(save, record)
    is_long = len(library) > _LONG_TO_EVALUATE
    with progress("Evaluating", len(library), is_long=is_long) as advance:
        outcomes = evaluate(engine, library, advance)
    if save:
        return finish_run(save, record, outcomes, _now())
    return Run(record=finished_at(record, _now()), outcomes=outcomes)


def run_of(reference: str, find_library: "LibraryFinder") -> Run:
    """The run of a run folder, or of a rule set evaluated now.

    Raises:
        LoadError: the rule set or the library is wrong.
        RunError: the folder is no finished run.
    """
    path = Path(reference)
    if is_folder(path) or not _names_rules(reference):
        return read_run(path)
    ruleset = load_released(reference)
    place = find_library(ruleset.vocabulary.name)
    return make_run(ruleset, load_library(place, ruleset.vocabulary), place)


def _names_rules(reference: str) -> bool:
    """Whether a reference is meant as a rule set, so that errors speak of the right thing."""
    if reference.partition("@")[0] in domain_names() or is_file_name(reference):
        return True
    return "/" not in reference and Path(reference).name not in {HEAD, CASES}


class LibraryFinder:
    """Gives the library's place for a domain, as an option says or as it ships."""

    def __init__(self, option: Path | None) -> None:
        self._option = option

    def __call__(self, domain: str) -> Place:
        """The place of the library."""
        return vignettes_place(self._option, domain)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _command() -> str:
    """The command as typed, without the folder that the program stands in."""
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])


def _environment() -> Mapping[str, str]:
    return {"triage-harness": __version__, "python": platform.python_version()}


def _git() -> Mapping[str, str | bool]:
    """The revision of the current folder's checkout, and whether it is dirty; empty outside one."""
    revision = _git_says("rev-parse", "HEAD")
    if revision is None:
        return {}
    changes = _git_says("status", "--porcelain")
    return {"revision": revision, "dirty": changes is None or bool(changes)}


def _git_says(*arguments: str) -> str | None:
    try:
        said = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None
    return said.stdout.strip() if said.returncode == 0 else None
