"""Gathers what a report is made of: whatever is known of a run, of two runs or of a verdict."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from evaluation.analysis.examine import examine
from evaluation.analysis.extent import tellable_presentations
from evaluation.analysis.golds import failing_vignettes
from evaluation.comparison import compare_runs
from evaluation.gate.candidate import Solved
from evaluation.gate.policy import Policy
from evaluation.gate.policy_file import read_policy
from evaluation.gate.verdict import GateReport
from evaluation.runs.record import Run
from evaluation.runs.store import RunError
from evaluation.trace.build import build_trace
from evaluation.trace.gaps import find_gaps
from evaluation.trace.reasons import read_reasons
from reports.cli.analysis import solve, try_edits
from reports.cli.content import load_ratings
from reports.cli.gate_setup import Setup
from reports.cli.progress import progress, working
from reports.cli.runs import load_library
from reports.cli.settings import Place, policy_path, vignettes_place
from reports.collect.audit import audit_of
from reports.collect.material import Examined, Judged, Material, Standing
from reports.model.audit.audit import Audit
from reports.render.verdict import headline
from triage.domain import domain_names, load_domain_vocabulary
from triage.invariants import InvariantSet
from triage.kept import kept_ruleset
from triage.loading.problems import LoadError, shown
from triage.repository import load_invariants_of, load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.domain import sources_folder
from vignettes.library import Library
from vignettes.sources.inventory import read_inventory


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a run is reported on: the words, library and policy of today, and where they stand."""

    words: Vocabulary
    place: Place
    library: Library
    policy: Policy
    policy_file: Path


def ground_of(run: Run, vignettes: Path | None, policy: Path | None) -> Ground:
    """What stands today in the domain of a run, as the options of a command say or as it ships.

    Raises:
        LoadError: words, library or policy are wrong, or there is no such domain.
    """
    words = load_domain_vocabulary(run.record.vocabulary)
    place = vignettes_place(vignettes, words.name)
    file = policy_path(policy, words.name)
    return Ground(
        words=words,
        place=place,
        library=load_library(place, words),
        policy=read_policy(file, words),
        policy_file=file,
    )


def report_of_gate(found: Setup, report: GateReport, next_command: str) -> Audit:
    """The report of a verdict.

    Raises:
        LoadError: something of the domain that only a report needs is wrong.
    """
    gate, terms = found.gate, found.terms
    ground = Ground(
        words=found.subject.words,
        place=terms.library,
        library=found.library,
        policy=gate.policy,
        policy_file=terms.policy_file,
    )
    judged = Judged(gate=gate, report=report, headline=headline(report), next_command=next_command)
    return _gathered(
        gate.candidate,
        ground,
        baseline=gate.baseline,
        ruleset=found.subject.ruleset,
        solved=gate.solved,
        judged=judged,
        notes=found.notes,
    )


def report_of_runs(
    candidate: Run, ground: Ground, *, baseline: Run | None = None, ruleset: RuleSet | None = None
) -> Audit:
    """The report of one run, or of two side by side.

    ``ruleset`` is that of the candidate, with its lines, where it was loaded from a file; else the
    rules that the run keeps are taken, from their file where that still has the same content.

    Raises:
        LoadError: something of the domain is wrong, or its words no longer know the kept rules.
        RunError: the runs have other dispositions than each other, or than the words of today.
    """
    record = candidate.record
    if baseline is not None and baseline.record.dispositions != record.dispositions:
        raise RunError("the two sides have different dispositions and cannot be compared.")
    if record.dispositions != ground.words.scale.ids:
        raise RunError(
            f"{record.engine} was run with the dispositions {', '.join(record.dispositions)}; "
            f"the vocabulary {ground.words.name} has {', '.join(ground.words.scale.ids)} now."
        )
    rules = ruleset or _rules_of(candidate, ground.words)
    solved = solve(rules, baseline) if rules else None
    return _gathered(candidate, ground, baseline=baseline, ruleset=rules, solved=solved)


def _rules_of(run: Run, words: Vocabulary) -> RuleSet | None:
    """The rules of a run; ``None`` for another engine, or where they were not kept."""
    record = run.record
    if record.rules is None:
        return None
    if record.engine.partition("@")[0] in domain_names():
        try:
            found = load_ruleset(record.engine)
        except LoadError:
            found = None
        if found and found.fingerprint == record.engine_fingerprint:
            return found
    return kept_ruleset(
        record.rules,
        record.engine_fingerprint,
        shown(Path(run.folder)) if run.folder else record.engine,
        words,
        vocabulary_fingerprint=record.vocabulary_fingerprint,
    )


_MANY_RULES = 100  # about a second's work from here on


def _gathered(
    candidate: Run,
    ground: Ground,
    *,
    baseline: Run | None,
    ruleset: RuleSet | None,
    solved: Solved | None,
    judged: Judged | None = None,
    notes: tuple[str, ...] = (),
) -> Audit:
    """All facts, with what else stands in the domain."""
    changed = tuple(_changed_since(candidate, ground))
    is_current = ground.library.fingerprint == candidate.record.library_fingerprint
    standing = _standing(ground, ruleset if is_current else None)
    examined = (
        _examined(solved, ground.library if is_current else None, standing.invariants)
        if solved
        else None
    )
    with working("Gathering", len(candidate.outcomes)):
        return audit_of(
            Material(
                candidate=candidate,
                words=ground.words,
                library=ground.library,
                policy=ground.policy,
                policy_file=shown(ground.policy_file),
                standing=standing,
                ruleset=ruleset,
                examined=examined,
                baseline=baseline,
                comparison=(
                    judged.gate.comparison
                    if judged
                    else compare_runs(baseline, candidate)
                    if baseline
                    else None
                ),
                judged=judged,
                notes=(*notes, *changed),
                reproduce=tuple(_commands(candidate, baseline, judged)),
            )
        )


def _changed_since(run: Run, ground: Ground) -> list[str]:
    """What is not any more what it was when a run was made, so that its part is left out."""
    record, invariants = run.record, load_invariants_of(ground.words)
    today = {
        "library": (record.library_fingerprint, ground.library.fingerprint),
        "vocabulary": (record.vocabulary_fingerprint, ground.words.fingerprint),
        "invariants": (
            record.invariants_fingerprint,
            invariants.fingerprint if invariants else "",
        ),
    }
    return [_CHANGED[what] for what, (then, now) in today.items() if then != now]


_CHANGED = {
    "library": "The library has changed since the run: what rests on which sentence, and single "
    "edits of the rules, are left out.",
    "vocabulary": "The vocabulary has changed since the run: titles are those of today.",
    "invariants": "The invariants have changed since the run: the claims are those of today.",
}


def _standing(ground: Ground, ruleset: RuleSet | None) -> Standing:
    """What stands in the domain; the trace only for rules on the library that they were run on."""
    words, library = ground.words, ground.library
    folder = sources_folder(words.name)
    inventory = read_inventory(folder, words)
    invariants = load_invariants_of(words)
    with working("Tracing", len(library) if ruleset else 0):
        trace = (
            build_trace(inventory, ruleset, invariants, library)
            if inventory is not None and ruleset is not None
            else None
        )
        gaps = (
            find_gaps(trace, inventory, ruleset, invariants, library)
            if trace is not None and inventory is not None and ruleset is not None
            else ()
        )
    return Standing(
        invariants=invariants,
        inventory=inventory,
        ratings=load_ratings(ground.place, words),
        trace=trace,
        gaps=gaps,
        reasons=read_reasons(folder),
    )


def _examined(solved: Solved, library: Library | None, invariants: InvariantSet | None) -> Examined:
    """What is odd in the rules, and what would become of each edit of them on a library."""
    rules = solved.ruleset
    is_long = len(rules.rules) > _MANY_RULES
    with progress("Looking for what is odd", len(rules.rules), is_long=is_long) as advance:
        oddities = examine(rules, advance).oddities
    of_domain = invariants.invariants.values() if invariants else ()
    tried = try_edits(rules, library) if library is not None and not is_long else None
    return Examined(
        solved=solved,
        oddities=oddities,
        presentations=tellable_presentations(
            rules.vocabulary, [each.condition for each in (*rules.rules, *of_domain)]
        ),
        mutants=tried.mutants if tried else None,
        missing=len(tried.missing) if tried else 0,
        failing=len(failing_vignettes(rules, library.vignettes)) if library is not None else 0,
    )


def _commands(run: Run, baseline: Run | None, judged: Judged | None) -> list[str]:
    """What was typed to make the run, and what makes the report of a stored one anew."""
    commands = [run.record.command] if run.record.command else []
    if run.folder and judged is None:
        sides = [shown(Path(side.folder)) for side in (baseline, run) if side and side.folder]
        commands.append(shlex.join(["triage", "report", *sides, "-o", "report.html"]))
    return commands or [f"triage {'gate' if judged else 'evaluate'} {run.record.engine}"]
