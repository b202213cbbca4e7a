"""Divides a document into sentences that can be named, and hashes them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vignettes.wording import straight


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a sentence stands: its line, and which one of the line it is, both from 1.

    >>> str(Place(33, 5))
    'L33.5'
    """

    line: int
    sentence: int

    def __str__(self) -> str:
        return f"L{self.line}.{self.sentence}"


def sentences_of(text: str) -> Iterator[tuple[Place, str]]:
    """The sentences of a document, in order; empty lines have none.

    They are divided in normalised form, so that whatever does not change a hash does not change a
    place either. A line is never joined with the next one. What is no sentence (a heading, an item
    of a list) counts as one.

    >>> [(str(place), said) for place, said in sentences_of("It hurts. Rest it, e.g. Sundays.")]
    [('L1.1', 'It hurts.'), ('L1.2', 'Rest it, e.g. Sundays.')]
    """
    for number, line in enumerate(text.split("\n"), start=1):
        for position, sentence in enumerate(_divided(normalised(line)), start=1):
            yield Place(number, position), sentence


def normalised(sentence: str) -> str:
    """A sentence as it is hashed: compatible forms, straight quotes and single spaces.

    A file that was saved with other quotes or other spaces says the same.

    >>> normalised("  Rest\u00a0 it ")
    'Rest it'
    """
    return " ".join(straight(unicodedata.normalize("NFKC", sentence)).split())


def sentence_hash(sentence: str) -> str:
    """The SHA-256 of a normalised sentence, in hexadecimal digits."""
    return hashlib.sha256(normalised(sentence).encode()).hexdigest()


def _divided(line: str) -> list[str]:
    """The sentences of one line.

    A full stop, an exclamation or a question mark ends a sentence where a space and a capital (A to
    Z), a digit or an opening quote follow, and what stands before it is neither an abbreviation nor
    the number of a list.
    """
    found, start = [], 0
    for end in _END.finditer(line):
        before = line[start : end.end("stop")].split()
        if _is_number_of_list(before) or before[-1].lower().lstrip(_OPENING) in _ABBREVIATIONS:
            continue
        found.append(line[start : end.end("stop")].strip())
        start = end.end()
    rest = line[start:].strip()
    return [*found, rest] if rest else found


def _is_number_of_list(words: list[str]) -> bool:
    return len(words) == 1 and words[0].rstrip(".").isdecimal()


_CLOSING: Final = "\"')\\]\u2019\u201d"
_OPENING: Final = "\"'(\u2018\u201c"
_END: Final = re.compile(rf"(?P<stop>[.!?][{_CLOSING}]*)\s+(?=[A-Z0-9{_OPENING}])")
_ABBREVIATIONS: Final = frozenset(
    ["e.g.", "i.e.", "vs.", "cf.", "dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "no.", "fig."]
)
