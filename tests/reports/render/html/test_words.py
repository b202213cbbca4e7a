"""Texts as markup."""

from typing import Any

import pytest
from hypothesis import given

from reports.render.document.nodes import Document, Section, Span, Tone
from reports.render.html.places import Places
from reports.render.html.words import spans_of, told, words, written
from tests.reports.kit.any_documents import TEXTS, WORDS
from tests.reports.kit.texts import said
from tests.reports.render.html.reading import Page, shown


def places(*idents: str) -> Places:
    """Places of sections with these ids."""
    return Places(
        Document(
            title="",
            lead="",
            verdict="",
            tone=Tone.NONE,
            digest="",
            date="",
            author="",
            sections=tuple(Section(id=ident, title="") for ident in idents),
        )
    )


@given(WORDS)
def test_words_are_read_as_they_were_written(text: str) -> None:
    """But for what could steer the page; places to break at are no words."""
    page = Page(f"<p>{written(text)}</p>")
    assert page.one("p").text == shown(text)
    assert {each.tag for each in page.elements} <= {"p", "wbr"}


@given(TEXTS)
def test_pieces_follow_one_another(text: Any) -> None:
    """Nothing stands between them, and only elements that are known around them."""
    page = Page(f"<p>{words(text, places())}</p>")
    assert page.one("p").text == shown(said(text))
    tags = {"p", "wbr", "bdi", "code", "strong", "span"}
    assert {each.tag for each in page.elements} <= tags


@pytest.mark.parametrize(
    ("span", "markup"),
    [
        (Span(text="a"), "a"),
        (Span(text="a", tone=Tone.BAD), "<span class=B>a</span>"),
        (Span(text="a", is_code=True), "<code>a</code>"),
        (Span(text="a", is_strong=True, tone=Tone.GOOD), "<strong class=G>a</strong>"),
        (Span(text="a", is_code=True, is_strong=True), "<strong><code>a</code></strong>"),
        (Span(text="a", is_code=True, tone=Tone.QUIET), "<code class=Q>a</code>"),
        (Span(text="a", to="here"), '<a href="#here">a</a>'),
        (Span(text="a", to="nowhere"), "a"),
        (Span(text="", to="here"), ""),
        (Span(text="a", to="here", tone=Tone.WARN), '<a href="#here"><span class=W>a</span></a>'),
    ],
)
def test_what_is_said_of_a_piece(span: Span, markup: str) -> None:
    """Kind, weight, tone and target, and nothing around no words."""
    assert str(words(span, places("here"))) == markup


def test_long_words_may_break_at_their_joints() -> None:
    """Names of findings and paths; short ones and plain words stay whole."""
    assert str(written("a swelling_of_knee")) == "a swelling_of_knee"
    assert str(written("in triage/domains/knee/rules")) == (
        "in triage/<wbr>domains/<wbr>knee/<wbr>rules"
    )
    assert str(written("a" * 40)) == "a" * 40


def test_a_number_keeps_its_per_cent_sign() -> None:
    """They are never parted between two lines."""
    assert str(written("5 of 122 = 4.1 %")) == "5 of 122 = 4.1\N{NO-BREAK SPACE}%"


def test_words_from_right_to_left_keep_to_themselves() -> None:
    """Beside others they are set apart, so that what follows keeps its place."""
    hebrew = "\N{HEBREW LETTER ALEF}"
    assert str(words((hebrew, ": missed"), places())) == f"<bdi>{hebrew}</bdi>: missed"
    assert str(words((hebrew,), places())) == hebrew


def test_empty_pieces_are_left_out() -> None:
    """They would be elements around nothing."""
    assert spans_of(("", Span(text="a"), Span(text=""))) == (Span(text="a"),)
    assert told(("a", Span(text="\n"), "b")) == "a b"


@pytest.mark.parametrize("ident", ["x-1", "x-main", "a b", "1a", "é", "#", "a" * 201, "a\n"])
def test_ids_that_are_of_no_use_get_another(ident: str) -> None:
    """Links lead there all the same."""
    found = places("kept", ident)
    other = found.target(ident)
    assert found.target("kept") == "kept"
    assert other.startswith("x-")
    assert len(other) < 9
    assert (found.take(ident), found.take(ident)) == (other, "")
    assert found.own() not in ("", other)
