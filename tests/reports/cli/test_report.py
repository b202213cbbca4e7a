"""Reports as files: the same facts in every format, byte for byte, whoever asks and how often."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evaluation.runs.store import read_run
from tests.reports.cli.command import Triage, side_by_side

SORE_THROAT = Path(__file__).parents[2] / "domains" / "sore_throat"
FORMATS = ("html", "pdf", "md", "json", "junit.xml", "sarif", "csv", "parquet")
EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}


def outputs(stem: str, formats: tuple[str, ...] = FORMATS) -> list[str]:
    """Options that write a report in these formats."""
    return [part for ending in formats for part in ("-o", f"{stem}.{ending}")]


@pytest.fixture(scope="module")
def sore(tmp_path_factory: pytest.TempPathFactory) -> Triage:
    """The command beside the second domain, with what its reports are made of already there."""
    folder = tmp_path_factory.mktemp("reported")
    shutil.copytree(SORE_THROAT, folder / "sore_throat")
    (folder / "triage.toml").write_text('domain = "sore_throat"\n', encoding="utf-8")
    run = Triage(folder)
    old = ("--engine", "sore_throat@0.1.0")
    worse = worsened(folder)
    made = side_by_side(
        {
            "gate": lambda: run("gate", "-q", *outputs("gate"), env=EPOCH),
            "worse": lambda: run("gate", worse, "-q", "--save", "kept", *outputs("worse")),
            "old": lambda: run("evaluate", "--rules", old[1], "--save", "old"),
        }
    )
    assert {name: (done.code, done.err) for name, done in made.items()} == {
        "gate": (0, ""),
        "worse": (1, ""),
        "old": (0, ""),
    }
    return run


def worsened(folder: Path) -> str:
    """The newest rules without their first one, as a later version."""
    import yaml

    text = (SORE_THROAT / "rules" / "0.2.0.yaml").read_text(encoding="utf-8")
    rules = yaml.safe_load(text)
    del rules["rules"][0]
    rules["version"] = "0.3.0"
    (folder / "worse.yaml").write_text(yaml.safe_dump(rules, sort_keys=False), encoding="utf-8")
    return "worse.yaml"


def contents(folder: Path, stem: str, formats: tuple[str, ...] = FORMATS) -> Mapping[str, bytes]:
    """The files of a report by format."""
    return {ending: (folder / f"{stem}.{ending}").read_bytes() for ending in formats}


def test_the_same_run_gives_the_same_bytes(sore: Triage) -> None:
    """In another process, with another seed of hashes, from the folder of the run."""
    done = side_by_side(
        {
            seed: lambda seed=seed: sore(  # type: ignore[misc]
                "report", "kept", *outputs(f"seed{seed}"), env={"PYTHONHASHSEED": seed}
            )
            for seed in ("1", "2")
        }
    )
    assert {each.code for each in done.values()} == {0}
    assert contents(sore.folder, "seed1") == contents(sore.folder, "seed2")


def test_the_facts_alone_give_all_other_files(sore: Triage, tmp_path: Path) -> None:
    """From the JSON of a failing gate, far from rules and library, byte for byte."""
    shutil.copy(sore.folder / "worse.json", tmp_path / "facts.json")
    done = Triage(tmp_path)("report", "facts.json", *outputs("again"))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert contents(tmp_path, "again") == contents(sore.folder, "worse")


def test_a_gate_at_the_same_time_gives_the_same_bytes(sore: Triage) -> None:
    """SOURCE_DATE_EPOCH stands for the clock, whatever names the files have."""
    before = contents(sore.folder, "gate")
    assert sore("gate", "-q", *outputs("gate"), env=EPOCH).code == 0
    assert contents(sore.folder, "gate") == before
    times = json.loads(before["json"])["candidate"]
    assert (times["started"], times["finished"]) == ("2026-01-01T00:00:00Z",) * 2


def test_a_report_is_about_the_run_that_was_kept(sore: Triage) -> None:
    """Its digest, its vignettes and its times are those of the folder."""
    run = read_run(sore.folder / "kept")
    side = json.loads((sore.folder / "worse.json").read_text(encoding="utf-8"))["candidate"]
    assert side["digest"] == run.digest
    assert side["n"] == len(run.outcomes)
    assert side["finished"] == run.record.finished


def test_two_runs_are_compared_and_not_judged(sore: Triage) -> None:
    """The first is the baseline; without a verdict there is none in the report."""
    done = sore("report", "old", "kept", "--json")
    assert done.code == 0
    data = json.loads(done.out)
    assert data["subject"] == "comparison"
    assert data["verdict"] is None
    sides = (data["baseline"]["engine"], data["candidate"]["engine"])
    assert sides == ("sore_throat@0.1.0", "sore_throat@0.3.0")
    assert data["solved"]["difference"]["lines"]


def test_compare_and_evaluate_write_reports_too(sore: Triage) -> None:
    """With what they print as ever."""
    done = sore("compare", "old", "kept", "-o", "both.json")
    assert done.code == 0
    assert "sore_throat@0.3.0" in done.out
    assert json.loads((sore.folder / "both.json").read_text())["subject"] == "comparison"
    assert sore("evaluate", "-o", "one.json").code == 0
    one = json.loads((sore.folder / "one.json").read_text())
    assert one["subject"] == "run"
    assert one["candidate"]["command"] == "triage evaluate"


def test_without_a_file_the_report_is_markdown(sore: Triage) -> None:
    """Of the accepted run, where nothing is named."""
    done = sore("report")
    assert done.code == 0
    assert done.out.startswith("## ")
    assert "0.2.0" in done.out


def test_an_engine_that_is_no_rule_set_has_a_report(sore: Triage) -> None:
    """Nothing is proved of it, and the report says so."""
    row = "id,disposition,red_flags\n"
    vignettes = json.loads((sore.folder / "worse.json").read_text())["vignettes"]
    rows = "".join(
        f"{v['id']},{v['preferred']},{';'.join(v['red_flags'])}\n" for v in vignettes[1:]
    )
    (sore.folder / "given.csv").write_text(row + rows, encoding="utf-8")
    done = sore("evaluate", "--engine", "predictions:given.csv", *outputs("other"))
    assert (done.code, done.err) == (0, "")
    data = json.loads((sore.folder / "other.json").read_text())
    assert data["solved"] is None
    assert data["numbers"]["statuses"]["missing"] == 1
    assert "no rule set" in (sore.folder / "other.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (["-o", "x.docx"], 'x.docx: no format is known for ".docx"; allowed: .junit.xml, '),
        (["-o", "x.xml"], 'x.xml: no format is known for ".xml"; allowed: .junit.xml, '),
        (["-o", ".html"], '.html: no format is known for ""; allowed: .junit.xml, '),
        (["-o", "no/x.html"], "no/x.html: there is no folder no to write it into."),
        (["-o", "x.md", "-o", "./x.md"], "x.md: named twice; each file is written once."),
        (["-o", "sore_throat"], 'sore_throat: no format is known for ""; allowed: '),
    ],
)
@pytest.mark.parametrize("command", [["gate"], ["report"]])
def test_files_that_cannot_be_are_refused_first(
    sore: Triage, command: list[str], named: list[str], said: str
) -> None:
    """In one line, before anything is run; other files of a gate say that there is no verdict."""
    fine = sore.folder / "fine.json"
    fine.unlink(missing_ok=True)
    done = sore(*command, "-o", "fine.json", *named)
    assert done.code == 2
    assert done.err.startswith(f"error  {said}")
    assert done.err.count("\n") == 1
    assert fine.exists() is (command == ["gate"])
    assert not fine.exists() or json.loads(fine.read_text())["verdict"] == "NO VERDICT"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace('"holds": false', '"holds": true', 1), "changed"),
        (lambda text: text[: len(text) // 2], "facts.json"),
        (lambda text: text.replace("triage-report/1", "triage-report/9", 1), "triage-report/1"),
        (lambda _: "[]", "facts.json"),
        (lambda text: text.replace('"status": "ok"', '"status": 7', 1), "status"),
    ],
)
def test_facts_that_were_changed_are_no_report(
    sore: Triage, tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    """One clear line, and exit code 3: nothing that it says can be trusted."""
    text = (sore.folder / "worse.json").read_text(encoding="utf-8")
    (tmp_path / "facts.json").write_text(change(text), encoding="utf-8")
    done = Triage(tmp_path)("report", "facts.json", "-o", "x.html")
    assert done.code == 3
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing"], 2, "nothing: no run folder and no report; `triage evaluate --save DIR`"),
        (["worse.json", "kept"], 2, "worse.json: a report by itself; two runs can be compared."),
        (["kept", "worse.json"], 3, "worse.json"),
        (["sore_throat"], 3, "sore_throat"),
        (["kept", "--policy", "nowhere.yaml"], 3, "nowhere.yaml: No such file or directory."),
    ],
)
def test_what_is_no_run_is_said_so(
    sore: Triage, arguments: list[str], code: int, said: str
) -> None:
    """The name, and what would be right."""
    done = sore("report", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_gate_without_a_verdict_leaves_no_older_report(sore: Triage, tmp_path: Path) -> None:
    """Every file of a pass says NO VERDICT afterwards, or is gone."""
    for ending in FORMATS:
        shutil.copy(sore.folder / f"gate.{ending}", tmp_path / f"gate.{ending}")
    done = Triage(tmp_path)("gate", "gone.yaml", "-q", *outputs("gate"))
    assert done.code == 3
    left = {path.name.partition(".")[2] for path in tmp_path.iterdir()}
    assert left == set(FORMATS) - {"csv", "parquet"}
    for ending in left - {"pdf", "junit.xml"}:
        assert "NO VERDICT" in (tmp_path / f"gate.{ending}").read_text(encoding="utf-8")
    assert 'errors="1"' in (tmp_path / "gate.junit.xml").read_text(encoding="utf-8")
    assert (tmp_path / "gate.pdf").read_bytes() != (sore.folder / "gate.pdf").read_bytes()


def test_nor_does_one_that_was_called_wrongly(sore: Triage, tmp_path: Path) -> None:
    """Whatever stopped it: the files never look like an answer."""
    shutil.copy(sore.folder / "gate.html", tmp_path / "gate.html")
    done = Triage(tmp_path)("gate", "--base", "no-such-revision", "-o", "gate.html")
    assert done.code == 2
    assert "NO VERDICT" in (tmp_path / "gate.html").read_text(encoding="utf-8")


def test_a_time_that_is_none_is_refused(sore: Triage) -> None:
    """SOURCE_DATE_EPOCH counts seconds."""
    done = sore("gate", "-q", env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert done.code == 2
    assert "SOURCE_DATE_EPOCH is 'yesterday'; allowed: seconds since 1970" in done.err
