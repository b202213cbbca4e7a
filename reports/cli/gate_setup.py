"""Sets a gate up: loads both sides, the policy and the waivers, and evaluates the candidate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shlex import quote

from evaluation.domain import baseline_folder, policy_file, waivers_file
from evaluation.gate.candidate import floors_of, version_errors
from evaluation.gate.checks import GateInput
from evaluation.gate.policy_file import read_policy
from evaluation.gate.waivers import read_waivers
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from reports.cli.runs import LibraryFinder, load_library, make_run, run_of, subject_of
from reports.cli.settings import (
    Place,
    baseline_reference,
    policy_path,
    waivers_path,
)
from triage.domain import domain_names
from triage.lint import rule_errors
from triage.loading.problems import shown
from triage.repository import load_invariants
from vignettes.domain import library_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The input of the gate, with both sides and what else to say in words for people."""

    gate: GateInput
    candidate: str
    baseline: str
    notes: tuple[str, ...]
    next_command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the options of the gate name; ``None`` where they name nothing."""

    baseline: str | None = None
    vignettes: Path | None = None
    policy: Path | None = None
    waivers: Path | None = None


def set_up(reference: str, inputs: Inputs, *, save: Path | None, repeat: int) -> Setup:
    """Load everything, and ask the candidate of ``reference``.

    Raises:
        LoadError: engine, library, policy or waivers are wrong.
        RunError: there is no baseline, or it cannot be trusted.
    """
    subject = subject_of(reference)
    words, ruleset = subject.words, subject.ruleset
    find = LibraryFinder(inputs.vignettes)
    policy_file = policy_path(inputs.policy, words.name)
    rules_of_gate = read_policy(policy_file, words)
    granted_in = waivers_path(inputs.waivers, words.name)
    granted = read_waivers(granted_in) if granted_in else ()
    accepted = baseline_reference(inputs.baseline, words.name)
    before = _baseline(accepted, find)
    place = find(words.name)
    after = make_run(subject, load_library(place, words), place, save, repeat)
    gate = GateInput(
        candidate=after,
        baseline=before,
        scale=words.scale,
        policy=rules_of_gate,
        waivers=granted,
        today=date.today(),  # noqa: DTZ011 - a waiver's last day is a day of the people on site
        rule_errors=(*rule_errors(ruleset), *version_errors(ruleset, before)) if ruleset else (),
        floors=floors_of(ruleset, load_invariants(ruleset)) if ruleset else None,
    )
    place_of_baseline = shown(Path(accepted)) if before.folder else accepted
    is_named = reference.partition("@")[0] in domain_names()
    label = subject.engine.label
    sides = [quote(side) for side in (place_of_baseline, label if is_named else reference)]
    return Setup(
        gate=gate,
        candidate=label if is_named or label == reference else f"{label} ({reference})",
        baseline=_accepted(before, place_of_baseline, words.name),
        notes=(
            *_notes(before),
            *_other_inputs(words.name, place, policy_file, granted_in),
        ),
        next_command=f"triage compare {' '.join(sides)}" + _library_option(inputs.vignettes),
    )


def _baseline(reference: str, find: LibraryFinder) -> Run:
    try:
        return run_of(reference, find)
    except RunError as error:
        message = (
            f"no baseline to compare with. {error} "
            "`triage evaluate --save DIR` makes a run that can be accepted."
        )
        raise RunError(message) from None


def _accepted(before: Run, reference: str, domain: str) -> str:
    """The baseline for people; a run that is not the shipped one with its folder."""
    engine = before.record.engine
    if not before.folder:
        return engine if engine.startswith(reference) else f"{engine} ({reference})"
    is_shipped = Path(before.folder).resolve() == baseline_folder(domain).resolve()
    where = "" if is_shipped else f" ({reference})"
    return f"{engine}{where}, run on {before.record.finished[:10]}"


def _other_inputs(domain: str, library: Place, policy: Path, waivers: Path | None) -> Iterator[str]:
    """Whatever else than what ships was used: nobody should have to guess it from a verdict."""
    if library.path.resolve() != library_folder(domain).resolve():
        yield f"Vignettes: {library.label}"
    if policy.resolve() != policy_file(domain).resolve():
        yield f"Policy: {shown(policy)}"
    if waivers is not None and waivers.resolve() != waivers_file(domain).resolve():
        yield f"Waivers: {shown(waivers)}"


def _notes(before: Run) -> tuple[str, ...]:
    if before.folder and before.record.git.get("dirty"):
        return ("The baseline was made from a checkout with uncommitted changes.",)
    if before.folder:
        return ()
    return (
        (
            "The baseline is a rule set, evaluated on the same library with the same words: edits "
            "of library, vocabulary and invariants cannot be seen. Give a run folder to see them."
        ),
    )


def _library_option(vignettes: Path | None) -> str:
    return f" --vignettes {quote(str(vignettes))}" if vignettes else ""
