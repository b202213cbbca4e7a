"""References to rule sets: a name, a name with a version, a path, and what leads nowhere."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from triage.domain import domain_names, load_domain_vocabulary
from triage.loading.problems import LoadError
from triage.repository import is_later, load_invariants, load_ruleset, versions_of
from triage.rules import RuleSet

Write = Callable[[str, str], Path]
ErrorOf = Callable[[Callable[[], object]], str]
Edited = Callable[[str, Mapping[int, str | None]], str]


class TestNames:
    """Rule sets that ship are found by name."""

    def test_a_version_is_found_by_name_and_version(self) -> None:
        """``name@version`` is that version."""
        assert "knee" in domain_names()
        for version in versions_of("knee"):
            rules = load_ruleset(f"knee@{version}")
            assert (rules.label, rules.version) == (f"knee@{version}", version)

    def test_a_name_alone_is_the_newest_version(self) -> None:
        """``name`` is the last of the versions, oldest first."""
        assert load_ruleset("knee") == load_ruleset(f"knee@{versions_of('knee')[-1]}")

    @pytest.mark.usefixtures("bicycle_domain")
    def test_versions_are_ordered_as_numbers(self, write: Write) -> None:
        """1.10 is newer than 1.9, and a version with a suffix older than the one without."""
        names = ["1.10.0", "1.9.0", "2.0.0", "2.0.0-draft", "10.0.0", "2.0.0-beta"]
        for name in names:
            write(f"domains/bicycle/rules/{name}.yaml", "")
        assert versions_of("bicycle") == (
            *("1.0.0", "1.9.0", "1.10.0", "2.0.0-beta", "2.0.0-draft", "2.0.0", "10.0.0"),
        )

    @pytest.mark.parametrize(
        ("version", "than", "later"),
        [
            ("1.10.0", "1.9.0", True),
            ("1.9.0", "1.10.0", False),
            ("1.0.0", "1.0.0", False),
            ("2.0.0", "2.0.0-draft", True),
            ("2.0.0-draft", "2.0.0", False),
            ("2.0.0-draft", "1.9.9", True),
            ("2.0.0-b", "2.0.0-a", True),
            ("2.0.0-draft.10", "2.0.0-draft.9", True),
        ],
    )
    def test_a_version_is_later_as_numbers_are(
        self, version: str, than: str, *, later: bool
    ) -> None:
        """Numbers count as numbers, in suffixes too; a suffix comes before the version itself."""
        assert is_later(version, than) is later

    def test_a_domain_that_does_not_ship_has_no_versions(self) -> None:
        """Nothing is found for an unknown name."""
        assert versions_of("elbow") == ()

    @pytest.mark.usefixtures("bicycle_domain")
    def test_a_folder_with_a_vocabulary_is_a_domain(
        self, write: Write, bicycle_text: str, rules_text: str
    ) -> None:
        """Another team's domain is one more folder."""
        write("domains/tricycle/vocabulary.yaml", bicycle_text)
        write("domains/tricycle/rules/1.0.0.yaml", rules_text)
        write("domains/notes/readme.yaml", "a: 1")
        assert domain_names() == ("bicycle", "tricycle")
        assert load_domain_vocabulary("tricycle").name == "bicycle"

    @pytest.mark.parametrize(
        ("edit", "field", "says"),
        [
            ({2: "version: 1.0.1"}, "version", "bicycle@1.0.1"),
            ({1: "ruleset: tricycle"}, "ruleset", "tricycle@1.0.0"),
            (
                {1: "ruleset: tricycle", 2: "version: 1.0.1"},
                "ruleset",
                "tricycle@1.0.1",
            ),
        ],
    )
    @pytest.mark.usefixtures("bicycle_domain")
    def test_a_file_says_what_its_name_says(
        self,
        write: Write,
        edited: Edited,
        rules_text: str,
        error_of: ErrorOf,
        edit: Mapping[int, str | None],
        field: str,
        says: str,
    ) -> None:
        """A file under the name of another version, or domain, is an error with its remedy."""
        write("domains/bicycle/rules/1.0.0.yaml", edited(rules_text, edit))
        assert error_of(lambda: load_ruleset("bicycle@1.0.0")) == (
            f"domains/bicycle/rules/1.0.0.yaml: {field}: the file says {says}, but its name says "
            "bicycle@1.0.0: rename the file, or mend what it says."
        )

    @pytest.mark.parametrize("name", ["knee", "knee@1.0.0", "knee@1.1.0"])
    def test_no_file_can_stand_in_for_a_shipped_version(
        self, write: Write, rules_text: str, name: str
    ) -> None:
        """A file of that very name in the current folder is not what the name means."""
        shipped = load_ruleset(name)
        write(name, rules_text.replace("vocabulary: bicycle", "vocabulary: knee"))
        assert load_ruleset(name) == shipped

    @pytest.mark.usefixtures("bicycle_domain")
    def test_mistakes_of_a_shipped_file_are_reported_as_seen_from_here(
        self, write: Write, edited: Edited, rules_text: str, error_of: ErrorOf
    ) -> None:
        """The path in the error is short where the file lies below the current folder."""
        write("domains/bicycle/rules/1.0.0.yaml", edited(rules_text, {3: "title: 5"}))
        assert error_of(lambda: load_ruleset("bicycle")) == (
            "domains/bicycle/rules/1.0.0.yaml:3: title: "
            "a whole number (5) stands where text is needed."
        )


class TestUnknown:
    """A reference that leads nowhere says so, with what there is."""

    @pytest.mark.parametrize(
        ("reference", "hint"),
        [
            ("kne", 'Did you mean "knee"?'),
            ("Knee", 'Did you mean "knee"?'),
            ("bycicle", 'Did you mean "bicycle"?'),
            ("elbow", "Allowed: bicycle, knee."),
            ("elbow@1.0.0", "Allowed: bicycle, knee."),
            ("", "Allowed: bicycle, knee."),
        ],
    )
    @pytest.mark.usefixtures("bicycle_domain")
    def test_an_unknown_name(
        self,
        write: Write,
        bicycle_text: str,
        error_of: ErrorOf,
        reference: str,
        hint: str,
    ) -> None:
        """The likely name, and all names."""
        write("domains/knee/vocabulary.yaml", bicycle_text)
        there_are = " There are: bicycle, knee." if "mean" in hint else ""
        expected = f"{reference}: no such rule set or rule file. {hint}{there_are}"
        assert error_of(lambda: load_ruleset(reference)) == expected

    @pytest.mark.parametrize("version", ["1.2.0", "1.0", "", "1.1.1-draft", "1.0.0@1.1.0"])
    @pytest.mark.usefixtures("bicycle_domain")
    def test_an_unknown_version(
        self, write: Write, rules_text: str, error_of: ErrorOf, version: str
    ) -> None:
        """All versions of that name are listed."""
        write("domains/bicycle/rules/1.1.0.yaml", rules_text)
        message = error_of(lambda: load_ruleset(f"bicycle@{version}"))
        assert message.startswith(f"bicycle@{version}: no such rule set. ")
        assert message.endswith(": bicycle@1.0.0, bicycle@1.1.0.")

    @pytest.mark.parametrize("version", ["../rules/1.0.0", "./1.0.0", "1.0.0.yaml/../1.0.0"])
    def test_a_version_is_no_path(self, error_of: ErrorOf, version: str) -> None:
        """Only the listed versions are versions."""
        message = error_of(lambda: load_ruleset(f"knee@{version}"))
        assert message.startswith(f"knee@{version}: no such rule set. ")

    def test_a_folder_is_no_rule_set(self, folder: Path, error_of: ErrorOf) -> None:
        """Naming a folder is told as such."""
        (folder / "rules").mkdir()
        assert error_of(lambda: load_ruleset("rules")) == (
            "rules: a folder, and no rule set; name a rule file, or a rule set that is known."
        )

    def test_an_unknown_domain_has_no_vocabulary(self, error_of: ErrorOf) -> None:
        """The vocabulary of a domain that does not ship is an error with a hint."""
        message = error_of(lambda: load_domain_vocabulary("kneee"))
        assert message.startswith('kneee: no such domain. Did you mean "knee"? There are: ')

    @pytest.mark.parametrize("name", ["none.yaml", "none.yml", "rules/none.yaml"])
    @pytest.mark.usefixtures("folder")
    def test_a_file_that_is_not_there(self, error_of: ErrorOf, name: str) -> None:
        """What ends like a file is a file, and the system says why it cannot be read."""
        assert error_of(lambda: load_ruleset(name)) == f"{name}: No such file or directory."

    @pytest.mark.parametrize(
        "name", ["a\0", "a" * 5_000, "b/" * 3_000], ids=["null", "long", "deep"]
    )
    def test_a_name_that_no_file_can_have(self, error_of: ErrorOf, name: str) -> None:
        """A null character, or too long a name, is refused as an unknown name is."""
        assert ": no such rule set or rule file. " in error_of(lambda: load_ruleset(name))
        with pytest.raises(LoadError):
            load_ruleset(f"{name}.yaml")


class TestPaths:
    """Rule files of any place, with a vocabulary that ships or one beside them."""

    @pytest.mark.parametrize("name", ["mine.yaml", "mine.yml", "mine.json", "rules/mine", "./mine"])
    def test_a_file_is_read_by_its_path(
        self, write: Write, bicycle_text: str, rules_text: str, name: str
    ) -> None:
        """Whatever its ending, a file is found by its path, and named so."""
        write((Path(name).parent / "words.yaml").as_posix(), bicycle_text)
        write(name, rules_text.replace("vocabulary: bicycle", "vocabulary: words.yaml"))
        rules = load_ruleset(name)
        assert (rules.label, rules.file, rules.vocabulary.name) == (
            *("bicycle@1.0.0", name, "bicycle"),
        )

    def test_a_vocabulary_is_found_beside_its_rules(
        self, write: Write, bicycle_text: str, rules_text: str, bicycle_rules: RuleSet
    ) -> None:
        """The path of a vocabulary starts at the folder of the rule file."""
        write("words/bicycle.yaml", bicycle_text)
        beside = rules_text.replace("vocabulary: bicycle", "vocabulary: ../words/bicycle.yaml")
        write("rules/mine.yaml", beside)
        assert load_ruleset("rules/mine.yaml") == bicycle_rules

    def test_a_shipped_vocabulary_is_found_by_name(
        self, write: Write, knee_rules_text: str
    ) -> None:
        """A copy of a shipped file elsewhere is the same rule set, of another file."""
        write("copy.yaml", knee_rules_text)
        copy, shipped = load_ruleset("copy.yaml"), load_ruleset("knee@1.1.0")
        assert copy == shipped
        assert copy.fingerprint == shipped.fingerprint
        assert copy.file == "copy.yaml"

    def test_mistakes_of_a_vocabulary_are_reported_for_its_file(
        self, write: Write, bicycle_text: str, rules_text: str, error_of: ErrorOf
    ) -> None:
        """What is wrong with the vocabulary is told with its own place."""
        write("words.yaml", bicycle_text.replace("title: Bicycles that need a hand", "title: 5"))
        write("mine.yaml", rules_text.replace("vocabulary: bicycle", "vocabulary: words.yaml"))
        assert error_of(lambda: load_ruleset("mine.yaml")) == (
            "words.yaml:2: title: a whole number (5) stands where text is needed."
        )

    def test_a_vocabulary_that_is_not_there(
        self, write: Write, rules_text: str, error_of: ErrorOf
    ) -> None:
        """The path is named that was tried."""
        write("mine.yaml", rules_text.replace("vocabulary: bicycle", "vocabulary: none.yaml"))
        assert error_of(lambda: load_ruleset("mine.yaml")) == (
            "none.yaml: No such file or directory."
        )

    @pytest.mark.parametrize("name", ["elbow", "words.txt"])
    def test_an_unknown_vocabulary(
        self, write: Write, rules_text: str, error_of: ErrorOf, name: str
    ) -> None:
        """What neither ships nor is a path to a vocabulary is told at its line."""
        write("mine.yaml", rules_text.replace("vocabulary: bicycle", f"vocabulary: {name}"))
        assert error_of(lambda: load_ruleset("mine.yaml")) == (
            f'mine.yaml:4: vocabulary: unknown vocabulary "{name}"; '
            "allowed: one that ships, that of the domain in use "
            "(TRIAGE_DOMAIN, or domain in triage.toml), or the path of a file."
        )

    def test_a_vocabulary_may_end_as_a_rule_file_may(
        self, write: Write, bicycle_text: str, rules_text: str
    ) -> None:
        """``.yml`` is as good an ending for one as for the other."""
        write("words.yml", bicycle_text)
        write("mine.yml", rules_text.replace("vocabulary: bicycle", "vocabulary: words.yml"))
        assert load_ruleset("mine.yml").vocabulary.name == "bicycle"

    def test_a_vocabulary_that_no_file_can_be(
        self, write: Write, rules_text: str, error_of: ErrorOf
    ) -> None:
        """A null character in the path of a vocabulary is an error of the file, not a crash."""
        write("mine.yaml", rules_text.replace("vocabulary: bicycle", 'vocabulary: "a\\0.yaml"'))
        assert error_of(lambda: load_ruleset("mine.yaml")).isprintable()

    def test_another_domain_has_no_shipped_invariants(self, bicycle_rules: RuleSet) -> None:
        """Where the domain does not ship there is nothing that must hold."""
        assert load_invariants(bicycle_rules) is None

    @pytest.mark.usefixtures("bicycle_domain")
    def test_shipped_invariants_are_those_of_the_vocabulary(
        self, write: Write, invariants_text: str
    ) -> None:
        """They lie beside the vocabulary."""
        write("domains/bicycle/invariants.yaml", invariants_text)
        found = load_invariants(load_ruleset("bicycle"))
        assert found is not None
        assert list(found.invariants) == ["F01", "C01"]
