"""What a job on GitHub is told: annotations in its log, and the report in its summary."""

from pathlib import Path

import pytest

from reports.cli.github import MOST_OF_A_SUMMARY, tell_github
from reports.cli.shell import UsageError
from reports.render.annotations import render_annotations
from reports.render.markdown.page import render_markdown
from tests.reports.kit.audits import failing_audit
from tests.reports.kit.documents import large_document, small_document

AUDIT = failing_audit()
DOCUMENT = small_document()


@pytest.fixture
def summary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file of the summary of a step, as a runner names it; the checkout is beside it."""
    file = tmp_path / "step_summary_0a1b"
    checkout = tmp_path / "checkout"
    (checkout / "sub").mkdir(parents=True)
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(checkout))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    return file


def test_the_log_has_annotations_and_the_summary_the_report(
    summary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary has all sections; the log has nothing but commands."""
    tell_github(AUDIT, DOCUMENT)
    assert capsys.readouterr().out == render_annotations(AUDIT)
    assert summary.read_text(encoding="utf-8") == render_markdown(DOCUMENT, most=1_000_000)


@pytest.mark.parametrize("value", [None, "", "false", "True"])
def test_nothing_is_told_elsewhere(
    value: str | None,
    summary: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On a laptop a command prints no workflow commands and writes no file."""
    if value is None:
        monkeypatch.delenv("GITHUB_ACTIONS")
    else:
        monkeypatch.setenv("GITHUB_ACTIONS", value)
    tell_github(AUDIT, DOCUMENT)
    assert capsys.readouterr().out == ""
    assert not summary.exists()


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_summary_there_are_annotations(
    value: str | None,
    summary: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Runners that know no summary still show what is wrong."""
    if value is None:
        monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    else:
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", value)
    tell_github(AUDIT, DOCUMENT)
    assert capsys.readouterr().out.startswith("::error ")
    assert not summary.exists()


def test_what_stood_in_the_summary_stays(summary: Path) -> None:
    """Another report of the same step comes after it, as text of its own."""
    summary.write_text("before", encoding="utf-8")
    tell_github(AUDIT, DOCUMENT)
    tell_github(AUDIT, DOCUMENT)
    report = render_markdown(DOCUMENT, most=1_000_000)
    assert summary.read_text(encoding="utf-8") == f"before\n\n{report}\n\n{report}"


@pytest.mark.parametrize("taken", [0, 500_000, 950_000, 1_000_000])
def test_the_summary_keeps_to_what_github_shows(taken: int, summary: Path) -> None:
    """Together with what is in it already, no more than 1 MiB."""
    summary.write_bytes(b"x" * taken)
    tell_github(AUDIT, large_document(6_000))
    assert taken < summary.stat().st_size <= MOST_OF_A_SUMMARY < 2**20


@pytest.mark.parametrize("taken", [MOST_OF_A_SUMMARY - 100, 2**20, 2**21])
def test_a_full_summary_is_left_as_it_is(
    taken: int, summary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One byte too many and GitHub would show nothing of it; that is said."""
    summary.write_bytes(b"x" * taken)
    tell_github(AUDIT, DOCUMENT)
    assert summary.stat().st_size == taken
    told = capsys.readouterr()
    assert told.err == "note  the summary of this step is full: the report is not added to it.\n"
    assert told.out == render_annotations(AUDIT)


def test_a_summary_that_cannot_be_written_is_one_clear_error(
    summary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The annotations are there all the same."""
    summary.mkdir()
    with pytest.raises(UsageError) as raised:
        tell_github(AUDIT, DOCUMENT)
    assert str(raised.value) == (
        "GITHUB_STEP_SUMMARY: the summary cannot be written: Is a directory."
    )
    assert capsys.readouterr().out == render_annotations(AUDIT)


def test_paths_are_seen_from_the_root_of_the_checkout(
    summary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command that works in a folder of the checkout names files as GitHub does."""
    monkeypatch.chdir(summary.parent / "checkout" / "sub")
    tell_github(AUDIT, DOCUMENT)
    assert "file=sub/rules/1.1.0.yaml,line=41," in capsys.readouterr().out


def test_outside_of_the_checkout_no_file_is_named(
    summary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path that GitHub cannot know would stand beside the wrong lines."""
    monkeypatch.chdir(summary.parent)
    tell_github(AUDIT, DOCUMENT)
    assert "file=" not in capsys.readouterr().out
