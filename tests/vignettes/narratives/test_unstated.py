"""Words for a finding that the vignette does not state."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.loading.nodes import parse
from triage.loading.vocabularies import build_vocabulary
from vignettes.library import Library
from vignettes.lint.narratives import lint_narratives
from vignettes.loading import build_vignettes

if TYPE_CHECKING:
    from tests.vignettes.narratives.conftest import Doubts, Tell

ADDED = "neither present nor absent nor not asked, and no phrase is about these words."
IN_PASSING = (
    "neither present nor absent nor not asked, and the phrase with these words is about something "
    "else."
)
N = "note said-in-passing | v.yaml:2: vignettes[toast].narrative: the narrative says"
V = "warning said-but-missing | v.yaml:2: vignettes[toast].narrative: the narrative says"
NAMES = ["smoke", "sparks", "shock", "crumbs", "pale_toast"]


@pytest.mark.parametrize(
    ("narrative", "word", "finding"),
    [
        ("Full of crumbs. Sparks.", "crumbs", "crumbs"),
        ("FUMES came out of it. Sparks.", "fumes", "smoke"),
        ("Nobody got a  shock. Sparks.", "a shock", "shock"),
        ("Pale\n toast. Sparks.", "pale toast", "pale_toast"),
    ],
)
def test_words_for_a_finding_that_is_not_stated_are_named(
    doubts: "Doubts", narrative: str, word: str, finding: str
) -> None:
    """By its title, its id or a synonym, however it is written, denied or not."""
    assert doubts(narrative, "sparks: Sparks", present="[sparks]") == [
        f'{V} "{word}", but {finding} is {ADDED}'
    ]


def test_every_place_is_named_and_the_longest_word_counts(doubts: "Doubts") -> None:
    """Twice said is twice named; a title is not named again for a shorter word in it."""
    found = doubts("A shock, shock, and sparks.", "sparks: and sparks", present="[sparks]")
    assert found == [
        f'{V} "a shock", but shock is {ADDED}',
        f'{V} "shock", but shock is {ADDED}',
    ]


@pytest.mark.parametrize("narrative", ["It smoked. Sparks.", "A smokeless day. Sparks."])
def test_only_whole_words_count(doubts: "Doubts", narrative: str) -> None:
    """Other words that begin or end alike are other words."""
    assert doubts(narrative, "sparks: Sparks", present="[sparks]") == []


@pytest.mark.parametrize(
    "facts", [{"present": "[smoke]"}, {"absent": "[smoke]"}, {"not_asked": "[smoke]"}]
)
def test_words_for_a_finding_that_is_stated_are_no_problem(
    doubts: "Doubts", facts: dict[str, str]
) -> None:
    """Present, absent, and left unasked on purpose are all statements."""
    found = doubts("Smoke here, no smoke there. FUMES.", "smoke: Smoke here", **facts)
    assert [line for line in found if not line.startswith("note")] == []


@pytest.mark.parametrize("names", [["-"], ["-", "sparks"], ["sparks", "-"]])
def test_words_in_a_phrase_about_nothing_were_read_by_the_author(
    doubts: "Doubts", names: list[str]
) -> None:
    """Wherever its words stand, however they are written, and whatever else is about them."""
    found = doubts(
        "The neighbour's FUMES. Sparks! Again the  neighbour's fumes.",
        "sparks: sparks",
        *(f"{name}: the neighbour\u2019s fumes" for name in names),
        present="[sparks]",
    )
    assert [line for line in found if "neither present" in line] == []


@pytest.mark.parametrize("names", [["sparks"], ["sparks, crumbs", "crumbs"]])
def test_words_in_a_phrase_about_something_else_deserve_a_look(
    doubts: "Doubts", names: list[str]
) -> None:
    """They may have been overlooked in it; each place is named once, as a note."""
    found = doubts(
        "Sparks and FUMES. No crumbs.",
        *(f"{name}: sparks and fumes" for name in names),
        "crumbs: no crumbs",
        present="[sparks]",
        absent="[crumbs]",
    )
    assert [line for line in found if "neither present" in line] == [
        f'{N} "fumes", but smoke is {IN_PASSING}'
    ]


def test_a_phrase_about_the_finding_itself_is_not_about_something_else(doubts: "Doubts") -> None:
    """That the vignette does not state it is one mistake, told where the phrase stands."""
    found = doubts("Sparks. FUMES.", "sparks: sparks", "smoke: fumes", present="[sparks]")
    assert found == [
        (
            'error phrase-about | v.yaml:16: vignettes[toast].phrases: "fumes" is about "smoke". '
            "Neither the findings nor the numbers of this vignette have it."
        )
    ]


def test_words_behind_a_phrase_are_outside_of_it(doubts: "Doubts") -> None:
    """A phrase covers its own words and no more."""
    found = doubts("The sparks made fumes.", "sparks: The sparks made", present="[sparks]")
    assert found == [f'{V} "fumes", but smoke is {ADDED}']


class TestLaws:
    """What holds of every narrative."""

    @given(st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
    def test_exactly_what_is_said_and_not_stated_is_named(
        self, doubts: "Doubts", said: set[str], stated: set[str]
    ) -> None:
        """No other finding, and none twice."""
        names = sorted(said)
        narrative = "; ".join(name.replace("_", " ") for name in names) + ". That was all."
        found = doubts(narrative, "-: That was all", absent=f"[{', '.join(sorted(stated))}]")
        named = [line for line in found if "said-but-missing" in line]
        assert named == [
            f'{V} "{name.replace("_", " ")}", but {name} is {ADDED}'
            for name in names
            if name not in stated
        ]

    @given(st.lists(st.sampled_from(["Smoke.", "No crumbs,", "sparks", "the cat", "a shock"])))
    def test_a_phrase_around_the_whole_story_leaves_nothing_unread(
        self, doubts: "Doubts", parts: list[str]
    ) -> None:
        """What the author has read as a whole holds no word that was overlooked."""
        story = " ".join(["Once", *parts, "end"])
        assert doubts(story, f"-: {story}") == []


WORDS = """\
vocabulary: toaster
title: Toasters
dispositions:
  - {id: keep, title: Keep, meaning: Go on.}
  - {id: mend, title: Mend, meaning: Bring it.}
sources:
  - {id: MAN, about: The manual, file: manual.txt, sha256: "00", lines: 40}
findings: FINDINGS
red_flags: []
numbers:
  - {id: slots, title: slots, question: "?", unit: slots, minimum: 1, maximum: 8, sources: []}
"""
HEAT = '{id: heat, title: heat, question: "?", group: g, sources: [MAN L1], synonyms: [SYNONYM]}'
DIRT = '{id: dirt, title: dirt, question: "?", group: g, sources: [MAN L1]}'


@pytest.fixture
def found_with(tell: "Tell") -> Callable[[str, str], list[str]]:
    """What lint says of a story about slots in a vocabulary with other findings."""

    def find(findings: str, narrative: str) -> list[str]:
        text = WORDS.replace("FINDINGS", findings)
        words = build_vocabulary(parse(text.encode(), "w.yaml"), "w.yaml")
        story = tell(f"2 slots. {narrative}", "slots: 2 slots", numbers="{slots: 2}")
        library = Library(build_vignettes(parse(story.encode(), "v.yaml"), "v.yaml", words))
        return [str(problem) for problem in lint_narratives(library, words)]

    return find


def test_a_vocabulary_without_findings_has_no_words_to_look_for(
    found_with: Callable[[str, str], list[str]],
) -> None:
    """A domain of numbers alone can be linted."""
    assert found_with("[]", "All is well.") == []


@pytest.mark.parametrize("synonym", ["hot(ish)", "hot (ish)", "hot.", "+hot", "hot_stuff", "HoT"])
def test_a_synonym_is_looked_for_as_it_stands(
    found_with: Callable[[str, str], list[str]], synonym: str
) -> None:
    """No character of it means anything else, and its letter case does not count."""
    said = synonym.replace("_", " ")
    heat = HEAT.replace("SYNONYM", f'"{synonym}"')
    (problem,) = found_with(f"[{heat}]", f"So {said} today.")
    assert problem.startswith(
        f'v.yaml:2: vignettes[toast].narrative: the narrative says "{said.lower()}", but heat'
    )
    assert found_with(f"[{heat}]", "So hat today.") == []


@pytest.mark.parametrize("order", [(DIRT, HEAT), (HEAT, DIRT)])
def test_the_longest_of_the_words_that_begin_alike_is_meant(
    found_with: Callable[[str, str], list[str]], order: tuple[str, str]
) -> None:
    """A dirt road is no dirt, in whatever order the findings stand."""
    findings = f"[{', '.join(order)}]".replace("SYNONYM", "dirt road")
    (problem,) = found_with(findings, "On a dirt road.")
    assert 'says "dirt road", but heat is ' in problem


@pytest.mark.parametrize("order", [(DIRT, HEAT), (HEAT, DIRT)])
def test_the_name_of_a_finding_is_its_own(
    found_with: Callable[[str, str], list[str]], order: tuple[str, str]
) -> None:
    """A synonym of another finding cannot take it away, in whatever order they stand."""
    findings = f"[{', '.join(order)}]".replace("SYNONYM", "dirt")
    (problem,) = found_with(findings, "There is dirt.")
    assert ", but dirt is " in problem
