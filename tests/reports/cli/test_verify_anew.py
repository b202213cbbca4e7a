"""Every file of a report is made once more from its facts, and compared byte by byte."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reports.cli import report_files
from reports.cli.outputs import FORMATS, Rendering
from reports.sign.carried import carried
from tests.reports.cli.command import START, Triage
from tests.reports.cli.small_report import AUDIT, EVERY, flip, write_small
from tests.reports.kit.audits import failing_audit
from triage.version import __version__

HIDE = (
    "import importlib.util as util; find = util.find_spec; "
    "util.find_spec = lambda name, *more: None if name == '{}' else find(name, *more); "
)


@pytest.fixture
def small(tmp_path: Path) -> Triage:
    """The command in a folder with a small report in every format."""
    write_small(tmp_path)
    return Triage(tmp_path)


def states(triage: Triage, *names: str) -> dict[str, str]:
    """What became of each file that was to be made once more."""
    data = json.loads(triage("verify", *names, "--json").out)
    return {f["of"]: f["state"] for f in data["findings"] if f["what"] == "rendered anew"}


def test_every_format_is_made_once_more_from_the_facts(small: Triage) -> None:
    """As it is written it is the same; also with the short ending of a page."""
    shutil.copy(small.folder / "report.html", small.folder / "page.htm")
    others = {*EVERY, "page.htm"} - {"report.json"}
    assert states(small, *EVERY, "page.htm") == dict.fromkeys(others, "same")
    done = small("verify", *EVERY)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"UNCHANGED  {', '.join(EVERY)}\n")


def test_both_forms_of_sarif_are_what_the_facts_give(tmp_path: Path) -> None:
    """With and without what a waiver lets pass; no third one is."""
    audit = replace(failing_audit(), version=__version__)
    forms = [FORMATS[".sarif"](Rendering(audit, with_waived=form)) for form in (False, True)]
    assert forms[0] != forms[1]
    (tmp_path / "report.json").write_bytes(FORMATS[".json"](Rendering(audit)))
    for name, content in (("a.sarif", forms[0]), ("b.sarif.json", forms[1]), ("c.sarif", b"{}")):
        (tmp_path / name).write_bytes(content)
    found = states(Triage(tmp_path), "report.json", "a.sarif", "b.sarif.json", "c.sarif")
    assert found == {"a.sarif": "same", "b.sarif.json": "same", "c.sarif": "differs"}


def test_a_changed_byte_of_any_format_is_named(small: Triage) -> None:
    """In the middle of each file, where nothing but the facts tells what should stand."""
    for name in set(EVERY) - {"report.json"}:
        flip(small.folder / name)
    done = small("verify", *EVERY, "--json")
    found = json.loads(done.out)["findings"]
    differing = {f["of"] for f in found if f["state"] == "differs"}
    assert (done.code, differing) == (1, set(EVERY) - {"report.json"})


def test_files_that_nothing_proves_are_not_unchanged(small: Triage) -> None:
    """A table alone, a PDF alone, an ending that no report has: only what holds is named so."""
    done = small("verify", "report.csv", "report.pdf", "report.html")
    assert (done.code, done.err) == (3, "")
    heads = ["NOT VERIFIED  report.csv, report.pdf", "UNCHANGED  report.html"]
    assert done.out.splitlines()[:2] == heads
    assert "its keywords are only claims" in done.out
    (small.folder / "x.zip").write_bytes(b"PK")
    done = small("verify", "report.json", "x.zip")
    assert done.code == 3
    assert done.out.splitlines()[:2] == ["NOT VERIFIED  x.zip", "UNCHANGED  report.json"]
    assert "no report is written with such an ending" in done.out


def test_a_pdf_of_nothing_but_keywords_is_no_report(small: Triage) -> None:
    """Copied from a real one they are right, and still prove nothing."""
    forged = small.folder / "report.pdf"
    keywords = forged.read_bytes().partition(b"<pdf:Keywords>")[2].partition(b"<")[0]
    forged.write_bytes(b"%PDF-1.7\n<pdf:Keywords>" + keywords + b"</pdf:Keywords>\n%%EOF\n")
    assert states(small, "report.json", "report.pdf") == {"report.pdf": "differs"}
    done = small("verify", "report.pdf")
    assert (done.code, done.out.splitlines()[0]) == (3, "NOT VERIFIED  report.pdf")


@pytest.mark.parametrize(
    ("package", "name", "extra"),
    [("typst", "report.pdf", "pdf"), ("pyarrow", "report.parquet", "scale")],
)
def test_without_its_extra_a_file_is_not_checked(
    small: Triage, package: str, name: str, extra: str
) -> None:
    """Which says how to get it; all else is checked."""
    done = small("verify", *EVERY, start=HIDE.format(package) + START)
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith(f"NOT VERIFIED  {name}\nUNCHANGED  ")
    assert f"pip install 'triage-harness[{extra}]'" in done.out


def test_facts_that_make_no_file_end_no_verification(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts made by hand may lead anywhere: that is said in a line, and proves nothing."""

    def fails(_: Rendering) -> bytes:
        raise KeyError("moon")

    monkeypatch.setattr(report_files, "FORMATS", {".csv": fails})
    with report_files.rendering([carried("a.csv", b"")]) as renders:
        assert renders("a.csv", AUDIT) == "the facts make no such file (KeyError)"
