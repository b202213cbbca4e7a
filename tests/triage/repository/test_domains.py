"""Domains: those that ship, and folders that are added to them by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from triage import domain
from triage.domain import (
    SHIPPED,
    add_domain,
    domain_folder,
    domain_names,
    is_shipped,
    load_domain_vocabulary,
)
from triage.loading.problems import LoadError
from triage.repository import (
    load_invariants,
    load_released,
    load_ruleset,
    releases_of,
    versions_of,
)

Write = Callable[[str, str], Path]
ErrorOf = Callable[[Callable[[], object]], str]
Edited = Callable[[str, Mapping[int, str | None]], str]
Make = Callable[[str], Path]


@pytest.fixture(autouse=True)
def nothing_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgets, after each test, what was added in it."""
    monkeypatch.setattr(domain, "_added", {})


@pytest.fixture
def bicycles(write: Write, bicycle_text: str, rules_text: str) -> Make:
    """Makes a folder with the domain of bicycles: a vocabulary, and one version of rules."""

    def make(name: str) -> Path:
        write(f"{name}/rules/1.0.0.yaml", rules_text)
        return write(f"{name}/vocabulary.yaml", bicycle_text).parent

    return make


class TestShipped:
    """The domains that ship are always there."""

    def test_a_shipped_domain_is_a_folder_with_a_vocabulary(self) -> None:
        """Its name is that of its folder."""
        for name in domain_names():
            assert is_shipped(name)
            assert domain_folder(name) == SHIPPED / name
            assert load_domain_vocabulary(name).name == name

    @pytest.mark.parametrize("name", ["bicycle", "", ".", "Knee"])
    def test_no_other_name_ships(self, name: str) -> None:
        """Not even that of the folder of all domains."""
        assert not is_shipped(name)


class TestAdded:
    """A folder with a vocabulary and rules is a domain like those that ship."""

    def test_an_added_domain_is_known_by_the_name_in_its_vocabulary(self, bicycles: Make) -> None:
        """Whatever its folder is called; it stands behind those that ship, and does not ship."""
        before = domain_names()
        folder = bicycles("some/where")
        assert add_domain(folder) == "bicycle"
        assert domain_names() == (*before, "bicycle")
        assert not is_shipped("bicycle")
        assert domain_folder("bicycle") == folder.resolve()
        assert load_domain_vocabulary("bicycle").name == "bicycle"

    def test_its_rules_are_found_by_name_and_version(
        self, bicycles: Make, write: Write, edited: Edited, rules_text: str
    ) -> None:
        """As those of a domain that ships, the newest without a version."""
        add_domain(bicycles("mine"))
        write("mine/rules/1.1.0.yaml", edited(rules_text, {2: "version: 1.1.0"}))
        assert versions_of("bicycle") == ("1.0.0", "1.1.0")
        assert load_ruleset("bicycle").label == "bicycle@1.1.0"
        assert load_ruleset("bicycle@1.0.0").file == "mine/rules/1.0.0.yaml"

    def test_a_rule_file_anywhere_may_use_its_vocabulary(
        self, bicycles: Make, write: Write, rules_text: str
    ) -> None:
        """By its name; before it was added nobody knows the name."""
        write("elsewhere.yaml", rules_text)
        with pytest.raises(LoadError):
            load_ruleset("elsewhere.yaml")
        add_domain(bicycles("mine"))
        assert load_ruleset("elsewhere.yaml").vocabulary is load_domain_vocabulary("bicycle")

    def test_its_invariants_and_releases_are_its_own(
        self, bicycles: Make, write: Write, invariants_text: str, error_of: ErrorOf
    ) -> None:
        """They stand beside its vocabulary; a released version that has changed is refused."""
        add_domain(bicycles("mine"))
        write("mine/invariants.yaml", invariants_text)
        other = f"sha256:{'0' * 64}"
        write("mine/released.yaml", f"released:\n  - {{version: 1.0.0, fingerprint: {other}}}\n")
        found = load_invariants(load_ruleset("bicycle"))
        assert found is not None
        assert list(found.invariants) == ["F01", "C01"]
        assert [release.version for release in releases_of("bicycle")] == ["1.0.0"]
        assert "was released with other content (000000000000, here " in error_of(
            lambda: load_released("bicycle")
        )

    def test_a_relative_folder_stays_the_same_folder(
        self, bicycles: Make, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another current folder later does not lose it."""
        bicycles("mine")
        add_domain(Path("mine"))
        monkeypatch.chdir(folder.parent)
        assert load_ruleset("bicycle").label == "bicycle@1.0.0"

    def test_a_domain_of_the_same_name_is_replaced(
        self, bicycles: Make, write: Write, bicycle_text: str, edited: Edited, rules_text: str
    ) -> None:
        """The last one that was added counts, in everything, and its name stands once."""
        add_domain(bicycles("first"))
        first = load_ruleset("bicycle")
        write("second/vocabulary.yaml", edited(bicycle_text, {2: "title: Other bicycles"}))
        write("second/rules/2.0.0.yaml", edited(rules_text, {2: "version: 2.0.0"}))
        assert add_domain(Path("second")) == "bicycle"
        assert domain_names().count("bicycle") == 1
        assert versions_of("bicycle") == ("2.0.0",)
        assert load_domain_vocabulary("bicycle").title == "Other bicycles"
        assert load_ruleset("bicycle").label != first.label
        assert releases_of("bicycle") == ()

    def test_several_domains_stand_in_the_order_in_which_they_were_added(
        self, bicycles: Make, write: Write, edited: Edited, bicycle_text: str
    ) -> None:
        """Behind those that ship."""
        shipped = domain_names()
        add_domain(bicycles("b"))
        write("a/vocabulary.yaml", edited(bicycle_text, {1: "vocabulary: abacus"}))
        add_domain(Path("a"))
        assert domain_names() == (*shipped, "bicycle", "abacus")

    def test_an_unknown_name_is_told_with_those_that_were_added(
        self, bicycles: Make, error_of: ErrorOf
    ) -> None:
        """The hint knows them."""
        add_domain(bicycles("mine"))
        assert error_of(lambda: load_domain_vocabulary("bycicle")) == (
            'bycicle: no such domain. Did you mean "bicycle"? '
            f"There are: {', '.join(domain_names())}."
        )


class TestRefused:
    """A folder that is no domain of one's own is refused, and nothing is added."""

    @pytest.mark.parametrize("name", ["none", "mine/vocabulary.yaml", "a\0", "a" * 5_000])
    def test_what_is_no_folder(self, bicycles: Make, error_of: ErrorOf, name: str) -> None:
        """Nothing there, a file, or a name that none can have."""
        bicycles("mine")
        shown = name.replace("\0", "\N{REPLACEMENT CHARACTER}")
        assert error_of(lambda: add_domain(Path(name))) == (
            f"{shown}: no such folder; a domain is a folder with a vocabulary.yaml and rules."
        )
        assert "bicycle" not in domain_names()

    @pytest.mark.usefixtures("folder")
    def test_a_folder_without_a_vocabulary(self, error_of: ErrorOf) -> None:
        """The file that is missing is named."""
        Path("mine").mkdir()
        assert error_of(lambda: add_domain(Path("mine"))) == (
            "mine/vocabulary.yaml: No such file or directory."
        )

    def test_a_wrong_vocabulary(
        self, write: Write, edited: Edited, bicycle_text: str, error_of: ErrorOf
    ) -> None:
        """What is wrong is told at its line, and can be mended and tried again."""
        write("mine/vocabulary.yaml", edited(bicycle_text, {2: "title: 5"}))
        assert error_of(lambda: add_domain(Path("mine"))) == (
            "mine/vocabulary.yaml:2: title: a whole number (5) stands where text is needed."
        )
        assert "bicycle" not in domain_names()
        write("mine/vocabulary.yaml", bicycle_text)
        assert add_domain(Path("mine")) == "bicycle"

    def test_the_name_of_a_domain_that_ships(
        self, write: Write, edited: Edited, bicycle_text: str, error_of: ErrorOf
    ) -> None:
        """Nobody can put other words in the place of those that ship."""
        write("mine/vocabulary.yaml", edited(bicycle_text, {1: "vocabulary: knee"}))
        assert error_of(lambda: add_domain(Path("mine"))) == (
            'mine/vocabulary.yaml: vocabulary: "knee" is the name of a domain that ships; '
            "choose another one."
        )
        assert domain_folder("knee") == SHIPPED / "knee"

    def test_a_shipped_domain_itself(self, error_of: ErrorOf) -> None:
        """It is known already."""
        assert "is the name of a domain that ships" in error_of(
            lambda: add_domain(SHIPPED / "knee")
        )
        assert "knee" in domain_names()


class TestWithoutRules:
    """A domain may be begun with its words; until there are rules, it says so."""

    @pytest.mark.parametrize("reference", ["bicycle", "bicycle@1.0.0"])
    def test_a_domain_without_rules_says_what_to_write(
        self, write: Write, bicycle_text: str, error_of: ErrorOf, reference: str
    ) -> None:
        """The place is named, and a first file."""
        write("mine/vocabulary.yaml", bicycle_text)
        assert add_domain(Path("mine")) == "bicycle"
        assert versions_of("bicycle") == ()
        assert error_of(lambda: load_ruleset(reference)) == (
            "mine: this domain has no rules yet; write rules/0.1.0.yaml."
        )
