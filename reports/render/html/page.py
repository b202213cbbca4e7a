"""A document as one HTML page."""

from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from reports.render.document.nodes import Document
from reports.render.html.style import policy_of, style_of
from reports.render.html.view import View
from reports.render.html.words import TONES, clean, named, written
from reports.render.seal import PLACEHOLDER, sealed


def render_html(document: Document) -> str:
    """The page, sealed: one file without script that loads nothing, legible without its style.

    A document without a title is called a report; links to places that it does not have become
    plain words. A page of 6,000 vignettes takes a second or two.
    """
    view = View(document)
    templates = _templates()
    body = templates.get_template("body.html.j2").render(document=document, view=view)
    style = style_of(view.rules, view.screen_rules, document.digest, has_pictures=view.has_pictures)
    page = templates.get_template("page.html.j2").render(
        document=document,
        title=named(document.title, "Report"),
        description=_description(document),
        body=Markup(body),  # noqa: S704 (the template has escaped it)
        style=Markup(style),  # noqa: S704 (the style sheet of this project, and numbers)
        policy=policy_of(style),
        placeholder=PLACEHOLDER,
    )
    return sealed(page)


_LONGEST: Final = 300


def _description(document: Document) -> str:
    """What those see who are told of the page: the verdict, and the beginning of the lead."""
    said = ": ".join(filter(None, (named(document.verdict), named(document.lead))))
    return said if len(said) <= _LONGEST else said[:_LONGEST].rstrip() + "…"


@cache
def _templates() -> Environment:
    """The templates; whatever they print is cleaned and escaped."""
    templates = Environment(
        autoescape=True,
        finalize=_clean,
        keep_trailing_newline=True,
        loader=FunctionLoader(_source),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    templates.filters["written"] = written
    templates.globals["named"] = named
    templates.globals["tones"] = TONES
    templates.globals["signs"] = _SIGNS
    return templates


_SIGNS: Final = {"good": "✓", "bad": "✕", "warn": "!", "quiet": "", "": ""}
"""What stands beside a verdict, for those who see no colours."""


def _source(name: str) -> str:
    return files("reports.render.html").joinpath(name).read_text(encoding="utf-8")


def _clean(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
