"""What keeps the gate from a verdict: always exit code 3, one message, and never a traceback."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from evaluation.baselines.store import REMEDY, read_baseline
from evaluation.domain import baseline_folder, policy_file
from evaluation.runs.store import start_run
from tests.reports.cli.command import Done, Edit, Triage

Spoil = Callable[[Path], object]


def assert_no_verdict(done: Done, said: str) -> None:
    """Exit code 3, a clear message, no traceback, and nothing like a pass."""
    assert done.code == 3
    assert done.out in {"", "NO VERDICT\n"}
    assert said in done.err
    assert done.err.startswith("error  ")
    assert "Traceback" not in done.err
    assert "internal error" not in done.err


def test_something_that_is_not_there_gives_no_verdict(triage: Triage) -> None:
    """A name that leads nowhere is never a pass and never a regression."""
    table = {
        ("nonsense",): "nonsense: no such rule set or rule file.",
        ("knee@9.9.9",): "knee@9.9.9: no such rule set",
        ("nowhere.yaml",): "nowhere.yaml: No such file or directory.",
        ("git:nowhere:rules.yaml",): "git:nowhere:rules.yaml",
        ("--baseline", "nonsense"): "nonsense",
        ("--baseline", "nowhere/run"): "no baseline to compare with. nowhere/run: ",
        ("--vignettes", "nowhere"): "nowhere: no such file or folder.",
        ("--policy", "nowhere.yaml"): "nowhere.yaml: No such file or directory.",
    }
    found = triage.each(("gate", *arguments) for arguments in table)
    for done, said in zip(found.values(), table.values(), strict=True):
        assert_no_verdict(done, said)
        assert done.err.count("\n") == 1


def test_a_file_of_waivers_that_is_not_there_gives_no_verdict(triage: Triage) -> None:
    """A file that was named is meant, also if nobody needs a waiver today."""
    assert_no_verdict(triage("gate", "--waivers", "nowhere.yaml"), "nowhere.yaml")


def test_a_broken_rule_file_gives_no_verdict(triage: Triage, mine: Path) -> None:
    """The mistake is named with its place in the file."""
    title, disposition = "    title: Fever\n", "    disposition: urgent\n"
    table = {
        ("when: fever", "when: fevr"): 'unknown finding "fevr". Did you mean "fever"?',
        (title, ""): 'the key "title" is missing.',
        (title + disposition, title): 'the key "disposition" is missing.',
        ("version: 1.2.0", "version: yes"): "yes is a boolean",
        ("rules:\n", "rules: [\n"): "not valid YAML",
        ("ruleset: knee", "ruleset: kn/ee"): '"kn/ee" is no id',
    }
    text = mine.read_text(encoding="utf-8")
    files = [f"broken-{number}.yaml" for number in range(len(table))]
    for file, (old, new) in zip(files, table, strict=True):
        assert old in text
        (triage.folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = triage.each(("gate", file) for file in files)
    for each, file, said in zip(done.values(), files, table.values(), strict=True):
        assert_no_verdict(each, said)
        assert each.err.startswith(f"error  {file}:")


def test_an_empty_library_gives_no_verdict(triage: Triage) -> None:
    """Nothing measured is no verdict: no file, no vignette, no content."""
    table = {"no-file": None, "no-vignette": "vignettes: []\n", "blank": ""}
    for name, content in table.items():
        (triage.folder / name).mkdir()
        if content is not None:
            (triage.folder / name / "v.yaml").write_text(content, encoding="utf-8")
    done = triage.each(("gate", "--vignettes", name) for name in table)
    for each, name in zip(done.values(), table, strict=True):
        assert_no_verdict(each, f"error  {name}")


def test_a_broken_vignette_gives_no_verdict(triage: Triage, library: Path, edit: Edit) -> None:
    """A library that does not load is not measured at all."""
    edit(library / "F06-fever.yaml", "    kind: canonical\n", "")
    assert_no_verdict(triage("gate", "--vignettes", "library"), 'the key "kind" is missing.')


def replacing(file: str, old: str, new: str) -> Spoil:
    """Spoils one text of a file of a run, or of the record beside it."""

    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


RUN: dict[str, Spoil] = {
    "head-edited": replacing("run.json", '"engine": "knee@1.1.0"', '"engine": "knee@1.0.0"'),
    "unfinished": replacing("run.json", '"status": "finished"', '"status": "started"'),
    "foreign": replacing("run.json", '"schema": "triage-run/', '"schema": "triage-run/9'),
    "damaged": replacing("run.json", "{\n", ""),
    "bytes": lambda folder: (folder / "run.json").write_bytes(b"\xff"),
    "a-list": lambda folder: (folder / "run.json").write_text("[]", encoding="utf-8"),
    "no-head": lambda folder: (folder / "run.json").unlink(),
    "cases-edited": replacing("cases.jsonl", '"emergency"', '"routine"'),
    "other-cases": replacing("cases.jsonl", '"status":"ok"', '"status":"meh"'),
    "no-footer": replacing("cases.jsonl", '{"footer"', '{"feeter"'),
    "empty-cases": lambda folder: (folder / "cases.jsonl").write_text("", encoding="utf-8"),
    "no-cases": lambda folder: (folder / "cases.jsonl").unlink(),
    "no-folder": shutil.rmtree,
}
RECORD: dict[str, Spoil] = {
    "record-edited": replacing("accepted.json", "The maintainers", "The management"),
    "record-merged": replacing("accepted.json", "{", "<<<<<<< ours\n{"),
    "no-record": lambda folder: (folder / "accepted.json").unlink(),
    "later-record": replacing("accepted.json", "triage-baseline/1", "triage-baseline/9"),
}


def run_folder(baseline: Path) -> Path:
    """The accepted run itself."""
    return next(path for path in baseline.iterdir() if path.is_dir())


def test_a_baseline_that_is_not_as_it_was_accepted_gives_no_verdict(triage: Triage) -> None:
    """Unfinished, edited, damaged or gone: every hash is checked, and nothing else is trusted."""
    for name, spoil in {**RUN, **RECORD}.items():
        place = shutil.copytree(baseline_folder("knee"), triage.folder / name)
        spoil(run_folder(place) if name in RUN else place)
    done = triage.each(("gate", "--baseline", f"./{name}") for name in {**RUN, **RECORD})
    for each, name in zip(done.values(), {**RUN, **RECORD}, strict=True):
        assert_no_verdict(each, f"error  no baseline to compare with. {name}")
        assert each.err.count("\n") == 1


def test_a_run_that_is_not_as_it_was_written_gives_no_verdict(triage: Triage) -> None:
    """The same for a run that is named without an approval."""
    for name, spoil in RUN.items():
        spoil(shutil.copytree(run_folder(baseline_folder("knee")), triage.folder / name))
    done = triage.each(("gate", "--baseline", f"./{name}") for name in RUN)
    for each, name in zip(done.values(), RUN, strict=True):
        assert_no_verdict(each, f"error  no baseline to compare with. {name}")
        assert each.err.count("\n") == 1


def test_without_a_baseline_it_is_said_how_to_make_one(triage: Triage) -> None:
    """In the same line that says why there is none."""
    done = triage("gate", "--baseline", "nowhere/run")
    assert_no_verdict(done, "error  no baseline to compare with. nowhere/run: ")
    assert done.err.endswith(f" {REMEDY}\n")


def test_a_baseline_whose_run_was_killed_gives_no_verdict(triage: Triage) -> None:
    """It says that it has started and nothing more, and nobody takes it for a result."""
    record = replace(read_baseline(baseline_folder("knee")).run.record, finished="")
    start_run(triage.folder / "killed", record)
    done = triage("gate", "--baseline", "killed")
    assert_no_verdict(done, "no baseline to compare with. killed: the run was never finished")


def test_no_verdict_as_json_says_why(triage: Triage) -> None:
    """A machine gets the same: no verdict, the exit code, the reason."""
    done = triage("gate", "nonsense", "--json")
    data = json.loads(done.out)
    assert (done.code, data["verdict"], data["exit_code"]) == (3, "NO VERDICT", 3)
    assert data["reason"].startswith("nonsense: no such rule set or rule file.")
    assert data["checks"] == []


def test_a_policy_that_asks_for_more_vignettes_gives_no_verdict(
    triage: Triage, tmp_path: Path, edit: Edit
) -> None:
    """Too few to be a measurement is no fail."""
    shutil.copy(policy_file("knee"), tmp_path / "policy.yaml")
    edit(tmp_path / "policy.yaml", "  vignettes: 240", "  vignettes: 100000")
    done = triage("gate", "--policy", "policy.yaml")
    assert done.code == 3
    assert done.out.startswith("NO VERDICT  knee@1.1.0 against knee@1.1.0, accepted on")
    assert "\nnot measured  Enough vignettes: " in done.out
    assert "\nok  Every vignette has a result: " in done.out
