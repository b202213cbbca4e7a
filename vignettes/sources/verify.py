"""Holds an inventory against the documents themselves."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from vignettes.sources.inventory import Inventory, SourceDocument
from vignettes.sources.sentences import Place, sentence_hash, sentences_of


class Drift(StrEnum):
    """How a document differs from its inventory."""

    ABSENT = "absent"  # the file is not there, or cannot be read: nothing was verified
    FILE = "file"  # no text, another number of lines, or other bytes with the same sentences
    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference. ``place`` is the place in the inventory, for an extra sentence in the file.

    ``None`` is the whole file. ``detail`` says more where there is more to say.
    """

    document: str
    kind: Drift
    place: Place | None = None
    detail: str = ""


def verify(inventory: Inventory, folder: Path) -> tuple[Difference, ...]:
    """Every difference between the inventory and the documents in a folder; none if all is well."""
    return tuple(
        difference
        for document in inventory.documents.values()
        for difference in _verify_document(document, folder / document.file)
    )


def _verify_document(document: SourceDocument, path: Path) -> Iterator[Difference]:
    try:
        data = path.read_bytes()
    except OSError as error:
        detail = f"{path}: {error.strerror}"
        yield Difference(document=document.id, kind=Drift.ABSENT, detail=detail)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        detail = f"{path}: not valid UTF-8 text"
        yield Difference(document=document.id, kind=Drift.FILE, detail=detail)
        return
    differences = tuple(_differences(document, text))
    yield from differences
    lines = lines_of(text)
    if lines != document.lines:
        detail = f"{lines} lines, where the vocabulary counts {document.lines}"
        yield Difference(document=document.id, kind=Drift.FILE, detail=detail)
    if not differences and hashlib.sha256(data).hexdigest() != document.sha256:
        detail = "other bytes, but every sentence is the same"
        yield Difference(document=document.id, kind=Drift.FILE, detail=detail)


def lines_of(text: str) -> int:
    """How many lines a document has, an empty one after the last line break aside."""
    return len(text.removesuffix("\n").split("\n"))


def _differences(document: SourceDocument, text: str) -> Iterator[Difference]:
    """Changed, missing, extra and moved sentences; one at its own place is never among them."""
    known = [(sentence.place, sentence.sha256) for sentence in document.sentences]
    found = [(place, sentence_hash(said)) for place, said in sentences_of(text)]
    at_their_places = set(known) & set(found)
    known = [sentence for sentence in known if sentence not in at_their_places]
    found = [sentence for sentence in found if sentence not in at_their_places]
    matcher = SequenceMatcher(None, _hashes(known), _hashes(found), autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        here, there = known[start:end], found[first:last]
        same = min(len(here), len(there))
        for (place, sha256), (where, other) in zip(here, there, strict=False):
            if sha256 != other:
                yield _difference(document, Drift.CHANGED, place)
            elif place != where:
                detail = f"now at {where}"
                yield Difference(
                    document=document.id, kind=Drift.CHANGED, place=place, detail=detail
                )
        for place, _ in here[same:]:
            yield _difference(document, Drift.MISSING, place)
        for place, _ in there[same:]:
            yield _difference(document, Drift.EXTRA, place)


def _hashes(sentences: Sequence[tuple[Place, str]]) -> list[str]:
    return [sha256 for _, sha256 in sentences]


def _difference(document: SourceDocument, kind: Drift, place: Place) -> Difference:
    return Difference(document=document.id, kind=kind, place=place)
