"""Tables that keep to the width of the screen."""

from hypothesis import given
from hypothesis import strategies as st

from reports.render.fitting import fitted, headed, is_within
from reports.render.text import Screen, table

ROWS = [
    ("metric", "k of n", "rate", "families"),
    ("Missed red flags of all", "1 of 10", "10.0 %", "1 of 9"),
    ("  Coverage", "9 of 10", "90.0 %", "8 of 9"),
]


def lines(width: int) -> list[str]:
    """The table on a screen, first without its families, then without its shares."""
    return fitted(ROWS, Screen(width=width), right=(1, 2, 3), spare=(3, 2))


def test_a_table_that_fits_is_left_alone() -> None:
    """To the last column: it may just meet the edge."""
    whole = table(ROWS, right=(1, 2, 3))
    assert lines(max(map(len, whole))) == whole


def test_columns_that_can_be_spared_go_one_after_another() -> None:
    """The first of them where that is enough, and both where it is not."""
    width = max(map(len, table(ROWS, right=(1, 2, 3))))
    assert lines(width - 1) == table([row[:3] for row in ROWS], right=(1, 2))
    assert lines(width - 11) == table([row[:2] for row in ROWS], right=(1,))


def test_then_the_first_column_is_wrapped() -> None:
    """What goes on stands further in, and the cells beside it are empty."""
    assert lines(28) == [
        "  metric             k of n",
        "  Missed red flags  1 of 10",
        "    of all",
        "    Coverage        9 of 10",
    ]


def test_a_wrapped_cell_keeps_its_indent() -> None:
    """Below a heading it still reads as one of its entries."""
    rows = [("kind", "1"), ("  a name of some length", "2")]
    assert fitted(rows, Screen(width=20)) == [
        "  kind             1",
        "    a name of      2",
        "      some length",
    ]


def test_no_column_becomes_too_narrow_to_read() -> None:
    """Twelve columns are left to the names, whatever the screen is; words are not broken."""
    rows = [("one two three four", "1" * 30), ("incomprehensibilities", "2")]
    assert [line.split("  ")[1] for line in fitted(rows, Screen(width=10))] == [
        "one two",
        "",
        "incomprehensibilities",
    ]


def test_an_empty_name_is_an_empty_name() -> None:
    """A row without a name is kept where names are wrapped."""
    rows = [("one two three four five", "1"), ("", "2")]
    assert fitted(rows, Screen(width=20))[-1].split() == ["2"]


def test_no_rows_are_no_lines() -> None:
    """Whatever could be spared of them."""
    assert fitted([], Screen(), right=[1], spare=[2]) == []


def test_a_heading_is_stacked_where_it_is_too_wide() -> None:
    """From the bottom up, and no word is broken; the rows stay as they are."""
    header, rows = ["", "n", "missed red flag", "acceptable"], [("all of them", "10", "1", "9")]
    assert headed(header, rows, Screen(width=45), right=(1, 2, 3)) == [
        "                     missed",
        "                n  red flag  acceptable",
        "  all of them  10         1           9",
    ]
    wide = headed(header, rows, Screen(width=46), right=(1, 2, 3))
    assert wide == table([header, *rows], right=(1, 2, 3))


def test_below_a_stacked_heading_columns_are_spared_and_names_wrapped() -> None:
    """In this order, and never a column that cannot be spared."""
    header, rows = ["", "n", "missed red flag", "p"], [("all of them", "10", "1", "0.125")]
    narrow = headed(header, rows, Screen(width=30), right=(1, 2, 3), spare=(3,))
    assert narrow == [
        "                     missed",
        "                n  red flag",
        "  all of them  10         1",
    ]
    assert headed(header, rows, Screen(width=27), right=(1, 2, 3), spare=(3,)) == narrow
    rows = [("every one of them", "10", "1", "0.125")]
    assert headed(header, rows, Screen(width=30), right=(1, 2, 3), spare=(3,)) == [
        "                      missed",
        "                 n  red flag",
        "  every one of  10         1",
        "    them",
    ]


def test_within_is_up_to_the_edge() -> None:
    """A line as wide as the screen is on it."""
    assert is_within(["12345", ""], Screen(width=5))
    assert not is_within(["12345", "123456"], Screen(width=5))
    assert is_within([], Screen(width=5))


@given(
    names=st.lists(st.text("ab ", max_size=30).map(str.strip), min_size=1, max_size=5),
    width=st.integers(20, 60),
)
def test_no_number_is_lost_and_short_words_fit(names: list[str], width: int) -> None:
    """Names wrap wherever they have a space; every row keeps its number."""
    rows = [(name, f"{place}%") for place, name in enumerate(names)]
    shown = fitted(rows, Screen(width=width), right=[1])
    assert [cell for line in shown for cell in line.split() if cell.endswith("%")] == [
        number for _, number in rows
    ]
    if all(len(word) <= 8 for name in names for word in name.split()):
        assert is_within(shown, Screen(width=width))
