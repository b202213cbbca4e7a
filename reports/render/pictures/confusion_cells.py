"""The cells of a confusion, what each means, and where it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from reports.render.pictures.frame import (
    SIZE,
    SMALL,
    TOP,
    WIDTH,
)
from reports.render.pictures.letters import lines_of, width_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How often each disposition was given where each was preferred.

    Attributes:
        levels: The dispositions, least urgent first; one row each.
        counts: For each level as preferred one, how often each column was given.
        columns: The levels in the same order, then what else came of it, such as ``(no answer)``.
        title: What stands above.

    Raises:
        ValueError: The columns do not begin with the levels, or the counts do not fit.
    """

    levels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    columns: tuple[str, ...]
    title: str = "Preferred and given disposition"

    def __post_init__(self) -> None:
        if self.columns[: len(self.levels)] != self.levels:
            raise ValueError("the columns begin with the levels, in their order")
        if [len(row) for row in self.counts] != [len(self.columns)] * len(self.levels):
            raise ValueError("there is one row of counts for each level, and one count a column")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError("counts are 0 or more")


class Kind(Enum):
    """How a cell's given disposition stands to the preferred one, with the colour for it."""

    SAME = "mark"
    LESS = "worse"
    MORE = "more"
    OTHER = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One count, with its share of the row."""

    row: int
    column: int
    count: int
    share: float
    kind: Kind


NAMES: Final = 100  # units for the names of the rows
_HEAD: Final = 26
HIGH: Final = 42
_GAP: Final = 3
_APART: Final = 9  # between the levels and what is none
_NARROWEST: Final = 46
_WIDEST: Final = 76


class Grid:
    """Where the cells are."""

    def __init__(self, picture: Confusion) -> None:
        longest = max(width_of(f"{n:,}", SIZE, is_bold=True) for row in picture.counts for n in row)
        columns = len(picture.columns)
        share = (WIDTH - NAMES - _APART) / columns - _GAP
        self.wide = max(min(share, _WIDEST), _NARROWEST, longest + 10)
        self.levels = len(picture.levels)
        self.heads = [lines_of(column, self.wide, SMALL, 2) for column in picture.columns]
        self.first = TOP + _HEAD + 14 * max(map(len, self.heads))
        self.right = self.left(columns - 1) + self.wide
        self.width = max(float(WIDTH), self.right + 1)
        self.bottom = self.top(self.levels - 1) + HIGH

    def left(self, column: int) -> float:
        """Where a column begins."""
        apart = _APART if column >= self.levels else 0
        return NAMES + column * (self.wide + _GAP) + apart

    def top(self, row: int) -> float:
        """Where a row begins."""
        return self.first + row * (HIGH + _GAP)


def cells_of(picture: Confusion) -> Iterator[Cell]:
    """Row by row; a row that nobody is in has shares of 0."""
    for i, row in enumerate(picture.counts):
        total = sum(row)
        for j, count in enumerate(row):
            share = count / total if total else 0.0
            yield Cell(row=i, column=j, count=count, share=share, kind=_kind(picture, i, j))


def _kind(picture: Confusion, row: int, column: int) -> Kind:
    if column >= len(picture.levels):
        return Kind.OTHER
    if column == row:
        return Kind.SAME
    return Kind.LESS if column < row else Kind.MORE
