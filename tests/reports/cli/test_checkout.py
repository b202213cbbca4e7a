"""What git says has changed in a checkout, against where a branch began."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.cli.checkout import BaseError, Changed, changed_since

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

NOBODY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True, slots=True)
class Checkout:
    """A git checkout in a folder of a test."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """Run git as nobody in particular, and give what it says."""
        done = subprocess.run(
            ["git", *NOBODY, *arguments],  # noqa: S607
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, *names: str, text: str = "edited") -> None:
        """Write files, and the folders that they are in."""
        for name in names:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")

    def commit(self) -> str:
        """Commit all there is; the revision."""
        self.git("add", "--all")
        self.git("commit", "--message", "More", "--allow-empty")
        return self.git("rev-parse", "HEAD")

    def changed(self, base: str | None = None, folder: str = "") -> list[str]:
        """The files that are said to have changed, as seen from the top."""
        found = changed_since(self.folder / folder, base).files
        assert found is not None
        return sorted(str(path.relative_to(self.folder)) for path in found)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git reads no settings but those of the test, and finds no checkout above it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.resolve()))


@pytest.fixture
def empty(tmp_path: Path) -> Checkout:
    """A checkout without any commit, whose branch is called `main`."""
    folder = tmp_path / "project"
    folder.mkdir()
    made = Checkout(folder)
    made.git("init", "--initial-branch", "main")
    return made


@pytest.fixture
def branch(empty: Checkout) -> Checkout:
    """A checkout at the start of a branch that left `main`, which has gone on since."""
    empty.write("policy.yaml", "rules/1.yaml", "library/a.yaml", "library/b.yaml", text="first")
    start = empty.commit()
    empty.write("main-only.txt")
    empty.commit()
    empty.git("checkout", "-b", "work", start)
    return empty


NO_MAIN = "no main branch is known here; name one with --base"


def test_on_a_branch_without_changes_nothing_changed(branch: Checkout) -> None:
    """What happened on the main branch since is not of this one."""
    found = changed_since(branch.folder, None)
    start = branch.git("rev-parse", "HEAD")
    assert found == Changed(files=(), since=f"since {start[:7]}, where this left main")


CHANGES: dict[str, tuple[Callable[[Checkout], object], list[str]]] = {
    "edited": (lambda c: c.write("policy.yaml"), ["policy.yaml"]),
    "staged": (lambda c: (c.write("policy.yaml"), c.git("add", "policy.yaml")), ["policy.yaml"]),
    "new": (lambda c: c.write("rules/2.yaml"), ["rules/2.yaml"]),
    "new folder": (lambda c: c.write("runs/one/x", "runs/y"), ["runs/one/x", "runs/y"]),
    "deleted": (lambda c: (c.folder / "policy.yaml").unlink(), ["policy.yaml"]),
    "deleted for git": (lambda c: c.git("rm", "policy.yaml"), ["policy.yaml"]),
    "renamed": (
        lambda c: c.git("mv", "policy.yaml", "other.yaml"),
        ["other.yaml", "policy.yaml"],
    ),
    "executable": (lambda c: (c.folder / "policy.yaml").chmod(0o755), ["policy.yaml"]),
    "nothing": (lambda c: c.write("policy.yaml", text="first"), []),
}  # fmt: skip


@pytest.mark.parametrize(("change", "files"), CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("is_committed", [False, True], ids=["", "committed"])
def test_each_change_is_seen(
    branch: Checkout, change: Callable[[Checkout], object], files: list[str], *, is_committed: bool
) -> None:
    """Edited, staged, new, gone or renamed: in the folder, and once it is committed."""
    change(branch)
    if is_committed:
        branch.commit()
    assert sorted(set(branch.changed())) == files


def test_a_file_that_git_has_forgotten_is_a_change(branch: Checkout) -> None:
    """It stands there as before, and would be gone in a commit."""
    branch.git("rm", "--cached", "policy.yaml")
    assert set(branch.changed()) == {"policy.yaml"}


def test_commits_and_edits_add_up(branch: Checkout) -> None:
    """And what was committed and then taken back is no change."""
    branch.write("policy.yaml", "rules/1.yaml")
    branch.commit()
    branch.write("policy.yaml", text="first")
    branch.write("library/a.yaml")
    assert branch.changed() == ["library/a.yaml", "rules/1.yaml"]


def test_what_git_ignores_is_not_new(branch: Checkout) -> None:
    """Caches and the like; a file that git has is seen though it would ignore it."""
    branch.write(".gitignore", text="*.log\npolicy.yaml\n")
    branch.write("a.log", "policy.yaml")
    assert branch.changed() == [".gitignore", "policy.yaml"]


NAMES = ["with space.yaml", "new\nline.yaml", "tab\t\"quote'\\.yaml", "größe.yaml", "-dash.yaml"]


@pytest.mark.parametrize("is_committed", [False, True], ids=["", "committed"])
def test_names_are_taken_as_they_are(branch: Checkout, *, is_committed: bool) -> None:
    """With spaces, line breaks, quotes, letters beyond ASCII, and bytes that are no text."""
    odd = os.fsdecode(b"\xff\xfe.yaml")
    for name in (*NAMES, odd):
        branch.write(name)
    if is_committed:
        branch.commit()
    assert branch.changed() == sorted([*NAMES, odd])


def test_it_is_the_same_from_a_folder_below(branch: Checkout) -> None:
    """Files are named from the top, wherever the policy lies."""
    branch.write("policy.yaml", "library/c.yaml")
    assert branch.changed(folder="library") == ["library/c.yaml", "policy.yaml"]


def test_a_base_can_be_named(branch: Checkout) -> None:
    """A commit, a tag or a branch; what is told of it is how it was named."""
    branch.write("policy.yaml")
    first = branch.commit()
    branch.git("tag", "half")
    branch.write("rules/1.yaml")
    branch.commit()
    for base in (first, "half", "work~1"):
        assert branch.changed(base) == ["rules/1.yaml"]
        assert changed_since(branch.folder, base).since.endswith(f", where this left {base}")
    assert branch.changed("main") == ["policy.yaml", "rules/1.yaml"]


@pytest.mark.parametrize("base", ["nowhere", "main:policy.yaml", "--all", "-a", "", "a b", "\n"])
def test_a_base_that_is_no_revision_is_an_error(branch: Checkout, base: str) -> None:
    """Named, it is meant: nothing is put in its place, and no option of git comes through."""
    with pytest.raises(BaseError, match="git knows no common ancestor with") as error:
        changed_since(branch.folder, base)
    assert str(error.value).endswith("; fetch the whole history, or name another --base.")


def test_the_main_branch_of_the_remote_comes_first(branch: Checkout, tmp_path: Path) -> None:
    """A clone is judged against what it was cloned from; its own `main` may be behind or ahead."""
    copy = Checkout(tmp_path / "copy")
    branch.git("checkout", "main")
    branch.git("clone", "--quiet", ".", str(copy.folder))
    copy.write("policy.yaml")
    copy.commit()
    assert copy.changed() == ["policy.yaml"]
    assert changed_since(copy.folder, None).since.endswith("where this left origin/HEAD")
    copy.git("remote", "set-head", "origin", "--delete")
    assert copy.changed() == ["policy.yaml"]
    assert changed_since(copy.folder, None).since.endswith("where this left origin/main")


@pytest.mark.parametrize("name", ["main", "master"])
def test_main_and_master_are_known(branch: Checkout, name: str) -> None:
    """Of the checkout itself, where it has no remote."""
    if name == "master":
        branch.git("branch", "--move", "main", "master")
    branch.write("policy.yaml")
    assert changed_since(branch.folder, None).since.endswith(f"where this left {name}")
    assert branch.changed() == ["policy.yaml"]


def test_a_tag_called_main_is_not_the_main_branch(branch: Checkout) -> None:
    """Git itself would take the tag first, and nothing would have changed since."""
    branch.write("policy.yaml")
    branch.commit()
    branch.git("tag", "main")
    assert branch.changed() == ["policy.yaml"]


def test_on_the_main_branch_itself_what_is_not_committed_counts(empty: Checkout) -> None:
    """Everything else has arrived."""
    empty.write("policy.yaml")
    empty.commit()
    assert empty.changed() == []
    empty.write("rules.yaml")
    assert empty.changed() == ["rules.yaml"]


def test_without_a_main_branch_it_is_said_why_nothing_was_looked_at(branch: Checkout) -> None:
    """Nobody can guess which of two branches is the main one; a name helps."""
    branch.git("branch", "--move", "main", "trunk")
    found = changed_since(branch.folder, None)
    assert found == Changed(files=None, why=NO_MAIN)
    assert branch.changed("trunk") == []


def test_the_only_branch_of_a_checkout_is_its_main_one(empty: Checkout) -> None:
    """Whatever it is called; with a second one nobody knows."""
    empty.git("branch", "--move", "trunk")
    empty.write("policy.yaml")
    empty.commit()
    empty.write("rules.yaml")
    assert empty.changed() == ["rules.yaml"]
    empty.git("branch", "other")
    assert changed_since(empty.folder, None).files is None


@pytest.mark.parametrize("ref", ["origin/work", "pull/1/merge"])
def test_the_only_branch_of_a_remote_is_what_is_judged(
    branch: Checkout, tmp_path: Path, ref: str
) -> None:
    """As pipelines fetch: one commit, detached. Against itself nothing would have changed."""
    branch.write("policy.yaml")
    branch.commit()
    copy = Checkout(tmp_path / "copy")
    copy.folder.mkdir()
    copy.git("init")
    source = branch.folder.as_uri()
    copy.git("fetch", "--quiet", "--depth", "1", source, f"+refs/heads/work:refs/remotes/{ref}")
    copy.git("checkout", "--quiet", "--detach", f"refs/remotes/{ref}")
    assert changed_since(copy.folder, None) == Changed(files=None, why=NO_MAIN)


def test_a_branch_without_a_common_start_is_said_to_have_none(branch: Checkout) -> None:
    """An orphan; named, it is an error."""
    branch.git("checkout", "--orphan", "alone")
    branch.write("alone.txt")
    branch.commit()
    why = "git knows no common ancestor with main (a shallow clone?)"
    assert changed_since(branch.folder, None) == Changed(files=None, why=why)
    with pytest.raises(BaseError, match="common ancestor with main"):
        changed_since(branch.folder, "main")


def test_a_shallow_clone_is_told(branch: Checkout, tmp_path: Path) -> None:
    """Without the history nobody can say where the branch began."""
    branch.write("policy.yaml")
    branch.commit()
    copy = Checkout(tmp_path / "copy")
    branch.git("checkout", "main")
    source = branch.folder.as_uri()
    branch.git("clone", "--quiet", "--depth", "1", "--no-single-branch", source, str(copy.folder))
    copy.git("checkout", "work")
    found = changed_since(copy.folder, None)
    assert found.files is None
    assert "a shallow clone?" in found.why


def test_a_checkout_without_commits_is_no_error(empty: Checkout) -> None:
    """There is no main branch yet."""
    assert changed_since(empty.folder, None).files is None


def test_a_detached_head_is_as_good_as_a_branch(branch: Checkout) -> None:
    """Pipelines check out a commit, not a branch."""
    branch.write("policy.yaml")
    branch.git("checkout", "--detach", branch.commit())
    assert branch.changed() == ["policy.yaml"]


def test_a_worktree_is_a_checkout(branch: Checkout, tmp_path: Path) -> None:
    """Beside the first one, with a branch of its own."""
    branch.git("worktree", "add", "-b", "beside", str(tmp_path / "beside"))
    beside = Checkout(tmp_path / "beside")
    beside.write("rules/1.yaml")
    assert beside.changed() == ["rules/1.yaml"]
    assert branch.changed() == []


@pytest.mark.parametrize("has_index", [False, True])
def test_what_git_sets_for_its_hooks_does_not_mislead(
    branch: Checkout, monkeypatch: pytest.MonkeyPatch, *, has_index: bool
) -> None:
    """Inside a hook git takes the folder it is run in for the top of the checkout."""
    branch.write("policy.yaml", "library/a.yaml")
    monkeypatch.setenv("GIT_DIR", str(branch.folder / ".git"))
    monkeypatch.setenv("GIT_PREFIX", "library/")
    if has_index:
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert branch.changed(folder="library") == ["library/a.yaml", "policy.yaml"]


def test_settings_of_git_do_not_mislead(branch: Checkout) -> None:
    """Names relative to a folder, quoted, coloured, or without new files."""
    branch.git("config", "diff.relative", "true")
    branch.git("config", "color.ui", "always")
    branch.git("config", "status.showUntrackedFiles", "no")
    branch.git("config", "diff.renames", "copies")
    branch.git("mv", "library/b.yaml", "größe.yaml")
    branch.write("new.yaml")
    assert branch.changed(folder="library") == ["größe.yaml", "library/b.yaml", "new.yaml"]


def test_what_git_cannot_compare_is_no_lack_of_changes(branch: Checkout) -> None:
    """A damaged index: files are unknown, not unchanged."""
    branch.write("policy.yaml")
    (branch.folder / ".git/index").write_bytes(b"damaged")
    for base in (None, "main"):
        found = changed_since(branch.folder, base)
        assert (found.files, found.is_checkout) == (None, True)
        assert found.why.startswith("git cannot compare with ")


def test_outside_a_checkout_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    """It is said, and a base that is named there is an error."""
    expected = Changed(files=None, why="no git checkout", is_checkout=False)
    assert changed_since(tmp_path, None) == expected
    with pytest.raises(BaseError, match=r"^main: .* is in no git checkout\.$"):
        changed_since(tmp_path, "main")


def test_a_checkout_that_git_cannot_read_is_one_all_the_same(
    branch: Checkout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without git, or with a damaged one, it is not the same as where there is no checkout."""
    expected = Changed(files=None, why="git cannot read this checkout")
    (branch.folder / ".git/HEAD").write_text("damaged", encoding="utf-8")
    assert changed_since(branch.folder / "library", None) == expected
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert changed_since(branch.folder, None) == expected
    assert not changed_since(tmp_path, None).is_checkout
    with pytest.raises(BaseError):
        changed_since(branch.folder, "main")


def test_nothing_is_looked_for_above_where_git_has_to_stop(
    branch: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout around the folder is then none, for git and for this."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(branch.folder.resolve()))
    assert not changed_since(branch.folder / "library", None).is_checkout
    assert changed_since(branch.folder, None).files == ()


def test_a_folder_that_is_gone_is_no_checkout(tmp_path: Path) -> None:
    """Nothing breaks where nothing is."""
    assert changed_since(tmp_path / "gone", None).files is None
