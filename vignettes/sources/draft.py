"""A draft of an inventory, for a new document or one that has changed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from triage.loading.fields import FILL_IN
from triage.vocabulary import Document
from vignettes.sources.inventory import SourceDocument, SourceSentence
from vignettes.sources.sentences import Place, sentence_hash, sentences_of


def draft(document: Document, data: bytes, known: SourceDocument | None) -> str:
    """The YAML of an inventory, with the place and hash of every sentence of ``data``.

    What ``known`` says of a sentence with the same hash is kept, whatever its place, once; the
    class of any other is left open, which the loader refuses until somebody fills it in.

    Raises:
        UnicodeDecodeError: the document is no UTF-8 text.
    """
    text = data.decode("utf-8-sig")
    places = [(place, sentence_hash(said)) for place, said in sentences_of(text)]
    known_here = _recognised(places, known.sentences if known else ())
    entries = (line for place, hash_ in places for line in _entry(place, hash_, known_here))
    return "\n".join([*_head(document, data, known), *entries, ""])


_Recognised = Mapping[Place, SourceSentence]


def _recognised(
    places: Sequence[tuple[Place, str]], known: Sequence[SourceSentence]
) -> _Recognised:
    """What is known of the sentences at some places; nothing that is known is used twice.

    A sentence at its old place comes first. A second sentence with the words of another is a new
    one: what it means may depend on what stands before it.
    """
    at_place = {(sentence.place, sentence.sha256): sentence for sentence in known}
    found = {place: at_place[place, hash_] for place, hash_ in places if (place, hash_) in at_place}
    left: dict[str, list[SourceSentence]] = defaultdict(list)
    for sentence in known:
        if found.get(sentence.place) is not sentence:
            left[sentence.sha256].append(sentence)
    for place, hash_ in places:
        if place not in found and left[hash_]:
            found[place] = left[hash_].pop(0)
    return found


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
    yield "# Demands, descriptions and advice need `says`, in our own words. `names` lists findings"
    yield "# and numbers that a sentence speaks of; a demand may spare care (`spares: true`)."
    yield "sentences:"


def _entry(place: Place, sha256: str, recognised: _Recognised) -> Iterator[str]:
    known = recognised.get(place)
    yield f"  - at: {place}"
    yield f"    class: {known.kind.value if known else FILL_IN}"
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
