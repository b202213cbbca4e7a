"""Limits hold over the whole library, over what the baseline has too, and in each single run."""

import pytest

from evaluation.gate.policy import Limit, Policy
from evaluation.gate.verdict import Verdict
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from tests.evaluation.kit.gates import asked_again, check_of, failing, judge, policy, run, waiver
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    with_result,
)

FEVER = outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
OVER = outcome("over", gold(SELF_CARE, absent="fever"), gave(ROUTINE))
EASY = tuple(outcome(f"easy-{n}", gold(SELF_CARE), gave(SELF_CARE)) for n in range(8))
OLD = (FEVER, OVER, *EASY)
"""One of ten is over-triaged, as it was when it was accepted."""
NEW = tuple(outcome(f"new-{n}", gold(ROUTINE), gave(ROUTINE)) for n in range(40))


def at_most(bound: float, metric: str = "over_triage_rate") -> Policy:
    """A policy with one limit, and no ratchet but on missed red flags."""
    return policy(limits=(Limit(metric=metric, bound=bound),), ratchet=("missed_red_flag",))


def test_new_vignettes_do_not_drown_a_failing_one() -> None:
    """One of ten breaks five per cent, and still does as one of fifty."""
    assert failing(judge(OLD, OLD, at_most(0.05))) == ["limit_over_triage_rate"]
    report = judge(OLD, (*OLD, *NEW), at_most(0.05))
    assert failing(report) == ["limit_over_triage_rate"]
    found = check_of(report, "limit_over_triage_rate")
    assert found.numbers == "1 of 50 = 2.0 % over the whole library; at most 5.0 %"
    assert found.items == ("over the 10 vignettes that the baseline has too: 1 of 10 = 10.0 %",)
    assert found.waivable == (("over_triage", "over"),)


def test_once_accepted_the_new_vignettes_count() -> None:
    """With them in the baseline there is one scope, and the limit holds."""
    made = (*OLD, *NEW)
    report = judge(made, made, at_most(0.05))
    assert report.verdict is Verdict.PASS
    assert check_of(report, "limit_over_triage_rate").items == ()


def test_a_limit_from_below_is_not_thinned_out_either() -> None:
    """Nine of ten acceptable answers are too few for 95 %, whatever is added."""
    report = judge(OLD, (*OLD, *NEW), at_most(0.95, "accuracy"))
    assert check_of(report, "limit_accuracy").items == (
        "over the 10 vignettes that the baseline has too: 9 of 10 = 90.0 %",
    )


def test_new_vignettes_that_fail_break_the_whole_alone() -> None:
    """What the baseline has too is as good as ever: the whole is told by its vignettes."""
    bad = tuple(with_result(made, gave(URGENT)) for made in NEW[:9])
    report = judge(OLD, (*OLD, *bad), at_most(0.2))
    found = check_of(report, "limit_over_triage_rate")
    assert found.numbers == "10 of 19 = 52.6 %; at most 20.0 %"
    assert [item.partition(":")[0] for item in found.items] == sorted(
        o.vignette for o in (OVER, *bad)
    )


def test_where_nothing_is_shared_there_is_nothing_to_compare() -> None:
    """Without a single old vignette there is no verdict at all, and no rate of none."""
    assert judge(OLD, NEW, at_most(0.05)).verdict is Verdict.NO_VERDICT


def test_a_removed_vignette_leaves_one_scope() -> None:
    """Fewer than before are no new ones: the rest is told once."""
    report = judge(OLD, OLD[:-1], at_most(0.05), waivers=[waiver("removed", "easy-7")])
    found = check_of(report, "limit_over_triage_rate")
    assert found.numbers == "1 of 9 = 11.1 %; at most 5.0 %"
    assert len(found.items) == 1


def test_a_waiver_excuses_its_vignette_in_every_scope() -> None:
    """In the whole and in the part; and no other vignette with it."""
    granted = [waiver("over_triage", "over")]
    assert judge(OLD, (*OLD, *NEW), at_most(0.05), waivers=granted).verdict is Verdict.PASS
    second = with_result(EASY[0], gave(URGENT))
    two = (FEVER, OVER, second, *EASY[1:])
    report = judge(two, (*two, *NEW), at_most(0.05), waivers=granted)
    assert failing(report) == ["limit_over_triage_rate"]


def stochastic(*outcomes: Outcome) -> Run:
    """A run of an engine that does not repeat itself, asked twice over."""
    return run(outcomes, is_deterministic=False, repeat=2)


def twice(*outcomes: Outcome) -> tuple[Outcome, ...]:
    """The same answers both times."""
    return tuple(asked_again(made, made.result, made.result) for made in outcomes)


def test_each_run_keeps_the_limit_by_itself() -> None:
    """The least urgent of two answers is right; in the second run it is over-triage all the same.

    What counts for safety hides what is too urgent, and luck would have it pass.
    """
    unsure = asked_again(OVER, gave(SELF_CARE), gave(EMERGENCY))
    side = stochastic(*twice(FEVER, *EASY), unsure)
    report = judge(side, side, at_most(0.05))
    found = check_of(report, "limit_over_triage_rate")
    assert found.numbers == "0 of 10 = 0.0 % over the whole library; at most 5.0 %"
    assert found.items == ("run 2: 1 of 10 = 10.0 %",)
    assert found.waivable == ()
    assert failing(report) == ["limit_over_triage_rate"]


def test_the_honest_twin_of_it_passes() -> None:
    """An engine that is over-triaging in no run."""
    unsure = asked_again(OVER, gave(SELF_CARE), gave(SELF_CARE))
    side = stochastic(*twice(FEVER, *EASY), unsure)
    assert judge(side, side, at_most(0.05)).verdict is Verdict.PASS


def test_a_false_flag_in_one_run_is_seen() -> None:
    """Only flags that were raised every time count; the run that raised one shows it."""
    unsure = asked_again(OVER, gave(SELF_CARE), gave(SELF_CARE, flags="fever"))
    side = stochastic(*twice(FEVER, *EASY), unsure)
    report = judge(side, side, at_most(0.5, "false_flag_rate"))
    assert check_of(report, "limit_false_flag_rate").items == ("run 2: 1 of 1 = 100.0 %",)


def test_the_worst_of_all_runs_counts_though_no_run_breaks_the_limit() -> None:
    """One miss in each run, of different vignettes: each run has one of ten, together two."""
    late = gave(ROUTINE, flags="fever")
    fevers = [
        outcome(f"f{n}", gold(URGENT, flags="fever"), FEVER.result, told=f"f{n}") for n in range(10)
    ]
    unsure = (
        asked_again(fevers[0], late, FEVER.result),
        asked_again(fevers[1], FEVER.result, late),
        *twice(*fevers[2:]),
    )
    side = stochastic(*unsure)
    report = judge(side, side, at_most(0.1, "missed_red_flag_rate"))
    found = check_of(report, "limit_missed_red_flag_rate")
    assert found.numbers == "2 of 10 = 20.0 %; at most 10.0 %"
    assert [item.partition(":")[0] for item in found.items] == ["f0", "f1"]


def test_an_error_in_one_run_is_a_miss_of_the_whole() -> None:
    """No answer is worse than any, also if it came once."""
    silent = asked_again(FEVER, FEVER.result, gave_none())
    side = stochastic(silent, *twice(OVER, *EASY))
    report = judge(side, side, at_most(0, "missed_red_flag_rate"))
    items = check_of(report, "limit_missed_red_flag_rate").items
    assert items[-1] == "run 2: 1 of 1 = 100.0 %"
    assert items[0].startswith("fever: expected urgent (fever), got error: it broke")


@pytest.mark.parametrize("count", [1, 40])
def test_new_vignettes_do_not_drown_what_a_single_run_shows(count: int) -> None:
    """One of ten in the second run stays one of ten, however many are new in that run."""
    unsure = asked_again(OVER, gave(SELF_CARE), gave(EMERGENCY))
    known = stochastic(*twice(FEVER, *EASY), unsure)
    grown = stochastic(*known.outcomes, *twice(*NEW[:count]))
    found = check_of(judge(known, grown, at_most(0.05)), "limit_over_triage_rate")
    part = "run 2, over the 10 vignettes that the baseline has too: 1 of 10 = 10.0 %"
    assert found.items == (("run 2: 1 of 11 = 9.1 %", part) if count == 1 else (part,))
