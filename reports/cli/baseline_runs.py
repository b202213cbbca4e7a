"""Finds what `triage baseline` works on: the run to accept, the folder, and the state of today."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evaluation.baselines.approve import tidy
from evaluation.baselines.changes import State
from evaluation.baselines.standing import Standing, standing
from evaluation.domain import baseline_folder
from evaluation.engines.references import is_engine
from evaluation.gate.policy_file import read_policy
from evaluation.runs.record import Run
from evaluation.runs.store import RunError, read_run
from reports.cli import gate_setup
from reports.cli.gate_setup import read_terms
from reports.cli.runs import Subject, content_of, load_library, make_run, released_subject_of
from reports.cli.settings import (
    baseline_reference,
    default_domain,
    engine_reference,
    policy_path,
    vignettes_place,
)
from reports.cli.shell import UsageError
from triage.domain import domain_names, is_shipped, load_domain_vocabulary
from triage.loading.problems import shown
from triage.repository import is_file_name, load_invariants_of
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the options say of the run to accept, and where; ``None`` where they say nothing."""

    run: str | None = None
    rules: str | None = None
    engine: str | None = None
    vignettes: Path | None = None
    repeat: int | None = None
    baseline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A run to accept, in the words of its domain, and the folder of the baseline.

    ``content`` is what a run that is made now was made of; nothing for a stored one.
    """

    run: Run
    words: Vocabulary
    folder: Path
    content: tuple[Path, ...] = ()


@contextmanager
def proposed(inputs: Inputs) -> Iterator[Proposal]:
    """The run that a folder holds, or that is made now and kept as long as this lasts.

    Raises:
        UsageError: options that do not go together.
        LoadError: engine or library are wrong.
        RunError: the folder is no finished run of this domain.
    """
    if inputs.run is not None:
        yield _stored(inputs.run, inputs)
        return
    subject = released_subject_of(engine_reference(inputs.engine, inputs.rules))
    words = subject.words
    folder = _own_path(inputs.baseline, words.name)
    place = vignettes_place(inputs.vignettes, words.name)
    library = load_library(place, words)
    tidy(folder)  # what a killed approval left would make the checkout dirty
    with tempfile.TemporaryDirectory(prefix="triage-") as spare:
        run = make_run(subject, library, place, Path(spare) / "run", inputs.repeat)
        yield Proposal(run=run, words=words, folder=folder, content=content_of(subject, place))


def read_standing(
    found: Proposal, policy: Path | None, waivers: Path | None
) -> tuple[str, Standing]:
    """The fingerprint of the policy in force, and how the run stands by it today.

    Raises:
        LoadError: policy or waivers are wrong.
    """
    words = found.words
    terms = read_terms(words, gate_setup.Inputs(policy=policy, waivers=waivers))
    today = date.today()  # noqa: DTZ011 - as the gate takes it, a day of the people on site
    stands = standing(found.run, terms.policy, words.scale, terms.waivers, today)
    return terms.policy.fingerprint, stands


def _stored(reference: str, inputs: Inputs) -> Proposal:
    if not reference.strip():
        raise UsageError("an empty text stands where a run folder should be named.")
    others = (inputs.rules, inputs.engine, inputs.vignettes, inputs.repeat)
    if any(other is not None for other in others):
        raise UsageError(
            "a run is named, and options to make another one; leave out the run, or --rules, "
            "--engine, --vignettes and --repeat."
        )
    domain = default_domain()
    run = read_run(Path(reference))
    if run.record.vocabulary != domain:
        raise RunError(
            f"{shown(Path(reference))}: a run of the domain {run.record.vocabulary}, and this is "
            f"the baseline of {domain}; name the domain in TRIAGE_DOMAIN or in triage.toml."
        )
    words = load_domain_vocabulary(domain)
    return Proposal(run=run, words=words, folder=_own_path(inputs.baseline, domain))


def baseline_path(option: str | None, domain: str) -> Path:
    """The folder of the baseline.

    Raises:
        UsageError: a rule set or an engine is named as the baseline, and no folder.
    """
    stated = baseline_reference(option, domain)
    is_rules = is_file_name(stated) or stated.partition("@")[0] in domain_names()
    if is_rules or is_engine(stated):
        message = f'"{stated}" is no folder; name the folder of the baseline with --baseline.'
        raise UsageError(message)
    return Path(stated)


def _own_path(option: str | None, domain: str) -> Path:
    """The same, to be written: what was installed for everybody is not one's own."""
    path = baseline_path(option, domain)
    is_installed = is_shipped(domain) and path == baseline_folder(domain)
    if is_installed and not path.resolve().is_relative_to(Path.cwd().resolve()):
        raise UsageError(
            f"the baseline that ships with {domain} is not within the current folder; name one of "
            "your own with --baseline."
        )
    return path


def state_now(subject: Subject, policy: Path | None, vignettes: Path | None) -> State:
    """What a run would rest on if it were made now; nothing is evaluated.

    Raises:
        LoadError: library, invariants or policy are wrong.
    """
    words = subject.words
    invariants = load_invariants_of(words)
    return State(
        engine=subject.engine.label,
        engine_kind=subject.engine.traits.kind,
        engine_fingerprint=subject.engine.fingerprint,
        vocabulary_fingerprint=words.fingerprint,
        invariants_fingerprint=invariants.fingerprint if invariants else "",
        policy_fingerprint=read_policy(policy_path(policy, words.name), words).fingerprint,
        digests=load_library(vignettes_place(vignettes, words.name), words).digests,
    )
