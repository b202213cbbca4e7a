"""A small rule set, library and set of invariants without a fault, to be edited one at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from triage.invariants import InvariantSet
from triage.loading.invariants import build_invariants
from triage.loading.nodes import parse
from triage.loading.problems import Severity
from triage.loading.rulesets import build_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.library import Library, read_library
from vignettes.lint import lint

RULES = """\
ruleset: toaster
version: 0.1.0
title: Rules for toasters
vocabulary: toaster
floor_while_undecided: clean
default: {disposition: keep, title: Toasts well, sources: [MAN L9]}
rules:
  - id: smoke
    title: Smoke
    disposition: unplug
    red_flags: [fire]
    when: smoke
    sources: [MAN L1]
  - id: current
    title: Sparks or a shock
    disposition: mend
    red_flags: [current]
    pathways: [electrician]
    when: {any: [sparks, shock]}
    sources: [MAN L2]
"""

LIBRARY = """\
vignettes:
  - id: smoking
    title: Smoking
    kind: canonical
    narrative: It smokes, but nothing sparks and nobody got a shock.
    present: [smoke]
    absent: [sparks, shock]
    gold: {preferred: unplug, red_flags: [fire], absent_red_flags: others}
    sources: [MAN L1]
    author: author-1
  - id: sparking
    title: Sparking
    kind: canonical
    narrative: It sparks. No smoke, no shock.
    present: [sparks]
    absent: [smoke, shock]
    gold:
      preferred: mend
      red_flags: [current]
      absent_red_flags: others
      pathways: [electrician]
    sources: [MAN L2]
    author: author-1
"""

INVARIANTS = """\
title: What the manual demands
vocabulary: toaster
invariants:
  - id: T01
    title: Smoke means unplugging
    when: smoke
    at_least: unplug
    while_open: clean
    sources: [MAN L1]
  - id: T02
    title: Sparks are for the electrician
    when: sparks
    at_least: mend
    pathways: [electrician]
    sources: [MAN L2]
  - id: T03
    title: Sparks alone are no reason to unplug
    when: {all: [sparks, {not: smoke}]}
    at_most: mend
    sources: [MAN L2]
"""

UNRELEASED = "warning unreleased | rules.yaml: version: not released yet."


class LintOf(Protocol):
    """Lints three texts, by default the ones without a fault."""

    def __call__(
        self, *, rules: str = RULES, library: str = LIBRARY, invariants: str | None = INVARIANTS
    ) -> list[str]:
        """Each problem as ``severity code | place: field: message``, in the order of lint."""
        ...


@pytest.fixture(scope="session")
def build_rules(toaster: Vocabulary) -> Callable[[str], RuleSet]:
    """Reads a rule set in the made-up vocabulary."""
    return lambda text: build_ruleset(
        parse(text.encode(), "rules.yaml"), "rules.yaml", lambda _name: toaster
    )


@pytest.fixture
def build_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toaster: Vocabulary
) -> Callable[[str], Library]:
    """Reads a library in the made-up vocabulary."""
    monkeypatch.chdir(tmp_path)

    def build(text: str) -> Library:
        file = tmp_path / "library.yaml"
        file.write_text(text, encoding="utf-8")
        return read_library(file, toaster)

    return build


@pytest.fixture
def lint_of(
    build_rules: Callable[[str], RuleSet],
    build_library: Callable[[str], Library],
    toaster: Vocabulary,
) -> LintOf:
    """All errors and warnings of a rule set, a library and invariants."""

    def find(
        *, rules: str = RULES, library: str = LIBRARY, invariants: str | None = INVARIANTS
    ) -> list[str]:
        known: InvariantSet | None = None
        if invariants is not None:
            known = build_invariants(parse(invariants.encode(), "i.yaml"), "i.yaml", toaster)
        return [
            f"{problem.severity.value} {problem.code} | {problem}"
            for problem in lint(build_rules(rules), build_library(library), known)
            if problem.severity is not Severity.NOTE
        ]

    return find


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The three texts without a fault."""
    return {"rules": RULES, "library": LIBRARY, "invariants": INVARIANTS}
