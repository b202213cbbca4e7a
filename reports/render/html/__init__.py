"""The report as one HTML page: no script, nothing from elsewhere, legible without its styles."""

from reports.render.html.page import render_html

__all__ = ["render_html"]
