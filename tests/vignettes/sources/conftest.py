"""Made-up documents, and their inventories made without the code under test."""

import hashlib
from pathlib import Path

import pytest

from tests.vignettes.sources.manuals import (
    DifferencesOf,
    InventoryOf,
    Lines,
    ReadInventory,
    text_of,
)
from triage.vocabulary import Vocabulary
from vignettes.sources.inventory import (
    Inventory,
    SentenceClass,
    SourceDocument,
    SourceSentence,
    read_inventory,
)
from vignettes.sources.sentences import Place
from vignettes.sources.verify import verify


@pytest.fixture(scope="session")
def inventory_of() -> InventoryOf:
    """The inventory of a document whose lines hold these sentences, as plain as can be."""

    def make(lines: Lines) -> Inventory:
        sentences = tuple(
            SourceSentence(
                document="MAN",
                place=Place(line, position),
                kind=SentenceClass.CONTEXT,
                sha256=hashlib.sha256(sentence.encode()).hexdigest(),
            )
            for line, inside in enumerate(lines, start=1)
            for position, sentence in enumerate(inside, start=1)
        )
        document = SourceDocument(
            id="MAN",
            publication="manual",
            file="manual.txt",
            sha256=hashlib.sha256(text_of(lines).encode()).hexdigest(),
            lines=len(lines) or 1,
            sentences=sentences,
        )
        return Inventory(documents={"MAN": document})

    return make


@pytest.fixture
def differences_of(tmp_path: Path, inventory_of: InventoryOf) -> DifferencesOf:
    """What verifying finds where these lines are known and a file holds this text.

    Each difference as ``kind place detail``.
    """

    def find(lines: Lines, text: str | bytes) -> list[str]:
        data = text.encode() if isinstance(text, str) else text
        (tmp_path / "manual.txt").write_bytes(data)
        return [
            " ".join(filter(None, [found.kind.value, str(found.place or ""), found.detail]))
            for found in verify(inventory_of(lines), tmp_path)
        ]

    return find


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toaster: Vocabulary) -> ReadInventory:
    """The inventory of the made-up manual, from the text of its file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir(exist_ok=True)

    def read_text(text: str) -> Inventory:
        (tmp_path / "sources" / "MAN.yaml").write_text(text, encoding="utf-8")
        found = read_inventory(tmp_path / "sources", toaster)
        assert found is not None
        return found

    return read_text
