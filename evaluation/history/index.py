"""An index of runs in one SQLite file: a cache, of which nothing depends but time.

The file is never changed in place: whoever has read new runs writes a whole new file and puts it in
place of the old one. So readers and writers need no locks, a process that is killed leaves what
stood there before, and of two that write at once one is read again next time.

Every row carries a seal, which ties it to its run. What does not fit in any way makes the whole
index unfit, and it is made anew from the run folders.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from evaluation.history.kept import (
    answer_from_data,
    answer_to_data,
    is_failing,
    past_from_data,
    past_to_data,
)
from evaluation.history.past import PastRun
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run

VERSION: Final = 1  # of the tables below; another one is never read
APPLICATION: Final = 0x54484931  # says in the head of the file whose it is
_MAGIC: Final = b"SQLite format 3\0"
_ID_AT: Final = slice(68, 72)  # where the head of a SQLite file keeps its application's number
_TABLES: Final = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, folder BLOB UNIQUE, stamp TEXT, digest TEXT, head TEXT, seal TEXT
);
CREATE TABLE answers (
    run INTEGER, vignette BLOB, is_failing INTEGER, judged TEXT, told TEXT, outcome TEXT, seal TEXT,
    PRIMARY KEY (run, vignette)
) WITHOUT ROWID;
CREATE INDEX failing ON answers (run) WHERE is_failing;
"""


class UnfitError(Exception):
    """The index does not hold what it should; it is of no use and no harm."""


# What an index can fail with, whatever happened to its file.
FAILURES: Final = (
    UnfitError,
    sqlite3.Error,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def is_free_for_index(path: Path) -> bool:
    """Whether a file can become an index: nothing stands there, or nothing is in it, or an index.

    Damaged ones count, as long as their head says whose they are.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(_ID_AT.stop)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not head or (head[:16] == _MAGIC and head[_ID_AT] == APPLICATION.to_bytes(4, "big"))


class Index:
    """Runs by their folders, with the stamp that each had when it was read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._heads: dict[bytes, tuple[int, str, PastRun]] = {}

    @classmethod
    def empty(cls) -> "Index":
        """An index of nothing, in memory."""
        connection = sqlite3.connect(":memory:")
        connection.executescript(_TABLES)
        return cls(connection)

    @classmethod
    def read(cls, path: Path) -> "Index":
        """The index of a file, to read only.

        Raises:
            UnfitError: it is none, or one of another version.
            OSError: it is gone, or cannot be read.
            sqlite3.Error: it is damaged.
        """
        if not is_free_for_index(path) or not path.exists() or not path.stat().st_size:
            raise UnfitError
        place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        index = cls(sqlite3.connect(place, uri=True))
        try:
            index.load()
        except FAILURES:
            index.close()
            raise
        return index

    def load(self) -> None:
        """Read all heads, and see that each has as many answers as it says.

        Raises:
            UnfitError: something does not fit.
            sqlite3.Error: the file is damaged.
        """
        ask = self._connection.execute
        if ask("PRAGMA user_version").fetchone() != (VERSION,):
            raise UnfitError
        counts = {
            run: (n, failing)
            for run, n, failing in ask(
                "SELECT run, count(*), sum(is_failing) FROM answers GROUP BY run"
            )
        }
        for run, folder, stamp, digest, head, seal in ask("SELECT * FROM runs"):
            past = past_from_data(json.loads(head), os.fsdecode(folder))
            is_whole = counts.pop(run, (0, 0)) == (past.vignettes, past.failing)
            if seal != _seal(folder, stamp, digest, head) or past.digest != digest or not is_whole:
                raise UnfitError
            self._heads[folder] = run, stamp, past
        if counts:  # answers of no run
            raise UnfitError

    def copy(self) -> "Index":
        """The same in memory, where it can be changed."""
        connection = sqlite3.connect(":memory:")
        self._connection.backup(connection)
        index = Index(connection)
        index._heads = dict(self._heads)
        return index

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def folders(self) -> frozenset[str]:
        """The folders that it knows."""
        return frozenset(map(os.fsdecode, self._heads))

    def past(self, folder: str, stamp: str) -> PastRun | None:
        """The run of a folder, if it was read when the folder had this stamp."""
        _, known, past = self._heads.get(os.fsencode(folder), (0, "", None))
        return past if known == stamp and stamp else None

    def drop(self, folder: str) -> None:
        """Forget a folder."""
        run, _, _ = self._heads.pop(os.fsencode(folder), (None, "", None))
        self._connection.execute("DELETE FROM answers WHERE run = ?", (run,))
        self._connection.execute("DELETE FROM runs WHERE id = ?", (run,))

    def add(self, folder: str, stamp: str, past: PastRun, run: Run) -> None:
        """Know the run of a folder; what was known of the folder before is forgotten."""
        rows = [(*_texts(outcome, run), _answer_text(outcome, run)) for outcome in run.outcomes]
        self.drop(folder)
        name, head = os.fsencode(folder), _text_of(past_to_data(past))
        seal = _seal(name, stamp, past.digest, head)
        said = self._connection.execute(
            "INSERT INTO runs (folder, stamp, digest, head, seal) VALUES (?, ?, ?, ?, ?)",
            (name, stamp, past.digest, head, seal),
        )
        number = said.lastrowid or 0
        self._connection.executemany(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(number, *row, _seal(past.digest, *row)) for row in rows],
        )
        self._heads[name] = number, stamp, past

    def write(self, path: Path) -> None:
        """Put this index in place of what stands there; where that cannot be, it is not kept."""
        neighbour = path.with_name(f".{path.name}.{os.getpid()}")
        with contextlib.suppress(OSError, sqlite3.Error):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                neighbour.unlink(missing_ok=True)
                self._connection.commit()
                with contextlib.closing(sqlite3.connect(neighbour)) as file:
                    self._connection.backup(file)
                neighbour.replace(path)
            finally:
                neighbour.unlink(missing_ok=True)

    def answer(self, past: PastRun, vignette: str) -> Outcome | None:
        """What a run has of one vignette; ``None`` where it does not hold it."""
        found = self._answers(past, "AND vignette = ?", (_name(vignette),))
        return next(iter(found.values()), None)

    def failing(self, past: PastRun) -> Mapping[str, Outcome]:
        """The vignettes of a run that fail any endpoint, by id."""
        return self._answers(past, "AND is_failing", ())

    def among(self, past: PastRun, vignettes: Iterable[str]) -> Mapping[str, Outcome]:
        """Those of some vignettes that a run holds, by id."""
        found = ((name, self.answer(past, name)) for name in sorted(vignettes))
        return {name: outcome for name, outcome in found if outcome is not None}

    def names(self, runs: Iterable[PastRun]) -> Iterator[str]:
        """The vignettes of some runs, each once and in their order."""
        found = {
            name
            for past in runs
            for (name,) in self._connection.execute(
                "SELECT vignette FROM answers WHERE run = ?", (self._number(past),)
            )
        }
        return (name.decode(errors="surrogatepass") for name in sorted(found))

    def shared(self, before: PastRun, after: PastRun, *, by_narrative: bool) -> tuple[int, int]:
        """How many vignettes two runs have in common, and how many of them are the same in both."""
        part = "told" if by_narrative else "judged"
        shared, same = self._connection.execute(
            f"SELECT count(*), coalesce(sum(a.{part} = b.{part}), 0) "  # noqa: S608 - two words
            "FROM answers a JOIN answers b ON a.vignette = b.vignette "
            "WHERE a.run = ? AND b.run = ?",
            (self._number(before), self._number(after)),
        ).fetchone()
        return shared, same

    def _number(self, past: PastRun) -> int:
        return self._heads[os.fsencode(past.folder)][0]

    def _answers(
        self, past: PastRun, where: str, values: tuple[bytes, ...]
    ) -> Mapping[str, Outcome]:
        found = {}
        asked = f"SELECT * FROM answers WHERE run = ? {where}"  # noqa: S608 - our own words
        for _, *row, seal in self._connection.execute(asked, (self._number(past), *values)):
            if seal != _seal(past.digest, *row):
                raise UnfitError
            outcome = answer_from_data(json.loads(row[-1]), past.dispositions)
            found[outcome.vignette] = outcome
        return dict(sorted(found.items()))


def _texts(outcome: Outcome, run: Run) -> tuple[bytes, int, str, str]:
    """The columns by which answers are looked up and compared."""
    digests = outcome.digests
    fails = is_failing(outcome, reports_red_flags=run.record.reports_red_flags)
    return (
        _name(outcome.vignette),
        int(fails),
        _seal(digests["input"], digests["gold"]),
        _seal(digests["input"], digests["gold"], digests["narrative"]),
    )


def _answer_text(outcome: Outcome, run: Run) -> str:
    return _text_of(answer_to_data(outcome, run.record.dispositions))


def _text_of(data: Any) -> str:
    """Plain data as text that any file can hold."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


def _name(vignette: str) -> bytes:
    return vignette.encode(errors="surrogatepass")


_SEAL: Final = 16  # digits; against accidents, not against an attacker, who could edit runs as well


def _seal(*parts: bytes | str | int) -> str:
    """A hash over the fields of a row, each with its length, so that none runs into the next."""
    found = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode(errors="surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()[:_SEAL]
