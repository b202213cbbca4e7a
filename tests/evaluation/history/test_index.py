"""The index is a cache: whatever becomes of it, the history is the same."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from evaluation.history import gather
from evaluation.history.folders import find_run_folders
from evaluation.history.gather import Asked, read_history
from evaluation.history.index import APPLICATION, VERSION, Index, is_free_for_index
from evaluation.runs.record import Run
from evaluation.runs.store import read_run
from tests.evaluation.history.conftest import Read, Save
from tests.evaluation.kit.outcomes import ROUTINE, URGENT, gave, gold, outcome, with_result

A = outcome("a", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
LOW = with_result(A, gave(ROUTINE))


@pytest.fixture
def three(save: Save) -> list[Path]:
    """Three runs, the second of which misses."""
    return [save("1", 1, (A,)), save("2", 2, (LOW,)), save("3", 3, (A,))]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where the index is kept."""
    return tmp_path / "index.sqlite"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the run folders that are read, as they are."""
    names: list[str] = []

    def watched(folder: Path) -> Run:
        names.append(folder.name)
        return read_run(folder)

    monkeypatch.setattr(gather, "read_run", watched)
    return names


@pytest.mark.usefixtures("three")
def test_what_has_not_changed_is_not_read_again(read: Read, save: Save, opened: list[str]) -> None:
    """The second time only the new run is opened, and the history is as if all were."""
    read()
    assert opened == ["1", "2", "3"]
    save("4", 4, (LOW,))
    opened.clear()
    by_index = read("a")
    assert opened == ["4"]
    assert by_index == read("a", place=None)


def test_a_changed_run_is_read_again(read: Read, three: list[Path], opened: list[str]) -> None:
    """Also where its size and its times are set back: what was edited is no run any more."""
    read()
    opened.clear()
    cases = three[1] / "cases.jsonl"
    status = cases.stat()
    cases.write_bytes(cases.read_bytes().replace(b'"routine"', b'"r0utine"', 1))
    os.utime(cases, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert cases.stat().st_size == status.st_size
    found = read()
    assert opened == ["2"]
    assert [unread.folder for unread in found.unread] == ["runs/2"]
    assert len(found.runs) == 2
    assert found == read(place=None)


def test_a_run_that_is_gone_is_forgotten(read: Read, three: list[Path], index: Path) -> None:
    """The index holds what stands in the folder, and nothing else."""
    read()
    three[0].rename(three[0].with_name("other"))
    assert read() == read(place=None)
    with closing(Index.read(index)) as held:
        assert {Path(name).name for name in held.folders} == {"2", "3", "other"}


BREAKS: Mapping[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"no index at all " * 100),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "scribbled over": lambda path: path.write_bytes(
        path.read_bytes()[:4096] + b"\xff" * (path.stat().st_size - 4096)
    ),
    "another version": lambda path: _edit(path, "PRAGMA user_version = 99"),
    "no tables": lambda path: _edit(path, "DROP TABLE answers"),
    "a row is gone": lambda path: _edit(path, "DELETE FROM answers WHERE run = 2"),
    "rows of no run": lambda path: _edit(path, "DELETE FROM runs WHERE id = 2"),
    "a row is edited": lambda path: _edit(
        path, "UPDATE answers SET outcome = replace(outcome, 'routine', 'urgent') WHERE run = 2"
    ),
    "a head is edited": lambda path: _edit(
        path, "UPDATE runs SET head = replace(head, '\"k\":1', '\"k\":0')"
    ),
    "a failure is hidden": lambda path: _edit(path, "UPDATE answers SET is_failing = 0"),
    "no JSON": lambda path: _edit(path, "UPDATE runs SET head = '{'"),
    "another kind of value": lambda path: _edit(path, "UPDATE runs SET folder = 7 WHERE id = 2"),
}


def _edit(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_index_changes_nothing(read: Read, index: Path, how: str) -> None:
    """It is made anew, and is whole again afterwards."""
    expected = read("a")
    BREAKS[how](index)
    assert read("a") == expected
    with closing(sqlite3.connect(index)) as connection:
        ask = connection.execute
        assert ask("PRAGMA user_version").fetchone() == (VERSION,)
        assert ask("SELECT count(*) FROM runs").fetchone() == (3,)
        assert ask("SELECT count(*) FROM answers").fetchone() == (3,)


@pytest.mark.usefixtures("three")
def test_the_file_is_replaced_as_a_whole(read: Read, save: Save, index: Path) -> None:
    """Whoever has it open goes on with what it was."""
    read()
    with index.open("rb") as file:
        before, number = index.read_bytes(), os.fstat(file.fileno()).st_ino
        save("4", 4, (LOW,))
        read()
        assert file.read() == before
    assert index.stat().st_ino != number


@pytest.mark.usefixtures("three")
def test_an_index_that_cannot_be_kept_is_done_without(read: Read, tmp_path: Path) -> None:
    """In a place where nothing can be written: no folder, a file in its way, a folder itself."""
    expected = read("a", place=None)
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    for place in ("file/index.sqlite", "folder", "/proc/no/such/index.sqlite"):
        assert read("a", place=tmp_path / place) == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "runs"]


@pytest.mark.usefixtures("three")
def test_nothing_is_left_beside_the_index(read: Read, index: Path, tmp_path: Path) -> None:
    """Neither journals nor neighbours; and what is read only is not written."""
    read()
    before = index.stat().st_mtime_ns, index.stat().st_ino
    read()
    assert (index.stat().st_mtime_ns, index.stat().st_ino) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.sqlite", "runs"]


def test_names_may_hold_anything(read: Read, save: Save, runs: Path) -> None:
    """Quotes, line breaks, half of a character pair and bytes that are no text."""
    strange = outcome("'; DROP TABLE runs; --\n\ud800\x00", gold(URGENT), gave(ROUTINE))
    save("one", outcomes=(strange,))
    (runs / "one").rename(runs / os.fsdecode(b"\xff'\n"))
    first, second = read(strange.vignette), read(strange.vignette)
    assert first == second == read(strange.vignette, place=None)
    assert len(first.runs) == len(first.seen) == 1


def test_an_index_is_told_from_other_files(tmp_path: Path) -> None:
    """Nothing of anybody else's is ever taken for one, which would be written over."""
    place = tmp_path / "file"
    assert is_free_for_index(place)
    place.write_bytes(b"")
    assert is_free_for_index(place)
    place.write_bytes(b"a text")
    assert not is_free_for_index(place)
    place.unlink()
    _edit(place, "CREATE TABLE theirs (x)")
    assert not is_free_for_index(place)
    _edit(place, f"PRAGMA application_id = {APPLICATION}")
    assert is_free_for_index(place)
    assert not is_free_for_index(tmp_path)


READ = """\
import sys
from pathlib import Path
from evaluation.history.folders import find_run_folders
from evaluation.history.gather import Asked, read_history
for _ in range(20):
    found = find_run_folders(Path("runs"))
    told = read_history(found, Asked(domain="knee", vignette="a"), Path(sys.argv[1]))
    steps = [step.comparison.endpoints[0].newly_failing for step in told.steps]
    print(told.runs, told.seen, steps, told.unread)
    if sys.argv[2] == "deletes":
        Path(sys.argv[1]).unlink(missing_ok=True)
"""


@pytest.mark.usefixtures("three")
def test_several_at_once_do_not_hurt_each_other(index: Path, runs: Path) -> None:
    """Two that read, and one that deletes the index over and over: all see the same history."""
    project = str(Path(gather.__file__).parents[2])
    started = [
        subprocess.Popen(
            [sys.executable, "-c", READ, str(index), how],
            cwd=runs.parent,
            env={**os.environ, "PYTHONPATH": project, "PYTHONHASHSEED": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for how in ("reads", "reads", "deletes")
    ]
    said = [process.communicate(timeout=60) for process in started]
    assert [err for _, err in said] == ["", "", ""]
    lines = {line for out, _ in said for line in out.splitlines()}
    assert len(lines) == 1
    found = read_history(find_run_folders(runs), Asked(domain="knee", vignette="a"), None)
    assert len(found.runs) == 3
