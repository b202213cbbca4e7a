"""Lint of the library: each finding, made by one edit of a library without a fault."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vignettes.lint.conftest import LintOf

UNRELEASED = "warning unreleased | rules.yaml: version: not released yet."
AGAIN = """\
  - id: sparking-again
    family: FAMILY
    title: Sparking again
    kind: canonical
    narrative: NARRATIVE
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


def again(*, family: str = "sparking", narrative: str = "Other words.") -> str:
    """The vignette about sparks a second time, under another id."""
    return AGAIN.replace("FAMILY", family).replace("NARRATIVE", narrative)


def test_the_same_patient_with_another_gold_is_a_contradiction(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """No engine can satisfy both, so that it is an error."""
    other = again().replace("pathways: [electrician]", "pathways: [electrician, bakery]")
    assert lint_of(library=texts["library"] + other) == [
        (
            "error contradiction | library.yaml:24: vignettes[sparking-again].gold: the same "
            'patient as "sparking", with another gold.'
        ),
        UNRELEASED,
    ]


def test_an_attribute_makes_no_other_patient(lint_of: "LintOf", texts: dict[str, str]) -> None:
    """No engine sees the colour, so that none can satisfy both golds."""
    other = again().replace("pathways: [electrician]", "pathways: [electrician, bakery]")
    coloured = other.replace("    present:", "    patient: {colour: red}\n    present:")
    assert lint_of(library=texts["library"] + coloured) == [
        (
            "error contradiction | library.yaml:24: vignettes[sparking-again].gold: the same "
            'patient as "sparking", with another gold.'
        ),
        UNRELEASED,
    ]


def test_a_number_makes_another_patient(lint_of: "LintOf", texts: dict[str, str]) -> None:
    """Engines see it, so that another gold may be right."""
    other = again().replace("pathways: [electrician]", "pathways: [electrician, bakery]")
    aged = other.replace("    present:", "    patient: {age_years: 7}\n    present:")
    assert lint_of(library=texts["library"] + aged) == [UNRELEASED]


def test_the_same_patient_in_another_family_is_a_doubt(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """Families are the unit of the statistics: one patient in two of them counts twice."""
    library = texts["library"] + again(family="breakfast")
    assert lint_of(library=library) == [
        (
            "warning duplicate | library.yaml:24: vignettes[sparking-again].family: the same "
            'patient as "sparking" of another family.'
        ),
        UNRELEASED,
    ]


def test_the_same_patient_in_the_same_family_is_no_problem(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """Variants of one story may tell the same patient in other words."""
    library = texts["library"] + again()
    assert lint_of(library=library) == [UNRELEASED]


def test_the_same_words_are_a_doubt_whatever_their_quotes(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """An editor that makes quotes curly makes no other story."""
    library = texts["library"].replace("It sparks. No smoke, no shock.", "It's sparking.")
    assert lint_of(library=library + again(narrative="It\u2019s sparking.")) == [
        (
            "warning duplicate | library.yaml:24: vignettes[sparking-again].narrative: the same "
            'words as "sparking".'
        ),
        UNRELEASED,
    ]


def test_the_same_words_are_a_doubt_however_they_are_spaced(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """Neither letter case nor white space makes a story a new one."""
    library = texts["library"] + again(narrative="it  SPARKS. No smoke,\n      no shock.")
    assert lint_of(library=library) == [
        (
            "warning duplicate | library.yaml:24: vignettes[sparking-again].narrative: the same "
            'words as "sparking".'
        ),
        UNRELEASED,
    ]


@pytest.mark.parametrize(
    ("not_asked", "problems"),
    [
        (
            "",
            [
                (
                    "warning unknown-without-question | library.yaml:2: "
                    "vignettes[smoking].not_asked: a vignette of the kind unknown names nothing "
                    "under not_asked."
                ),
                UNRELEASED,
            ],
        ),
        ("    not_asked: [crumbs]\n", [UNRELEASED]),
    ],
)
def test_a_vignette_about_the_unknown_says_what_was_not_asked(
    lint_of: "LintOf", texts: dict[str, str], not_asked: str, problems: list[str]
) -> None:
    """The kind unknown without a question left open has no point."""
    library = texts["library"].replace("kind: canonical\n", f"kind: unknown\n{not_asked}", 1)
    assert lint_of(library=library) == problems


def test_a_red_flag_that_no_vignette_requires_is_named(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """A red flag without a positive vignette could be lost unseen."""
    library = texts["library"].replace("red_flags: [fire], absent_red_flags", "absent_red_flags")
    assert lint_of(library=library) == [
        UNRELEASED,
        (
            "warning flag-without-positive | toaster.yaml:28: red_flags[fire]: no vignette "
            "requires this red flag."
        ),
    ]


def test_a_red_flag_that_no_vignette_denies_is_named(
    lint_of: "LintOf", texts: dict[str, str]
) -> None:
    """A red flag without a negative vignette could be raised always, unseen."""
    library = texts["library"].replace("      absent_red_flags: others\n", "")
    assert lint_of(library=library) == [
        UNRELEASED,
        (
            "warning flag-without-negative | toaster.yaml:28: red_flags[fire]: no vignette says "
            "that this red flag is absent."
        ),
    ]
