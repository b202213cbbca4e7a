"""What `-o` writes: whole or not at all, wherever the command is ended."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reports.cli import settings
from reports.cli.app import app
from reports.cli.files import write_text
from reports.cli.shell import UsageError
from tests.evaluation.kit.processes import fork, killing_itself, wait
from tests.reports.cli.accepting import write_toes

KILLED = -9
OLD = "what stood there before\n"


def report(*words: str) -> None:
    """A command in this process, which says nothing."""
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    app(words)


def texts_when_killed(file: Path, write: Callable[[], object]) -> list[str]:
    """What stands in a file after its writer was killed before the n-th change of the folder.

    The last one got through. What was there before is put back each time.
    """
    found: list[str] = []
    code = KILLED
    while code == KILLED and len(found) < 50:
        file.write_text(OLD, encoding="utf-8")
        code = wait(fork(killing_itself(len(found) + 1, file.parent, write)))
        found.append(file.read_text(encoding="utf-8"))
    assert code == 0
    return found


def check_whole(texts: list[str], new: str) -> None:
    """First the old text, from one step on the new one; at some steps each."""
    change = texts.index(new)
    assert texts == [OLD] * change + [new] * (len(texts) - change)
    assert change >= 2


@pytest.fixture
def toes(tmp_path: Path) -> Iterator[Path]:
    """The folder of a small domain, as the current one, and a folder for what is written."""
    folder = write_toes(tmp_path).folder
    settings.configured.cache_clear()
    with chdir(folder):
        (folder / "out").mkdir()
        yield folder
    settings.configured.cache_clear()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trace.json", ("sources",)),
        ("trace.csv", ("sources",)),
        ("draft.yaml", ("sources", "--draft", "GUIDE", "--documents", "documents")),
    ],
    ids=["json", "csv", "draft"],
)
def test_a_report_that_is_killed_leaves_the_old_one_or_the_new(
    toes: Path, name: str, words: tuple[str, ...]
) -> None:
    """Killed before each change of a file in turn, until it gets through."""
    file = toes / "out" / name
    assert wait(fork(partial(report, *words, "-o", str(file)))) == 0
    new = file.read_text(encoding="utf-8")
    check_whole(texts_when_killed(file, partial(report, *words, "-o", str(file))), new)


def test_a_report_is_on_the_disk_before_it_has_its_name(tmp_path: Path) -> None:
    """After a power cut the name would else lead to an empty file."""
    said, names = tmp_path / "said", []

    def watched() -> None:
        flush = os.fsync

        def told(fd: Any) -> None:
            names.append("flush")
            flush(fd)

        def watch(event: str, _: tuple[object, ...]) -> None:
            if event == "os.rename":
                names.append("rename")

        os.fsync = told
        sys.addaudithook(watch)
        write_text(tmp_path / "file.csv", "new")
        said.write_text(" ".join(names), encoding="utf-8")

    assert wait(fork(watched)) == 0
    assert said.read_text(encoding="utf-8") == "flush rename flush"


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What it leads to is written, and nothing is left beside either."""
    (tmp_path / "there").mkdir()
    link, target = tmp_path / "link.csv", tmp_path / "there" / "file.csv"
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.csv", "there"]
    assert [path.name for path in target.parent.iterdir()] == ["file.csv"]


def test_what_is_no_text_is_written_as_a_question(tmp_path: Path) -> None:
    """A name of a file that is no valid UTF-8 can stand in a report; lines end as they were."""
    write_text(tmp_path / "file.csv", "a\udcffb\r\nc\n")
    assert (tmp_path / "file.csv").read_bytes() == b"a?b\r\nc\n"


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder of that name, and links in a circle: one sentence, and nothing is left."""
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "circle.csv").symlink_to(tmp_path / "circle.csv")
    for name, says in (
        ("folder.csv", "cannot be written: Is a directory."),
        ("circle.csv", "cannot be written: "),
    ):
        with pytest.raises(UsageError, match=says):
            write_text(tmp_path / name, "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle.csv", "folder.csv"]
