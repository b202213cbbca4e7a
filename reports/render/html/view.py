"""What the template asks for while it writes a document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from reports.render.document.nodes import Block, Document, Figure, Section, Table, Text
from reports.render.html.pictures import drawn
from reports.render.html.places import Places
from reports.render.html.tables import TableView, view_of_table
from reports.render.html.words import named, words, written

_LOWEST: Final = 6
"""HTML has six levels of headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section with its id on the page and the level of its heading."""

    id: str
    title: Markup
    level: int
    blocks: tuple[Block, ...]
    sections: tuple["SectionView", ...]


class View:
    """A document on its way to the page; it gathers the rules that the style sheet must have."""

    def __init__(self, document: Document) -> None:
        self._places = Places(document)
        self.sections = tuple(self._sections(document.sections, 2))
        self.rules: list[str] = []
        self.screen_rules: list[str] = []
        self.has_pictures = False

    def _sections(self, sections: Iterable[Section], level: int) -> Iterator[SectionView]:
        for section in sections:
            yield SectionView(
                id=self._places.take(section.id) or self._places.own(),
                title=written(named(section.title, "Section")),
                level=min(level, _LOWEST),
                blocks=section.blocks,
                sections=tuple(self._sections(section.sections, level + 1)),
            )

    def kind(self, block: Block) -> str:
        """Which macro of the template writes the block."""
        return type(block).__name__.lower()

    def words(self, text: Text) -> Markup:
        """A text as markup."""
        return words(text, self._places)

    def table(self, table: Table) -> TableView:
        """A table as the template writes it."""
        view = view_of_table(table, self._places)
        self.rules += view.rules
        self.screen_rules += view.screen_rules
        return view

    def picture(self, figure: Figure) -> Markup:
        """The picture of a figure."""
        self.has_pictures = True
        return drawn(figure, self._places.own())
