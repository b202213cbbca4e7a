"""The inventory that ships, held against the documents themselves where they are at hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from triage.rules import RuleSet
from vignettes.domain import sources_folder
from vignettes.sources.inventory import Inventory, read_inventory
from vignettes.sources.sentences import sentence_hash, sentences_of
from vignettes.sources.verify import verify

DOCUMENTS = Path(__file__).parents[4] / "shared" / "sources"
RUN = 6  # words in a row
WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


def runs_of(text: str) -> Iterator[str]:
    """Every run of six words of a text, in small letters."""
    words = WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


@pytest.fixture(scope="module")
def inventory(knee: RuleSet) -> Inventory:
    """The inventory that ships."""
    found = read_inventory(sources_folder("knee"), knee.vocabulary)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def texts(inventory: Inventory) -> dict[str, str]:
    """The documents; skips where they are not at hand."""
    files = {name: DOCUMENTS / document.file for name, document in inventory.documents.items()}
    if not all(file.is_file() for file in files.values()):
        pytest.skip("the documents are not part of the project, and not at ../shared/sources")
    return {name: file.read_text(encoding="utf-8") for name, file in files.items()}


@pytest.mark.usefixtures("texts")
def test_the_inventory_verifies_without_difference(inventory: Inventory) -> None:
    """Every sentence of both documents has its entry, with its hash and at its place."""
    assert verify(inventory, DOCUMENTS) == ()


def test_every_sentence_has_one_entry(inventory: Inventory, texts: dict[str, str]) -> None:
    """Counted without the code that verifies: as many entries as sentences, hash by hash."""
    for name, text in texts.items():
        entries = inventory.documents[name].sentences
        assert [entry.sha256 for entry in entries] == [
            sentence_hash(said) for _, said in sentences_of(text)
        ]


def test_every_line_with_words_is_accounted_for(
    inventory: Inventory, texts: dict[str, str]
) -> None:
    """Counted without the code that divides: no line is skipped, and none is made up."""
    for name, text in texts.items():
        lines = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
        assert {entry.place.line for entry in inventory.documents[name].sentences} == lines


@pytest.mark.parametrize("field", ["says", "title"])
def test_no_paraphrase_shares_six_words_in_a_row_with_a_document(
    inventory: Inventory, texts: dict[str, str], field: str
) -> None:
    """What a sentence says stands in words of our own, and so does a title."""
    theirs = {run for text in texts.values() for run in runs_of(text)}
    ours = (
        {sentence.locator: sentence.says for sentence in inventory.sentences}
        if field == "says"
        else {name: document.title for name, document in inventory.documents.items()}
    )
    shared = {
        name: found for name, text in ours.items() if (found := theirs.intersection(runs_of(text)))
    }
    assert shared == {}


def test_a_copied_paraphrase_would_be_found(texts: dict[str, str]) -> None:
    """The comparison sees six words of a document through case, quotes and punctuation."""
    for text in texts.values():
        run = next(runs_of(text))
        assert run in set(runs_of(f"It says: {run.upper().replace(' ', ', ')}."))


def test_exactly_the_clinical_sentences_have_a_paraphrase(inventory: Inventory) -> None:
    """The others say nothing that a rule could rest on."""
    wrong = [
        sentence.locator
        for sentence in inventory.sentences
        if sentence.kind.is_clinical != bool(sentence.says)
        or (sentence.names and not sentence.kind.is_clinical)
    ]
    assert wrong == []


def test_the_header_says_what_kind_of_publication_it_is(inventory: Inventory) -> None:
    """Both come from sellers, and both are named with their publisher."""
    assert set(inventory.documents) == {"PKP", "KFB"}
    assert all(document.publication for document in inventory.documents.values())
    assert all(document.publisher for document in inventory.documents.values())
    assert "paid advertorial" in inventory.documents["KFB"].publication
