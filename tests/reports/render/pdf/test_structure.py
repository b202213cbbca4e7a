"""The tags of a PDF, by which those who cannot see it read it, its bookmarks and its links."""

from dataclasses import replace
from typing import Any

import pytest

from reports.render.document.nodes import Bullets, Figure, Paragraph, Row, Section, Span, Table
from tests.reports.render.pdf.made import BLANKS, CONFUSION, document, table, tables_in, whole
from tests.reports.render.pdf.reading import attribute, bookmarks, pages, reader, structure

pytest.importorskip("typst", reason="typst is not installed: pip install 'triage-harness[pdf]'")
pytest.importorskip("pypdf", reason="pypdf is not installed")

from reports.render.pdf import render_pdf


def test_each_table_is_one_element() -> None:
    """As many table elements as tables, each with all of its rows, over however many pages."""
    made = whole()
    assert len(pages(render_pdf(made))) > 4
    found = structure(render_pdf(made)).all("Table")
    rows = [len(each.all("TBody")[0].all("TR")) for each in found]
    assert rows == [len(each.rows) for each in tables_in(made.sections)]


def test_heads_of_columns_are_heads() -> None:
    """Each table has one row of header cells for its columns, which every other cell names."""
    [found] = structure(render_pdf(document(table(90)))).all("Table")
    [head] = found.all("THead")
    assert len(head.all("TR")) == 1
    assert [attribute(cell, "/Scope") for cell in head.all("TH")] == ["/Column"] * 3
    assert all(len(attribute(cell, "/Headers")) == 1 for cell in found.all("TD"))
    assert len(found.all("TD")) == 3 * 90


def test_heads_of_columns_stand_on_each_page() -> None:
    """A table that goes on has its heads above every part."""
    found = pages(render_pdf(document(table(120))))
    assert len(found) > 2
    assert all("k of n" in page for page in found)


def test_a_caption_belongs_to_its_table() -> None:
    """What a table shows is said with it; one without a caption has none."""
    [found] = structure(render_pdf(document(table(2)))).all("Table")
    assert len(found.all("Caption")) == 1
    [found] = structure(render_pdf(document(table(2, "")))).all("Table")
    assert found.all("Caption") == []


def test_a_table_without_rows_is_a_sentence() -> None:
    """Where nothing is to be listed, the words for that stand below the caption."""
    pdf = render_pdf(document(table(0, "Regressions", empty="No regressions.")))
    assert structure(pdf).all("Table") == []
    assert "Regressions\nNo regressions." in "\n".join(pages(pdf))


def test_levels_of_headings_follow_one_another() -> None:
    """The levels are those of the sections, below the contents; none is left out."""
    heads = structure(render_pdf(whole())).all("H1", "H2", "H3")
    assert [(head.role, head.said["T"]) for head in heads] == [
        ("H1", "Contents"),
        ("H1", "What changed"),
        ("H2", "Pictures"),
        ("H3", "Deep"),
        ("H2", "More pictures"),
        ("H1", "Document control"),
    ]


def test_sections_deeper_than_headings_go_stay_headings() -> None:
    """PDF has six levels; what is deeper stands on the sixth."""
    section = Section(id="s9", title="Title 9")
    for level in range(8, 0, -1):
        section = Section(id=f"s{level}", title=f"Title {level}", sections=(section,))
    heads = structure(render_pdf(document(sections=(section,)))).all("H5", "H6")
    assert [head.said["T"] for head in heads] == [f"Title {level}" for level in range(5, 10)]


def test_bookmarks_are_the_sections() -> None:
    """Nothing but sections is bookmarked, as deep as they are."""
    assert bookmarks(render_pdf(whole())) == [
        "What changed", ["Pictures", ["Deep"], "More pictures"], "Document control",
    ]  # fmt: skip


def test_each_picture_is_told_in_words() -> None:
    """A picture says its caption and what it shows to those who hear."""
    figures = structure(render_pdf(whole())).all("Figure")
    assert len(figures) == 4
    for figure, caption in zip(
        figures, ("Expected and given", "Flow", "Intervals", "Trend"), strict=True
    ):
        assert figure.said["Alt"].startswith(f"{caption} ")
        assert len(figure.said["Alt"]) > len(caption) + 20


def test_points_are_lists() -> None:
    """Points are items of a list, with or without numbers; none leave no list."""
    pdf = render_pdf(document(Bullets(items=("a", "b")), Bullets(items=("c",), is_numbered=True)))
    found = [each for each in structure(pdf).all("L") if each.all("LI")]
    assert [len(each.all("LI")) for each in found] == [2, 1]
    assert [attribute(each, "/ListNumbering") for each in found] == ["/Circle", "/Decimal"]
    assert structure(render_pdf(document(Bullets(items=())))).all("L") == []


def destinations(pdf: bytes) -> list[Any]:
    """Where the links of the pages lead to, beside those of the contents."""
    found = []
    for page in reader(pdf).pages:
        for each in page.get("/Annots", ()):
            link = each.get_object()
            found.append(link.get("/Dest") or link["/A"]["/D"])
    return found


def test_links_lead_to_sections_and_rows() -> None:
    """A link goes to the place with its id; where there is none, its words stay."""
    one = table(1)
    alone = len(destinations(render_pdf(document(one))))
    text = tuple(
        Span(text=f"to {place} ", to=place) for place in ("first", "row-0", "nowhere", 'a b#*"')
    )
    pdf = render_pdf(document(Paragraph(text=text), one))
    assert len(destinations(pdf)) == alone + 2
    assert 'to nowhere to a b#*"' in pages(pdf)[0]


def test_an_id_that_two_places_have_leads_to_the_first() -> None:
    """Two rows with one id, or a row with that of a section, are no fault of the page."""
    rows = tuple(Row(id=ident, cells=("x",)) for ident in ("first", "twice", "twice"))
    links = Paragraph(text=(Span(text="a", to="first"), Span(text="b", to="twice")))
    pdf = render_pdf(document(links, replace(table(0), rows=rows)))
    assert len(destinations(pdf)) == 3


def lines_drawn(made: Table) -> int:
    """How many lines stand on the first page with a table."""
    content = reader(render_pdf(document(made))).pages[0].get_contents()
    return 0 if content is None else content.get_data().count(b"\nh\nf\n")


def test_blank_cells_are_lines_to_write_on() -> None:
    """A line is drawn in each empty cell of a table that people fill in, and in no other table."""
    filled = tuple(
        (Row(cells=("Officer", *("x" * n for n in lengths))),)
        for lengths in ((1, 1), (1, 0), (0, 0))
    )
    with_blanks = [lines_drawn(replace(BLANKS, rows=rows)) for rows in filled]
    assert [count - with_blanks[0] for count in with_blanks] == [0, 1, 2]
    assert len({lines_drawn(replace(BLANKS, rows=rows, has_blanks=False)) for rows in filled}) == 1


def test_nothing_at_all_is_still_a_report() -> None:
    """A document without words has a title, one page, and no contents."""
    pdf = render_pdf(
        document(title=" ", lead="", verdict="", author="", date="", sections=(), seals=())
    )
    assert len(pages(pdf)) == 1
    assert reader(pdf).metadata["/Title"] == "Report"  # type: ignore[index]
    assert structure(pdf).all("H1", "TOC") == []


def test_sections_and_tables_may_lack_anything() -> None:
    """Titles, heads, cells and captions that are not there are left out; the rest stays."""
    ragged = Table(
        caption="", columns=(), rows=(Row(cells=()), Row(cells=("one", "two")), Row(cells=("x",)))
    )
    pdf = render_pdf(
        document(
            sections=(
                Section(id="", title="", blocks=(ragged, Paragraph(text=()))),
                Section(
                    id="named", title=" ", blocks=(Figure(id="", caption="", picture=CONFUSION),)
                ),
            )
        )
    )
    assert bookmarks(pdf) == ["Section", "named"]
    [found] = structure(pdf).all("Table")
    assert [len(row.all("TD")) for row in found.all("TBody")[0].all("TR")] == [2, 2, 2]
