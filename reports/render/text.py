"""Plain text for terminals: paint, tables, wrapped items."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reports.render.columns import columns, in_lines

# Of the eight colours that every terminal has, red, green and magenta are the ones that can be read
# on white as well as on black; yellow, cyan and blue nearly vanish on one of them.
_CODES: Final = {
    "red": "31",
    "green": "32",
    "magenta": "35",
    "bold": "1",
    "dim": "2",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """What a rendering may assume of where it is shown.

    ``width`` is the measure of running text in columns; an entry of a list may go on to the
    ``edge`` where that keeps it in one line. ``height`` is how many lines can be seen at once,
    where that is known. ``has_colour`` says whether colours are shown.
    """

    width: int = 80
    has_colour: bool = False
    edge: int = 0
    height: int | None = None

    def paint(self, text: str, *styles: str) -> str:
        """The text in colours, or as it is where there are none. Colour never says it alone.

        >>> Screen().paint("FAIL", "red", "bold")
        'FAIL'
        """
        if not self.has_colour or not text:
            return text
        codes = ";".join(_CODES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    def wrap(
        self, text: str, first: str = "", rest: str | None = None, *, most: int | None = None
    ) -> list[str]:
        """The text in lines of the screen's width, with what the first and the others begin with.

        Long words (paths, ids) are not broken, nor is a number parted from its per cent sign. With
        ``most`` there are no more lines than that and none is wider: long words are broken, and
        what is left out is marked. No text gives no line.

        >>> Screen(width=12).wrap("at most 12.5 % of all")
        ['at most', '12.5 % of', 'all']
        """
        return self._wrapped(text, self.width, first, rest, most)

    def entry(
        self, text: str, first: str = "", rest: str | None = None, *, most: int | None = None
    ) -> list[str]:
        """The same for an entry of a list: in one line up to the edge, where that is enough.

        >>> Screen(width=12, edge=24).entry("at most 12.5 % of all", "- ")
        ['- at most 12.5 % of all']
        """
        lines = self._wrapped(text, max(self.edge, self.width), first, rest, most)
        return lines if len(lines) == 1 else self.wrap(text, first, rest, most=most)

    def _wrapped(
        self, text: str, width: int, first: str, rest: str | None, most: int | None
    ) -> list[str]:
        held = _SHARE.sub(rf"\1{_HELD}%", plain(text))
        others = " " * columns(first) if rest is None else rest
        lines = in_lines(held, width, first, others, most=most)
        return [line.replace(f"{_HELD}%", " %") for line in lines]


_SHARE: Final = re.compile(r"(\d) %")
_HELD: Final = "\N{NO-BREAK SPACE}"


def plain(text: str) -> str:
    r"""Text without control and direction characters, so that no content can steer a terminal.

    >>> plain("a\x1b[31mb\u202ec\nd")
    'a�[31mb�c d'
    """
    if text.isprintable():
        return text
    return "".join(_PLAIN.get(c) or (c if _is_harmless(c) else _REPLACED) for c in text)


_REPLACED: Final = "\N{REPLACEMENT CHARACTER}"
_PLAIN: Final = {"\n": " ", "\t": " ", "\r": " ", "\u2028": " ", "\u2029": " "}


def _is_harmless(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"


def table(
    rows: Iterable[Sequence[str]], *, right: Iterable[int] = (), indent: str = "  "
) -> list[str]:
    """Rows in aligned columns, those in ``right`` flush right; no rows give no lines.

    >>> table([["a", "1"], ["bcd", "10"]], right=[1])
    ['  a     1', '  bcd  10']
    """
    kept = [[plain(cell) for cell in row] for row in rows]
    if not kept:
        return []
    widths = [max(map(columns, column)) for column in zip(*kept, strict=True)]
    flush = set(right)
    return [
        (
            indent
            + "  ".join(
                _padded(cell, width, is_flush_right=i in flush)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in kept
    ]


def _padded(cell: str, width: int, *, is_flush_right: bool) -> str:
    space = " " * (width - columns(cell))
    return space + cell if is_flush_right else cell + space


def count(n: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "vignette"), count(2, "family", "families")
    ('1 vignette', '2 families')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
