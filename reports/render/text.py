"""Plain text for terminals: paint, tables, wrapped items."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_CODES: Final = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}


@dataclass(frozen=True, slots=True)
class Screen:
    """What a rendering may assume of where it is shown: columns, and whether colours are."""

    width: int = 80
    has_colour: bool = False

    def paint(self, text: str, *styles: str) -> str:
        """The text in colours, or as it is where there are none. Colour never says it alone.

        >>> Screen().paint("FAIL", "red", "bold")
        'FAIL'
        """
        if not self.has_colour or not text:
            return text
        codes = ";".join(_CODES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    def wrap(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        """The text in lines of the screen's width, with what the first and the others begin with.

        Long words (paths, ids) are not broken, nor is a number parted from its per cent sign. No
        text gives no line.

        >>> Screen(width=12).wrap("at most 12.5 % of all")
        ['at most', '12.5 % of', 'all']
        """
        lines = textwrap.wrap(
            _SHARE.sub(rf"\1{_HELD}%", plain(text)),
            width=self.width,
            initial_indent=first,
            subsequent_indent=" " * len(first) if rest is None else rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
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
_PLAIN: Final = {"\n": " ", "\t": " ", "\r": " "}


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
    widths = [max(len(cell) for cell in column) for column in zip(*kept, strict=True)]
    flush = set(right)
    return [
        (
            indent
            + "  ".join(
                cell.rjust(width) if i in flush else cell.ljust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in kept
    ]


def count(n: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "vignette"), count(2, "family", "families")
    ('1 vignette', '2 families')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
