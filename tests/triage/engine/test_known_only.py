"""The node that no file can say: what is open counts as not met."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.conditions import (
    Compare,
    Comparison,
    Condition,
    Fact,
    KnownOnly,
    Not,
    Present,
    all_of,
    any_of,
    open_names,
)
from triage.presentation import Presentation
from triage.truth import Answer, Truth

laws = settings(settings.get_profile("triage"), max_examples=60)

FEVER, LUMP = Present("fever"), Present("lump")
OLD = Compare("age", Comparison.AT_LEAST, 60)


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        (Answer.PRESENT, Truth.MET),
        (Answer.ABSENT, Truth.NOT_MET),
        (Answer.NOT_ASKED, Truth.NOT_MET),
    ],
)
def test_not_asked_counts_as_absent(answer: Answer, truth: Truth) -> None:
    """The mistake that it stands for: unknown read as absent."""
    assert KnownOnly(FEVER).truth(Presentation({"fever": answer})) is truth


def test_a_number_that_is_not_known_does_not_compare() -> None:
    """Neither on one side of the bound nor on the other."""
    young = Not(OLD)
    assert KnownOnly(OLD).truth(Presentation()) is Truth.NOT_MET
    assert KnownOnly(young).truth(Presentation()) is Truth.NOT_MET
    assert KnownOnly(OLD).truth(Presentation({}, {"age": 60})) is Truth.MET


def test_its_negation_takes_the_unknown_for_good() -> None:
    """Not known to be present is met by nothing known, which no other node can be."""
    assert Not(KnownOnly(FEVER)).truth(Presentation()) is Truth.MET
    assert KnownOnly(Not(FEVER)).truth(Presentation()) is Truth.NOT_MET


def test_everything_else_is_that_of_the_condition_below() -> None:
    """Names and facts are passed on; the content says that it stands there."""
    condition = any_of(FEVER, all_of(LUMP, OLD))
    node = KnownOnly(condition)
    patient = Presentation({"fever": Answer.PRESENT}, {"age": 70})
    assert list(node.names()) == ["fever", "lump", "age"]
    assert list(node.facts(patient)) == [Fact("fever", Answer.PRESENT)]
    assert node.children() == (condition,)
    assert node.content() == {"known_only": condition.content()}


@laws
@given(data=st.data())
def test_it_is_met_exactly_where_the_condition_below_is_and_waits_for_nothing(
    data: st.DataObject,
    conditions: st.SearchStrategy[Condition],
    bicycles: st.SearchStrategy[Presentation],
) -> None:
    """Always decided, so that no question is open because of it."""
    condition, bicycle = data.draw(conditions), data.draw(bicycles)
    node = KnownOnly(condition)
    assert (node.truth(bicycle) is Truth.MET) == (condition.truth(bicycle) is Truth.MET)
    assert node.truth(bicycle) is not Truth.UNDECIDED
    assert list(open_names(node, bicycle)) == []
