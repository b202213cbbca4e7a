"""What the commands that solve rules share."""

from evaluation.analysis.claims import claims_of
from evaluation.analysis.examine import examine
from evaluation.analysis.extent import tellable_presentations
from evaluation.analysis.prove import prove
from reports.cli.progress import progress
from reports.cli.settings import rules_reference
from reports.model.proofs import ProofReport
from triage.invariants import InvariantSet
from triage.loading.problems import LoadError
from triage.repository import load_ruleset, release_problem
from triage.rules import RuleSet

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
