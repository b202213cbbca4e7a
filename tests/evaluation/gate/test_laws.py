"""Laws of the gate, over random pairs of runs, by the policy that ships.

Most of a run is answered perfectly, so that a red gate is often red for a single reason.
"""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.domain import policy_file
from evaluation.gate.policy import Guard, RedFlagLimit
from evaluation.gate.policy_file import read_policy
from evaluation.gate.verdict import GateReport, Group, Verdict
from evaluation.outcomes import Expected, Outcome, Result, Status
from tests.evaluation.kit.gates import judge, policy
from tests.evaluation.kit.laws import ANSWERS, GOLDS, golds, laws, no_answers, results
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    moved,
    outcome,
    relabelled,
    with_digests,
    with_result,
)
from tests.evaluation.kit.vignettes import WORDS

Run = tuple[Outcome, ...]
TwoRuns = tuple[Run, Run]

# The shipped policy, with minimums that small runs can meet, and no ask for evidence.
SHIPPED: Final = replace(
    read_policy(policy_file("knee"), WORDS),
    minimum={"vignettes": 1, "red_flag_vignettes": 1},
    red_flags={name: RedFlagLimit(at_most=0) for name in ("fever", "clot")},
    evidence_target=None,
)
PERFECT: Final = (
    outcome("p1", gold(URGENT, flags="fever"), gave(URGENT, flags="fever")),
    outcome("p2", gold(EMERGENCY, flags="clot"), gave(EMERGENCY, flags="clot")),
    outcome("p3", gold(ROUTINE, absent="fever", ways="lungs"), gave(ROUTINE, ways="lungs")),
    outcome("p4", gold(SELF_CARE, absent="clot"), gave(SELF_CARE)),
    *(outcome(f"p{n}", gold(ROUTINE), gave(ROUTINE)) for n in range(5, 25)),
)


@st.composite
def nearly_perfect(draw: st.DrawFn) -> TwoRuns:
    """The same vignettes on both sides, of which one to three have random golds and answers.

    An answer is as likely to be right, or the same on both sides, as to be anything.
    """
    baseline, candidate = [], []
    for number in range(draw(st.integers(1, 3))):
        expected = draw(golds)
        right = st.just(answer_to(expected))
        before = outcome(f"v{number}", expected, draw(right | results))
        baseline.append(before)
        candidate.append(with_result(before, draw(right | results | st.just(before.result))))
    return (*baseline, *PERFECT), (*candidate, *PERFECT)


def answer_to(expected: Expected) -> Result:
    """The answer that a gold prefers."""
    return Result(
        status=Status.OK,
        disposition=expected.preferred,
        red_flags=expected.red_flags,
        pathways=expected.pathways,
    )


def drawn(data: st.DataObject, made: Run) -> int:
    """The place of one of the random vignettes."""
    return data.draw(st.integers(0, len(made) - len(PERFECT) - 1))


def replaced(made: Run, place: int, *instead: Outcome) -> Run:
    """The run with one vignette exchanged for others, or for none."""
    return (*made[:place], *instead, *made[place + 1 :])


def lines_of(report: GateReport) -> list[tuple[str, bool, str]]:
    """Every check with its numbers."""
    return [(check.name, check.holds, check.numbers) for check in report.checks]


def renamed(made: Run) -> Run:
    """The same run under other ids."""
    return tuple(replace(o, vignette=f"x-{o.vignette}", family=f"x-{o.family}") for o in made)


def test_a_perfect_run_passes() -> None:
    """What the random vignettes are set into is green by itself."""
    assert judge(PERFECT, PERFECT, SHIPPED).verdict is Verdict.PASS


@laws
@given(runs=nearly_perfect(), data=st.data())
def test_order_changes_nothing(runs: TwoRuns, data: st.DataObject) -> None:
    """The vignettes of either side in another order are judged the same."""
    size = len(PERFECT)
    baseline, candidate = (
        (*reversed(PERFECT), *data.draw(st.permutations(side[:-size]))) for side in runs
    )
    assert judge(baseline, candidate, SHIPPED) == judge(*runs, rules=SHIPPED)


@laws
@given(nearly_perfect())
def test_renaming_changes_only_names(runs: TwoRuns) -> None:
    """Other ids for vignettes and families leave every check and number as it was."""
    baseline, candidate = runs
    other = judge(renamed(baseline), renamed(candidate), SHIPPED)
    assert lines_of(other) == lines_of(judge(baseline, candidate, SHIPPED))


@laws
@given(nearly_perfect())
def test_the_verdict_follows_from_the_checks(runs: TwoRuns) -> None:
    """No verdict shows measured checks only, and only a pass has none that fails."""
    report = judge(*runs, rules=SHIPPED)
    groups = {check.group for check in report.checks}
    assert (report.verdict is Verdict.NO_VERDICT) == (groups == {Group.MEASURED})
    assert (report.verdict is Verdict.PASS) == (report.failing == ())


@laws
@given(nearly_perfect())
def test_a_candidate_never_fails_the_ratchet_against_itself(runs: TwoRuns) -> None:
    """Nothing is newly failing, removed or edited where nothing changed; but no answer is none."""
    report = judge(runs[1], runs[1], SHIPPED)
    failed = {check.name for check in report.failing if check.group is Group.RATCHET}
    assert failed <= {"unanswered"}


@laws
@given(runs=nearly_perfect(), data=st.data())
def test_fixes_never_pay_for_a_newly_missed_red_flag(runs: TwoRuns, data: st.DataObject) -> None:
    """With one vignette newly missed the gate is not green, whatever all others become."""
    baseline, candidate = runs
    place = drawn(data, baseline)
    floored = [expected for expected in GOLDS if expected.red_flags and expected.floor]
    expected = data.draw(st.sampled_from(floored))
    seen = [answer for answer in ANSWERS if (answer.disposition or 0) >= expected.floor]
    missed = [answer for answer in ANSWERS if (answer.disposition or 0) < expected.floor]
    before = outcome("hit", expected, data.draw(st.sampled_from(seen)))
    after = with_result(before, data.draw(st.sampled_from(missed) | no_answers))
    report = judge(replaced(baseline, place, before), replaced(candidate, place, after))
    assert report.verdict is not Verdict.PASS


@laws
@given(runs=nearly_perfect(), data=st.data())
def test_a_crash_never_turns_the_gate_green(runs: TwoRuns, data: st.DataObject) -> None:
    """An answer that becomes an error is never what makes the shipped policy pass."""
    baseline, candidate = runs
    place = drawn(data, candidate)
    crashed = with_result(candidate[place], data.draw(no_answers))
    if judge(baseline, replaced(candidate, place, crashed), SHIPPED).verdict is Verdict.PASS:
        assert judge(baseline, candidate, SHIPPED).verdict is Verdict.PASS


@laws
@given(runs=nearly_perfect(), data=st.data())
def test_an_answer_below_its_floor_never_turns_the_gate_green(
    runs: TwoRuns, data: st.DataObject
) -> None:
    """Less urgency than the gold allows is never what makes the shipped policy pass."""
    baseline, candidate = runs
    place = drawn(data, candidate)
    made = candidate[place]
    if made.expected.floor > 0:
        lower = data.draw(st.integers(0, made.expected.floor - 1))
        answer = data.draw(st.sampled_from([a for a in ANSWERS if a.disposition == lower]))
        after = judge(baseline, replaced(candidate, place, with_result(made, answer)), SHIPPED)
        assert after.verdict is not Verdict.PASS


@pytest.mark.parametrize(
    "faulty",
    [
        outcome("x", gold(ROUTINE), gave(SELF_CARE)),
        outcome("x", gold(SELF_CARE, absent="fever"), gave(SELF_CARE, flags="fever")),
        outcome("x", gold(ROUTINE, absent="fever"), gave(SELF_CARE, flags="fever")),
    ],
    ids=["under-triage", "false flag", "both"],
)
def test_a_crash_is_no_fix_of_a_fault_that_was_there_before(faulty: Outcome) -> None:
    """A fault of both versions that a limit catches is still caught when the candidate crashes."""
    baseline = (faulty, *PERFECT)
    assert judge(baseline, baseline, SHIPPED).verdict is Verdict.FAIL
    crashed = (with_result(faulty, gave_none()), *PERFECT)
    assert judge(baseline, crashed, SHIPPED).verdict is not Verdict.PASS


def test_a_crash_is_no_fix_where_the_accepted_run_gave_no_answer() -> None:
    """A false flag on a vignette that was never answered is still caught when it is a crash."""
    silent = outcome("x", gold(SELF_CARE, absent="fever"), gave_none())
    baseline = (silent, *PERFECT)
    faulty = (with_result(silent, gave(SELF_CARE, flags="fever")), *PERFECT)
    assert judge(baseline, faulty, SHIPPED).verdict is Verdict.FAIL
    assert judge(baseline, baseline, SHIPPED).verdict is not Verdict.PASS


@laws
@given(runs=nearly_perfect(), data=st.data())
def test_no_edit_of_a_vignette_turns_the_gate_green(runs: TwoRuns, data: st.DataObject) -> None:
    """Removed, relabelled, edited, renamed or doubled: the guard on all keeps a red gate red."""
    baseline, candidate = runs
    place = drawn(data, candidate)
    made, expected = candidate[place], data.draw(golds)
    ways = [
        (),
        (relabelled(made, expected),),
        (with_digests(made, input="other"),),
        (relabelled(with_digests(made, input="other"), expected),),
        (replace(made, vignette="renamed"),),
        (replace(relabelled(made, expected), vignette="renamed"),),
        (made, replace(made, vignette="doubled")),
        (moved(made, "elsewhere"),),
    ]
    rules = policy(guard=Guard.ALL, limits=SHIPPED.limits)
    edited = replaced(candidate, place, *data.draw(st.sampled_from(ways)))
    if judge(baseline, candidate, rules).verdict is not Verdict.PASS:
        assert judge(baseline, edited, rules).verdict is not Verdict.PASS


@laws
@given(runs=nearly_perfect(), data=st.data())
def test_a_new_vignette_that_misses_is_never_passed_over(
    runs: TwoRuns, data: st.DataObject
) -> None:
    """A vignette that comes with the candidate and misses its red flag is no pass."""
    floored = [expected for expected in GOLDS if expected.red_flags and expected.floor]
    expected = data.draw(st.sampled_from(floored))
    missed = [answer for answer in ANSWERS if (answer.disposition or 0) < expected.floor]
    new = outcome("new", expected, data.draw(st.sampled_from(missed) | no_answers))
    assert judge(runs[0], (*runs[1], new)).verdict is not Verdict.PASS
