"""On paper: A4, all open, all shown, nothing cut off."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from tests.browser.conftest import OpenPage
from tests.reports.kit.documents import DIGEST, large_document, small_document
from tests.reports.kit.texts import texts_of
from tests.reports.render.html.reading import shown

Pages = Callable[[str], Path]
A4 = (595, 842)


def printed(open_page: OpenPage, path: Path, **choices: str) -> Any:
    """The page as it comes out of the printer, after choosing rows by the labels given."""
    pypdf = pytest.importorskip("pypdf", reason="needs pypdf to read the print back")
    page = open_page(path, color_scheme="dark")
    for label in choices.values():
        page.get_by_label(label).check()
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def letters(text: str) -> str:
    """A text without blanks, hyphens and ligatures: on paper lines may break anywhere."""
    return "".join(normalize("NFKC", shown(text)).split()).replace("-", "")


def words_of(pdf: Any) -> str:
    """All words of a print."""
    return letters(" ".join(page.extract_text() for page in pdf.pages))


@pytest.mark.parametrize(
    ("name", "document"), [("small", small_document()), ("large", large_document(100))]
)
def test_no_word_is_lost_on_paper(
    open_page: OpenPage, pages: Pages, name: str, document: Any
) -> None:
    """Whatever is folded is open, and every cell is there, also in the last column."""
    found = words_of(printed(open_page, pages(name)))
    assert [text for text in texts_of(document) if letters(text) not in found] == []


def test_rows_that_are_not_chosen_are_printed_all_the_same(
    open_page: OpenPage, pages: Pages
) -> None:
    """Paper shows all rows, and no choices."""
    found = words_of(printed(open_page, pages("small"), result="missed red flag (1)"))
    assert "T01toast0" in found
    assert letters("requires a red flag (3)") not in found


@pytest.mark.parametrize("name", ["small", "large", "knee"])
def test_sheets_are_a4_with_number_and_digest(open_page: OpenPage, pages: Pages, name: str) -> None:
    """Each says which of how many it is, and of which facts."""
    pdf = printed(open_page, pages(name))
    total = len(pdf.pages)
    for number, sheet in enumerate(pdf.pages, 1):
        assert tuple(round(float(side)) for side in sheet.mediabox[2:]) == A4
        text = sheet.extract_text()
        assert f"{number} of {total}" in text
        assert name == "knee" or DIGEST in text


@pytest.mark.parametrize("name", ["small", "large", "knee", "hostile"])
def test_nothing_is_wider_than_the_sheet(open_page: OpenPage, pages: Pages, name: str) -> None:
    """At the width that is left between the margins, no table and no word sticks out."""
    page = open_page(pages(name), 688)  # 182 mm at 96 dots an inch
    page.emulate_media(media="print")
    beyond = """[...document.querySelectorAll('body *')].filter(
      each => each.getBoundingClientRect().right > innerWidth + 1
    ).map(each => each.outerHTML.slice(0, 80))"""
    assert page.evaluate(beyond) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 688


def test_heads_are_repeated_on_each_sheet(open_page: OpenPage, pages: Pages) -> None:
    """A long table tells its columns wherever it goes on."""
    pdf = printed(open_page, pages("large"))
    sheets = [
        text for text in (page.extract_text() for page in pdf.pages) if "toaster number" in text
    ]
    assert len(sheets) > 2
    assert all("Why: rules" in text for text in sheets)
