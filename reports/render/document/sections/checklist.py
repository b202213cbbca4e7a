"""Where the items of reporting guidelines and standards are answered, and which need people."""

from collections.abc import Iterator, Mapping, Sequence

from reports.render.document.checklist import ITEMS, Item
from reports.render.document.nodes import (
    Bullets,
    Fold,
    Paragraph,
    Section,
    Span,
    Text,
)


def checklist_section(present: Mapping[str, str]) -> Section:
    """One list for each guideline; ``present`` has the titles of the sections by id."""
    return Section(
        id="checklist",
        title="Reporting checklists",
        blocks=(
            Paragraph(
                text="Which section speaks to which item; it claims no conformity. Items that this "
                "report cannot answer are marked as needing people."
            ),
            *(
                Fold(summary=name, blocks=(Bullets(items=tuple(_lines(items, present))),))
                for name, items in ITEMS.items()
            ),
        ),
    )


def _lines(items: Sequence[Item], present: Mapping[str, str]) -> Iterator[Text]:
    """One line an item: what it is about, where it is answered, and what people have to add."""
    for item in items:
        named = [name for name in item.sections if name in present]
        linked: list[str | Span] = []
        for name in named:
            linked += [", " if linked else ": ", Span(text=present[name], to=name)]
        yield (f"{item.number} {item.about}", *linked, _for_people(item, is_found=bool(named)))


def _for_people(item: Item, *, is_found: bool) -> str:
    if item.people:
        return f". For people: {item.people}"
    return "." if is_found else ": not in this report."
