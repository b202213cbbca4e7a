"""Elements of SVG as text: escaped, with short numbers."""

import math
from html import escape
from typing import Final

from reports.render.text import plain

Value = str | float
"""What an attribute may hold."""

_DECIMALS: Final = 1


def number(value: float) -> str:
    """A number with at most one decimal, and none that says nothing.

    Raises:
        ValueError: It is infinite, or no number.

    >>> number(12.04), number(-0.04), number(3.25), number(7)
    ('12', '0', '3.2', '7')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} has no place in a picture")
    return f"{round(value, _DECIMALS) + 0.0:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def written(text: str) -> str:
    r"""Text as it may stand in XML, in an element or an attribute, whatever it holds.

    >>> written("a<b & \x00 ]]>")
    'a&lt;b &amp; � ]]&gt;'
    """
    return escape(plain(text))


def element(name: str, /, *children: str, **attributes: Value) -> str:
    """An element around what is markup already; no children give an empty element.

    In the names of attributes a low line stands for a hyphen, and one at the end for nothing.

    >>> element("g", element("rect", x=1.25, stroke_width=2), class_="quiet")
    '<g class="quiet"><rect x="1.2" stroke-width="2"/></g>'
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_held(value)}"'
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{named}>{inside}</{name}>" if inside else f"<{name}{named}/>"


def _held(value: Value) -> str:
    return written(value) if isinstance(value, str) else number(value)


def group(*children: str, **attributes: Value) -> str:
    """Elements that share attributes; nothing around nothing.

    >>> group("", fill="none")
    ''
    """
    return element("g", *children, **attributes) if any(children) else ""


def steps(*parts: Value) -> str:
    """Letters and numbers of a path, as in ``M1 2H3``.

    >>> steps("M", 1, 2.04, "H", -3)
    'M1 2H-3'
    """
    pieces: list[str] = []
    for part in parts:
        is_beside = pieces and not isinstance(part, str) and not pieces[-1].isalpha()
        pieces.append(" " if is_beside else "")
        pieces.append(part if isinstance(part, str) else number(part))
    return "".join(pieces)


def path(*drawn: str, **attributes: Value) -> str:
    """One path of all that is drawn alike; nothing drawn gives nothing."""
    return element("path", d="".join(drawn), **attributes) if any(drawn) else ""
