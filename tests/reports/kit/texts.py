"""The texts of a document, for tests that none of them is lost."""

from collections.abc import Iterator

from reports.render.document.nodes import (
    Block,
    Bullets,
    Commands,
    Document,
    Figure,
    Fold,
    Pairs,
    Paragraph,
    Section,
    Table,
    Text,
)


def texts_of(document: Document) -> Iterator[str]:
    """Every text that a reader must find, in the order of the document; none that is empty."""
    yield from (document.title, document.verdict, document.lead, document.author, document.date)
    for section in document.sections:
        yield from _texts_of_section(section)


def _texts_of_section(section: Section) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        yield from _texts_of_block(block)
    for inner in section.sections:
        yield from _texts_of_section(inner)


def _texts_of_block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield said(block.text)
        case Bullets():
            yield from map(said, block.items)
        case Pairs():
            yield from [block.caption] if block.rows else []
            for name, value in block.rows:
                yield from (name, said(value))
        case Table():
            yield from _texts_of_table(block)
        case Figure():
            yield block.caption
        case Commands():
            yield from block.lines
        case Fold():
            yield block.summary
            for inner in block.blocks:
                yield from _texts_of_block(inner)


def _texts_of_table(table: Table) -> Iterator[str]:
    yield table.caption
    if not table.rows:
        yield table.empty
        return
    yield from (column.title for column in table.columns)
    for row in table.rows:
        yield from map(said, row.cells)


def said(text: Text) -> str:
    """The words of a text."""
    pieces = text if isinstance(text, tuple) else (text,)
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)
