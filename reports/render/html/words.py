"""Texts of a document as markup: escaped, without what could steer the page."""

import re
import unicodedata
from typing import Final

from markupsafe import Markup, escape

from reports.render.document.nodes import Span, Text, Tone
from reports.render.html.places import Places
from reports.render.text import plain

TONES: Final = {Tone.NONE: "", Tone.GOOD: "G", Tone.BAD: "B", Tone.WARN: "W", Tone.QUIET: "Q"}
"""The class of each tone in the style sheet."""

LONG: Final = 18
"""Words of more characters may be parted where they have joints, and anywhere if need be."""
_LONG_WORD: Final = re.compile(rf"\S{{{LONG + 1},}}")
_JOINT: Final = re.compile(r"(?<=[^\W_][_/.:=&?@,;|])(?=[^\W_])")
_SHARE: Final = re.compile(r"(\d) %")
_BREAK: Final = Markup("<wbr>")
_BREAKS: Final = {ord("\N{LINE SEPARATOR}"): " ", ord("\N{PARAGRAPH SEPARATOR}"): " "}
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def clean(text: str) -> str:
    r"""A text without what could steer the page: control, direction, and breaks of lines.

    >>> clean("a\u2028b\x00")
    'a b�'
    """
    return plain(text).translate(_BREAKS)


def told(text: Text) -> str:
    """The words of a text as they are seen, without markup."""
    return "".join(clean(span.text) for span in spans_of(text))


def named(text: str, otherwise: str = "") -> str:
    """A title or caption in plain words; what stands there if it has none.

    >>> named(" One ", "Section"), named(" ", "Section")
    ('One', 'Section')
    """
    return clean(text).strip() or otherwise


def spans_of(text: Text) -> tuple[Span, ...]:
    """The pieces of a text, without those that have no words."""
    pieces = text if isinstance(text, tuple) else (text,)
    spans = (Span(text=piece) if isinstance(piece, str) else piece for piece in pieces)
    return tuple(span for span in spans if span.text)


def words(text: Text, places: Places) -> Markup:
    """A text as markup; a link to nowhere becomes plain words."""
    if isinstance(text, str):
        return written(text)
    spans = spans_of(text)
    return Markup("").join(_piece(span, places, is_alone=len(spans) == 1) for span in spans)


def written(text: str) -> Markup:
    """Plain words, with places where long ones may be parted.

    >>> written("a < b")
    Markup('a &lt; b')
    >>> written("new_loss_of_bladder_control")
    Markup('new_<wbr>loss_<wbr>of_<wbr>bladder_<wbr>control')
    """
    kept = _SHARE.sub("\\1\N{NO-BREAK SPACE}%", clean(text))
    if len(kept) <= LONG or not _LONG_WORD.search(kept):
        return escape(kept)
    parts: list[Markup] = []
    end = 0
    for word in _LONG_WORD.finditer(kept):
        parts.append(escape(kept[end : word.start()]))
        parts.append(_BREAK.join(_JOINT.split(word[0])))
        end = word.end()
    return Markup("").join((*parts, escape(kept[end:])))


def _piece(span: Span, places: Places, *, is_alone: bool) -> Markup:
    inner = written(span.text)
    if not is_alone and _is_right_to_left(span.text):
        inner = Markup("<bdi>{}</bdi>").format(inner)  # its neighbours keep their order
    tone = TONES[span.tone]
    marked = Markup(" class={}").format(tone) if tone else Markup()
    if span.is_code:
        inner = Markup("<code{}>{}</code>").format(marked, inner)
        marked = Markup()
    if span.is_strong:
        inner = Markup("<strong{}>{}</strong>").format(marked, inner)
    elif marked:
        inner = Markup("<span{}>{}</span>").format(marked, inner)
    target = places.target(span.to)
    return Markup('<a href="#{}">{}</a>').format(target, inner) if target else inner


def _is_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)
