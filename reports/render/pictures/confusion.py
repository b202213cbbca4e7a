"""Preferred against given dispositions, as a heat map."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Final

from reports.render.pictures.confusion_cells import (
    HIGH,
    NAMES,
    Cell,
    Confusion,
    Grid,
    Kind,
    cells_of,
)
from reports.render.pictures.frame import (
    SIGN,
    SIZE,
    SMALL,
    TOP,
    Key,
    brief,
    dots,
    framed,
    hatch,
    legend,
    note,
    quiet,
)
from reports.render.pictures.letters import label
from reports.render.pictures.palette import paint
from reports.render.pictures.svg import Value, element, group, path, steps, written
from reports.render.pictures.words import listed
from reports.render.text import plain

__all__ = ["Confusion", "draw_confusion"]

_PALE: Final = 0.15
_DARK: Final = 0.5  # the darkest shade that numbers can be read on, in every scheme
_MOST_TOLD: Final = 8
_WORDS: Final = {
    Kind.SAME: "as preferred",
    Kind.LESS: "less urgent than preferred",
    Kind.MORE: "more urgent than preferred",
    Kind.OTHER: "no disposition",
}
_PATTERNS: Final = {Kind.LESS: "hatch", Kind.OTHER: "dots"}


def draw_confusion(picture: Confusion, ident: str) -> str:
    """The counts in a grid, shaded by their share of the row; no levels give a line that says so.

    What is less urgent than preferred is hatched, what is no disposition is dotted.
    """
    if not picture.levels:
        empty = note("No dispositions.", TOP + SMALL)
        return framed(ident, picture.title, "No dispositions.", empty, height=TOP + 20)
    cells = list(cells_of(picture))
    shown = {cell.kind for cell in cells if cell.count}
    place = Grid(picture)
    keys, bottom = legend(_keys(ident, shown), place.bottom + 8, place.width)
    shade = "The stronger the shade, the larger the share of its row." if shown else "No vignettes."
    patterns = (hatch(ident) if Kind.LESS in shown else "") + (
        dots(ident) if Kind.OTHER in shown else ""
    )
    return framed(
        ident,
        picture.title,
        _told(picture, cells),
        element("defs", patterns) if patterns else "",
        _heads(picture, place),
        _rows(picture, place),
        *_fills(cells, place, ident),
        _numbers(cells, place),
        keys,
        note(shade, bottom + 16),
        height=bottom + 24,
        width=place.width,
    )


def _heads(picture: Confusion, place: Grid) -> str:
    """The names of the columns, at the bottom of the head."""
    texts = [
        element("text", whole, written(line), x=place.left(j) + place.wide / 2, y=y)
        for j, lines in enumerate(place.heads)
        for whole in [_whole(picture.columns[j], lines)]
        for line, y in _above(lines, place.first - 8)
    ]
    axes = quiet(
        label("preferred", 0, place.first - 8, NAMES - 10, SMALL),
        label("given", NAMES, TOP + 8, 100, SMALL),
    )
    return axes + group(*texts, text_anchor="middle", font_size=SMALL)


def _whole(name: str, lines: tuple[str, ...]) -> str:
    """All of a name that had to be shortened."""
    return element("title", written(name)) if " ".join(lines) != plain(name) else ""


def _above(lines: tuple[str, ...], base: float) -> Iterator[tuple[str, float]]:
    for i, line in enumerate(lines):
        yield line, base - 14 * (len(lines) - 1 - i)


def _rows(picture: Confusion, place: Grid) -> str:
    width = NAMES - 10
    names = [
        label(level, 0, place.top(i) + 18, width, SIZE) for i, level in enumerate(picture.levels)
    ]
    totals = [
        label(f"{sum(row):,} in all", 0, place.top(i) + 33, width, SMALL)
        for i, row in enumerate(picture.counts)
    ]
    return group(*names) + quiet(*totals)


def _fills(cells: list[Cell], place: Grid, ident: str) -> Iterator[str]:
    """The shades, the patterns over them, and a frame around each cell of the diagonal."""
    filled = sorted((cell for cell in cells if cell.count), key=lambda cell: cell.kind.value)
    for kind, same in groupby(filled, key=lambda cell: cell.kind):
        here = list(same)
        shades = [_box(cell, place, fill_opacity=_shade(cell)) for cell in here]
        yield group(*shades, **paint(fill=kind.value))
        over = "".join(_outline(cell, place) for cell in here)
        pattern = f"url(#{ident}-{_PATTERNS[kind]})" if kind in _PATTERNS else "none"
        yield path(over, fill=pattern, **_edge(kind))
    empty = "".join(_outline(cell, place) for cell in cells if not cell.count)
    yield path(empty, fill="none", **paint(stroke="rule"))


def _edge(kind: Kind) -> dict[str, Value]:
    """The stroke around a cell: the diagonal's is the strongest."""
    return {**paint(stroke=kind.value), "stroke_width": 2 if kind is Kind.SAME else 0.8}


def _shade(cell: Cell) -> str:
    return f"{_PALE + (_DARK - _PALE) * cell.share:.2f}"


def _box(cell: Cell, place: Grid, **more: str) -> str:
    x, y = place.left(cell.column), place.top(cell.row)
    return element("rect", x=x, y=y, width=place.wide, height=HIGH, **more)


def _outline(cell: Cell, place: Grid) -> str:
    x, y = place.left(cell.column), place.top(cell.row)
    return steps("M", x, y, "H", x + place.wide, "V", y + HIGH, "H", x, "Z")


def _numbers(cells: list[Cell], place: Grid) -> str:
    """Zeros quiet, the others with the colour of the paper around them so that patterns part."""

    def text(cell: Cell) -> str:
        x, y = place.left(cell.column) + place.wide / 2, place.top(cell.row) + HIGH / 2 + 5
        return element("text", f"{cell.count:,}", x=x, y=y)

    zeros = [text(cell) for cell in cells if not cell.count]
    plain = [text(cell) for cell in cells if cell.count and not _has_pattern(cell)]
    patterned = [text(cell) for cell in cells if cell.count and _has_pattern(cell)]
    return group(
        quiet(*zeros),
        group(
            *plain,
            group(*patterned, **paint(stroke="paper"), stroke_width=4, paint_order="stroke"),
            font_weight="bold",
        ),
        text_anchor="middle",
    )


def _has_pattern(cell: Cell) -> bool:
    return cell.kind in _PATTERNS


def _keys(ident: str, shown: set[Kind]) -> Iterator[Key]:
    for kind in Kind:
        if kind in shown:
            yield Key(draw=partial(_sign, ident, kind), words=_WORDS[kind])


def _sign(ident: str, kind: Kind, x: float, y: float) -> str:
    """A small cell for the legend."""
    outline = steps("M", x + 1, y - 7, "H", x + SIGN - 1, "V", y + 7, "H", x + 1, "Z")
    shade = path(outline, **paint(fill=kind.value), fill_opacity=0.3)
    pattern = f"url(#{ident}-{_PATTERNS[kind]})" if kind in _PATTERNS else "none"
    return shade + path(outline, fill=pattern, **_edge(kind))


def _told(picture: Confusion, cells: list[Cell]) -> str:
    """What a person hears who does not see it: sums, then what is not as preferred."""
    sums = {kind: sum(cell.count for cell in cells if cell.kind is kind) for kind in Kind}
    found = sorted(
        (cell for cell in cells if cell.count and cell.kind is not Kind.SAME),
        key=lambda cell: (cell.kind is not Kind.LESS, -cell.count, cell.row, cell.column),
    )
    each = [
        f"{brief(picture.levels[cell.row])} given as {brief(picture.columns[cell.column])}: "
        f"{cell.count:,}"
        for cell in found
    ]
    total = sum(sums.values())
    parts = ", ".join(f"{sums[kind]:,} {_WORDS[kind]}" for kind in Kind)
    end = f" {listed(each, _MOST_TOLD)}." if each else ""
    return f"Rows: preferred; columns: given. Of {total:,}: {parts}.{end}"
