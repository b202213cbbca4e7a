"""How wide the columns of a table are: as their words need, then by their shares."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reports.render.html.words import LONG

_PART: Final = re.compile(r"[^\s_/-]+[_/-]*")
_LETTER: Final = 0.54  # rem, in the size of tables and the widest usual faces
_BOLD: Final = 1.12
_PADDING: Final = 1.1  # rem, of a column
_SIGN: Final = 2  # letters: what stands before the first cell of a row with a tone
_STEP: Final = 4  # rem
_FULL: Final = 60  # rem: about as much as a wide page has room for
_USUAL: Final = 46  # rem: as much as a small one has, and a sheet of paper
_FEW: Final = 3
_CAPTION: Final = 32  # rem
_LONGEST_CELL: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Widths:
    """Parts of 100 for each column; in rem the least width, and the largest of use (0: any)."""

    parts: tuple[int, ...]
    least: int
    most: int


def widths_of(
    heads: Sequence[str],
    shares: Sequence[int],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    has_signs: bool = False,
) -> Widths:
    """The widths for columns with these heads, shares and texts; no columns give no widths.

    A narrow table is as wide as its caption, within reason. ``has_signs`` says that signs stand
    before the first column.

    >>> widths_of(["Step", "n"], [3, 1], [["Loaded", "390"]])
    Widths(parts=(61, 39), least=8, most=8)
    """
    needs = [_need(head) * _BOLD for head in heads]
    wants = [len(head) * _BOLD for head in heads]
    for row in rows:
        for at, cell in enumerate(row):
            if len(cell) > wants[at]:
                wants[at] = min(len(cell), _LONGEST_CELL)
            if needs[at] < LONG and len(cell) > needs[at]:
                needs[at] = max(needs[at], _need(cell))
    if has_signs and heads:
        needs[0] += _SIGN
        wants[0] += _SIGN
    least = [_rem(need) for need in needs]
    natural = [_rem(want) for want in wants]
    given = _filled(least, natural, [max(share, 1) for share in shares])
    whole = sum(given) or 1.0
    most = _stepped(max(sum(natural), min(_CAPTION, _rem(len(caption) * _BOLD))))
    return Widths(
        parts=tuple(max(1, round(100 * width / whole)) for width in given),
        least=_least(least, given),
        most=most if most < _FULL else 0,
    )


def _need(text: str) -> int:
    """The letters of the longest word that must not be parted; of long words, of their parts."""
    return max(map(_need_of_word, text.split()), default=0)


def _need_of_word(word: str) -> int:
    if len(word) <= LONG:
        return len(word)
    return min(LONG, max(map(len, _PART.findall(word)), default=0))


def _rem(letters: float) -> float:
    return letters * _LETTER + _PADDING


def _least(needs: list[float], given: list[float]) -> int:
    """The least width of a table: one of few columns may shrink, for it is mostly text."""
    if len(needs) <= _FEW or sum(needs) > _USUAL:
        return _stepped(sum(needs))
    whole = sum(given)
    fair = max(whole * need / width for need, width in zip(needs, given, strict=True))
    return min(_stepped(fair), _USUAL)


def _stepped(rem: float) -> int:
    """Up to the next of a few widths, for each is a rule of the style sheet."""
    return -(-round(rem) // _STEP) * _STEP


def _filled(least: list[float], natural: list[float], shares: Sequence[int]) -> list[float]:
    """What is left of the usual width goes to columns by share, until they have what they want."""
    given = list(least)
    for _ in given:
        rest = _USUAL - sum(given)
        hungry = [at for at, width in enumerate(given) if width < natural[at]]
        if rest <= 0 or not hungry:
            break
        whole = sum(shares[at] for at in hungry)
        for at in hungry:
            given[at] = min(natural[at], given[at] + rest * shares[at] / whole)
    return given
