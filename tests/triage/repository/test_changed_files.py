"""Files of a domain that change while the program runs, and what stands in their place."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from triage import domain
from triage.domain import add_domain, load_domain_vocabulary
from triage.repository import Release, load_invariants, load_ruleset, releases_of

Write = Callable[[str, str], Path]
ErrorOf = Callable[[Callable[[], object]], str]
Edited = Callable[[str, Mapping[int, str | None]], str]
ONE, TWO = (f"sha256:{digit * 64}" for digit in "12")
FIRST = f"released:\n  - {{version: 1.0.0, fingerprint: {ONE}}}\n"
NO_FILE = "No such file or directory."


@pytest.fixture
def mine(write: Write, bicycle_text: str, rules_text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A domain of one's own in the folder ``mine``: bicycles, with one version of rules."""
    monkeypatch.setattr(domain, "_added", {})
    write("mine/rules/1.0.0.yaml", rules_text)
    folder = write("mine/vocabulary.yaml", bicycle_text).parent
    add_domain(folder)
    return folder


def invariants() -> list[str] | None:
    """The invariants of the domain; ``None`` where it has none."""
    found = load_invariants(load_ruleset("bicycle"))
    return None if found is None else list(found.invariants)


@pytest.mark.usefixtures("mine")
class TestChanges:
    """A file that is mended is read again, also in a program that goes on."""

    def test_a_vocabulary(self, write: Write, edited: Edited, bicycle_text: str) -> None:
        """Its new words hold from then on, in rules too; unchanged, it is not read again."""
        before = load_domain_vocabulary("bicycle")
        assert load_domain_vocabulary("bicycle") is before
        write("mine/vocabulary.yaml", edited(bicycle_text, {2: "title: Other bicycles"}))
        assert load_domain_vocabulary("bicycle").title == "Other bicycles"
        assert load_ruleset("bicycle").vocabulary.title == "Other bicycles"

    def test_a_vocabulary_that_breaks(
        self, write: Write, edited: Edited, bicycle_text: str, error_of: ErrorOf
    ) -> None:
        """What was read before does not hide the mistake, nor does the mistake stay."""
        assert load_domain_vocabulary("bicycle").title == "Bicycles that need a hand"
        write("mine/vocabulary.yaml", edited(bicycle_text, {2: "title: 512"}))
        assert error_of(lambda: load_domain_vocabulary("bicycle")) == (
            "mine/vocabulary.yaml:2: title: a whole number (512) stands where text is needed."
        )
        write("mine/vocabulary.yaml", bicycle_text)
        assert load_domain_vocabulary("bicycle").title == "Bicycles that need a hand"

    def test_releases(self, write: Write) -> None:
        """None, one, two, and none again."""
        assert releases_of("bicycle") == ()
        file = write("mine/released.yaml", FIRST)
        first = Release(version="1.0.0", fingerprint=ONE)
        assert releases_of("bicycle") == (first,)
        write("mine/released.yaml", f"{FIRST}  - {{version: 1.1.0, fingerprint: {TWO}}}\n")
        second = Release(version="1.1.0", fingerprint=TWO)
        assert releases_of("bicycle") == (first, second)
        file.unlink()
        assert releases_of("bicycle") == ()

    def test_invariants(self, write: Write, invariants_text: str) -> None:
        """A domain may have none yet, and get some."""
        assert invariants() is None
        file = write("mine/invariants.yaml", invariants_text)
        assert invariants() == ["F01", "C01"]
        write("mine/invariants.yaml", invariants_text.replace("id: F01", "id: F0001"))
        assert invariants() == ["F0001", "C01"]
        file.unlink()
        assert invariants() is None

    def test_invariants_in_words_that_change(
        self, write: Write, bicycle_text: str, invariants_text: str
    ) -> None:
        """They are read in the vocabulary as it stands now, though their own file is the same."""
        write("mine/invariants.yaml", invariants_text)
        before = load_invariants(load_ruleset("bicycle"))
        assert before is not None
        assert before.invariants["F01"].disposition.rank == 3
        lower = "  - {id: clean, title: Clean, meaning: Wipe it.}\n  - {id: service"
        write("mine/vocabulary.yaml", bicycle_text.replace("  - {id: service", lower, 1))
        after = load_invariants(load_ruleset("bicycle"))
        assert after is not None
        assert after.invariants["F01"].disposition.rank == 4


@pytest.mark.usefixtures("mine")
class TestNoFile:
    """What is there, and is no file that can be read, is an error: it might say something."""

    @pytest.mark.parametrize(
        ("name", "load"),
        [
            ("released.yaml", lambda: releases_of("bicycle")),
            ("invariants.yaml", invariants),
        ],
    )
    def test_a_folder_or_a_broken_link_is_not_nothing(
        self, folder: Path, error_of: ErrorOf, name: str, load: Callable[[], object]
    ) -> None:
        """Releases that cannot be read must not look like a domain that has released nothing."""
        place = folder / "mine" / name
        place.mkdir()
        assert error_of(load) == f"mine/{name}: Is a directory."
        place.rmdir()
        place.symlink_to("none.yaml")
        assert error_of(load) == f"mine/{name}: {NO_FILE}"
        place.unlink()
        assert not load()

    def test_a_link_to_a_file_is_that_file(self, write: Write, folder: Path) -> None:
        """And it is read again where that one changes."""
        write("elsewhere.yaml", FIRST)
        (folder / "mine" / "released.yaml").symlink_to(folder / "elsewhere.yaml")
        assert [release.fingerprint for release in releases_of("bicycle")] == [ONE]
        write("elsewhere.yaml", FIRST.replace(ONE, TWO))
        assert [release.fingerprint for release in releases_of("bicycle")] == [TWO]

    @pytest.mark.usefixtures("folder")
    def test_a_vocabulary_that_is_gone(self, mine: Path, error_of: ErrorOf) -> None:
        """What was read before does not stand in for it."""
        (mine / "vocabulary.yaml").unlink()
        assert error_of(lambda: load_domain_vocabulary("bicycle")) == (
            f"mine/vocabulary.yaml: {NO_FILE}"
        )
