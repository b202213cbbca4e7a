"""What is not committed as it is, whatever git was told to overlook, and of which checkout."""

from pathlib import Path

import pytest

from reports.cli.checkout import revision, uncommitted
from reports.cli.runs import content_of, subject_of
from reports.cli.settings import Place
from tests.reports.cli.checkouts import Checkout, needs_git
from triage.domain import domain_folder

pytestmark = needs_git


def is_dirty(checkout: Checkout) -> bool:
    """What a run of the rules and the library of the checkout would say."""
    content = checkout.folder / "rules" / "1.yaml", checkout.folder / "library"
    told = uncommitted(*content)
    found = revision(*content)
    assert found["revision"] == checkout.git("rev-parse", "HEAD")
    assert bool(told) is found["dirty"]
    return bool(found["dirty"])


def test_what_is_committed_is_clean(branch: Checkout) -> None:
    """The honest twin of all below; a file that is ignored elsewhere is nobody's business."""
    assert not is_dirty(branch)
    branch.write(".gitignore", text="spare/\n")
    branch.commit()
    branch.write("spare/notes.yaml")
    assert not is_dirty(branch)


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_file_that_git_was_told_to_overlook_is_dirt(branch: Checkout, flag: str) -> None:
    """Edited rules could be accepted behind it."""
    branch.git("update-index", flag, "rules/1.yaml")
    assert is_dirty(branch)


def test_settings_of_git_hide_no_new_file(branch: Checkout) -> None:
    """A common setting for large checkouts."""
    branch.git("config", "status.showUntrackedFiles", "no")
    branch.write("rules/2.yaml")
    assert is_dirty(branch)


def test_a_vignette_that_git_ignores_is_dirt(branch: Checkout) -> None:
    """The library is read from the folder, and the commit has it not."""
    branch.write(".gitignore", text="mine.yaml\n")
    branch.commit()
    branch.write("library/mine.yaml")
    assert is_dirty(branch)


def test_a_checkout_within_the_library_is_dirt(branch: Checkout) -> None:
    """Its vignettes are read too."""
    branch.write(".gitignore", text="library/nest\n")
    branch.commit()
    branch.write("library/nest/more.yaml")
    Checkout(branch.folder / "library" / "nest").git("init", "--quiet")
    assert is_dirty(branch)


def test_a_watcher_that_names_no_change_is_not_asked(branch: Checkout) -> None:
    """A hook of git can say that nothing changed."""
    hook = branch.folder / ".git" / "nothing"
    hook.write_text("#!/bin/sh\nprintf '/\\0'\n", encoding="utf-8")
    hook.chmod(0o755)
    branch.git("config", "core.fsmonitor", str(hook))
    branch.git("update-index", "--fsmonitor")
    branch.git("status")
    branch.write("rules/1.yaml", text="edited")
    assert is_dirty(branch)


def test_a_run_is_made_of_the_words_of_its_domain_too() -> None:
    """A vocabulary or an invariant that was edited is another run."""
    content = content_of(subject_of("knee"), Place(path=Path(), label=""))
    assert any(path.resolve() == domain_folder("knee").resolve() for path in content)
