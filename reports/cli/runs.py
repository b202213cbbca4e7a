"""Makes runs for commands: loads what they need, evaluates, and stores."""

import os
import platform
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from evaluation.baselines.store import is_baseline, read_baseline
from evaluation.engines.build import build_engine
from evaluation.engines.content import files_of
from evaluation.engines.description import Description, described, read_description
from evaluation.engines.protocol import Engine
from evaluation.engines.references import is_engine, is_engine_file
from evaluation.engines.rules import RuleSetEngine
from evaluation.evaluate import evaluate
from evaluation.runs.record import Run, RunRecord, finished_at
from evaluation.runs.store import CASES, HEAD, finish_run, read_run, start_run, withdraw_run
from reports.cli.checkout import revision
from reports.cli.progress import progress
from reports.cli.settings import Place, default_domain, vignettes_place
from reports.cli.shell import UsageError
from triage.domain import domain_names, load_domain_vocabulary
from triage.loading.nodes import is_folder
from triage.loading.problems import LoadError
from triage.repository import is_file_name, load_invariants_of, load_ruleset, release_problem
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
_LONG_TO_EVALUATE = 5_000  # vignettes


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is to be run: an engine in the words of a domain; its rules, where it is a rule set.

    ``files`` are those that it is made of, as far as they can be known; ``repeat`` is how often it
    has to be asked where no option says so.
    """

    engine: Engine
    words: Vocabulary
    ruleset: RuleSet | None = None
    files: tuple[Path, ...] = ()
    repeat: int = 1


def subject_of(reference: str) -> Subject:
    """The engine that a reference names: a rule set, an engine file, or ``python:`` and its like.

    An engine that is no rule set speaks the words of the domain that commands work on. Whether a
    rule set was released with this content is not looked at here.

    Raises:
        LoadError: everything that is wrong with it.
    """
    if is_engine(reference):
        return _other(described(reference))
    if is_engine_file(reference):
        words = load_domain_vocabulary(default_domain())
        return _other(read_description(Path(reference), words), Path(reference))
    ruleset = load_ruleset(reference)
    file = Path(ruleset.file)
    return Subject(
        engine=RuleSetEngine(ruleset),
        words=ruleset.vocabulary,
        ruleset=ruleset,
        files=(file,) if file.is_file() else (),  # none of another revision
    )


def _other(description: Description, *own: Path) -> Subject:
    words = load_domain_vocabulary(default_domain())
    engine = build_engine(description, words)
    files = (*own, *files_of(description).values())
    return Subject(engine=engine, words=words, files=files, repeat=description.repeat)


def released_subject_of(reference: str) -> Subject:
    """The same, unless it is a released version whose content has changed.

    Raises:
        LoadError: as :func:`subject_of`, and for a released version with other content.
    """
    subject = subject_of(reference)
    problem = release_problem(subject.ruleset) if subject.ruleset else None
    if problem:
        raise LoadError([problem])
    return subject


def make_run(
    subject: Subject,
    library: Library,
    place: Place,
    save: Path | None = None,
    repeat: int | None = None,
    *,
    is_reported: bool = False,
) -> Run:
    """Ask an engine all vignettes, and store the run where a folder is given.

    Each is asked ``repeat`` times; where nothing is said, as often as its engine file says. Of a
    run that is stored, or reported on, it is recorded by which command, from which revision and
    with which versions it was made.

    Raises:
        RunError: the folder is taken or cannot be written.
        UsageError: SOURCE_DATE_EPOCH is no time.
    """
    engine, words = subject.engine, subject.words
    times = subject.repeat if repeat is None else repeat
    invariants = load_invariants_of(words)
    is_documented = is_reported or save is not None
    record = RunRecord(
        engine=engine.label,
        engine_fingerprint=engine.fingerprint,
        engine_kind=engine.traits.kind.value,
        reports_red_flags=engine.traits.reports_red_flags,
        unknowns=engine.traits.unknowns.value,
        is_deterministic=engine.traits.is_deterministic,
        repeat=times,
        vocabulary=words.name,
        vocabulary_fingerprint=words.fingerprint,
        dispositions=words.scale.ids,
        invariants_fingerprint=invariants.fingerprint if invariants else "",
        library=place.label,
        library_fingerprint=library.fingerprint,
        command=command_words() if is_documented else "",
        started=_clock(),
        environment=_environment() if is_documented else {},
        git=revision(*content_of(subject, place)) if is_documented else {},
        rules=subject.ruleset.content() if subject.ruleset else None,
    )
    if save:
        start_run(save, record)
    asked = len(library) * times
    is_long = subject.ruleset is None or asked > _LONG_TO_EVALUATE
    with progress("Evaluating", asked, is_long=is_long) as advance:
        try:
            given = evaluate(engine, library, repeat=times, on_done=advance)
        except LoadError:  # it cannot be run at all
            if save:
                withdraw_run(save)
            raise
    if save:
        return finish_run(save, record, given.outcomes, _clock(), given.faults)
    return Run(record=finished_at(record, _clock(), given.faults), outcomes=given.outcomes)


def content_of(subject: Subject, place: Place) -> tuple[Path, ...]:
    """The files and folders that a run is made of: rules or engine, words, and library."""
    words = Path(subject.words.file).parent
    return tuple(path for path in (*subject.files, words, place.path) if path.exists())


def run_of(reference: str, find_library: "LibraryFinder", *, is_reported: bool = False) -> Run:
    """The run of a run folder, the accepted one of a baseline, or of an engine evaluated now.

    Raises:
        LoadError: the engine or the library is wrong.
        RunError: the folder is no finished run, or no baseline that can be trusted.
    """
    path = Path(reference)
    if not is_engine(reference) and (is_folder(path) or not _names_rules(reference)):
        return read_baseline(path).run if is_baseline(path) else read_run(path)
    subject = released_subject_of(reference)
    place = find_library(subject.words.name)
    library = load_library(place, subject.words)
    return make_run(subject, library, place, is_reported=is_reported)


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


def utc_now() -> str:
    """The time in ISO 8601, to the second."""
    return _iso(datetime.now(UTC))


def _clock() -> str:
    """The time for a run's record; that of SOURCE_DATE_EPOCH where somebody wants the same bytes.

    Raises:
        UsageError: it is no number of seconds since 1970.
    """
    stated = os.environ.get(_EPOCH)
    if stated is None:
        return utc_now()
    try:
        return _iso(datetime.fromtimestamp(int(stated), UTC))
    except (OSError, OverflowError, ValueError):
        message = f"{_EPOCH} is {stated!r}; allowed: seconds since 1970, such as 1767225600."
        raise UsageError(message) from None


_EPOCH: Final = "SOURCE_DATE_EPOCH"  # as defined at reproducible-builds.org/specs/source-date-epoch


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def command_words() -> str:
    """The command as it can be typed again, without the folder that the program stands in.

    The files of a report are left out: they are no part of what was run.
    """
    words, given = [Path(sys.argv[0]).name], iter(sys.argv[1:])
    for word in given:
        if word in _OUTPUTS:
            next(given, None)
        elif not (word.startswith(("--output=", "-o")) or word == "--github"):
            words.append(word)
    return shlex.join(words)


_OUTPUTS: Final = ("-o", "--output")


def _environment() -> Mapping[str, str]:
    return {"triage-harness": __version__, "python": platform.python_version()}
