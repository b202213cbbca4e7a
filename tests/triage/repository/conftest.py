"""A copy of the shipped domains to tamper with, and a git repository of its own."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from triage import domain
from triage.loading.problems import LoadError

Write = Callable[[str, str], Path]
Git = Callable[..., str]
ErrorOf = Callable[[Callable[[], object]], str]


@pytest.fixture
def write(folder: Path) -> Write:
    """Writes a file below the current folder."""

    def write_file(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def bicycle_domain(
    write: Write,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    bicycle_text: str,
    rules_text: str,
) -> Path:
    """A folder of domains in the place of the shipped one: bicycles, with one version of rules."""
    monkeypatch.setattr(domain, "SHIPPED", folder / "domains")
    write("domains/bicycle/vocabulary.yaml", bicycle_text)
    write("domains/bicycle/rules/1.0.0.yaml", rules_text)
    return folder / "domains" / "bicycle"


@pytest.fixture
def error_of() -> ErrorOf:
    """The whole text of the error that loading raises."""

    def message(load: Callable[[], object]) -> str:
        with pytest.raises(LoadError) as raised:
            load()
        return str(raised.value)

    return message


@pytest.fixture
def git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in a repository of its own in the current folder, apart from all settings."""
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "LC_ALL": "C",
    }
    for who in ("AUTHOR", "COMMITTER"):
        settings |= {f"GIT_{who}_NAME": "Test", f"GIT_{who}_EMAIL": "test@example.org"}
        settings |= {f"GIT_{who}_DATE": "2024-01-01T00:00:00Z"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments], cwd=folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    run("init", "--quiet", "--initial-branch=main")
    return run


@pytest.fixture
def knee_rules_text() -> str:
    """The file of the shipped rules that were read from both documents."""
    path = domain.SHIPPED / "knee" / "rules" / "1.1.0.yaml"
    return path.read_text(encoding="utf-8")


@pytest.fixture
def knee_words_text() -> str:
    """The file of the shipped vocabulary."""
    return (domain.SHIPPED / "knee" / "vocabulary.yaml").read_text(encoding="utf-8")
