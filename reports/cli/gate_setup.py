"""Sets a gate up: loads both sides, the policy and the waivers, and evaluates the candidate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shlex import quote

from evaluation.baselines.approval import Approval
from evaluation.baselines.store import REMEDY, is_baseline, read_baseline
from evaluation.describe import engine_notes
from evaluation.domain import acceptances_file, baseline_folder, policy_file, waivers_file
from evaluation.gate.acceptances import Acceptance, read_acceptances
from evaluation.gate.candidate import newer_errors, version_errors
from evaluation.gate.checks import GateInput
from evaluation.gate.policy import Policy
from evaluation.gate.policy_file import read_policy
from evaluation.gate.waivers import Waiver, read_waivers
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from reports.cli.analysis import solve
from reports.cli.runs import LibraryFinder, Subject, load_library, make_run, run_of, subject_of
from reports.cli.settings import (
    Place,
    acceptances_path,
    baseline_reference,
    policy_path,
    stated_domain,
    waivers_path,
)
from reports.cli.shell import UsageError
from reports.cli.watching import look_together
from triage.domain import domain_names
from triage.lint import rule_errors
from triage.loading.nodes import is_folder
from triage.loading.problems import Problem, shown
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.domain import library_folder
from vignettes.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the options of the gate name; ``None`` where they name nothing."""

    baseline: str | None = None
    vignettes: Path | None = None
    policy: Path | None = None
    waivers: Path | None = None
    acceptances: Path | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a candidate is judged by, and where each of it was read."""

    policy: Policy
    policy_file: Path
    waivers: tuple[Waiver, ...]
    waivers_file: Path | None
    acceptances: tuple[Acceptance, ...]
    acceptances_file: Path | None
    baseline: str
    library: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The input of the gate, with both sides and what else to say in words for people.

    ``next_command`` shows the vignettes that fail; where none does, ``next_for_rules`` shows whom
    the rules make less urgent, and ``next_for_claims`` which claims they break. ``library``,
    ``subject`` and ``terms`` are what all of it was made of.
    """

    gate: GateInput
    candidate: str
    baseline: str
    notes: tuple[str, ...]
    next_command: str
    next_for_rules: str
    next_for_claims: str
    library: Library
    subject: Subject
    terms: Terms


def read_terms(words: Vocabulary, inputs: Inputs) -> Terms:
    """Policy, waivers and acceptances, and the places of baseline and library.

    Raises:
        LoadError: policy, waivers or acceptances are wrong.
    """
    policy = policy_path(inputs.policy, words.name)
    granted = waivers_path(inputs.waivers, words.name)
    accepted = acceptances_path(inputs.acceptances, words.name)
    return Terms(
        policy=read_policy(policy, words),
        policy_file=policy,
        waivers=read_waivers(granted) if granted else (),
        waivers_file=granted,
        acceptances=read_acceptances(accepted) if accepted else (),
        acceptances_file=accepted,
        baseline=baseline_reference(inputs.baseline, words.name),
        library=LibraryFinder(inputs.vignettes)(words.name),
    )


def set_up(
    reference: str,
    inputs: Inputs,
    *,
    save: Path | None,
    repeat: int | None,
    is_reported: bool = False,
) -> Setup:
    """Load everything, and ask the candidate of ``reference``.

    Raises:
        LoadError: engine, library, policy or waivers are wrong.
        RunError: there is no baseline, or it cannot be trusted.
        UsageError: ``inputs.base`` is no revision.
    """
    subject = subject_of(reference)
    words, rules = subject.words, subject.ruleset
    _check_domain(words)
    terms = read_terms(words, inputs)
    before, approval = _baseline(terms.baseline, LibraryFinder(inputs.vignettes))
    together = look_together(
        terms.policy,
        terms.policy_file,
        words,
        files=subject.files,
        accepted=before,
        approval=approval,
        base=inputs.base,
    )
    library = load_library(terms.library, words)
    gate = GateInput(
        candidate=make_run(subject, library, terms.library, save, repeat, is_reported=is_reported),
        baseline=before,
        approval=approval,
        scale=words.scale,
        policy=terms.policy,
        waivers=terms.waivers,
        today=date.today(),  # noqa: DTZ011 - a waiver's last day is a day of the people on site
        rule_errors=_errors_of(rules, before) if rules else (),
        solved=solve(rules, before) if rules else None,
        acceptances=terms.acceptances,
        together=together,
    )
    return _told(gate, library, subject, reference, terms, inputs)


def _errors_of(rules: RuleSet, before: Run) -> tuple[Problem, ...]:
    of_version = version_errors(rules, before) or newer_errors(rules)
    return (*rule_errors(rules), *of_version)


def _check_domain(words: Vocabulary) -> None:
    """A pipeline that states its domain never judges another one, whatever names the rules."""
    stated = stated_domain()
    if stated is not None and stated != words.name:
        message = f"the domain {stated} is stated, and what would be judged is of {words.name}"
        raise UsageError(f"{message}; name rules of {stated}, or state no domain.")


def _baseline(reference: str, find: LibraryFinder) -> tuple[Run, Approval | None]:
    """The run to compare with, and its approval if it has one."""
    try:
        if is_baseline(Path(reference)):
            found = read_baseline(Path(reference))
            return found.run, found.approval
        return run_of(reference, find), None
    except RunError as error:
        remedy = "" if REMEDY in str(error) or is_folder(Path(reference)) else f" {REMEDY}"
        raise RunError(f"no baseline to compare with. {error}{remedy}") from None


def _told(
    gate: GateInput,
    library: Library,
    subject: Subject,
    reference: str,
    terms: Terms,
    inputs: Inputs,
) -> Setup:
    """The gate's input with its sides in words."""
    place = shown(Path(terms.baseline)) if gate.baseline.folder else terms.baseline
    label = subject.engine.label
    is_named = reference.partition("@")[0] in domain_names()
    sides = [quote(side) for side in (place, label if is_named else reference)]
    option = f" --vignettes {quote(str(inputs.vignettes))}" if inputs.vignettes else ""
    return Setup(
        gate=gate,
        candidate=label if is_named or label == reference else f"{label} ({reference})",
        baseline=_accepted(gate, place, subject.words.name),
        notes=(
            *engine_notes(gate.candidate.record, gate.candidate.outcomes),
            *_notes(gate, subject),
            *other_inputs(subject.words.name, terms),
        ),
        next_command=f"triage compare {' '.join(sides)}{option}",
        next_for_rules=f"triage diff {' '.join(sides)}",
        next_for_claims=f"triage prove {sides[1]}",
        library=library,
        subject=subject,
        terms=terms,
    )


def _accepted(gate: GateInput, reference: str, domain: str) -> str:
    """The baseline for people; a run that is not the shipped one with its folder."""
    engine, folder = gate.baseline.record.engine, gate.baseline.folder
    if not folder:
        return engine if engine.startswith(reference) else f"{engine} ({reference})"
    is_shipped = Path(folder).resolve() == baseline_folder(domain).resolve()
    where = "" if is_shipped else f" ({reference})"
    if gate.approval is not None:
        return f"{engine}{where}, accepted on {gate.approval.day} by {gate.approval.approver}"
    return f"{engine}{where}, run on {gate.baseline.record.finished[:10]}"


def other_inputs(domain: str, terms: Terms) -> Iterator[str]:
    """Whatever else than what ships was used: nobody should have to guess it from a verdict."""
    if terms.library.path.resolve() != library_folder(domain).resolve():
        yield f"Vignettes: {terms.library.label}"
    if terms.policy_file.resolve() != policy_file(domain).resolve():
        yield f"Policy: {shown(terms.policy_file)}"
    for what, granted, own in (
        ("Waivers", terms.waivers_file, waivers_file(domain)),
        ("Acceptances", terms.acceptances_file, acceptances_file(domain)),
    ):
        if granted is not None and granted.resolve() != own.resolve():
            yield f"{what}: {shown(granted)}"


def _notes(gate: GateInput, subject: Subject) -> Iterator[str]:
    """What somebody has to know who trusts the verdict."""
    before = gate.baseline
    if not before.folder:
        yield (
            "The baseline is a rule set, evaluated on the same library with the same words: edits "
            "of library, vocabulary and invariants cannot be seen. Give a run folder to see them."
        )
    elif gate.approval is None:
        yield "The baseline is a run that nobody approved (`triage baseline approve`)."
    if before.record.git.get("dirty"):
        yield "The baseline was made from a checkout with uncommitted changes."
    if subject.ruleset is None:
        yield (
            "Claims are proved, and differences listed for every patient, of rule sets alone; of "
            "this engine nothing is known beyond the vignettes (`triage probe` searches)."
        )
