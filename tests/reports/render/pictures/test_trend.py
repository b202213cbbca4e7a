"""A rate over versions."""

from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.render.pictures.letters import width_of
from reports.render.pictures.trend import Trend, TrendPoint, draw_trend
from reports.render.pictures.trend_places import window_around
from tests.reports.render.pictures.drawn import seen, tags, told
from tests.reports.render.pictures.made import SHARES, trends

FIRST = TrendPoint(label="1.0.0", k=4, n=80, value=0.05, lower=0.02, upper=0.09, size=240)
SECOND = TrendPoint(label="1.1.0", k=1, n=80, value=0.0125, lower=0.0, upper=0.05, size=240)
OTHER = TrendPoint(
    label="1.2.0", k=2, n=118, value=2 / 118, lower=0.0, upper=0.06, size=390, note="other library"
)
UNKNOWN = TrendPoint(label="1.3.0", k=0, n=0, value=None, size=390)


def draw(*points: TrendPoint, one_sided: bool = False) -> str:
    """The picture of some versions."""
    return draw_trend(Trend(points=points, title="Missed", one_sided=one_sided), "p")


def many(count: int) -> tuple[TrendPoint, ...]:
    """Versions that differ little."""
    return tuple(
        TrendPoint(label=f"1.{i}.0", k=i, n=500, value=i / 500, lower=0.0, upper=0.8, size=300 + i)
        for i in range(count)
    )


@given(trends())
def test_there_is_a_mark_for_each_version(picture: Trend) -> None:
    """A dot for each rate, and a cross for each that is not estimable, with its entry below."""
    svg = draw_trend(picture, "p")
    known = [point for point in picture.points if point.value is not None]
    sign = any(text.startswith("rate with its") for text in seen(svg))
    assert len(tags(svg, "circle")) == len(known) + sign
    assert ("not estimable" in seen(svg)) == (len(known) < len(picture.points))


def test_few_versions_have_every_number() -> None:
    """Label, counts, rate and size of each; a size that stays the same stands where it begins."""
    texts = seen(draw(FIRST, SECOND, OTHER, UNKNOWN))
    assert [text for text in texts if "/" in text] == ["4/80", "1/80", "2/118", "0/0"]
    assert {"1.0.0", "1.1.0", "1.2.0", "1.3.0"} < set(texts)
    assert {"5.0 %", "1.2 %", "1.7 %"} < set(texts)
    assert texts.count("240") == 1
    assert texts.count("390") == 2, "where it begins, and at the last version"


@pytest.mark.parametrize("count", [2, 9, 60, 400])
def test_labels_of_many_versions_keep_apart(count: int) -> None:
    """Those that have room are written, the last one always, and none touches another."""
    svg = draw(*many(count))
    names = [e for e in tags(svg, "text") if (e.text or "").endswith(".0")]
    spans = sorted(map(_span, names))
    assert f"1.{count - 1}.0" in seen(svg)
    assert len(names) >= min(count, 5)
    assert all(left[1] < right[0] for left, right in pairwise(spans))


def _span(text: Element) -> tuple[float, float]:
    x, wide = float(text.attrib["x"]), width_of(text.text or "", 12)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.attrib["text-anchor"]]
    return left, left + wide


def test_of_many_versions_the_last_and_the_extremes_have_their_rate() -> None:
    """Where there is no room for all."""
    assert {"11.8 %", "0.0 %"} <= set(seen(draw(*many(60))))


def test_a_gap_is_where_a_rate_is_not_estimable() -> None:
    """The line never passes over what was not measured."""
    svg = draw(FIRST, SECOND, UNKNOWN, OTHER, FIRST)
    (line,) = [e for e in tags(svg, "path") if e.get("stroke-opacity")]
    assert [part.count("L") for part in line.attrib["d"].split("M")[1:]] == [1, 1]


def test_nothing_estimable_has_no_line_and_no_dot() -> None:
    """All that is drawn are crosses."""
    svg = draw(UNKNOWN, UNKNOWN)
    assert not tags(svg, "circle")
    assert told(svg).endswith("2 not estimable.")


def test_notes_have_letters_and_stand_below() -> None:
    """The same note has the same letter; beyond six it says how many more."""
    texts = seen(draw(FIRST, OTHER, SECOND, OTHER))
    assert texts.count("a") == 2
    assert "a: other library" in texts
    noted = [TrendPoint(label="", value=None, note=f"note {i}") for i in range(8)]
    assert {"f: note 5", "and 2 more notes"} <= set(seen(draw(*noted)))
    assert "g: note 6" not in seen(draw(*noted))


def test_no_known_size_has_no_second_panel() -> None:
    """A panel without bars would say that libraries are empty."""
    words = "Vignettes in the library"
    assert words in seen(draw(FIRST))
    assert words not in seen(draw(TrendPoint(label="a", k=1, n=2, value=0.5)))


def test_bars_stand_on_zero() -> None:
    """Twice the vignettes, twice the height; a library of nothing has no height."""
    sizes = [TrendPoint(label="", value=None, size=size) for size in (100, 200, 0)]
    (bars,) = [e for e in tags(draw(*sizes), "path") if e.get("class") == "f-axis"]
    heights = [_height(part) for part in bars.attrib["d"].split("M")[1:]]
    assert heights == [22.0, 44.0, 0.0]


def _height(bar: str) -> float:
    ground, top = bar.split("H", 1)[0].split("V")
    return float(ground.split()[1]) - float(top)


@given(st.lists(SHARES))
def test_the_scale_holds_every_rate(values: list[float]) -> None:
    """From 0 up or from 1 down."""
    window = window_around(values)
    assert all(-1e-9 <= window.fraction(value) <= 1 + 1e-9 for value in values)
    assert window.low == 0 or window.high == 1


def test_a_scale_that_does_not_begin_at_zero_says_so() -> None:
    """High rates have a narrow scale, and it is named."""
    high = TrendPoint(label="a", k=99, n=100, value=0.99, lower=0.95, upper=1.0)
    assert "The scale begins at 95 %, not at 0." in seen(draw(high))
    assert not [text for text in seen(draw(FIRST)) if "scale" in text]


def test_a_bound_is_drawn_otherwise_than_an_interval() -> None:
    """One end with feet against two ends, and other words in the legend."""
    one, two = draw(FIRST, one_sided=True), draw(FIRST)
    assert "rate with its one-sided 95 % bound (exact)" in seen(one)
    assert "rate with its 95 % interval (Wilson)" in seen(two)
    shapes = [
        "".join(c for c in path.attrib["d"] if c.isalpha())
        for svg in (one, two)
        for path in tags(svg, "path")
        if path.get("stroke-width") == "1.5"
    ]
    assert shapes == ["MVMVHV", "MVMVHV", "MHMHMV", "MHMHMV"]


def test_it_is_told_in_words() -> None:
    """First, last, most and least, and how many are not estimable."""
    assert told(draw(SECOND, FIRST, UNKNOWN, OTHER)) == (
        "4 versions, oldest first; 1.1.0: 1 of 80, 1.2 %, 240 vignettes; 1.2.0: 2 of 118, 1.7 %, "
        "390 vignettes; most: 1.0.0: 4 of 80, 5.0 %, 240 vignettes; least: 1.1.0: 1 of 80, 1.2 %, "
        "240 vignettes; 1 not estimable."
    )
    assert told(draw(FIRST)) == "1 version; 1.0.0: 4 of 80, 5.0 %, 240 vignettes."


def test_no_versions_say_so() -> None:
    """Nothing to show is said."""
    assert seen(draw()) == ["Missed", "No versions."]


def test_what_is_no_rate_and_no_size_is_refused() -> None:
    """A version that exists can be drawn."""
    with pytest.raises(ValueError, match="is not a share"):
        TrendPoint(label="", value=1.5)
    with pytest.raises(ValueError, match="0 vignettes or more, not -1"):
        TrendPoint(label="", value=None, size=-1)
