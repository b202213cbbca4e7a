"""What rules and library leave of each other untouched."""

from collections.abc import Iterator

from triage.engine import decide
from triage.lint import problem_of
from triage.loading.problems import Problem, Severity
from triage.rules import RuleSet
from triage.vocabulary import RedFlag
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
    for flag in ruleset.vocabulary.red_flags.values():
        if not any(flag.id in vignette.gold.red_flags for vignette in library):
            message = "no vignette requires this red flag."
            yield _of_flag(ruleset, flag, message, "flag-without-positive")
        if not any(flag.id in vignette.gold.absent_red_flags for vignette in library):
            message = "no vignette says that this red flag is absent."
            yield _of_flag(ruleset, flag, message, "flag-without-negative")


def _of_flag(ruleset: RuleSet, flag: RedFlag, message: str, code: str) -> Problem:
    return Problem(
        file=ruleset.vocabulary.file,
        line=flag.line,
        field=f"red_flags[{flag.id}]",
        message=message,
        code=code,
        severity=Severity.WARNING,
    )
