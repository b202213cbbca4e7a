"""Files of an inventory: what is read from them, and everything that can be wrong with one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vignettes.sources.manuals import HASH, INVENTORY, ReadInventory, changed
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.vocabulary import Vocabulary
from vignettes.sources.inventory import SentenceClass, build_document, read_inventory
from vignettes.sources.sentences import Place

ProblemsWith = Callable[[Vocabulary], list[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that inventories are read from; nothing stands in it yet."""
    monkeypatch.chdir(tmp_path)
    found = tmp_path / "sources"
    found.mkdir(exist_ok=True)
    return found


@pytest.fixture
def problems_with(folder: Path) -> ProblemsWith:
    """Everything that is wrong with the folder, for a vocabulary."""

    def find(words: Vocabulary) -> list[str]:
        with pytest.raises(LoadError) as caught:
            read_inventory(folder, words)
        return [str(problem) for problem in caught.value.problems]

    return find


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


class TestFolders:
    """Every document of the vocabulary is accounted for by a file of the folder."""

    def test_a_document_without_a_file_is_an_error(
        self, folder: Path, problems_with: ProblemsWith, toaster: Vocabulary
    ) -> None:
        """It says how to get one; the problems of all files come at once."""
        one = toaster.documents["MAN"]
        law = replace(one, id="LAW", file="law.txt")
        (folder / "MAN.yaml").write_text("{}", encoding="utf-8")
        assert problems_with(replace(toaster, documents={"MAN": one, "LAW": law})) == [
            *(
                f'sources/MAN.yaml:1: the key "{key}" is missing.'
                for key in ("document", "publication", "file", "sha256", "sentences")
            ),
            (
                "sources/LAW.yaml: the document LAW has no inventory; triage sources --draft LAW "
                "--documents DIR prints one to be filled in."
            ),
        ]

    def test_what_is_there_but_no_file_is_not_absent(
        self, folder: Path, problems_with: ProblemsWith, toaster: Vocabulary
    ) -> None:
        """A folder, or a link that leads nowhere, is told as what it is."""
        (folder / "MAN.yaml").mkdir()
        assert problems_with(toaster) == ["sources/MAN.yaml: Is a directory."]
        (folder / "MAN.yaml").rmdir()
        (folder / "MAN.yaml").symlink_to(folder / "none.yaml")
        assert problems_with(toaster) == ["sources/MAN.yaml: No such file or directory."]

    @pytest.mark.parametrize("is_link", [False, True])
    def test_something_else_in_place_of_the_folder_is_an_error(
        self, folder: Path, problems_with: ProblemsWith, toaster: Vocabulary, *, is_link: bool
    ) -> None:
        """A domain whose inventory cannot be read is not one without an inventory."""
        folder.rmdir()
        if is_link:
            folder.symlink_to(folder.parent / "none")
        else:
            folder.write_text("", encoding="utf-8")
        assert problems_with(toaster) == [
            f"{folder}: something else stands where a folder is needed."
        ]

    def test_each_file_is_counted(
        self, folder: Path, read: ReadInventory, toaster: Vocabulary
    ) -> None:
        """For whoever shows progress; also one that is wrong."""
        counted: list[int] = []
        read(INVENTORY)
        read_inventory(folder, toaster, lambda: counted.append(1))
        (folder / "MAN.yaml").write_text("{}", encoding="utf-8")
        with pytest.raises(LoadError):
            read_inventory(folder, toaster, lambda: counted.append(1))
        assert len(counted) == 2


class TestSparing:
    """A demand asks for care, or lets something be."""

    @pytest.mark.parametrize(
        ("line", "spares"), [("", False), ("spares: true", True), ("spares: false", False)]
    )
    def test_a_demand_spares_only_where_it_says_so(
        self, read: ReadInventory, line: str, *, spares: bool
    ) -> None:
        """What is left out asks for care."""
        more = f"    {line}\n" if line else ""
        text = changed("    class: demand\n", f"    class: demand\n{more}")
        assert [s.spares for s in read(text).sentences] == [spares, False, False]

    def test_any_other_sentence_may_say_that_it_spares_nothing(self, read: ReadInventory) -> None:
        """That is true of it."""
        text = changed("    class: commercial\n", "    class: commercial\n    spares: false\n")
        assert not any(sentence.spares for sentence in read(text).sentences)


class TestVersions:
    """An inventory is that of one version of its document."""

    def test_a_document_knows_its_version_and_length_from_the_vocabulary(
        self, read: ReadInventory
    ) -> None:
        """The header must say the same hash; how many lines there are, only the vocabulary says."""
        document = read(INVENTORY).documents["MAN"]
        assert (document.sha256, document.lines) == ("00", 40)

    def test_an_older_version_may_have_been_longer(self, toaster: Vocabulary) -> None:
        """What was said of its last sentences is not lost where the document is shorter now."""
        words = replace(toaster.documents["MAN"], lines=9)
        root = parse(INVENTORY.encode(), "MAN.yaml")
        document = build_document(root, "MAN.yaml", words, toaster, of_any_version=True)
        assert document.sentences[-1].place == Place(10, 1)
        with pytest.raises(LoadError) as caught:
            build_document(root, "MAN.yaml", words, toaster)
        assert [str(problem) for problem in caught.value.problems] == [
            (
                "MAN.yaml:16: sentences[3].at: L10.1: the vocabulary counts only 9 lines of this "
                "document."
            )
        ]

    def test_an_older_version_is_read_only_where_any_is_wanted(self, toaster: Vocabulary) -> None:
        """For a draft; then the hash may be another, and nothing else may."""
        text = changed('sha256: "00"', 'sha256: "01"').replace("file: manual", "file: other")
        old = parse(changed('sha256: "00"', 'sha256: "01"').encode(), "MAN.yaml")
        words = toaster.documents["MAN"]
        document = build_document(old, "MAN.yaml", words, toaster, of_any_version=True)
        assert len(document.sentences) == 3
        with pytest.raises(LoadError) as caught:
            build_document(
                parse(text.encode(), "MAN.yaml"), "MAN.yaml", words, toaster, of_any_version=True
            )
        assert [str(problem) for problem in caught.value.problems] == [
            'MAN.yaml:5: file: "other.txt" here, "manual.txt" in the vocabulary.'
        ]

    def test_a_draft_that_nobody_finished_says_what_was_filled_in(
        self, toaster: Vocabulary
    ) -> None:
        """For the next draft its open sentences say nothing; elsewhere they are refused."""
        text = changed("class: commercial", "class: FILL IN")
        words, root = toaster.documents["MAN"], parse(text.encode(), "MAN.yaml")
        document = build_document(root, "MAN.yaml", words, toaster, of_any_version=True)
        assert [str(sentence.place) for sentence in document.sentences] == ["L2.1", "L10.1"]
        with pytest.raises(LoadError) as caught:
            build_document(root, "MAN.yaml", words, toaster)
        assert [str(problem) for problem in caught.value.problems] == [
            'MAN.yaml:14: sentences[2].class: "FILL IN" is still to be filled in.'
        ]

    def test_a_paraphrase_that_nobody_wrote_is_refused_in_any_version(
        self, toaster: Vocabulary
    ) -> None:
        """A class without its words is half an answer, and not to be lost unseen."""
        text = changed("says: Smoke means unplugging.", "says: FILL IN")
        words, root = toaster.documents["MAN"], parse(text.encode(), "MAN.yaml")
        for of_any in (True, False):
            with pytest.raises(LoadError) as caught:
                build_document(root, "MAN.yaml", words, toaster, of_any_version=of_any)
            assert [str(problem) for problem in caught.value.problems] == [
                'MAN.yaml:11: sentences[1].says: "FILL IN" is still to be filled in.'
            ]


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
