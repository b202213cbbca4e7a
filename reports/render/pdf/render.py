"""A PDF of a document, the same bytes for the same document.

It is a PDF/A-2a, for archives, and a PDF/UA-1, for those who read with other means than their eyes.
"""

import json
from datetime import UTC, datetime
from importlib.resources import files
from importlib.util import find_spec
from typing import Final

from reports.errors import MissingExtraError
from reports.render.document.nodes import Document
from reports.render.pdf.data import document_to_data


def require_typst() -> None:
    """See that PDFs can be made.

    Raises:
        MissingExtraError: typst is not installed.
    """
    if find_spec("typst") is None:
        raise MissingExtraError(extra="pdf", what="a PDF")


def render_pdf(document: Document) -> bytes:
    """The document as a PDF file.

    No text of the document is ever code of typst: it reaches the one template as JSON. Fonts come
    with typst, the time is that of the document, and nothing else of the machine enters.

    Raises:
        MissingExtraError: typst is not installed.
        typst.TypstError: The template is at fault, never the document.
    """
    require_typst()
    import typst

    data = json.dumps(document_to_data(document), ensure_ascii=True, separators=(",", ":"))
    template = (files(__package__) / "report.typ").read_bytes()
    return typst.compile(
        template,
        format="pdf",
        sys_inputs={"document": data},
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=_seconds(document.date),
    )


def _seconds(date: str) -> int:
    """The time of a document, since 1970; 0 where it tells none, for a PDF/A must have a date."""
    try:
        when = datetime.fromisoformat(date)
    except ValueError:
        return 0
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0, int(aware.timestamp())), _LAST)


_LAST: Final = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
