"""Letters, colours and elements that pictures are made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.render.pictures.letters import label, lines_of, shortened, width_of
from reports.render.pictures.palette import COLOURS, CSS, paint
from reports.render.pictures.svg import element, group, number, path, steps
from tests.reports.render.pictures.drawn import HOSTILE, WORDS

WIDTHS = st.floats(20, 300)


@given(WORDS | st.sampled_from(HOSTILE), WIDTHS)
def test_a_shortened_text_fits(text: str, width: float) -> None:
    """It is never wider than its room, in which at least the ellipsis has place."""
    assert width_of(shortened(text, width, 13), 13) <= width
    assert all(width_of(line, 13) <= width for line in lines_of(text, width, 13, 2))
    assert len(lines_of(text, width, 13, 2)) <= 2


@given(st.text("abcW1 ", max_size=60), WIDTHS)
def test_a_text_is_shortened_only_where_it_must_be(text: str, width: float) -> None:
    """What fits stays whole; what does not keeps its beginning."""
    short = shortened(text, width, 13)
    if width_of(text, 13) <= width:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_heaps_of_accents_are_cut() -> None:
    """More than two accents on a letter would climb over the line above."""
    assert shortened("e\u0301\u0302\u0303\u0304x", 100, 10) == "e\u0301\u0302x"


def test_ligatures_and_rare_scripts_count_as_what_they_need() -> None:
    """One sign can be as wide as a sentence."""
    assert width_of("\ufdfd", 10) > 60
    assert width_of("\U0001f9d1", 10) > 12
    assert width_of("e\u0301", 10) == width_of("e", 10)


def test_a_shortened_label_has_all_of_it_in_a_title() -> None:
    """And one that fits has no title."""
    assert label("emergency", 1, 2, 40, 10) == (
        '<text x="1" y="2"><title>emergency</title>eme…</text>'
    )
    assert label("ill", 1, 2, 40, 10) == '<text x="1" y="2">ill</text>'


def _contrast(one: str, other: str) -> float:
    """By WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, paper: str, share: float) -> str:
    full = [c[1:] if len(c) == 7 else "".join(x * 2 for x in c[1:]) for c in (colour, paper)]
    pairs = [(int(full[0][i : i + 2], 16), int(full[1][i : i + 2], 16)) for i in (0, 2, 4)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
class TestContrast:
    """What is read and what is seen, in every scheme."""

    @pytest.mark.parametrize("name", ["ink", "quiet", "mark", "worse", "more"])
    def test_texts_and_strong_marks(self, name: str, scheme: str) -> None:
        """At least 4.5 to 1 on paper."""
        paper = getattr(COLOURS["paper"], scheme)
        assert _contrast(getattr(COLOURS[name], scheme), paper) >= 4.5

    def test_axes_and_bars(self, scheme: str) -> None:
        """At least 3 to 1 on paper."""
        paper = getattr(COLOURS["paper"], scheme)
        assert _contrast(getattr(COLOURS["axis"], scheme), paper) >= 3

    @pytest.mark.parametrize("name", ["mark", "more", "worse", "quiet"])
    def test_numbers_on_the_strongest_shade(self, name: str, scheme: str) -> None:
        """At least 4.5 to 1 where a cell holds all of its row."""
        paper, ink = (getattr(COLOURS[each], scheme) for each in ("paper", "ink"))
        shade = _mixed(getattr(COLOURS[name], scheme), paper, 0.5)
        assert _contrast(ink, shade) >= 4.5


def test_every_class_has_its_rule() -> None:
    """What is painted by a class is in the sheet, in every scheme."""
    for name in COLOURS:
        assert f".picture .f-{name}{{fill:var(--p-{name})}}" in CSS
        assert f".picture .s-{name}{{stroke:var(--p-{name})}}" in CSS
        assert CSS.count(f"--p-{name}:") == 3
    assert paint(fill="ink", stroke="rule") == {
        "class_": "f-ink s-rule", "fill": "#1b1d20", "stroke": "#d9dce0",
    }  # fmt: skip


def test_the_sheet_is_balanced_and_asks_for_nothing() -> None:
    """It may stand in a page with a strict policy."""
    assert CSS.count("{") == CSS.count("}")
    assert not re.search(r"url|@import|<", CSS)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_place(wrong: float) -> None:
    """A picture with such a number would be drawn by nobody."""
    with pytest.raises(ValueError, match="no place in a picture"):
        number(wrong)


def test_nothing_is_drawn_of_nothing() -> None:
    """Groups and paths around nothing are left out."""
    assert group("", "", fill="none") == path("", fill="none") == ""
    assert (
        element("g", stroke_width=1.26, class_="<&") == '<g stroke-width="1.3" class="&lt;&amp;"/>'
    )
    assert steps("M", 1, 2, 3.04, "Z", "M", -1, 0) == "M1 2 3Z M-1 0".replace("Z M", "ZM")
