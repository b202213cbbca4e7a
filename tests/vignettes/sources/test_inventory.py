"""Files of an inventory: what is read from them, and everything that can be wrong with one."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.vignettes.sources.manuals import HASH, INVENTORY, ReadInventory, changed
from triage.loading.problems import LoadError
from triage.vocabulary import Vocabulary
from vignettes.sources.inventory import SentenceClass, read_inventory
from vignettes.sources.sentences import Place


def test_a_document_is_read_with_its_sentences(read: ReadInventory) -> None:
    """Its header, and of each sentence the place, class, hash, paraphrase, names and line."""
    document = read(INVENTORY).documents["MAN"]
    assert (document.id, document.file, document.sha256) == ("MAN", "manual.txt", "00")
    assert (document.title, document.publication, document.publisher) == (
        "A manual",
        "booklet in the box",
        "Toasters and Sons",
    )
    assert [
        (s.locator, s.kind.value, s.sha256, s.says, s.names, s.line) for s in document.sentences
    ] == [
        ("MAN L2.1", "demand", HASH, "Smoke means unplugging.", ("smoke", "age_years"), 8),
        ("MAN L2.2", "commercial", HASH, "", (), 13),
        ("MAN L10.1", "advice", HASH, "Shake out the crumbs.", (), 16),
    ]


def test_what_a_document_does_not_say_is_empty(read: ReadInventory) -> None:
    """Title and publisher are left out, never guessed."""
    text = changed("title: A manual\n", "").replace("publisher: Toasters and Sons\n", "")
    document = read(text).documents["MAN"]
    assert (document.title, document.publisher) == ("", "")


def test_the_clinical_classes_are_demand_description_and_advice() -> None:
    """The others say nothing of patients."""
    clinical = [kind.value for kind in SentenceClass if kind.is_clinical]
    others = [kind.value for kind in SentenceClass if not kind.is_clinical]
    assert clinical == ["demand", "description", "advice"]
    assert others == ["context", "commercial", "boilerplate"]


@pytest.mark.parametrize(
    ("locator", "places"),
    [
        ("MAN L2", ["L2.1", "L2.2"]),
        ("MAN L2.1", ["L2.1"]),
        ("MAN L2.2", ["L2.2"]),
        ("MAN L10", ["L10.1"]),
        ("MAN L1", []),
        ("MAN L2.3", []),
        ("MAN L10.2", []),
        ("ABC L2", []),
        ("MAN 2", []),
        ("MAN L2.", []),
        ("MAN L2.1 more", []),
        ("", []),
    ],
)
def test_a_locator_means_a_line_or_one_sentence(
    read: ReadInventory, locator: str, places: list[str]
) -> None:
    """All sentences of a line, the one that is named, or none where there is none."""
    assert [str(sentence.place) for sentence in read(INVENTORY).covered(locator)] == places


def test_every_sentence_is_found_by_its_own_locator(read: ReadInventory) -> None:
    """And by that of its line."""
    inventory = read(INVENTORY)
    assert len(inventory.sentences) == 3
    for sentence in inventory.sentences:
        assert inventory.covered(sentence.locator) == (sentence,)
        assert sentence in inventory.covered(f"MAN L{sentence.place.line}")


def test_a_domain_without_the_folder_has_no_inventory(tmp_path: Path, toaster: Vocabulary) -> None:
    """Which is not an empty one."""
    assert read_inventory(tmp_path / "sources", toaster) is None


def test_a_document_without_a_file_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toaster: Vocabulary
) -> None:
    """Every document of the vocabulary is accounted for; the problems of all files come at once."""
    monkeypatch.chdir(tmp_path)
    one = toaster.documents["MAN"]
    words = replace(toaster, documents={"MAN": one, "LAW": replace(one, id="LAW", file="law.txt")})
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "MAN.yaml").write_text("{}", encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        read_inventory(tmp_path / "sources", words)
    assert [str(problem) for problem in caught.value.problems] == [
        *(
            f'sources/MAN.yaml:1: the key "{key}" is missing.'
            for key in ("document", "publication", "file", "sha256", "sentences")
        ),
        "sources/LAW.yaml: No such file or directory.",
    ]


def test_each_file_is_counted(tmp_path: Path, read: ReadInventory, toaster: Vocabulary) -> None:
    """For whoever shows progress; also one that is wrong."""
    counted: list[int] = []
    read(INVENTORY)
    read_inventory(tmp_path / "sources", toaster, lambda: counted.append(1))
    (tmp_path / "sources" / "MAN.yaml").unlink()
    with pytest.raises(LoadError):
        read_inventory(tmp_path / "sources", toaster, lambda: counted.append(1))
    assert len(counted) == 2


def test_places_have_an_order_of_numbers(read: ReadInventory) -> None:
    """Line 10 comes after line 2 in a file, though its digits do not."""
    assert [s.place for s in read(INVENTORY).sentences] == [Place(2, 1), Place(2, 2), Place(10, 1)]


class TestALineForFindings:
    """Whoever names a line, and speaks of certain findings, means the sentences about them."""

    TEXT = changed(
        f"  - at: L2.2\n    class: commercial\n    sha256: {HASH}\n",
        f"  - at: L2.2\n    class: demand\n    sha256: {HASH}\n    says: Sparks too.\n"
        f"    names: [sparks]\n  - at: L2.3\n    class: context\n    sha256: {HASH}\n",
    )

    @pytest.mark.parametrize(
        ("locator", "names", "places"),
        [
            ("MAN L2", None, ["L2.1", "L2.2", "L2.3"]),
            ("MAN L2", ["smoke"], ["L2.1"]),
            ("MAN L2", ["age_years", "sparks"], ["L2.1", "L2.2"]),
            ("MAN L2", ["crumbs"], ["L2.3"]),
            ("MAN L2", [], ["L2.3"]),
            ("MAN L10", ["smoke"], ["L10.1"]),
            ("MAN L2.2", ["smoke"], ["L2.2"]),
            ("MAN L2.9", ["smoke"], []),
            ("MAN L3", ["smoke"], []),
        ],
    )
    def test_it_means_those_or_else_the_ones_about_nothing(
        self, read: ReadInventory, locator: str, names: list[str] | None, places: list[str]
    ) -> None:
        """A sentence that is named itself is meant in any case."""
        found = read(self.TEXT).covered(locator, names)
        assert [str(sentence.place) for sentence in found] == places
