"""What git says has changed in a checkout, against where a branch began."""

import os
from collections.abc import Callable

import pytest

from reports.cli.checkout import Changed, changed_since
from tests.reports.cli.checkouts import Checkout, needs_git

pytestmark = needs_git

NO_MAIN = "no main branch is known here; name one with --base"


def test_on_a_branch_without_changes_nothing_changed(branch: Checkout) -> None:
    """What happened on the main branch since is not of this one."""
    found = changed_since(branch.folder, None)
    start = branch.git("rev-parse", "HEAD")
    assert found == Changed(
        files=(), since=f"since {start[:7]}, where this left main", origin=start
    )


def staged(checkout: Checkout) -> None:
    """An edit that would be in the next commit."""
    checkout.write("policy.yaml")
    checkout.git("add", "policy.yaml")


CHANGES: dict[str, tuple[Callable[[Checkout], object], list[str]]] = {
    "edited": (lambda c: c.write("policy.yaml"), ["policy.yaml"]),
    "staged": (staged, ["policy.yaml"]),
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
