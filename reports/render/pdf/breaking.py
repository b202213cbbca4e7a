"""How wide words are, and where those that are wider than their place may be parted."""

import re
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

CODE: Final = 0.53
"""The width of a letter of fixed width in those of the text around it: set at seven eighths."""
_LOWER: Final = 0.53
_OTHER: Final = 0.72
_NARROW: Final = frozenset("iljtfr.,:;'|!()[]I ")
_ENDS: Final = re.compile(r"(?<=[-_/.:=@,;|+&])(?=[^-_/.:=@,;|+&])")
_PIECE: Final = 4
_LONG: Final = 400
_WIDE: Final = 1.1
"""The width of the widest letters."""


@lru_cache(maxsize=100_000)
def width_of(word: str, *, is_code: bool = False) -> float:
    """How wide a word is, rather too wide, in sizes of its letters.

    >>> width_of("ill") < width_of("was") < width_of("WAS")
    True
    """
    if is_code:
        return len(word) * CODE
    return sum(
        0.36 if letter in _NARROW else _LOWER if letter.islower() else _OTHER for letter in word
    )


def widest(text: str, *, is_code: bool = False) -> float:
    """The width of the widest word, 0 for none."""
    return max((width_of(word, is_code=is_code) for word in text.split(" ")), default=0)


def parted(text: str, room: float, *, is_code: bool = False) -> list[str | list[str]]:
    """The text, with words that are too wide as lists of pieces, between which a line may end.

    They are parted after punctuation, and where that does not suffice after a few letters. All
    pieces joined are the text.

    >>> parted("see acute_back-pain/red_flags.yaml there", 8)
    ['see ', ['acute_', 'back-', 'pain/', 'red_', 'flags.', 'yaml'], ' there']
    >>> parted("short words stay", 8)
    ['short words stay']
    """
    if widest(text, is_code=is_code) <= room:
        return [text] if text else []
    wide = {word for word in text.split(" ") if width_of(word, is_code=is_code) > room}
    return [
        _pieces("".join(words), room, is_code=is_code) if is_wide else "".join(words)
        for is_wide, words in groupby(re.split("( )", text), wide.__contains__)
    ]


def _pieces(word: str, room: float, *, is_code: bool) -> list[str]:
    pieces: list[str] = []
    # What nobody reads to its end is parted into whole lines, so that 100,000 letters stay quick.
    step = _PIECE if len(word) < _LONG else max(_PIECE, int(room / _WIDE))
    for part in _ENDS.split(word) if len(word) < _LONG else [word]:
        if width_of(part, is_code=is_code) <= room:
            pieces.append(part)
        else:
            cuts = [*range(0, len(part), step), len(part)]
            pieces += [part[start:end] for start, end in pairwise(cuts)]
    return pieces
