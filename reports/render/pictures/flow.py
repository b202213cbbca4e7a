"""From which disposition to which: the baseline at the left, the candidate at the right."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from reports.render.pictures.flow_places import Band, Node, Places, place_flow
from reports.render.pictures.flow_values import Flow, Move, Turn
from reports.render.pictures.frame import (
    SIGN,
    SIZE,
    SMALL,
    TOP,
    WIDTH,
    Key,
    brief,
    framed,
    hatch,
    legend,
    note,
    quiet,
)
from reports.render.pictures.letters import label, width_of
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import Value, element, group, path, steps
from reports.render.pictures.words import listed

__all__ = ["Flow", "Move", "draw_flow"]

_START: Final = 156.0  # where bands leave the left side
_STOP: Final = WIDTH - _START
_POST: Final = 6.0  # units across the posts at their ends
_HEAD: Final = 24
_GAP: Final = 6
_MOST_TOLD: Final = 10


def draw_flow(picture: Flow, ident: str) -> str:
    """A band for each move between the levels, the most urgent at the top; nobody gives a line.

    What becomes less urgent is hatched, with a firm outline, and drawn over the rest; other changes
    have a dashed outline; what stays is pale.
    """
    if not picture.moves:
        empty = note("No vignettes.", TOP + SMALL)
        return framed(ident, picture.title, "No vignettes.", empty, height=TOP + 20)
    places = place_flow(picture, TOP + _HEAD)
    keys, bottom = legend(_keys(picture, ident), places.bottom + 8)
    has_worse = any(move.worse for move in picture.moves)
    return framed(
        ident,
        picture.title,
        _told(picture),
        element("defs", hatch(ident)) if has_worse else "",
        _heads(picture),
        *(_bands(places.bands, turn, ident) for turn in Turn),
        _spines(places),
        _posts(places.bands),
        _names(picture, places),
        _numbers(places.bands),
        keys,
        height=bottom + 8,
    )


def _heads(picture: Flow) -> str:
    room = WIDTH / 2 - 10
    y = TOP + 12
    return quiet(label(picture.before_name, 0, y, room, SMALL)) + quiet(
        label(picture.after_name, WIDTH, y, room, SMALL, text_anchor="end")
    )


_STYLES: Final[dict[Turn, dict[str, Value]]] = {
    Turn.SAME: {**paint(fill="axis"), "fill_opacity": "0.25"},
    Turn.OTHER: {
        **paint(fill="mark", stroke="mark"),
        "fill_opacity": "0.2",
        "stroke_dasharray": "4 3",
    },
    Turn.WORSE: {**paint(stroke="worse"), "stroke_width": 1.4},
}


def _style(turn: Turn, ident: str) -> dict[str, Value]:
    pattern = {"fill": f"url(#{ident}-hatch)"} if turn is Turn.WORSE else {}
    return {**_STYLES[turn], **pattern}


def _bands(bands: Iterable[Band], turn: Turn, ident: str) -> str:
    here = [_band(band) for band in bands if band.move.turn is turn]
    if turn is Turn.SAME:
        return path(*here, **_style(turn, ident))
    return group(*(path(each) for each in here), **_style(turn, ident))


def _band(band: Band) -> str:
    """A band that leaves and arrives level, in S-shape between."""
    half, middle = band.thick / 2, (_START + _STOP) / 2
    left, right = band.left - half, band.right - half
    low_left, low_right = band.left + half, band.right + half
    return steps(
        "M", _START, left, "C", middle, left, middle, right, _STOP, right,
        "V", low_right, "C", middle, low_right, middle, low_left, _START, low_left, "Z",
    )  # fmt: skip


def _spines(places: Places) -> str:
    """A thin line along each level, which holds its posts together."""
    lines = [
        steps("M", x, node.top, "V", node.top + node.height)
        for x, side in ((_START - _POST, places.left), (_STOP + _POST, places.right))
        for node in side
    ]
    return path(*lines, **paint(stroke="axis"))


def _posts(bands: Iterable[Band]) -> str:
    ends = [
        steps("M", x, y - band.thick / 2, "V", y + band.thick / 2)
        for band in bands
        for x, y in ((_START - _POST / 2, band.left), (_STOP + _POST / 2, band.right))
    ]
    return path(*ends, **paint(stroke="ink"), stroke_width=_POST)


def _names(picture: Flow, places: Places) -> str:
    """The levels at the outside, with their counts between them and the bands."""
    counts = [f"{n:,}" for n in (*picture.before, *picture.after)]
    room = max(width_of(count, SIZE, is_bold=True) for count in counts)
    outside = _START - _POST - _GAP
    names = outside - room - _GAP

    def name(node: Node, x: float) -> str:
        return label(picture.levels[node.level], x, node.middle + 4, names, SIZE)

    def count(node: Node, x: float) -> str:
        return element("text", f"{node.count:,}", x=x, y=node.middle + 4)

    return (
        group(*(name(node, 0) for node in places.left))
        + group(*(name(node, WIDTH) for node in places.right), text_anchor="end")
        + group(
            group(*(count(node, outside) for node in places.left), text_anchor="end"),
            *(count(node, WIDTH - outside) for node in places.right),
            font_weight="bold",
        )
    )


def _numbers(bands: Iterable[Band]) -> str:
    """How many make each move, where its band begins; bold where it is less urgent."""

    def number(band: Band) -> str:
        return element("text", f"{band.move.n:,}", x=_START + 16, y=band.left + 4)

    kept = list(bands)
    usual = [number(band) for band in kept if not band.move.worse]
    worse = [number(band) for band in kept if band.move.worse]
    return group(
        *usual,
        group(*worse, font_weight="bold"),
        font_size=SMALL,
        **paint(stroke="paper"),
        stroke_width=5,
        stroke_linejoin="round",
        paint_order="stroke",
    )


def _keys(picture: Flow, ident: str) -> Iterator[Key]:
    shown = {move.turn for move in picture.moves}
    for turn in reversed(Turn):
        if turn in shown:
            yield Key(draw=partial(_sign, ident, turn), words=turn.value)


def _sign(ident: str, turn: Turn, x: float, y: float) -> str:
    outline = steps("M", x + 1, y - 6, "H", x + SIGN - 1, "V", y + 6, "H", x + 1, "Z")
    return path(outline, **_style(turn, ident))


def _told(picture: Flow) -> str:
    """What a person hears who does not see it: how many change, then each change, worse first."""
    total = sum(picture.before)
    sums = {turn: sum(m.n for m in picture.moves if m.turn is turn) for turn in Turn}
    changes = sorted(
        (move for move in picture.moves if move.turn is not Turn.SAME),
        key=lambda move: (not move.worse, -move.n, move.before, move.after),
    )
    each = [
        f"{brief(picture.levels[m.before])} to {brief(picture.levels[m.after])}: {m.n:,}"
        for m in changes
    ]
    parts = ", ".join(f"{sums[turn]:,} {turn.value}" for turn in reversed(Turn))
    end = f" {listed(each, _MOST_TOLD)}." if each else ""
    names = f"{brief(picture.before_name)} to {brief(picture.after_name)}"
    return f"From {names}, of {total:,}: {parts}.{end}"
