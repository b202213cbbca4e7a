"""Tables as markup, with as few characters around each cell as HTML allows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from markupsafe import Markup

from reports.render.document.nodes import Column, Row, Table, Text, Tone
from reports.render.html.filters import (
    Choices,
    choices_of,
    hiding_rule,
    letters_of,
    nothing_rules,
    row_classes,
)
from reports.render.html.places import Places
from reports.render.html.widths import Widths, widths_of
from reports.render.html.words import TONES, named, told, words, written

_NARROW: Final = 16
"""A table that needs no more rem than this fits on every screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column: the class of its width, and what heads it."""

    width: str
    title: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table as the template writes it, and the rules of the style sheet that it rests on.

    ``screen_rules`` are those that paper goes without: there all rows are shown. ``id`` is that of
    the whole, ``caption_id`` that of the caption; ``is_wide`` is said of one that may have to be
    moved sideways on a narrow screen.
    """

    id: str
    caption_id: str
    caption: Markup
    classes: str
    is_wide: bool
    heads: tuple[Head, ...]
    rows: Markup
    empty: Markup
    filters: tuple[Choices, ...]
    rules: tuple[str, ...]
    screen_rules: tuple[str, ...]


def view_of_table(table: Table, places: Places) -> TableView:
    """The table with its columns, also for cells that have none, and its filters."""
    columns = _columns(table)
    letters = letters_of(table.filters)
    widths = widths_of(
        [column.title for column in columns],
        [column.share for column in columns],
        ([told(cell) for cell in row.cells] for row in table.rows),
        caption=table.caption,
        has_signs=any(row.tone not in (Tone.NONE, Tone.QUIET) for row in table.rows),
    )
    classes = list(_classes(columns, widths))
    filters = choices_of(table, letters, places) if table.rows else ()
    ident = places.own()
    return TableView(
        id=ident,
        caption_id=places.own(),
        caption=written(named(table.caption)),
        classes=" ".join(name for name, _ in classes),
        is_wide=widths.least > _NARROW,
        heads=tuple(
            Head(width=f"c{part}", title=written(named(column.title)))
            for column, part in zip(columns, widths.parts, strict=True)
        ),
        rows=Markup("\n").join(_row(row, columns, table, letters, places) for row in table.rows),
        empty=written(table.empty),
        filters=filters,
        rules=(
            *(rule for _, rule in classes),
            *(f"col.c{part}{{width:{part}%}}" for part in widths.parts),
        ),
        screen_rules=tuple(
            (
                *(hiding_rule(letter) for letter in letters.values()),
                *nothing_rules(ident, table.rows, table.filters, letters),
            )
            if filters
            else ()
        ),
    )


def _columns(table: Table) -> list[Column]:
    """The columns, and such without a head for cells that have none; at least one."""
    most = max((len(row.cells) for row in table.rows), default=1) or 1
    return [*table.columns, *[Column(title="")] * (most - len(table.columns))]


def _classes(columns: Sequence[Column], widths: Widths) -> Iterator[tuple[str, str]]:
    """The classes of a table with the rule of each."""
    yield f"l{widths.least}", f"table.l{widths.least}{{min-width:{widths.least}rem}}"
    if widths.most:
        yield f"m{widths.most}", f"table.m{widths.most}{{max-width:{widths.most}rem}}"
    for place, column in enumerate(columns, 1):
        if column.is_number:
            name = f"r{place}"
            yield name, f"table.{name} tr>:nth-child({place}){{text-align:right}}"


def _row(
    row: Row, columns: Sequence[Column], table: Table, letters: Mapping[str, str], places: Places
) -> Markup:
    classes = [TONES[row.tone]] if row.tone else []
    classes += row_classes(row, letters)
    ident = places.take(row.id)
    first, *others = [cell for cell, _ in zip_longest(row.cells, columns, fillvalue="")]
    return Markup("").join(
        (
            _opened(ident, classes),
            _HEADED if told(first).strip() else _PLAIN,
            words(first, places),
            *(_cell(cell, places, has_blanks=table.has_blanks) for cell in others),
        )
    )


def _opened(ident: str, classes: Sequence[str]) -> Markup:
    named = Markup(' id="{}"').format(ident) if ident else ""
    if not classes:
        return Markup("<tr{}>").format(named)
    quoted = Markup(" class={}" if len(classes) == 1 else ' class="{}"')  # noqa: S704 (constants)
    return Markup("<tr{}{}>").format(named, quoted.format(" ".join(classes)))


_HEADED: Final = Markup("<th scope=row>")
_PLAIN: Final = Markup("<td>")
_BLANK: Final = Markup("<td class=b><i>to be filled in by a person</i>")


def _cell(cell: Text, places: Places, *, has_blanks: bool) -> Markup:
    if has_blanks and not told(cell).strip():
        return _BLANK
    return _PLAIN + words(cell, places)
