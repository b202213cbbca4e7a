"""What is read in a PDF is what stands in the document: nothing lost, nothing taken for code."""

import os
import subprocess
import sys
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.render.document.nodes import (
    Bullets,
    Column,
    Commands,
    Document,
    Figure,
    Filter,
    Fold,
    Pairs,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Tone,
)
from reports.render.pdf.characters import DRAWN, drawable
from reports.render.pictures.intervals import IntervalRow, Intervals
from tests.reports.kit.documents import hostile_document
from tests.reports.render.pdf.made import DIGEST, document, table, texts, whole
from tests.reports.render.pdf.reading import attribute, bookmarks, pages, shown, squeezed, structure

pytest.importorskip("typst", reason="typst is not installed: pip install 'triage-harness[pdf]'")
pytest.importorskip("pypdf", reason="pypdf is not installed")

from reports.render.pdf import render_pdf

HOSTILE: Final = (
    '#panic("x") #{1 + 1} #image("/etc/passwd") #eval("1")',
    "*bold* _slanted_ `code` $x^2$ @reference <label> ~ -- --- ...",
    "= Heading\n== Another\n- item\n+ item\n/ term: x",
    "\\ \\# [bracket] (round) {curly} // comment /* comment */ \\u{41}",
    "'single' \"double\" it's https://example.org/?a=b&c=d",
    "<script>alert(1)</script> &amp; ]]> <!-- -->",
    "=1+1 +1 -1 @SUM(A1)",
    "] ) } $ #",
)


def holds(found: str, text: str) -> bool:
    """Whether a text is found in the words of a file."""
    return squeezed(drawable(text)) in found


def test_no_text_is_lost() -> None:
    """Every text of every node is read back."""
    found = shown(render_pdf(whole()))
    assert [text for text in texts(whole()) if not holds(found, text)] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_typst_and_others_is_shown_as_it_is(text: str) -> None:
    """What would mean something to typst, HTML or a spreadsheet means nothing, wherever it is."""
    made = everywhere(text)
    found = shown(render_pdf(made))
    wanted = squeezed(drawable(text))
    assert found.count(wanted) >= sum(text in each for each in texts(made))


def everywhere(text: str) -> Document:
    """A document with one text in every place that holds any."""
    span = Span(text=text, is_code=True, is_strong=True, tone=Tone.GOOD)
    rows = (Row(id=text, cells=(text, span)), Row(cells=("b", (text, span)), marks=(text,)))
    columns = (Column(title=text), Column(title=text, is_number=True))
    listed = Table(caption=text, columns=columns, rows=rows)
    intervals = Intervals(rows=(IntervalRow(label=text, value=None, k=0, n=0),), title=text)
    return document(
        title=text,
        lead=text,
        verdict=text,
        author=text,
        date=text,
        seals=((text, text),),
        sections=(
            Section(
                id=text,
                title=text,
                blocks=(
                    Paragraph(text=(text, span, Span(text=text, to=text))),
                    Bullets(items=(text, span)),
                    Pairs(caption=text, rows=((text, span),)),
                    listed,
                    replace(listed, rows=(), empty=text),
                    Figure(id=text, caption=text, picture=intervals),
                    Commands(lines=(text, text)),
                    Fold(summary=text, blocks=(Paragraph(text=text),)),
                ),
            ),
        ),
    )


def test_what_is_too_long_for_a_heading_stands_below_it() -> None:
    """Titles, captions and heads of columns are cut before they fill pages, and told in full."""
    long = [
        word * 2_000 for word in ("title", "fold ", "table", "head ", "pairs", "image", "empty")
    ]
    title, fold, caption, head, pairs, image, empty = long
    intervals = Intervals(rows=(IntervalRow(label="Missed", value=None, k=0, n=0),))
    listed = table(90, caption, columns=tuple(Column(title=name) for name in ("Id", head, "Why")))
    blocks = (
        Fold(summary=fold, blocks=(listed, table(0, empty))),
        Pairs(caption=pairs, rows=(("a", "b"),)),
        Figure(id="x", caption=image, picture=intervals),
    )
    pdf = render_pdf(document(sections=(Section(id="x", title=title, blocks=blocks),)))
    found = shown(pdf)
    assert [text[:10] for text in long if squeezed(text) not in found] == []
    assert [len(name) for name in bookmarks(pdf)] == [300]
    assert all(len(each.said["Alt"]) <= 4_000 for each in structure(pdf).all("Figure"))
    assert len(pages(pdf)) < 40


def test_every_part_of_a_hostile_document_is_set() -> None:
    """The document in which every text is hostile, but for its longest, becomes pages."""
    made = hostile_document()
    kept = tuple(section for section in made.sections if len(section.id) < 10_000)
    assert len(kept) == len(made.sections) - 1
    found = shown(render_pdf(replace(made, sections=kept)))
    assert all(
        holds(found, text) for text in ("#set page(height: 1cm) $x^2$ @label <label>", "Level 0")
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    """No character makes a PDF fail, and what was written is read, or told by its number."""
    found = shown(render_pdf(everywhere(text)))
    assert set(squeezed(drawable(text))) - _UNREAD <= set(found)


_UNREAD: Final = frozenset(chr(c) for c in range(0x01C0, 0x1F00))
"""pypdf reads no replacement texts, and so not all letters with two accents in the fixed font."""


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        st.characters(max_codepoint=0x17F) | st.sampled_from("\U0001f600\u4e2d\u2265"), max_size=60
    )
)
def test_texts_are_read_as_they_were_written(text: str) -> None:
    """In every place, and in their order."""
    made = everywhere(text)
    found = shown(render_pdf(made))
    assert [each for each in texts(made) if not holds(found, each)] == []


def test_what_fonts_cannot_draw_is_told_by_its_number() -> None:
    """Characters of other scripts and pictures are not lost, and reorder nothing around them."""
    text = (
        "a\U0001f600b \u4e2d\u6587 \u0645\u0631 e\u0301\u0302 "
        "\u202eabc\x00\x0c\ud800 \u0905 \u2003 \ue000"
    )
    found = "\n".join(pages(render_pdf(document(Paragraph(text=text)))))
    told = "a[U+1F600]b [U+4E2D][U+6587] [U+0645][U+0631] \xe9[U+0302] \ufffdabc\ufffd\ufffd\ufffd"
    assert f"{told} [U+0905]" in found


def test_every_character_said_to_be_drawn_is_drawn() -> None:
    """The fonts have all of them: upright, strong, of fixed width, in headings and in pictures."""
    lines = tuple(DRAWN[start : start + 60] for start in range(0, len(DRAWN), 60))
    spans = [
        Span(text=line, is_code=code, is_strong=strong)
        for line in lines
        for code in (False, True)
        for strong in (False, True)
    ]
    rows = tuple(
        IntervalRow(label=line[at:][:30], value=None, k=0, n=0) for line in lines for at in (0, 30)
    )
    made = document(
        *(Paragraph(text=span) for span in spans),
        *(
            Figure(id="x", caption="x", picture=Intervals(rows=rows[at : at + 20]))
            for at in range(0, len(rows), 20)
        ),
        title=DRAWN,
        verdict=DRAWN,
    )
    assert set(squeezed(DRAWN)) <= set(shown(render_pdf(made)))


def test_accents_and_code_in_pictures_are_harmless() -> None:
    """Labels that would join with markup before them leave the picture what it is."""
    labels = ("\u0338 slash", "\u0301 acute", "<b>", "\U0001f600", "&amp;", "\u202e", "#x")
    rows = tuple(IntervalRow(label=label, value=0.5, k=1, n=2) for label in labels)
    pdf = render_pdf(
        document(Figure(id="x", caption="", picture=Intervals(rows=rows, title="\u0338")))
    )
    found = shown(pdf)
    assert all(holds(found, told) for told in ("[U+0338] slash", "<b>", "[U+1F600]", "&amp;", "#x"))


@pytest.mark.parametrize("is_code", [False, True])
@pytest.mark.parametrize(
    "word",
    [
        "W" * 150,
        "m/" * 90,
        "acute_knee_pain." * 10,
        "\u2014" * 120,
        "0123456789abcdef" * 9,
        "(" * 150,
        ")!" * 90,
    ],
)
def test_long_words_stay_on_the_page_and_are_copied_whole(word: str, *, is_code: bool) -> None:
    """A word wider than its place goes on below, and what is copied of it has nothing between."""
    span = Span(text=word, is_code=is_code)
    columns = tuple(Column(title="Number" + word, share=share) for share in (1, 1, 9))
    listed = Table(caption="c", columns=columns, rows=(Row(cells=(span, span, span)),))
    pdf = render_pdf(
        document(listed, Paragraph(text=span), Pairs(caption="p", rows=((word, span),)))
    )
    assert shown(pdf).count(word) >= 8
    [found] = structure(pdf).all("Table")
    left, _, right, _ = attribute(found, "/BBox")
    assert left > 50
    assert right < 595 - 50


def test_a_line_of_100_kilobytes_is_set_whole() -> None:
    """However long a text is, all of it stands there."""
    text = "#x " * 33_000 + "y" * 10_000
    listed = Table(caption="", columns=(Column(title=""),), rows=(Row(cells=(text,)),))
    assert squeezed(text) in shown(render_pdf(document(listed)))


def test_each_page_says_which_it_is_and_of_what() -> None:
    """The digest of the facts and the number of the page stand at the foot of every page."""
    found = pages(render_pdf(whole()))
    for number, page in enumerate(found, 1):
        assert DIGEST in page
        assert f"{number} of {len(found)}" in page


def test_folds_are_open_and_filters_left_out() -> None:
    """On paper nothing can be opened or chosen: all is there."""
    choice = Filter(id="f", title="Choose rows", choices=(("a", "Failing only"),))
    found = shown(
        render_pdf(document(Fold(summary="Read on", blocks=(table(3, filters=(choice,)),))))
    )
    assert all(holds(found, text) for text in ("Read on", "knee-0002"))
    assert not any(holds(found, text) for text in ("Choose rows", "Failing only"))


def test_the_same_document_gives_the_same_bytes() -> None:
    """Twice here, and once in another process under another seed of hashes."""
    code = (
        "import sys; from tests.reports.render.pdf.made import whole;"
        "from reports.render.pdf import render_pdf; sys.stdout.buffer.write(render_pdf(whole()))"
    )
    env = {"PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    other = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
    assert render_pdf(whole()) == render_pdf(whole()) == other.stdout
