"""What holds of every picture, whatever it shows."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.render.pictures.palette import CSS, standalone
from tests.reports.render.pictures.drawn import HOSTILE, ids, outside, read, tags, told
from tests.reports.render.pictures.made import Drawn, drawings

PICTURES = drawings()


@given(PICTURES)
def test_a_picture_is_one_well_formed_element_with_a_title_and_a_description(draw: Drawn) -> None:
    """Whatever the labels hold, it is XML, an image, and named by its title and description."""
    svg = draw("p")
    root = read(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "p-title p-desc"
    assert [child.attrib.get("id") for child in root][:2] == ["p-title", "p-desc"]
    assert told(svg)


@given(PICTURES)
def test_nothing_is_drawn_beyond_the_edges(draw: Drawn) -> None:
    """Every mark and every text, by the widest usual letters, is inside of the view box."""
    assert outside(draw("p")) == []


@given(PICTURES)
def test_a_strict_page_may_hold_it(draw: Drawn) -> None:
    """There is no script, no style, no handler, and nothing from elsewhere."""
    svg = draw("p")
    names = {each.tag for each in read(svg).iter()}
    assert not {name for name in names if name.endswith(("script", "style", "image", "use"))}
    keys = {key for each in read(svg).iter() for key in each.attrib}
    assert not {key for key in keys if key == "style" or key.startswith("on") or "href" in key}


@given(PICTURES)
def test_ids_begin_with_the_ident_and_links_lead_to_them(draw: Drawn) -> None:
    """Two pictures on a page share no id, and no pattern is missing or unused."""
    svg = draw("p")
    assert len(set(ids(svg))) == len(ids(svg))
    assert all(each.startswith("p-") for each in ids(svg))
    assert not set(ids(svg)) & set(ids(draw("other")))
    links = set(re.findall(r"url\(#([^)]*)\)", svg))
    assert links == set(ids(svg)) - {"p-title", "p-desc"}


@given(PICTURES)
def test_the_same_values_give_the_same_bytes(draw: Drawn) -> None:
    """Nothing depends on when or how often it is drawn."""
    assert draw("p") == draw("p")


@given(PICTURES)
def test_numbers_have_at_most_two_decimals_and_no_idle_zeros(draw: Drawn) -> None:
    """Places are short."""
    places = [
        value
        for each in read(draw("p")).iter()
        for key, value in each.attrib.items()
        if key in {"x", "y", "cx", "cy", "r", "width", "height", "d", "fill-opacity"}
    ]
    assert not re.search(r"\d\.\d{3}|\de|\.0\b|-0\b(?!\.)", " ".join(places))


@given(drawings(st.sampled_from(HOSTILE)))
@settings(max_examples=60)
def test_hostile_labels_are_drawn_as_text(draw: Drawn) -> None:
    """Markup, control and direction characters, heaps of accents and long lines do no harm."""
    svg = draw("p")
    assert outside(svg) == []
    assert not {"\u202e", "\u2066", "\x1b", "\x00"} & set(svg)
    assert "<script" not in svg


@given(PICTURES)
def test_a_file_of_its_own_has_its_style(draw: Drawn) -> None:
    """The same picture, with the rules for its colours within, and nothing else."""
    svg = draw("p")
    file = standalone(svg)
    (style,) = tags(file, "style")
    assert CSS in (style.text or "")
    assert file.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert re.sub(r"<\?xml.*\n|<style>[^<]*</style>", "", file) == svg + "\n"


@given(PICTURES, st.sampled_from(["", "1a", "a b", 'a"', "é"]))
@settings(max_examples=20)
def test_an_ident_that_cannot_begin_an_id_is_refused(draw: Drawn, ident: str) -> None:
    """What stands in attributes and in links is made of letters and digits."""
    with pytest.raises(ValueError, match="cannot begin an id"):
        draw(ident)
