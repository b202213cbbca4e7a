"""A document as plain data, which the template of the PDF reads."""

from collections.abc import Iterator
from itertools import count
from typing import Any, Final, assert_never

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
    Span,
    Table,
)
from reports.render.pdf.characters import drawable
from reports.render.pdf.pictures import figure_data
from reports.render.pdf.places import Places
from reports.render.pdf.tables import table_data
from reports.render.pdf.words import CAPTION, cut, short, words
from reports.render.text import plain

_DEEPEST: Final = 6
"""PDF 1.7 has six levels of headings."""
_TITLE_ROOM: Final = 18.0
_HEADING_ROOM: Final = 28.0
_NAME_ROOM: Final = 15.0
_VALUE_ROOM: Final = 30.0
_VERDICT_ROOM: Final = 14.0


def document_to_data(document: Document) -> dict[str, Any]:
    """The document with nothing but texts, numbers, lists and objects: what stands where.

    Texts hold only characters that can be drawn; those for the properties of the file are plain.
    A document without a title is called a report, for a PDF must have one.
    """
    places = Places(document)
    title = document.title.strip() or "Report"
    return {
        "properties": {
            "title": cut(plain(title)),
            "author": cut(plain(document.author)),
            "keywords": [
                cut(plain(f"triage:{name}=sha256:{seal}"), 200) for name, seal in document.seals
            ],
        },
        "title": words(title, places, _TITLE_ROOM),
        "lead": words(document.lead, places),
        "verdict": words(document.verdict, places, _VERDICT_ROOM),
        "tone": document.tone.value,
        "author": words(document.author, places),
        "date": words(document.date, places),
        "digest": drawable(document.digest),
        "sections": _Writer(places).sections(document.sections, 1),
    }


class _Writer:
    """What was met so far: places that are taken, and how many pictures there are."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._numbers: Iterator[int] = count(1)

    def sections(self, sections: tuple[Section, ...], level: int) -> list[dict[str, Any]]:
        return [
            {
                "title": short(_heading(section), CAPTION, self._places, _HEADING_ROOM),
                "anchor": self._places.anchor(section.id),
                "level": min(level, _DEEPEST),
                "blocks": self._blocks(section.blocks),
                "sections": self.sections(section.sections, level + 1),
            }
            for section in sections
        ]

    def _blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "text": words(block.text, self._places)}
            case Bullets():
                return self._bullets(block)
            case Pairs():
                return self._pairs(block)
            case Table():
                return table_data(block, self._places)
            case Figure():
                return figure_data(block, next(self._numbers), self._places)
            case Commands():
                return self._commands(block)
            case Fold():
                return {
                    "kind": "fold",
                    "summary": short(block.summary, CAPTION, self._places),
                    "blocks": self._blocks(block.blocks),
                }
            case _:
                assert_never(block)

    def _bullets(self, bullets: Bullets) -> dict[str, Any]:
        return {
            "kind": "bullets",
            "items": [words(item, self._places) for item in bullets.items],
            "numbered": bullets.is_numbered,
        }

    def _pairs(self, pairs: Pairs) -> dict[str, Any]:
        return {
            "kind": "pairs",
            "caption": short(pairs.caption, CAPTION, self._places),
            "rows": [
                {
                    "name": words(name, self._places, _NAME_ROOM),
                    "value": words(value, self._places, _VALUE_ROOM),
                }
                for name, value in pairs.rows
            ],
        }

    def _commands(self, commands: Commands) -> dict[str, Any]:
        return {
            "kind": "commands",
            "lines": [
                words(Span(text=line, is_code=True), self._places) for line in commands.lines
            ],
        }


def _heading(section: Section) -> str:
    """What stands above a section: never nothing, for a bookmark must have words."""
    return section.title.strip() or section.id or "Section"
