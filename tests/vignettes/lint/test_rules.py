"""Lint of rules: each finding, made by one edit of a rule set without a fault."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from triage.invariants import InvariantSet
from triage.lint import rule_errors
from triage.rules import RuleSet
from vignettes.library import Library
from vignettes.lint import lint

if TYPE_CHECKING:
    from tests.vignettes.lint.conftest import LintOf

UNRELEASED = "warning unreleased | rules.yaml: version: not released yet."


def test_a_rule_set_without_a_fault_is_only_not_released(lint_of: "LintOf") -> None:
    """The texts that the other tests edit have no problem of their own."""
    assert lint_of() == [UNRELEASED]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            "floor_while_undecided: clean",
            "floor_while_undecided: keep",
            [
                (
                    "error floor | rules.yaml: floor_while_undecided: it protects nothing: it is "
                    "not above the default disposition."
                ),
                UNRELEASED,
            ],
        ),
        (
            "default: {disposition: keep",
            "default: {disposition: mend",
            [
                (
                    "error floor | rules.yaml: floor_while_undecided: it protects nothing: it is "
                    "not above the default disposition."
                ),
                UNRELEASED,
            ],
        ),
        (
            "disposition: unplug\n    red_flags: [fire]",
            "disposition: mend\n    red_flags: [fire]",
            [
                (
                    "error flag-without-action | rules.yaml:8: rules[smoke]: raises the red flag "
                    '"fire", which demands at least "unplug", but only gives "mend".'
                ),
                UNRELEASED,
            ],
        ),
        (
            "red_flags: [current]",
            "red_flags: [current, fire]",
            [
                (
                    "error flag-without-action | rules.yaml:14: rules[current]: raises the red "
                    'flag "fire", which demands at least "unplug", but only gives "mend".'
                ),
                UNRELEASED,
            ],
        ),
    ],
    ids=["floor-at-default", "default-above-floor", "flag-above-rule", "second-flag-above-rule"],
)
def test_a_fault_of_the_rules_is_an_error(
    lint_of: "LintOf", texts: dict[str, str], old: str, new: str, problems: list[str]
) -> None:
    """A floor that protects nothing, and a red flag without its action, are errors."""
    assert old in texts["rules"]
    assert lint_of(rules=texts["rules"].replace(old, new)) == problems


def test_a_red_flag_that_no_rule_raises_is_named(lint_of: "LintOf", texts: dict[str, str]) -> None:
    """Whoever has it is sent on without a word of it."""
    assert lint_of(rules=texts["rules"].replace("    red_flags: [current]\n", "")) == [
        (
            'warning flag-never-raised | rules.yaml: rules: no rule raises the red flag "current" '
            "of the vocabulary."
        ),
        UNRELEASED,
    ]


@pytest.mark.parametrize(
    ("old", "new", "unread"),
    [
        ("when: {any: [sparks, shock]}", "when: sparks", "shock"),
        ("when: {any: [sparks, shock]}", "when: smoke", "sparks, shock"),
        ("when: {any: [sparks, shock]}", "when: {all: [sparks, {not: shock}]}", ""),
        ("when: smoke", "when: {any: [smoke, sparks]}", ""),
    ],
)
def test_a_finding_that_no_rule_with_its_red_flag_reads_is_named(
    lint_of: "LintOf", texts: dict[str, str], old: str, new: str, unread: str
) -> None:
    """Whoever has it is sent on without the red flag; a rule that denies it has read it."""
    message = f'no rule that raises the red flag "current" reads {unread}.'
    expected = [f"warning flag-not-read | rules.yaml: rules: {message}"] if unread else []
    assert old in texts["rules"]
    found = lint_of(rules=texts["rules"].replace(old, new))
    assert [line for line in found if " flag-" in line] == expected


def test_all_rules_of_a_red_flag_read_its_findings_together(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """Each may stand for one; a rule that raises no red flag does not count."""
    rules = texts["rules"].replace("when: {any: [sparks, shock]}", "when: sparks")
    other = (
        "  - id: shock\n    title: A shock\n    disposition: mend\n    when: shock\n"
        "    sources: [MAN L3]\n"
    )
    flagged = other.replace("    when", "    red_flags: [current]\n    when")
    idle = "warning never-fires | rules.yaml:21: rules[shock]: no vignette makes it fire."
    assert lint_of(rules=rules + flagged) == [UNRELEASED, idle]
    assert lint_of(rules=rules + other) == [
        (
            "warning flag-not-read | rules.yaml: rules: no rule that raises the red flag "
            '"current" reads shock.'
        ),
        UNRELEASED,
        idle,
    ]


@pytest.mark.parametrize(
    ("gives", "changes_nothing"),
    [
        ("disposition: keep", True),
        ("disposition: clean", False),
        ("disposition: keep\n    pathways: [bakery]", False),
        ("disposition: keep\n    must_be_ruled_out: true", False),
    ],
)
def test_a_rule_that_gives_no_more_than_the_default_is_named(
    lint_of: "LintOf", texts: dict[str, str], gives: str, *, changes_nothing: bool
) -> None:
    """A pathway, and what must be ruled out, are more than a disposition."""
    rule = f"  - id: dry\n    title: Crumbs\n    {gives}\n    when: crumbs\n    sources: [MAN L4]\n"
    useless = (
        "warning without-effect | rules.yaml:21: rules[dry].disposition: it changes nothing: the "
        "default gives as much."
    )
    assert lint_of(rules=texts["rules"] + rule) == [
        UNRELEASED,
        "warning never-fires | rules.yaml:21: rules[dry]: no vignette makes it fire.",
        *([useless] if changes_nothing else []),
    ]


def test_two_rules_with_one_condition_are_twins(lint_of: "LintOf", texts: dict[str, str]) -> None:
    """The same condition twice is a doubt, also where its parts stand in another order."""
    twin = (
        "  - id: shocking\n    title: A shock or sparks\n    disposition: mend\n"
        "    when: {any: [shock, sparks]}\n    sources: [MAN L3]\n"
    )
    assert lint_of(rules=texts["rules"] + twin) == [
        UNRELEASED,
        (
            "warning twin | rules.yaml:21: rules[shocking].when: has the same condition as the "
            'rule "current".'
        ),
    ]


def test_a_rule_that_no_vignette_makes_fire_is_named(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """A rule nobody has tried is a gap of the library."""
    idle = (
        "  - id: idle\n    title: Crumbs\n    disposition: clean\n    when: crumbs\n"
        "    sources: [MAN L4]\n"
    )
    assert lint_of(rules=texts["rules"] + idle) == [
        UNRELEASED,
        "warning never-fires | rules.yaml:21: rules[idle]: no vignette makes it fire.",
    ]


def test_a_released_version_with_other_content_is_an_error(
    knee: RuleSet, shipped: Library, invariants: InvariantSet
) -> None:
    """The fingerprint of a released version is fixed."""
    changed = replace(knee, fingerprint="sha256:" + "0" * 64, file="mine.yaml")
    (problem,) = rule_errors(changed)
    assert problem in lint(changed, shipped, invariants)
    assert problem.code == "released-version-changed"
    assert problem.severity.value == "error"
    assert str(problem) == (
        f"mine.yaml: version: {knee.label} was released with other content "
        f"({knee.fingerprint.removeprefix('sha256:')[:12]}, here 000000000000). "
        "Give the changed rules a version of their own."
    )


def test_problems_stand_in_the_order_of_severity_file_and_line(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """Errors come first, then warnings; each by file, line and field."""
    idle = (
        "  - id: idle\n    title: Crumbs\n    disposition: clean\n    when: crumbs\n"
        "    sources: [MAN L4]\n"
    )
    rules = texts["rules"].replace("disposition: unplug", "disposition: mend") + idle
    library = texts["library"].replace("gold: {preferred: unplug", "gold: {preferred: mend", 1)
    library = library.replace("red_flags: [fire], absent_red_flags: others}", "red_flags: []}")
    assert lint_of(rules=rules, library=library) == [
        (
            'error gold-at-least | library.yaml:2: vignettes[smoking].gold: allows "mend", below '
            'the floor "unplug" of T01 (smoke means unplugging).'
        ),
        (
            'error flag-without-action | rules.yaml:8: rules[smoke]: raises the red flag "fire", '
            'which demands at least "unplug", but only gives "mend".'
        ),
        UNRELEASED,
        "warning never-fires | rules.yaml:21: rules[idle]: no vignette makes it fire.",
        (
            "warning flag-without-positive | toaster.yaml:28: red_flags[fire]: no vignette "
            "requires this red flag."
        ),
        (
            "warning flag-without-negative | toaster.yaml:29: red_flags[current]: no vignette says "
            "that this red flag is absent."
        ),
    ]
