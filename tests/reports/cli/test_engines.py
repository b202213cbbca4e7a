"""Engines on the command line: how they are named, and how often they are asked."""

import json
from pathlib import Path

import pytest

from evaluation.runs.store import read_run
from tests.reports.cli.accepting import APPROVE, write_toes
from tests.reports.cli.command import Done, Triage

LONG = "a" * 300
CHANGING = """
COUNT = {}

def ask(request):
    patient = str((request["present"], request["absent"], request["numbers"]))
    COUNT[patient] = COUNT.get(patient, 0) + 1
    return {"disposition": "today", "red_flags": [], "reason": str(COUNT[patient])}
"""
FORMS = (
    "Allowed: python:MODULE:FUNCTION, command:PROGRAM ARGUMENTS, http://HOST/PATH, "
    "predictions:FILE, or an engine file (.yaml)."
)


def said(done: Done) -> tuple[int, str]:
    """The exit code, and the error in one line."""
    return done.code, " ".join(done.err.split())


def checks_of(done: Done) -> dict[str, dict[str, object]]:
    """The checks of a verdict in JSON, by name."""
    return {check["name"]: check for check in json.loads(done.out)["checks"]}


@pytest.fixture
def toes(tmp_path: Path) -> Triage:
    """A small domain with an engine that wants to be asked three times."""
    toes = write_toes(tmp_path)
    (toes.folder / "mine.py").write_text(CHANGING, encoding="utf-8")
    (toes.folder / "mine.yaml").write_text(
        "# ours\n---\nengine: Mine\nrun: python:mine:ask\ndeterministic: false\nrepeat: 3\n",
        encoding="utf-8",
    )
    return toes


MISNAMED = {
    "mine.py": '"mine.py" names no engine. Did you mean "python:mine:FUNCTION"? ' + FORMS,
    "mine:ask": '"mine:ask" names no engine. Did you mean "python:mine:ask"? ' + FORMS,
    "toes": '"toes" names no engine. ' + FORMS,
    "rules/0.1.0.yaml": ('"rules/0.1.0.yaml" is no engine file: its first key is not "engine".'),
}


def test_what_is_no_engine_is_told_with_the_forms_of_one(toes: Triage) -> None:
    """As an option, in the environment and in the configuration: one error of wrong usage."""
    done = toes.each([("gate", "--engine", named) for named in MISNAMED])
    assert {words.rpartition(" ")[2]: said(each) for words, each in done.items()} == {
        named: (2, f"error {message}") for named, message in MISNAMED.items()
    }
    message = f"error {MISNAMED['mine.py']}"
    assert said(toes("evaluate", env={"TRIAGE_ENGINE": "mine.py"})) == (2, message)
    (toes.folder / "triage.toml").write_text('domain = "."\nengine = "mine.py"\n', encoding="utf-8")
    assert said(toes("evaluate")) == (2, message)


def test_files_that_cannot_be_read_are_mistakes_of_the_user(triage: Triage) -> None:
    """Too long a name, a loop of links, no right to read: one clear error, and no fault of ours."""
    (triage.folder / "loop").symlink_to("loop")
    (triage.folder / "loop.yaml").symlink_to("loop.yaml")
    (triage.folder / "refusing.yaml").symlink_to("/proc/self/mem")
    done = triage.each(
        [
            ("gate", f"{LONG}.yaml"),
            ("gate", "--engine", f"{LONG}.yaml"),
            ("gate", "--engine", "loop.yaml"),
            ("gate", "--engine", "refusing.yaml"),
            ("evaluate", "--engine", "command:./loop"),
            ("evaluate", "--engine", f"predictions:{LONG}.csv"),
        ]
    )
    assert {words[-12:]: each.code for words, each in done.items()} == {
        words[-12:]: 3 for words in done
    }
    for each in done.values():
        assert each.err.startswith("error  ")
        assert each.err.count("\n") == 1
    assert "Too many levels of symbolic links" in done["evaluate --engine command:./loop"].err


def test_an_engine_file_says_how_often_it_is_asked(toes: Triage) -> None:
    """Without an option as often as it says, and else as often as the option says."""
    assert toes("evaluate", "--engine", "mine.yaml", "--save", "run").code == 0
    assert toes("evaluate", "--engine", "mine.yaml", "--repeat", "1", "--save", "once").code == 0
    run, once = (read_run(toes.folder / name) for name in ("run", "once"))
    assert (run.record.repeat, once.record.repeat) == (3, 1)
    assert {len(outcome.repeats) for outcome in run.outcomes} == {3}


def test_an_engine_that_is_asked_several_times_passes_its_own_gate(toes: Triage) -> None:
    """A pipeline has no option to say so: accepted and judged are asked as often."""
    engine = ("--engine", "mine.yaml")
    assert toes(*APPROVE, *engine).code == 0
    declared = checks_of(toes("gate", *engine, "--json"))["declared"]
    assert declared["holds"] is True
    declared = checks_of(toes("gate", *engine, "--repeat", "1", "--json"))["declared"]
    assert declared["holds"] is False


def test_a_stored_run_is_accepted_as_it_was_asked(toes: Triage) -> None:
    """How often to ask is nothing to be said of a run that is there."""
    done = toes(*APPROVE, "run", "--repeat", "1")
    assert done.code == 2
    assert "leave out the run, or --rules, --engine, --vignettes and --repeat." in said(done)[1]


def test_the_patients_can_be_written_down_and_answered_elsewhere(toes: Triage) -> None:
    """As the page on engines says: `tee` keeps the requests, and a batch answers them later."""
    asked = toes("evaluate", "--engine", "command:tee requests.jsonl")
    assert asked.code == 0
    lines = (toes.folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    requests = [json.loads(line) for line in lines]
    answers = [
        {"id": request["id"], "disposition": "today", "red_flags": []} for request in requests
    ]
    text = "".join(f"{json.dumps(answer)}\n" for answer in answers)
    (toes.folder / "answers.jsonl").write_text(text, encoding="utf-8")
    done = toes("evaluate", "--engine", "predictions:answers.jsonl", "--save", "run")
    assert done.code == 0
    run = read_run(toes.folder / "run")
    assert len(run.outcomes) == len(requests) > 0
    assert all(outcome.is_ok for outcome in run.outcomes)
    assert run.record.faults == ()
