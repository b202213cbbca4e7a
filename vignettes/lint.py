"""Problems of rules and library that are no errors of form: gaps, doubts and contradictions.

Gold is held against the invariants, which a second reader wrote; it is never held against what an
engine gives, which would make the engine the judge of its own test.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from triage.engine import decide
from triage.invariants import Bound, Invariant, InvariantSet
from triage.loading.problems import Problem, Severity
from triage.repository import is_released, release_problem
from triage.rules import RuleSet
from triage.truth import Truth
from vignettes.library import Library
from vignettes.vignette import Kind, Vignette


def lint(
    ruleset: RuleSet, library: Library, invariants: InvariantSet | None
) -> tuple[Problem, ...]:
    """All problems, errors first, then by file and line."""
    problems = [
        *_lint_rules(ruleset),
        *_lint_library(library),
        *_lint_coverage(ruleset, library),
        *(_lint_gold(library, invariants.invariants.values()) if invariants else ()),
    ]
    return tuple(
        sorted(problems, key=lambda p: (p.severity is not Severity.ERROR, p.file, p.line, p.field))
    )


def rule_errors(ruleset: RuleSet) -> tuple[Problem, ...]:
    """What is wrong with rules by themselves, whatever the library: the gate holds them to it."""
    return tuple(p for p in _lint_rules(ruleset) if p.severity is Severity.ERROR)


def _lint_rules(ruleset: RuleSet) -> Iterator[Problem]:
    if changed := release_problem(ruleset):
        yield changed
    elif not is_released(ruleset):
        yield _of_rules(ruleset, 0, "version", "not released yet.", "unreleased")
    if ruleset.floor_while_undecided <= ruleset.default.disposition:
        message = "it protects nothing: it is not above the default disposition."
        yield _of_rules(ruleset, 0, "floor_while_undecided", message, "floor", Severity.ERROR)
    for rule in ruleset.rules:
        field = f"rules[{rule.id}]"
        for flag in rule.red_flags:
            minimum = ruleset.vocabulary.red_flags[flag].minimum
            if rule.disposition < minimum:
                message = (
                    f'raises the red flag "{flag}", which demands at least "{minimum.id}", '
                    f'but only gives "{rule.disposition.id}".'
                )
                yield _of_rules(
                    ruleset, rule.line, field, message, "flag-without-action", Severity.ERROR
                )
    yield from _twins(ruleset)


def _twins(ruleset: RuleSet) -> Iterator[Problem]:
    for first, second in combinations(ruleset.rules, 2):
        if first.condition.content() == second.condition.content():
            message = f'has the same condition as the rule "{first.id}".'
            yield _of_rules(ruleset, second.line, f"rules[{second.id}].when", message, "twin")


def _lint_library(library: Library) -> Iterator[Problem]:
    by_input: dict[str, Vignette] = {}
    by_narrative: dict[str, Vignette] = {}
    for vignette in library:
        if vignette.kind is Kind.UNKNOWN and not vignette.not_asked:
            message = "a vignette of the kind unknown names nothing under not_asked."
            yield _of_vignette(vignette, "not_asked", message, "unknown-without-question")
        twin = by_input.setdefault(library.digests[vignette.id]["input"], vignette)
        if twin is not vignette and twin.gold.content() != vignette.gold.content():
            message = f'the same patient as "{twin.id}", with another gold.'
            yield _of_vignette(vignette, "gold", message, "contradiction", Severity.ERROR)
        elif twin is not vignette and twin.family != vignette.family:
            message = f'the same patient as "{twin.id}" of another family.'
            yield _of_vignette(vignette, "family", message, "duplicate")
        words = " ".join(vignette.narrative.lower().split())
        told = by_narrative.setdefault(words, vignette)
        if told is not vignette:
            message = f'the same words as "{told.id}".'
            yield _of_vignette(vignette, "narrative", message, "duplicate")


def _lint_coverage(ruleset: RuleSet, library: Library) -> Iterator[Problem]:
    fired = {
        rule.rule.id
        for vignette in library
        for rule in decide(vignette.presentation, ruleset, questions=False).fired
    }
    for rule in ruleset.rules:
        if rule.id not in fired:
            message = "no vignette makes it fire."
            yield _of_rules(ruleset, rule.line, f"rules[{rule.id}]", message, "never-fires")
    for flag in ruleset.vocabulary.red_flags:
        if not any(flag in vignette.gold.red_flags for vignette in library):
            message = f'no vignette requires the red flag "{flag}".'
            yield _of_rules(ruleset, 0, "", message, "flag-without-positive")
        if not any(flag in vignette.gold.absent_red_flags for vignette in library):
            message = f'no vignette says that the red flag "{flag}" is absent.'
            yield _of_rules(ruleset, 0, "", message, "flag-without-negative")


def _lint_gold(library: Library, invariants: Iterable[Invariant]) -> Iterator[Problem]:
    known = tuple(invariants)
    for vignette in library:
        for invariant in known:
            truth = invariant.condition.truth(vignette.presentation)
            message = _gold_problem(vignette, invariant, truth)
            if message:
                code = f"gold-{invariant.bound.value.replace('_', '-')}"
                yield _of_vignette(vignette, "gold", message, code, Severity.ERROR)


def _gold_problem(vignette: Vignette, invariant: Invariant, truth: Truth) -> str:
    """How a gold contradicts an invariant; empty where it does not."""
    gold, level = vignette.gold, invariant.disposition
    about = f"{invariant.id} ({invariant.title.lower()})"
    if truth is Truth.MET:
        missing = [pathway for pathway in invariant.pathways if pathway not in gold.pathways]
        if invariant.bound is Bound.FLOOR and gold.floor < level:
            return f'allows "{gold.floor.id}", below the floor "{level.id}" of {about}.'
        if invariant.bound is Bound.CEILING and gold.ceiling > level:
            return f'allows "{gold.ceiling.id}", above the ceiling "{level.id}" of {about}.'
        if missing:
            return f"lacks the pathway {', '.join(missing)} of {about}."
    elif truth is Truth.UNDECIDED and invariant.while_open and gold.floor < invariant.while_open:
        return f'allows "{gold.floor.id}" while {about} is open.'
    return ""


def _of_rules(
    ruleset: RuleSet,
    line: int,
    field: str,
    message: str,
    code: str,
    severity: Severity = Severity.WARNING,
) -> Problem:
    return Problem(
        file=ruleset.file, line=line, field=field, message=message, code=code, severity=severity
    )


def _of_vignette(
    vignette: Vignette,
    field: str,
    message: str,
    code: str,
    severity: Severity = Severity.WARNING,
) -> Problem:
    return Problem(
        file=vignette.file,
        line=vignette.line,
        field=f"vignettes[{vignette.id}].{field}",
        message=message,
        code=code,
        severity=severity,
    )
