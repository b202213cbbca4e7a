"""Shares with their intervals."""

from itertools import pairwise

import pytest
from hypothesis import given

from evaluation.describe import NOT_ESTIMABLE, percent
from reports.render.pictures.intervals import IntervalRow, Intervals, draw_intervals
from tests.reports.render.pictures.drawn import outside, seen, tags, told
from tests.reports.render.pictures.made import SHARES, intervals

MISSED = IntervalRow(
    label="Missed", k=5, n=122, value=5 / 122, upper=0.087, one_sided=True, limit=0.0
)
ACCURACY = IntervalRow(
    label="Accuracy", k=345, n=350, value=345 / 350, lower=0.96, upper=0.99, limit=0.95,
    is_upper_limit=False,
)  # fmt: skip
NOTHING = IntervalRow(label="Inclination", k=0, n=0, value=None)


def draw(*rows: IntervalRow) -> str:
    """The picture of some rows."""
    return draw_intervals(Intervals(rows=rows), "p")


@given(intervals())
def test_every_row_has_its_counts_and_its_share(picture: Intervals) -> None:
    """k, n and the share stand at the right of each row."""
    texts = seen(draw_intervals(picture, "p"))
    for row in picture.rows:
        assert f"{row.k:,} of {row.n:,}" in texts
        assert percent(row.value).strip() in texts


@given(SHARES)
def test_shares_are_worded_as_in_tables(value: float) -> None:
    """A picture never says another number than the table beside it."""
    assert percent(value) == percent(value)
    assert percent(None) == percent(None) == NOT_ESTIMABLE


@given(intervals())
def test_there_is_a_point_for_each_share_that_is_estimable(picture: Intervals) -> None:
    """What is not estimable has no mark at 0 %, nor anywhere."""
    svg = draw_intervals(picture, "p")
    known = [row for row in picture.rows if row.value is not None]
    signs = any(row.ends for row in picture.rows) + any(row.bound is not None for row in known)
    assert len(tags(svg, "circle")) == len(known) + signs


def test_a_row_that_is_not_estimable_says_so() -> None:
    """In its row, in the legend and in the description."""
    svg = draw(NOTHING)
    assert seen(svg).count("not estimable") == 2
    assert "Inclination: 0 of 0, not estimable" in told(svg)
    assert not tags(svg, "circle")
    ends = IntervalRow(label="Inclination", k=0, n=0, value=None, lower=0.0, upper=1.0)
    assert draw(ends) == svg, "the interval of nothing is not drawn"


@pytest.mark.parametrize(
    ("rows", "legend"),
    [
        ((MISSED,), ["rate with a one-sided 95 % bound (exact)", "allowed at most"]),
        ((ACCURACY,), ["rate with a two-sided 95 % interval (Wilson)", "asked at least"]),
        ((NOTHING,), ["not estimable"]),
    ],
)
def test_the_legend_explains_what_is_drawn_and_nothing_else(
    rows: tuple[IntervalRow, ...], legend: list[str]
) -> None:
    """Two-sided intervals, bounds and limits each have their sign."""
    assert seen(draw(*rows))[1 : 1 + len(legend) + 1] == [*legend, "0 %"]


def test_a_bound_is_drawn_otherwise_than_an_interval() -> None:
    """A bound has a bar and one end with feet, a two-sided interval a line with two ends."""
    one = IntervalRow(label="", k=1, n=2, value=0.5, upper=0.75, one_sided=True)
    two = IntervalRow(label="", k=1, n=2, value=0.5, lower=0.25, upper=0.75)
    assert _marks(draw(one)) == ["MHVH", "bar"]
    assert _marks(draw(two)) == ["MVMVMH"]


def _marks(svg: str) -> list[str]:
    """The shapes of the last marks, without the legend."""
    strokes = [each for each in tags(svg, "path") if each.get("stroke-width") == "2"]
    bars = [each for each in tags(svg, "path") if each.get("fill-opacity") == "0.35"]
    letters = "".join(letter for letter in strokes[-1].attrib["d"] if letter.isalpha())
    return [letters, *(["bar"] if bars else [])]


def test_a_lower_bound_leads_the_other_way() -> None:
    """A one-sided interval without an upper end has a lower one."""
    row = IntervalRow(label="Sure", k=9, n=9, value=1.0, lower=0.7, one_sided=True)
    assert row.bound == 0.7
    assert told(draw(row)) == "Shares from 0 to 100 %. Sure: 9 of 9, 100.0 %, at least 70.0 %."


def test_the_feet_of_a_bound_point_to_its_share() -> None:
    """Also where the bound, of families, lies on the other side than it should."""
    for value, bound, leads_right in ((0.2, 0.5, True), (0.8, 0.5, False)):
        row = IntervalRow(label="", k=1, n=2, value=value, upper=bound, one_sided=True)
        marks = [e for e in tags(draw(row), "path") if e.get("stroke-width") == "2"][-1]
        foot, end = marks.attrib["d"].removeprefix("M").split(" ")[0], _x_after(marks.attrib["d"])
        assert (float(foot) < end) == leads_right


def _x_after(d: str) -> float:
    return float(d.split("H", 2)[1].split("V", 1)[0])


@pytest.mark.parametrize("limit", [0.0, 1.0])
@pytest.mark.parametrize("is_upper", [True, False])
def test_limits_at_the_ends_of_the_scale_have_room(limit: float, is_upper: bool) -> None:  # noqa: FBT001
    """The pennant at 0 % and at 100 % is not cut off, to whichever side it points."""
    row = IntervalRow(label="", k=0, n=9, value=0.0, limit=limit, is_upper_limit=is_upper)
    assert outside(draw(row)) == []


def test_it_is_told_in_words() -> None:
    """Counts, share, interval and limit of each row."""
    assert told(draw(MISSED, ACCURACY)) == (
        "Shares from 0 to 100 %. Missed: 5 of 122, 4.1 %, at most 8.7 %, allowed at most 0.0 %; "
        "Accuracy: 345 of 350, 98.6 %, interval 96.0 % to 99.0 %, asked at least 95.0 %."
    )


def test_of_many_rows_the_first_are_told() -> None:
    """And how many more there are."""
    assert told(draw(*[MISSED] * 20)).endswith("; and 14 more.")


def test_intervals_say_what_they_describe() -> None:
    """Below every picture with an interval, and below none without."""
    words = "Intervals describe this library, not patients."
    assert words in seen(draw(NOTHING, MISSED))
    assert words not in seen(draw(NOTHING))


def test_no_rows_say_so() -> None:
    """Nothing to show is said."""
    assert seen(draw()) == ["Rates with their intervals", "No rates."]


def test_rows_keep_apart() -> None:
    """Dozens of rows have as much room as one."""
    svg = draw(*[ACCURACY] * 60)
    heights = [float(e.attrib["y"]) for e in tags(svg, "text") if e.text == "Accuracy"]
    assert {after - before for before, after in pairwise(heights)} == {40.0}


@pytest.mark.parametrize("field", ["value", "lower", "upper", "limit"])
@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_is_refused(field: str, wrong: float) -> None:
    """A row that exists can be drawn."""
    shares: dict[str, float | None] = {"value": 0.5, field: wrong}
    with pytest.raises(ValueError, match="is not a share"):
        IntervalRow(label="", k=1, n=2, **shares)  # type: ignore[arg-type]
