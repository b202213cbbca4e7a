"""Pictures as data for the template."""

import re
from html import unescape
from typing import Any, Final, assert_never

from reports.render.document.nodes import Figure
from reports.render.pdf.characters import drawable
from reports.render.pdf.places import Places
from reports.render.pdf.words import CAPTION, cut, short, told
from reports.render.pictures.confusion import Confusion, draw_confusion
from reports.render.pictures.flow import Flow, draw_flow
from reports.render.pictures.intervals import Intervals, draw_intervals
from reports.render.pictures.trend import Trend, draw_trend

_WIDEST: Final = 440
"""Points across a picture."""
_HIGHEST: Final = 600
"""Points down a picture, so that it stands on one page with its caption."""
_SCALE: Final = 0.72
"""Points a unit: letters of 13 units are then little larger than those of tables."""

_SIZE: Final = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_TAG: Final = re.compile(r"(<[^>]*>)")
_TOLD: Final = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.DOTALL)


def figure_data(figure: Figure, number: int, places: Places) -> dict[str, Any]:
    """A picture as it is drawn, how wide it is in points, and what is said to those who hear."""
    svg = drawable_picture(_draw(figure, f"picture-{number}"))
    size = _SIZE.search(svg)
    across, down = (float(side) for side in size.groups()) if size else (_WIDEST, _HIGHEST)
    scale = min(_SCALE, _WIDEST / max(across, 1), _HIGHEST / max(down, 1))
    said = _TOLD.search(svg)
    caption = told(figure.caption)
    return {
        "kind": "figure",
        "caption": short(figure.caption, CAPTION, places),
        "svg": svg,
        "width": round(across * scale, 1),
        "said": cut(" ".join(filter(None, [caption, unescape(said[1]) if said else ""])))
        or "Picture",
    }


def drawable_picture(svg: str) -> str:
    r"""The picture with words that can be drawn; its tags stay, whatever accents follow them.

    >>> drawable_picture("<text>\u0338 \U0001f600</text>")
    '<text>[U+0338] [U+1F600]</text>'
    """
    return "".join(
        part if part.startswith("<") else drawable(part) for part in _TAG.split(svg) if part
    )


def _draw(figure: Figure, ident: str) -> str:
    picture = figure.picture
    match picture:
        case Confusion():
            return draw_confusion(picture, ident)
        case Intervals():
            return draw_intervals(picture, ident)
        case Flow():
            return draw_flow(picture, ident)
        case Trend():
            return draw_trend(picture, ident)
        case _:
            assert_never(picture)
