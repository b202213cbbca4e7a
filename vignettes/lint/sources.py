"""Sources against the inventory: whether what is cited exists, and says something clinical."""

from collections.abc import Iterator

from triage.invariants import InvariantSet
from triage.lint import problem_of
from triage.loading.problems import Problem, Severity
from triage.rules import RuleSet
from vignettes.library import Library
from vignettes.lint.problems import of_vignette
from vignettes.sources.inventory import Inventory


def lint_sources(
    ruleset: RuleSet, library: Library, invariants: InvariantSet | None, inventory: Inventory
) -> Iterator[Problem]:
    """Locators of rules, invariants, words and vignettes that lead nowhere, or to no fact."""
    for rule in ruleset.rules:
        for message, code, severity in _doubts(rule.sources, inventory):
            yield problem_of(
                ruleset, rule.line, f"rules[{rule.id}].sources", message, code, severity
            )
    for message, code, severity in _doubts(ruleset.default.sources, inventory):
        yield problem_of(ruleset, 0, "default.sources", message, code, severity)
    for found in invariants.invariants.values() if invariants else ():
        place = (invariants.file if invariants else "", found.line)
        yield from _of_place(place, f"invariants[{found.id}]", found.sources, inventory)
    words = ruleset.vocabulary
    for kind in ("findings", "numbers", "red_flags", "pathways"):
        for entry in getattr(words, kind).values():
            place = (words.file, entry.line)
            yield from _of_place(place, f"{kind}[{entry.id}]", entry.sources, inventory)
    for vignette in library:
        for message, code, severity in _doubts(vignette.sources, inventory):
            yield of_vignette(vignette, "sources", message, code, severity)


def _of_place(
    place: tuple[str, int], name: str, sources: tuple[str, ...], inventory: Inventory
) -> Iterator[Problem]:
    file, line = place
    for message, code, severity in _doubts(sources, inventory):
        yield Problem(
            file=file,
            line=line,
            field=f"{name}.sources",
            message=message,
            code=code,
            severity=severity,
        )


def _doubts(locators: tuple[str, ...], inventory: Inventory) -> Iterator[tuple[str, str, Severity]]:
    for locator in locators:
        sentences = inventory.covered(locator)
        if not sentences:
            message = f'the inventory has no sentence "{locator}".'
            yield message, "source-missing", Severity.ERROR
        elif not any(sentence.kind.is_clinical for sentence in sentences):
            kinds = " and ".join(sorted({sentence.kind.value for sentence in sentences}))
            message = f'"{locator}" is {kinds}; it says nothing clinical.'
            yield message, "source-not-clinical", Severity.WARNING
