"""Problems of rules and library that are no errors of form: gaps, doubts and contradictions."""

from triage.invariants import InvariantSet
from triage.lint import lint_rules
from triage.loading.problems import Problem, Severity
from triage.rules import RuleSet
from vignettes.library import Library
from vignettes.lint.coverage import lint_coverage
from vignettes.lint.facts import lint_facts
from vignettes.lint.gold import lint_gold
from vignettes.lint.library import lint_library
from vignettes.lint.narratives import lint_narratives
from vignettes.lint.ratings import lint_ratings
from vignettes.lint.sources import lint_sources
from vignettes.ratings import Ratings
from vignettes.sources.inventory import Inventory


def lint(
    ruleset: RuleSet,
    library: Library,
    invariants: InvariantSet | None = None,
    inventory: Inventory | None = None,
    ratings: Ratings | None = None,
) -> tuple[Problem, ...]:
    """All problems, errors first, then warnings, then notes; each by file and line.

    Without invariants, inventory or ratings, what needs them is not looked at.
    """
    problems = [
        *lint_rules(ruleset),
        *lint_library(library),
        *lint_facts(library, ruleset.vocabulary),
        *lint_narratives(library, ruleset.vocabulary),
        *lint_coverage(ruleset, library),
        *(lint_gold(library, invariants.invariants.values()) if invariants else ()),
        *(lint_sources(ruleset, library, invariants, inventory) if inventory else ()),
        *(lint_ratings(library, ratings) if ratings else ()),
    ]
    return tuple(
        sorted(problems, key=lambda p: (_ORDER.index(p.severity), p.file, p.line, p.field))
    )


_ORDER = list(Severity)
