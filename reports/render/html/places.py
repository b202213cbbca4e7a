"""Ids on the page: of what links lead to, and of what the page itself needs."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reports.render.document.nodes import Block, Document, Fold, Section, Table

_KEPT: Final = re.compile(r"(?!x-)[A-Za-z][A-Za-z0-9_.-]*")
_OWN: Final = "x-"
"""What ids of the page itself begin with, and of places whose names are of no use as ids."""
_LONGEST: Final = 200


class Places:
    """The ids of sections and rows; each is given to the first place that has it.

    Those that would be of no use in a link, or are taken by the page itself, get another.
    """

    def __init__(self, document: Document) -> None:
        self._count = 0
        self._names: dict[str, str] = {}
        for ident in _idents(document.sections):
            if ident not in self._names:
                self._names[ident] = ident if _is_kept(ident) else self.own()
        self._left = dict(self._names)

    def target(self, ident: str) -> str:
        """The id that a link leads to, empty where the document has no such place."""
        return self._names.get(ident, "")

    def take(self, ident: str) -> str:
        """The id of a place when it is first met, empty afterwards and for no id."""
        return self._left.pop(ident, "")

    def own(self) -> str:
        """An id that nothing else has."""
        self._count += 1
        return f"{_OWN}{self._count}"


def _is_kept(ident: str) -> bool:
    return len(ident) <= _LONGEST and bool(_KEPT.fullmatch(ident))


def _idents(sections: Iterable[Section]) -> Iterator[str]:
    """The ids of a document that are not empty, in its order."""
    for section in sections:
        if section.id:
            yield section.id
        yield from _in_blocks(section.blocks)
        yield from _idents(section.sections)


def _in_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (row.id for row in block.rows if row.id)
        elif isinstance(block, Fold):
            yield from _in_blocks(block.blocks)
