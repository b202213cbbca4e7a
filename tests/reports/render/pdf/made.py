"""Documents to be set as PDFs, and every text that stands in one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from reports.render.document.nodes import (
    Block,
    Bullets,
    Column,
    Commands,
    Document,
    Figure,
    Fold,
    Pairs,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Text,
    Tone,
)
from reports.render.pictures.confusion import Confusion
from reports.render.pictures.flow import Flow, Move
from reports.render.pictures.intervals import IntervalRow, Intervals
from reports.render.pictures.trend import Trend, TrendPoint

DIGEST: Final = "3f9c" * 16
LEVELS: Final = ("self-care", "urgent")
CONFUSION: Final = Confusion(levels=LEVELS, columns=LEVELS, counts=((3, 0), (1, 4)))
FLOW: Final = Flow(
    levels=LEVELS, before=(1, 0), after=(1, 0), moves=(Move(before=0, after=0, n=1),)
)
INTERVALS: Final = Intervals(rows=(IntervalRow(label="Missed", value=0.1, upper=0.3, k=1, n=10),))
TREND: Final = Trend(points=(TrendPoint(label="1.0.0", value=0.1, k=1, n=10),), title="Missed")


def document(*blocks: Block, **changes: Any) -> Document:
    """A document of one section with these blocks."""
    plain = Document(
        title="Report of knee 1.5.0",
        lead="One red flag is newly missed.",
        verdict="FAIL",
        tone=Tone.BAD,
        digest=DIGEST,
        date="2026-11-20T20:58:59+00:00",
        author="triage-harness",
        sections=(Section(id="first", title="First", blocks=blocks),),
        seals=(("report", DIGEST), ("rules", "ab" * 32)),
    )
    return replace(plain, **changes)


def table(rows: int, caption: str = "Every vignette", **changes: Any) -> Table:
    """A table of three columns."""
    return replace(
        Table(
            caption=caption,
            columns=(
                Column(title="Vignette", share=2),
                Column(title="k of n", is_number=True),
                Column(title="Why", share=4),
            ),
            rows=tuple(
                Row(
                    id=f"row-{n}",
                    cells=(Span(text=f"knee-{n:04}", is_code=True), f"{n} of {rows}", f"Why {n}."),
                    tone=list(Tone)[n % len(Tone)],
                )
                for n in range(rows)
            ),
        ),
        **changes,
    )


def whole() -> Document:
    """A document with every kind of node, links, and a table over several pages."""
    changed = Section(
        id="changed",
        title="What changed",
        blocks=(
            Paragraph(text=("See ", Span(text="row seven", to="row-7"), " and ", STRONG, ".")),
            Bullets(items=("One point.", ("Another ", Span(text="R07", is_code=True), "."))),
            Bullets(items=("Firstly.",), is_numbered=True),
            table(120),
        ),
        sections=(
            Section(
                id="pictures",
                title="Pictures",
                blocks=(
                    Figure(id="a", caption="Expected and given", picture=CONFUSION),
                    Figure(id="b", caption="Flow", picture=FLOW),
                ),
                sections=(Section(id="deep", title="Deep", blocks=(Paragraph(text="Down."),)),),
            ),
            Section(
                id="more",
                title="More pictures",
                blocks=(
                    Figure(id="c", caption="Intervals", picture=INTERVALS),
                    Figure(id="d", caption="Trend", picture=TREND),
                ),
            ),
        ),
    )
    control = Section(
        id="control",
        title="Document control",
        blocks=(
            Pairs(caption="Hashes", rows=(("Rules", Span(text="ab" * 32, is_code=True)),)),
            Commands(lines=("pip install x", "triage gate --baseline " + "folder/" * 30)),
            Fold(
                summary="Read on",
                blocks=(Paragraph(text="Within."), table(2, "Folded"), table(0, "None here")),
            ),
            BLANKS,
        ),
    )
    return document(sections=(changed, control))


STRONG: Final = Span(text="in bold", is_strong=True, tone=Tone.WARN)
BLANKS: Final = Table(
    caption="Sign-off",
    columns=(Column(title="Role"), Column(title="Name"), Column(title="Date")),
    rows=(Row(cells=("Clinical safety officer", "", "")),),
    has_blanks=True,
)


def texts(document: Document) -> Iterator[str]:
    """Every text of a document but those inside of pictures."""
    yield from (document.title, document.lead, document.verdict, document.author, document.date)
    yield from _in_sections(document.sections)


def _in_sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.title
        for block in section.blocks:
            yield from map(_joined, _in_block(block))
        yield from _in_sections(section.sections)


def _in_block(block: Block) -> Iterator[Text]:
    match block:
        case Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Pairs():
            yield from [block.caption, *(text for row in block.rows for text in row)]
        case Table():
            yield block.caption
            yield from _in_table(block) if block.rows else [block.empty]
        case Figure():
            yield block.caption
        case Commands():
            yield from block.lines
        case Fold():
            yield block.summary
            for inner in block.blocks:
                yield from _in_block(inner)


def _in_table(table: Table) -> Iterator[Text]:
    yield from (column.title for column in table.columns)
    for row in table.rows:
        yield from row.cells


def _joined(text: Text) -> str:
    pieces = text if isinstance(text, tuple) else (text,)
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def tables_in(sections: Iterable[Section]) -> Iterator[Table]:
    """The tables of sections that have rows, in their order."""
    for section in sections:
        yield from _tables(section.blocks)
        yield from tables_in(section.sections)


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table) and block.rows:
            yield block
        elif isinstance(block, Fold):
            yield from _tables(block.blocks)
