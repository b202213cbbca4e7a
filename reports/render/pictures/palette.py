"""Colours for paper, screens and dark screens, and the one sheet of rules that chooses them."""

from dataclasses import dataclass
from typing import Final

from reports.render.pictures.svg import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """One role of colour: on white, on a dark screen, and in print."""

    light: str
    dark: str
    print: str


COLOURS: Final = {
    "paper": Colour(light="#fff", dark="#16181b", print="#fff"),
    "ink": Colour(light="#1b1d20", dark="#e9eaec", print="#000"),
    "quiet": Colour(light="#5c6168", dark="#a6abb3", print="#444"),
    "rule": Colour(light="#d9dce0", dark="#383c42", print="#ccc"),
    "axis": Colour(light="#868c94", dark="#7d838b", print="#666"),
    "mark": Colour(light="#22588f", dark="#84b6ea", print="#1d4a78"),
    "worse": Colour(light="#a92f1d", dark="#f0917e", print="#8a2010"),
    "more": Colour(light="#86650a", dark="#d9b24c", print="#6d5208"),
}
"""What a picture is painted with. On paper ink, quiet, mark, worse and more have a contrast of at
least 4.5 to 1, and axis of 3 to 1; rule only guides the eye."""


def paint(*, fill: str | None = None, stroke: str | None = None) -> dict[str, Value]:
    """Attributes for a fill and a stroke of a role: right on white alone, and by class elsewhere.

    >>> paint(fill="quiet")
    {'class_': 'f-quiet', 'fill': '#5c6168'}
    """
    chosen = [(kind, name) for kind, name in (("fill", fill), ("stroke", stroke)) if name]
    return {
        "class_": " ".join(f"{kind[0]}-{name}" for kind, name in chosen),
        **{kind: COLOURS[name].light for kind, name in chosen},
    }


def _variables(scheme: str) -> str:
    return "".join(f"--p-{name}:{getattr(each, scheme)};" for name, each in COLOURS.items())


def _rules() -> str:
    painted = "\n".join(
        f".picture .{kind[0]}-{name}{{{kind}:var(--p-{name})}}"
        for name in COLOURS
        for kind in ("fill", "stroke")
    )
    return f"""\
.picture{{{_variables("light")}color:var(--p-ink);display:block;max-width:100%;height:auto}}
@media screen and (prefers-color-scheme:dark){{.picture{{{_variables("dark")}}}}}
@media print{{.picture{{{_variables("print")}break-inside:avoid}}}}
{painted}
"""


CSS: Final = _rules()
"""The rules that a page with pictures has in its style sheet. The page is white, or as dark as
``COLOURS["paper"].dark`` or darker; to choose otherwise it sets the variables again."""

# Renderers for print know no variables, and would lose the colours; they pass over @media.
_STANDALONE: Final = f"<style>@media all{{\n{CSS}.picture{{background:var(--p-paper)}}}}</style>"


def standalone(svg: str) -> str:
    """A picture as a file of its own: with the rules of :data:`CSS` in it, and a declaration."""
    head, tag, rest = svg.partition("</desc>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{tag}{_STANDALONE}{rest}\n'
