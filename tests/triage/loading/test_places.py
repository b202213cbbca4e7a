"""What stands at a path: something or nothing, a folder or something else, and since when."""

import os
from pathlib import Path

import pytest

from triage.loading.nodes import is_there, require_folder, stamp
from triage.loading.problems import LoadError

NAMES = ["a\0", "a" * 5_000]
"""Names that nothing can have."""


@pytest.fixture
def things(tmp_path: Path) -> dict[str, Path]:
    """A file, a folder, links to both, a link that leads nowhere, and nothing."""
    found = {name: tmp_path / name for name in ("file", "folder", "nothing")}
    found["file"].write_text("abc", encoding="utf-8")
    found["folder"].mkdir()
    for name in list(found):
        found[f"link to {name}"] = tmp_path / f"link-{name}"
        found[f"link to {name}"].symlink_to(found[name])
    return found


def test_whatever_has_the_name_is_there(things: dict[str, Path]) -> None:
    """A link that leads nowhere is there too: somebody meant something by it."""
    there = {name for name, path in things.items() if is_there(path)}
    assert there == set(things) - {"nothing"}


def test_only_a_folder_is_a_folder(things: dict[str, Path]) -> None:
    """By itself or behind a link; anything else is told with its place."""
    refused: dict[str, str] = {}
    for name, path in things.items():
        try:
            require_folder(path)
        except LoadError as error:
            refused[name] = str(error)
    assert refused == {
        "nothing": f"{things['nothing']}: no such folder.",
        **{
            name: f"{things[name]}: something else stands where a folder is needed."
            for name in ("file", "link to file", "link to nothing")
        },
    }


@pytest.mark.parametrize("name", NAMES, ids=["null", "long"])
def test_a_name_that_nothing_can_have_is_nothing(name: str) -> None:
    """It is not there, has no stamp, and crashes nothing."""
    path = Path(name)
    assert not is_there(path)
    assert stamp(path) == (0, 0)
    with pytest.raises(LoadError):
        require_folder(path)


class TestStamps:
    """A stamp changes when a file does."""

    def test_where_nothing_stands_it_is_zeros(self, things: dict[str, Path]) -> None:
        """A link that leads nowhere has none either."""
        assert stamp(things["nothing"]) == stamp(things["link to nothing"]) == (0, 0)

    def test_it_is_that_of_the_file_behind_a_link(self, things: dict[str, Path]) -> None:
        """The content counts, not how it is reached."""
        assert stamp(things["link to file"]) == stamp(things["file"])
        assert stamp(things["file"]) != (0, 0)

    def test_a_read_leaves_it(self, things: dict[str, Path]) -> None:
        """Only a change changes it."""
        before = stamp(things["file"])
        things["file"].read_bytes()
        assert stamp(things["file"]) == before

    def test_another_size_or_time_changes_it(self, things: dict[str, Path]) -> None:
        """Either is enough."""
        file = things["file"]
        os.utime(file, ns=(1, 1_000_000))
        seen = {stamp(file)}
        file.write_text("abcd", encoding="utf-8")
        os.utime(file, ns=(1, 1_000_000))
        seen.add(stamp(file))
        os.utime(file, ns=(1, 2_000_000))
        seen.add(stamp(file))
        assert len(seen) == 3
