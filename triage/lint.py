"""Rules by themselves: whether they may be used at all, and what in them deserves a look."""

from collections.abc import Iterator
from itertools import combinations

from triage.domain import domain_names
from triage.loading.problems import LoadError, Problem, Severity
from triage.repository import is_released, load_ruleset, release_problem, releases_of, versions_of
from triage.rules import RuleSet


def rule_errors(ruleset: RuleSet) -> tuple[Problem, ...]:
    """What is wrong with rules by themselves, whatever the library: the gate holds them to it."""
    return tuple(p for p in lint_rules(ruleset) if p.severity is Severity.ERROR)


def lint_rules(ruleset: RuleSet) -> Iterator[Problem]:
    """Changed releases, floors that protect nothing, red flags without action or rule, twins."""
    if changed := release_problem(ruleset):
        yield changed
    elif not is_released(ruleset):
        yield problem_of(ruleset, 0, "version", "not released yet.", "unreleased")
    if ruleset.floor_while_undecided <= ruleset.default.disposition:
        message = "it protects nothing: it is not above the default disposition."
        yield problem_of(ruleset, 0, "floor_while_undecided", message, "floor", Severity.ERROR)
    for rule in ruleset.rules:
        field = f"rules[{rule.id}]"
        for flag in rule.red_flags:
            minimum = ruleset.vocabulary.red_flags[flag].minimum
            if rule.disposition < minimum:
                message = (
                    f'raises the red flag "{flag}", which demands at least "{minimum.id}", '
                    f'but only gives "{rule.disposition.id}".'
                )
                yield problem_of(
                    ruleset, rule.line, field, message, "flag-without-action", Severity.ERROR
                )
    yield from _other_releases(ruleset)
    yield from _never_raised(ruleset)
    yield from _twins(ruleset)


def _never_raised(ruleset: RuleSet) -> Iterator[Problem]:
    raised = {flag for rule in ruleset.rules for flag in rule.red_flags}
    for flag in ruleset.vocabulary.red_flags:
        if flag not in raised:
            message = f'no rule raises the red flag "{flag}" of the vocabulary.'
            yield problem_of(ruleset, 0, "rules", message, "flag-never-raised")
            continue
        read = {
            name
            for rule in ruleset.rules
            if flag in rule.red_flags
            for name in rule.condition.names()
        }
        unread = [name for name in ruleset.vocabulary.red_flags[flag].findings if name not in read]
        if unread:
            message = f'no rule that raises the red flag "{flag}" reads {", ".join(unread)}.'
            yield problem_of(ruleset, 0, "rules", message, "flag-not-read")
    for rule in ruleset.rules:
        does_something = rule.red_flags or rule.pathways or rule.must_be_ruled_out
        if rule.disposition <= ruleset.default.disposition and not does_something:
            message = "it changes nothing: the default gives as much."
            field = f"rules[{rule.id}].disposition"
            yield problem_of(ruleset, rule.line, field, message, "without-effect")


def _other_releases(ruleset: RuleSet) -> Iterator[Problem]:
    """What was released once has to stand there as it was: somebody may still go by it."""
    if ruleset.name not in domain_names():
        return
    versions = versions_of(ruleset.name)
    for release in releases_of(ruleset.name):
        if release.version not in versions:
            message = f"{ruleset.name}@{release.version} was released, but its file is gone."
            yield problem_of(ruleset, 0, "version", message, "release-gone", Severity.ERROR)
        elif release.version != ruleset.version:
            try:
                changed = release_problem(load_ruleset(f"{ruleset.name}@{release.version}"))
            except LoadError as error:
                changed = error.problems[0]
            if changed:
                yield changed


def _twins(ruleset: RuleSet) -> Iterator[Problem]:
    for first, second in combinations(ruleset.rules, 2):
        if first.condition.content() == second.condition.content():
            message = f'has the same condition as the rule "{first.id}".'
            yield problem_of(ruleset, second.line, f"rules[{second.id}].when", message, "twin")


def problem_of(
    ruleset: RuleSet,
    line: int,
    field: str,
    message: str,
    code: str,
    severity: Severity = Severity.WARNING,
) -> Problem:
    """A problem of a rule set; ``line`` 0 is one of the whole file."""
    return Problem(
        file=ruleset.file, line=line, field=field, message=message, code=code, severity=severity
    )
