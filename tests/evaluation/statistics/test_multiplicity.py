"""Holm's adjustment: known answers and laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.statistics.multiplicity import holm

laws = settings(deadline=None)
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_known_answer() -> None:
    """0.01, 0.04, 0.03 and 0.005 become 0.03, 0.06, 0.06 and 0.02, as R's p.adjust has it."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02), rel=1e-15)


def test_nothing_to_adjust() -> None:
    """No endpoint gives no p-value, and a single one stays as it is."""
    assert holm([]) == ()
    assert holm([0.04]) == (0.04,)


@pytest.mark.parametrize("bad", [-0.01, 1.01, float("nan")])
def test_an_impossible_p_value_is_refused(bad: float) -> None:
    """A p-value outside [0, 1] or not a number is an error."""
    with pytest.raises(ValueError, match="a p-value must lie between 0 and 1"):
        holm([0.5, bad])


@laws
@given(p_values)
def test_lies_between_none_and_bonferroni(values: list[float]) -> None:
    """No adjusted p-value is below its own, above Bonferroni's, or above 1."""
    for value, adjusted in zip(values, holm(values), strict=True):
        assert value <= adjusted <= min(1, len(values) * value)


@laws
@given(p_values)
def test_keeps_the_order_of_evidence(values: list[float]) -> None:
    """Endpoints sorted by p-value are sorted by adjusted p-value too."""
    paired = sorted(zip(values, holm(values), strict=True))
    assert [adjusted for _, adjusted in paired] == sorted(adjusted for _, adjusted in paired)


@laws
@given(values=p_values, data=st.data())
def test_follows_the_endpoints_when_reordered(values: list[float], data: st.DataObject) -> None:
    """Reordering the endpoints reorders the result and changes nothing else."""
    order = data.draw(st.permutations(range(len(values))))
    adjusted = holm(values)
    assert holm([values[i] for i in order]) == tuple(adjusted[i] for i in order)
