"""The two three-valued types: Kleene's negation, and no way to mistake "not asked" for "absent"."""

from itertools import product

import pytest

from triage.truth import Answer, Truth

MET, UNDECIDED, NOT_MET = Truth.MET, Truth.UNDECIDED, Truth.NOT_MET


@pytest.mark.parametrize(
    ("value", "negated"), [(MET, NOT_MET), (UNDECIDED, UNDECIDED), (NOT_MET, MET)]
)
def test_not_exchanges_the_decided_values_only(value: Truth, negated: Truth) -> None:
    """Kleene's *not*: met and not met change places, undecided stays."""
    assert value.negated() is negated


@pytest.mark.parametrize("value", Truth)
def test_a_double_negation_says_nothing(value: Truth) -> None:
    """*Not not* is the value itself."""
    assert value.negated().negated() is value


@pytest.mark.parametrize(("left", "right"), list(product(Truth, repeat=2)))
def test_the_order_makes_all_the_minimum_and_any_the_maximum(left: Truth, right: Truth) -> None:
    """De Morgan on the bare order: not the minimum is the maximum of the negations."""
    assert min(left, right).negated() is max(left.negated(), right.negated())


@pytest.mark.parametrize("value", [*Truth, *Answer])
def test_a_three_valued_value_is_no_boolean(value: Truth | Answer) -> None:
    """``if answer:`` would hide the third value, and is refused by name."""
    kind = type(value).__name__
    with pytest.raises(TypeError, match=f"^{kind} has three values: compare it with one of them$"):
        bool(value)


@pytest.mark.parametrize(
    ("answer", "label"),
    [(Answer.ABSENT, "absent"), (Answer.NOT_ASKED, "not_asked"), (Answer.PRESENT, "present")],
)
def test_an_answer_reads_its_own_label(answer: Answer, label: str) -> None:
    """Files and people write an answer as its label, and the label leads back."""
    assert answer.label == label
    assert Answer.parse(label) is answer


@pytest.mark.parametrize("label", ["yes", "", "unknown", "not asked"])
def test_no_other_word_is_an_answer(label: str) -> None:
    """Anything but a label is no answer."""
    with pytest.raises(KeyError):
        Answer.parse(label)
