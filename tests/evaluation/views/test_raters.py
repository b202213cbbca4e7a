"""How far the raters of a library agree, pair by pair, the author among them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.raters import PairAgreement, pair_agreements
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import IDS, SCALE
from triage.presentation import Presentation
from vignettes.library import Library
from vignettes.ratings import AUTHOR, Adjudication, Rater, Rating, Ratings, narrative_hash
from vignettes.vignette import Gold, Kind, Vignette

Answers = dict[str, str]
"""What one rater gave: a disposition, and after it red flags, by the id of the vignette."""

NOT_ASKED = "?"
"""Stands for red flags that a rater was not asked for."""

LEVELS = len(SCALE)
answers = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(
        lambda level, flags: f"{level} {flags}".strip(),
        st.sampled_from(IDS),
        st.sampled_from(["", "fever", "breath fever"]),
    ),
)


def library_of(golds: Answers) -> Library:
    """Vignettes with these golds, each with a story of its own."""
    made = []
    for name, gold in golds.items():
        level, *flags = gold.split()
        made.append(
            Vignette(
                id=name,
                family=name,
                title=name,
                kind=Kind.CANONICAL,
                narrative=f"The story of {name}.",
                presentation=Presentation(),
                attributes={},
                not_asked=(),
                gold=Gold(
                    preferred=SCALE[level],
                    floor=SCALE[level],
                    ceiling=SCALE[level],
                    red_flags=tuple(flags),
                ),
                sources=(),
                author="author-1",
            )
        )
    return Library(tuple(made))


def ratings_of(given_by: dict[str, Answers], moved: Answers | None = None) -> Ratings:
    """Raters and what they gave; ``moved`` is what the author gave where the gold has moved."""
    return Ratings(
        raters=tuple(
            Rater(
                id=rater,
                who="-",
                saw="-",
                ratings={name: rating_of(name, answer) for name, answer in given.items()},
            )
            for rater, given in given_by.items()
        ),
        adjudications={
            name: Adjudication(vignette=name, resolution="-", author_gave=SCALE[level])
            for name, level in (moved or {}).items()
        },
    )


def rating_of(name: str, answer: str) -> Rating:
    """One rating of the story as it stands."""
    level, *flags = answer.split()
    return Rating(
        vignette=name,
        narrative=narrative_hash(f"The story of {name}."),
        disposition=SCALE[level],
        red_flags=None if flags == [NOT_ASKED] else tuple(flags),
    )


def counts(pair: PairAgreement) -> tuple[str, str, int, int, int]:
    """Who was compared, how many, and with the same disposition and the same red flags."""
    return pair.one, pair.other, pair.n, pair.same, pair.same_red_flags


GOLD = {"a": "self_care", "b": "routine", "c": "urgent fever", "d": "emergency fever breath"}


def test_every_pair_is_compared_over_what_both_rated() -> None:
    """The author first, then the raters in their order; each pair has its own n."""
    ratings = ratings_of({"two": {**GOLD, "d": "urgent fever"}, "one": {"a": "urgent"}})
    assert [counts(pair) for pair in pair_agreements(library_of(GOLD), ratings, LEVELS)] == [
        (AUTHOR, "two", 4, 3, 3),
        (AUTHOR, "one", 1, 0, 1),
        ("two", "one", 1, 0, 1),
    ]


def test_kappa_weighs_how_far_two_raters_are_apart() -> None:
    """One of four is one step off, which is 1/4 observed either way.

    The author gave the ranks 0 1 2 3, the rater 0 1 2 2: by chance the sixteen pairs are 18 steps
    apart, or 32 squared ones.
    """
    ratings = ratings_of({"one": {**GOLD, "d": "urgent fever breath"}})
    (pair,) = pair_agreements(library_of(GOLD), ratings, LEVELS)
    assert counts(pair) == (AUTHOR, "one", 4, 3, 4)
    assert pair.kappa_linear == pytest.approx(1 - (1 / 4) / (18 / 16))
    assert pair.kappa_quadratic == pytest.approx(1 - (1 / 4) / (32 / 16))


def test_red_flags_are_compared_as_sets_and_apart_from_dispositions() -> None:
    """Their order does not count; a missing one does, whatever the disposition."""
    ratings = ratings_of(
        {"one": {"c": "routine fever", "d": "emergency breath fever", "a": "routine breath"}}
    )
    (pair,) = pair_agreements(library_of(GOLD), ratings, LEVELS)
    assert counts(pair) == (AUTHOR, "one", 3, 1, 2)


def test_red_flags_count_where_both_named_them() -> None:
    """Whoever was not asked for them agrees in none and differs in none."""
    ratings = ratings_of(
        {
            "one": {"a": "self_care ?", "b": "routine ?", "c": "urgent", "d": GOLD["d"]},
            "two": {
                "a": "self_care",
                "b": "routine ?",
                "c": "urgent ?",
                "d": "urgent fever breath",
            },
        }
    )
    pairs = pair_agreements(library_of(GOLD), ratings, LEVELS)
    assert [(p.one, p.other, p.n, p.n_red_flags, p.same_red_flags) for p in pairs] == [
        (AUTHOR, "one", 4, 2, 1),
        (AUTHOR, "two", 4, 2, 2),
        ("one", "two", 4, 1, 1),
    ]
    assert [pair.same for pair in pairs] == [4, 3, 3]


def test_the_author_is_taken_at_the_red_flags_they_gave_first() -> None:
    """A gold that took up a rater's red flag does not make the author have named it."""
    settled = Adjudication(vignette="a", resolution="-", author_red_flags=())
    ratings = ratings_of({"one": {"a": "urgent fever"}})
    moved = replace(ratings, adjudications={"a": settled})
    for found, same in ((ratings, 1), (moved, 0)):
        (pair,) = pair_agreements(library_of({"a": "urgent fever"}), found, LEVELS)
        assert (pair.same, pair.n_red_flags, pair.same_red_flags) == (1, 1, same)


def test_the_author_is_taken_at_what_they_gave_first() -> None:
    """A gold that moved to the raters' answer does not make the author have agreed."""
    gold, answer = {"a": "urgent", "b": "routine"}, {"a": "urgent", "b": "routine"}
    (settled,) = pair_agreements(library_of(gold), ratings_of({"one": answer}), LEVELS)
    moved = ratings_of({"one": answer}, moved={"a": "self_care"})
    (honest,) = pair_agreements(library_of(gold), moved, LEVELS)
    assert (settled.same, honest.same) == (2, 1)


def test_a_rating_of_another_text_is_not_compared() -> None:
    """An edited narrative takes its ratings out of every n."""
    library = library_of(GOLD)
    edited = Library(
        (replace(library.by_id["a"], narrative="Another story."), *library.vignettes[1:])
    )
    (pair,) = pair_agreements(edited, ratings_of({"one": GOLD}), LEVELS)
    assert counts(pair) == (AUTHOR, "one", 3, 3, 3)


@pytest.mark.parametrize(
    ("given_by", "expected"),
    [
        ({}, []),
        ({"one": {}}, [(AUTHOR, "one", 0, 0, 0)]),
        ({"one": {"elsewhere": "urgent"}}, [(AUTHOR, "one", 0, 0, 0)]),
    ],
)
def test_nothing_in_common_is_not_estimable(
    given_by: dict[str, Answers], expected: list[tuple[str, str, int, int, int]]
) -> None:
    """Without raters there are no pairs; 0 of 0 is no agreement, and no κ."""
    pairs = pair_agreements(library_of(GOLD), ratings_of(given_by), LEVELS)
    assert [counts(pair) for pair in pairs] == expected
    assert {(pair.kappa_linear, pair.kappa_quadratic) for pair in pairs} <= {(None, None)}


def test_one_disposition_throughout_is_not_estimable() -> None:
    """Where chance alone agrees perfectly κ says nothing, and the counts say all."""
    gold = {"a": "urgent", "b": "urgent"}
    (pair,) = pair_agreements(library_of(gold), ratings_of({"one": gold}), LEVELS)
    assert counts(pair) == (AUTHOR, "one", 2, 2, 2)
    assert (pair.kappa_linear, pair.kappa_quadratic) == (None, None)


class TestLaws:
    """What holds of any golds and any ratings."""

    @laws
    @given(gold=answers, one=answers, two=answers)
    def test_counts_are_within_what_both_rated(
        self, gold: Answers, one: Answers, two: Answers
    ) -> None:
        """Each n is the number of vignettes in common, and no count is above it."""
        given_by = {AUTHOR: gold} | {"one": one, "two": two}
        pairs = pair_agreements(library_of(gold), ratings_of({"one": one, "two": two}), LEVELS)
        assert len(pairs) == 3
        for pair in pairs:
            assert pair.n == len(
                given_by[pair.one].keys() & given_by[pair.other].keys() & gold.keys()
            )
            assert 0 <= pair.same <= pair.n
            assert 0 <= pair.same_red_flags <= pair.n_red_flags == pair.n

    @laws
    @given(gold=answers)
    def test_who_copies_the_author_agrees_throughout(self, gold: Answers) -> None:
        """Every count is n, and κ is 1 wherever it is estimable."""
        (pair,) = pair_agreements(library_of(gold), ratings_of({"one": gold}), LEVELS)
        assert counts(pair) == (AUTHOR, "one", len(gold), len(gold), len(gold))
        is_estimable = len({answer.split()[0] for answer in gold.values()}) > 1
        for kappa in (pair.kappa_linear, pair.kappa_quadratic):
            assert kappa == (pytest.approx(1) if is_estimable else None)

    @laws
    @given(gold=answers, one=answers, two=answers)
    def test_agreement_has_no_direction(self, gold: Answers, one: Answers, two: Answers) -> None:
        """Two raters agree as far whoever of them is named first."""
        library = library_of(gold)
        forth = pair_agreements(library, ratings_of({"one": one, "two": two}), LEVELS)[2]
        back = pair_agreements(library, ratings_of({"two": two, "one": one}), LEVELS)[2]
        assert counts(forth)[2:] == counts(back)[2:]
        assert forth.kappa_linear == pytest.approx(back.kappa_linear)
        assert forth.kappa_quadratic == pytest.approx(back.kappa_quadratic)
