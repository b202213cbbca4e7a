"""Files of recorded answers that cannot be used, each with one clear error for its mistakes."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from evaluation.engines.description import Table
from evaluation.engines.recorded import MOST_BYTES, parse_recorded
from tests.evaluation.engines.predictions.recordings import (
    csv_file,
    described,
    engine_of,
    parquet_file,
    problems,
)
from triage.loading.problems import LoadError

HOW_TO_SAY = (
    'An engine that tells no red flags needs an engine file with "red_flags: not_reported"; a '
    "column of another name is told under predictions, columns."
)
ONLY_COLUMN = "is the only column; write commas between cells."
COLUMNS = "Allowed: id, disposition, red_flags."
GOOD = "id,disposition,red_flags\na,urgent,fever\n"


def problems_of(folder: Path, name: str, content: bytes) -> list[str]:
    """What is wrong with a file of this name and content."""
    file = folder / name
    file.write_bytes(content)
    return problems(described(file))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["answers.csv: there are no recorded answers in it."]),
        (b"\n\n", ["answers.csv: there are no recorded answers in it."]),
        (b"id,disposition,red_flags\n", ["answers.csv: there are no recorded answers in it."]),
        (
            b'id,disposition,red_flags\na,urgent,\nb,"urgent,\nc,urgent,\n',
            ["answers.csv:3: a quote that opens in this row is never closed."],
        ),
        (
            b'id,disposition,red_flags\na,"urgent"x,\nb,urgent,\n',
            ["answers.csv:2: no CSV from here on: ',' expected after '\"'."],
        ),
        (
            b"id,disposition,red_flags\na\nb,urgent,\n<<<<<<< mine,,,\n",
            [
                "answers.csv:2: 1 cell where the header has 3.",
                "answers.csv:4: 4 cells where the header has 3.",
            ],
        ),
        (
            b"id,disposition,red_flags\na,urgent,\nb,ur\0gent,\n",
            ["answers.csv:3: a NUL character is not allowed."],
        ),
        (
            b"id,disposition,red_flags\na,urg\xe9nt,\n",
            ["answers.csv:2: not valid UTF-8 text; save it as UTF-8."],
        ),
        (
            GOOD.encode("utf-16"),
            ["answers.csv:1: not valid UTF-8 text; save it as UTF-8."],
        ),
        (
            b"id,disposition,id,red_flags,,\na,urgent,b,,,\n",
            ['answers.csv:1: the column "id" stands twice.'],
        ),
        (
            b"id,disposition,red_flags\na,urgent,\n,urgent,\n  ,urgent,\n",
            [
                "answers.csv:3: id: the id of a vignette needs to stand here.",
                "answers.csv:4: id: the id of a vignette needs to stand here.",
            ],
        ),
        (
            b"id;disposition;red_flags\na;urgent;\n",
            [f'answers.csv:1: "id;disposition;red_flags" {ONLY_COLUMN}'],
        ),
        (
            b"id,disposition\na,urgent\n",
            [f'answers.csv: red_flags: there is no column "red_flags". {HOW_TO_SAY}'],
        ),
    ],
)
def test_a_broken_csv_file(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    """The place and what is wrong there, all that can be told at once."""
    assert problems_of(tmp_path, "answers.csv", content) == expected


def test_a_mark_at_the_start_of_a_file_is_no_part_of_it(tmp_path: Path) -> None:
    """Some programs write one before UTF-8."""
    line = '{"id": "a", "disposition": "urgent", "red_flags": []}\n'
    for name, text in (("answers.csv", GOOD), ("answers.jsonl", line)):
        engine_of(described(csv_file(tmp_path, f"\ufeff{text}", name)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b" \n\n", ["answers.jsonl: there are no recorded answers in it."]),
        (
            b'{"id": "a", "disposition": NaN}\n\n{"id": "b"\n["c"]\n"\xff"\n{"x":1,"x":1}\n',
            [
                "answers.jsonl:1: NaN is no value. Each line needs to be one JSON object.",
                'answers.jsonl:3: no JSON: {"id": "b" Each line needs to be one JSON object.',
                'answers.jsonl:4: ["c"] is no JSON object. Each line needs to be one JSON object.',
                "answers.jsonl:5: not valid UTF-8. Each line needs to be one JSON object.",
                'answers.jsonl:6: the key "x" stands twice. Each line needs to be one JSON object.',
            ],
        ),
        (
            b'{"disposition": "soon", "red_flags": [], "id": []}\n{"red_flags": []}\n',
            [
                "answers.jsonl:1: id: the id of a vignette needs to stand here.",
                "answers.jsonl:2: id: the id of a vignette needs to stand here.",
            ],
        ),
    ],
)
def test_broken_json_lines(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    """A line that cannot be read might be anybody's, so that the whole file is of no use."""
    found = problems_of(tmp_path, "answers.jsonl", content)
    assert [text.replace("\N{REPLACEMENT CHARACTER}", "") for text in found] == expected


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 50 + b"PAR1", b"x" * 500])
def test_a_broken_parquet_file(tmp_path: Path, content: bytes) -> None:
    """One line, whatever the reader says of it."""
    (told,) = problems_of(tmp_path, "answers.parquet", content)
    assert told.startswith("answers.parquet: no Parquet that can be read: ")


def test_parquet_with_rows_that_name_no_vignette(tmp_path: Path) -> None:
    """Parquet has no lines; the row is told."""
    rows = [{"id": name, "disposition": "urgent", "red_flags": ""} for name in ("a", None)]
    assert problems(described(parquet_file(tmp_path, rows))) == [
        "answers.parquet: id: row 2: the id of a vignette needs to stand here."
    ]


def test_parquet_with_a_column_twice(tmp_path: Path) -> None:
    """Which of them counts cannot be told."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_arrays([pa.array(["a"])] * 2, names=["id", "id"])
    pq.write_table(table, tmp_path / "answers.parquet")
    assert problems(described(tmp_path / "answers.parquet")) == [
        "answers.parquet: a column stands twice."
    ]


def test_parquet_without_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that reads it is named."""
    file = parquet_file(tmp_path, [{"id": "a", "disposition": "urgent", "red_flags": ""}])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert problems(described(file)) == [
        "answers.parquet: reading Parquet needs pyarrow: pip install 'triage-harness[scale]'."
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            Table(columns={"id": "vignete", "reason": "why"}),
            [
                f'answers.csv: id: there is no column "vignete". {COLUMNS}',
                f'answers.csv: reason: there is no column "why". {COLUMNS}',
            ],
        ),
        (
            Table(where={"App": "Ada"}),
            [f'answers.csv: where: there is no column "App". {COLUMNS}'],
        ),
        (
            Table(where={"disposition": "urgnt"}),
            ['answers.csv: where.disposition: no row has "urgnt" there. Did you mean "urgent"?'],
        ),
    ],
)
def test_columns_and_values_that_are_not_there(
    tmp_path: Path, table: Table, expected: list[str]
) -> None:
    """What is named in an engine file has to be in the file."""
    file = csv_file(tmp_path, GOOD)
    assert problems(described(file, table=table)) == expected


def test_files_that_are_none(tmp_path: Path) -> None:
    """Not there, a folder, a pipe that nobody writes to, a name that none can have, an ending."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    told = [
        text
        for name in ("gone.csv", "folder.csv", "pipe.csv", "a\0b.csv")
        for text in problems(described(tmp_path / name))
    ]
    assert told == [
        "gone.csv: No such file or directory.",
        "folder.csv: a folder; recorded answers are a file.",
        "pipe.csv: not a file that can be read.",
        "a\N{REPLACEMENT CHARACTER}b.csv: no file can have this name.",
    ]
    assert problems_of(tmp_path, "answers.xlsx", b"PK") == [
        "answers.xlsx: recorded answers are read from files that end in .csv, .jsonl, .parquet."
    ]


def test_what_is_far_too_long_is_told_in_few_words(tmp_path: Path) -> None:
    """A cell, a line, names of columns, and a whole file, none of which a message repeats."""
    long = b"x" * 2_000_000
    told = [
        *problems_of(tmp_path, "cell.csv", b"id,disposition,red_flags\na," + long + b",\n"),
        *problems_of(tmp_path, "line.jsonl", b'{"id": "' + long + b'"}\n'),
        *problems_of(tmp_path, "names.csv", b"x" * 100_000 + b",y\n1,2\n"),
    ]
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # a hole, which takes no room on the disk
    told += problems(described(huge))
    assert told[0] == ("cell.csv:2: no CSV from here on: field larger than field limit (131072).")
    assert told[1] == "line.jsonl:1: 2,000,011 bytes in one line; at most 1,000,000."
    assert told[-1] == (
        "huge.csv: 1,000,000,001 bytes; at most 1,000,000,000 are read. "
        "Keep only the answers of one engine in it."
    )
    assert max(map(len, told)) < 300


def test_the_fingerprint_is_that_of_all_that_can_change_an_answer(tmp_path: Path) -> None:
    """The same for the same; another for one other byte, and for another mapping."""
    first = described(csv_file(tmp_path, GOOD))
    same = engine_of(first).fingerprint
    assert engine_of(first).fingerprint == same
    assert engine_of(replace(first, names={"now": "urgent"})).fingerprint != same
    csv_file(tmp_path, GOOD.replace("fever", ""))
    assert engine_of(first).fingerprint != same
    assert (engine_of(first).label, engine_of(first).traits) == ("recorded@7", first.traits)


@for_all(
    content=st.one_of(
        st.binary(max_size=80),
        st.text('idx,;"{}[]:0aé\r\n\0 ', max_size=60).map(str.encode),
        st.binary(max_size=40).map(lambda data: b"PAR1" + data + b"PAR1"),
    ),
    ending=st.sampled_from([".csv", ".jsonl", ".parquet"]),
)
def test_no_content_is_a_traceback(content: bytes, ending: str) -> None:
    """Whatever a file holds, it has rows with the cells of its columns, or a clear error."""
    try:
        recorded = parse_recorded(content, f"answers{ending}")
    except LoadError:
        return
    assert all(set(row.cells) <= set(recorded.columns) for row in recorded.rows)
