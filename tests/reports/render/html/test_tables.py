"""Tables: heads, rows, widths, blanks."""

import pytest

from reports.render.document.nodes import Column, Filter, Row, Table, Tone
from reports.render.html.tables import view_of_table
from reports.render.html.widths import Widths, widths_of
from tests.reports.render.html.test_words import places

COLUMNS = (Column(title="Id"), Column(title="n", is_number=True))
ROWS = (
    Row(cells=("a", "1"), id="v-a", tone=Tone.BAD, marks=("bad", "flag")),
    Row(cells=("b", "2"), marks=("flag", "unknown")),
    Row(cells=("c", "3")),
)
CHOICES = (
    Filter(id="result", title="Result", choices=(("bad", "failing"), ("good", "good"))),
    Filter(id="flag", title="Flag", choices=(("flag", "with a flag"),)),
    Filter(id="none", title="None", choices=()),
)


def test_a_row_is_written_with_as_little_as_html_allows() -> None:
    """A head, cells without ends, a class only where there is something to say."""
    view = view_of_table(Table(caption="All", columns=COLUMNS, rows=ROWS), places())
    assert view.rows.split("\n") == [
        "<tr class=B><th scope=row>a<td>1",
        "<tr><th scope=row>b<td>2",
        "<tr><th scope=row>c<td>3",
    ]


def test_choices_find_rows_by_letters() -> None:
    """Each choice has one, counts its rows, and hides all others."""
    view = view_of_table(
        Table(caption="All", columns=COLUMNS, rows=ROWS, filters=CHOICES), places()
    )
    found = [[(c.letter, c.title, c.n) for c in each.choices] for each in view.filters]
    assert found == [
        [("", "all", 3), ("a", "failing", 1), ("b", "good", 0)],
        [("", "all", 3), ("c", "with a flag", 2)],
    ]
    assert [row.split(">")[0] for row in view.rows.split("\n")] == [
        '<tr class="B a c"',
        "<tr class=c",
        "<tr",
    ]
    hiding = [rule for rule in view.screen_rules if "tbody" in rule]
    assert hiding[0] == "div.F:has(.a:checked) tbody tr:not(.a,:target){display:none}"
    assert len(hiding) == 3


def test_choices_without_a_row_in_common_are_told() -> None:
    """Of one filter alone, and of two together; never where there are rows."""
    view = view_of_table(
        Table(caption="All", columns=COLUMNS, rows=ROWS[:2], filters=CHOICES[:2]), places()
    )
    said = [rule for rule in view.screen_rules if "tbody" not in rule]
    assert said == [f"#{view.id}:has(.b:checked)>p{{display:block}}"]
    apart = (ROWS[0], Row(cells=("b", "2"), marks=("good",)))
    view = view_of_table(
        Table(caption="All", columns=COLUMNS, rows=apart, filters=CHOICES[:2]), places()
    )
    said = [rule for rule in view.screen_rules if "tbody" not in rule]
    assert said == [f"#{view.id}:has(.b:checked):has(.c:checked)>p{{display:block}}"]


def test_a_table_without_rows_has_no_choices() -> None:
    """There is nothing to choose from."""
    view = view_of_table(Table(caption="All", columns=COLUMNS, rows=(), filters=CHOICES), places())
    assert (view.filters, view.screen_rules, view.empty) == ((), (), "None.")


def test_cells_to_be_filled_in_say_so() -> None:
    """Those of people; the same cells of other tables are empty."""
    row = Row(cells=("H1", " "))
    blank = view_of_table(
        Table(caption="", columns=COLUMNS, rows=(row,), has_blanks=True), places()
    )
    assert blank.rows == "<tr><th scope=row>H1<td class=b><i>to be filled in by a person</i>"
    assert view_of_table(Table(caption="", columns=COLUMNS, rows=(row,)), places()).rows == (
        "<tr><th scope=row>H1<td> "
    )


def test_a_row_without_a_first_cell_is_headed_by_nothing() -> None:
    """An empty head would say nothing to those who hear."""
    view = view_of_table(Table(caption="", columns=COLUMNS, rows=(Row(cells=()),)), places())
    assert view.rows == "<tr><td><td>"


def test_numbers_stand_flush_right() -> None:
    """By a rule for their column, and not by one for each cell."""
    view = view_of_table(Table(caption="", columns=COLUMNS, rows=ROWS), places())
    assert "r2" in view.classes.split()
    assert "table.r2 tr>:nth-child(2){text-align:right}" in view.rules
    assert not [rule for rule in view.rules if rule.startswith("table.r1")]


@pytest.mark.parametrize(
    ("heads", "shares", "rows", "widths"),
    [
        ([], [], [], Widths(parts=(), least=0, most=4)),
        (["a", "b"], [1, 1], [["x", "x"]], Widths(parts=(50, 50), least=4, most=4)),
        (["a", "b"], [0, -3], [["y" * 90] * 2], Widths(parts=(50, 50), least=24, most=0)),
        (["a", "b"], [1, 3], [["y " * 90] * 2], Widths(parts=(27, 73), least=4, most=0)),
        (["a", "b"], [1, 3], [["y " * 90, "x"]], Widths(parts=(96, 4), least=4, most=0)),
        (
            ["a"] * 4,
            [1] * 4,
            [["y " * 90] * 3 + ["ten"]],
            Widths(parts=(31, 31, 31, 6), least=46, most=0),
        ),
    ],
)
def test_widths(heads: list[str], shares: list[int], rows: list[list[str]], widths: Widths) -> None:
    """As words need, then by share, and never more than a column has a use for."""
    assert widths_of(heads, shares, rows) == widths
