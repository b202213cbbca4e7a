"""Lint of sources: what is cited exists in the inventory, and says something clinical."""

from collections.abc import Callable
from typing import Final

import pytest

from triage.invariants import InvariantSet
from triage.loading.invariants import build_invariants
from triage.loading.nodes import parse
from triage.loading.problems import Problem
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.lint.sources import lint_sources
from vignettes.sources.inventory import (
    Inventory,
    SentenceClass,
    SourceDocument,
    SourceSentence,
)
from vignettes.sources.sentences import Place

COMPLETE: Final = {
    "L1.1": "demand",
    "L2.1": "demand",
    "L2.2": "context",
    **{f"L{line}.1": "advice" for line in (3, 4, 5, 6, 7)},
    "L9.1": "description",
}
"""Everything that the texts without a fault cite: MAN L1, L2 and L9, and their words the rest."""
NINE: Final = (
    "rules.yaml: default.sources",
    "toaster.yaml:18: numbers[age_years].sources",
    "toaster.yaml:20: numbers[slots].sources",
)
"""What cites MAN L9."""


def inventory_of(sentences: dict[str, str]) -> Inventory:
    """The inventory of one document, from the class of each of its sentences."""
    found = []
    for at, kind in sentences.items():
        line, sentence = at.removeprefix("L").split(".")
        found.append(
            SourceSentence(
                document="MAN",
                place=Place(int(line), int(sentence)),
                kind=SentenceClass(kind),
                sha256="0" * 64,
            )
        )
    document = SourceDocument(
        id="MAN",
        publication="manual",
        file="manual.txt",
        sha256="00",
        lines=40,
        sentences=tuple(found),
    )
    return Inventory(documents={"MAN": document})


Find = Callable[..., list[str]]


@pytest.fixture
def problems_with(
    build_rules: Callable[[str], RuleSet],
    build_library: Callable[[str], Library],
    texts: dict[str, str],
    toaster: Vocabulary,
) -> Find:
    """What is wrong with the sources of the texts without a fault, given an inventory.

    Texts can be replaced by name; ``invariants=None`` leaves them out.
    """

    def find(inventory: Inventory, **edited: str | None) -> list[str]:
        given = {**texts, **edited}
        invariants: InvariantSet | None = None
        if text := given["invariants"]:
            invariants = build_invariants(parse(text.encode(), "i.yaml"), "i.yaml", toaster)
        rules, library = build_rules(str(given["rules"])), build_library(str(given["library"]))
        return [in_words(p) for p in lint_sources(rules, library, invariants, inventory)]

    return find


def in_words(problem: Problem) -> str:
    """A problem with its severity and code before it."""
    return f"{problem.severity.value} {problem.code} | {problem}"


def test_sources_that_the_inventory_has_are_no_problem(problems_with: Find) -> None:
    """A line is clinical if one of its sentences is."""
    assert problems_with(inventory_of(COMPLETE)) == []


@pytest.mark.parametrize("kind", ["demand", "description", "advice"])
def test_every_clinical_class_says_something_clinical(problems_with: Find, kind: str) -> None:
    """Demands, descriptions and advice are about patients."""
    assert problems_with(inventory_of({**COMPLETE, "L9.1": kind})) == []


@pytest.mark.parametrize("kind", ["context", "commercial", "boilerplate"])
def test_a_source_that_is_not_clinical_deserves_a_look(problems_with: Find, kind: str) -> None:
    """What sells or decorates demands nothing of a rule."""
    assert problems_with(inventory_of({**COMPLETE, "L9.1": kind})) == [
        f'warning source-not-clinical | {at}: "MAN L9" is {kind}; it says nothing clinical.'
        for at in NINE
    ]


def test_a_line_of_several_classes_names_each_once(problems_with: Find) -> None:
    """In the order of the alphabet, whatever their order in the document."""
    several = {"L9.1": "context", "L9.2": "commercial", "L9.3": "boilerplate", "L9.4": "context"}
    assert problems_with(inventory_of({**COMPLETE, **several})) == [
        (
            f'warning source-not-clinical | {at}: "MAN L9" is boilerplate and commercial and '
            "context; it says nothing clinical."
        )
        for at in NINE
    ]


def test_everything_that_cites_a_missing_line_is_named(problems_with: Find) -> None:
    """Rules, invariants, findings, red flags and vignettes, each in its file at its line."""
    without = {at: kind for at, kind in COMPLETE.items() if not at.startswith("L2")}
    missing = 'the inventory has no sentence "MAN L2".'
    assert problems_with(inventory_of(without)) == [
        f"error source-missing | rules.yaml:14: rules[current].sources: {missing}",
        f"error source-missing | i.yaml:10: invariants[T02].sources: {missing}",
        f"error source-missing | i.yaml:16: invariants[T03].sources: {missing}",
        f"error source-missing | toaster.yaml:13: findings[sparks].sources: {missing}",
        f"error source-missing | toaster.yaml:29: red_flags[current].sources: {missing}",
        f"error source-missing | library.yaml:11: vignettes[sparking].sources: {missing}",
    ]


def test_a_default_that_cites_a_missing_line_is_named(problems_with: Find) -> None:
    """What holds where no rule fires rests on a source as well."""
    without = {at: kind for at, kind in COMPLETE.items() if at != "L9.1"}
    assert problems_with(inventory_of(without)) == [
        f'error source-missing | {at}: the inventory has no sentence "MAN L9".' for at in NINE
    ]


@pytest.mark.parametrize(
    ("line", "places"),
    [
        (3, ["14: findings[shock]"]),
        (4, ["15: findings[crumbs]"]),
        (5, ["16: findings[pale_toast]"]),
        (6, ["31: pathways[electrician]"]),
        (7, ["32: pathways[bakery]"]),
    ],
)
def test_a_word_of_the_vocabulary_that_cites_a_missing_line_is_named(
    problems_with: Find, line: int, places: list[str]
) -> None:
    """In the file of the vocabulary, where it can be mended, and not in that of the rules."""
    without = {at: kind for at, kind in COMPLETE.items() if at != f"L{line}.1"}
    assert problems_with(inventory_of(without)) == [
        (
            f"error source-missing | toaster.yaml:{place}.sources: the inventory has no sentence "
            f'"MAN L{line}".'
        )
        for place in places
    ]


@pytest.mark.parametrize(
    ("locator", "problem"),
    [
        ("MAN L2.1", ""),
        ("MAN L2", ""),
        ("MAN L2.3", 'error source-missing | AT the inventory has no sentence "MAN L2.3".'),
        ("MAN L8", 'error source-missing | AT the inventory has no sentence "MAN L8".'),
        (
            "MAN L2.2",
            'warning source-not-clinical | AT "MAN L2.2" is context; it says nothing clinical.',
        ),
    ],
)
def test_a_sentence_is_meant_alone_and_a_line_with_all_its_sentences(
    problems_with: Find, texts: dict[str, str], locator: str, problem: str
) -> None:
    """A locator of a sentence is not saved by a clinical neighbour on the same line."""
    library = texts["library"].replace("sources: [MAN L1]", f"sources: [{locator}]")
    at = "library.yaml:2: vignettes[smoking].sources:"
    expected = [problem.replace("AT", at)] if problem else []
    assert problems_with(inventory_of(COMPLETE), library=library) == expected


def test_each_of_several_locators_is_looked_at(problems_with: Find, texts: dict[str, str]) -> None:
    """One good source does not excuse another."""
    library = texts["library"].replace("[MAN L1]", "[MAN L8, MAN L1, MAN L2.2]")
    at = "library.yaml:2: vignettes[smoking].sources:"
    assert problems_with(inventory_of(COMPLETE), library=library) == [
        f'error source-missing | {at} the inventory has no sentence "MAN L8".',
        f'warning source-not-clinical | {at} "MAN L2.2" is context; it says nothing clinical.',
    ]


def test_a_domain_without_invariants_has_none_to_look_at(problems_with: Find) -> None:
    """Everything else is looked at all the same."""
    found = problems_with(Inventory(documents={}), invariants=None)
    assert [line.partition(": the ")[0] for line in found] == [
        "error source-missing | rules.yaml:8: rules[smoke].sources",
        "error source-missing | rules.yaml:14: rules[current].sources",
        "error source-missing | rules.yaml: default.sources",
        *(
            f"error source-missing | toaster.yaml:{line}: {name}.sources"
            for line, name in (
                (11, "findings[smoke]"),
                (13, "findings[sparks]"),
                (14, "findings[shock]"),
                (15, "findings[crumbs]"),
                (16, "findings[pale_toast]"),
                (18, "numbers[age_years]"),
                (20, "numbers[slots]"),
                (28, "red_flags[fire]"),
                (29, "red_flags[current]"),
                (31, "pathways[electrician]"),
                (32, "pathways[bakery]"),
            )
        ),
        "error source-missing | library.yaml:2: vignettes[smoking].sources",
        "error source-missing | library.yaml:11: vignettes[sparking].sources",
    ]
