"""Drafts of inventories: what was said of a sentence is kept, and the rest is left open."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vignettes.sources.manuals import Lines, text_of
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.vocabulary import Document, Vocabulary
from vignettes.sources.draft import draft
from vignettes.sources.inventory import (
    SentenceClass,
    SourceDocument,
    SourceSentence,
    build_document,
)
from vignettes.sources.sentences import Place

LINES: Lines = [["Care."], [], ["Smoke is bad.", "Crumbs are not.", "Buy two."]]
ALL = [
    ("L1.1", "Care."),
    ("L3.1", "Smoke is bad."),
    ("L3.2", "Crumbs are not."),
    ("L3.3", "Buy two."),
]
SOME_LINES = st.lists(
    st.lists(st.sampled_from([words for _, words in ALL]), max_size=3), max_size=3
).filter(any)

Known = Callable[..., SourceDocument]
Reread = Callable[[str, bytes], SourceDocument]


def hash_of(text: str) -> str:
    """The SHA-256 of a text, made without the code under test."""
    return hashlib.sha256(text.encode()).hexdigest()


def classes_of(text: str) -> list[str]:
    """The class of each sentence of a draft, in their order."""
    lines = text.splitlines()
    return [line.removeprefix("    class: ") for line in lines if line.startswith("    class:")]


def is_each_once(lines: Lines) -> bool:
    """Whether no two sentences have the same words."""
    words = [sentence for inside in lines for sentence in inside]
    return len(words) == len(set(words))


@pytest.fixture(scope="session")
def manual(toaster: Vocabulary) -> Document:
    """The made-up manual as its vocabulary knows it."""
    return toaster.documents["MAN"]


@pytest.fixture(scope="session")
def known() -> Known:
    """The inventory of the manual, each of its sentences with something said of it."""

    def make(says: str = "Smoke means unplugging.", title: str = "A manual") -> SourceDocument:
        said = {
            "L1.1": {"kind": SentenceClass.BOILERPLATE},
            "L3.1": {"kind": SentenceClass.DEMAND, "says": says, "names": ("smoke", "age_years")},
            "L3.2": {"kind": SentenceClass.DEMAND, "says": "Crumbs can stay.", "spares": True},
            "L3.3": {"kind": SentenceClass.COMMERCIAL, "names": ("slots",)},
        }
        sentences = []
        for at, words in ALL:
            line, position = at.removeprefix("L").split(".")
            place = Place(int(line), int(position))
            plain = SourceSentence(
                document="MAN",
                place=place,
                kind=SentenceClass.CONTEXT,
                sha256=hash_of(words),
            )
            sentences.append(replace(plain, **said[at]))  # type: ignore[arg-type]
        return SourceDocument(
            id="MAN",
            title=title,
            publication="booklet in the box",
            publisher="Toasters and Sons",
            file="manual.txt",
            sha256=hash_of(text_of(LINES)),
            lines=3,
            sentences=tuple(sentences),
        )

    return make


@pytest.fixture(scope="session")
def reread(toaster: Vocabulary, manual: Document) -> Reread:
    """The inventory that a draft is, for the document that it was made of; lines left aside."""

    def build(text: str, data: bytes) -> SourceDocument:
        now = replace(manual, sha256=hashlib.sha256(data).hexdigest(), lines=3)
        found = build_document(parse(text.encode(), "MAN.yaml"), "MAN.yaml", now, toaster)
        return replace(found, sentences=tuple(replace(s, line=0) for s in found.sentences))

    return build


def test_a_draft_of_a_new_document_leaves_every_class_open(manual: Document) -> None:
    """The whole text: a header from the vocabulary, and place and hash of each sentence."""
    data = b"Care. Rest.\n\nBuy.\n"
    assert draft(manual, data, None) == (
        "document: MAN\n"
        'publication: "The manual"\n'
        'file: "manual.txt"\n'
        f"sha256: {hashlib.sha256(data).hexdigest()}\n"
        "\n"
        "# Demands, descriptions and advice need `says`, in our own words. `names` lists findings\n"
        "# and numbers that a sentence speaks of; a demand may spare care (`spares: true`).\n"
        "sentences:\n"
        "  - at: L1.1\n"
        "    class: FILL IN\n"
        f"    sha256: {hash_of('Care.')}\n"
        "  - at: L1.2\n"
        "    class: FILL IN\n"
        f"    sha256: {hash_of('Rest.')}\n"
        "  - at: L3.1\n"
        "    class: FILL IN\n"
        f"    sha256: {hash_of('Buy.')}\n"
    )


def test_a_draft_cannot_be_taken_for_an_inventory(reread: Reread, manual: Document) -> None:
    """Each class that is left open is refused at its line."""
    data = b"Care. Rest.\n"
    with pytest.raises(LoadError) as caught:
        reread(draft(manual, data, None), data)
    assert [str(problem) for problem in caught.value.problems] == [
        f'MAN.yaml:{line}: sentences[{n}].class: "FILL IN" is still to be filled in.'
        for n, line in ((1, 10), (2, 13))
    ]


def test_a_draft_of_an_unchanged_document_is_its_inventory(
    reread: Reread, known: Known, manual: Document
) -> None:
    """Header, classes, paraphrases, names and what spares: nothing is lost, and nothing new."""
    data = text_of(LINES).encode()
    assert reread(draft(manual, data, known()), data) == known()


def test_what_the_inventory_did_not_say_stays_out(
    reread: Reread, known: Known, manual: Document
) -> None:
    """Title and publisher are no empty texts."""
    data = text_of(LINES).encode()
    before = replace(known(title=""), publisher="")
    assert reread(draft(manual, data, before), data) == before


def test_a_sentence_that_moved_keeps_what_was_said_of_it(
    reread: Reread, known: Known, manual: Document
) -> None:
    """Its hash tells which one it is, wherever it stands now; one that is gone is left out."""
    data = text_of([["Crumbs are not."], ["Smoke is bad."]]).encode()
    found = reread(draft(manual, data, known()), data).sentences
    assert [(str(s.place), s.kind.value, s.says, s.names, s.spares) for s in found] == [
        ("L1.1", "demand", "Crumbs can stay.", (), True),
        ("L2.1", "demand", "Smoke means unplugging.", ("smoke", "age_years"), False),
    ]


def test_a_sentence_that_was_edited_is_left_open(known: Known, manual: Document) -> None:
    """What was said of other words does not hold of these; its neighbours keep theirs."""
    text = draft(manual, text_of([*LINES[:2], ["Smoke is good.", "Buy two."]]).encode(), known())
    _, _, sentences = text.partition("sentences:\n")
    assert sentences == (
        "  - at: L1.1\n"
        "    class: boilerplate\n"
        f"    sha256: {hash_of('Care.')}\n"
        "  - at: L3.1\n"
        "    class: FILL IN\n"
        f"    sha256: {hash_of('Smoke is good.')}\n"
        "  - at: L3.2\n"
        "    class: commercial\n"
        f"    sha256: {hash_of('Buy two.')}\n"
        "    names: [slots]\n"
    )


def test_a_sentence_that_stands_twice_keeps_what_is_said_at_each_place(
    reread: Reread, known: Known, manual: Document
) -> None:
    """The same words can be a heading here and a demand there."""
    twice: Lines = [["Care."], [], ["Smoke is bad.", "Crumbs are not.", "Buy two.", "Care."]]
    data = text_of(twice).encode()
    again = replace(known().sentences[1], place=Place(3, 4), sha256=hash_of("Care."))
    before = replace(
        known(),
        sha256=hashlib.sha256(data).hexdigest(),
        sentences=(*known().sentences, again),
    )
    assert reread(draft(manual, data, before), data) == before


def test_a_second_sentence_with_the_same_words_is_new(known: Known, manual: Document) -> None:
    """What it means may depend on what stands before it: somebody has to look."""
    data = text_of([["Care."], ["Care.", "Care."]]).encode()
    assert classes_of(draft(manual, data, known())) == ["boilerplate", "FILL IN", "FILL IN"]


def test_a_sentence_at_its_old_place_comes_before_one_that_is_new_above_it(
    known: Known, manual: Document
) -> None:
    """The same words that were put in earlier take nothing away from those that stood there."""
    data = text_of([["Care.", "Smoke is bad."], [], ["Smoke is bad."]]).encode()
    assert classes_of(draft(manual, data, known())) == ["boilerplate", "FILL IN", "demand"]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_sentences_with_the_same_words_move_in_their_order(
    known: Known, manual: Document, times: int
) -> None:
    """At new places their hash alone must tell: what stood first is found first, each once."""
    first = known().sentences[0]
    again = replace(first, place=Place(9, 1), kind=SentenceClass.CONTEXT)
    data = text_of([[], [], ["Care."] * times]).encode()
    text = draft(manual, data, replace(known(), sentences=(first, again)))
    assert classes_of(text) == ["boilerplate", "context", "FILL IN"][:times]


@pytest.mark.parametrize(
    "says",
    [
        'It "smokes".',
        r"A back\slash, and \n, and \" and \\",
        "'single'",
        "a: b # c",
        "- [x], {y}, &z, *w, !v, | > % @ `",
        "yes",
        "7",
        "null",
        "\N{LEFT DOUBLE QUOTATION MARK}\u00e9\N{RIGHT DOUBLE QUOTATION MARK} \N{HOT PEPPER}",
        "a\tb",
        "a  b",
        "Two\nlines.",
        "Two\n\nparagraphs.",
    ],
)
def test_a_text_survives_however_it_is_written(
    reread: Reread, known: Known, manual: Document, says: str
) -> None:
    """Quotes, backslashes, signs of YAML, words that are values, and lines."""
    data = text_of(LINES).encode()
    before = replace(known(says=says, title=says), publication=says, publisher=says)
    assert reread(draft(manual, data, before), data) == before


def test_a_byte_order_mark_is_no_part_of_the_first_sentence(manual: Document) -> None:
    """The hash of the file is that of its bytes, the hash of a sentence that of its words."""
    data = b"\xef\xbb\xbfCare.\n"
    text = draft(manual, data, None)
    assert f"sha256: {hash_of('Care.')}\n" in text
    assert f"sha256: {hashlib.sha256(data).hexdigest()}\n" in text


def test_a_document_that_is_no_text_has_no_draft(manual: Document) -> None:
    """Whoever asks is told, and nothing is guessed."""
    with pytest.raises(UnicodeDecodeError):
        draft(manual, b"caf\xe9", None)


class TestLaws:
    """What holds of every document."""

    @given(lines=SOME_LINES)
    def test_nothing_that_is_known_is_used_twice(
        self, known: Known, manual: Document, lines: Lines
    ) -> None:
        """Of all sentences with the same words, exactly one keeps what was said of them."""
        words = [sentence for inside in lines for sentence in inside]
        found = classes_of(draft(manual, text_of(lines).encode(), known()))
        assert len(found) == len(words)
        assert len(found) - found.count("FILL IN") == len(set(words))

    @given(lines=SOME_LINES.filter(is_each_once))
    def test_a_draft_of_known_sentences_in_any_order_can_be_read(
        self, reread: Reread, known: Known, manual: Document, lines: Lines
    ) -> None:
        """Each says what it said, at the place where it stands now."""
        said = {sentence.sha256: sentence for sentence in known().sentences}
        data = text_of(lines).encode()
        assert reread(draft(manual, data, known()), data).sentences == tuple(
            replace(said[hash_of(words)], place=Place(line, position))
            for line, inside in enumerate(lines, start=1)
            for position, words in enumerate(inside, start=1)
        )
