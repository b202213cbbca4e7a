"""Every metric on one small table, with k and n worked out by hand.

The table, threshold ``urgent`` (s self-care, r routine, u urgent, e emergency):

====  ==========  ============  ============  ==========  =====================================
id    acceptable  required      known absent  pathways    given
====  ==========  ============  ============  ==========  =====================================
a     u to e      fever                                   u, raises fever
b     e           breath, clot                            e, raises breath only
c     u           fever                                   r, raises fever
d     e           breath                                  s
e     u           fever                                   error
f     u                                       spine       abstained
g     r to u                                  spine       u, pathways spine and lungs
h     r                         fever                     e, raises fever
i     s                         fever breath              s
j     s to r                    fever                     missing
k     s                                                   r
l     r                                       spine lungs s, pathway spine
====  ==========  ============  ============  ==========  =====================================
"""

import pytest

from evaluation.metrics import (
    BETTER,
    METRICS,
    TITLES,
    DetectionByAction,
    Escalations,
    score,
)
from evaluation.outcomes import Status
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    all_k_and_n,
    gave,
    gave_none,
    gold,
    k_and_n,
    outcome,
    scored,
)

TABLE = (
    outcome("a", gold(URGENT, EMERGENCY, flags="fever"), gave(URGENT, flags="fever")),
    outcome("b", gold(EMERGENCY, flags="breath clot"), gave(EMERGENCY, flags="breath")),
    outcome("c", gold(URGENT, flags="fever"), gave(ROUTINE, flags="fever")),
    outcome("d", gold(EMERGENCY, flags="breath"), gave(SELF_CARE)),
    outcome("e", gold(URGENT, flags="fever"), gave_none(Status.ERROR)),
    outcome("f", gold(URGENT, ways="spine"), gave_none(Status.ABSTAINED)),
    outcome("g", gold(ROUTINE, URGENT, ways="spine"), gave(URGENT, ways="spine lungs")),
    outcome("h", gold(ROUTINE, absent="fever"), gave(EMERGENCY, flags="fever")),
    outcome("i", gold(SELF_CARE, absent="fever breath"), gave(SELF_CARE)),
    outcome("j", gold(SELF_CARE, ROUTINE, absent="fever"), gave_none(Status.MISSING)),
    outcome("k", gold(SELF_CARE), gave(ROUTINE)),
    outcome("l", gold(ROUTINE, ways="spine lungs"), gave(SELF_CARE, ways="spine")),
)

WORKED_OUT = [
    ("coverage", 9, 12, "all but e, f, j"),
    ("missed_red_flag_rate", 3, 5, "c and d too low, e not ok, of a to e"),
    ("missed_red_flag_rate_by_detection", 3, 5, "b misses one of two, d and e all, of a to e"),
    ("flag_level_miss_rate", 3, 6, "clot of b, breath of d, fever of e, of six flags"),
    ("false_flag_rate", 1, 3, "h, of h, i, j"),
    ("escalation_sensitivity", 2, 6, "a and b, of a to f"),
    ("escalation_specificity", 3, 5, "i, k, l, of h to l; j gave nothing"),
    ("escalation_accuracy", 5, 11, "a, b, i, k, l, of all but g, which straddles"),
    ("under_triage_rate", 3, 9, "c, d, l, of a to h and l"),
    ("over_triage_rate", 2, 9, "h and k, of c and e to l"),
    ("safety_of_advice", 6, 12, "a, b, g, h, i, k"),
    ("accuracy", 4, 12, "a, b, g, i"),
    ("exact_accuracy", 3, 12, "a, b, i; g is acceptable and not preferred"),
    ("inclination_to_over_triage", 2, 5, "h and k over, c, d, l under"),
    ("pathway_recall", 2, 4, "spine of g and of l, of f, g, and two of l"),
    ("pathway_precision", 2, 3, "spine of g and of l; lungs of g is not expected"),
]


@pytest.mark.parametrize(("name", "k", "n", "why"), WORKED_OUT, ids=[row[0] for row in WORKED_OUT])
def test_a_rate_has_the_numbers_of_its_definition(name: str, k: int, n: int, why: str) -> None:
    """The table above gives the k and n of the formula in the definitions."""
    assert k_and_n(scored(TABLE).rates[name]) == (k, n), why


def test_every_rate_of_a_run_is_worked_out_above() -> None:
    """No rate is reported that the table above does not hold to its definition."""
    assert set(scored(TABLE).rates) == {name for name, *_ in WORKED_OUT}


def test_a_value_is_k_over_n() -> None:
    """A rate shows the quotient of its own two numbers."""
    assert scored(TABLE).rates["escalation_accuracy"].value == 5 / 11


def test_each_red_flag_has_its_own_rate_worst_first() -> None:
    """Worst first: clot 1 of 1 (b), breath 1 of 2 (b saw it, d did not), fever 1 of 3 (e)."""
    flags = [(rate.name, rate.k, rate.n) for rate in scored(TABLE).per_red_flag]
    assert flags == [("clot", 1, 1), ("breath", 1, 2), ("fever", 1, 3)]


def test_red_flags_missed_equally_often_stand_by_name() -> None:
    """Two flags missed once in one vignette each are listed in the order of their names."""
    made = [
        outcome("x", gold(URGENT, flags="sweat"), gave(URGENT)),
        outcome("y", gold(URGENT, flags="ache"), gave(URGENT)),
    ]
    assert [rate.name for rate in scored(made).per_red_flag] == ["ache", "sweat"]


def test_detection_by_action_tells_wiring_faults_from_latent_ones() -> None:
    """Both a; detected only c (wiring fault); acted only b (latent fault); neither d and e."""
    expected = DetectionByAction(both=1, detected_only=1, acted_only=1, neither=2)
    assert scored(TABLE).detection_by_action == expected


def test_straddling_vignettes_are_left_out_and_counted() -> None:
    """Vignette g may be routine or urgent: it is in none of the four cells, and is counted."""
    assert scored(TABLE).escalations == Escalations(
        true=2, missed=4, true_non=3, false=2, straddling=1
    )


def test_balanced_accuracy_is_the_mean_of_sensitivity_and_specificity() -> None:
    """2 of 6 and 3 of 5 give 7/15."""
    assert scored(TABLE).escalations.balanced_accuracy == pytest.approx(7 / 15, rel=1e-15)


def test_steps_say_how_far_off() -> None:
    """Under: c and l by one, d by three. Over: k by one, h by two. Least first."""
    scores = scored(TABLE)
    assert list(scores.under_by_steps.items()) == [(1, 2), (3, 1)]
    assert list(scores.over_by_steps.items()) == [(1, 1), (2, 1)]


def test_every_status_is_counted() -> None:
    """Nine ok, and one each of abstained, error and missing."""
    scores = scored(TABLE)
    assert scores.n == 12
    assert dict(scores.statuses) == {"ok": 9, "abstained": 1, "error": 1, "missing": 1}


def test_a_status_that_never_occurs_is_counted_as_none() -> None:
    """A run in which all is ok says that nothing was abstained, wrong or missing."""
    made = [outcome("a", gold(URGENT), gave(URGENT))]
    assert dict(scored(made).statuses) == {"ok": 1, "abstained": 0, "error": 0, "missing": 0}


def test_the_threshold_belongs_to_the_policy() -> None:
    """With emergency as the threshold b is the only true escalation, and a straddles instead.

    Floor at the threshold: b, d. Ceiling below it: c, e to l but no a. True non-escalations: c, g,
    i, k, l; h escalates; e, f, j gave nothing.
    """
    scores = score(TABLE, threshold=EMERGENCY, top=EMERGENCY)
    assert scores.escalations == Escalations(true=1, missed=1, true_non=5, false=4, straddling=1)
    assert k_and_n(scores.rates["escalation_accuracy"]) == (6, 11)


def test_an_engine_without_red_flags_is_judged_by_action_alone() -> None:
    """Metrics of detection are left out, not counted as misses; all others stay as they were."""
    silent = scored(TABLE, reports_red_flags=False)
    detection = {
        "missed_red_flag_rate_by_detection",
        "flag_level_miss_rate",
        "false_flag_rate",
    }
    full = all_k_and_n(scored(TABLE))
    assert all_k_and_n(silent) == {n: kn for n, kn in full.items() if n not in detection}
    assert silent.detection_by_action is None
    assert silent.per_red_flag == ()


def test_every_metric_has_a_title_and_a_better_side() -> None:
    """Whatever can be reported or limited has words for people and a direction."""
    names = {name for name, *_ in WORKED_OUT} | {"unknown_robustness"}
    assert set(TITLES) == set(BETTER) == names
    assert len({metric.name for metric in METRICS}) == len(METRICS)
    assert all(metric.formula.count(" / ") == 1 for metric in METRICS)
