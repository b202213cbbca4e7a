"""Lint of ratings: who rated what, what has changed since, and which disputes are open."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from vignettes.library import Library
from vignettes.lint.ratings import lint_ratings
from vignettes.ratings import Rating, Ratings, narrative_hash

if TYPE_CHECKING:
    from tests.vignettes.ratings.conftest import Rate, Settle, Together

SMOKES, TOASTS = "274a0fc8babc3ec2", "46b6cd5ba45dcd65"  # the hashes of both narratives
UNRATED = {
    name: (
        f"warning unrated | v.yaml:{line}: vignettes[{name}].narrative: "
        f'nobody but its author has rated it as it stands (narrative: "{told}").'
    )
    for name, line, told in (("smoking", 2, SMOKES), ("toasting", 10, TOASTS))
}

Find = Callable[[Ratings], list[str]]


@pytest.fixture(scope="session")
def problems_with(library: Library) -> Find:
    """What is wrong with ratings of the two vignettes."""
    return lambda ratings: [
        f"{problem.severity.value} {problem.code} | {problem}"
        for problem in lint_ratings(library, ratings)
    ]


@pytest.fixture(scope="session")
def agreed(rate: "Rate") -> list[Rating]:
    """The ratings of somebody who agrees with the author."""
    return [rate("smoking", "unplug", "fire"), rate("toasting", "keep")]


def test_a_library_that_all_agree_on_is_no_problem(
    problems_with: Find, agreed: list[Rating], together: "Together"
) -> None:
    """One rater beside the author is enough."""
    assert problems_with(together(agreed)) == []
    assert problems_with(together(agreed, agreed[:1])) == []


def test_each_vignette_that_nobody_rated_is_named(
    problems_with: Find, agreed: list[Rating], together: "Together"
) -> None:
    """A gold that only its author has seen deserves a look."""
    assert problems_with(together()) == [UNRATED["smoking"], UNRATED["toasting"]]
    assert problems_with(together(agreed[:1])) == [UNRATED["toasting"]]


def test_a_rating_of_a_narrative_that_has_changed_is_stale(
    problems_with: Find, rate: "Rate", agreed: list[Rating], together: "Together"
) -> None:
    """It counts no more, at the line where it stands, and the vignette is to be rated again."""
    ratings = together([rate("smoking", "keep", told="It hardly smokes."), agreed[1]])
    assert problems_with(ratings) == [
        (
            "warning stale | one.yaml:7: [smoking]: another narrative was rated "
            f'("{narrative_hash("It hardly smokes.")}"); the one that stands there is "{SMOKES}". '
            "The rating does not count: read it, and rate it."
        ),
        UNRATED["smoking"],
    ]


def test_ratings_and_adjudications_of_no_vignette_are_errors(
    problems_with: Find,
    rate: "Rate",
    agreed: list[Rating],
    together: "Together",
    settle: "Settle",
) -> None:
    """An id that leads nowhere may be one that was misspelt."""
    ratings = together([*agreed, rate("smokin", "keep")], settled=(settle("toastin"),))
    assert problems_with(ratings) == [
        (
            "error unknown-name | one.yaml:7: [smokin]: no vignette has this id. "
            'Did you mean "smoking"?'
        ),
        (
            "error unknown-name | adjudications.yaml:3: [toastin]: no vignette has this id. "
            'Did you mean "toasting"?'
        ),
    ]


def test_an_id_unlike_any_other_gets_no_hint(
    problems_with: Find, rate: "Rate", agreed: list[Rating], together: "Together"
) -> None:
    """A list of all vignettes would say nothing."""
    ratings = together([*agreed, rate("elephant", "keep")])
    assert problems_with(ratings) == [
        "error unknown-name | one.yaml:7: [elephant]: no vignette has this id."
    ]


def test_a_rating_that_names_no_narrative_is_told_which_one_stands_there(
    problems_with: Find, agreed: list[Rating], together: "Together"
) -> None:
    """Whoever rated by hand copies the hash from here, after reading; until then nobody did."""
    ratings = together([replace(agreed[0], narrative=""), agreed[1]])
    assert problems_with(ratings) == [
        (
            "warning stale | one.yaml:7: [smoking]: the rating names no narrative; the one that "
            f'stands there is "{SMOKES}". The rating does not count: read it, and rate it.'
        ),
        UNRATED["smoking"],
    ]


class TestOpenDisputes:
    """A difference is settled from the source, on the record."""

    def test_a_dispute_without_an_adjudication_says_what_each_gave(
        self, problems_with: Find, rate: "Rate", agreed: list[Rating], together: "Together"
    ) -> None:
        """The author first, then the raters in their order."""
        ratings = together(agreed, [rate("smoking", "mend", "fire")])
        assert problems_with(ratings) == [
            (
                "warning dispute | v.yaml:2: vignettes[smoking].gold: its raters do not agree "
                "(author unplug with fire; one unplug with fire; two mend with fire), and no "
                "adjudication says how that was settled."
            )
        ]

    @pytest.mark.parametrize(
        ("flags", "shown"),
        [("current", "current"), ("fire current", "current, fire"), ("", "no red flag")],
    )
    def test_a_dispute_over_red_flags_names_them(
        self,
        problems_with: Find,
        rate: "Rate",
        agreed: list[Rating],
        together: "Together",
        flags: str,
        shown: str,
    ) -> None:
        """Where all gave the same disposition, that alone would not say what they dispute."""
        assert problems_with(together(agreed, [rate("smoking", "unplug", flags)])) == [
            (
                "warning dispute | v.yaml:2: vignettes[smoking].gold: its raters do not agree "
                f"(author unplug with fire; one unplug with fire; two unplug with {shown}), and "
                "no adjudication says how that was settled."
            )
        ]

    def test_a_dispute_says_nothing_of_red_flags_that_a_rater_did_not_state(
        self, problems_with: Find, rate: "Rate", agreed: list[Rating], together: "Together"
    ) -> None:
        """Whoever was not asked for them did not say that there are none."""
        unasked = replace(rate("smoking", "mend"), red_flags=None)
        assert problems_with(together(agreed, [unasked])) == [
            (
                "warning dispute | v.yaml:2: vignettes[smoking].gold: its raters do not agree "
                "(author unplug with fire; one unplug with fire; two mend), and no adjudication "
                "says how that was settled."
            )
        ]

    def test_red_flags_of_the_author_that_moved_are_in_dispute_still(
        self,
        problems_with: Find,
        agreed: list[Rating],
        together: "Together",
        settle: "Settle",
    ) -> None:
        """An adjudication of them is not stale; the gold is what came of it."""
        moved = replace(settle("smoking"), author_red_flags=())
        assert problems_with(together(agreed, settled=(moved,))) == []
        same = replace(settle("smoking"), author_red_flags=("fire",))
        assert problems_with(together(agreed, settled=(same,))) == [
            (
                "warning stale | adjudications.yaml:3: [smoking]: its raters agree, or there "
                "are none; there is nothing to settle."
            )
        ]

    @pytest.mark.parametrize("gave", ["", "mend"])
    def test_an_adjudication_closes_a_dispute(
        self,
        problems_with: Find,
        rate: "Rate",
        agreed: list[Rating],
        together: "Together",
        settle: "Settle",
        gave: str,
    ) -> None:
        """Whether the gold stayed or moved; the vignette remains one that raters differ on."""
        given = agreed if gave else [rate("smoking", "mend"), agreed[1]]
        assert problems_with(together(given, settled=(settle("smoking", gave),))) == []

    def test_an_adjudication_of_what_all_agree_on_is_stale(
        self, problems_with: Find, agreed: list[Rating], together: "Together", settle: "Settle"
    ) -> None:
        """There is nothing to settle, and the record says so where it stands."""
        assert problems_with(together(agreed, settled=(settle("toasting"),))) == [
            (
                "warning stale | adjudications.yaml:3: [toasting]: its raters agree, or there "
                "are none; there is nothing to settle."
            )
        ]

    @pytest.mark.parametrize(
        ("told", "ended"), [("It hardly smokes.", "unplug"), ("It smokes.", "mend"), ("", "keep")]
    )
    def test_a_stale_adjudication_leaves_the_dispute_open(
        self,
        problems_with: Find,
        rate: "Rate",
        agreed: list[Rating],
        together: "Together",
        settle: "Settle",
        told: str,
        ended: str,
    ) -> None:
        """What settled another text, or ended elsewhere, settles nothing here."""
        narrative = narrative_hash(told) if told else ""
        stale = replace(settle("smoking", ended=ended), narrative=narrative)
        given = [rate("smoking", "mend", "fire"), agreed[1]]
        assert problems_with(together(given, settled=(stale,))) == [
            (
                "warning stale | adjudications.yaml:3: [smoking]: it settled another narrative, "
                "or ended with another disposition than gold has."
            ),
            (
                "warning dispute | v.yaml:2: vignettes[smoking].gold: its raters do not agree "
                "(author unplug with fire; one mend with fire), and no adjudication says how that "
                "was settled."
            ),
        ]

    def test_an_adjudication_of_this_text_and_gold_closes_the_dispute(
        self,
        problems_with: Find,
        rate: "Rate",
        agreed: list[Rating],
        together: "Together",
        settle: "Settle",
    ) -> None:
        """It says of which text, and with what it ended, and both are what stands there."""
        settled = replace(settle("smoking", ended="unplug"), narrative=SMOKES)
        given = [rate("smoking", "mend", "fire"), agreed[1]]
        assert problems_with(together(given, settled=(settled,))) == []

    def test_an_adjudication_of_what_nobody_ever_rated_is_stale(
        self, problems_with: Find, agreed: list[Rating], together: "Together", settle: "Settle"
    ) -> None:
        """Without a rater there was no difference that it could have settled."""
        ratings = together(agreed[1:], settled=(settle("smoking"),))
        assert problems_with(ratings) == [
            UNRATED["smoking"],
            (
                "warning stale | adjudications.yaml:3: [smoking]: its raters agree, or there are "
                "none; there is nothing to settle."
            ),
        ]

    def test_nobody_agrees_about_a_narrative_that_nobody_rated_as_it_stands(
        self,
        problems_with: Find,
        rate: "Rate",
        agreed: list[Rating],
        together: "Together",
        settle: "Settle",
    ) -> None:
        """After an edit of the narrative the adjudication waits for new ratings."""
        before = rate("smoking", "mend", "fire", told="It hardly smokes.")
        ratings = together([before, agreed[1]], settled=(settle("smoking"),))
        assert [problem for problem in problems_with(ratings) if "adjudications" in problem] == []
