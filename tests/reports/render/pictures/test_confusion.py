"""Preferred against given dispositions."""

import pytest
from hypothesis import given

from reports.render.pictures.confusion import Confusion, draw_confusion
from tests.reports.render.pictures.drawn import HOSTILE, is_hatched, seen, tags, told
from tests.reports.render.pictures.made import confusions

LEVELS = ("Self-care", "Routine", "Urgent")
COUNTS = ((108, 0, 0, 0), (8, 1520, 0, 1), (0, 2, 88, 3))


def confusion(counts: tuple[tuple[int, ...], ...] = COUNTS) -> Confusion:
    """Three levels and one column that is none."""
    return Confusion(levels=LEVELS, columns=(*LEVELS, "(no answer)"), counts=counts)


@given(confusions())
def test_every_count_is_written(picture: Confusion) -> None:
    """Each cell shows its number."""
    texts = seen(draw_confusion(picture, "p"))
    for row in picture.counts:
        for count in row:
            assert f"{count:,}" in texts


@given(confusions())
def test_less_urgent_than_preferred_is_hatched_and_nothing_else_is(picture: Confusion) -> None:
    """The hatch is there exactly when somebody is below the diagonal."""
    is_less = any(count for i, row in enumerate(picture.counts) for count in row[:i])
    assert is_hatched(draw_confusion(picture, "p")) == is_less


@pytest.mark.parametrize("count", [0, 1])
def test_no_disposition_is_dotted(count: int) -> None:
    """What is no level has a pattern of its own, where there is any."""
    svg = draw_confusion(confusion(((9, 0, 0, count), (0, 9, 0, 0), (0, 0, 9, 0))), "p")
    assert ("url(#p-dots)" in svg) == bool(count)
    assert ("no disposition" in seen(svg)) == bool(count)


def test_a_hatched_cell_is_where_its_count_is() -> None:
    """The pattern covers the cell of the count below the diagonal, and no other."""
    svg = draw_confusion(confusion(((9, 5, 0, 0), (0, 9, 0, 0), (0, 7, 9, 0))), "p")
    hatched = [each for each in tags(svg, "path") if each.get("fill") == "url(#p-hatch)"]
    (x, y), (right, bottom) = _corners(hatched[0].attrib["d"])
    (seven,) = [each for each in tags(svg, "text") if each.text == "7"]
    assert x < float(seven.attrib["x"]) < right
    assert y < float(seven.attrib["y"]) < bottom
    assert len(hatched) == 2, "the cell and the sign of the legend"


def _corners(d: str) -> tuple[tuple[float, float], tuple[float, float]]:
    start, across, rest = d.removeprefix("M").replace("V", "H").split("H")[:3]
    x, y = map(float, start.split())
    return (x, y), (float(across), float(rest))


def test_the_shade_is_the_share_of_the_row() -> None:
    """Half of a row is paler than all of one, and darker than a tenth."""
    svg = draw_confusion(confusion(((50, 50, 0, 0), (0, 10, 0, 0), (0, 1, 9, 0))), "p")
    shades = [each.attrib["fill-opacity"] for each in tags(svg, "rect")]
    assert sorted(shades) == ["0.18", "0.32", "0.32", "0.46", "0.50"]


def test_it_is_told_in_words() -> None:
    """Sums first, then what is not as preferred, the less urgent first."""
    assert told(draw_confusion(confusion(), "p")) == (
        "Rows: preferred; columns: given. Of 1,730: 1,716 as preferred, 10 less urgent than "
        "preferred, 0 more urgent than preferred, 4 no disposition. Routine given as Self-care: "
        "8; Urgent given as Routine: 2; Urgent given as (no answer): 3; Routine given as (no "
        "answer): 1."
    )


def test_rows_say_how_many_they_hold() -> None:
    """The number that a share is of stands at its row."""
    texts = seen(draw_confusion(confusion(), "p"))
    assert [text for text in texts if "in all" in text] == [
        "108 in all", "1,529 in all", "93 in all",
    ]  # fmt: skip


def test_no_levels_and_no_vignettes_say_so() -> None:
    """Nothing to show is said, and has no shades."""
    empty = Confusion(levels=(), columns=(), counts=())
    assert seen(draw_confusion(empty, "p")) == [
        "Preferred and given disposition",
        "No dispositions.",
    ]
    nobody = draw_confusion(confusion(((0,) * 4,) * 3), "p")
    assert "No vignettes." in seen(nobody)
    assert not tags(nobody, "rect")


def test_a_long_name_is_whole_in_a_title() -> None:
    """A name that has no room is shortened, and not lost."""
    long = "A disposition with a name of many words"
    svg = draw_confusion(Confusion(levels=(long,), columns=(long, long), counts=((1, 1),)), "p")
    assert long not in seen(svg)
    assert [each.text for each in tags(svg, "title")].count(long) >= 3


@pytest.mark.parametrize(
    ("columns", "counts", "said"),
    [
        (("b", "a"), ((1, 1), (1, 1)), "begin with the levels"),
        (("a", "b"), ((1, 1), (1,)), "one row of counts"),
        (("a", "b"), ((1, 1),), "one row of counts"),
        (("a", "b"), ((1, 1), (1, -1)), "0 or more"),
    ],
)
def test_counts_that_do_not_fit_are_refused(
    columns: tuple[str, ...], counts: tuple[tuple[int, ...], ...], said: str
) -> None:
    """A confusion that exists can be drawn."""
    with pytest.raises(ValueError, match=said):
        Confusion(levels=("a", "b"), columns=columns, counts=counts)


@pytest.mark.parametrize("label", HOSTILE)
def test_every_hostile_level_has_its_row(label: str) -> None:
    """Whatever a level is called, its counts are there."""
    picture = Confusion(levels=(label,), columns=(label,), counts=((4711,),))
    assert "4,711" in seen(draw_confusion(picture, "p"))


def test_a_usual_picture_is_small() -> None:
    """Four levels and no answer are below six kilobytes."""
    levels = ("Self-care", "Routine", "Urgent", "Emergency")
    counts = ((108, 0, 0, 0, 0), (8, 152, 0, 0, 0), (3, 1, 88, 16, 2), (0, 0, 1, 17, 0))
    usual = Confusion(levels=levels, columns=(*levels, "(no answer)"), counts=counts)
    assert len(draw_confusion(usual, "confusion")) < 6_000
