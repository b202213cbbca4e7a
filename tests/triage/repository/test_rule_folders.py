"""The folder of a domain's rules: what may stand in it, and what must."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from triage.domain import load_domain_vocabulary
from triage.lint import lint_rules, rule_errors
from triage.loading.nodes import parse
from triage.loading.vocabularies import build_vocabulary
from triage.repository import (
    load_invariants,
    load_invariants_of,
    load_ruleset,
    versions_of,
)

Write = Callable[[str, str], Path]
ErrorOf = Callable[[Callable[[], object]], str]
Edited = Callable[[str, Mapping[int, str | None]], str]

FOREIGN = "neither rules (.yaml) nor a note (.md); the folder holds nothing else."
RULES = "domains/bicycle/rules"
HASH = f"sha256:{'0' * 64}"


@pytest.mark.usefixtures("bicycle_domain")
class TestForeignFiles:
    """What looks like rules and is not read would be missed unseen."""

    @pytest.mark.parametrize(
        "name", ["1.1.0.yml", "1.1.0.YAML", "1.1.0.yaml.bak", "rules", "a.txt"]
    )
    def test_a_file_that_is_neither_rules_nor_a_note_is_refused(
        self, write: Write, rules_text: str, error_of: ErrorOf, name: str
    ) -> None:
        """Also for whoever names a version that is there."""
        write(f"{RULES}/{name}", rules_text)
        expected = f"{RULES}/{name}: {FOREIGN}"
        assert error_of(lambda: versions_of("bicycle")) == expected
        assert error_of(lambda: load_ruleset("bicycle@1.0.0")) == expected

    def test_a_folder_among_the_rules_is_refused(self, folder: Path, error_of: ErrorOf) -> None:
        """What stands in it would not be read."""
        (folder / RULES / "old").mkdir()
        assert error_of(lambda: versions_of("bicycle")) == f"{RULES}/old: {FOREIGN}"

    @pytest.mark.parametrize("name", ["README.md", ".gitkeep", ".1.1.0.yaml.swp"])
    def test_notes_and_hidden_files_are_no_rules(self, write: Write, name: str) -> None:
        """People and editors may leave them."""
        write(f"{RULES}/{name}", "A note.")
        assert versions_of("bicycle") == ("1.0.0",)

    def test_a_name_that_is_no_version_breaks_nothing(self, write: Write) -> None:
        """A raised two is a digit, but no number: it counts as none."""
        write(f"{RULES}/1.\u00b2.0.yaml", "")
        assert set(versions_of("bicycle")) == {"1.0.0", "1.\u00b2.0"}


@pytest.mark.usefixtures("bicycle_domain")
class TestWordsOfTheDomain:
    """The rules of a domain speak its language."""

    def test_rules_in_other_words_are_refused(
        self, write: Write, bicycle_text: str, rules_text: str, error_of: ErrorOf
    ) -> None:
        """Its library and its invariants could not be held against them."""
        write(f"{RULES}/words.md/tricycle.yaml", bicycle_text.replace(": bicycle", ": tricycle", 1))
        words = "vocabulary: words.md/tricycle.yaml"
        write(f"{RULES}/1.1.0.yaml", rules_text.replace("vocabulary: bicycle", words))
        assert error_of(lambda: load_ruleset("bicycle@1.1.0")) == (
            f"{RULES}/1.1.0.yaml: vocabulary: the rules of the domain bicycle need its vocabulary, "
            'not "tricycle".'
        )
        assert load_ruleset(f"{RULES}/1.1.0.yaml").vocabulary.name == "tricycle"


class TestInvariantsOfAVocabulary:
    """Invariants belong to words, whatever the rules are."""

    def test_they_are_those_of_every_rule_set_in_these_words(self) -> None:
        """Without any rules they can be read as well."""
        found = load_invariants_of(load_domain_vocabulary("knee"))
        assert found is not None
        assert found == load_invariants(load_ruleset("knee"))

    def test_a_vocabulary_of_no_domain_has_none(self, bicycle_text: str) -> None:
        """Nobody knows where they would stand."""
        words = build_vocabulary(parse(bicycle_text.encode(), "b.yaml"), "b.yaml")
        assert load_invariants_of(words) is None

    def test_a_domain_without_rules_may_have_some(
        self, bicycle_domain: Path, write: Write, invariants_text: str
    ) -> None:
        """Demands can be written before the rules that are to meet them."""
        write("domains/bicycle/invariants.yaml", invariants_text)
        (bicycle_domain / "rules" / "1.0.0.yaml").unlink()
        found = load_invariants_of(load_domain_vocabulary("bicycle"))
        assert found is not None
        assert list(found.invariants) == ["F01", "C01"]


@pytest.mark.usefixtures("bicycle_domain")
class TestReleasesThatAreGone:
    """What was released stays, so that a result of then can be made again."""

    def test_a_released_version_without_its_file_is_an_error(self, write: Write) -> None:
        """Whichever version is looked at; the order is that of the releases."""
        entries = (
            f"  - {{version: {number}, fingerprint: {HASH}}}\n" for number in ("0.9.0", "0.8.0")
        )
        write("domains/bicycle/released.yaml", f"released:\n{''.join(entries)}")
        assert [str(problem) for problem in rule_errors(load_ruleset("bicycle"))] == [
            f"{RULES}/1.0.0.yaml: version: bicycle@{version} was released, but its file is gone."
            for version in ("0.9.0", "0.8.0")
        ]
        gone = [p for p in lint_rules(load_ruleset("bicycle")) if p.code == "release-gone"]
        assert [problem.severity.value for problem in gone] == ["error", "error"]

    def test_a_released_version_with_its_file_is_none(self, write: Write) -> None:
        """Nor is a domain that has released nothing."""
        assert rule_errors(load_ruleset("bicycle")) == ()
        fingerprint = load_ruleset("bicycle").fingerprint
        entry = f"  - {{version: 1.0.0, fingerprint: {fingerprint}}}\n"
        write("domains/bicycle/released.yaml", f"released:\n{entry}")
        assert rule_errors(load_ruleset("bicycle")) == ()

    def test_rules_of_no_domain_have_no_releases(
        self, write: Write, edited: Edited, rules_text: str
    ) -> None:
        """Nobody can say what was released under their name."""
        write(
            "domains/bicycle/released.yaml",
            f"released:\n  - {{version: 9.0.0, fingerprint: {HASH}}}\n",
        )
        write("mine.yaml", edited(rules_text, {1: "ruleset: mine"}))
        assert rule_errors(load_ruleset("mine.yaml")) == ()


@pytest.mark.usefixtures("bicycle_domain")
def test_an_earlier_release_that_was_edited_is_an_error(write: Write, bicycle_domain: Path) -> None:
    """Whoever goes by it goes by something else now; what cannot be read is told as such."""
    rules = bicycle_domain / "rules" / "1.0.0.yaml"
    text = rules.read_text(encoding="utf-8")
    write("domains/bicycle/rules/1.1.0.yaml", text.replace("version: 1.0.0", "version: 1.1.0"))
    released = load_ruleset("bicycle@1.0.0").fingerprint
    entry = f"released:\n  - {{version: 1.0.0, fingerprint: {released}}}\n"
    write("domains/bicycle/released.yaml", entry)
    assert rule_errors(load_ruleset("bicycle@1.1.0")) == ()
    rules.write_text(text.replace("title: ", "title: Another ", 1), encoding="utf-8")
    (problem,) = rule_errors(load_ruleset("bicycle@1.1.0"))
    assert "1.0.0.yaml: version: bicycle@1.0.0 was released with other content" in str(problem)
    rules.write_text("broken", encoding="utf-8")
    (problem,) = rule_errors(load_ruleset("bicycle@1.1.0"))
    assert "1.0.0.yaml:1: " in str(problem)
