"""Lint of vignettes against domain facts: patients whom there cannot be."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.triage.fact_sets import implies, never
from triage.facts import DomainFact
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.lint import lint
from vignettes.lint.facts import lint_facts

FACTS = (implies("smoke", "sparks"), never("sparks", "shock"))
SAID = "which contradict each other."


@pytest.fixture
def found(
    build_library: Callable[[str], Library], toaster: Vocabulary, texts: dict[str, str]
) -> Callable[[str, tuple[DomainFact, ...]], list[str]]:
    """What is said of the vignette about smoke, with other answers and some facts."""

    def find(answers: str, facts: tuple[DomainFact, ...] = FACTS) -> list[str]:
        text = texts["library"].replace("present: [smoke]\n    absent: [sparks, shock]", answers)
        assert answers in text
        words = replace(toaster, facts=facts)
        return [
            f"{problem.severity.value} {problem.code} | {problem}"
            for problem in lint_facts(build_library(text), words)
        ]

    return find


def test_answers_that_contradict_a_fact_are_an_error_with_place_answers_and_reason(
    found: Callable[..., list[str]],
) -> None:
    """Whoever reads it sees what to mend, and why."""
    assert found("present: [smoke]\n    absent: [sparks, shock]") == [
        (
            'error impossible | library.yaml:2: vignettes[smoking].absent: "smoke" is present, and '
            f'"sparks" is absent, {SAID} So it is. (fact smoke-is-sparks)'
        )
    ]


def test_what_several_facts_forbid_together_names_all_of_them(
    found: Callable[..., list[str]],
) -> None:
    """No single one of them says it."""
    assert found("present: [smoke, shock]") == [
        (
            'error impossible | library.yaml:2: vignettes[smoking].present: "shock" is present, '
            f'and "smoke" is present, {SAID} It cannot be. (fact not-sparks-shock) So it is. '
            "(fact smoke-is-sparks)"
        )
    ]


@pytest.mark.parametrize(
    ("answers", "facts"),
    [
        ("present: [smoke, sparks]\n    absent: [shock]", FACTS),
        ("present: [smoke]", FACTS),
        ("present: [smoke]\n    absent: [sparks, shock]", ()),
    ],
    ids=["as they say", "not asked", "no facts"],
)
def test_whoever_is_as_the_facts_say_is_no_error(
    found: Callable[..., list[str]], answers: str, facts: tuple[DomainFact, ...]
) -> None:
    """What is not asked contradicts nothing."""
    assert found(answers, facts) == []


def test_it_is_part_of_lint(
    build_rules: Callable[[str], RuleSet],
    build_library: Callable[[str], Library],
    texts: dict[str, str],
) -> None:
    """With the facts of the vocabulary in which the rules are written."""
    ruleset, library = build_rules(texts["rules"]), build_library(texts["library"])
    words = replace(ruleset.vocabulary, facts=FACTS)
    codes = [problem.code for problem in lint(replace(ruleset, vocabulary=words), library)]
    assert codes.count("impossible") == 1
    assert "impossible" not in [problem.code for problem in lint(ruleset, library)]


def test_no_shipped_vignette_contradicts_a_fact(knee: RuleSet, shipped: Library) -> None:
    """Facts that a written patient contradicts are not as plain as they seemed."""
    assert knee.vocabulary.facts
    assert list(lint_facts(shipped, knee.vocabulary)) == []
