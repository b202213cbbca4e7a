"""Intention to triage: no answer stays in every denominator, and fails every safety metric."""

import pytest

from evaluation.metrics import DetectionByAction
from evaluation.outcomes import Outcome, Result, Status
from tests.evaluation.kit.laws import NOT_OK
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    all_k_and_n,
    gave,
    gave_none,
    gold,
    outcome,
    scored,
)

each_status = pytest.mark.parametrize("status", NOT_OK)


def unanswered(status: Status) -> tuple[Outcome, ...]:
    """One vignette to escalate, with red flag and pathway, and one for self-care."""
    return (
        outcome("a", gold(URGENT, flags="fever", ways="spine"), gave_none(status)),
        outcome("b", gold(SELF_CARE, absent="fever"), gave_none(status)),
    )


@each_status
def test_no_answer_stays_in_every_denominator(status: Status) -> None:
    """The red flag is missed, nothing is right, and only what was never said is not counted."""
    assert all_k_and_n(scored(unanswered(status))) == {
        "coverage": (0, 2),
        "missed_red_flag_rate": (1, 1),
        "missed_red_flag_rate_by_detection": (1, 1),
        "flag_level_miss_rate": (1, 1),
        "false_flag_rate": (0, 1),
        "escalation_sensitivity": (0, 1),
        "escalation_specificity": (0, 1),
        "escalation_accuracy": (0, 2),
        "under_triage_rate": (0, 1),
        "over_triage_rate": (0, 2),
        "safety_of_advice": (0, 2),
        "accuracy": (0, 2),
        "exact_accuracy": (0, 2),
        "inclination_to_over_triage": (0, 0),
        "pathway_recall": (0, 1),
        "pathway_precision": (0, 0),
    }


@each_status
def test_no_answer_is_neither_detected_nor_acted_on(status: Status) -> None:
    """A required red flag without an answer falls into the cell of neither."""
    cells = scored(unanswered(status)).detection_by_action
    assert cells == DetectionByAction(both=0, detected_only=0, acted_only=0, neither=1)


@each_status
@pytest.mark.parametrize("floor", [SELF_CARE, ROUTINE, URGENT, EMERGENCY])
def test_no_answer_is_below_every_floor(status: Status, floor: int) -> None:
    """Even a vignette for self-care is not answered by silence."""
    made = outcome("a", gold(floor, flags="fever"), gave_none(status))
    assert made.given < floor
    assert made.misses_red_flag
    assert made.misses_detection
    assert not made.is_acceptable
    assert not made.is_under_triaged
    assert not made.is_over_triaged


@pytest.mark.parametrize("status", Status)
def test_a_result_has_a_disposition_exactly_when_it_is_ok(status: Status) -> None:
    """An answer without a disposition, and a disposition without an answer, cannot exist."""
    disposition = None if status is Status.OK else URGENT
    with pytest.raises(ValueError, match="a disposition exactly when its status is ok"):
        Result(status=status, disposition=disposition)


@each_status
def test_a_result_that_is_not_ok_raises_nothing(status: Status) -> None:
    """Flags and pathways count only with an answer: a crash that names some cannot exist."""
    with pytest.raises(ValueError, match="ok"):
        Result(status=status, red_flags=frozenset({"fever"}))
    with pytest.raises(ValueError, match="ok"):
        Result(status=status, pathways=frozenset({"spine"}))


@pytest.mark.parametrize(
    ("floor", "preferred", "ceiling"),
    [(2, 1, 3), (1, 3, 2), (2, 2, 1), (-1, 0, 1)],
    ids=["preferred below", "preferred above", "upside down", "below the scale"],
)
def test_a_gold_holds_its_preferred_disposition(floor: int, preferred: int, ceiling: int) -> None:
    """A range that is none cannot exist."""
    with pytest.raises(ValueError, match="holds the preferred disposition"):
        gold(floor, ceiling, preferred=preferred)


def test_a_rank_below_the_scale_is_no_answer() -> None:
    """An engine that answers -1 did not answer with the last level of the scale."""
    with pytest.raises(ValueError, match="-1"):
        gave(-1)
