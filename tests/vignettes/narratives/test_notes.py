"""Lint as a whole: which parts are looked at, and in which order their problems stand."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from triage.loading.nodes import parse
from triage.loading.problems import Problem, Severity
from triage.loading.rulesets import build_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.lint import lint
from vignettes.ratings import Ratings
from vignettes.sources.inventory import Inventory

if TYPE_CHECKING:
    from tests.vignettes.narratives.conftest import Tell

RULES = """\
ruleset: toaster
version: 0.1.0
title: Rules for toasters
vocabulary: toaster
floor_while_undecided: clean
default: {disposition: keep, title: Toasts well, sources: [MAN L9]}
rules:
  - {id: smoke, title: Smoke, disposition: unplug, when: smoke, sources: [MAN L1]}
"""
NOBODY = Ratings(raters=(), adjudications={})
NOTHING = Inventory(documents={})


@pytest.fixture(scope="session")
def rules(toaster: Vocabulary) -> RuleSet:
    """One rule about smoke."""
    return build_ruleset(parse(RULES.encode(), "rules.yaml"), "rules.yaml", lambda _: toaster)


@pytest.fixture(scope="session")
def stories(tell: "Tell", read_text: Callable[[str], Library]) -> Library:
    """Three vignettes: without phrases, with a doubtful one, and with a wrong one."""
    several = [
        tell("It puffs.", present="[smoke]"),
        tell("Sparks.", "sparks: Sparks", absent="[sparks]").replace("toast", "doubtful"),
        tell("No crumbs.", "crumbs: no crust", absent="[crumbs]").replace("toast", "wrong"),
    ]
    head, *bodies = ["vignettes:\n", *(text.removeprefix("vignettes:\n") for text in several)]
    return read_text(head + "".join(bodies))


def test_a_note_is_the_least_of_three_severities() -> None:
    """Errors first, then warnings, then notes, as lint sorts them."""
    assert list(Severity) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def test_notes_stand_last_and_each_severity_by_file_and_line(
    rules: RuleSet, stories: Library, in_words: Callable[[Problem], str]
) -> None:
    """The whole list: what must be mended stands before what a person should look at."""
    flags = [
        f"warning {code} | toaster.yaml:{line}: red_flags[{flag}]: no vignette {says}."
        for line, flag in ((28, "fire"), (29, "current"))
        for code, says in (
            ("flag-without-positive", "requires this red flag"),
            ("flag-without-negative", "says that this red flag is absent"),
        )
    ]
    unraised = [
        (
            "warning flag-never-raised | rules.yaml: rules: no rule raises the red flag "
            f'"{flag}" of the vocabulary.'
        )
        for flag in ("fire", "current")
    ]
    assert [in_words(problem) for problem in lint(rules, stories)] == [
        (
            "error phrase-missing | v.yaml:41: vignettes[wrong].phrases: "
            'the narrative does not say "no crust".'
        ),
        *unraised,
        "warning unreleased | rules.yaml: version: not released yet.",
        *flags,
        (
            "note no-phrases | v.yaml:2: vignettes[toast].phrases: no finding names the phrase of "
            "the narrative that it rests on."
        ),
        (
            'note phrase-polarity | v.yaml:27: vignettes[doubtful].phrases: "Sparks" says that '
            "sparks is absent, without a word of denial."
        ),
        (
            'note phrase-in-doubt | v.yaml:41: vignettes[wrong].phrases: "no crust" says that '
            "crumbs is absent, in words that the vocabulary does not know."
        ),
    ]


def test_ratings_and_sources_are_looked_at_where_there_are_any(
    rules: RuleSet, stories: Library, toaster: Vocabulary
) -> None:
    """Without them nothing is asked of them; empty ones lack everything."""
    codes = [problem.code for problem in lint(rules, stories)]
    rated = [problem.code for problem in lint(rules, stories, ratings=NOBODY)]
    sourced = [problem.code for problem in lint(rules, stories, inventory=NOTHING)]
    assert sorted(rated) == sorted([*codes, *["unrated"] * len(stories)])
    words = sum(map(len, (toaster.findings, toaster.numbers, toaster.red_flags, toaster.pathways)))
    cited = len(stories) + len(["the rule", "the default"]) + words
    assert sorted(sourced) == sorted([*codes, *["source-missing"] * cited])


def test_the_order_of_vignettes_in_their_file_does_not_count(
    rules: RuleSet, stories: Library
) -> None:
    """A library is the same library however it is put together."""
    turned = Library(stories.vignettes[::-1])
    assert lint(rules, turned, ratings=NOBODY) == lint(rules, stories, ratings=NOBODY)
