"""Measured at all: where it was not, there is no verdict, and nothing else is checked."""

from dataclasses import replace

from evaluation.gate.verdict import Group, Verdict
from evaluation.outcomes import Outcome, Status
from evaluation.runs.record import Run
from tests.evaluation.kit.gates import check_of, failing, judge, policy, run
from tests.evaluation.kit.outcomes import (
    IDS,
    ROUTINE,
    SCALE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    relabelled,
    with_digests,
    with_result,
)
from triage.dispositions import Scale

FEVER = outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
LUMP = outcome("lump", gold(ROUTINE), gave(ROUTINE))
GOOD = (FEVER, LUMP)
NONE_EDITED = "0 removed, 0 gold edited, 0 input edited, 0 text edited"
NAMES = ["results", "minimum", "scale", "comparable"]


def test_two_runs_of_the_same_are_measured_and_pass() -> None:
    """The honest twin of every test here: the four checks stand first, and all hold."""
    report = judge(GOOD, GOOD)
    assert report.verdict is Verdict.PASS
    assert [c.name for c in report.checks if c.group is Group.MEASURED] == NAMES
    assert [c.name for c in report.checks][:4] == NAMES
    assert [c.numbers for c in report.checks][:4] == [
        "2 of 2 answered, 0 missing",
        "2 vignettes (at least 1), 1 with a red flag (at least 1)",
        "self_care < routine < urgent < emergency",
        f"2 comparable (at least 1), 0 new, {NONE_EDITED}",
    ]


def no_verdict(
    name: str, baseline: Run | tuple[Outcome, ...], candidate: Run | tuple[Outcome, ...]
) -> tuple[str, tuple[str, ...]]:
    """The numbers and items of the only check that fails; the verdict must be none."""
    report = judge(baseline, candidate)
    assert report.verdict is Verdict.NO_VERDICT
    assert [check.name for check in report.checks] == NAMES
    assert failing(report) == [name]
    found = check_of(report, name)
    return found.numbers, found.items


def test_a_missing_result_is_no_verdict() -> None:
    """A vignette that the engine left out makes the whole run unmeasured, and is named."""
    lost = with_result(LUMP, gave_none(Status.MISSING))
    assert no_verdict("results", GOOD, (FEVER, lost)) == (
        "1 of 2 answered, 1 missing",
        ("lump: it broke",),
    )


def test_missing_results_are_named_in_one_order() -> None:
    """Whatever the order of the run, the same vignettes are named the same way."""
    lost = [with_result(made, gave_none(Status.MISSING)) for made in GOOD]
    there, back = judge(GOOD, lost), judge(GOOD, lost[::-1])
    assert check_of(there, "results") == check_of(back, "results")


def test_errors_everywhere_are_no_verdict() -> None:
    """An engine that could not be run has measured nothing."""
    broken = tuple(with_result(made, gave_none()) for made in GOOD)
    assert no_verdict("results", GOOD, broken) == (
        "0 of 2 answered, 2 with an error or abstained, 0 missing",
        ("2 of them: it broke",),
    )


def test_some_errors_are_a_fail_and_no_lack_of_measurement() -> None:
    """A crash counts as a miss: there is a verdict, and it is red."""
    report = judge(GOOD, (with_result(FEVER, gave_none()), LUMP))
    assert report.verdict is Verdict.FAIL
    assert failing(report) == ["new_missed_red_flag", "new_undetected_red_flag", "new_under_triage"]


def test_a_baseline_that_answered_nothing_is_no_verdict() -> None:
    """Against a baseline in which all is broken nothing can newly fail: that is no comparison."""
    broken = tuple(with_result(made, gave_none()) for made in GOOD)
    report = judge(broken, tuple(with_result(made, gave(0)) for made in GOOD))
    assert report.verdict is Verdict.NO_VERDICT


def test_an_empty_run_is_no_verdict() -> None:
    """Nothing measured never looks like a pass: no result, too few, nothing to compare."""
    report = judge((), ())
    assert report.verdict is Verdict.NO_VERDICT
    assert failing(report) == ["results", "minimum", "comparable"]


def test_too_few_vignettes_are_no_verdict() -> None:
    """Below the least number of vignettes nothing was measured, and nothing compared."""
    report = judge(GOOD, GOOD, policy(minimum={"vignettes": 3, "red_flag_vignettes": 1}))
    assert report.verdict is Verdict.NO_VERDICT
    assert failing(report) == ["minimum", "comparable"]
    said = "2 vignettes (at least 3), 1 with a red flag (at least 1)"
    assert check_of(report, "minimum").numbers == said


def test_too_few_red_flags_are_no_verdict() -> None:
    """Enough vignettes of which too few have a red flag measure nothing of safety."""
    report = judge(GOOD, GOOD, policy(minimum={"vignettes": 1, "red_flag_vignettes": 2}))
    assert report.verdict is Verdict.NO_VERDICT
    assert failing(report) == ["minimum"]
    said = "2 vignettes (at least 1), 1 with a red flag (at least 2)"
    assert check_of(report, "minimum").numbers == said


def test_too_few_comparable_vignettes_are_no_verdict() -> None:
    """New vignettes make a library large enough to score, and not large enough to compare."""
    grown = (*GOOD, replace(LUMP, vignette="lump-2"))
    report = judge(GOOD, grown, policy(minimum={"vignettes": 3, "red_flag_vignettes": 1}))
    assert failing(report) == ["comparable"]


def test_exactly_the_minimum_is_enough() -> None:
    """The minimum itself is allowed."""
    rules = policy(minimum={"vignettes": 2, "red_flag_vignettes": 1})
    assert judge(GOOD, GOOD, rules).verdict is Verdict.PASS


def test_another_scale_in_the_baseline_is_no_verdict() -> None:
    """Ranks of two scales do not compare; the baseline's is shown."""
    other = run(GOOD, dispositions=("home", "doctor", "soon", "now"))
    assert no_verdict("scale", other, GOOD) == (
        "self_care < routine < urgent < emergency",
        ("the baseline has home < doctor < soon < now",),
    )


def test_another_scale_in_both_runs_is_no_verdict() -> None:
    """Two runs that agree with each other and not with the policy's scale do not count either."""
    reversed_ids = IDS[::-1]
    report = judge(run(GOOD, dispositions=reversed_ids), run(GOOD, dispositions=reversed_ids))
    assert failing(report) == ["scale"]


def test_a_longer_scale_is_another_scale() -> None:
    """One level more shifts nothing here, but what it means is not what it meant."""
    longer = Scale((*SCALE.levels, replace(SCALE.most, id="beyond", rank=4)))
    assert failing(judge(GOOD, GOOD, scale=longer)) == ["scale"]


def test_nothing_comparable_is_no_verdict() -> None:
    """Other ids, inputs or golds throughout leave nothing to compare."""
    renamed = tuple(replace(made, vignette=f"{made.vignette}-2") for made in GOOD)
    edited = (with_digests(FEVER, input="other"), relabelled(LUMP, gold(URGENT)))
    assert no_verdict("comparable", GOOD, renamed) == (
        "0 comparable (at least 1), 2 new, 2 removed, 0 gold edited, 0 input edited, 0 text edited",
        ("new: fever-2, lump-2", "removed: fever, lump"),
    )
    assert no_verdict("comparable", GOOD, edited) == (
        "0 comparable (at least 1), 0 new, 0 removed, 1 gold edited, 1 input edited, 0 text edited",
        ("gold edited: lump", "input edited: fever"),
    )


def test_falling_silent_about_red_flags_is_no_verdict() -> None:
    """A candidate that no longer says what it sees cannot be compared with one that did."""
    silent = run(GOOD, reports_red_flags=False)
    assert no_verdict("comparable", run(GOOD), silent) == (
        f"2 comparable (at least 1), 0 new, {NONE_EDITED}",
        (
            (
                "the candidate reports no red flags; the baseline does. Compare it with a run of "
                "its own: `triage baseline approve --engine ENGINE --baseline DIR`"
            ),
        ),
    )


def test_beginning_to_report_red_flags_is_no_fault() -> None:
    """A baseline without red flags has no detection to lose: action alone is compared."""
    silent = run((with_result(FEVER, gave(URGENT)), LUMP), reports_red_flags=False)
    report = judge(silent, GOOD)
    assert report.verdict is Verdict.PASS
    assert "new_undetected_red_flag" not in [check.name for check in report.checks]


def test_two_engines_without_red_flags_are_judged_by_action_alone() -> None:
    """No check of detection is made, and none is missing."""
    silent = run((with_result(FEVER, gave(URGENT)), LUMP), reports_red_flags=False)
    report = judge(silent, silent)
    assert report.verdict is Verdict.PASS
    assert "new_undetected_red_flag" not in [check.name for check in report.checks]


def test_a_vignette_that_stands_twice_is_no_verdict() -> None:
    """Duplicate ids would count one patient twice, and hide one of the two answers."""
    missed = with_result(FEVER, gave(ROUTINE))
    assert judge(GOOD, (missed, LUMP, FEVER)).verdict is Verdict.NO_VERDICT
    assert judge((*GOOD, FEVER), GOOD).verdict is Verdict.NO_VERDICT


def test_an_answer_off_the_scale_is_no_pass() -> None:
    """A rank that no disposition has is no urgency, however large."""
    beyond = with_result(FEVER, gave(9, flags="fever"))
    rules = policy(ratchet=("missed_red_flag",))
    assert judge(GOOD, (beyond, LUMP), rules).verdict is not Verdict.PASS
