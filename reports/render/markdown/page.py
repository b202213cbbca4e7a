"""The whole report in Markdown, within the room that there is for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reports.render.document.nodes import Document, Span, Tone
from reports.render.markdown.escape import words
from reports.render.markdown.parts import MOST_IN_A_TITLE, frames_of, not_chosen
from reports.render.markdown.room import fitted, size_of
from reports.render.seal import PLACEHOLDER, sealed

COMMENT: Final = 65_536
"""The characters that GitHub takes in a comment."""
LEAST: Final = 40_000
"""The bytes that title, names of sections and seals may take, whatever they hold."""
_MOST_IN_THE_LEAD: Final = 1_000
_MOST_NAMES: Final = 3_000  # bytes
_MOST_SEALS: Final = 39  # and that of the file


def render_markdown(document: Document, *, most: int = 60_000) -> str:
    """The report in at most so many bytes of UTF-8, and so never more characters.

    Up to the length of a comment it shows what is brief, and names the other sections; with more
    room it shows all. Where room is short the worst comes first, and what is left out is counted.
    The same document gives the same text, whose last line carries its seals.

    Raises:
        ValueError: there is less room than the frame of a report may need.
    """
    if most < LEAST:
        raise ValueError(f"a report needs room for {LEAST:,} bytes")
    is_whole = most > COMMENT
    head, foot = list(_head(document)), list(_foot(document))
    room = most - sum(map(size_of, (*head, *foot))) - _MOST_NAMES
    frames = list(frames_of(document.sections, is_whole=is_whole))
    shown, without_room = fitted(frames, room)
    others = [] if is_whole else list(not_chosen(document.sections))
    named = _named([*without_room, *others])
    return sealed("\n\n".join([*head, *shown, *named, *foot]) + "\n")


def _head(document: Document) -> Iterator[str]:
    """The verdict with its sign, and what it is about."""
    verdict = words(document.verdict, MOST_IN_A_TITLE)
    title = words(document.title, MOST_IN_A_TITLE) or "(no title)"
    sign = f"{_SIGNS[document.tone]} " if _SIGNS[document.tone] else ""
    yield f"## {sign}{verdict}: {title}" if verdict else f"## {title}"
    yield from filter(None, [words(document.lead, _MOST_IN_THE_LEAD)])


_SIGNS: Final = {
    Tone.GOOD: "\N{WHITE HEAVY CHECK MARK}",
    Tone.BAD: "\N{CROSS MARK}",
    Tone.WARN: "\N{WARNING SIGN}\N{VARIATION SELECTOR-16}",
    Tone.NONE: "",
    Tone.QUIET: "",
}


def _named(titles: Sequence[str]) -> Iterator[str]:
    """The sections that are not shown; of too many names the last ones are counted."""
    if not titles:
        return
    said = "In the full report: "
    kept: list[str] = []
    for title in titles:
        if size_of(said + "; ".join([*kept, title])) + _MORE > _MOST_NAMES:
            break
        kept.append(title)
    left = len(titles) - len(kept)
    yield said + "; ".join([*kept, *([f"and {left:,} more sections"] if left else [])]) + "."


_MORE: Final = 40


def _foot(document: Document) -> Iterator[str]:
    """What the text was made of, by whom; and the seals, which no reader sees."""
    made: list[str | Span] = [document.author[:_FEW]]
    if document.date:
        made.append(f", run of {document.date[:_FEW]}")
    if document.digest:
        digest = Span(text=document.digest[:_FEW], is_code=True)
        made += [", facts with the digest ", digest]
    made.append(".")
    yield words(tuple(made), MOST_IN_A_TITLE + 3 * _FEW)
    yield f"<!--{''.join(_seals(document.seals))} triage:file={PLACEHOLDER} -->"


_FEW: Final = 100


def _seals(seals: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The seals in their order; what has not the form of one could end the comment."""
    found = [
        (name, digits)
        for name, digits in seals
        if _NAME.fullmatch(name) and name != "file" and _DIGITS.fullmatch(digits)
    ]
    for name, digits in found[:_MOST_SEALS]:
        yield f" triage:{name}=sha256:{digits}"


_NAME: Final = re.compile(r"[a-z-]{1,40}")
_DIGITS: Final = re.compile(r"[0-9a-f]{64}")
