"""Finds run folders, anywhere below a folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from evaluation.history.past import Unread
from evaluation.runs.store import CASES, HEAD
from triage.loading.problems import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The run folders below a folder, in the order of their names, and what was not looked into."""

    folders: tuple[Path, ...]
    unread: tuple[Unread, ...]


def find_run_folders(root: Path) -> Found:
    """The folders at and below ``root`` that hold a run or a part of one.

    Folders whose names begin with a point are passed over. Links to folders are not followed, and
    said to be left out; so is what cannot be looked into.
    """
    folders: list[Path] = []
    unread: list[Unread] = []

    def note(error: OSError) -> None:
        place = shown(Path(error.filename))
        unread.append(Unread(folder=place, why=f"{place}: {error.strerror}."))

    for place, below, files in os.walk(root, onerror=note):
        here = Path(place)
        below[:] = sorted(name for name in below if not name.startswith("."))
        links = [here / name for name in below if (here / name).is_symlink()]
        why = "a link to a folder is not followed; name the folder itself."
        unread += [Unread(folder=shown(link), why=f"{shown(link)}: {why}") for link in links]
        if not {HEAD, CASES}.isdisjoint(files):
            folders.append(here)
    return Found(folders=tuple(sorted(folders)), unread=tuple(unread))


def stamp_of(folder: Path) -> str:
    """What changes when a file of a run folder does; empty where one of them is missing.

    The number of the file and the time of its last change of any kind are in it too: a file that
    was replaced or edited shows, even if its size and time were set back.
    """
    try:
        found = [(folder / name).stat() for name in (HEAD, CASES)]
    except OSError:
        return ""
    return " ".join(f"{s.st_ino} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns}" for s in found)
