"""What each finding of a vignette rests on: the words of its narrative.

The block ``phrases`` of a vignette has one line for each phrase::

    leg_pain, duration_days: my calf has hurt for two days
    red_flag_findings: none of the danger signs
    -: the neighbour who had a clot

Before the colon stand the findings, numbers, attributes or groups that the phrase is about, or
``-`` for words that say nothing of this patient; after it the words, as the narrative has them.
A block of text and no YAML mapping, so that quotes and colons in a narrative need no care, and that
only whoever wants the phrases has to read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

NOTHING: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a narrative, and the names that they are about; none if about nothing of interest.

    ``line`` is its place in the file. ``is_whole`` is false for a line that cannot be read; it then
    says the whole line.
    """

    says: str
    about: tuple[str, ...]
    line: int
    is_whole: bool = True


def read_phrases(block: str, line: int = 0) -> Iterator[Phrase]:
    """The phrases of a block whose first line is ``line``; empty lines say nothing.

    >>> [(phrase.about, phrase.says) for phrase in read_phrases("fever, age_years: 38.6 at 4: hot")]
    [(('fever', 'age_years'), '38.6 at 4: hot')]
    """
    for number, text in enumerate(block.splitlines(), start=line):
        if not text.strip():
            continue
        before, colon, says = text.partition(":")
        names = tuple(name.strip() for name in before.split(","))
        is_whole = bool(colon and says.strip() and all(names))
        yield Phrase(
            says=says.strip() if is_whole else text.strip(),
            about=() if names == (NOTHING,) else names,
            line=number,
            is_whole=is_whole,
        )
