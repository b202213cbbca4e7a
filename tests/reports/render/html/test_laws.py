"""What holds of the page of any document."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from hypothesis import given

from reports.render.document.nodes import Document, Section, Table
from reports.render.html import render_html
from reports.render.seal import seal_holds
from tests.reports.kit.any_documents import TABLES, documents
from tests.reports.kit.documents import small_document
from tests.reports.kit.texts import texts_of
from tests.reports.render.html.reading import Page, hash_in, shown

CLASSES = re.compile(r"[A-Za-z0-9 -]*")


@given(documents())
def test_any_document_gives_a_page_that_nothing_can_break(document: Document) -> None:
    """It is well formed and sealed, its links lead somewhere, its style counts, no word is lost."""
    text = render_html(document)
    page = Page(text)
    assert page.problems == []
    assert seal_holds(text) is True
    ids = page.ids
    assert len(set(ids)) == len(ids)
    assert {link.removeprefix("#") for link in page.links} <= set(ids)
    names = set(page.met())
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert all(CLASSES.fullmatch(each.attributes.get("class", "")) for each in page.elements)
    assert not [each for each in page.elements if each.tag == "script"]
    style = "".join(page.one("style").pieces)
    (policy,) = [
        each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes
    ]
    assert hash_in(policy) == b64encode(sha256(style.encode()).digest()).decode()
    assert style.count("{") == style.count("}")
    body = page.one("body").text
    assert [each for each in texts_of(document) if shown(each) not in body] == []


@given(TABLES)
def test_rows_have_as_many_cells_as_columns(table: Table) -> None:
    """Also where the document gives too few or too many of them."""
    section = Section(id="one", title="One", blocks=(table,))
    page = Page(render_html(replace(small_document(), sections=(section,), seals=())))
    for found in page.all("table"):
        inside = [each for each in page.elements if found in each.around]
        rows = [each for each in inside if each.tag == "tr"]
        cells = [[c for c in inside if c.tag in ("td", "th") and c.around[-1] is r] for r in rows]
        assert len({len(row) for row in cells}) <= 1
