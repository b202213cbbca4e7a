"""Tables as data for the template."""

from itertools import zip_longest
from typing import Any, Final

from reports.render.document.nodes import Column, Row, Table, Text
from reports.render.pdf.places import Places
from reports.render.pdf.widths import CAP, shares
from reports.render.pdf.words import CAPTION, need_of, short, told, words

_ROOM: Final = 56.0
"""How wide a table is, in sizes of its letters."""
_GUTTER: Final = 1.5
_HEAD: Final = 1.08
"""Heads are set bolder, and so wider."""
_LONGEST: Final = 80
"""The most characters of a column's head."""
_WHOLE: Final = 600
"""A row of fewer characters is not parted between two pages."""


def table_data(table: Table, places: Places) -> dict[str, Any]:
    """A table: its widths in thousandths, heads and rows, and what is said where it has none."""
    columns = _columns(table)
    widths = shares([column.share for column in columns], _needs(table, columns), _ROOM)
    rooms = [width - _GUTTER for width in widths]
    return {
        "kind": "table",
        "caption": short(table.caption, CAPTION, places),
        "empty": words(table.empty, places),
        "widths": [round(width / _ROOM * 1000) for width in widths],
        "numbers": [column.is_number for column in columns],
        "heads": [
            short(column.title, _LONGEST, places, room / _HEAD)
            for column, room in zip(columns, rooms, strict=True)
        ],
        "rows": [_row(row, rooms, places) for row in table.rows],
        "blanks": table.has_blanks,
    }


def _columns(table: Table) -> list[Column]:
    """The columns, and such without a head for cells that have none."""
    most = max((len(row.cells) for row in table.rows), default=0)
    return [*table.columns, *[Column(title="")] * (most - len(table.columns))]


def _needs(table: Table, columns: list[Column]) -> list[float]:
    """What each column needs for its widest word, but never more than is fair."""
    needs = [need_of(column.title) * _HEAD for column in columns]
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            if needs[at] < CAP:
                needs[at] = max(needs[at], need_of(cell))
    return [min(need, CAP) + _GUTTER for need in needs]


def _row(row: Row, rooms: list[float], places: Places) -> dict[str, Any]:
    cells: list[Text] = [cell for cell, _ in zip_longest(row.cells, rooms, fillvalue="")]
    return {
        "cells": [words(cell, places, room) for cell, room in zip(cells, rooms, strict=True)],
        "anchor": places.anchor(row.id),
        "tone": row.tone.value,
        "whole": sum(len(told(cell)) for cell in cells) < _WHOLE,
    }
