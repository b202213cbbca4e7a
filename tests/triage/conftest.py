"""A made-up domain, small enough to try out every answer, and the one that ships."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from triage.domain import load_domain_vocabulary
from triage.loading.nodes import parse
from triage.loading.rulesets import build_ruleset
from triage.loading.vocabularies import build_vocabulary
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

settings.register_profile("triage", deadline=None, max_examples=100)

BICYCLE = """\
vocabulary: bicycle
title: Bicycles that need a hand
dispositions:
  - {id: ride, title: Ride, meaning: Go on.}
  - {id: service, title: Service, meaning: This month.}
  - {id: repair, title: Repair, meaning: This week.}
  - {id: walk, title: Walk, meaning: Get off now.}
sources:
  - {id: MAN, about: The manual, file: manual.txt, sha256: "00", lines: 30}
findings:
  - {id: squeak, title: a squeak, question: "Squeaks?", group: noise, sources: [MAN L1]}
  - {id: wobble, title: a wobble, question: "Wobbles?", group: wheel, sources: [MAN L2]}
  - {id: flat_tyre, title: a flat tyre, question: "Flat?", group: wheel, sources: [MAN L3],
     synonyms: [puncture]}
  - {id: brake_fails, title: no brakes, question: "No brakes?", group: brake, sources: [MAN L4]}
numbers:
  - {id: pressure_bar, title: pressure, question: "Pressure?", unit: bar, minimum: 1, maximum: 9,
     sources: [MAN L5], synonyms: [psi]}
  - {id: age_years, title: age, question: "How old?", unit: years, minimum: 0, maximum: 50,
     patient: true, sources: [MAN L6]}
attributes:
  - {id: colour, title: colour, values: [red, green]}
groups:
  - {id: wheels, title: wheels, findings: [wobble, flat_tyre]}
red_flags:
  - {id: no_brakes, title: No brakes, minimum: walk, findings: [brake_fails], sources: [MAN L4]}
  - {id: loose_wheel, title: Loose wheel, minimum: repair, findings: [wobble], sources: [MAN L2]}
pathways:
  - {id: workshop, title: Workshop, sources: [MAN L7]}
  - {id: shop, title: Shop, sources: [MAN L8]}
"""

RULES = """\
ruleset: bicycle
version: 1.0.0
title: When to get off
vocabulary: bicycle
floor_while_undecided: service
default:
  disposition: ride
  title: Nothing is wrong
  sources: [MAN L1]
history:
  - "1.0.0: the first reading."
rules:
  - id: brakes
    title: The brakes fail
    disposition: walk
    red_flags: [no_brakes]
    when: brake_fails
    sources: [MAN L2]
    rationale: It cannot be stopped.
  - id: tyre
    title: A soft tyre
    disposition: service
    pathways: [workshop]
    when:
      any:
        - flat_tyre
        - {number: pressure_bar, less_than: 3}
    sources: [MAN L3, MAN L4.2]
    interpretation: Three bar is this project's.
"""

INVARIANTS = """\
title: What must hold for bicycles
vocabulary: bicycle
invariants:
  - id: F01
    title: No brakes, no ride
    when: brake_fails
    at_least: walk
    while_open: service
    sources: [MAN L2]
  - id: C01
    title: A squeak alone is nothing
    when:
      all: [squeak, {not: wobble}]
    at_most: service
    sources: [MAN L1]
    interpretation: A wobble is more than a squeak.
"""

Text = str | bytes
Edits = Mapping[int, str | None]
Edited = Callable[[str, Edits], str]


@pytest.fixture(scope="session")
def bicycle_text() -> str:
    """The vocabulary file of the made-up domain."""
    return BICYCLE


@pytest.fixture(scope="session")
def rules_text() -> str:
    """A rule file of the made-up domain, 29 lines long."""
    return RULES


@pytest.fixture(scope="session")
def invariants_text() -> str:
    """A file of invariants of the made-up domain."""
    return INVARIANTS


@pytest.fixture(scope="session")
def bicycle() -> Vocabulary:
    """The made-up vocabulary: four dispositions, four findings, two numbers, two red flags."""
    return build_vocabulary(parse(BICYCLE.encode(), "bicycle.yaml"), "bicycle.yaml")


@pytest.fixture(scope="session")
def bicycle_rules(read_rules: Callable[[Text], RuleSet]) -> RuleSet:
    """The rule set of the made-up domain."""
    return read_rules(RULES)


@pytest.fixture(scope="session")
def knee() -> Vocabulary:
    """The vocabulary that ships."""
    return load_domain_vocabulary("knee")


@pytest.fixture(scope="session", params=["knee@1.0.0", "knee@1.1.0"])
def shipped(request: pytest.FixtureRequest) -> RuleSet:
    """Each of the rule sets that ship."""
    return load_ruleset(request.param)


@pytest.fixture(scope="session")
def read_rules(bicycle: Vocabulary, knee: Vocabulary) -> Callable[[Text], RuleSet]:
    """The rule set of a text in either vocabulary; errors call it ``rules.yaml``."""
    find = {"bicycle": bicycle, "knee": knee}.get

    def read(text: Text) -> RuleSet:
        data = text if isinstance(text, bytes) else text.encode()
        return build_ruleset(parse(data, "rules.yaml"), "rules.yaml", find)

    return read


@pytest.fixture(scope="session")
def edited() -> Edited:
    """A text with some lines replaced, or taken out with ``None``; lines count from 1.

    A replacement is indented as the line that it replaces, and may have several lines.
    """

    def edit(text: str, edits: Edits) -> str:
        lines: list[str] = []
        for number, line in enumerate(text.splitlines(), start=1):
            new = edits.get(number, line)
            if new is not None:
                indent = "" if new == line else line[: len(line) - len(line.lstrip())]
                lines += [indent + part for part in new.split("\n")]
        return "\n".join(lines) + "\n"

    return edit


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new folder that is the current one, so that errors name files by their short path."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
