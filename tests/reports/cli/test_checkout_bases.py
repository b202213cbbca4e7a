"""Against what a checkout is compared, and where git cannot say it."""

from pathlib import Path

import pytest

from reports.cli.checkout import BaseError, Changed, changed_since, revision
from tests.reports.cli.checkouts import Checkout, needs_git

pytestmark = needs_git

NO_MAIN = "no main branch is known here; name one with --base"


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


@pytest.mark.parametrize(
    "base", ["nowhere", "main:policy.yaml", "--all", "--octopus", "", "a b", "\n"]
)
def test_a_base_that_is_no_revision_is_an_error(branch: Checkout, base: str) -> None:
    """Named, it is meant: nothing is put in its place, and no option of git comes through."""
    with pytest.raises(BaseError) as error:
        changed_since(branch.folder, base)
    told = "there is no such revision here; fetch it, or name another."
    assert str(error.value) == f"{base}: {told}"


def test_of_what_a_checkout_ignores_it_tells_nothing(branch: Checkout) -> None:
    """A copy of something else that lies there is not its business; nor is there one to come."""
    branch.write(".gitignore", text="copies/")
    branch.write("copies/policy.yaml")
    found = changed_since(branch.folder / "copies", None)
    assert (found.files, found.is_checkout) == (None, False)


def test_where_nothing_is_committed_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    """A project begins like that."""
    fresh = Checkout(tmp_path / "fresh")
    fresh.folder.mkdir()
    fresh.git("init")
    found = changed_since(fresh.folder, None)
    assert (found.files, found.is_checkout) == (None, False)
    assert found.why == "nothing is committed here yet"


def test_a_branch_goes_before_a_tag_of_its_name(branch: Checkout) -> None:
    """A tag `main` on the work itself would have nothing changed."""
    branch.write("policy.yaml")
    branch.commit()
    branch.git("tag", "main")
    assert branch.changed("main") == ["policy.yaml"]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_files_that_git_was_told_to_overlook_count_as_changed(branch: Checkout, flag: str) -> None:
    """Git does not look at them any more, so nobody knows."""
    branch.git("update-index", flag, "policy.yaml")
    assert branch.changed() == ["policy.yaml"]


def test_a_change_in_a_submodule_is_seen_whatever_it_is_told_to_ignore(
    branch: Checkout, tmp_path: Path
) -> None:
    """`ignore = all` can be committed, and would hide a library that was exchanged."""
    other = Checkout(tmp_path / "other")
    other.folder.mkdir()
    other.git("init", "--quiet")
    other.write("a.yaml")
    other.commit()
    branch.git("checkout", "--quiet", "main")
    allow = ("-c", "protocol.file.allow=always")
    branch.git(*allow, "submodule", "add", "--quiet", str(other.folder), "shared")
    branch.git("config", "--file", ".gitmodules", "submodule.shared.ignore", "all")
    branch.commit()
    branch.git("checkout", "--quiet", "-b", "more")
    Checkout(branch.folder / "shared").write("a.yaml", text="exchanged")
    assert branch.changed() == ["shared"]


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
    branch.git("branch", "--move", "main", "stem")
    found = changed_since(branch.folder, None)
    assert found == Changed(files=None, why=NO_MAIN)
    assert branch.changed("stem") == []


def test_the_only_branch_of_a_checkout_is_its_main_one(empty: Checkout) -> None:
    """Whatever it is called; with a second one nobody knows."""
    empty.git("branch", "--move", "stem")
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


def test_outside_a_checkout_there_is_nothing_to_look_at(alone: Path) -> None:
    """It is said, and a base that is named there is an error."""
    expected = Changed(files=None, why="no git checkout", is_checkout=False)
    assert changed_since(alone, None) == expected
    with pytest.raises(BaseError, match=r"^main: .* is in no git checkout\.$"):
        changed_since(alone, "main")


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


def test_a_folder_that_is_gone_is_no_checkout(alone: Path) -> None:
    """Nothing breaks where nothing is."""
    assert changed_since(alone / "gone", None).files is None


def test_a_run_names_its_revision_and_whether_anything_was_edited(
    branch: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the current folder: committed, with a new file, and with an edit."""
    monkeypatch.chdir(branch.folder / "library")
    head = branch.git("rev-parse", "HEAD")
    assert revision() == {"revision": head, "dirty": False}
    branch.write("new.txt")
    assert revision() == {"revision": head, "dirty": True}
    assert revision() != {"revision": branch.commit(), "dirty": True}


def test_a_run_outside_a_checkout_names_none(
    empty: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout of which nothing can be told is dirty; where there is none nothing is said."""
    monkeypatch.chdir(empty.folder)
    assert revision() == {"revision": "", "dirty": True}
    monkeypatch.chdir(empty.folder.parent)
    assert revision() == {}
