"""Reads a file of recorded answers into rows: CSV, JSON lines or Parquet.

What leaves open which vignette a row is for (a quote that is never closed, a row of another length,
a line that is no JSON) makes the file unusable. What a row says is for the engine to judge.
"""

import csv
import io
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from evaluation.engines.answers import AnswerError, parse_answer
from triage.loading.problems import LoadError, Notes, Problem, quoted

MOST_BYTES: Final = 1_000_000_000
_MOST_IN_LINE: Final = 1_000_000
"""Bytes that a file, and a line of JSON, may have."""


@dataclass(frozen=True, slots=True)
class Row:
    """A recorded answer: where it stands, and its cells by the names of the file's columns.

    ``place`` is for messages, such as ``line 12``; ``line`` is 0 where a file has no lines.
    """

    place: str
    line: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The rows of a file and the names of its columns.

    ``is_table`` says that cells are plain text, where several names need to share one.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_table: bool


def read_bytes(path: Path, file: str) -> bytes:
    """The content of a regular file, which errors call ``file``.

    Raises:
        LoadError: it is not there, is no file, or is larger than :data:`MOST_BYTES`.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _whole(file, "a folder; recorded answers are a file.")
        if not stat.S_ISREG(status.st_mode):
            raise _whole(file, "not a file that can be read.")
        if status.st_size > MOST_BYTES:
            size = f"{status.st_size:,} bytes; at most {MOST_BYTES:,} are read."
            raise _whole(file, f"{size} Keep only the answers of one engine in it.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can have this name"
        raise _whole(file, f"{reason}.") from None


def parse_recorded(data: bytes, file: str) -> Recorded:
    """The rows of a file's content; the ending of the name ``file`` says how they are written.

    Raises:
        LoadError: everything because of which the rows cannot be told.
    """
    ending = Path(file).suffix.lower()
    if ending not in _READERS:
        allowed = ", ".join(_READERS)
        raise _whole(file, f"recorded answers are read from files that end in {allowed}.")
    recorded = _READERS[ending](data, file)
    if not recorded.rows:
        raise _whole(file, "there are no recorded answers in it.")
    return recorded


def _parse_csv(data: bytes, file: str) -> Recorded:
    notes = Notes(file)
    rows = _csv_rows(_text_of(data, file), notes)
    _, header = next(rows, (0, []))
    columns = tuple(name.strip() for name in header)
    if len(columns) == 1:
        notes.add(1, "", f"{quoted(columns[0])} is the only column; write commas between cells.")
    for name in dict.fromkeys(columns):
        if name and columns.count(name) > 1:
            notes.add(1, "", f"the column {quoted(name)} stands twice.")
    found: list[Row] = []
    for line, cells in rows:
        if len(cells) == len(columns):
            stripped = (cell.strip() for cell in cells)
            found.append(Row(f"line {line}", line, dict(zip(columns, stripped, strict=True))))
        else:
            notes.add(line, "", f"{_cells(len(cells))} where the header has {len(columns)}.")
    notes.raise_if_any()
    return Recorded(columns, tuple(found), is_table=True)


def _csv_rows(text: str, notes: Notes) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line that it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            notes.add(start, "", _csv_message(str(error)))
            return
        if cells is None:
            return
        if cells:
            yield start, cells


def _csv_message(error: str) -> str:
    """What the csv module says, in words for people where it is the usual mistake."""
    if error == "unexpected end of data":
        return "a quote that opens in this row is never closed."
    return f"no CSV from here on: {error}."


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _text_of(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _at(data, error.start, file, "not valid UTF-8 text; save it as UTF-8.") from None
    if "\0" in text:
        raise _at(data, data.index(b"\0"), file, "a NUL character is not allowed.")
    return text


def _parse_lines(data: bytes, file: str) -> Recorded:
    notes = Notes(file)
    found: list[Row] = []
    for line, text in enumerate(io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")), 1):
        if len(text) > _MOST_IN_LINE:
            notes.add(line, "", f"{len(text):,} bytes in one line; at most {_MOST_IN_LINE:,}.")
        elif text.strip():
            try:
                found.append(Row(f"line {line}", line, parse_answer(text)))
            except AnswerError as error:
                notes.add(line, "", f"{error} Each line needs to be one JSON object.")
    notes.raise_if_any()
    columns = dict.fromkeys(name for row in found for name in row.cells)
    return Recorded(tuple(columns), tuple(found), is_table=False)


def _parse_parquet(data: bytes, file: str) -> Recorded:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        message = "reading Parquet needs pyarrow: pip install 'triage-harness[scale]'."
        raise _whole(file, message) from None
    try:
        opened = pq.ParquetFile(pa.BufferReader(data))
        columns = tuple(opened.schema_arrow.names)
        found = tuple(_parquet_rows(opened))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _whole(file, f"no Parquet that can be read: {_first_line(error)}.") from None
    if len(set(columns)) < len(columns):
        raise _whole(file, "a column stands twice.")
    return Recorded(columns, found, is_table=True)


def _parquet_rows(opened: Any) -> Iterator[Row]:
    number = 0
    for batch in opened.iter_batches(use_threads=False):
        for cells in batch.to_pylist():
            number += 1
            yield Row(f"row {number}", 0, cells)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")


_READERS: Final[Mapping[str, Callable[[bytes, str], Recorded]]] = {
    ".csv": _parse_csv,
    ".jsonl": _parse_lines,
    ".parquet": _parse_parquet,
}


def _whole(file: str, message: str) -> LoadError:
    return LoadError([Problem(file=file, line=0, field="", message=message, code="unreadable")])


def _at(data: bytes, place: int, file: str, message: str) -> LoadError:
    line = data.count(b"\n", 0, place) + 1
    return LoadError([Problem(file=file, line=line, field="", message=message)])
