"""Limits and evidence: the candidate's own numbers against the policy."""

import pytest

from evaluation.gate.policy import Limit
from evaluation.gate.verdict import Group, Verdict
from evaluation.metrics import BETTER, Better
from evaluation.outcomes import Outcome
from tests.evaluation.kit.gates import check_of, failing, judge, policy, run
from tests.evaluation.kit.outcomes import (
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

SEEN = outcome("seen", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
# Wrong in both runs, so that only a limit can see it: one of each fault.
FAULTY = (
    SEEN,
    outcome("missed", gold(URGENT, flags="fever", ways="spine"), gave(ROUTINE, ways="lungs")),
    outcome("over", gold(SELF_CARE, absent="fever"), gave(URGENT, flags="fever")),
    outcome("crash", gold(ROUTINE), gave_none()),
)
MEASURED = [name for name in BETTER if name != "unknown_robustness"]


@pytest.mark.parametrize("metric", MEASURED)
def test_a_limit_holds_at_its_bound_and_fails_beyond_it(metric: str) -> None:
    """For every metric the value itself is allowed, and a hair's breadth worse is not."""
    value = scored(FAULTY).rates[metric].value
    assert value is not None
    worse = -1e-9 if BETTER[metric] is Better.LOWER else 1e-9
    at_bound = judge(FAULTY, FAULTY, policy(limits=(Limit(metric=metric, bound=value),)))
    beyond = judge(FAULTY, FAULTY, policy(limits=(Limit(metric=metric, bound=value + worse),)))
    assert at_bound.verdict is Verdict.PASS
    assert beyond.verdict is Verdict.FAIL
    assert failing(beyond) == [f"limit_{metric}"]
    assert check_of(beyond, f"limit_{metric}").group is Group.LIMITS


@pytest.mark.parametrize(
    ("limit", "numbers"),
    [
        (Limit(metric="missed_red_flag_rate", bound=0), "1 of 2 = 50.0 %; at most 0.0 %"),
        (Limit(metric="escalation_accuracy", bound=0.95), "1 of 4 = 25.0 %; at least 95.0 %"),
        (Limit(metric="coverage", bound=0.75), "3 of 4 = 75.0 %; at least 75.0 %"),
    ],
)
def test_a_limit_shows_k_n_value_and_bound(limit: Limit, numbers: str) -> None:
    """No number stands without its k and n."""
    report = judge(FAULTY, FAULTY, policy(limits=(limit,)))
    assert check_of(report, f"limit_{limit.metric}").numbers == numbers


def test_a_limit_is_met_by_exactly_its_share() -> None:
    """So many of a hundred right are so many per cent: no rounding stands between them."""
    missed = []
    for right in range(1, 100):
        made = [
            SEEN,
            *(outcome(f"v{n}", gold(ROUTINE), gave(ROUTINE)) for n in range(right - 1)),
            *(outcome(f"w{n}", gold(ROUTINE), gave(SELF_CARE)) for n in range(100 - right)),
        ]
        limits = (
            Limit(metric="accuracy", bound=float(f"0.{right:02}")),
            Limit(metric="under_triage_rate", bound=float(f"0.{100 - right:02}")),
        )
        missed += [(right, name) for name in failing(judge(made, made, policy(limits=limits)))]
    assert missed == []


def test_a_limit_on_nothing_fails() -> None:
    """0 of 0 is not estimable, and what cannot be estimated is not within a limit."""
    rules = policy(limits=(Limit(metric="false_flag_rate", bound=1),))
    report = judge([SEEN], [SEEN], rules)
    assert failing(report) == ["limit_false_flag_rate"]
    numbers = check_of(report, "limit_false_flag_rate").numbers
    assert numbers == "not estimable (0 of 0); at most 100.0 %"


def test_a_limit_on_detection_does_not_bind_an_engine_without_red_flags() -> None:
    """Such an engine is judged by action alone, and the check says so."""
    silent = run([with_result(SEEN, gave(URGENT))], reports_red_flags=False)
    rules = policy(limits=(Limit(metric="missed_red_flag_rate_by_detection", bound=0),))
    report = judge(silent, silent, rules)
    assert report.verdict is Verdict.PASS
    numbers = check_of(report, "limit_missed_red_flag_rate_by_detection").numbers
    assert numbers == "not reported by the engine; at most 0.0 %"


def test_a_limit_that_the_gate_cannot_measure_is_no_pass() -> None:
    """Unknown robustness needs rules and library, which the gate does not have: not a pass."""
    rules = policy(limits=(Limit(metric="unknown_robustness", bound=0),))
    assert judge([SEEN], [SEEN], rules).verdict is not Verdict.PASS


def fevers(families: int, *, members: int = 1, missed: int = 0) -> list[Outcome]:
    """Vignettes with a red flag in families, some of which are missed by all members."""
    return [
        outcome(
            f"fever-{family}-{member}",
            gold(URGENT, flags="fever"),
            gave(ROUTINE if family < missed else URGENT, flags="fever"),
            family=f"family-{family}",
        )
        for family in range(families)
        for member in range(members)
    ]


@pytest.mark.parametrize(
    ("families", "missed", "target", "numbers", "items"),
    [
        (29, 0, 0.1, "0 of 29 families missed, so at most 9.8 %", ()),
        (28, 0, 0.1, "0 of 28 families missed, so at most 10.1 %", (1,)),
        (15, 0, 0.1, "0 of 15 families missed, so at most 18.1 %", (14,)),
        (59, 0, 0.05, "0 of 59 families missed, so at most 5.0 %", ()),
        (59, 1, 0.05, "1 of 59 families missed, so at most 7.8 %", (34,)),
    ],
)
def test_evidence_is_the_upper_bound_over_families(
    families: int, missed: int, target: float, numbers: str, items: tuple[int, ...]
) -> None:
    """Clopper-Pearson's bound against the target, and how many clean families are still needed."""
    made = fevers(families, missed=missed)
    report = judge(made, made, policy(evidence_target=target))
    found = check_of(report, "evidence")
    assert found.holds == (not items)
    assert found.numbers == f"{numbers} (95 %, this library); target {100 * target:.1f} %"
    assert found.items == tuple(f"{n} more clean families would reach the target" for n in items)


def test_variants_of_one_story_are_no_evidence() -> None:
    """Thirty variants of three stories are three families, far from a target of ten per cent."""
    made = fevers(3, members=10)
    report = judge(made, made, policy(evidence_target=0.1))
    assert failing(report) == ["evidence"]
    numbers = "0 of 3 families missed, so at most 63.2 % (95 %, this library); target 10.0 %"
    assert check_of(report, "evidence").numbers == numbers


def test_no_red_flag_is_no_evidence() -> None:
    """Without a single red flag the bound is not estimable, and the check fails."""
    made = [outcome("lump", gold(ROUTINE), gave(ROUTINE))]
    rules = policy(minimum={"vignettes": 1, "red_flag_vignettes": 0}, evidence_target=0.1)
    report = judge(made, made, rules)
    assert failing(report) == ["evidence"]
    assert check_of(report, "evidence").numbers == (
        "0 of 0 families missed, so not estimable (95 %, this library); target 10.0 %"
    )


def test_a_policy_may_ask_for_no_evidence() -> None:
    """Without a target there is no such check."""
    report = judge([SEEN], [SEEN], policy(evidence_target=None))
    assert "evidence" not in [check.name for check in report.checks]


@pytest.mark.parametrize(
    ("limit", "culprits"),
    [
        (Limit(metric="missed_red_flag_rate", bound=0), ["missed"]),
        (Limit(metric="false_flag_rate", bound=0), ["over"]),
        (Limit(metric="over_triage_rate", bound=0), ["over"]),
        (Limit(metric="coverage", bound=1), ["crash"]),
        (Limit(metric="escalation_accuracy", bound=1), ["crash", "missed", "over"]),
        (Limit(metric="coverage", bound=0.5), []),
        (Limit(metric="flag_level_miss_rate", bound=0), ["missed"]),
    ],
)
def test_a_limit_that_fails_names_the_vignettes_behind_it(
    limit: Limit, culprits: list[str]
) -> None:
    """Also those that failed before, which no ratchet names; one that holds names nobody."""
    report = judge(FAULTY, FAULTY, policy(limits=(limit,)))
    items = check_of(report, f"limit_{limit.metric}").items
    assert sorted(item.partition(":")[0] for item in items) == culprits
