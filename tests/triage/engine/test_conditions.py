"""The tree of a condition: what it names, what lies below, and its canonical content."""

from collections.abc import Callable

import pytest

from triage.conditions import (
    AtLeast,
    Compare,
    Comparison,
    Condition,
    Fact,
    Not,
    Present,
    all_of,
    any_of,
)
from triage.presentation import Presentation
from triage.truth import Answer

FEVER, LUMP, PAIN = Present("fever"), Present("lump"), Present("pain")
OLD = Compare("age", Comparison.AT_LEAST, 60)


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (FEVER, ["fever"]),
        (OLD, ["age"]),
        (Not(FEVER), ["fever"]),
        (all_of(FEVER, any_of(LUMP, FEVER), OLD), ["fever", "lump", "fever", "age"]),
    ],
)
def test_names_are_all_names_in_the_tree(condition: Condition, names: list[str]) -> None:
    """Every finding and number is named, in order, repeats included."""
    assert list(condition.names()) == names


@pytest.mark.parametrize(
    ("condition", "children"),
    [
        (FEVER, ()),
        (OLD, ()),
        (Not(FEVER), (FEVER,)),
        (all_of(FEVER, any_of(LUMP, OLD)), (FEVER, any_of(LUMP, OLD))),
    ],
)
def test_children_are_the_nodes_right_below(
    condition: Condition, children: tuple[Condition, ...]
) -> None:
    """Children are one level down, not deeper."""
    assert condition.children() == children


@pytest.mark.parametrize(
    ("condition", "content"),
    [
        (FEVER, "fever"),
        (OLD, {"number": "age", "at_least": 60}),
        (Compare("age", Comparison.LESS_THAN, 3), {"number": "age", "less_than": 3}),
        (Not(FEVER), {"not": "fever"}),
        (all_of(PAIN, LUMP), {"all": ["lump", "pain"]}),
        (any_of(PAIN, LUMP), {"any": ["lump", "pain"]}),
        (AtLeast(2, (PAIN, LUMP, FEVER)), {"at_least": 2, "of": ["fever", "lump", "pain"]}),
        (AtLeast(3, (PAIN, LUMP, FEVER)), {"all": ["fever", "lump", "pain"]}),
        (AtLeast(1, (PAIN, LUMP, FEVER)), {"any": ["fever", "lump", "pain"]}),
        (all_of(PAIN), {"all": ["pain"]}),
        (any_of(PAIN), {"all": ["pain"]}),
    ],
)
def test_content_says_what_is_meant_in_one_way(condition: Condition, content: object) -> None:
    """Siblings are sorted, and the two ends of *at least* are written *all* and *any*."""
    assert condition.content() == content


PRESENT, ABSENT = Answer.PRESENT, Answer.ABSENT


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (FEVER, [Fact("fever", PRESENT)]),
        (PAIN, []),
        (OLD, [Fact("age", 70.0)]),
        (Compare("weight", Comparison.AT_LEAST, 1), []),
        (Not(LUMP), [Fact("lump", ABSENT)]),
        (any_of(FEVER, LUMP, OLD), [Fact("fever", PRESENT), Fact("age", 70.0)]),
        (all_of(FEVER, LUMP, PAIN), [Fact("lump", ABSENT)]),
        (all_of(FEVER, PAIN), []),
        (AtLeast(2, (FEVER, LUMP, OLD)), [Fact("fever", PRESENT), Fact("age", 70.0)]),
    ],
)
def test_facts_are_those_that_decide(condition: Condition, facts: list[Fact]) -> None:
    """The facts of a met condition speak for it, of a failed one against it; an open one has none.

    Of the patient, fever and an age of 70 are known, a lump is ruled out, pain was not asked.
    """
    patient = Presentation({"fever": PRESENT, "lump": ABSENT}, {"age": 70.0})
    assert list(condition.facts(patient)) == facts


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: AtLeast(0, (FEVER,)), id="none of one"),
        pytest.param(lambda: AtLeast(-1, (FEVER,)), id="minus one of one"),
        pytest.param(lambda: AtLeast(3, (FEVER, LUMP)), id="three of two"),
        pytest.param(all_of, id="all of nothing"),
        pytest.param(any_of, id="any of nothing"),
    ],
)
def test_a_count_that_cannot_be_is_no_condition(make: Callable[[], Condition]) -> None:
    """A count outside 1 to the number of conditions is refused at birth: it has no truth table."""
    with pytest.raises(ValueError, match="conditions"):
        make()
