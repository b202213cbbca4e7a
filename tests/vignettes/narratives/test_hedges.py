"""Quantities that are said with a hedge: more than, about, or so."""

import pytest

from tests.vignettes.narratives.quantities import bare, said
from vignettes.lint.quantities import Quantity, quantities_in

BEFORE = [
    *("more than", "less than", "fewer than", "at least", "at most", "up to", "over", "under"),
    *("almost", "nearly", "about", "around", "roughly", "some", "well over", "just under"),
]
BEHIND = ["or so", "or more", "or longer", "or less", "plus"]


class TestHedges:
    """Words that leave open how much it is: what they say is not held against a number."""

    @pytest.mark.parametrize("amount", ["3 weeks", "three weeks", "a week", "2-3 weeks"])
    @pytest.mark.parametrize("hedge", BEFORE)
    def test_a_hedge_before_it_makes_a_quantity_unsure(self, hedge: str, amount: str) -> None:
        """It is read as one without a unit would be, in the unit that is asked for."""
        plain = list(quantities_in(amount, "days"))
        assert all(quantity.has_unit for quantity in plain)
        assert list(quantities_in(f"It hurts {hedge} {amount}.", "days")) == [
            Quantity(quantity.low, quantity.high, has_unit=False) for quantity in plain
        ]

    @pytest.mark.parametrize("amount", ["3 weeks", "three weeks", "a week", "2-3 weeks"])
    @pytest.mark.parametrize("hedge", BEHIND)
    def test_a_hedge_behind_it_makes_a_quantity_unsure(self, hedge: str, amount: str) -> None:
        """As one before it does."""
        plain = list(quantities_in(amount, "days"))
        assert list(quantities_in(f"It hurts {amount} {hedge}.", "days")) == [
            Quantity(quantity.low, quantity.high, has_unit=False) for quantity in plain
        ]

    @pytest.mark.parametrize("text", ["3+ weeks", "3 weeks+", "about 3 or 4 weeks", "44+ days"])
    def test_a_plus_and_a_list_are_hedged_as_well(self, text: str) -> None:
        """All that one hedge is about is unsure."""
        assert said(text, "days") == []
        assert bare(text, "days")

    def test_all_parts_of_a_hedged_sum_are_unsure(self) -> None:
        """About two weeks and three days may be 18 days."""
        assert said("about two weeks and three days", "days") == []

    @pytest.mark.parametrize(
        "text",
        ["about it: 3 weeks", "3 weeks, or so she says", "3 weeks more", "mover 3 weeks"],
    )
    def test_a_hedge_elsewhere_hedges_nothing(self, text: str) -> None:
        """It stands right before the number, or right behind the unit, as a whole word."""
        assert (21, 21) in said(text, "days")

    def test_each_quantity_has_its_own_hedge(self) -> None:
        """What is said for sure stays so beside what is not."""
        found = list(quantities_in("about 3 weeks, worse for 2 days", "days"))
        assert found == [Quantity(21, 21, has_unit=False), Quantity(2, 2)]
