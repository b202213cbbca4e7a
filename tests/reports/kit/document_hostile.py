"""A document in which every text is hostile."""

from typing import Final

from reports.render.document.nodes import (
    Block,
    Bullets,
    Column,
    Commands,
    Document,
    Figure,
    Filter,
    Fold,
    Pairs,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Tone,
)
from reports.render.pictures.confusion import Confusion
from reports.render.pictures.flow import Flow, Move
from reports.render.pictures.intervals import IntervalRow, Intervals
from reports.render.pictures.trend import Trend, TrendPoint
from tests.reports.kit.document_sections import SEALS

HOSTILE: Final = (
    "<script>alert(1)</script><!-- --> ]]> </style></title></table></details>",
    '" onmouseover="alert(2)" style=\'color:red\' &amp; &lt; &#0; &copy',
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7} %(name)s {0}",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07 nul \x00 feed \x0c back \x08 bell \x07 \x9b31m",
    "\u202egnp.exe\u202c \u200f\u2067\u2066left\u2069\u200b\ufeff\u2028next\u2029",
    '=HYPERLINK("http://example.invalid","go") +1-1 @SUM(1) \t-2+3',
    "#set page(height: 1cm) $x^2$ @label <label> *bold* _it_ `raw` \\ [x] #panic()",
    "# head\n- item\n1. one\n> said\n| a | b |\n[x](javascript:alert(3)) ![i](http://e.invalid/i.png)",
    "@team #123 :smile: http://example.invalid/?a=1&b=2 <!-- triage:file=sha256:00 -->",
    "::error file=a.py,line=1::boom %0A::stop-commands::x ##[error]boom",
    "שלום עולם (עברית) مرحبا بالعالم 日本語 😀 e\u0301 Z\u0351\u036b\u0343\u036a\u0302",
    "\ud800 lone surrogate \uffff \ufdd0 \U000e0001",
    "long" * 25_000,
    "",
)
"""Texts as other teams might write them: markup, escapes, marks of direction, formulas, 100 KB."""


def hostile_document() -> Document:
    """A report in which every text, also ids of rows and hashes, is hostile."""
    return Document(
        title=HOSTILE[0],
        lead=" ".join(HOSTILE[1:4]),
        verdict=HOSTILE[4],
        tone=Tone.WARN,
        digest=HOSTILE[1],
        date=HOSTILE[3],
        author=HOSTILE[0],
        sections=(
            *(_hostile_section(number, text) for number, text in enumerate(HOSTILE)),
            Section(id="", title="", blocks=(Paragraph(text=""), Bullets(items=()))),
            Section(id="twice", title="The same id twice"),
            Section(id="twice", title="The same id twice, again", sections=(_deep(9),)),
        ),
        seals=SEALS,
    )


def _hostile_section(number: int, text: str) -> Section:
    spans = tuple(
        Span(text=text, tone=tone, to=to, is_code=tone is Tone.QUIET, is_strong=tone is Tone.BAD)
        for tone, to in zip(Tone, ("", text, "nowhere", "#", "twice"), strict=True)
    )
    pictures = _hostile_pictures(text)
    table = Table(
        caption=text,
        columns=(Column(title=text), Column(title="", is_number=True), Column(title=text, share=9)),
        rows=(
            Row(cells=(text, text, text), id=text, tone=Tone.BAD, marks=(text, "none such")),
            Row(cells=(spans, "", spans), id=text, tone=Tone.GOOD, marks=("b c",)),
            Row(cells=("too few",), id="twice"),
            Row(cells=("too", "many", text, text)),
        ),
        filters=(
            Filter(id=text, title=text, choices=((text, text), ("b c", ""))),
            Filter(id=text, title="", choices=()),
        ),
    )
    blocks: tuple[Block, ...] = (
        Paragraph(text=spans),
        Bullets(items=(text, spans), is_numbered=bool(number % 2)),
        Pairs(caption=text, rows=((text, text), ("", spans))),
        table,
        Table(caption=text, columns=(), rows=(), empty=text),
        Table(
            caption="",
            columns=(Column(title=text), Column(title=text)),
            rows=(Row(cells=(text, "")),),
            has_blanks=True,
        ),
        Commands(lines=(text, "triage gate")),
        *(
            Figure(id=f"hostile-{number}-{place}", caption=text, picture=picture)
            for place, picture in enumerate(pictures)
        ),
    )
    return Section(
        id=text,
        title=text,
        blocks=(Fold(summary=text, blocks=blocks), Fold(summary="", blocks=(), is_open=True)),
    )


def _deep(levels: int) -> Section:
    """Sections in sections, as many as there are levels."""
    inner = (_deep(levels - 1),) if levels else ()
    return Section(id=f"deep-{levels}", title=f"Level {levels} from below", sections=inner)


def _hostile_pictures(text: str) -> tuple[Confusion | Intervals | Flow | Trend, ...]:
    levels = (text, "mend")
    return (
        Confusion(levels=levels, counts=((1, 0), (2, 3)), columns=levels, title=text),
        Intervals(rows=(IntervalRow(label=text, value=None, k=0, n=0),), title=text),
        Flow(
            levels=levels,
            before=(1, 2),
            after=(3, 0),
            moves=(Move(before=0, after=0, n=1), Move(before=1, after=0, n=2, worse=True)),
            title=text,
            before_name=text,
            after_name=text,
        ),
        Trend(points=(TrendPoint(label=text, value=0.5, k=1, n=2, note=text),), title=text),
    )
