"""A draft of an inventory, for a new document or one that has changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from triage.vocabulary import Document
from vignettes.sources.inventory import SourceDocument, SourceSentence
from vignettes.sources.sentences import Place, sentence_hash, sentences_of


def draft(document: Document, data: bytes, known: SourceDocument | None) -> str:
    """The YAML of an inventory, with the place and hash of every sentence of ``data``.

    What ``known`` says of a sentence with the same hash is kept, whatever its place; the class of
    any other is left open, which the loader refuses until somebody fills it in.

    Raises:
        UnicodeDecodeError: the document is no UTF-8 text.
    """
    text = data.decode("utf-8-sig")
    said: dict[tuple[Place | None, str], SourceSentence] = {}
    for sentence in known.sentences if known else ():
        said[sentence.place, sentence.sha256] = sentence
        said.setdefault((None, sentence.sha256), sentence)
    return "\n".join([*_head(document, data, known), *_sentences(text, said), ""])


def _head(document: Document, data: bytes, known: SourceDocument | None) -> Iterator[str]:
    yield f"document: {document.id}"
    if known and known.title:
        yield f"title: {_quoted(known.title)}"
    yield f"publication: {_quoted(known.publication if known else document.about)}"
    if known and known.publisher:
        yield f"publisher: {_quoted(known.publisher)}"
    yield f"file: {_quoted(document.file)}"
    yield f"sha256: {hashlib.sha256(data).hexdigest()}"
    yield ""
    yield "sentences:"


def _sentences(text: str, said: Mapping[tuple[Place | None, str], SourceSentence]) -> Iterator[str]:
    for place, sentence in sentences_of(text):
        sha256 = sentence_hash(sentence)
        known = said.get((place, sha256)) or said.get((None, sha256))
        yield f"  - at: {place}"
        yield f"    class: {known.kind.value if known else 'FILL IN'}"
        if known and known.spares:
            yield "    spares: true"
        yield f"    sha256: {sha256}"
        if known and known.says:
            yield f"    says: {_quoted(known.says)}"
        if known and known.names:
            yield f"    names: [{', '.join(known.names)}]"


def _quoted(text: str) -> str:
    """Text as YAML that cannot be taken for anything else."""
    return json.dumps(text, ensure_ascii=False)  # JSON text is YAML text
