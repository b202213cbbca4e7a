"""The raters of a library, how far they agree, and what is in dispute, as a whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.raters import PairAgreement
from reports.render.agreement import render_agreement
from reports.render.text import Screen
from tests.evaluation.trace.kettle import Kettle, read_kettle, write_kettle
from tests.reports.data.made import write_ratings
from vignettes.ratings import Adjudication, Ratings, read_ratings

PAIRS = (
    PairAgreement(
        one="author",
        other="reader-a",
        n=8,
        same=7,
        n_red_flags=6,
        same_red_flags=5,
        kappa_linear=0.8471,
        kappa_quadratic=0.9,
    ),
    PairAgreement(
        one="reader-a",
        other="reader-b",
        n=0,
        same=0,
        n_red_flags=0,
        same_red_flags=0,
        kappa_linear=None,
        kappa_quadratic=None,
    ),
)
WHOLE = """\
Raters
  author: whoever wrote the vignette, who set its gold
  reader-a: A made-up reader, nobody's electrician. Saw: narratives only (8 ratings)
  reader-b: Another one. Saw: narratives only (3 ratings)

Agreement of each pair
  pair                n  same            raw   kappa linear      quadratic  same red flags
  author, reader-a    8     7         87.5 %          0.847          0.900          5 of 6
  reader-a, reader-b  0     0  not estimable  not estimable  not estimable          0 of 0

In dispute: 3 of 8 rated vignettes, of 9 in all
  Settled by: A third reader, who had both documents.
  leaking-open: author mend; reader-a mend; reader-b keep
    Now keep. The tip speaks of a leak that is there.
  smoke-open: author mend; reader-a unplug with fire (low confidence)
    Now mend. NOT SETTLED
  smoking: author unplug; reader-a unplug; reader-b unplug with no red flag
    Now unplug. NOT SETTLED"""


@pytest.fixture
def kettle(tmp_path: Path) -> Kettle:
    """The made-up domain."""
    return read_kettle(write_kettle(tmp_path))


@pytest.fixture
def ratings(tmp_path: Path, kettle: Kettle) -> Ratings:
    """What two raters gave."""
    found = read_ratings(write_ratings(tmp_path), kettle.words)
    assert found is not None
    return found


def test_raters_pairs_and_disputes_as_text(kettle: Kettle, ratings: Ratings) -> None:
    """Who they are, k and n of each pair, and everything that was given where they differ."""
    text = render_agreement(kettle.library, ratings, PAIRS, Screen(width=100))
    assert text == WHOLE


def test_where_nobody_differs_nothing_is_in_dispute(kettle: Kettle) -> None:
    """Which is said with its n; and nobody settled anything."""
    nobody = Ratings(raters=(), adjudications={}, settled_by="Somebody.")
    assert render_agreement(kettle.library, nobody, (), Screen()) == (
        "Raters\n"
        "  author: whoever wrote the vignette, who set its gold\n"
        "\n"
        "Agreement of each pair\n"
        "  pair  n  same  raw  kappa linear  quadratic  same red flags\n"
        "\n"
        "In dispute: 0 of 0 rated vignettes, of 9 in all"
    )


def test_red_flags_are_told_where_they_differ_from_the_authors(
    kettle: Kettle, ratings: Ratings
) -> None:
    """From those that the author gave first; whoever was not asked for them differs in none."""
    moved = Adjudication(
        vignette="humming", resolution="It only hums.", author_red_flags=("current",)
    )
    settled = replace(ratings, adjudications={"humming": moved}, settled_by="")
    lines = render_agreement(kettle.library, settled, (), Screen(width=100)).splitlines()
    start = lines.index("In dispute: 4 of 8 rated vignettes, of 9 in all")
    assert lines[start + 1 : start + 3] == [
        "  humming: author keep; reader-a keep with no red flag (high confidence); reader-b keep",
        "    Now keep. It only hums.",
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "NOT SETTLED"),
        ({"narrative": "0" * 16}, "NOT SETTLED"),
        ({"settled": "mend"}, "NOT SETTLED"),
        ({"settled": "unplug"}, "It did smoke."),
    ],
    ids=["nobody", "another-text", "another-end", "as-it-stands"],
)
def test_an_adjudication_settles_only_what_it_was_about(
    kettle: Kettle, ratings: Ratings, changed: dict[str, str], said: str
) -> None:
    """One of another text, or that ended otherwise than gold does, leaves the dispute open."""
    done = Adjudication(
        vignette="smoking",
        resolution="It did smoke.",
        narrative=changed.get("narrative", ""),
        settled=kettle.words.scale[changed["settled"]] if "settled" in changed else None,
    )
    settled = replace(ratings, adjudications={"smoking": done} if changed else {})
    text = render_agreement(kettle.library, settled, (), Screen(width=100))
    assert text.endswith(
        "  smoking: author unplug; reader-a unplug; reader-b unplug with no red flag\n"
        f"    Now unplug. {said}"
    )


@pytest.mark.parametrize("who", ["A reader", "A reader."])
def test_a_rater_is_told_in_sentences(kettle: Kettle, ratings: Ratings, who: str) -> None:
    """With one full stop, whether or not the file has it."""
    raters = tuple(replace(rater, who=who, saw="all of it.") for rater in ratings.raters[:1])
    text = render_agreement(kettle.library, replace(ratings, raters=raters), (), Screen())
    assert text.splitlines()[2] == "  reader-a: A reader. Saw: all of it (8 ratings)"


def test_headings_are_bold(kettle: Kettle, ratings: Ratings) -> None:
    """And nothing else is painted."""
    text = render_agreement(kettle.library, ratings, PAIRS, Screen(width=100, has_colour=True))
    bold = ("Raters", "Agreement of each pair", "In dispute: 3 of 8 rated vignettes, of 9 in all")
    expected = WHOLE
    for title in bold:
        expected = expected.replace(f"{title}\n", f"\x1b[1m{title}\x1b[0m\n", 1)
    assert text == expected


def test_long_words_of_raters_are_wrapped(kettle: Kettle, ratings: Ratings) -> None:
    """A resolution keeps to the width of the screen, below its vignette."""
    long = Adjudication(vignette="smoking", resolution="Looked at the manual again. " * 5)
    settled = replace(ratings, adjudications={"smoking": long})
    text = render_agreement(kettle.library, settled, (), Screen(width=60))
    assert text.endswith(
        "  smoking: author unplug; reader-a unplug; reader-b unplug\n"
        "    with no red flag\n"
        "    Now unplug. Looked at the manual again. Looked at the\n"
        "    manual again. Looked at the manual again. Looked at the\n"
        "    manual again. Looked at the manual again."
    )


def test_hostile_words_arrive_harmless(
    kettle: Kettle, ratings: Ratings, hostile: str, is_harmless: Callable[[str], bool]
) -> None:
    """What raters write cannot steer the terminal."""
    raters = tuple(replace(r, id=f"r{hostile}", who=hostile, saw=hostile) for r in ratings.raters)
    settled = Adjudication(vignette="smoking", resolution=hostile)
    evil = Ratings(raters=raters, adjudications={"smoking": settled}, settled_by=hostile)
    pairs = [replace(PAIRS[0], one=hostile, other=hostile)]
    assert is_harmless(render_agreement(kettle.library, evil, pairs, Screen()))
