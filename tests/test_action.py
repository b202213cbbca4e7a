"""The action's own script, run as GitHub would: nothing but a pass of the gate looks like one."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.reports.cli.command import environment

ROOT: Final = Path(__file__).parent.parent
SORE_THROAT: Final = ROOT / "tests" / "domains" / "sore_throat"
START: Final = "import sys; sys.argv[0] = 'triage'; from reports.cli import main; main()"
HONEST: Final = f'exec "{sys.executable}" -c "{START}" "$@"'
APPROVAL: Final = ("--approver", "A person", "--role", "Tester", "--reason", "For this test.")


@dataclass(frozen=True, slots=True)
class Step:
    """What the step left behind."""

    code: int
    outputs: Mapping[str, str]
    summary: str
    log: str


class Runner:
    """A folder as GitHub gives it to a job, with a ``triage`` on the path."""

    def __init__(self, folder: Path) -> None:
        """Make the folder; the program is ours."""
        self.folder = folder
        self.work = folder / "work"
        self.work.mkdir()
        (folder / "bin").mkdir()
        self.program(HONEST)

    def program(self, script: str) -> None:
        """Put another ``triage`` there."""
        place = self.folder / "bin" / "triage"
        place.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        place.chmod(0o755)

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run something in the working folder, with nothing that a developer has set.

        Git finds no checkout above it.
        """
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        mine = {
            "PATH": path,
            "TMPDIR": str(self.folder),
            "GIT_CEILING_DIRECTORIES": str(self.folder.resolve()),
        }
        return subprocess.run(
            command,
            cwd=self.work,
            env=environment({**mine, **more}),
            capture_output=True,
            text=True,
            check=False,
        )

    def judge(self, given: Mapping[str, str] | None = None, **more: str) -> Step:
        """Run the step with some inputs, in the shell that GitHub takes for ``shell: bash``."""
        files = {name: self.folder / name.lower() for name in ("GITHUB_OUTPUT", _SUMMARY)}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        action = _action()
        (step,) = [step for step in action["runs"]["steps"] if step.get("id") == "gate"]
        env = {name: _filled(value, action, given or {}) for name, value in step["env"].items()}
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script))
        done = self.run(*shell, **env, **{k: str(v) for k, v in files.items()}, **more)
        told = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return Step(
            code=done.returncode,
            outputs=dict(line.split("=", 1) for line in told),
            summary=files[_SUMMARY].read_text(encoding="utf-8"),
            log=done.stdout + done.stderr,
        )


_SUMMARY: Final = "GITHUB_STEP_SUMMARY"


def _action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def _filled(value: str, action: Any, given: Mapping[str, str]) -> str:
    """An expression about one input, with the value given or the default."""
    (name,) = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value).groups()  # type: ignore[union-attr]
    return given.get(name, action["inputs"][name]["default"])


@pytest.fixture
def empty(tmp_path: Path) -> Runner:
    """A checkout with nothing in it."""
    return Runner(tmp_path)


@pytest.fixture(scope="module")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A checkout of a domain whose newest rules somebody accepted."""
    runner = Runner(tmp_path_factory.mktemp("checkout"))
    shutil.copytree(SORE_THROAT, runner.work, dirs_exist_ok=True)
    shutil.rmtree(runner.work / "baseline")
    approved = runner.run("triage", "baseline", "approve", *APPROVAL)
    assert approved.returncode == 0, approved.stderr
    return runner


@pytest.fixture
def fake(empty: Runner) -> Runner:
    """A checkout whose configuration names a domain; what ``triage`` is, a test says."""
    (empty.work / "triage.toml").write_text('domain = "."\n', encoding="utf-8")
    return empty


def test_what_a_developer_has_set_does_not_count(
    domain: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither another checkout, nor one above the working folder, nor settings of ours."""
    above = domain.folder / ".git"
    above.mkdir()
    monkeypatch.setenv("GIT_DIR", str(domain.folder / "nowhere"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", "/nowhere")
    monkeypatch.setenv("TRIAGE_RULES", "nonsense")
    try:
        shown = domain.run("env").stdout
        step = domain.judge()
    finally:
        above.rmdir()
    assert "nowhere" not in shown
    assert step.outputs == {"verdict": "pass", "exit-code": "0"}


def test_a_pass(domain: Runner) -> None:
    """Exit code 0, both outputs, the report in the summary, and the verdict in the log."""
    step = domain.judge()
    assert step.code == 0, step.log
    assert step.outputs == {"verdict": "pass", "exit-code": "0"}
    assert step.summary.startswith("## ✅ PASS: Safety gate of sore_throat")
    assert step.summary.count("## ✅ PASS") == 1
    assert "PASS  sore_throat@0.2.0 against sore_throat@0.2.0" in step.log
    assert step.log.rstrip().splitlines()[-1].startswith("::notice title=triage%3A PASS::")


def test_a_fail(domain: Runner) -> None:
    """Exit code 1, the report in the summary, and what is wrong beside its line."""
    step = domain.judge({"rules": "sore_throat@0.1.0"})
    assert step.code == 1
    assert step.outputs == {"verdict": "fail", "exit-code": "1"}
    assert step.summary.startswith("## ❌ FAIL: Safety gate of sore_throat")
    errors = [line for line in step.log.splitlines() if line.startswith("::error ")]
    assert 0 < len(errors) <= 9
    assert any("file=" in error for error in errors)


def test_every_failing_item_is_asked_for(fake: Runner) -> None:
    """Nobody can type another option into a summary."""
    fake.program('echo "FAIL  $*"; exit 1')
    summary = fake.judge().summary
    assert summary.startswith("## triage gate: fail\n\n    FAIL  gate --all -o ")
    assert summary.endswith("/triage.json\n\n")


def test_reports_are_written_where_they_are_asked_for(domain: Runner) -> None:
    """In a folder that need not be there yet, whatever the verdict is."""
    step = domain.judge({"rules": "sore_throat@0.1.0", "reports": "made/here"})
    assert step.outputs == {"verdict": "fail", "exit-code": "1"}
    written = sorted(path.name for path in (domain.work / "made" / "here").iterdir())
    endings = ("html", "json", "junit.xml", "md", "sarif")
    assert written == [f"triage.{ending}" for ending in endings]
    step = domain.judge({"baseline": "nowhere/run", "reports": "made/here"})
    assert step.outputs["verdict"] == "no verdict"
    assert "NO VERDICT" in (domain.work / "made" / "here" / "triage.html").read_text("utf-8")
    shutil.rmtree(domain.work / "made")


def test_a_report_that_cannot_be_shown_changes_no_verdict(fake: Runner) -> None:
    """The summary then has what the gate said."""
    fake.program('if [ "$1" = report ]; then exit 4; fi; echo x >"$4"; echo "FAIL  it"; exit 1')
    step = fake.judge()
    assert step.outputs == {"verdict": "fail", "exit-code": "1"}
    assert step.summary == "## triage gate: fail\n\n    FAIL  it\n\n"


def test_colours_that_a_job_asks_for_hide_no_verdict(domain: Runner) -> None:
    """The first word is PASS, whatever the log would be painted with."""
    assert domain.judge(FORCE_COLOR="1").outputs == {"verdict": "pass", "exit-code": "0"}


def test_no_verdict(domain: Runner) -> None:
    """Exit code 3, with what is wrong in the summary."""
    step = domain.judge({"baseline": "nowhere/run"})
    assert step.code == 3
    assert step.outputs == {"verdict": "no verdict", "exit-code": "3"}
    assert "    NO VERDICT\n" in step.summary
    assert "    error  no baseline to compare with. nowhere/run: " in step.summary


def test_an_input_is_never_a_command(domain: Runner) -> None:
    """A value with everything that a shell would act on is a name of a file, and no more."""
    trick = "$(touch made)`touch made`\"; touch made; exit 0; #'\n"
    step = domain.judge({"policy": trick})
    assert (step.code, step.outputs["verdict"]) == (3, "no verdict")
    assert not (domain.work / "made").exists()


def test_an_empty_input_is_a_mistake(domain: Runner) -> None:
    """What was meant to hold something and does not is never a default."""
    step = domain.judge({"base": "", "rules": ""})
    assert step.outputs == {"verdict": "no verdict", "exit-code": "2"}
    assert step.code == 2
    assert "error  the input RULES is empty; leave it out, or name something." in step.log
    assert "error  the input BASE is empty" in step.summary


def test_two_candidates_are_a_mistake(domain: Runner) -> None:
    """Rules and an engine cannot both be meant."""
    step = domain.judge({"rules": "sore_throat", "engine": "python:mine:triage"})
    assert (step.code, step.outputs["verdict"]) == (2, "no verdict")


def test_the_rules_that_ship_are_not_judged_by_accident(empty: Runner) -> None:
    """In a folder that says nothing there is nothing to pass, although the command alone would."""
    step = empty.judge()
    assert step.outputs == {"verdict": "no verdict", "exit-code": "2"}
    assert step.code == 2
    assert "nothing says what to judge: no triage.toml stands in" in step.summary


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("triage.toml", "", 0),
        ("pyproject.toml", '[tool.triage]\ndomain = "."\n', 0),
        ("pyproject.toml", '[project]\nname = "tool.triage"\n', 2),
    ],
)
def test_a_configuration_says_what_to_judge(empty: Runner, file: str, text: str, code: int) -> None:
    """Either of the two files that the command reads will do; no other table does."""
    empty.program("echo PASS")
    (empty.work / file).write_text(text, encoding="utf-8")
    assert empty.judge().code == code


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("exit 0", 4),
        ("echo done", 4),
        ("echo PASSED", 4),
        ("echo FAIL", 4),
        ("echo NO VERDICT", 4),
        ("echo PASS; exit 1", 4),
        ("echo Traceback >&2; exit 1", 4),
        ("echo PASS; exit 4", 4),
        ("echo PASS; kill -9 $$", 137),
    ],
)
def test_words_and_exit_code_have_to_agree(fake: Runner, program: str, code: int) -> None:
    """A program that is not the harness, or dies on the way, has no verdict and is not green."""
    fake.program(program)
    step = fake.judge()
    assert step.code == code
    assert step.outputs == {"verdict": "no verdict", "exit-code": str(code)}


def test_without_the_program_there_is_no_verdict(fake: Runner) -> None:
    """An installation that went wrong is not green."""
    (fake.folder / "bin" / "triage").unlink()
    paths = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "triage").exists()]
    step = fake.judge(PATH=os.pathsep.join(paths))
    assert (step.code, step.outputs["verdict"]) == (127, "no verdict")


def test_a_verdict_with_waivers_is_a_pass(fake: Runner) -> None:
    """Its first word is the same."""
    fake.program("echo 'PASS WITH 2 WAIVED  mine@1.0.0'")
    assert fake.judge().outputs == {"verdict": "pass", "exit-code": "0"}


def test_what_a_vignette_says_is_no_command_to_github(fake: Runner) -> None:
    """Neither to the runner, by a line of the log, nor to the page, by one of the summary."""
    fake.program("printf 'FAIL\\n::add-mask::a\\n```\\n# A heading\\n'; exit 1")
    step = fake.judge()
    lines = step.log.splitlines()
    (stop,) = [line for line in lines if line.startswith("::stop-commands::")]
    token = stop.removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert lines.index(stop) < lines.index("::add-mask::a") < lines.index(f"::{token}::")
    assert step.summary == (
        "## triage gate: fail\n\n    FAIL\n    ::add-mask::a\n    ```\n    # A heading\n\n"
    )


def test_a_very_long_report_is_cut(fake: Runner) -> None:
    """GitHub refuses a summary above one megabyte; the verdict does not depend on it."""
    fake.program("echo FAIL; head -c 3000000 /dev/zero | tr '\\0' 'x'; exit 1")
    step = fake.judge()
    assert step.outputs == {"verdict": "fail", "exit-code": "1"}
    assert 300_000 < len(step.summary) < 1_000_000
