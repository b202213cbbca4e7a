"""Families count by their worst member: one miss is a miss, and right means all right."""

from collections import defaultdict

import pytest
from hypothesis import given

from evaluation.metrics import BETTER, METRICS, Better
from evaluation.outcomes import Outcome
from tests.evaluation.kit.laws import laws, outcomes
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gold,
    outcome,
    scored,
)

FEVER = gold(URGENT, flags="fever")
# Family one: seen and missed. Family two: both seen. Family three: over-triaged, no red flag.
THREE_FAMILIES = (
    outcome("a1", FEVER, gave(URGENT, flags="fever"), family="one"),
    outcome("a2", FEVER, gave(ROUTINE), family="one"),
    outcome("b1", FEVER, gave(URGENT, flags="fever"), family="two"),
    outcome("b2", FEVER, gave(EMERGENCY, flags="fever"), family="two"),
    outcome("c1", gold(SELF_CARE), gave(ROUTINE), family="three"),
)


@pytest.mark.parametrize(
    ("name", "family_k", "family_n", "why"),
    [
        ("missed_red_flag_rate", 1, 2, "a2 makes family one a miss; three has no red flag"),
        ("missed_red_flag_rate_by_detection", 1, 2, "likewise"),
        ("flag_level_miss_rate", 1, 2, "likewise"),
        ("under_triage_rate", 1, 2, "likewise"),
        ("over_triage_rate", 2, 3, "b2 and c1; a1 alone is right, a2 is under-triage"),
        ("escalation_sensitivity", 1, 2, "two is right in both members, one is not"),
        ("escalation_accuracy", 2, 3, "two and three: routine is no escalation"),
        ("safety_of_advice", 2, 3, "two and three are nowhere below the floor"),
        ("accuracy", 0, 3, "every family has a member that is wrong"),
    ],
)
def test_a_family_counts_by_its_worst_member(
    name: str, family_k: int, family_n: int, why: str
) -> None:
    """A rate of misses takes any member's miss, a rate of successes wants all of them."""
    rate = scored(THREE_FAMILIES).rates[name]
    assert (rate.family_k, rate.family_n) == (family_k, family_n), why


def test_each_red_flag_counts_by_families_too() -> None:
    """Fever is required in two families, and missed somewhere in one of them."""
    (rate,) = scored(THREE_FAMILIES).per_red_flag
    assert (rate.k, rate.n, rate.family_k, rate.family_n) == (1, 4, 1, 2)


@laws
@given(outcomes())
def test_every_rate_counts_families_by_the_worst_of_those_it_counts(
    made: tuple[Outcome, ...],
) -> None:
    """For every metric over vignettes the family counts follow from the members alone."""
    scores = scored(made)
    for metric in METRICS:
        families: dict[str, list[bool]] = defaultdict(list)
        for o in made:
            if metric.counts(o, URGENT, EMERGENCY):
                families[o.family].append(metric.hits(o, URGENT, EMERGENCY))
        worst = any if metric.better is Better.LOWER else all
        rate = scores.rates[metric.name]
        assert rate.family_n == len(families)
        assert rate.family_k == sum(worst(hits) for hits in families.values())


@laws
@given(outcomes())
def test_families_never_look_better_than_their_vignettes(made: tuple[Outcome, ...]) -> None:
    """If any vignette misses, some family does; if all families are right, all vignettes are."""
    for name, rate in scored(made).rates.items():
        assert 0 <= rate.k <= rate.n
        assert 0 <= rate.family_k <= rate.family_n <= rate.n
        if BETTER[name] is Better.LOWER:
            assert (rate.k > 0) == (rate.family_k > 0)
        else:
            assert (rate.k == rate.n) == (rate.family_k == rate.family_n)


@laws
@given(outcomes())
def test_a_family_of_one_is_its_vignette(made: tuple[Outcome, ...]) -> None:
    """Where every vignette is a family of its own, both counts agree."""
    alone = [outcome(o.vignette, o.expected, o.result) for o in made]
    scores = scored(alone)
    for metric in METRICS:
        rate = scores.rates[metric.name]
        assert (rate.k, rate.n) == (rate.family_k, rate.family_n)
