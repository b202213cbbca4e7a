"""No sentence of the two documents stands in this repository: its words are its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCUMENTS = ROOT.parent / "shared" / "sources"
RUN = 8  # words in a row; shorter runs are names of conditions and stock phrases of the trade
WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")

# Runs of words that may stand here although a document has them too, each with its reason.
ALLOWED: dict[str, str] = {}


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case, with one kind of apostrophe."""
    return WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def runs_of(words: list[str]) -> Iterator[str]:
    """Every run of words of the length that is compared."""
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def files_of_the_repository() -> list[Path]:
    """Every file with words, but for hidden folders such as those of git and of tools."""
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.suffix in {".yaml", ".md", ".py", ".json", ".jsonl", ".toml"}
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


@pytest.fixture(scope="module")
def runs_of_the_documents() -> dict[str, str]:
    """Where each run of words stands in the documents; skips where they are not at hand."""
    files = sorted(DOCUMENTS.glob("*.txt"))
    if not files:
        pytest.skip(f"the documents are not part of the project, and not at {DOCUMENTS}")
    return {
        run: f"{file.name}:{number}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for run in runs_of(words_of(line))
    }


def test_no_file_repeats_eight_words_in_a_row_of_a_document(
    runs_of_the_documents: dict[str, str],
) -> None:
    """Facts and locators may be carried over, sentences not."""
    repeated = [
        f"{path.relative_to(ROOT).as_posix()}: {run} ({runs_of_the_documents[run]})"
        for path in files_of_the_repository()
        for run in runs_of(words_of(path.read_text(encoding="utf-8")))
        if run in runs_of_the_documents and run not in ALLOWED
    ]
    assert repeated == []


def test_every_phrase_that_is_allowed_is_needed(runs_of_the_documents: dict[str, str]) -> None:
    """An exception that nothing needs any more is taken out."""
    here = {
        run
        for path in files_of_the_repository()
        if path != Path(__file__)
        for run in runs_of(words_of(path.read_text(encoding="utf-8")))
    }
    assert [run for run in ALLOWED if run not in runs_of_the_documents or run not in here] == []


def test_a_sentence_of_a_document_would_be_found(runs_of_the_documents: dict[str, str]) -> None:
    """The comparison sees a copied sentence through case, line breaks and punctuation."""
    sentence = next(iter(runs_of_the_documents))
    copied = sentence.upper().replace(" ", ",\n  ")
    assert [run for run in runs_of(words_of(f"He said: {copied}.")) if run == sentence]
