"""Outcomes in words."""

import pytest

from evaluation.describe import given_words, gold_words, percent, what_happened, worst_first
from evaluation.outcomes import Expected, Result, Status
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    IDS,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (gold(URGENT, flags="fever"), "urgent (fever)"),
        (gold(URGENT, EMERGENCY, flags="fever clot"), "urgent to emergency (clot, fever)"),
        (gold(SELF_CARE, absent="fever"), "self_care (no red flag)"),
    ],
)
def test_a_gold_is_its_range_and_its_red_flags(expected: Expected, words: str) -> None:
    """One disposition or a range, then the flags in the order of their names."""
    assert gold_words(expected, IDS) == words


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (gave(ROUTINE), "routine (no red flag)"),
        (gave(EMERGENCY, flags="fever clot"), "emergency (clot, fever)"),
        (gave(SELF_CARE), "self_care (no red flag)"),
        (gave_none(Status.ERROR, "it broke"), "error: it broke"),
        (gave_none(Status.ABSTAINED, "not sure"), "abstained: not sure"),
        (gave_none(Status.MISSING, "no line"), "missing: no line"),
    ],
)
def test_an_answer_is_its_disposition_and_flags_or_why_there_is_none(
    result: Result, words: str
) -> None:
    """No answer says its status and its reason."""
    assert given_words(outcome("a", gold(URGENT), result), IDS) == words


def test_what_happened_sets_both_sides_beside_each_other() -> None:
    """The whole sentence, as checks and lists show it."""
    made = outcome("a", gold(URGENT, flags="fever"), gave(ROUTINE))
    assert what_happened(made, IDS) == "expected urgent (fever), got routine (no red flag)"


def test_what_happened_names_lost_pathways() -> None:
    """Pathways that were expected and not given are told, in the order of their names."""
    made = outcome("a", gold(ROUTINE, ways="spine lungs x"), gave(ROUTINE, ways="x y"))
    assert what_happened(made, IDS) == (
        "expected routine (no red flag), got routine (no red flag), "
        "without the pathway lungs, spine"
    )


def test_the_worst_comes_first() -> None:
    """Red flags first, then by how far below the floor (no answer is lowest), then by id."""
    made = [
        outcome("routine-b", gold(ROUTINE), gave(SELF_CARE)),
        outcome("routine-a", gold(ROUTINE), gave(SELF_CARE)),
        outcome("over", gold(SELF_CARE), gave(EMERGENCY)),
        outcome("far", gold(EMERGENCY), gave(SELF_CARE)),
        outcome("fever", gold(URGENT, flags="fever"), gave(ROUTINE)),
        outcome("breath", gold(EMERGENCY, flags="breath"), gave(SELF_CARE)),
        outcome("crash", gold(EMERGENCY, flags="breath"), gave_none()),
    ]
    order = [o.vignette for o in worst_first(made)]
    assert order == ["crash", "breath", "fever", "far", "routine-a", "routine-b", "over"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not estimable"),
        (0.0, "0.0 %"),
        (1.0, "100.0 %"),
        (0.5, "50.0 %"),
        (1 / 3, "33.3 %"),
        (0.0004, "<0.1 %"),
        (0.0005, "0.1 %"),
        (0.9994, "99.9 %"),
        (0.9996, ">99.9 %"),
    ],
)
def test_a_share_never_rounds_to_all_or_nothing(value: float | None, words: str) -> None:
    """100.0 % and 0.0 % are said only where they are exact, and nothing is said of nothing."""
    assert percent(value) == words
