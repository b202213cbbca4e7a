"""The library: read from a folder or a file, ids unique over all files."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from triage.vocabulary import Vocabulary
from vignettes.domain import library_folder
from vignettes.library import Library, read_library

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, Read, Write

ProblemsOfLibrary = Callable[[Path], list[str]]
Several = Callable[[Iterable[str]], str]


def test_a_library_is_all_files_of_a_folder_and_of_the_folders_in_it(
    write: "Write", several: Several, toaster: Vocabulary, tmp_path: Path
) -> None:
    """Files end in .yaml or .yml, at any depth; notes may lie beside them; ids give the order."""
    write("lib/z.yaml", several(["b", "d"]))
    write("lib/deep/er/a.yml", several(["c", "a"]))
    write("lib/README.md", "no vignette")
    write("lib/.draft.txt", "no vignette")
    library = read_library(tmp_path / "lib", toaster)
    assert [vignette.id for vignette in library] == ["a", "b", "c", "d"]
    assert len(library) == 4
    assert library.by_id["c"].file == "lib/deep/er/a.yml"
    assert library.by_id["d"].line == 22


def test_a_folder_under_version_control_is_a_library(
    write: "Write", several: Several, toaster: Vocabulary, tmp_path: Path
) -> None:
    """Hidden folders, such as those of git, are no part of the library."""
    write("lib/a.yaml", several(["a"]))
    write("lib/.git/config", "no vignette")
    assert [vignette.id for vignette in read_library(tmp_path / "lib", toaster)] == ["a"]


@pytest.mark.parametrize("name", ["a.yaml.bak", "b.json", "c.YAML", "d"])
def test_a_file_that_is_neither_vignettes_nor_a_note_is_an_error(
    write: "Write",
    several: Several,
    problems_of_library: ProblemsOfLibrary,
    tmp_path: Path,
    name: str,
) -> None:
    """A file that was renamed must not take its vignettes out of the library unseen."""
    write("lib/a.yaml", several(["a"]))
    write(f"lib/{name}", several(["b"]))
    assert problems_of_library(tmp_path / "lib") == [
        f"lib/{name}: neither vignettes (.yaml) nor a note (.md); a library holds nothing else."
    ]


def test_a_link_to_a_folder_is_an_error(
    write: "Write", several: Several, problems_of_library: ProblemsOfLibrary, tmp_path: Path
) -> None:
    """It is not followed, and what it leads to would be missing."""
    write("lib/a.yaml", several(["a"]))
    write("elsewhere/b.yaml", several(["b"]))
    (tmp_path / "lib" / "more").symlink_to(tmp_path / "elsewhere")
    assert problems_of_library(tmp_path / "lib") == [
        "lib/more: a link to a folder is not followed; put the folder itself here."
    ]


def test_a_folder_that_cannot_be_seen_into_is_an_error(
    write: "Write", several: Several, problems_of_library: ProblemsOfLibrary, tmp_path: Path
) -> None:
    """It might hold vignettes."""
    write("lib/a.yaml", several(["a"]))
    closed = tmp_path / "lib" / "closed"
    closed.mkdir(mode=0o000)
    if os.access(closed, os.R_OK):
        pytest.skip("whoever runs this may see into every folder")
    try:
        assert problems_of_library(tmp_path / "lib") == ["lib/closed: Permission denied."]
    finally:
        closed.chmod(0o700)


def test_whoever_waits_is_told_of_each_file(
    write: "Write", several: Several, toaster: Vocabulary, tmp_path: Path
) -> None:
    """The function given is called once for every file."""
    for name in "abc":
        write(f"lib/{name}.yaml", several([name]))
    files: list[None] = []
    read_library(tmp_path / "lib", toaster, lambda: files.append(None))
    assert len(files) == 3


def test_a_library_may_be_a_single_file(
    write: "Write", several: Several, toaster: Vocabulary
) -> None:
    """One file is a library, whatever its name ends in."""
    library = read_library(write("mine.txt", several(["only"])), toaster)
    assert [vignette.id for vignette in library] == ["only"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nowhere", "nowhere: no such file or folder."),
        ("hollow", "hollow: no vignette stands here; a library needs at least one."),
        ("none.yaml", "none.yaml: no vignette stands here; a library needs at least one."),
        ("blank.yaml", "blank.yaml: the file is empty."),
    ],
)
def test_a_library_without_a_vignette_is_an_error(
    write: "Write",
    problems_of_library: ProblemsOfLibrary,
    tmp_path: Path,
    name: str,
    problem: str,
) -> None:
    """Nothing to measure is never a library, whether file or folder, missing or empty."""
    write("hollow/README.md", "no vignette")
    write("none.yaml", "vignettes: []\n")
    write("blank.yaml", "")
    assert problems_of_library(tmp_path / name) == [problem]


def test_a_file_that_cannot_be_read_is_an_error_beside_the_others(
    write: "Write", several: Several, problems_of_library: ProblemsOfLibrary, tmp_path: Path
) -> None:
    """The problems of all files of a folder are reported at once."""
    write("lib/a.yaml", several(["fine"]))
    write("lib/b.yaml", "vignettes: [smoke]\n")
    write("lib/c.yaml", several(["odd"]).replace("kind: canonical", "kind: canonnical"))
    (tmp_path / "lib" / "d.yaml").write_bytes(b"vignettes:\n\xff\n")
    assert problems_of_library(tmp_path / "lib") == [
        'lib/b.yaml:1: vignettes[1]: text ("smoke") stands where a mapping is needed.',
        'lib/c.yaml:5: vignettes[odd].kind: unknown kind "canonnical". Did you mean "canonical"?',
        "lib/d.yaml:2: not valid UTF-8 text.",
    ]


def test_an_id_in_two_files_names_both_places(
    write: "Write", several: Several, problems_of_library: ProblemsOfLibrary, tmp_path: Path
) -> None:
    """A repeat is a problem of the later file, and leads to the earlier one."""
    write("lib/a.yaml", several(["one", "twin"]))
    write("lib/b.yaml", several(["twin", "two"]))
    assert problems_of_library(tmp_path / "lib") == [
        'lib/b.yaml:2: vignettes[twin].id: the id "twin" stands twice; first at lib/a.yaml:22.'
    ]


def test_a_library_refuses_two_vignettes_of_one_id(edited: "Edited", read: "Read") -> None:
    """A library is valid at birth, also when it is not read from files."""
    vignette = read(edited({}))
    with pytest.raises(ValueError, match=r"^the ids of a library are unique$"):
        Library((vignette, vignette))


def test_an_empty_library_has_no_vignettes() -> None:
    """The type itself allows nothing; only reading refuses it."""
    assert list(Library(())) == []


def test_a_domain_that_does_not_ship_has_no_library() -> None:
    """The folder of a domain is named whether or not it exists."""
    assert library_folder("knee").is_dir()
    assert not library_folder("toaster").exists()
