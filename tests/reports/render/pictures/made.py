"""Pictures of every kind, drawn from anything."""

from collections.abc import Callable
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from reports.render.pictures.confusion import Confusion, draw_confusion
from reports.render.pictures.flow import Flow, Move, draw_flow
from reports.render.pictures.intervals import IntervalRow, Intervals, draw_intervals
from reports.render.pictures.trend import Trend, TrendPoint, draw_trend
from tests.reports.render.pictures.drawn import WORDS

COUNTS: Final = st.integers(0, 10**7)
SHARES: Final = st.floats(0, 1)
MAYBE: Final = st.none() | SHARES


@composite
def confusions(draw: DrawFn, words: SearchStrategy[str] = WORDS) -> Confusion:
    """Any counts over up to seven levels and two columns that are none."""
    levels = tuple(draw(st.lists(words, max_size=7)))
    columns = (*levels, *draw(st.lists(words, max_size=2)))
    row = st.tuples(*(COUNTS for _ in columns))
    counts = draw(st.tuples(*(row for _ in levels)))
    return Confusion(levels=levels, columns=columns, counts=counts, title=draw(words))


@composite
def rows(draw: DrawFn, words: SearchStrategy[str] = WORDS) -> IntervalRow:
    """Any row, its ends in any place."""
    return IntervalRow(
        label=draw(words), value=draw(MAYBE), lower=draw(MAYBE), upper=draw(MAYBE), k=draw(COUNTS),
        n=draw(COUNTS), limit=draw(MAYBE), is_upper_limit=draw(st.booleans()),
        one_sided=draw(st.booleans()),
    )  # fmt: skip


@composite
def intervals(draw: DrawFn, words: SearchStrategy[str] = WORDS) -> Intervals:
    """Any rows."""
    return Intervals(rows=tuple(draw(st.lists(rows(words), max_size=6))), title=draw(words))


@composite
def flows(draw: DrawFn, words: SearchStrategy[str] = WORDS) -> Flow:
    """Any moves between up to six levels."""
    levels = tuple(draw(st.lists(words, max_size=6)))
    places = range(len(levels))
    pairs = draw(st.lists(st.sampled_from([(i, j) for i in places for j in places]), unique=True)
                 if levels else st.just([]))  # fmt: skip
    moves = tuple(
        Move(before=i, after=j, n=draw(st.integers(1, 6_000)), worse=i != j and draw(st.booleans()))
        for i, j in pairs
    )
    return flow_of(levels, moves, title=draw(words))


def flow_of(levels: tuple[str, ...], moves: tuple[Move, ...], title: str = "Title") -> Flow:
    """The flow of some moves, with the counts that follow."""
    places = range(len(levels))
    return Flow(
        levels=levels,
        before=tuple(sum(move.n for move in moves if move.before == i) for i in places),
        after=tuple(sum(move.n for move in moves if move.after == i) for i in places),
        moves=moves,
        title=title,
        before_name=title,
    )


@composite
def points(draw: DrawFn, words: SearchStrategy[str] = WORDS) -> TrendPoint:
    """Any version."""
    return TrendPoint(
        label=draw(words), value=draw(MAYBE), lower=draw(MAYBE), upper=draw(MAYBE), k=draw(COUNTS),
        n=draw(COUNTS), size=draw(st.none() | COUNTS), note=draw(words),
    )  # fmt: skip


@composite
def trends(draw: DrawFn, words: SearchStrategy[str] = WORDS) -> Trend:
    """Any versions."""
    return Trend(
        points=tuple(draw(st.lists(points(words), max_size=9))),
        title=draw(words),
        one_sided=draw(st.booleans()),
        unit=draw(words),
    )


Drawn = Callable[[str], str]


def drawings(words: SearchStrategy[str] = WORDS) -> SearchStrategy[Drawn]:
    """Any picture, ready to be drawn under an ident."""
    return st.one_of(
        confusions(words).map(lambda each: lambda ident: draw_confusion(each, ident)),
        intervals(words).map(lambda each: lambda ident: draw_intervals(each, ident)),
        flows(words).map(lambda each: lambda ident: draw_flow(each, ident)),
        trends(words).map(lambda each: lambda ident: draw_trend(each, ident)),
    )
