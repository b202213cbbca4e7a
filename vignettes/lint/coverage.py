"""What rules and library leave of each other untouched."""

from collections.abc import Iterator

from triage.engine import decide
from triage.lint import problem_of
from triage.loading.problems import Problem
from triage.rules import RuleSet
from vignettes.library import Library


def lint_coverage(ruleset: RuleSet, library: Library) -> Iterator[Problem]:
    """Rules that never fire; red flags that no vignette requires, or none denies."""
    fired = {
        rule.rule.id
        for vignette in library
        for rule in decide(vignette.presentation, ruleset, questions=False).fired
    }
    for rule in ruleset.rules:
        if rule.id not in fired:
            message = "no vignette makes it fire."
            yield problem_of(ruleset, rule.line, f"rules[{rule.id}]", message, "never-fires")
    for flag in ruleset.vocabulary.red_flags:
        if not any(flag in vignette.gold.red_flags for vignette in library):
            message = f'no vignette requires the red flag "{flag}".'
            yield problem_of(ruleset, 0, "", message, "flag-without-positive")
        if not any(flag in vignette.gold.absent_red_flags for vignette in library):
            message = f'no vignette says that the red flag "{flag}" is absent.'
            yield problem_of(ruleset, 0, "", message, "flag-without-negative")
