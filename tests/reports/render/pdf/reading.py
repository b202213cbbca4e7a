"""Reads PDFs back: the words on pages, and the elements that a screen reader is told of."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from tests.reports.render.pdf.made import DIGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the structure: its role, what else is said of it, and what is in it."""

    role: str
    said: dict[str, Any]
    inner: tuple["Element", ...]

    def all(self, *roles: str) -> list["Element"]:
        """This and the inner elements of these roles, in the order of reading."""
        found = [self] if self.role in roles else []
        return found + [one for inner in self.inner for one in inner.all(*roles)]


def reader(pdf: bytes) -> PdfReader:
    """The file, opened."""
    return PdfReader(io.BytesIO(pdf))


def root(pdf: bytes) -> Any:
    """What the file says of itself as a whole."""
    return reader(pdf).trailer["/Root"]


def structure(pdf: bytes) -> Element:
    """The tree of elements."""
    [element] = _elements(root(pdf)["/StructTreeRoot"]["/K"])
    return element


def _elements(node: Any) -> Iterator[Element]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _elements(one)
    elif isinstance(node, dict) and "/S" in node:
        said = {name[1:]: node[name] for name in ("/T", "/Alt", "/A") if name in node}
        inner = tuple(_elements(node["/K"])) if "/K" in node else ()
        yield Element(role=node["/S"][1:], said=said, inner=inner)


def attribute(element: Element, name: str) -> Any:
    """An attribute of an element, ``None`` for none."""
    for one in element.said.get("A", ()):
        if name in one.get_object():
            return one.get_object()[name]
    return None


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in reader(pdf).pages]


def shown(pdf: bytes) -> str:
    """All words of a file without the spaces between them, and without what pages repeat."""
    found = pages(pdf)
    return "".join(
        squeezed(page).replace(f"{DIGEST}{n}of{len(found)}", "") for n, page in enumerate(found, 1)
    )


def squeezed(text: str) -> str:
    """A text without spaces: where lines end is the business of the page."""
    return re.sub(r"\s+", "", text)


def bookmarks(pdf: bytes) -> list[Any]:
    """The titles of the bookmarks, those of inner ones as lists."""
    opened = reader(pdf)

    def titles(outline: Any) -> list[Any]:
        return [titles(one) if isinstance(one, list) else one.title for one in outline]

    return titles(opened.outline)
