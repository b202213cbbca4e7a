"""Documents with anything in them."""

from typing import Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

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
from reports.render.pictures.intervals import IntervalRow, Intervals
from tests.reports.kit.documents import HOSTILE, SEALS

T = TypeVar("T")
_SHORT: Final = tuple(text for text in HOSTILE if len(text) < 1_000)
WORDS: Final = st.text(max_size=30) | st.sampled_from(_SHORT) | st.sampled_from(("a", "b", "x-1"))
"""Any text, hostile ones, and a few that are often the same."""
_TONES: Final = st.sampled_from(Tone)
SPANS: Final = st.builds(
    Span, text=WORDS, tone=_TONES, to=WORDS, is_code=st.booleans(), is_strong=st.booleans()
)
TEXTS: Final = WORDS | SPANS | st.lists(WORDS | SPANS, max_size=3).map(tuple)


def _some(each: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(each, max_size=most).map(tuple)


_COLUMNS: Final = st.builds(Column, title=WORDS, is_number=st.booleans(), share=st.integers(-1, 9))
_ROWS: Final = st.builds(Row, cells=_some(TEXTS), id=WORDS, tone=_TONES, marks=_some(WORDS))
_FILTERS: Final = st.builds(Filter, id=WORDS, title=WORDS, choices=_some(st.tuples(WORDS, WORDS)))
TABLES: Final = st.builds(
    Table,
    caption=WORDS,
    columns=_some(_COLUMNS),
    rows=_some(_ROWS, 5),
    empty=WORDS,
    filters=_some(_FILTERS),
    has_blanks=st.booleans(),
)
_PICTURES: Final = st.builds(
    lambda word: Confusion(levels=(word,), columns=(word,), counts=((1,),), title=word), WORDS
) | st.builds(
    lambda word: Intervals(rows=(IntervalRow(label=word, value=None, k=0, n=0),), title=word), WORDS
)


def _blocks(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    return st.builds(Fold, summary=WORDS, blocks=_some(inner), is_open=st.booleans())


BLOCKS: Final[st.SearchStrategy[Block]] = st.recursive(
    st.builds(Paragraph, text=TEXTS)
    | st.builds(Bullets, items=_some(TEXTS), is_numbered=st.booleans())
    | st.builds(Pairs, caption=WORDS, rows=_some(st.tuples(WORDS, TEXTS)))
    | TABLES
    | st.builds(Commands, lines=_some(WORDS)),
    _blocks,
    max_leaves=4,
)


@composite
def documents(draw: DrawFn) -> Document:
    """Any document, with every kind of block, ids that are there twice and links to nowhere."""
    pictures = draw(_some(_PICTURES, 1))
    return Document(
        title=draw(WORDS),
        lead=draw(WORDS),
        verdict=draw(WORDS),
        tone=draw(_TONES),
        digest=draw(WORDS),
        date=draw(WORDS),
        author=draw(WORDS),
        sections=(
            *draw(_some(_sections())),
            *(
                Section(
                    id="", title="Picture", blocks=(Figure(id="f", caption="", picture=picture),)
                )
                for picture in pictures
            ),
        ),
        seals=SEALS,
    )


def _sections() -> st.SearchStrategy[Section]:
    flat = st.builds(Section, id=WORDS, title=WORDS, blocks=_some(BLOCKS))
    return st.builds(Section, id=WORDS, title=WORDS, blocks=_some(BLOCKS), sections=_some(flat, 2))
