"""Cells that no spreadsheet takes for a formula, and from which the text can be had back."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_PARTED: Final = re.compile(r"([;\t\r\n])")
"""What some spreadsheet takes for the end of a cell: a semicolon where commas are for decimals."""
_FORMULA: Final = re.compile(
    "[\\s\"'`\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"
    "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
)
"""The start of a formula, also after blanks and quotes that a spreadsheet drops."""


def harmless(cell: str) -> str:
    """A cell with an apostrophe before whatever a spreadsheet might take for a formula.

    That may be the cell itself, or a part of it after a semicolon, tab or line break. What has an
    apostrophe there already gets another, so that :func:`restored` tells them apart.

    >>> harmless("=1+1"), harmless("a; =1+1"), harmless("a-b"), harmless("'quoted'")
    ("'=1+1", "a;' =1+1", 'a-b', "''quoted'")
    """
    parts = _PARTED.split(cell)
    parts[::2] = [f"'{part}" if _is_risky(part) else part for part in parts[::2]]
    if cell.startswith(("\t", "\r", "\n")):
        parts[0] = "'"
    return "".join(parts)


def _is_risky(part: str) -> bool:
    return part.startswith("'") or _FORMULA.match(part) is not None


def restored(cell: str) -> str:
    """The text of which :func:`harmless` made a cell.

    >>> restored("a;' =1+1")
    'a; =1+1'
    """
    parts = _PARTED.split(cell)
    parts[::2] = [part.removeprefix("'") for part in parts[::2]]
    return "".join(parts)


def joined(texts: Iterable[str]) -> str:
    r"""Several texts in one cell, apart by semicolons; one within a text has a backslash before it.

    >>> joined(["fire", "current"]), joined(["a;b"]), joined([])
    ('fire;current', 'a\\;b', '')
    """
    return ";".join(_SPECIAL.sub(r"\\\g<0>", text) for text in texts)


def parted(cell: str) -> list[str]:
    r"""The texts of which :func:`joined` made a cell, if none was empty.

    >>> parted("fire;current"), parted("a\\;b"), parted("")
    (['fire', 'current'], ['a;b'], [])
    """
    return [_ESCAPED.sub(r"\1", text) for text in _TEXT.findall(cell)]


_SPECIAL: Final = re.compile(r"[\\;]")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_TEXT: Final = re.compile(r"(?:[^\\;]|\\.)+", re.DOTALL)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180, but lines end as in any other file here), each cell harmless.

    A cell with a comma, a quote or any end of line stands in quotes; no rows give no text.
    """
    return "".join(f"{_line(row)}\n" for row in rows)


def _line(row: Sequence[str]) -> str:
    """One row; a single empty cell is told from a row without any."""
    return ",".join(map(_quoted, row)) or '""' * len(row)


def _quoted(cell: str) -> str:
    safe = harmless(cell)
    return '"' + safe.replace('"', '""') + '"' if _QUOTABLE.search(safe) else safe


_QUOTABLE: Final = re.compile('[,"\r\n]')
