"""Git itself merges two branches that both accepted a run: never silently, never into a mixture."""

import shutil
import subprocess
from pathlib import Path

import pytest

from evaluation.runs.record import Run
from tests.evaluation.kit.baselines import accept, accepted_engine, stored

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(*arguments: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run git in a checkout, as nobody in particular and with no settings but its own."""
    return subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],  # noqa: S607
        cwd=place,
        env={"PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )


def commit(place: Path) -> None:
    """Commit everything but the runs beside it."""
    git("add", "accepted", place=place)
    assert git("commit", "-m", "More", place=place).returncode == 0


@pytest.fixture
def checkout(folder: Path, old: Run) -> Path:
    """A checkout with an accepted run, in which each of two branches accepted another one."""
    assert old.digest
    place = folder.parent
    git("init", "-b", "main", place=place)
    commit(place)
    for branch in ("ours", "theirs"):
        git("checkout", "-b", branch, "main", place=place)
        accept(folder, stored(place / f"run-{branch}", engine=f"{branch}@2"))
        commit(place)
    git("checkout", "ours", place=place)
    return place


def test_two_accepted_runs_are_a_conflict(checkout: Path) -> None:
    """Git stops, and what stands there meanwhile is one side whole."""
    done = git("merge", "theirs", place=checkout)
    assert done.returncode == 1
    assert "CONFLICT" in done.stdout
    assert accepted_engine(checkout / "accepted") == "ours@2"


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_the_side_that_is_taken_is_accepted(checkout: Path, side: str) -> None:
    """Whichever it is, as a person chose it."""
    git("merge", "theirs", place=checkout)
    git("checkout", f"--{side}", "accepted/accepted.json", place=checkout)
    assert accepted_engine(checkout / "accepted") == f"{side}@2"
    git("add", "-A", "accepted", place=checkout)
    assert git("commit", "-m", "Merged", place=checkout).returncode == 0
    assert accepted_engine(checkout / "accepted") == f"{side}@2"


def test_a_branch_that_accepted_nothing_takes_the_other_side(checkout: Path) -> None:
    """No conflict where only one side accepted something."""
    git("checkout", "-b", "calm", "main", place=checkout)
    (checkout / "notes.txt").write_text("x", encoding="utf-8")
    git("add", "notes.txt", place=checkout)
    git("commit", "-m", "Notes", place=checkout)
    done = git("merge", "--no-edit", "theirs", place=checkout)
    assert done.returncode == 0
    assert accepted_engine(checkout / "accepted") == "theirs@2"


def test_without_its_attributes_a_merge_is_recognised(checkout: Path) -> None:
    """Somebody took .gitattributes away: what git makes of both sides is nobody's accepted run."""
    for branch in ("theirs", "ours"):
        git("checkout", branch, place=checkout)
        git("rm", "accepted/.gitattributes", place=checkout)
        git("commit", "-m", "Less", place=checkout)
    assert git("merge", "theirs", place=checkout).returncode == 1
    assert accepted_engine(checkout / "accepted") == ""


def test_other_ends_of_lines_do_not_reach_it(checkout: Path) -> None:
    """A checkout that gives all text other ends of lines leaves this one as it is."""
    git("config", "core.autocrlf", "true", place=checkout)
    shutil.rmtree(checkout / "accepted")
    git("checkout", ".", place=checkout)
    assert b"\r\n" not in (checkout / "accepted" / "accepted.json").read_bytes()
    assert accepted_engine(checkout / "accepted") == "ours@2"
