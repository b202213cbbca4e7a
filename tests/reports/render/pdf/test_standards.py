"""What a PDF says of itself: standards, language, title, hashes, time, fonts."""

import re
from typing import Any

import pytest

from tests.reports.render.pdf.made import DIGEST, document, whole
from tests.reports.render.pdf.reading import reader, root

pytest.importorskip("typst", reason="typst is not installed: pip install 'triage-harness[pdf]'")
pytest.importorskip("pypdf", reason="pypdf is not installed")

from reports.render.pdf import render_pdf


def packet(pdf: bytes) -> str:
    """The metadata of a file."""
    written: str = root(pdf)["/Metadata"].get_data().decode()
    return written


def test_it_says_that_it_is_a_pdf_a_2a_and_a_pdf_ua_1() -> None:
    """Both standards stand in the metadata, and the file is tagged."""
    pdf = render_pdf(whole())
    said = packet(pdf)
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert root(pdf)["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root(pdf)


def test_it_has_a_language_and_shows_its_title() -> None:
    """A screen reader knows how to speak, and a window shows the title, not a file's name."""
    pdf = render_pdf(document(title="Knee <&> ]]> \x00\x1b 😀"))
    assert root(pdf)["/Lang"] == "en"
    assert root(pdf)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader(pdf).metadata["/Title"] == "Knee <&> ]]> �� 😀"  # type: ignore[index]
    assert "Knee &lt;&amp;&gt; ]]&gt; �� 😀" in packet(pdf)


def test_seals_are_its_keywords() -> None:
    """Each hash can be read from the properties of the file, and so can the author."""
    said: Any = reader(render_pdf(document())).metadata
    assert said["/Author"] == "triage-harness"
    assert said["/Keywords"] == f"triage:report=sha256:{DIGEST}, triage:rules=sha256:{'ab' * 32}"


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2026-11-20T20:58:59+00:00", "D:20261120205859Z"),
        ("2026-11-20T20:58:59Z", "D:20261120205859Z"),
        ("2026-11-20T22:58:59+02:00", "D:20261120205859Z"),
        ("2026-11-20", "D:20261120000000Z"),
        ("", "D:19700101000000Z"),
        ("last week", "D:19700101000000Z"),
        ("0001-01-01", "D:19700101000000Z"),
        ("9999-12-31T23:59:59-12:00", "D:99991231000000Z"),
    ],
)
def test_its_time_is_that_of_the_run(date: str, written: str) -> None:
    """No clock is asked: the time is that of the document, in UTC, or plainly none of today's."""
    said: Any = reader(render_pdf(document(date=date))).metadata
    assert (said["/CreationDate"], said["/ModDate"]) == (written, written)


def test_all_fonts_are_inside() -> None:
    """Every font that a page uses is embedded, whatever the machine has."""
    fonts: list[Any] = []
    for page in reader(render_pdf(whole())).pages:
        for each in page["/Resources"]["/Font"].values():  # type: ignore[index]
            fonts += each.get_object()["/DescendantFonts"]
    assert fonts
    for font in fonts:
        assert {"/FontFile2", "/FontFile3"} & set(font.get_object()["/FontDescriptor"])


def test_nothing_in_it_acts_or_leads_out() -> None:
    """There is no script, no attached file, and no link but into the document."""
    pdf = render_pdf(document(title="https://example.org <script>"))
    assert not re.search(rb"/(JavaScript|JS|URI|Launch|EmbeddedFile|OpenAction|AA)\b", pdf)
    assert "/Names" not in root(pdf) or "/JavaScript" not in root(pdf)["/Names"]
