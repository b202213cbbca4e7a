"""Git checkouts in folders of tests."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.cli.checkout import changed_since

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

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
