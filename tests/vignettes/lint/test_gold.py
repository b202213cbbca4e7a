"""Lint of gold: it is held against the invariants, and never against what an engine gives."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vignettes.lint.conftest import LintOf

UNRELEASED = "warning unreleased | rules.yaml: version: not released yet."
SMOKING = "gold: {preferred: unplug, red_flags: [fire], absent_red_flags: others}"


@pytest.mark.parametrize(
    ("gold", "problem"),
    [
        (
            (
                "gold: {preferred: unplug, acceptable: [mend, unplug], red_flags: [fire], "
                "absent_red_flags: others, exception: A reason.}"
            ),
            (
                'error gold-at-least | library.yaml:2: vignettes[smoking].gold: allows "mend", '
                'below the floor "unplug" of T01 (smoke means unplugging).'
            ),
        ),
        (
            (
                "gold: {preferred: keep, red_flags: [fire], absent_red_flags: others, "
                "exception: A reason.}"
            ),
            (
                'error gold-at-least | library.yaml:2: vignettes[smoking].gold: allows "keep", '
                'below the floor "unplug" of T01 (smoke means unplugging).'
            ),
        ),
    ],
)
def test_a_gold_that_allows_less_than_a_floor_is_an_error(
    lint_of: "LintOf", texts: dict[str, str], gold: str, problem: str
) -> None:
    """One level below the floor in the acceptable range is enough, exception or not."""
    library = texts["library"].replace(SMOKING, gold)
    assert lint_of(library=library) == [problem, UNRELEASED]


@pytest.mark.parametrize(
    "gold",
    ["preferred: unplug", "preferred: mend\n      acceptable: [mend, unplug]"],
    ids=["demands", "allows"],
)
def test_a_gold_that_allows_more_than_a_ceiling_is_an_error(
    lint_of: "LintOf", texts: dict[str, str], gold: str
) -> None:
    """What the documents call over-triage would count as right."""
    library = texts["library"].replace("preferred: mend", gold)
    assert lint_of(library=library) == [
        (
            'error gold-at-most | library.yaml:11: vignettes[sparking].gold: allows "unplug", '
            'above the ceiling "mend" of T03 (sparks alone are no reason to unplug).'
        ),
        UNRELEASED,
    ]


def test_a_gold_without_the_pathway_of_a_floor_is_an_error(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """What kind of evaluation a floor demands belongs into the gold."""
    library = texts["library"].replace("      pathways: [electrician]\n", "")
    assert lint_of(library=library) == [
        (
            "error gold-at-least | library.yaml:11: vignettes[sparking].gold: lacks the pathway "
            "electrician of T02 (sparks are for the electrician)."
        ),
        UNRELEASED,
    ]


@pytest.mark.parametrize(
    ("demand", "problem"),
    [
        ("red_flags: [fire]", ""),
        ("red_flags: [fire, current]", "lacks the red flag current of T01"),
        (
            "red_flags: [fire, current]\n    pathways: [bakery]",
            "lacks the pathway bakery of T01",
        ),
    ],
)
def test_a_gold_without_the_red_flag_of_a_floor_is_an_error(
    lint_of: "LintOf", texts: dict[str, str], demand: str, problem: str
) -> None:
    """What a floor says is in danger must be required; one lack is told at a time."""
    invariants = texts["invariants"].replace(
        "    at_least: unplug\n", f"    at_least: unplug\n    {demand}\n"
    )
    at = "error gold-at-least | library.yaml:2: vignettes[smoking].gold:"
    expected = [f"{at} {problem} (smoke means unplugging)."] if problem else []
    assert lint_of(invariants=invariants) == [*expected, UNRELEASED]


@pytest.mark.parametrize(
    ("preferred", "problems"),
    [
        (
            "keep",
            [
                (
                    "error gold-at-least | library.yaml:24: vignettes[open].gold: allows "
                    '"keep" while T01 (smoke means unplugging) is open.'
                ),
                UNRELEASED,
            ],
        ),
        ("clean", [UNRELEASED]),
        ("unplug", [UNRELEASED]),
    ],
)
def test_while_a_floor_is_open_the_gold_keeps_what_holds_meanwhile(
    lint_of: "LintOf", texts: dict[str, str], preferred: str, problems: list[str]
) -> None:
    """Unknown is never absent, in a gold as in a decision."""
    library = texts["library"] + (
        "  - id: open\n    title: Nobody looked\n    kind: unknown\n    narrative: Who knows.\n"
        "    absent: [sparks, shock]\n    not_asked: [smoke]\n"
        f"    gold: {{preferred: {preferred}}}\n    sources: [MAN L1]\n    author: author-1\n"
    )
    assert lint_of(library=library) == problems


@pytest.mark.parametrize(
    ("while_open", "gold", "problem"),
    [
        ("clean", "preferred: clean, red_flags: []", ""),
        ("clean", "preferred: clean, absent_red_flags: [current]", ""),
        ("clean", "preferred: clean, absent_red_flags: [fire]", "denies the red flag fire"),
        ("", "preferred: keep, absent_red_flags: [fire]", "denies the red flag fire"),
        ("clean", "preferred: keep, absent_red_flags: [fire]", 'allows "keep"'),
    ],
)
def test_while_a_floor_is_open_the_gold_does_not_deny_its_red_flag(
    lint_of: "LintOf", texts: dict[str, str], while_open: str, gold: str, problem: str
) -> None:
    """What nobody has asked for is not absent, also where nothing else holds meanwhile."""
    library = texts["library"] + (
        "  - id: open\n    title: Nobody looked\n    kind: unknown\n    narrative: Who knows.\n"
        "    absent: [sparks, shock]\n    not_asked: [smoke]\n"
        f"    gold: {{{gold}}}\n    sources: [MAN L1]\n    author: author-1\n"
    )
    meanwhile = f"    while_open: {while_open}\n" if while_open else ""
    invariants = texts["invariants"].replace(
        "    while_open: clean\n", f"{meanwhile}    red_flags: [fire]\n"
    )
    at = "error gold-at-least | library.yaml:24: vignettes[open].gold:"
    expected = f"{at} {problem} while T01 (smoke means unplugging) is open."
    found = lint_of(library=library, invariants=invariants)
    assert found == [*([expected] if problem else []), UNRELEASED]


def test_a_floor_that_demands_nothing_while_open_lets_any_gold_stand(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """Only invariants that say what holds while they are open bind the gold of such a patient."""
    library = texts["library"].replace("absent: [sparks, shock]", "absent: [shock]", 1)
    library = library.replace("absent_red_flags: others}", "absent_red_flags: []}")
    assert lint_of(library=library) == [
        UNRELEASED,
        (
            "warning flag-without-negative | toaster.yaml:29: red_flags[current]: no vignette says "
            "that this red flag is absent."
        ),
    ]


def test_without_invariants_no_gold_is_judged(lint_of: "LintOf", texts: dict[str, str]) -> None:
    """A domain without invariants has nothing to hold its gold against."""
    library = texts["library"].replace("preferred: mend", "preferred: unplug")
    assert lint_of(library=library, invariants=None) == [UNRELEASED]


def test_a_gold_that_differs_from_the_engine_is_no_problem(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """The engine is never the judge of its own test: a wrong rule leaves the gold alone."""
    rules = texts["rules"].replace("when: smoke", "when: {all: [smoke, crumbs]}")
    assert lint_of(rules=rules) == [
        UNRELEASED,
        "warning never-fires | rules.yaml:8: rules[smoke]: no vignette makes it fire.",
    ]
