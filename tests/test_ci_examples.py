"""What pipelines copy is right by the schemas and tools of those who run it, all without a network.

The schemas are those that check-jsonschema carries; pre-commit checks its own files.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parent.parent
ACTION: Final = ROOT / "action.yml"
GITHUB: Final = ROOT / "docs" / "ci" / "github.yml"
GITLAB: Final = ROOT / "docs" / "ci" / "gitlab-ci.yml"
HOOKS: Final = ROOT / ".pre-commit-hooks.yaml"
CONFIG: Final = ROOT / "docs" / "ci" / "pre-commit-config.yaml"
_BY_SCHEMA: Final = ("check_jsonschema", "--builtin-schema")
LINTERS: Final = {
    ACTION: (*_BY_SCHEMA, "vendor.github-actions"),
    GITHUB: (*_BY_SCHEMA, "vendor.github-workflows"),
    GITLAB: (*_BY_SCHEMA, "vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    HOOKS: ("pre_commit", "validate-manifest"),
    CONFIG: ("pre_commit", "validate-config"),
}
MISTAKES: Final = [
    (ACTION, "using: composite", "using: composit"),
    (ACTION, "    - name: Install the harness\n      shell: bash\n", "    - name: Install\n"),
    (ACTION, "      shell: bash", "      shel: bash"),
    (GITHUB, "runs-on:", "run-on:"),
    (GITHUB, "contents: read", "contents: reed"),
    (GITHUB, "pull_request:", "pull_requests:"),
    (GITLAB, "  script:", "  scripts:"),
    (GITLAB, "  image: python:3.11", "  imagee: python:3.11"),
    (HOOKS, "  language: python\n", ""),
    (HOOKS, "stages: [pre-commit,", "stages: [before-commit,"),
    (CONFIG, "    hooks:", "    hook:"),
    (CONFIG, '    rev: "0000000000000000000000000000000000000000"\n', ""),
]


def read(path: Path) -> Any:
    """The data of a YAML file; a bare ``on`` is a key of its own, as GitHub reads it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def lint(path: Path, linter: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Have a file checked; whatever would go to the network finds nobody there."""
    nobody = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    return subprocess.run(
        [sys.executable, "-m", *linter, str(path)],
        env={**os.environ, **nobody},
        capture_output=True,
        text=True,
        check=False,
    )


def scripts() -> dict[str, str]:
    """Every piece of shell in the examples, by a name for it."""
    steps = [step for step in read(ACTION)["runs"]["steps"] if "run" in step]
    job = read(GITLAB)["triage-gate"]
    return {
        **{f"action: {step['name']}": step["run"] for step in steps},
        **{f"GitLab: {key}": "\n".join(job[key]) for key in ("before_script", "script")},
    }


@pytest.mark.parametrize("path", LINTERS, ids=lambda path: path.name)
def test_a_file_for_pipelines_is_right(path: Path) -> None:
    """Its own linter has nothing to say."""
    done = lint(path, LINTERS[path])
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("path", "right", "wrong"), MISTAKES, ids=[f"{p.name}-{wrong}" for p, _, wrong in MISTAKES]
)
def test_a_mistake_is_refused(path: Path, right: str, wrong: str, tmp_path: Path) -> None:
    """The linters do look: a misspelt key, a value that is not allowed, something left out."""
    text = path.read_text(encoding="utf-8")
    assert right in text
    edited = tmp_path / path.name
    edited.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert lint(edited, LINTERS[path]).returncode == 1


@pytest.mark.parametrize("script", scripts().values(), ids=scripts())
def test_the_shell_can_be_read(script: str) -> None:
    """Bash parses every script, and none has an expression pasted in, which could be a command."""
    assert "${{" not in script
    done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, check=False)  # noqa: S607
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_shell_mistake_is_seen() -> None:
    """The same check refuses a loop that is never closed."""
    script = scripts()["action: Judge the candidate"].replace("done", "don", 1)
    done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, check=False)  # noqa: S607
    assert done.returncode != 0


def test_other_peoples_actions_are_named_by_their_commit() -> None:
    """A tag can be moved to other code; the version stands in a comment, for people."""
    for path in (ACTION, GITHUB):
        used = re.findall(r"uses: (\S+)@(\S+)(?: # (v[\d.]+))?$", path.read_text(), re.MULTILINE)
        assert used
        for name, revision, version in used:
            assert re.fullmatch(r"[0-9a-f]{40}", revision)
            assert bool(version) is name.startswith("actions/")


def test_the_workflow_gives_the_action_what_it_takes() -> None:
    """No schema knows which inputs the action of somebody has; and it fetches the whole history."""
    steps = {step["uses"].partition("@")[0]: step for step in read(GITHUB)["jobs"]["gate"]["steps"]}
    assert steps["OWNER/triage-harness"]["with"].keys() <= read(ACTION)["inputs"].keys()
    assert steps["actions/checkout"]["with"]["fetch-depth"] == "0"
    assert read(GITHUB)["permissions"] == {"contents": "read"}


def test_every_input_reaches_the_command() -> None:
    """Each is either a setting of the action itself, or the variable that the command reads."""
    inputs = set(read(ACTION)["inputs"])
    (judge,) = [step for step in read(ACTION)["runs"]["steps"] if step.get("id") == "gate"]
    given = {f"GIVEN_{name.upper()}": f"${{{{ inputs.{name} }}}}" for name in inputs - SETTINGS}
    assert judge["env"] == given
    (loop,) = re.findall(r"for name in ([A-Z ]+);", judge["run"])
    assert {f"GIVEN_{name}" for name in loop.split()} == given.keys()


SETTINGS: Final = {"python-version", "working-directory"}


def test_the_hooks_of_the_example_are_there() -> None:
    """An id that nobody offers fails only when the hook is installed; and each runs a command."""
    offered = {hook["id"]: hook["entry"] for hook in read(HOOKS)}
    wanted = [hook["id"] for repo in read(CONFIG)["repos"] for hook in repo["hooks"]]
    assert sorted(wanted) == sorted(offered) == ["triage-gate", "triage-lint"]
    assert list(offered.values()) == ["triage lint", "triage gate"]
