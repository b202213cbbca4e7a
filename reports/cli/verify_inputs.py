"""What stands here now for the inputs of a report, as far as options name it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.baselines.store import is_baseline, read_baseline
from evaluation.gate.policy_file import read_policy
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from evaluation.runs.store import HEAD, RunError, read_run
from reports.cli.runs import Subject, load_library, subject_of
from reports.cli.settings import Place, default_domain
from reports.cli.shell import Exit, UsageError, fail
from reports.collect.vignettes import failing_endpoints
from reports.model.audit.audit import Audit
from reports.sign.carried import Carried, hexadecimal
from reports.sign.verify import Given
from triage.domain import domain_names, load_domain_vocabulary
from triage.loading.problems import shown
from triage.repository import load_invariants_of

if TYPE_CHECKING:
    from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the options of a verification name; ``None`` where they name nothing."""

    run: Path | None = None
    baseline: Path | None = None
    rules: str | None = None
    vignettes: Path | None = None
    policy: Path | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is named."""
        named = (self.run, self.baseline, self.rules, self.vignettes, self.policy)
        return all(each is None for each in named)


def given_inputs(named: Named, report: Carried) -> Iterator[Given]:
    """The hashes of all that is named.

    Raises:
        LoadError: rules, library or policy cannot be read.
        UsageError: a folder holds no run.
    """
    if named.run is not None:
        yield from _of_run(named.run, report.audit)
    if named.baseline is not None:
        yield from _of_baseline(named.baseline)
    subject = None if named.rules is None else _subject(named.rules)
    if subject is not None:
        yield from _of_rules(subject, named.rules or "")
    if named.vignettes is None and named.policy is None:
        return
    words = subject.words if subject else _words_of(report)
    if named.vignettes is not None:
        place = Place(path=named.vignettes, label=named.vignettes.as_posix())
        found = load_library(place, words).fingerprint
        yield _given("library", shown(named.vignettes), found)
    if named.policy is not None:
        policy = read_policy(named.policy, words)
        yield _given("policy", shown(named.policy), policy.fingerprint)


def stored(folder: Path) -> Run | str:
    """The run of a folder, of a baseline the accepted one; or why it cannot be trusted.

    Raises:
        UsageError: there is no run at all.
        Exit: it cannot be read.
    """
    try:
        if is_baseline(folder):
            return read_baseline(folder).run
        (folder / HEAD).open("rb").close()
        return read_run(folder)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"{shown(folder)}: no run folder, and no report.") from None
    except OSError as error:
        fail(f"{shown(folder)}: cannot be read: {error.strerror}.", Exit.NO_VERDICT)
    except RunError as error:
        return str(error).rstrip(".")


def _of_run(folder: Path, audit: Audit | None) -> Iterator[Given]:
    run, label = stored(folder), shown(folder)
    if isinstance(run, str):
        yield Given(name="candidate-run", label=label, problem=run)
        return
    record = run.record
    yield _given("candidate-run", label, run.digest)
    yield _given("rules", label, record.engine_fingerprint)
    yield _given("vocabulary", label, record.vocabulary_fingerprint)
    if record.invariants_fingerprint:
        yield _given("invariants", label, record.invariants_fingerprint)
    yield _given("library", label, record.library_fingerprint)
    if audit is not None and not is_of_run(audit, run):
        problem = "the report has other vignettes, golds or answers than the run"
        yield Given(name="candidate-run", label=label, problem=problem)


def is_of_run(audit: Audit, run: Run) -> bool:
    """Whether the vignettes of a report, their golds, answers and failings are those of a run.

    The digest of a run can stand in any report; that its content does is another matter.
    """
    levels, detects = run.record.dispositions, run.record.reports_red_flags
    told = {
        each.id: (
            (each.floor, each.preferred, each.ceiling, each.red_flags, each.pathways),
            (each.answer.status, each.answer.disposition, each.answer.red_flags),
            each.answer.pathways,
            each.failures,
        )
        for each in audit.vignettes
    }
    found = {
        each.vignette: (
            (
                *(levels[rank] for rank in _ranks(each)),
                tuple(sorted(each.expected.red_flags)),
                tuple(sorted(each.expected.pathways)),
            ),
            (
                each.result.status.value,
                "" if each.result.disposition is None else levels[each.result.disposition],
                tuple(sorted(each.result.red_flags)),
            ),
            tuple(sorted(each.result.pathways)),
            failing_endpoints(each, reports_red_flags=detects),
        )
        for each in run.outcomes
    }
    return told == found


def _ranks(outcome: Outcome) -> tuple[int, int, int]:
    expected = outcome.expected
    return expected.floor, expected.preferred, expected.ceiling


def _of_baseline(folder: Path) -> Iterator[Given]:
    run, label = stored(folder), shown(folder)
    if isinstance(run, str):
        yield Given(name="baseline-run", label=label, problem=run)
        return
    yield _given("baseline-run", label, run.digest)
    yield _given("accepted-rules", label, run.record.engine_fingerprint)


def _subject(reference: str) -> Subject:
    if not reference.strip():
        raise UsageError("an empty text stands where rules should be named.")
    default_domain()  # so that rule sets of one's own domain are known by name
    return subject_of(reference)


def _of_rules(subject: Subject, label: str) -> Iterator[Given]:
    invariants = load_invariants_of(subject.words)
    yield _given("rules", label, subject.engine.fingerprint)
    yield _given("vocabulary", label, subject.words.fingerprint)
    if invariants is not None:
        yield _given("invariants", label, invariants.fingerprint)


def _words_of(report: Carried) -> "Vocabulary":
    """The words of the domain that the report names; else those that commands work with."""
    domain = default_domain()
    named = report.audit.candidate.domain if report.audit else ""
    return load_domain_vocabulary(named if named in domain_names() else domain)


def _given(name: str, label: str, fingerprint: str) -> Given:
    return Given(name=name, label=label, hash=hexadecimal(fingerprint))
