"""What stands where a report is to be written: older reports never mislead, other files stay."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.reports.cli.command import START, Triage, environment

SORE_THROAT = Path(__file__).parents[2] / "domains" / "sore_throat"


@pytest.fixture
def sore(tmp_path: Path) -> Triage:
    """The command beside the second domain."""
    shutil.copytree(SORE_THROAT, tmp_path / "sore_throat")
    (tmp_path / "triage.toml").write_text('domain = "sore_throat"\n', encoding="utf-8")
    return Triage(tmp_path)


@pytest.mark.parametrize(
    "named",
    [
        "sore_throat/baseline/accepted.json",
        "notes.md",
        "numbers.csv",
        "index.html",
        "policy.json",
        "other.sarif",
        "paper.pdf",
        "results.junit.xml",
        "answers.parquet",
    ],
)
def test_what_is_no_report_is_not_overwritten(sore: Triage, named: str) -> None:
    """Neither what is judged by, nor anything of somebody else; the gate does not even begin."""
    path = sore.folder / named
    if not path.exists():
        path.write_text("something of somebody's\n", encoding="utf-8")
    before = path.read_bytes()
    done = sore("gate", "-q", "-o", named)
    assert (done.code, done.out) == (2, "")
    assert f"{named}: what stands there is no report, and is not overwritten" in done.err
    assert path.read_bytes() == before


def test_reports_and_empty_files_are_replaced(sore: Triage) -> None:
    """Every format knows itself again."""
    names = [
        f"r.{e}" for e in ("html", "md", "json", "sarif", "junit.xml", "csv", "parquet", "pdf")
    ]
    outputs = [part for name in names for part in ("-o", name)]
    (sore.folder / "r.html").touch()
    for _ in range(2):
        assert sore("gate", "-q", *outputs).code == 0
    assert sore("gate", "nowhere.yaml", "-q", *outputs).code == 3
    assert sore("gate", "-q", *outputs).code == 0


def test_a_file_that_cannot_be_written_spares_no_other(sore: Triage) -> None:
    """The pass of before is gone from all that can be written."""
    assert sore("gate", "-q", "-o", "b.junit.xml").code == 0
    (sore.folder / "loop.html").symlink_to("loop.html")
    done = sore("gate", "-q", "-o", "loop.html", "-o", "b.junit.xml")
    assert done.code == 2
    assert "loop.html: cannot be looked at" in done.err
    assert 'errors="1"' in (sore.folder / "b.junit.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [["-o", "nowhere/x.html"], ["--base", ""], ["-o", "x.docx"]])
def test_nor_does_wrong_usage_leave_a_pass(sore: Triage, wrong: list[str]) -> None:
    """Also where it is the other outputs that are wrong."""
    assert sore("gate", "-q", "-o", "b.md").code == 0
    assert sore("gate", "-q", "-o", "b.md", *wrong).code == 2
    said = (sore.folder / "b.md").read_text(encoding="utf-8")
    assert "NO VERDICT" in said
    assert "has not finished" not in said  # but what was wrong


def test_a_gate_that_is_killed_leaves_no_pass(sore: Triage) -> None:
    """What stood there says so before anything is judged."""
    assert sore("gate", "-q", "-o", "b.junit.xml").code == 0
    slow = "python:slow:answer"
    code = "import time\n\n\ndef answer(_):\n    time.sleep(60)\n"
    (sore.folder / "slow.py").write_text(code, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", START, "gate", "--engine", slow, "-o", "b.junit.xml"],
        cwd=sore.folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(600):
            if 'errors="1"' in (sore.folder / "b.junit.xml").read_text(encoding="utf-8"):
                break
            time.sleep(0.05)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert "has not finished" in (sore.folder / "b.junit.xml").read_text(encoding="utf-8")


def test_a_link_to_a_table_leads_to_no_older_one(sore: Triage) -> None:
    """What the link leads to is taken away."""
    assert sore("gate", "-q", "-o", "real.csv").code == 0
    (sore.folder / "link.csv").symlink_to("real.csv")
    assert sore("gate", "nowhere.yaml", "-q", "-o", "link.csv").code == 3
    assert not (sore.folder / "real.csv").exists()


@pytest.mark.parametrize("named", ["runs.json", "trend.svg", "runs.csv"])
def test_a_history_takes_the_place_of_a_history_alone(sore: Triage, named: str) -> None:
    """Above all not of a run, which is JSON too."""
    assert [sore("history", "-o", named).code for _ in range(2)] == [0, 0]
    (sore.folder / named).write_text('{"schema": "of somebody else"}', encoding="utf-8")
    done = sore("history", "-o", named)
    assert done.code == 2
    assert "what stands there is no history, and is not overwritten" in done.err


def test_an_attestation_takes_the_place_of_no_run(sore: Triage) -> None:
    """The file that is named is looked at before anything is signed."""
    assert sore("gate", "-q", "--save", "kept", "-o", "r.json").code == 0
    assert sore("attest", "--new-key", "k.pem").code == 0
    before = (sore.folder / "kept" / "run.json").read_bytes()
    done = sore("attest", "r.json", "--key", "k.pem", "-o", "kept/run.json")
    assert done.code == 2
    assert "what stands there is no attestation" in done.err
    assert (sore.folder / "kept" / "run.json").read_bytes() == before
    for _ in range(2):
        assert sore("attest", "r.json", "--key", "k.pem", "-o", "a.intoto.jsonl").code == 0


def test_a_link_in_place_of_the_neighbour_is_not_followed(tmp_path: Path) -> None:
    """A file is written beside its place first; whoever guesses that name gains nothing."""
    from evaluation.runs.files import write_whole

    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    (tmp_path / f".report.html.{os.getpid()}").symlink_to(victim)
    write_whole(tmp_path / "report.html", "new")
    assert victim.read_text(encoding="utf-8") == "precious"
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "new"


def test_what_is_printed_is_no_command_to_github(sore: Triage) -> None:
    """Only annotations are; the name of a file is not."""
    name = "##[add-mask]x.yaml"
    shutil.copy(SORE_THROAT / "rules" / "0.1.0.yaml", sore.folder / name)
    done = sore("gate", name, "--github", env={"GITHUB_ACTIONS": "true"})
    assert done.code == 1
    assert "##[" not in done.out + done.err
    assert any(line.startswith("::error ") for line in done.out.splitlines())
