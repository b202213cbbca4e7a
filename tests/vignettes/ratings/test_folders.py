"""Folders of ratings: a file for each rater, and nothing that could be overlooked."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from triage.vocabulary import Vocabulary
from vignettes.ratings import Ratings, read_ratings

if TYPE_CHECKING:
    from tests.vignettes.conftest import Write
    from tests.vignettes.ratings.conftest import ProblemsOf, ReadFolder


def test_raters_stand_in_the_order_of_their_files(
    read_folder: "ReadFolder", rater_text: str
) -> None:
    """Whatever they are called."""
    other = rater_text.replace("reader-1", "aaa")
    found = read_folder(b=other, a=rater_text)
    assert found is not None
    assert [rater.id for rater in found.raters] == ["reader-1", "aaa"]
    assert found.adjudications == {}


def test_without_a_folder_there_are_no_ratings(tmp_path: Path, toaster: Vocabulary) -> None:
    """A library that nobody rated has none; an empty folder has nobody's."""
    assert read_ratings(tmp_path / "none", toaster) is None
    assert read_ratings(tmp_path, toaster) == Ratings(raters=(), adjudications={})


@pytest.mark.parametrize("name", ["r.yml", "r.yaml.bak", "r.json", "r"])
def test_a_file_that_is_neither_ratings_nor_a_note_is_an_error(
    problems_of_folder: "ProblemsOf", write: "Write", rater_text: str, name: str
) -> None:
    """A rater whose file was renamed must not vanish unseen; other mistakes are told with it."""
    write(f"r/{name}", rater_text)
    write("r/readme.md", "Who rated, and how.")
    write("r/.hidden", "Nothing.")
    assert problems_of_folder(a="", z=rater_text) == [
        "r/a.yaml: the file is empty.",
        f"r/{name}: neither ratings (.yaml) nor a note (.md); the folder holds nothing else.",
    ]


def test_a_folder_among_ratings_is_an_error(
    problems_of_folder: "ProblemsOf", write: "Write", rater_text: str
) -> None:
    """Its files would not be read, whatever it is called."""
    write("r/more/s.yaml", rater_text)
    write("r/other.yaml/s.yaml", rater_text)
    assert problems_of_folder(z=rater_text) == [
        "r/more: neither ratings (.yaml) nor a note (.md); the folder holds nothing else.",
        "r/other.yaml: Is a directory.",
    ]


def test_something_else_in_place_of_the_folder_is_an_error(
    problems_of_folder: "ProblemsOf", write: "Write", tmp_path: Path
) -> None:
    """A file, or a link that leads nowhere, is not a library that nobody rated."""
    problem = f"{tmp_path / 'r'}: something else stands where a folder is needed."
    file = write("r", "")
    assert problems_of_folder() == [problem]
    file.unlink()
    file.symlink_to("none")
    assert problems_of_folder() == [problem]


def test_a_rater_has_one_file(problems_of_folder: "ProblemsOf", rater_text: str) -> None:
    """The same rater in two files would be counted as agreeing with themselves."""
    assert problems_of_folder(a=rater_text, b=rater_text) == [
        'r/b.yaml: rater: "reader-1" is the rater of r/a.yaml too.'
    ]
