"""What of a page fits into the room that there is: the worst first, and what is cut is counted."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from reports.render.markdown.parts import Frame, Piece

FIRST_LINES: Final = 10
"""Each piece has so many before any has all, so that a long list leaves room for the others."""
_NOTE: Final = 100
"""Bytes that are held back for each place where something may have to be counted."""


def fitted(frames: Sequence[Frame], room: int) -> tuple[list[str], list[str]]:
    """The blocks of a page within so many bytes, and the titles of the sections without room.

    Room goes to titles of brief sections; then to the first lines of what stands open in them, then
    to all of those; then to what is folded there; then to other sections in the same manner.
    """
    page = _Page(room)
    places = [place for frame in frames for place in _places(frame, ())]
    sections = [section for frame in frames for section in frame.sections()]
    for is_brief in (True, False):
        for section, outer in sections:
            if section.is_brief is is_brief:
                page.open(section, outer)
        for is_folded in (False, True):
            those = [
                place
                for place in places
                if _section(place).is_brief is is_brief and place[0][-1].is_section is not is_folded
            ]
            for most in (FIRST_LINES, None):
                for path, piece in those:
                    page.fill(path, piece, most)
    shown = [block for frame in frames for block in page.blocks(frame)]
    return shown, [section.title for section, _ in sections if section not in page.opened]


_Place = tuple[tuple[Frame, ...], Piece]
"""A piece with the frames that it stands in, the outermost first."""


def _places(frame: Frame, outer: tuple[Frame, ...]) -> Iterator[_Place]:
    path = (*outer, frame)
    for part in frame.parts:
        if isinstance(part, Frame):
            yield from _places(part, path)
        else:
            yield path, part


def _section(place: _Place) -> Frame:
    return next(frame for frame in reversed(place[0]) if frame.is_section)


def size_of(text: str) -> int:
    """The bytes of a block with the empty line behind it."""
    return len(text.encode()) + 2


class _Page:
    """What is shown so far, and how many bytes are left."""

    def __init__(self, room: int) -> None:
        self._left = room
        self._sizes: dict[Piece, list[int]] = {}
        self._shown: dict[Piece, int] = {}
        self.opened: set[Frame] = set()

    def open(self, section: Frame, outer: Frame | None) -> None:
        """Show the title of a section, where there is room for it and for a note."""
        cost = self._cost((section,))
        if cost <= self._left and (outer is None or outer in self.opened):
            self._left -= cost
            self.opened.add(section)

    def fill(self, path: tuple[Frame, ...], piece: Piece, most: int | None) -> None:
        """Show as many lines of a piece as there is room for, in frames that are open already.

        A section that has no room for its title has none for anything else; a fold opens with the
        first line in it.
        """
        if any(frame.is_section and frame not in self.opened for frame in path):
            return
        shown = self._shown.get(piece, 0)
        sizes = self._sizes.setdefault(piece, _sums(piece))
        cost = 0 if shown else self._cost(path) + size_of(f"{piece.head}\n{piece.tail}") + _NOTE
        last = min(len(piece.lines), most or len(piece.lines))
        while last > shown and sizes[last] - sizes[shown] + cost > self._left:
            last -= 1
        if last > shown:
            self._left -= sizes[last] - sizes[shown] + cost
            self._left += _NOTE if last == len(piece.lines) else 0
            self._shown[piece] = last
            self.opened.update(path)

    def _cost(self, path: tuple[Frame, ...]) -> int:
        """What it takes to open the frames that are not open yet."""
        return sum(
            size_of(frame.head) + size_of(frame.tail) + _NOTE
            for frame in path
            if frame not in self.opened
        )

    def blocks(self, frame: Frame) -> Iterator[str]:
        """What is shown of a frame, with a count of the lines that are not."""
        if frame not in self.opened:
            return
        yield frame.head
        for part in frame.parts:
            if isinstance(part, Frame):
                yield from self.blocks(part)
            else:
                yield from self._lines(part)
        left_out = self._left_out(frame)
        if left_out:
            yield f"Left out here: {left_out:,} {_noun(left_out)}; the HTML report has all."
        if frame.tail:
            yield frame.tail

    def _lines(self, piece: Piece) -> Iterator[str]:
        shown = self._shown.get(piece, 0)
        if shown:
            lines = [*filter(None, [piece.head]), *piece.lines[:shown]]
            yield "\n".join([*lines, *filter(None, [piece.tail])])
        if 0 < shown < len(piece.lines):
            yield f"and {len(piece.lines) - shown:,} more; the HTML report has all."

    def _left_out(self, frame: Frame) -> int:
        """The lines of pieces and of folds here of which nothing is shown."""
        n = 0
        for part in frame.parts:
            if isinstance(part, Piece):
                n += 0 if self._shown.get(part) else len(part.lines)
            elif not part.is_section and part not in self.opened:
                n += _lines_of(part)
        return n


def _sums(piece: Piece) -> list[int]:
    """The bytes of the first so many lines, for every number of lines."""
    return list(accumulate((len(line.encode()) + 1 for line in piece.lines), initial=0))


def _lines_of(frame: Frame) -> int:
    return sum(len(p.lines) if isinstance(p, Piece) else _lines_of(p) for p in frame.parts)


def _noun(n: int) -> str:
    return "line" if n == 1 else "lines"
