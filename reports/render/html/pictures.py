"""Figures as markup."""

from typing import assert_never

from markupsafe import Markup

from reports.render.document.nodes import Figure
from reports.render.html.words import clean
from reports.render.pictures.confusion import Confusion, draw_confusion
from reports.render.pictures.flow import Flow, draw_flow
from reports.render.pictures.intervals import Intervals, draw_intervals
from reports.render.pictures.trend import Trend, draw_trend


def drawn(figure: Figure, ident: str) -> Markup:
    """The picture of a figure as an element; its ids begin with ``ident``."""
    return Markup(clean(_svg(figure, ident)))  # noqa: S704 (pictures escape what they are given)


def _svg(figure: Figure, ident: str) -> str:
    match figure.picture:
        case Confusion():
            return draw_confusion(figure.picture, ident)
        case Flow():
            return draw_flow(figure.picture, ident)
        case Intervals():
            return draw_intervals(figure.picture, ident)
        case Trend():
            return draw_trend(figure.picture, ident)
        case _:
            assert_never(figure.picture)
