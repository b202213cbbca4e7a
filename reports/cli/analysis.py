"""What the commands that solve rules share."""

from dataclasses import dataclass

from evaluation.analysis.changes import all_changes
from evaluation.analysis.claims import claims_of
from evaluation.analysis.edits import edits_of
from evaluation.analysis.examine import examine
from evaluation.analysis.extent import tellable_presentations
from evaluation.analysis.missing import MissingVignette, missing_vignettes
from evaluation.analysis.mutant import Mutant
from evaluation.analysis.mutation import mutate
from evaluation.analysis.prove import prove
from evaluation.gate.candidate import Solved, solved_of
from evaluation.runs.record import Run
from reports.cli.progress import progress
from reports.cli.settings import rules_reference
from reports.model.proofs import ProofReport
from triage.invariants import InvariantSet
from triage.loading.problems import LoadError
from triage.repository import load_invariants, load_ruleset, release_problem
from triage.rules import RuleSet
from vignettes.library import Library

_MANY = 100  # rules; about a second's work from here on


def load_rules(reference: str | None) -> RuleSet:
    """The rule set of an argument, or the default one.

    Raises:
        LoadError: everything that is wrong with it, or a released version with other content.
    """
    ruleset = load_ruleset(rules_reference(reference))
    problem = release_problem(ruleset)
    if problem:
        raise LoadError([problem])
    return ruleset


def solve(rules: RuleSet, before: Run | None) -> Solved:
    """What rules do for every patient, and against an accepted run; a bar where it takes long."""
    invariants = load_invariants(rules)
    steps = sum(1 for _ in claims_of(rules, invariants))
    steps += sum(1 for _ in all_changes(rules.vocabulary)) if before else 0
    with progress("Solving", steps, is_long=len(rules.rules) > _MANY) as advance:
        if before is None:
            return Solved(ruleset=rules, proofs=tuple(prove(rules, invariants, advance)))
        return solved_of(rules, invariants, before.record, advance)


def proof_report(ruleset: RuleSet, invariants: InvariantSet | None) -> ProofReport:
    """Everything that can be proved of a rule set by itself; a bar where it takes long."""
    is_long = len(ruleset.rules) > _MANY
    claims = sum(1 for _ in claims_of(ruleset, invariants))
    with progress("Proving", claims, is_long=is_long) as advance:
        proofs = tuple(prove(ruleset, invariants, advance))
    with progress("Looking for what is odd", len(ruleset.rules), is_long=is_long) as advance:
        examined = examine(ruleset, advance)
    of_domain = invariants.invariants.values() if invariants else ()
    return ProofReport(
        ruleset=ruleset,
        proofs=proofs,
        oddities=examined.oddities,
        reached=examined.reached,
        presentations=tellable_presentations(
            ruleset.vocabulary, [rule.condition for rule in (*ruleset.rules, *of_domain)]
        ),
        invariants=invariants,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Every single edit with its fate, and the vignettes that would catch what survives."""

    mutants: tuple[Mutant, ...]
    missing: tuple[MissingVignette, ...]


def try_edits(ruleset: RuleSet, library: Library) -> Tried:
    """What would become of every single edit on a library; a bar where it takes long."""
    n = sum(1 for _ in edits_of(ruleset))
    with progress("Trying edits", n, is_long=n > _MANY_EDITS) as advance:
        mutants = tuple(mutate(ruleset, library.vignettes, advance))
    return Tried(mutants=mutants, missing=missing_vignettes(ruleset, mutants))


# More than this take about a second on an ordinary machine where hardly any is caught.
_MANY_EDITS = 500
