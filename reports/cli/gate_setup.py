"""Sets a gate up: loads both sides, the policy and the waivers, and evaluates the candidate."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shlex import quote

from evaluation.gate.checks import GateInput
from evaluation.gate.policy import read_policy
from evaluation.gate.waivers import read_waivers
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from reports.cli.runs import LibraryFinder, load_library, make_run, run_of
from reports.cli.settings import (
    baseline_reference,
    policy_path,
    rules_reference,
    waivers_path,
)
from triage.loading.problems import shown
from triage.repository import load_ruleset
from vignettes.lint import rule_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The input of the gate, with both sides and what else to say in words for people."""

    gate: GateInput
    candidate: str
    baseline: str
    notes: tuple[str, ...]
    next_command: str


def set_up(
    candidate: str | None,
    baseline: str | None,
    vignettes: Path | None,
    policy: Path | None,
    waivers: Path | None,
    save: Path | None,
) -> Setup:
    """Load everything and evaluate the candidate.

    Raises:
        LoadError: rules, library, policy or waivers are wrong.
        RunError: there is no baseline, or it cannot be trusted.
    """
    reference = rules_reference(candidate)
    ruleset = load_ruleset(reference)
    words = ruleset.vocabulary
    find = LibraryFinder(vignettes)
    rules_of_gate = read_policy(policy_path(policy, words.name), words)
    granted = read_waivers(waivers_path(waivers, words.name))
    accepted = baseline_reference(baseline, words.name)
    before = _baseline(accepted, find)
    place = find(words.name)
    after = make_run(ruleset, load_library(place, ruleset), place, save)
    gate = GateInput(
        candidate=after,
        baseline=before,
        scale=words.scale,
        policy=rules_of_gate,
        waivers=granted,
        today=date.today(),  # noqa: DTZ011 - a waiver's last day is a day of the people on site
        rule_errors=rule_errors(ruleset),
    )
    place_of_baseline = shown(Path(accepted)) if before.folder else accepted
    names_file = reference.startswith("git:") or reference.endswith((".yaml", ".yml"))
    candidate_side = reference if names_file else ruleset.label
    sides = [quote(side) for side in (place_of_baseline, candidate_side)]
    return Setup(
        gate=gate,
        candidate=_named(after.record.engine, reference),
        baseline=_accepted(before, accepted),
        notes=_notes(before),
        next_command=f"triage compare {' '.join(sides)}" + _library_option(vignettes),
    )


def _baseline(reference: str, find: LibraryFinder) -> Run:
    try:
        return run_of(reference, find)
    except RunError as error:
        message = f"no baseline to compare with. {error}"
        raise RunError(message) from None


def _named(label: str, reference: str) -> str:
    """A rule set for people, with where it is from unless that says nothing more."""
    return label if label.startswith(reference) else f"{label} ({reference})"


def _accepted(before: Run, reference: str) -> str:
    engine = before.record.engine
    return (
        f"{engine}, run on {before.record.finished[:10]}"
        if before.folder
        else _named(engine, reference)
    )


def _notes(before: Run) -> tuple[str, ...]:
    if before.folder and before.record.git.get("dirty"):
        return ("The baseline was made from a checkout with uncommitted changes.",)
    if before.folder:
        return ()
    return (
        (
            "The baseline is a rule set, evaluated on the same library: edits of the library "
            "cannot be seen. Give a run folder to see them."
        ),
    )


def _library_option(vignettes: Path | None) -> str:
    return f" --vignettes {quote(str(vignettes))}" if vignettes else ""
