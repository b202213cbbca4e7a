"""The inventory of a domain's source documents: what every sentence of them is to us."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from triage.loading.fields import FILL_IN, Names, Section
from triage.loading.nodes import Node, is_there, notes_of, read_file, require_folder
from triage.loading.problems import LoadError, Notes, Problem, quoted, shown
from triage.vocabulary import Document, Vocabulary
from vignettes.sources.sentences import Place


class SentenceClass(StrEnum):
    """What a sentence is to a triage rule."""

    DEMAND = "demand"
    DESCRIPTION = "description"
    ADVICE = "advice"
    CONTEXT = "context"
    COMMERCIAL = "commercial"
    BOILERPLATE = "boilerplate"

    @property
    def is_clinical(self) -> bool:
        """Whether such a sentence says something of patients, so that it has a paraphrase."""
        return self in _CLINICAL


_CLINICAL: Final = frozenset(
    {SentenceClass.DEMAND, SentenceClass.DESCRIPTION, SentenceClass.ADVICE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSentence:
    """A sentence of a document, without its words.

    ``says`` is a paraphrase in our own words, empty where the class is not clinical. ``names`` are
    the findings and numbers that it speaks of. A demand that ``spares`` lets something be, or be
    looked after at home; any other asks for care. ``line`` is its place in the inventory's file.
    """

    document: str
    place: Place
    kind: SentenceClass
    sha256: str
    says: str = ""
    names: tuple[str, ...] = ()
    spares: bool = False
    line: int = 0

    @property
    def locator(self) -> str:
        """Its name, as in ``ABC L33.5``."""
        return f"{self.document} {self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A document with all its sentences, in order. What it does not say itself is empty."""

    id: str
    publication: str
    file: str
    sha256: str
    lines: int
    sentences: tuple[SourceSentence, ...]
    title: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The documents of a domain, by id, in the order of its vocabulary."""

    documents: Mapping[str, SourceDocument]

    @property
    def sentences(self) -> tuple[SourceSentence, ...]:
        """The sentences of all documents."""
        return tuple(s for document in self.documents.values() for s in document.sentences)

    def covered(
        self, locator: str, names: Collection[str] | None = None
    ) -> tuple[SourceSentence, ...]:
        """The sentences that a locator means; none where there is no such sentence.

        A locator of a sentence (``ABC L33.5``) means that alone, one of a line (``ABC L33``) all of
        its sentences. Whoever names a line and speaks of certain findings and numbers, ``names``,
        means the sentences that speak of one of them, or else those that speak of none at all.
        """
        match = _LOCATOR.fullmatch(locator)
        document = self.documents.get(match["document"]) if match else None
        if match is None or document is None:
            return ()
        line, sentence = int(match["line"]), int(match["sentence"] or 0)
        found = tuple(
            candidate
            for candidate in document.sentences
            if candidate.place.line == line and sentence in (0, candidate.place.sentence)
        )
        if names is None or sentence:
            return found
        about = tuple(
            candidate for candidate in found if not set(names).isdisjoint(candidate.names)
        )
        return about or tuple(candidate for candidate in found if not candidate.names)


_LOCATOR: Final = re.compile(r"(?P<document>\S+) L(?P<line>\d+)(?:\.(?P<sentence>[1-9]\d*))?")


def read_inventory(
    folder: Path, words: Vocabulary, on_file: Callable[[], None] | None = None
) -> Inventory | None:
    """The inventory of a folder: one file for each document of the vocabulary, ``ID.yaml``.

    ``None`` where there is no such folder. ``on_file`` is called after each file.

    Raises:
        LoadError: everything that is wrong with the files; a document without one.
    """
    if not is_there(folder):
        return None
    require_folder(folder)
    problems: list[Problem] = []
    found: dict[str, SourceDocument] = {}
    for document in words.documents.values():
        path = folder / f"{document.id}.yaml"
        if not is_there(path):
            message = (
                f"the document {document.id} has no inventory; triage sources --draft "
                f"{document.id} --documents DIR prints one to be filled in."
            )
            problems.append(
                Problem(file=shown(path), line=0, field="", message=message, code="missing")
            )
            continue
        try:
            found[document.id] = build_document(
                read_file(path, shown(path)), shown(path), document, words
            )
        except LoadError as error:
            problems.extend(error.problems)
        if on_file:
            on_file()
    if problems:
        raise LoadError(problems)
    return Inventory(documents=found)


def build_document(
    root: Node, file: str, document: Document, words: Vocabulary, *, of_any_version: bool = False
) -> SourceDocument:
    """The document of a parsed file, which errors call ``file``.

    ``of_any_version`` takes an inventory of the document as it was before the vocabulary's hash.

    Raises:
        LoadError: everything that is wrong with the file, a header that says other than the
            vocabulary among it.
    """
    notes = notes_of(root, file)
    top = Section(root, "", notes, required=_REQUIRED, optional="title publisher")
    for key, known in (
        ("document", document.id),
        ("file", document.file),
        ("sha256", document.sha256),
    ):
        said = top.text(key)
        if said and said != known and not (of_any_version and key == "sha256"):
            message = f"{quoted(said)} here, {quoted(known)} in the vocabulary."
            top.note(key, message, "contradiction")
    sentences = tuple(_sentences(top, document, words, notes, of_any_version=of_any_version))
    found = SourceDocument(
        id=document.id,
        title=top.text("title"),
        publication=top.text("publication"),
        publisher=top.text("publisher"),
        file=document.file,
        sha256=document.sha256,
        lines=document.lines,
        sentences=sentences,
    )
    notes.raise_if_any()
    return found


_REQUIRED: Final = "document publication file sha256 sentences"


def _sentences(
    top: Section, document: Document, words: Vocabulary, notes: Notes, *, of_any_version: bool
) -> list[SourceSentence]:
    kinds = Names("class", [kind.value for kind in SentenceClass])
    names = Names("finding or number", {**words.findings, **words.numbers})
    found: list[SourceSentence] = []
    for node, path in top.items("sentences"):
        before = len(notes)
        entry = Section(node, path, notes, required="at class sha256", optional="says names spares")
        of_class = entry.node("class")
        if of_any_version and of_class and of_class.value == FILL_IN:
            continue  # a draft that nobody has filled in says nothing yet
        place, kind, sha256 = (
            _place(entry, None if of_any_version else document.lines),
            entry.name("class", kinds),
            entry.text("sha256"),
        )
        says, about = entry.text("says"), entry.names("names", names)
        if sha256 and not _SHA256.fullmatch(sha256):
            message = f"{len(sha256)} characters; a SHA-256 has 64 digits, 0 to 9 and a to f."
            entry.note("sha256", message)
        if kind and SentenceClass(kind).is_clinical and "says" not in entry:
            entry.note("class", f'a sentence of the class {kind} needs a paraphrase, "says".')
        spares = entry.truth("spares")
        if kind and kind != SentenceClass.DEMAND and spares:
            entry.note(
                "spares", f"only a demand can spare care, not a sentence of the class {kind}."
            )
        if kind and not SentenceClass(kind).is_clinical and says:
            entry.note(
                "says", f"a sentence of the class {kind} says nothing clinical; leave it out."
            )
        if place and found and place <= found[-1].place:
            is_twice = place == found[-1].place
            what = "stands twice" if is_twice else f"stands after {found[-1].place}"
            entry.note("at", f"{place} {what}; write each sentence once, in their order.")
        if place is None or len(notes) > before:
            continue
        found.append(
            SourceSentence(
                document=document.id,
                place=place,
                kind=SentenceClass(kind),
                sha256=sha256,
                says=says,
                names=about,
                spares=spares,
                line=entry.line,
            )
        )
    return found


def _place(entry: Section, lines: int | None) -> Place | None:
    text = entry.text("at")
    match = _PLACE.fullmatch(text)
    if match is None:
        if text:
            entry.note(
                "at", f'{quoted(text)} is no place; write a line and sentence, as in "L3.1".'
            )
        return None
    place = Place(int(match[1]), int(match[2]))
    if lines is not None and place.line > lines:
        entry.note("at", f"{text}: the vocabulary counts only {lines} lines of this document.")
    return place


_PLACE: Final = re.compile(r"L([1-9][0-9]{0,5})\.([1-9][0-9]{0,3})")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
