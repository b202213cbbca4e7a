"""`triage sources --draft`: the inventory of a document anew, with what was said of it kept."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.evaluation.trace.kettle import DOCUMENTS, read_kettle, text_of
from tests.reports.cli.command import Edit, Kettles, Triage
from vignettes.sources.inventory import SourceSentence

DRAFT = ("sources", "--documents", "documents", "--draft")
TIPS = """\
document: TIP
title: "The TIP"
publication: "booklet"
file: "tips.txt"
sha256: {file}

# Demands, descriptions and advice need `says`, in our own words. `names` lists findings
# and numbers that a sentence speaks of; a demand may spare care (`spares: true`).
sentences:
  - at: L1.1
    class: demand
    sha256: {leak}
    says: "Old: look."
    names: [leak, age_years]
  - at: L2.1
    class: FILL IN
    sha256: {new}
"""
NEW_TIPS = """\
document: TIP
publication: "Tips"
file: "tips.txt"
sha256: {file}

# Demands, descriptions and advice need `says`, in our own words. `names` lists findings
# and numbers that a sentence speaks of; a demand may spare care (`spares: true`).
sentences:
  - at: L1.1
    class: FILL IN
    sha256: {new}
  - at: L2.1
    class: FILL IN
    sha256: {leak}
"""
OFFER = "Buy our new kettle!"
LEAK = "An old one that leaks wants a look."


def hash_of(text: str) -> str:
    """Its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def should_be(key: str, value: object) -> str:
    """What a draft says that the vocabulary has to say of its document."""
    return f"vocabulary.yaml: sources[TIP].{key} should be {value}.\n"


def sentences_in(folder: Path) -> list[SourceSentence]:
    """What the inventory of a folder says of every sentence, wherever it stands in its file."""
    return [replace(found, line=0) for found in read_kettle(folder).inventory.sentences]


def fill_in(triage: Triage, document: str) -> None:
    """Put the draft of a document in the place of its inventory."""
    done = triage(*DRAFT, document)
    assert (done.code, done.err) == (0, "")
    (triage.folder / "sources" / f"{document}.yaml").write_text(done.out, encoding="utf-8")


class TestAnUnchangedDocument:
    """Its draft says what its inventory says."""

    @pytest.mark.parametrize("document", sorted(DOCUMENTS))
    def test_it_comes_back(self, kettles: Kettles, document: str) -> None:
        """Class, paraphrase, names, and whether a demand spares; a draft of it is the same."""
        triage = kettles()
        before = sentences_in(triage.folder)
        fill_in(triage, document)
        assert sentences_in(triage.folder) == before
        first = triage(*DRAFT, document).out
        fill_in(triage, document)
        assert triage(*DRAFT, document).out == first
        assert triage("sources").code == 0

    @pytest.mark.parametrize(
        "said",
        [r"a \"b\" and 'c'", r"back\\slash \\n", "# no: [comment], &a *b", "yes", "7", r"one\ntwo"],
        ids=["quotes", "backslashes", "marks", "boolean", "number", "lines"],
    )
    def test_its_words_survive(self, kettles: Kettles, said: str) -> None:
        """Whatever YAML would take for something else."""
        triage = kettles(
            ("sources/TIP.yaml", '"Old: look."', f'"{said}"'),
            ("sources/TIP.yaml", "title: The TIP", f'title: "{said}"'),
            ("sources/TIP.yaml", "publication: booklet", f'publication: "{said}"'),
        )
        before = read_kettle(triage.folder).inventory.documents["TIP"]
        fill_in(triage, "TIP")
        after = read_kettle(triage.folder).inventory.documents["TIP"]
        assert after.sentences[-1].says == before.sentences[-1].says
        assert (after.title, after.publication) == (before.title, before.publication)

    def test_a_sentence_that_stands_twice_keeps_both_classes(self, kettles: Kettles) -> None:
        """The same words may be a heading here and a demand there."""
        triage = kettles(
            ("documents/tips.txt", OFFER, LEAK),
            ("vocabulary.yaml", hash_of(text_of("TIP")), hash_of(f"{LEAK}\n{LEAK}\n")),
            ("sources/TIP.yaml", hash_of(text_of("TIP")), hash_of(f"{LEAK}\n{LEAK}\n")),
            ("sources/TIP.yaml", hash_of(OFFER), hash_of(LEAK)),
        )
        before = sentences_in(triage.folder)
        fill_in(triage, "TIP")
        assert sentences_in(triage.folder) == before


class TestAChangedDocument:
    """What was said of a sentence that is still there is kept, and the rest is left open."""

    def test_a_sentence_keeps_what_was_said_at_another_place(self, kettles: Kettles) -> None:
        """A new one has its place and its hash, and its class is left to be filled in."""
        new = "Descale it."
        triage = kettles(("documents/tips.txt", f"{OFFER}\n{LEAK}\n", f"{LEAK}\n{new}\n"))
        done = triage(*DRAFT, "TIP")
        file = hash_of(f"{LEAK}\n{new}\n")
        expected = TIPS.format(file=file, leak=hash_of(LEAK), new=hash_of(new))
        assert (done.code, done.out, done.err) == (0, expected, should_be("sha256", file))

    def test_without_an_inventory_every_class_is_left_open(self, kettles: Kettles) -> None:
        """A new document; its publication is what the vocabulary says of it."""
        triage = kettles()
        (triage.folder / "sources" / "TIP.yaml").unlink()
        done = triage(*DRAFT, "TIP")
        expected = NEW_TIPS.format(
            file=hash_of(text_of("TIP")), leak=hash_of(LEAK), new=hash_of(OFFER)
        )
        assert (done.code, done.out, done.err) == (0, expected, "")

    def test_a_class_that_is_left_open_is_refused(self, kettles: Kettles) -> None:
        """Nobody can take a draft for an inventory."""
        triage = kettles()
        (triage.folder / "sources" / "TIP.yaml").unlink()
        fill_in(triage, "TIP")
        done = triage("sources")
        why = '"FILL IN" is still to be filled in.'
        assert (done.code, done.out) == (3, "")
        assert done.err == (
            f"error  sources/TIP.yaml:10: sentences[1].class: {why}\n"
            f"error  sources/TIP.yaml:13: sentences[2].class: {why}\n"
            "\n2 errors, 0 warnings\n"
        )

    @pytest.mark.parametrize(
        ("lines", "text"),
        [
            (3, f"{OFFER}\n{LEAK}\nDescale it.\n"),
            (1, f"{OFFER}\n"),
        ],
        ids=["longer", "shorter"],
    )
    def test_the_vocabulary_may_speak_of_the_new_version_already(
        self, kettles: Kettles, edit: Edit, lines: int, text: str
    ) -> None:
        """The old inventory has another hash, and perhaps places that are no more."""
        triage = kettles()
        (triage.folder / "documents" / "tips.txt").write_text(text, encoding="utf-8")
        words = triage.folder / "vocabulary.yaml"
        edit(words, hash_of(text_of("TIP")), hash_of(text))
        edit(words, "lines: 2}", f"lines: {lines}}}")
        edit(words, "sources: [TIP L2]", "sources: [TIP L1]")
        edit(triage.folder / "rules" / "0.1.0.yaml", "[TIP L2, ", "[TIP L1, ")
        done = triage(*DRAFT, "TIP")
        assert (done.code, done.err) == (0, "")
        assert "    class: commercial\n" in done.out
        assert ("    class: FILL IN\n" in done.out) == (lines == 3)


def test_a_broken_vignette_does_not_hinder(kettles: Kettles) -> None:
    """Nothing but the vocabulary and the document's own inventory is read."""
    triage = kettles()
    expected = triage(*DRAFT, "MAN")
    for name in ("library/kettles.yaml", "invariants.yaml", "sources/TIP.yaml"):
        (triage.folder / name).write_text("broken\n", encoding="utf-8")
    assert triage(*DRAFT, "MAN") == expected


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("TIPS", "--documents", "documents"), 'no document "TIPS". Did you mean "TIP"?'),
        (("X", "--documents", "documents"), 'no document "X". Allowed: MAN, TIP.'),
    ],
)
def test_an_unknown_document_is_wrong_usage(
    kettles: Kettles, words: tuple[str, ...], message: str
) -> None:
    """One line, with the names that there are."""
    done = kettles()("sources", "--draft", *words)
    assert (done.code, done.out, done.err) == (2, "", f"error  the vocabulary has {message}\n")


def test_a_draft_needs_the_folder_of_the_documents(kettles: Kettles) -> None:
    """Its sentences stand nowhere else."""
    done = kettles()("sources", "--draft", "TIP")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error  --draft needs the folder of the documents: --documents DIR.\n",
    )


def test_a_document_that_cannot_be_read_is_wrong_usage(kettles: Kettles) -> None:
    """Absent, or no text."""
    triage = kettles()
    file = triage.folder / "documents" / "tips.txt"
    file.write_bytes(b"\xff\xfe")
    no_text = triage(*DRAFT, "TIP")
    file.unlink()
    absent = triage(*DRAFT, "TIP")
    said = "error  documents/tips.txt: "
    assert (no_text.code, no_text.out, no_text.err) == (2, "", f"{said}not valid UTF-8 text.\n")
    assert (absent.code, absent.out, absent.err) == (2, "", f"{said}No such file or directory.\n")
