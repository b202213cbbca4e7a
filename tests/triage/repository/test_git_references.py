"""Rule files as they stood at a git revision, out of a repository made for the test."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from triage.loading.problems import LoadError
from triage.repository import load_ruleset

Write = Callable[[str, str], Path]
Git = Callable[..., str]
ErrorOf = Callable[[Callable[[], object]], str]
Commit = Callable[[str], str]


@pytest.fixture
def commit(git: Git) -> Commit:
    """Commits everything in the current folder, and gives the revision."""

    def commit_all(message: str) -> str:
        git("add", "--all")
        git("commit", "--quiet", "--message", message)
        return git("rev-parse", "HEAD")

    return commit_all


@pytest.fixture
def history(write: Write, commit: Commit, git: Git, bicycle_text: str, rules_text: str) -> str:
    """Rules committed, tagged, then made milder and committed again; gives the first revision."""
    write("rules/words.yaml", bicycle_text)
    mine = rules_text.replace("vocabulary: bicycle", "vocabulary: words.yaml")
    write("rules/mine.yaml", mine)
    first = commit("First")
    git("tag", "accepted")
    write("rules/mine.yaml", mine.replace("disposition: walk", "disposition: ride"))
    commit("Milder")
    return first


def brakes(reference: str) -> str:
    """What the rule about brakes demands in a rule set."""
    return load_ruleset(reference).by_id["brakes"].disposition.id


class TestRevisions:
    """``git:REVISION:PATH`` reads the file as it stood then."""

    def test_a_file_is_read_as_it_stood(self, history: str, write: Write) -> None:
        """Tag, branch, full and short revision; never the file in the folder."""
        write("rules/mine.yaml", "broken: [")
        for revision in (history, history[:10], "accepted", "HEAD~1", "main~1"):
            assert brakes(f"git:{revision}:rules/mine.yaml") == "walk"
        for revision in ("HEAD", "main"):
            assert brakes(f"git:{revision}:rules/mine.yaml") == "ride"

    def test_nothing_stands_in_for_what_a_commit_holds(self, history: str, git: Git) -> None:
        """A replacement that a checkout carries is passed over."""
        old, new = (git("rev-parse", f"{at}:rules/mine.yaml") for at in (history, "HEAD"))
        git("replace", new, old)
        assert brakes("git:HEAD:rules/mine.yaml") == "ride"

    @pytest.mark.usefixtures("history")
    def test_errors_and_rules_name_the_reference(self) -> None:
        """The file of the rule set is the reference itself."""
        assert load_ruleset("git:accepted:rules/mine.yaml").file == "git:accepted:rules/mine.yaml"

    @pytest.mark.usefixtures("history")
    def test_a_path_is_seen_from_the_current_folder(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In a folder below, paths start there, with or without a dot."""
        monkeypatch.chdir(folder / "rules")
        for path in ("mine.yaml", "./mine.yaml", "../rules/mine.yaml"):
            assert brakes(f"git:accepted:{path}") == "walk"

    @pytest.mark.usefixtures("history")
    def test_the_vocabulary_is_of_the_same_revision(
        self, write: Write, commit: Commit, bicycle_text: str
    ) -> None:
        """A vocabulary beside the rules is read as it stood then, too."""
        write(
            "rules/words.yaml", bicycle_text.replace("id: walk, title: Walk", "id: run, title: R")
        )
        commit("Other words")
        assert load_ruleset("git:accepted:rules/mine.yaml").vocabulary.scale.most.id == "walk"

    def test_a_shipped_vocabulary_is_found_by_name(
        self, write: Write, commit: Commit, knee_rules_text: str
    ) -> None:
        """Rules in the words of a shipped domain need no vocabulary beside them."""
        write("knee.yaml", knee_rules_text)
        revision = commit("Knee")
        found, shipped = load_ruleset(f"git:{revision}:knee.yaml"), load_ruleset("knee@1.1.0")
        assert found == shipped
        assert found.fingerprint == shipped.fingerprint


class TestWhatLeadsNowhere:
    """Each mistake in a reference is one problem that names the reference."""

    @pytest.mark.parametrize(
        "reference", ["git:", "git::", "git:main", "git:main:", "git::rules.yaml", "git:::"]
    )
    def test_a_reference_has_three_parts(self, error_of: ErrorOf, reference: str) -> None:
        """Revision and path are both needed."""
        assert error_of(lambda: load_ruleset(reference)) == (
            f"{reference}: a git reference is git:REVISION:PATH, such as git:main:rules.yaml."
        )

    @pytest.mark.parametrize(
        "reference",
        [
            "git:nowhere:rules/mine.yaml",
            "git:HEAD:rules/none.yaml",
            "git:HEAD:mine.yaml",
            "git:HEAD~9:rules/mine.yaml",
            "git:0000000000000000000000000000000000000000:rules/mine.yaml",
            "git:HEAD:../mine.yaml",
            "git:--format=%H:rules/mine.yaml",
            "git:--output=owned:rules/mine.yaml",
            "git:-h:rules/mine.yaml",
        ],
    )
    @pytest.mark.usefixtures("history")
    def test_what_git_does_not_have(self, folder: Path, error_of: ErrorOf, reference: str) -> None:
        """Git's reason is given in one line, and nothing in a reference is an option to git."""
        message = error_of(lambda: load_ruleset(reference))
        assert message.startswith(f"{reference}: git cannot show it: ")
        assert message.isprintable()
        assert message.endswith(".")
        assert sorted(path.name for path in folder.iterdir()) == [".git", "rules"]

    @pytest.mark.usefixtures("history")
    def test_a_folder_is_no_rule_file(self, error_of: ErrorOf) -> None:
        """Git would list it; that list is not read as rules."""
        assert error_of(lambda: load_ruleset("git:HEAD:rules")).startswith("git:HEAD:rules")

    def test_a_file_in_a_later_revision_only_is_told_in_one_line(
        self, history: str, write: Write, error_of: ErrorOf
    ) -> None:
        """A file that lies in the folder but not in the revision brings no hint over lines."""
        write("rules/new.yaml", "a: 1")
        message = error_of(lambda: load_ruleset(f"git:{history}:rules/new.yaml"))
        assert message.isprintable()

    def test_mistakes_have_their_line(
        self, history: str, write: Write, commit: Commit, error_of: ErrorOf, rules_text: str
    ) -> None:
        """A broken file of a revision is reported as any other is."""
        assert history
        write("rules/mine.yaml", rules_text.replace("vocabulary: bicycle", "vocabulary: elbow"))
        commit("Broken")
        assert error_of(lambda: load_ruleset("git:HEAD:rules/mine.yaml")) == (
            'git:HEAD:rules/mine.yaml:4: vocabulary: unknown vocabulary "elbow"; '
            "allowed: one that ships, that of the domain in use "
            "(TRIAGE_DOMAIN, or domain in triage.toml), or the path of a file."
        )

    def test_a_vocabulary_that_is_not_there(
        self, history: str, write: Write, commit: Commit, error_of: ErrorOf, rules_text: str
    ) -> None:
        """The reference that was tried is named."""
        assert history
        write("rules/mine.yaml", rules_text.replace("vocabulary: bicycle", "vocabulary: no.yaml"))
        commit("Broken")
        message = error_of(lambda: load_ruleset("git:HEAD:rules/mine.yaml"))
        assert message.startswith("git:HEAD:rules/no.yaml: git cannot show it: ")

    def test_too_large_a_file_is_refused(
        self, write: Write, commit: Commit, error_of: ErrorOf
    ) -> None:
        """The limit of size holds for files out of git."""
        write("big.yaml", "# " + "x" * 2_000_000)
        commit("Big")
        assert error_of(lambda: load_ruleset("git:HEAD:big.yaml")) == (
            "git:HEAD:big.yaml: 2,000,002 bytes are too many for one file; "
            "allowed: 2,000,000. Split the file."
        )

    def test_outside_of_a_repository(
        self, git: Git, folder: Path, monkeypatch: pytest.MonkeyPatch, error_of: ErrorOf
    ) -> None:
        """Where there is no repository, git says so."""
        assert git("rev-parse", "--is-inside-work-tree") == "true"
        below = folder.parent / "elsewhere"
        below.mkdir()
        monkeypatch.chdir(below)
        message = error_of(lambda: load_ruleset("git:HEAD:rules.yaml"))
        assert message.startswith("git:HEAD:rules.yaml: git cannot show it: not a git repository")
        assert message.isprintable()

    def test_without_git(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, error_of: ErrorOf
    ) -> None:
        """Where git is not installed, a file is the remedy."""
        monkeypatch.setenv("PATH", str(folder))
        assert error_of(lambda: load_ruleset("git:HEAD:rules.yaml")) == (
            "git:HEAD:rules.yaml: git is not installed; name a file."
        )

    @pytest.mark.usefixtures("history")
    def test_a_name_that_git_cannot_have(self) -> None:
        """A null character in a reference is an error, not a crash."""
        with pytest.raises(LoadError):
            load_ruleset("git:HEAD:a\0.yaml")


def test_the_repository_of_these_tests_is_their_own(git: Git, folder: Path) -> None:
    """The tests' git works in the current folder only."""
    assert Path(git("rev-parse", "--show-toplevel")).samefile(folder)
    assert os.environ["GIT_CONFIG_GLOBAL"] == os.devnull
    with pytest.raises(subprocess.CalledProcessError):
        git("rev-parse", "HEAD")
