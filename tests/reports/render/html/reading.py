"""A page read back: its elements with all that is around them, its words, what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from reports.render.text import plain


@dataclass(kw_only=True)
class Element:
    """An element: its name, its attributes, the elements around it, and what stands inside."""

    tag: str
    attributes: dict[str, str]
    around: tuple["Element", ...]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words inside, as they are seen: every run of blanks is one."""
        return squeezed("".join(self.pieces))

    def is_in(self, tag: str) -> bool:
        """Whether an element of that name is around it."""
        return any(each.tag == tag for each in self.around)


class Page(HTMLParser):
    """All elements of a page in their order; ``problems`` has what no page may have."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.problems: list[str] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        left = [each.tag for each in self._open if each.tag not in _ENDS_BY_ITSELF]
        self.problems += [f"{tag} is not closed" for tag in left]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after those that end where it begins."""
        while self._open and tag in _ENDS_AT.get(self._open[-1].tag, ()):
            self._open.pop()
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.problems.append(f"{tag} has an attribute twice")
        element = Element(
            tag=tag,
            attributes={name: value or "" for name, value in attrs},
            around=tuple(self._open),
        )
        self._check(element)
        self.elements.append(element)
        if tag not in _EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element of a picture."""
        self.handle_starttag(tag, attrs)
        if not self.elements[-1].is_in("svg"):
            self.problems.append(f"{tag} is closed as only elements of pictures are")
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, and those in it whose ends may be left out."""
        while self._open and self._open[-1].tag != tag and self._open[-1].tag in _ENDS_BY_ITSELF:
            self._open.pop()
        if not self._open or self._open[-1].tag != tag:
            self.problems.append(f"{tag} is closed where it is not open")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Give the words to all elements that are open."""
        for element in self._open:
            element.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        """Pages have no comments."""
        self.problems.append(f"a comment: {data[:40]}")

    def _check(self, element: Element) -> None:
        parent = element.around[-1].tag if element.around else ""
        if parent not in _INSIDE.get(element.tag, (parent,)):
            self.problems.append(f"{element.tag} in {parent}")

    def all(self, *tags: str) -> list[Element]:
        """The elements of these names, in the order of the page."""
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str) -> Element:
        """The only element of a name."""
        (element,) = self.all(tag)
        return element

    @property
    def ids(self) -> list[str]:
        """Every id."""
        return [each.attributes["id"] for each in self.elements if "id" in each.attributes]

    @property
    def links(self) -> list[str]:
        """Where links lead to."""
        return [each.attributes["href"] for each in self.all("a")]

    def met(self) -> Iterator[str]:
        """Names of all attributes."""
        for element in self.elements:
            yield from element.attributes


def squeezed(text: str) -> str:
    """A text as a page shows it: every run of blanks is one, also of those that do not break."""
    return " ".join(text.split())


def shown(text: str) -> str:
    """A text of a document as a page shows it."""
    return squeezed(plain(text))


_EMPTY: Final = frozenset({"meta", "col", "wbr", "input"})
_CELLS: Final = ("td", "th")
_ENDS_AT: Final = {
    "td": (*_CELLS, "tr"),
    "th": (*_CELLS, "tr"),
    "tr": ("tr",),
    "li": ("li",),
    "dt": ("dd",),
    "dd": ("dt",),
}
_ENDS_BY_ITSELF: Final = frozenset({"td", "th", "tr", "tbody", "li", "dt", "dd"})
_INSIDE: Final = {
    "td": ("tr",),
    "th": ("tr",),
    "tr": ("thead", "tbody"),
    "thead": ("table",),
    "tbody": ("table",),
    "col": ("table",),
    "caption": ("table",),
    "table": ("div", "section", "details", "footer"),
    "li": ("ul", "ol"),
    "p": ("section", "div", "details", "header", "footer"),
    "legend": ("fieldset",),
    "summary": ("details",),
    "h2": ("section", "nav"),
}
_BASE64: Final = re.compile(r"'sha256-([A-Za-z0-9+/=]+)'")


def hash_in(policy: str) -> str:
    """The one hash that a policy lets in."""
    (found,) = _BASE64.findall(policy)
    return str(found)
