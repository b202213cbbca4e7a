"""Characters that the fonts of a PDF have, and what stands for all others.

A PDF/A may not hold a character that no font draws, and fonts of a machine would make the same
report differ from one machine to the next. So texts keep to what the fonts inside typst can draw
from left to right; any other character is told by its number, and none is lost.
"""

import re
import unicodedata
from typing import Final

from reports.render.text import plain

_DRAWN: Final = (
    (0x0020, 0x007E),
    (0x00A0, 0x00AC),
    (0x00AE, 0x02FF),  # Latin with its accents
    (0x0386, 0x0386),
    (0x0388, 0x038A),
    (0x038C, 0x038C),
    (0x038E, 0x03A1),
    (0x03A3, 0x03E1),  # Greek
    (0x0400, 0x0482),
    (0x048A, 0x04FF),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin of Vietnam and others
    (0x2010, 0x2027),
    (0x2030, 0x2037),
    (0x2039, 0x2040),
    (0x2044, 0x204B),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x2103),
    (0x2109, 0x2109),
    (0x2113, 0x2113),
    (0x2115, 0x2117),
    (0x211C, 0x211E),
    (0x2120, 0x2120),
    (0x2122, 0x2122),
    (0x2153, 0x215E),
    (0x2190, 0x2220),  # arrows and mathematics
    (0x2222, 0x222D),
    (0x2234, 0x223D),
    (0x2241, 0x226B),
    (0x226D, 0x228B),
    (0x228D, 0x22A5),
    (0x2500, 0x25FF),  # boxes and marks
    (0x2713, 0x2714),  # ticks and crosses; those between are found in no font for pictures
    (0x2717, 0x2718),
    (0xFFFD, 0xFFFD),
)
DRAWN: Final = "".join(chr(c) for first, last in _DRAWN for c in range(first, last + 1))
"""Every character that is drawn as itself."""

_FOREIGN: Final = re.compile(f"[^{''.join(f'{chr(a)}-{chr(b)}' for a, b in _DRAWN[1:])} -~]")


def drawable(text: str) -> str:
    r"""Text on one line in characters that can be drawn, others told by their number.

    >>> drawable("caf\u0065\u0301 \u2265 3\U0001f600\tab\x00\u202ec")
    'café ≥ 3[U+1F600] ab��c'
    """
    if text.isascii() and text.isprintable():
        return text
    return _FOREIGN.sub(_told, unicodedata.normalize("NFC", plain(text)))


def _told(match: re.Match[str]) -> str:
    character = match[0]
    if unicodedata.category(character) == "Zs":
        return " "  # spaces of other widths
    return f"[U+{ord(character):04X}]"
