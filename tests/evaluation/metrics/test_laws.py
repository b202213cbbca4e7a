"""Laws of the definitions that hold for every run, over random outcomes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import BETTER, METRICS, Better, Rate
from evaluation.outcomes import Outcome, Result
from tests.evaluation.kit.laws import laws, no_answers, one_of, outcomes
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    scored,
    with_result,
)

OVER_VIGNETTES = tuple(metric.name for metric in METRICS)
OVER_FLAGS = ("flag_level_miss_rate", "pathway_recall", "pathway_precision")
# What a patient can be harmed by.
SAFETY = (
    "missed_red_flag_rate",
    "missed_red_flag_rate_by_detection",
    "flag_level_miss_rate",
    "escalation_sensitivity",
    "under_triage_rate",
    "safety_of_advice",
    "pathway_recall",
)
# The definitions' own formulas ask for "ok" in the numerator of a fault, or count only what was
# said, so that a crash takes the fault away. Hence the gate never reads one of them without a
# metric beside it that a crash fails; see gate/test_laws.py.
A_CRASH_HIDES = {
    "false_flag_rate": outcome("a", gold(ROUTINE, absent="fever"), gave(ROUTINE, flags="fever")),
    "under_triage_rate": outcome("a", gold(URGENT), gave(ROUTINE)),
    "over_triage_rate": outcome("a", gold(ROUTINE), gave(URGENT)),
    "inclination_to_over_triage": outcome("a", gold(ROUTINE), gave(URGENT)),
    "pathway_precision": outcome("a", gold(ROUTINE), gave(ROUTINE, ways="spine")),
}


def replaced(made: tuple[Outcome, ...], place: int, result: Result) -> tuple[Outcome, ...]:
    """The run with one answer exchanged."""
    return (*made[:place], with_result(made[place], result), *made[place + 1 :])


def is_better(name: str, after: Rate, before: Rate) -> bool:
    """Whether a rate improved; what is not estimable compares with nothing."""
    if after.value is None or before.value is None:
        return False
    lower = BETTER[name] is Better.LOWER
    return after.value < before.value if lower else after.value > before.value


@laws
@given(outcomes())
def test_every_vignette_is_within_under_over_or_not_ok(made: tuple[Outcome, ...]) -> None:
    """Within + under + over + not ok = n."""
    parts = [
        sum(o.is_acceptable for o in made),
        sum(o.is_under_triaged for o in made),
        sum(o.is_over_triaged for o in made),
        sum(not o.is_ok for o in made),
    ]
    scores = scored(made)
    assert sum(parts) == scores.n == len(made) == sum(scores.statuses.values())
    assert parts[:3] == [
        scores.rates["accuracy"].k,
        sum(scores.under_by_steps.values()),
        sum(scores.over_by_steps.values()),
    ]


@laws
@given(outcomes())
def test_the_cells_of_escalation_sum_to_their_denominators(made: tuple[Outcome, ...]) -> None:
    """Rows sum to sensitivity and specificity, all four to the accuracy, with the rest to n."""
    scores = scored(made)
    cells, rates = scores.escalations, scores.rates
    sensitivity, specificity = rates["escalation_sensitivity"], rates["escalation_specificity"]
    assert (cells.true, cells.true + cells.missed) == (sensitivity.k, sensitivity.n)
    assert (cells.true_non, cells.true_non + cells.false) == (specificity.k, specificity.n)
    accuracy = rates["escalation_accuracy"]
    assert (accuracy.k, accuracy.n) == (
        sensitivity.k + specificity.k,
        sensitivity.n + specificity.n,
    )
    assert accuracy.n + cells.straddling == scores.n


@laws
@given(outcomes())
def test_the_cells_of_detection_by_action_sum_to_their_denominators(
    made: tuple[Outcome, ...],
) -> None:
    """All four sum to the vignettes with a red flag; rows and columns to the two miss rates."""
    scores = scored(made)
    cells = scores.detection_by_action
    assert cells is not None
    by_action = scores.rates["missed_red_flag_rate"]
    by_detection = scores.rates["missed_red_flag_rate_by_detection"]
    total = cells.both + cells.detected_only + cells.acted_only + cells.neither
    assert total == by_action.n == by_detection.n
    assert cells.detected_only + cells.neither == by_action.k
    assert cells.acted_only + cells.neither == by_detection.k


@laws
@given(outcomes())
def test_red_flags_one_by_one_sum_to_the_flag_level_rate(made: tuple[Outcome, ...]) -> None:
    """The table per red flag holds each required flag once, the worst first."""
    scores = scored(made)
    whole = scores.rates["flag_level_miss_rate"]
    assert sum(rate.k for rate in scores.per_red_flag) == whole.k
    assert sum(rate.n for rate in scores.per_red_flag) == whole.n
    values = [rate.value or 0 for rate in scores.per_red_flag]
    assert values == sorted(values, reverse=True)


@laws
@given(outcomes(least=1))
def test_adding_a_vignette_changes_each_denominator_by_none_or_one(
    made: tuple[Outcome, ...],
) -> None:
    """A rate over vignettes counts a vignette once or not at all, and hits it as often at most."""
    before, after = scored(made[:-1]).rates, scored(made).rates
    for name in OVER_VIGNETTES:
        added = after[name].n - before[name].n
        assert added in {0, 1}
        assert 0 <= after[name].k - before[name].k <= added


@laws
@given(outcomes(least=1))
def test_adding_a_vignette_adds_its_flags_to_the_rates_over_flags(
    made: tuple[Outcome, ...],
) -> None:
    """The three rates over flags and pathways grow by as many as the vignette brings."""
    before, after, last = scored(made[:-1]).rates, scored(made).rates, made[-1]
    brings = (last.expected.red_flags, last.expected.pathways, last.result.pathways)
    for name, names in zip(OVER_FLAGS, brings, strict=True):
        assert after[name].n - before[name].n == len(names)


@laws
@given(made=outcomes(), data=st.data())
def test_order_changes_nothing(made: tuple[Outcome, ...], data: st.DataObject) -> None:
    """The same vignettes in another order give the same numbers."""
    shuffled = data.draw(st.permutations(made))
    assert scored(shuffled) == scored(made)


@laws
@given(made=outcomes(), data=st.data())
def test_renaming_changes_nothing(made: tuple[Outcome, ...], data: st.DataObject) -> None:
    """Other ids for vignettes and families give the same numbers."""
    names = data.draw(st.permutations([o.vignette for o in made]))
    families = dict(zip("1234", data.draw(st.permutations("1234")), strict=True))
    renamed = [
        replace(o, vignette=f"other-{name}", family=f"other-{families[o.family[-1]]}")
        for o, name in zip(made, names, strict=True)
    ]
    assert scored(renamed) == scored(made)


@laws
@given(made=outcomes(least=1), data=st.data())
def test_lowering_an_answer_never_improves_a_safety_metric(
    made: tuple[Outcome, ...], data: st.DataObject
) -> None:
    """Less urgency for any one patient makes nothing look safer."""
    before = scored(made).rates
    for place, one in enumerate(made):
        if one.given > SELF_CARE:
            lower = data.draw(st.integers(SELF_CARE, one.given - 1))
            after = scored(replaced(made, place, replace(one.result, disposition=lower))).rates
            assert [name for name in SAFETY if is_better(name, after[name], before[name])] == []


@laws
@given(made=outcomes(least=1), data=st.data())
def test_an_error_never_improves_a_metric(made: tuple[Outcome, ...], data: st.DataObject) -> None:
    """Turning any result into none improves no metric but those which the next test names."""
    place = data.draw(one_of(made))
    before = scored(made)
    after = scored(replaced(made, place, data.draw(no_answers)))
    held = [name for name in before.rates if name not in A_CRASH_HIDES]
    assert [n for n in held if is_better(n, after.rates[n], before.rates[n])] == []
    for flag_after, flag_before in zip(
        sorted(after.per_red_flag, key=lambda rate: rate.name),
        sorted(before.per_red_flag, key=lambda rate: rate.name),
        strict=True,
    ):
        assert flag_after.k >= flag_before.k


@pytest.mark.parametrize("name", A_CRASH_HIDES)
def test_a_crash_hides_faults_from_the_metrics_that_ask_for_an_answer(name: str) -> None:
    """Five metrics improve when a wrong answer becomes an error: by formula, so they need company.

    This is the other half of the law above. It shows that the list there is no longer than it must
    be: for each metric on it, one wrong answer (and one other vignette) that a crash hides.
    """
    wrong = A_CRASH_HIDES[name]
    other = outcome("b", gold(URGENT, ways="lungs"), gave(ROUTINE, ways="lungs"))
    before = scored([wrong, other]).rates[name]
    after = scored([with_result(wrong, gave_none()), other]).rates[name]
    assert (after.k < before.k) or (after.n < before.n and is_better(name, after, before))


@laws
@given(outcomes())
def test_rates_of_one_denominator_agree(made: tuple[Outcome, ...]) -> None:
    """Not below the floor is safe, within the range is accurate: safety is within plus over."""
    scores = scored(made)
    rates = scores.rates
    over = sum(o.is_over_triaged for o in made)
    assert rates["safety_of_advice"].k == rates["accuracy"].k + over
    assert rates["exact_accuracy"].k <= rates["accuracy"].k <= rates["coverage"].k
    # Nothing below the least urgent, nothing above the most: the two rates leave no fault out.
    assert rates["under_triage_rate"].k == sum(o.is_under_triaged for o in made)
    assert rates["over_triage_rate"].k == over
    assert rates["inclination_to_over_triage"].n == over + rates["under_triage_rate"].k
    assert rates["over_triage_rate"].n == sum(o.expected.ceiling < EMERGENCY for o in made)


@laws
@given(made=outcomes())
def test_the_false_flag_rate_counts_whatever_raises_a_false_flag(made: tuple[Outcome, ...]) -> None:
    """One that the gold leaves open is no false one, and a vignette counts once."""
    false = [found for found in made if found.raises_false_flag]
    assert scored(made).rates["false_flag_rate"].k == len(false)
    for found in made:
        raised = found.result.red_flags & found.expected.absent_red_flags
        assert found.raises_false_flag == (len(raised) > 0)
