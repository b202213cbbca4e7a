"""What ratings say of a library: which of them count, and where raters do not agree."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.library import Library
from vignettes.ratings import disputed, narrative_hash, rated

if TYPE_CHECKING:
    from tests.vignettes.ratings.conftest import Rate, Settle, Together

LEVELS = ("keep", "clean", "mend", "unplug")
answers = st.tuples(
    st.sampled_from(LEVELS), st.sampled_from(["", "fire", "current", "fire current"])
)


def test_the_hash_of_a_narrative_is_known() -> None:
    """It stands in files of years ago: sixteen digits of the SHA-256 of the spoken words."""
    assert narrative_hash("It smokes.") == "274a0fc8babc3ec2"


@pytest.mark.parametrize("text", ["it  SMOKES.", " It\nsmokes. ", "IT SMOKES."])
def test_a_narrative_keeps_its_hash_however_it_is_written(text: str) -> None:
    """Spaces, line breaks and letter case are no other text."""
    assert narrative_hash(text) == narrative_hash("It smokes.")


@pytest.mark.parametrize("text", ["It smoked.", "It smokes", "It smokes. It smokes.", ""])
def test_other_words_have_another_hash(text: str) -> None:
    """One character is enough."""
    assert narrative_hash(text) != narrative_hash("It smokes.")


class TestWhichRatingsCount:
    """A rating speaks for the text that was read, and for no other."""

    def test_ratings_of_a_vignette_are_given_answersby_rater(
        self, library: Library, rate: "Rate", together: "Together"
    ) -> None:
        """In the order of the raters, without those who did not rate it."""
        both, toasting = rate("smoking", "mend"), rate("toasting", "keep")
        other = rate("smoking", "unplug")
        ratings = together([both, toasting], [toasting], [other])
        assert ratings.of(library.by_id["smoking"]) == {"one": both, "three": other}
        assert list(ratings.of(library.by_id["toasting"])) == ["one", "two"]

    def test_a_rating_of_another_text_does_not_count(
        self, library: Library, rate: "Rate", together: "Together"
    ) -> None:
        """An edited narrative has not been rated, however it was rated before."""
        ratings = together([rate("smoking", "keep", told="It hardly smokes.")])
        assert ratings.of(library.by_id["smoking"]) == {}
        assert disputed(library, ratings) == ()
        assert rated(library, ratings) == ()

    def test_what_somebody_rated_stands_in_the_order_of_the_library(
        self, library: Library, rate: "Rate", together: "Together"
    ) -> None:
        """Once each, however many raters there are; ratings of no vignette are none."""
        smoking, toasting = rate("smoking", "mend"), rate("toasting", "keep")
        assert rated(library, together()) == ()
        assert rated(library, together([toasting], [toasting, rate("none", "keep")])) == (
            "toasting",
        )
        assert rated(library, together([toasting], [smoking])) == tuple(v.id for v in library)


class TestDisputes:
    """A vignette is in dispute where not all give the same disposition and red flags."""

    @pytest.mark.parametrize(
        ("answer", "is_disputed"),
        [
            (("unplug", "fire"), False),
            (("mend", "fire"), True),
            (("unplug", ""), True),
            (("unplug", "current"), True),
            (("unplug", "fire current"), True),
        ],
    )
    def test_one_other_answer_is_enough(
        self,
        library: Library,
        rate: "Rate",
        together: "Together",
        answer: tuple[str, str],
        *,
        is_disputed: bool,
    ) -> None:
        """A missing, an additional and another red flag are other answers too."""
        agreed = [rate("smoking", "unplug", "fire"), rate("toasting", "keep")]
        ratings = together(agreed, [rate("smoking", *answer)])
        assert disputed(library, ratings) == (("smoking",) if is_disputed else ())

    def test_nobody_disputes_what_nobody_rated(
        self, library: Library, together: "Together"
    ) -> None:
        """An author alone cannot differ."""
        assert disputed(library, together()) == ()

    def test_the_order_of_red_flags_does_not_count(
        self, library: Library, rate: "Rate", together: "Together"
    ) -> None:
        """They are a set."""
        smoking = library.by_id["smoking"]
        gold = replace(smoking.gold, red_flags=("fire", "current"))
        ratings = together([rate("smoking", "unplug", "current fire")])
        assert not ratings.is_disputed(replace(smoking, gold=gold))

    def test_a_gold_that_moved_is_in_dispute_still(
        self, library: Library, rate: "Rate", together: "Together", settle: "Settle"
    ) -> None:
        """What the author gave first is compared: a resolution makes nobody have agreed."""
        agreed = [rate("smoking", "unplug", "fire")]
        assert disputed(library, together(agreed, settled=(settle("smoking"),))) == ()
        moved = together(agreed, settled=(settle("smoking", gave="mend"),))
        assert moved.authored(library.by_id["smoking"]).id == "mend"
        assert disputed(library, moved) == ("smoking",)

    @pytest.mark.parametrize(
        ("disposition", "is_disputed"), [("unplug", False), ("mend", True), ("keep", True)]
    )
    def test_who_was_not_asked_for_red_flags_can_differ_in_the_disposition_only(
        self,
        library: Library,
        rate: "Rate",
        together: "Together",
        disposition: str,
        *,
        is_disputed: bool,
    ) -> None:
        """To state no red flags is not to state that there are none."""
        unasked = replace(rate("smoking", disposition), red_flags=None)
        ratings = together([unasked])
        assert disputed(library, ratings) == (("smoking",) if is_disputed else ())

    @pytest.mark.parametrize(
        ("moved", "authored", "is_disputed"),
        [(None, {"fire"}, False), (("fire",), {"fire"}, False), ((), set(), True)],
    )
    def test_red_flags_that_moved_are_in_dispute_still(
        self,
        library: Library,
        rate: "Rate",
        together: "Together",
        settle: "Settle",
        moved: tuple[str, ...] | None,
        authored: set[str],
        *,
        is_disputed: bool,
    ) -> None:
        """What the author required first is compared, also where that was nothing."""
        settled = replace(settle("smoking"), author_red_flags=moved)
        ratings = together([rate("smoking", "unplug", "fire")], settled=(settled,))
        assert ratings.authored_red_flags(library.by_id["smoking"]) == authored
        assert disputed(library, ratings) == (("smoking",) if is_disputed else ())
        assert ratings.authored_red_flags(library.by_id["toasting"]) == set()

    def test_an_author_who_gave_the_least_disposition_gave_something(
        self, library: Library, together: "Together", settle: "Settle"
    ) -> None:
        """The first level of the scale is a disposition as good as any."""
        ratings = together(settled=(settle("smoking", gave="keep"),))
        assert ratings.authored(library.by_id["smoking"]).id == "keep"
        assert ratings.authored(library.by_id["toasting"]).id == "keep"


class TestAdjudications:
    """Where an adjudication says what it was about, it holds for nothing else."""

    @pytest.mark.parametrize(
        ("told", "ended", "holds"),
        [
            ("", "", True),
            ("It smokes.", "", True),
            ("it  SMOKES.", "", True),
            ("", "unplug", True),
            ("It smokes.", "unplug", True),
            ("It hardly smokes.", "", False),
            ("It hardly smokes.", "unplug", False),
            ("", "mend", False),
            ("It smokes.", "keep", False),
        ],
    )
    def test_it_holds_for_the_text_and_the_gold_that_it_states(
        self,
        library: Library,
        together: "Together",
        settle: "Settle",
        told: str,
        ended: str,
        *,
        holds: bool,
    ) -> None:
        """What it leaves out may be anything."""
        narrative = narrative_hash(told) if told else ""
        given = settle("smoking", ended=ended)
        settled = replace(given, narrative=narrative)
        found = together(settled=(settled,)).adjudication_of(library.by_id["smoking"])
        assert found == (settled if holds else None)

    def test_it_speaks_of_its_own_vignette(
        self, library: Library, together: "Together", settle: "Settle"
    ) -> None:
        """Of any other nothing was settled."""
        ratings = together(settled=(settle("smoking"),))
        assert ratings.adjudication_of(library.by_id["toasting"]) is None

    def test_a_rating_without_a_narrative_does_not_count(
        self, library: Library, rate: "Rate", together: "Together"
    ) -> None:
        """Nobody knows which text was read."""
        ratings = together([replace(rate("smoking", "mend"), narrative="")])
        assert ratings.of(library.by_id["smoking"]) == {}
        assert rated(library, ratings) == ()


class TestLaws:
    """What holds of any answers."""

    @given(st.lists(answers, max_size=3))
    def test_a_dispute_is_any_answer_that_differs_from_the_author(
        self,
        library: Library,
        rate: "Rate",
        together: "Together",
        given_answers: list[tuple[str, str]],
    ) -> None:
        """Where all raters agree with the author they agree with each other."""
        ratings = together(*([rate("smoking", *answer)] for answer in given_answers))
        differs = any(answer != ("unplug", "fire") for answer in given_answers)
        assert disputed(library, ratings) == (("smoking",) if differs else ())

    @given(st.lists(answers, max_size=3))
    def test_the_order_of_raters_does_not_count(
        self,
        library: Library,
        rate: "Rate",
        together: "Together",
        given_answers: list[tuple[str, str]],
    ) -> None:
        """Nobody's answer weighs more for having come first."""
        forth = together(*([rate("smoking", *answer)] for answer in given_answers))
        back = together(*([rate("smoking", *answer)] for answer in reversed(given_answers)))
        assert disputed(library, forth) == disputed(library, back)
