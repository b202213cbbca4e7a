"""The parts of a number's range: each value is in one of them, and one value stands for each."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.cells import Cell, cell_of
from tests.evaluation.kit.laws import laws
from triage.vocabulary import Number

Cut = tuple[float, bool]

halves = st.integers(-4, 12).map(lambda n: n / 2)
values = halves | st.floats(-2, 6, allow_nan=False).map(lambda value: round(value, 3))


def number(low: float, high: float) -> Number:
    """A number with a range."""
    return Number(id="n", title="n", question="?", unit="-", minimum=low, maximum=high, sources=())


def is_in(cell: Cell, value: float) -> bool:
    """Whether a value lies in a cell."""
    above = value >= cell.low if cell.has_low else value > cell.low
    return above and (value <= cell.high if cell.has_high else value < cell.high)


@settings(laws, max_examples=200)
@given(ends=st.tuples(values, values), cuts=st.sets(st.tuples(values, st.booleans())), tried=values)
def test_every_value_of_a_range_is_in_one_cell(
    ends: tuple[float, float], cuts: set[Cut], tried: float
) -> None:
    """Cells do not overlap and leave nothing out; each holds the value that stands for it."""
    low, high = min(ends), max(ends)
    # What :class:`Encoding` hands over: cuts with something of the range on both sides.
    inside = sorted(
        (bound, strict) for bound, strict in cuts if (low, False) < (bound, strict) < (high, True)
    )
    cells = [cell_of(number(low, high), *edges) for edges in pairwise([None, *inside, None])]
    for cell in cells:
        assert is_in(cell, cell.value), cell
        assert low <= cell.value <= high
        if not cell.value.is_integer():
            wholes = [whole for whole in range(-3, 8) if is_in(cell, whole)]
            assert cell.value == cell.low or not wholes, cell
    assert sum(is_in(cell, tried) for cell in cells) == (low <= tried <= high)
    assert [cell.value for cell in cells] == sorted(cell.value for cell in cells)


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [
        pytest.param(None, None, 0, id="all of it: the near end"),
        pytest.param(None, (60, False), 59, id="below: the last whole one"),
        pytest.param(None, (60, True), 60, id="up to"),
        pytest.param((60, False), None, 60, id="from"),
        pytest.param((60, True), None, 61, id="above: the next whole one"),
        pytest.param((60, True), (61, False), 60.5, id="no whole one between"),
        pytest.param((60, True), (61, True), 61, id="the far end is in"),
        pytest.param((60, False), (60, True), 60, id="one value"),
        pytest.param((60.5, False), (70, False), 60.5, id="the bound itself"),
        pytest.param((60.5, True), (70, False), 61, id="next to half"),
        pytest.param((60.2, True), (60.8, True), 60.8, id="within one: the end"),
        pytest.param((60.25, True), (60.75, False), 60.5, id="within one: the middle"),
        pytest.param(None, (0.5, False), 0, id="the near end is the only whole one"),
        pytest.param(None, (60.5, True), 60, id="below half"),
    ],
)
def test_the_value_that_stands_for_a_cell(low: Cut | None, high: Cut | None, value: float) -> None:
    """Next to a cut, whole where a whole one is nearest: what a person would write down."""
    assert cell_of(number(0, 120), low, high).value == value


def test_a_range_without_a_whole_number() -> None:
    """The low end of the range stands for what lies below every cut."""
    assert cell_of(number(0.2, 0.8), None, (0.5, False)).value == 0.2
    assert cell_of(number(0.2, 0.8), (0.5, True), None).value == 0.8


def test_a_cell_says_where_it_begins_and_ends() -> None:
    """The ends of the range are in; a cut says itself on which side its bound is."""
    assert cell_of(number(0, 9), (3, True), None) == Cell(
        number="n", low=3, high=9, has_low=False, has_high=True, value=4
    )
    assert cell_of(number(0, 9), None, (3, False)) == Cell(
        number="n", low=0, high=3, has_low=True, has_high=False, value=2
    )
