"""Text in lines of so many columns: a wide character takes two of them, a combining one none."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

_WORD = re.compile("( *)([^ ]+)")
_CUT = " …"
_MARKS = 4  # characters in a column, with marks that combine; few scripts have more
_NO_COLUMN = {"Mn", "Me"}
_TO_EMOJI = "\N{VARIATION SELECTOR-16}"  # some terminals draw what stands before it twice as wide
_JAMO = range(0x1160, 0x1200)  # vowels and final consonants, drawn into the syllable before them


def columns(text: str) -> int:
    r"""How many columns of a terminal a text takes at most.

    Terminals disagree about emoji that are made of several characters; then it is the larger
    number, so that what is meant to fit a line always does.

    >>> columns("hand"), columns("膝の痛み"), columns("cafe\u0301")
    (4, 8, 4)
    """
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def in_lines(
    text: str, width: int, first: str = "", rest: str = "", *, most: int | None = None
) -> list[str]:
    """A text without control characters in lines, with what the first and the others begin with.

    Words stay whole, even those wider than a line (paths, ids), and spaces between words stay as
    they are. With ``most`` no line is wider, whatever it takes, and there are no more of them: a
    text that is cut ends in an ellipsis. No text gives no line.

    >>> in_lines("one two three four", 9, "- ", "  ")
    ['- one two', '  three', '  four']
    >>> in_lines("one two three four", 9, "- ", "  ", most=2)
    ['- one two', '  three …']
    """
    if most is None:
        return list(_lines(text, width, first, rest, breaks=False))
    enough = text[: most * width * _MARKS]  # of a very long text no more has to be looked at
    found = list(islice(_lines(enough, width, first, rest, breaks=True), most + 1))
    if len(found) <= most and len(enough) == len(text):
        return found
    kept = found[:most] or [first]
    return [*kept[:-1], ended(kept[-1], width)]


def ended(line: str, width: int) -> str:
    """A line that ends in an ellipsis, within the width.

    >>> ended("one two", 9), ended("one two", 7)
    ('one two …', 'one t …')
    """
    return _parted(line, width - columns(_CUT))[0].rstrip() + _CUT


def _lines(text: str, width: int, first: str, rest: str, *, breaks: bool) -> Iterator[str]:
    line, used, is_begun = first, columns(first), False
    others = columns(rest)
    for match in _WORD.finditer(text):
        gap, word = match[1], match[2]
        wide = columns(word)
        if is_begun and used + len(gap) + wide > width:
            yield line
            line, used, is_begun, gap = rest, others, False, ""
        while breaks and used + len(gap) + wide > width:
            part, word = _parted(word, max(1, width - used))
            yield line + part
            line, used, gap, wide = rest, others, "", wide - columns(part)
        line, used, is_begun = line + gap + word, used + len(gap) + wide, True
    if is_begun:
        yield line


def _parted(text: str, width: int) -> tuple[str, str]:
    """The beginning of a text that takes so many columns, with its marks, and what is left."""
    used = 0
    for place, character in enumerate(text):
        used += _columns_of(character)
        if used > width and place:
            return text[:place], text[place:]
    return text, ""


def _columns_of(character: str) -> int:
    if character == _TO_EMOJI:
        return 1
    if unicodedata.category(character) in _NO_COLUMN or ord(character) in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
