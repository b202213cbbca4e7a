"""What holds for the subgroups of every run."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from evaluation.outcomes import Outcome
from evaluation.subgroups import Subgroup, score_subgroups
from tests.evaluation.kit.laws import laws, outcomes
from tests.evaluation.kit.outcomes import EMERGENCY, URGENT, k_and_n, scored
from tests.evaluation.kit.patients import ATTRIBUTES, BANDS, of_patient
from vignettes.vignette import Kind

SINGLE: Final = ("kind", "sex", "age_years")
"""The fields of which a vignette is in exactly one subgroup."""

ages = st.none() | st.sampled_from([0.0, 17.0, 18.0, 39.5, 40.0, 64.0, 65.0, 99.0])
sexes = st.none() | st.sampled_from(ATTRIBUTES["sex"].values)
kinds = st.sampled_from([kind.value for kind in Kind])
documents = st.sampled_from(["", "PKP", "KFB", "PKP KFB"])


@st.composite
def runs(draw: st.DrawFn) -> tuple[Outcome, ...]:
    """Random vignettes of random patients, of whom something may not be known."""
    return tuple(
        of_patient(
            replace(made, kind=draw(kinds)),
            documents=draw(documents),
            age=draw(ages),
            patient={"sex": sex} if (sex := draw(sexes)) else {},
        )
        for made in draw(outcomes())
    )


def found(made: Sequence[Outcome]) -> tuple[Subgroup, ...]:
    """Every subgroup, with ``urgent`` as the threshold."""
    return score_subgroups(
        made, threshold=URGENT, top=EMERGENCY, bands=BANDS, attributes=ATTRIBUTES
    )


class TestSubgroups:
    """Whatever the run, its subgroups give it back."""

    @laws
    @given(made=runs())
    def test_a_field_of_one_value_each_makes_the_whole(self, made: tuple[Outcome, ...]) -> None:
        """The vignettes add up, and so do k and n of every rate."""
        whole, subgroups = scored(made).rates, found(made)
        for field in SINGLE:
            parts = [one for one in subgroups if one.field == field]
            assert sum(one.n for one in parts) == len(made)
            for name, rate in whole.items():
                counts = [k_and_n(one.rates[name]) for one in parts]
                assert (sum(k for k, _ in counts), sum(n for _, n in counts)) == k_and_n(rate)

    @laws
    @given(made=runs())
    def test_a_vignette_counts_in_each_of_its_documents(self, made: tuple[Outcome, ...]) -> None:
        """One that rests on two is in both, one that rests on none is not known."""
        sizes = {one.name: one.n for one in found(made) if one.field == "document"}
        for name in ("PKP", "KFB"):
            assert sizes.get(name, 0) == sum(name in outcome.documents for outcome in made)
        assert sizes.get("not known", 0) == sum(not outcome.documents for outcome in made)

    @laws
    @given(made=runs(), data=st.data())
    def test_order_changes_nothing(self, made: tuple[Outcome, ...], data: st.DataObject) -> None:
        """Neither the numbers nor where they stand."""
        assert found(data.draw(st.permutations(made))) == found(made)

    @laws
    @given(made=runs())
    def test_renaming_changes_nothing(self, made: tuple[Outcome, ...]) -> None:
        """The ids of vignettes and families are only names."""
        renamed = [
            replace(one, vignette=f"new {one.vignette}", family=f"new {one.family}") for one in made
        ]
        assert found(renamed) == found(made)

    @laws
    @given(made=runs())
    def test_no_subgroup_is_empty_or_there_twice(self, made: tuple[Outcome, ...]) -> None:
        """Each says something of some vignette, and all of that vignette is in the whole."""
        subgroups = found(made)
        names = [(one.field, one.name) for one in subgroups]
        assert len(set(names)) == len(names)
        assert all(1 <= one.n <= len(made) for one in subgroups)
