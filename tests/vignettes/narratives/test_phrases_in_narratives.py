"""Phrases against the narrative and the findings: each is there, and about what is known."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.lint.narratives import lint_narratives

if TYPE_CHECKING:
    from tests.vignettes.narratives.conftest import Doubts, Tell

P = "v.yaml:15: vignettes[toast].phrases:"
V = "v.yaml:2: vignettes[toast]"
SMOKES = {"present": "[smoke]"}


@pytest.mark.parametrize(
    "says",
    ["there is smoke", "THERE is  smoke", "\u201cthere is smoke\u201d", "smoke", "It's odd"],
)
def test_a_phrase_that_the_narrative_has_is_no_problem(doubts: "Doubts", says: str) -> None:
    """Letter case, spaces and the shape of quotes do not count."""
    narrative = 'It\u2019s odd. "There\n  is smoke", she says.'
    found = doubts(narrative, f"smoke: {says}", "smoke: smoke", **SMOKES)
    assert [line for line in found if line.startswith("error")] == []


@pytest.mark.parametrize("says", ["there is fire", "is there smoke", "moke", "ere is smok"])
def test_a_phrase_that_the_narrative_lacks_is_an_error(doubts: "Doubts", says: str) -> None:
    """Its words stand there in their order, as whole words."""
    found = doubts("There is smoke.", f"smoke: {says}", **SMOKES)
    assert found[0] == f'error phrase-missing | {P} the narrative does not say "{says}".'


@pytest.mark.parametrize("line", ["just words", ": there is smoke", "smoke,: there is smoke"])
def test_a_line_that_is_no_phrase_is_shown_as_it_stands(doubts: "Doubts", line: str) -> None:
    """What stands there is quoted, with what would be right, and nothing else is made of it."""
    assert doubts("There is smoke.", "smoke: there is smoke", line, **SMOKES) == [
        (
            "error phrase-form | v.yaml:16: vignettes[toast].phrases: "
            f'write names, a colon and words, not "{line}".'
        )
    ]


@pytest.mark.parametrize("facts", [SMOKES, {"numbers": "{slots: 2}"}])
def test_a_name_without_words_is_one_mistake(doubts: "Doubts", facts: dict[str, str]) -> None:
    """A phrase that was begun gives one problem, and no doubt about words that are not there."""
    name = "smoke" if facts is SMOKES else "slots"
    assert doubts("There it stands.", f"{name}:", **facts) == [
        f'error phrase-form | {P} write names, a colon and words, not "{name}:".'
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("smok", 'Did you mean "smoke"?'),
        ("danger", 'Did you mean "dangers"?'),
        ("elephant", "Allowed: "),
        ("sparks", "Neither the findings nor the numbers of this vignette have it."),
        ("slots", "Neither the findings nor the numbers of this vignette have it."),
        ("colour", "Neither the findings nor the numbers of this vignette have it."),
        ("nuisances", "Neither the findings nor the numbers of this vignette have it."),
        ("-", "Allowed: "),
    ],
)
def test_a_phrase_about_what_this_vignette_does_not_know_is_an_error(
    doubts: "Doubts", name: str, hint: str
) -> None:
    """A name that nobody knows, or that neither findings nor numbers of the vignette have."""
    known = (
        "smoke, sparks, shock, crumbs, pale_toast, age_years, slots, colour, dangers, nuisances."
    )
    rest = f"{hint}{known}" if hint.endswith(": ") else hint
    found = doubts("There is smoke.", f"smoke, {name}: there is smoke", **SMOKES)
    assert [line for line in found if not line.startswith("note")] == [
        f'error phrase-about | {P} "there is smoke" is about "{name}". {rest}'
    ]


def test_a_phrase_may_be_about_anything_that_the_vignette_states(doubts: "Doubts") -> None:
    """Findings either way, numbers, attributes, what was not asked, and a group of any of them."""
    assert (
        doubts(
            "Red, 7 years. Smoke. No sparks. Nobody asked about a shock. None of the nuisances.",
            "colour, age_years: Red, 7 years",
            "smoke: Smoke",
            "sparks: No sparks",
            "shock: Nobody asked about a shock",
            "dangers: Smoke. No sparks",
            "nuisances: None of the nuisances",
            "-: the nuisances",
            present="[smoke]",
            absent="[sparks, crumbs, pale_toast]",
            not_asked="[shock]",
            patient="{age_years: 7, colour: red}",
        )
        == []
    )


class TestEveryFindingHasItsPhrase:
    """Each finding and number rests on words of the narrative."""

    def test_findings_and_numbers_without_a_phrase_are_named_together(
        self, doubts: "Doubts"
    ) -> None:
        """One problem names them all; attributes and what was not asked need no words."""
        found = doubts(
            "There is smoke.",
            "smoke: there is smoke",
            present="[smoke, sparks]",
            absent="[crumbs]",
            not_asked="[shock]",
            numbers="{slots: 2}",
            patient="{age_years: 7, colour: red}",
        )
        bare = "crumbs, sparks, age_years, slots"
        assert found == [f"warning without-phrase | {V}.phrases: no phrase says {bare}."]

    def test_a_group_stands_for_what_it_denies(self, doubts: "Doubts") -> None:
        """One phrase may carry several denials."""
        found = doubts("No nuisance.", "nuisances: No nuisance", absent="[crumbs, pale_toast]")
        assert found == []

    def test_a_group_does_not_stand_for_what_is_present(self, doubts: "Doubts") -> None:
        """A denial of the whole group is no word for the one finding of it that is there."""
        found = doubts(
            "None of the dangers.",
            "dangers: None of the dangers",
            present="[sparks]",
            absent="[smoke, shock]",
        )
        assert found == [f"warning without-phrase | {V}.phrases: no phrase says sparks."]

    def test_a_vignette_without_phrases_is_left_to_a_person(self, doubts: "Doubts") -> None:
        """Nothing can be decided without them, and nothing else is said."""
        assert doubts("There is smoke.", present="[sparks]") == [
            (
                f"note no-phrases | {V}.phrases: no finding names the phrase of the narrative "
                "that it rests on."
            )
        ]


def test_each_vignette_of_a_library_is_looked_at(
    tell: "Tell", read_text: Callable[[str], Library], toaster: Vocabulary
) -> None:
    """Problems come vignette by vignette, each at its own place."""
    one = tell("There is smoke.", "smoke: it burns", **SMOKES)
    other = tell("There is smoke.", **SMOKES).replace("vignettes:\n", "").replace("toast", "dark")
    found = lint_narratives(read_text(one + other), toaster)
    assert [(problem.field, problem.line, problem.code) for problem in found] == [
        ("vignettes[dark].phrases", 16, "no-phrases"),
        ("vignettes[toast].phrases", 15, "phrase-missing"),
        ("vignettes[toast].phrases", 15, "phrase-in-doubt"),
    ]
