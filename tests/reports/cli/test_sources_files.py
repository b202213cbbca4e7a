"""`triage sources -o FILE`: the trace for spreadsheets and for machines."""

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from tests.evaluation.trace.kettle import write_kettle
from tests.reports.cli.command import Triage

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)")


@pytest.fixture
def kettle(tmp_path: Path) -> Triage:
    """The command in the folder of the made-up domain."""
    write_kettle(tmp_path)
    (tmp_path / "triage.toml").write_text('domain = "."\n', encoding="utf-8")
    return Triage(tmp_path)


def rows_of(file: Path) -> list[list[str]]:
    """The rows of a file."""
    return list(csv.reader(io.StringIO(file.read_bytes().decode(), newline="")))


def test_several_files_are_written_in_their_formats(kettle: Triage) -> None:
    """By the ending of each, whatever its case; what is printed stays the same."""
    plain = kettle("sources")
    done = kettle("sources", "-o", "trace.csv", "--output", "trace.JSON")
    assert done == plain
    header, *rows = rows_of(kettle.folder / "trace.csv")
    data = json.loads((kettle.folder / "trace.JSON").read_text(encoding="utf-8"))
    assert header[:3] == ["kind", "id", "group"]
    assert [row[:4] for row in rows] == [
        [node["kind"], node["id"], node["group"], node["text"]] for node in data["trace"]
    ]
    assert len(rows) == 25


def test_a_file_that_stood_there_is_replaced(kettle: Triage) -> None:
    """Twice the same gives the same bytes, with line feeds on every system."""
    file = kettle.folder / "trace.csv"
    file.write_text("old\n" * 1_000, encoding="utf-8")
    kettle("sources", "-o", "trace.csv")
    first = file.read_bytes()
    kettle("sources", "-o", "trace.csv")
    assert file.read_bytes() == first
    assert b"old\n" not in first
    assert b"\r" not in first
    assert first.endswith(b"\n")


def test_a_file_is_written_where_gaps_fail(kettle: Triage) -> None:
    """The trace is what whoever closes them needs."""
    rules = kettle.folder / "rules" / "0.1.0.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("at_least: 10", "at_least: 20"), encoding="utf-8")
    done = kettle("sources", "-o", "trace.csv")
    gaps = {row[1]: row[-1] for row in rows_of(kettle.folder / "trace.csv") if row[-1]}
    assert done.code == 1
    assert gaps.pop("id") == "gaps"
    assert gaps == {
        "old-leak": (
            "rule_never_fires: NO REASON GIVEN; rule_without_near_miss: NO REASON GIVEN; "
            "rule_without_unknown: NO REASON GIVEN; rule_removal_unnoticed: NO REASON GIVEN"
        )
    }


@pytest.mark.parametrize("formula", [*FORMULAS, '=HYPERLINK("http://x","y")', '"=1+1"'])
def test_no_cell_is_a_formula(kettle: Triage, formula: str) -> None:
    """A title or paraphrase that a spreadsheet would compute is told apart by a quote."""
    library = kettle.folder / "library" / "kettles.yaml"
    text = library.read_text(encoding="utf-8")
    evil = text.replace("title: A kettle, chalky", f"title: {json.dumps(formula)}")
    library.write_text(evil, encoding="utf-8")
    inventory = kettle.folder / "sources" / "TIP.yaml"
    text = inventory.read_text(encoding="utf-8")
    inventory.write_text(text.replace('"Old: look."', json.dumps(formula)), encoding="utf-8")
    done = kettle("sources", "-o", "trace.csv", "-o", "trace.json")
    rows = rows_of(kettle.folder / "trace.csv")
    texts = {row[1]: row[3] for row in rows}
    kept = f"'{formula}"
    assert (done.code, done.err) == (0, "")
    assert (texts["chalky"], texts["TIP L2.1"]) == (kept, kept)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    data = json.loads((kettle.folder / "trace.json").read_text(encoding="utf-8"))
    assert [n["text"] for n in data["trace"] if n["id"] in {"chalky", "TIP L2.1"}] == [formula] * 2


def test_a_reason_may_hold_whatever_breaks_rows(kettle: Triage) -> None:
    """Commas, quotes and line breaks stay within their cell; no line of it is a formula."""
    rules = kettle.folder / "rules" / "0.1.0.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("[TIP L2, MAN L3.2]", "[TIP L2]"), encoding="utf-8")
    reason = 'a "b", c\n=1+1'
    entry = f"{{gap: demand_without_rule, of: MAN L3.2 leak, reason: {json.dumps(reason)}}}"
    (kettle.folder / "sources" / "gaps.yaml").write_text(f"gaps:\n  - {entry}\n", encoding="utf-8")
    done = kettle("sources", "-o", "trace.csv")
    rows = rows_of(kettle.folder / "trace.csv")
    assert (done.code, done.err) == (0, "")
    assert {len(row) for row in rows} == {10}
    assert [row[-1] for row in rows[1:] if row[-1]] == [
        f"demand_without_rule: {reason.replace('=', chr(39) + '=')}"
    ]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("trace.txt", 'trace.txt: no format is known for ".txt"; allowed: .csv, .json.'),
        ("trace", 'trace: no format is known for ""; allowed: .csv, .json.'),
        (".csv", '.csv: no format is known for ""; allowed: .csv, .json.'),
        ("", '.: no format is known for ""; allowed: .csv, .json.'),
        (
            "nowhere/trace.csv",
            "nowhere/trace.csv: there is no folder nowhere to write it into.",
        ),
        (
            "triage.toml/trace.csv",
            "triage.toml/trace.csv: there is no folder triage.toml to write it into.",
        ),
        ("folder.csv", "folder.csv: cannot be written: Is a directory."),
    ],
)
def test_a_file_that_cannot_be_written_is_wrong_usage(
    kettle: Triage, file: str, message: str
) -> None:
    """Exit code 2, and nothing printed but why."""
    (kettle.folder / "folder.csv").mkdir()
    done = kettle("sources", "-o", file)
    assert (done.code, done.out, done.err) == (2, "", f"error  {message}\n")


def test_a_wrong_file_is_found_before_any_is_written(kettle: Triage) -> None:
    """All names are looked at first."""
    done = kettle("sources", "-o", "trace.csv", "-o", "trace.txt")
    assert done.code == 2
    assert not (kettle.folder / "trace.csv").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_library_with_any_name_can_be_written_down(kettle: Triage) -> None:
    """A folder whose name is no text is no fault of the harness."""
    name = os.fsdecode(b"lib\xff")
    (kettle.folder / "library").rename(kettle.folder / name)
    done = kettle("sources", "--vignettes", name, "-o", "trace.json")
    assert (done.code, done.err) == (0, "")
    data = json.loads((kettle.folder / "trace.json").read_text(encoding="utf-8"))
    assert data["library"].startswith("lib")
