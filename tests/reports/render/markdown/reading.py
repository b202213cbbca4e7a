"""Reads Markdown as GitHub does: with its parser, and then for what it finds in the texts."""

import importlib
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from reports.render.document.nodes import Span, Text
from reports.render.text import plain

_CMARK: Final[Any] = importlib.import_module("cmarkgfm")  # it has no types
_WITH_TAGS: Final = 1 << 17  # GitHub takes tags out later, by a list of its own

# What GitHub's filters look for in a text between two tags, in our own words.
FOUND_IN_TEXT: Final = {
    "a mention": re.compile(r"(?<![\w`])@[A-Za-z0-9]"),
    "an issue": re.compile(r"#\d|\bgh-\d", re.IGNORECASE),
    "an address": re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE),
    "a commit": re.compile(r"\b[0-9a-f]{7,40}\b"),
    "an emoji": re.compile(r":(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1|100|1234):"),
    "mathematics": re.compile(r"[^$]\$|\$[^$]"),
}


@dataclass
class Seen:
    """What a reader sees: texts with the tags that they stand in, tags, attributes, comments."""

    texts: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    attributes: set[tuple[str, str]] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words, in one line."""
        return one_line("".join(text for text, _ in self.texts))

    @property
    def alive(self) -> set[str]:
        """What GitHub would make a link or a picture of, or tell somebody."""
        outside = [text for text, inside in self.texts if not {"code", "pre"} & set(inside)]
        return {
            name
            for name, sought in FOUND_IN_TEXT.items()
            for text in outside
            if sought.search(text)
        }


def seen(markdown: str) -> Seen:
    """The Markdown as GitHub's parser makes HTML of it, with every tag that stands in it."""
    html = _CMARK.github_flavored_markdown_to_html(markdown, options=_WITH_TAGS)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def one_line(text: str) -> str:
    """Words with single spaces, as a browser shows them."""
    return re.sub("[ \n\u2028\u2029]+", " ", text).strip(" ")


def told(text: Text) -> str:
    """The words of a text, in one line, without what could steer a screen."""
    pieces = text if isinstance(text, tuple) else (text,)
    return one_line("".join(plain(p.text if isinstance(p, Span) else p) for p in pieces))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self._open: list[str] = []
        self._is_fresh = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags[tag] += 1
        self.seen.attributes |= {(tag, name) for name, _ in attrs}
        self._open.append(tag)
        self._is_fresh = True

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"{tag} closes what it did not open"
        self._is_fresh = True

    def handle_comment(self, data: str) -> None:
        self.seen.comments.append(data)
        self._is_fresh = True

    def handle_data(self, data: str) -> None:
        if not self._is_fresh:
            data = self.seen.texts.pop()[0] + data
        self.seen.texts.append((data, tuple(self._open)))
        self._is_fresh = False

    def close(self) -> None:
        super().close()
        assert not self._open, f"never closed: {self._open}"
