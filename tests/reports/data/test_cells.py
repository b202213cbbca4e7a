"""Cells of CSV files."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.data.cells import csv_text, harmless, joined, parted, restored
from tests.reports.kit.any_audit import ANY_TEXT
from tests.reports.kit.audits import HOSTILE

CELLS = ANY_TEXT | st.text("=+-@'\";\t\r\n a,\uff1d\u200b\xa0\ufeff\\", max_size=8)


@given(CELLS)
def test_any_cell_can_be_had_back(cell: str) -> None:
    """An apostrophe that was put there is told from one that was there."""
    assert restored(harmless(cell)) == cell


@given(st.lists(CELLS.filter(bool)))
def test_any_names_can_be_had_back_from_one_cell(names: list[str]) -> None:
    """Also once the cell was made harmless."""
    assert parted(restored(harmless(joined(names)))) == names


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
def test_any_rows_can_be_read_back(rows: list[list[str]]) -> None:
    """By the reader of the standard library."""
    found = csv.reader(StringIO(csv_text(rows), newline=""))
    assert [[restored(cell) for cell in row] for row in found] == rows


@given(CELLS)
def test_no_part_of_a_cell_begins_a_formula(cell: str) -> None:
    """Neither by a comma nor, where commas are for decimals, by a semicolon."""
    for part in re.split("[;\t\r\n]", harmless(cell)):
        bare = part.lstrip(' "`\xa0\u200b\ufeff\x00')
        assert bare[:1] not in set("=+-@\uff1d")


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("\uff1d1", "'\uff1d1"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        ("\uff20x", "'\uff20x"),
        ('  "=1', "'  \"=1"),
        (' "; =1+1', " \";' =1+1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\x00=1", "'\x00=1"),
        ("a;=1", "a;'=1"),
        ("fire;current", "fire;current"),
        ("'", "''"),
        ("a-b, c=d", "a-b, c=d"),
        ("", ""),
    ],
)
def test_what_is_done_to_a_cell(cell: str, safe: str) -> None:
    """An apostrophe before each formula, and nothing else."""
    assert harmless(cell) == safe


@pytest.mark.parametrize("text", HOSTILE)
def test_a_row_stays_a_row(text: str) -> None:
    """Whatever stands in it."""
    rows = list(csv.reader(StringIO(csv_text([[text, "end"]]), newline="")))
    assert [len(row) for row in rows] == [2]


def test_the_text_of_rows() -> None:
    """Quotes only where they are needed; a single empty cell is told from none."""
    rows = [["a", "b c"], ["a,b", 'say "x"'], ["a\rb", ""], [""], []]
    assert csv_text(rows) == 'a,b c\n"a,b","say ""x"""\n"a\rb",\n""\n\n'
    assert csv_text([]) == ""
