"""Whoever follows the page on pipelines in a fresh repository arrives where it says."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import yaml

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
START: Final = "import sys; sys.argv[0] = 'triage'; from reports.cli import main; main()"
LATER: Final = "s/^version: .*/version: 0.2.0/; s/at_least: 7/at_least: 14/"
PERSON: Final = {
    f"GIT_{who}_{what}": said
    for who in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "A. Person"), ("EMAIL", "person@example.org"))
}


class Place:
    """A fresh folder beside the harness, with ``triage`` installed."""

    def __init__(self, folder: Path) -> None:
        """Installing is what this test run has done already."""
        self.folder = folder
        (folder / "harness").symlink_to(ROOT)
        (folder / "bin").mkdir()
        program = folder / "bin" / "triage"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{START}" "$@"\n', "utf-8")
        program.chmod(0o755)

    def run(self, script: str, folder: str = ".") -> tuple[int, str]:
        """The exit code and all that is printed by a script, which ends at the first failure."""
        mine = ("TRIAGE_", "GIT_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        alone = {"HOME": str(self.folder), "XDG_CONFIG_HOME": "", "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["bash", "-ec", script],  # noqa: S607
            cwd=self.folder / folder,
            env={**kept, **PERSON, **alone, "PATH": path, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


def blocks(kind: str) -> list[str]:
    """The examples of one kind on the page."""
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place where everything on the page was typed, but for the installation."""
    place = Place(tmp_path_factory.mktemp("followed"))
    install, *rest = blocks("sh")
    assert "pip install" in install
    code, said = place.run("".join(rest))
    assert code == 0, said
    assert blocks("text")[0] in said
    return place


def test_everything_is_committed_in_the_end(followed: Place) -> None:
    """The page forgets no file, and its workflow stands where GitHub looks."""
    assert followed.run("git status --short", "my-triage") == (0, "")
    tracked = followed.run("git ls-files", "my-triage")[1].splitlines()
    assert {"triage.toml", ".github/workflows/triage-gate.yml", "toes/policy.yaml"} <= {*tracked}
    assert any(re.fullmatch(r"toes/baseline/\w+/cases\.jsonl", name) for name in tracked)


def test_the_next_change_is_judged(followed: Place) -> None:
    """Rules that send patients away fail; so does a policy that is changed along with them."""
    code, said = followed.run(
        f"""\
        git switch --quiet --create later
        sed '{LATER}' toes/rules/0.1.0.yaml > toes/rules/0.2.0.yaml
        echo '# looser' >> toes/policy.yaml
        git add .
        git commit --quiet --message Later
        triage gate --base main
        """,
        "my-triage",
    )
    assert code == 1, said
    assert "FAILED  New under-triage or no answer: 2 (0 fixed, 0 still)" in said
    assert "policy changed together with rules: toes/policy.yaml changed" in said


def test_every_owned_path_is_there(followed: Place) -> None:
    """A path that nothing has protects nothing; and whatever the policy watches has an owner."""
    (owners,) = [text for text in blocks("text") if "CODEOWNERS" in text]
    owned = [line.split()[0].strip("/") for line in owners.splitlines()[1:]]
    folder = followed.folder / "my-triage"
    assert [path for path in owned if not (folder / path).exists()] == []
    watch = yaml.safe_load((folder / "toes" / "policy.yaml").read_text(encoding="utf-8"))["watch"]
    watched = {f"toes/{path}" for key, paths in watch.items() if key != "rules" for path in paths}
    assert watched - {"toes/triage.toml"} <= {*owned}


def test_the_page_names_every_input_and_output() -> None:
    """What the action takes and gives stands on the page."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    names = [*action["inputs"], *action["outputs"]]
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_the_page_tells_every_exit_code() -> None:
    """And no other."""
    assert re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE) == ["0", "1", "2", "3", "4"]
