"""What a process is given, and how its answers find their vignettes."""

import json
import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.engines.answers import failed
from evaluation.engines.description import described
from evaluation.engines.process import ProcessEngine
from evaluation.engines.protocol import EngineKind, Request, Traits
from evaluation.outcomes import Result, Status
from tests.evaluation.engines.process.asking import ROUTINE, ask, fake, function, patients
from tests.evaluation.kit.vignettes import WORDS
from triage.loading.problems import LoadError
from triage.presentation import Presentation
from triage.truth import Answer

RECORDER = """#!/bin/sh
cat > heard.jsonl
echo "$0 $* $WITH" > started.txt
pwd >> started.txt
"""


@pytest.mark.parametrize("order", ["in-order", "in-pairs", "at-end", "backwards"])
def test_answers_find_their_vignettes_in_any_order(order: str) -> None:
    """By id alone: in turn, out of turn, and after everything was read."""
    asked = ask(fake(order, "abstain"), patients(7, 2, 5))
    not_mine = Result(status=Status.ABSTAINED, reason="not my field")
    expected = {f"q-{n}": not_mine if n in {2, 5} else ROUTINE for n in range(7)}
    assert asked.results == expected
    assert asked.faults == ()


def test_a_process_is_told_of_the_patient_and_of_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each request is one line of UTF-8, without name, hash or gold; the folder is the engine's."""
    program = tmp_path / "record.sh"
    program.write_text(RECORDER, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("WITH", "its environment")
    request = Request(
        id="q-1",
        presentation=Presentation(
            {"fever": Answer.PRESENT, "locking": Answer.ABSENT}, {"age_years": 60.0}
        ),
        attributes={"sex": "female"},
        narrative="Sätze\nin zwei Zeilen.",
        vignette="F01-must-be-urgent",
        digest="sha256:1",
    )
    description = described("command:./record.sh 'two words' $HOME")
    asked = ask(replace(description, folder=tmp_path), [request])
    heard = (tmp_path / "heard.jsonl").read_text(encoding="utf-8")
    assert json.loads(heard) == {
        "id": "q-1",
        "present": ["fever"],
        "absent": ["locking"],
        "numbers": {"age_years": 60},
        "patient": {"sex": "female"},
        "narrative": "Sätze\nin zwei Zeilen.",
    }
    assert heard.count("\n") == 1
    started, where = (tmp_path / "started.txt").read_text(encoding="utf-8").splitlines()
    assert started == "./record.sh two words $HOME its environment"
    assert Path(where).samefile(tmp_path)
    assert asked.reasons == {"q-1": "the process ended (exit code 0) without an answer"}


def test_no_process_starts_for_no_request(tmp_path: Path) -> None:
    """Nothing to ask, nothing to run: even a program that is not there is no problem."""
    assert ask(replace(described("command:./missing"), folder=tmp_path), []).given == ()


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("missing-program", 'there is no program "missing-program" (a file of the same folder is'),
        ("./missing", 'there is no program "./missing".'),
        ("./plain.txt", '"./plain.txt" is not allowed to be run.'),
        ("./empty", '"./empty" is no program; a script begins with #! and its interpreter.'),
        ("./plain.txt/x", '"./plain.txt/x": Not a directory.'),
    ],
)
def test_a_command_that_cannot_be_started_is_one_error(
    command: str, message: str, tmp_path: Path
) -> None:
    """It is the user's mistake, told before anything is asked, and no result of a vignette."""
    (tmp_path / "plain.txt").write_text("no program", encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "empty").chmod(0o755)
    with pytest.raises(LoadError) as caught:
        ask(replace(described(f"command:{command}"), folder=tmp_path), patients(3))
    assert str(caught.value).startswith(f"command:{command}: cannot be started: {message}")


@pytest.mark.parametrize(
    ("script", "before", "after"),
    [
        ("exit 2", "", ""),
        (
            "echo Usage; echo 'no such option' >&2; exit 2",
            'printed no answer but "Usage"; ',
            '; its last words were "no such option"',
        ),
    ],
)
def test_a_command_that_reads_nothing_is_one_error(script: str, before: str, after: str) -> None:
    """It ended before it could know of any vignette, and did so again: none is to blame."""
    reference = f"command:sh -c {shlex.quote(script)}"
    with pytest.raises(LoadError) as caught:
        ask(described(reference), patients(400))
    message = f"{before}the process ended (exit code 2) before it read anything{after}."
    assert str(caught.value) == f"{reference}: cannot be started: {message}"


@pytest.mark.parametrize("count", [1, 2])
def test_a_command_that_reads_and_says_nothing_costs_the_vignettes(count: int) -> None:
    """It could know of them; and one that was started once only may have had bad luck."""
    command = "sh -c 'exit 2'" if count == 1 else "sh -c 'read line; exit 2'"
    asked = ask(described(f"command:{command}"), patients(count))
    reason = "the process ended (exit code 2) without an answer"
    assert asked.reasons == {f"q-{number}": reason for number in range(count)}


def test_a_folder_that_is_gone_is_one_error(tmp_path: Path) -> None:
    """The engine file's folder was moved away."""
    with pytest.raises(LoadError, match=r"cannot be started: .*No such file"):
        ask(replace(described("command:true"), folder=tmp_path / "gone"), patients(1))


def test_a_word_that_no_program_can_be_given_is_one_error() -> None:
    """A zero byte ends a word for the system."""
    with pytest.raises(LoadError, match="cannot be started: embedded null byte"):
        ask(described("command:true a\0b"), patients(1))


def test_the_label_has_the_version_where_one_is_declared() -> None:
    """Name and version as described, else the name alone."""
    plain = replace(described("command:true"), name="mine")
    assert ProcessEngine(plain, WORDS).label == "mine"
    assert ProcessEngine(replace(plain, version="2"), WORDS).label == "mine@2"
    assert ProcessEngine(plain, WORDS).traits == Traits(kind=EngineKind.COMMAND)


def prints(folder: Path, reference: str, **changes: Any) -> str:
    """The fingerprint of an engine in a folder."""
    description = replace(described(reference), folder=folder, **changes)
    return ProcessEngine(description, WORDS).fingerprint


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("reference", "file"),
    [
        ("command:python engine.py", "engine.py"),
        ("command:python -m engine --model=weights/model.bin", "weights/model.bin"),
        ("command:./run.sh", "run.sh"),
        ("python:engine:triage", "engine.py"),
        ("python:inner.engine:triage", "inner/engine.py"),
        ("python:package:triage", "package/__init__.py"),
    ],
)
def test_the_fingerprint_follows_the_files_that_are_named(
    reference: str, file: str, tmp_path: Path
) -> None:
    """Another content of such a file is another engine; another file beside it is not."""
    before = prints(written(tmp_path, {file: "1"}), reference)
    assert prints(written(tmp_path, {"beside.py": "1"}), reference) == before
    assert prints(written(tmp_path, {file: "2"}), reference) != before


def test_the_fingerprint_follows_the_description_and_not_the_place(tmp_path: Path) -> None:
    """The same engine in another folder is the same; another version is not."""
    here, there = written(tmp_path / "a", {"e.py": "1"}), written(tmp_path / "b", {"e.py": "1"})
    reference = "command:python e.py"
    assert prints(here, reference) == prints(there, reference)
    assert prints(here, reference, version="2") != prints(there, reference)


def test_the_fingerprint_is_the_same_whatever_runs_the_engine(tmp_path: Path) -> None:
    """An interpreter outside of the folder is the machine's, and no part of the engine."""
    tools, here = tmp_path / "tools", written(tmp_path / "here", {"e.py": "1"})
    reference = f"command:{tools}/run e.py"
    written(tools, {"run": "1"})
    before = prints(here, reference)
    written(tools, {"run": "2"})
    assert prints(here, reference) == before


def test_the_fingerprint_imports_nothing(tmp_path: Path) -> None:
    """The code of an engine runs in its own process only, and what has no source has no hash."""
    broken = {"inner/__init__.py": "raise SystemExit", "inner/mine.py": "raise SystemExit"}
    folder = written(tmp_path, broken)
    assert prints(folder, "python:inner.mine:f").startswith("sha256:")
    assert "inner" not in sys.modules
    none = {prints(folder, f"python:{module}:f") for module in ("sys", "missing", "missing.too")}
    assert len(none) == 3


def test_a_named_file_that_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    """A hash needs content; where there is none, or no file at all, the fingerprint differs."""
    long = "command:python " + "x" * 5000
    assert prints(tmp_path, long) != prints(tmp_path, "command:python short")
    file = written(tmp_path, {"e.py": "1"}) / "e.py"
    known = prints(tmp_path, "command:python e.py")
    file.chmod(0)
    hidden = prints(tmp_path, "command:python e.py")
    assert (hidden == known) is os.access(file, os.R_OK)


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="a file of Linux")
def test_a_named_file_that_refuses_to_be_read_has_a_fingerprint(tmp_path: Path) -> None:
    """Nothing lies at the beginning of memory, so that reading there fails."""
    refusing = prints(tmp_path, "command:python /proc/self/mem")
    assert refusing != prints(tmp_path, "command:python /proc/self/none")


def test_an_empty_function_reference_still_has_a_label(tmp_path: Path) -> None:
    """What is wrong with the function shows when it is asked, not before."""
    assert ProcessEngine(function("mine:f", tmp_path), WORDS).label == "python:mine:f"


def test_a_pass_may_follow_another() -> None:
    """Each pass has processes of its own."""
    engine = ProcessEngine(fake("in-order", "crash"), WORDS)
    first, second = (list(engine.answers(patients(2, 1))) for _ in range(2))
    crashed = failed("the process ended (exit code 3) without an answer")
    assert first == second == [("q-0", ROUTINE), ("q-1", crashed)]
