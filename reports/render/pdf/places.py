"""Places in a document that links lead to."""

from collections.abc import Iterable, Iterator

from reports.render.document.nodes import Block, Document, Fold, Section, Table


class Places:
    """Names for the ids of sections and rows: each is given to one place, the first that has it."""

    def __init__(self, document: Document) -> None:
        self._names: dict[str, str] = {}
        for ident in _sections(document.sections):
            self._names.setdefault(ident, f"place-{len(self._names)}")
        self._left = dict(self._names)

    def target(self, ident: str) -> str:
        """The name that a link leads to, empty where the document has no such place."""
        return self._names.get(ident, "")

    def anchor(self, ident: str) -> str:
        """The name of a place when it is first met, empty afterwards and for no id."""
        return self._left.pop(ident, "")


def _sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from filter(None, [section.id])
        yield from _blocks(section.blocks)
        yield from _sections(section.sections)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (row.id for row in block.rows if row.id)
        elif isinstance(block, Fold):
            yield from _blocks(block.blocks)
