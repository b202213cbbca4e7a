"""0 of 0 is not estimable: never 0 %, never 100 %."""

import pytest

from evaluation.metrics import Escalations, Rate
from evaluation.outcomes import Outcome
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    all_k_and_n,
    gave,
    gold,
    outcome,
    scored,
)

PERFECT = outcome("a", gold(URGENT), gave(URGENT))


def test_a_rate_over_nothing_has_no_value() -> None:
    """0 of 0 gives no number at all."""
    assert Rate(name="x", k=0, n=0, family_k=0, family_n=0).value is None


def test_a_rate_of_none_is_zero() -> None:
    """0 of 3 is 0, and not the same as nothing measured."""
    assert Rate(name="x", k=0, n=3, family_k=0, family_n=3).value == 0


def test_no_vignette_leaves_every_rate_not_estimable() -> None:
    """An empty run has 0 of 0 everywhere, and no value anywhere."""
    scores = scored([])
    assert set(all_k_and_n(scores).values()) == {(0, 0)}
    assert {rate.value for rate in scores.rates.values()} == {None}
    assert scores.escalations == Escalations(true=0, missed=0, true_non=0, false=0, straddling=0)
    assert scores.escalations.balanced_accuracy is None
    assert (scores.n, scores.per_red_flag) == (0, ())
    assert (dict(scores.under_by_steps), dict(scores.over_by_steps)) == ({}, {})


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("missed_red_flag_rate", PERFECT),
        ("missed_red_flag_rate_by_detection", PERFECT),
        ("flag_level_miss_rate", PERFECT),
        ("false_flag_rate", PERFECT),
        ("escalation_sensitivity", outcome("a", gold(ROUTINE), gave(ROUTINE))),
        ("escalation_specificity", PERFECT),
        ("escalation_accuracy", outcome("a", gold(ROUTINE, URGENT), gave(ROUTINE))),
        ("under_triage_rate", outcome("a", gold(SELF_CARE), gave(SELF_CARE))),
        ("over_triage_rate", outcome("a", gold(EMERGENCY), gave(EMERGENCY))),
        ("inclination_to_over_triage", PERFECT),
        ("pathway_recall", PERFECT),
        ("pathway_precision", PERFECT),
    ],
)
def test_a_vignette_outside_a_denominator_is_not_estimated(name: str, made: Outcome) -> None:
    """A vignette that cannot fail a metric says nothing about it."""
    assert scored([made]).rates[name].value is None


@pytest.mark.parametrize(
    "made",
    [outcome("a", gold(URGENT), gave(URGENT)), outcome("a", gold(ROUTINE), gave(ROUTINE))],
    ids=["nothing not to escalate", "nothing to escalate"],
)
def test_balanced_accuracy_needs_both_kinds(made: Outcome) -> None:
    """Without vignettes on either side of the threshold there is no mean of two rates."""
    assert scored([made]).escalations.balanced_accuracy is None
