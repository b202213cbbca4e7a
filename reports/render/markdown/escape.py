"""Texts of a document as GitHub's Markdown that shows them as they are, whatever they hold."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from reports.render.document.nodes import Span, Text
from reports.render.text import plain


def words(text: Text, most: int) -> str:
    r"""A text of at most so many characters in one line; what is cut off is counted.

    >>> words("a_b, *c*: 1 < 2, ask @team", 100)
    'a_b, \\*c\\*: 1 &lt; 2, ask <span>@</span>team'
    >>> words(("Failed: ", Span(text="x`y", is_code=True)), 100)
    'Failed: ``x`y``'
    >>> words("- abc", 3)
    '\\- a … (2 more characters)'
    """
    pieces = _merged(_cut(text, most))
    written = "".join(
        _piece(piece, before=_said(pieces, at - 1), after=_said(pieces, at + 1))
        for at, piece in enumerate(pieces)
    )
    return _START.sub(r"\1\\\2", written.strip(" "))


def tagged(text: str, most: int) -> str:
    """The same for a text inside of HTML tags, where Markdown is not read.

    >>> tagged("*3* checks < 4", 100)
    '*3* checks &lt; 4'
    """
    cut = "".join(span.text for span in _cut(text, most))
    return _MARKS_IN_TAGS.sub(_escaped, _line(cut).strip(" "))


def fenced(lines: Sequence[str], most: int) -> tuple[str, tuple[str, ...]]:
    """Lines of code as they are, and the fence that none of them can close."""
    clean = tuple(_line("".join(span.text for span in _cut(line, most))) for line in lines)
    return "`" * max(3, 1 + max(map(_backticks, clean), default=0)), clean


def _cut(text: Text, most: int) -> Iterator[Span]:
    """The pieces of a text up to a number of characters, and how many more there are."""
    left = 0
    for piece in text if isinstance(text, tuple) else (text,):
        span = Span(text=piece) if isinstance(piece, str) else piece
        kept = span.text[:most]
        most -= len(kept)
        left += len(span.text) - len(kept)
        yield Span(text=kept, is_code=span.is_code, is_strong=span.is_strong)
    if left:
        yield Span(text=f" … ({left:,} more characters)")


def _merged(spans: Iterator[Span]) -> list[Span]:
    """Pieces of one style that stand beside each other are one: together they could be markup."""
    told = (Span(text=_line(s.text), is_code=s.is_code, is_strong=s.is_strong) for s in spans)
    found = []
    for (is_code, is_strong), those in groupby(filter(_has_words, told), key=_style):
        text = _SPACES.sub(" ", "".join(span.text for span in those))
        found.append(Span(text=text, is_code=is_code, is_strong=is_strong))
    return found


def _has_words(span: Span) -> bool:
    return bool(span.text)


def _style(span: Span) -> tuple[bool, bool]:
    is_spaces = not span.text.strip(" ")  # neither of them can be seen of those
    return (span.is_code and not is_spaces, span.is_strong and not is_spaces)


def _said(pieces: Sequence[Span], at: int) -> str:
    return pieces[at].text if 0 <= at < len(pieces) else ""


def _line(text: str) -> str:
    """A text in one line, without what could steer whoever shows it."""
    return _SPACES.sub(" ", plain(text))


_SPACES: Final = re.compile("[ \u2028\u2029]+")


def _piece(span: Span, *, before: str, after: str) -> str:
    inner = span.text.strip(" ")
    if not inner or not (span.is_code or span.is_strong):
        return _words(span.text)
    written = _code(inner) if span.is_code else _words(inner)
    start = " " if span.text[0] == " " else ""
    end = " " if span.text[-1] == " " else ""
    if span.is_strong:
        stands_alone = (start or before[-1:] in _BEFORE) and (end or after[:1] in _AFTER)
        stars = stands_alone and inner == inner.strip()
        written = f"**{written}**" if stars else f"<strong>{written}</strong>"
    return f"{start}{written}{end}"


_BEFORE: Final = ("", " ", "(")
_AFTER: Final = ("", " ", ",", ".", ";", ":", ")")
"""Beside these two stars are read as marks; beside other characters that depends."""


def _code(text: str) -> str:
    """A code span between more backticks than it has in a row; with a bar, one made of tags.

    Tables are cut into cells at bars before anything else is read.
    """
    if "|" in text:
        return f"<code>{_words(text)}</code>"
    fence = "`" * (1 + _backticks(text))
    room = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{room}{text}{room}{fence}"


def _backticks(text: str) -> int:
    """The longest run of backticks."""
    return max(map(len, re.findall("`+", text)), default=0)


def _words(text: str) -> str:
    return _MARKS.sub(_escaped, text)


# What GitHub looks for in texts after Markdown was read, so that no escape holds it back: names
# (people would be told), numbers of issues, addresses, emoji, mathematics, hashes of commits. None
# of it is found across the border of a tag, or in code.
_ALIVE: Final = r"""(?P<alive>
    @(?=\w)
    | \#(?=\w)
    | (?<=[Gg][Hh])-(?=\d)
    | :(?=//)
    | (?<=[Ww]{3})\.
    | :(?=(?:[\w+-]*[A-Za-z][\w+-]*|[+-]1|100|1234):)
    | \$
) | (?P<commit>(?<!\w)[0-9A-Fa-f]{7,40}(?!\w))"""
_HELD: Final = "(?P<held>[<>&|])"
_SIGN: Final = r"(?<![^\W_])_|_(?![^\W_])|[\\`*\[\]~]|\#"
_MARKS: Final = re.compile(f"{_ALIVE}|{_HELD}|{_SIGN}", re.VERBOSE)
_MARKS_IN_TAGS: Final = re.compile(f"{_ALIVE}|{_HELD}", re.VERBOSE)


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    if found["alive"]:
        return f"<span>{text}</span>"
    if found["commit"]:
        return f"<code>{text}</code>"
    if found["held"]:
        return "&#124;" if text == "|" else escape(text)
    return f"\\{text}"


_START: Final = re.compile(r"^(\d{1,9}(?=[.)](?: |$))|(?=[-+](?![0-9A-Za-z])))(.)")
"""What begins a list or a rule where it begins a line."""
