"""The report as a PDF for the archive: tagged, with bookmarks, set by typst from one template."""

from reports.render.pdf.render import render_pdf

__all__ = ["render_pdf"]
