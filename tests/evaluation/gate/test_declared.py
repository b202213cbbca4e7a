"""What is declared of an engine, what it did beside answering, and whether it repeats itself."""

from dataclasses import replace

import pytest

from evaluation.gate.verdict import Group, Verdict
from evaluation.outcomes import Result
from evaluation.repeats import NOT_REPEATABLE
from evaluation.runs.record import Run
from tests.evaluation.kit.gates import (
    asked_again,
    check_of,
    failing,
    judge,
    policy,
    run,
    waiver,
)
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    with_result,
)

FEVER = outcome("fever", gold(URGENT, EMERGENCY, flags="fever"), gave(URGENT, flags="fever"))
WIDE = outcome("wide", gold(ROUTINE, EMERGENCY), gave(URGENT))
BOTH = (FEVER, WIDE)


def declared(unknowns: str = "understood", *, is_deterministic: bool = True) -> Run:
    """A run of an engine of which this is declared."""
    return run(BOTH, unknowns=unknowns, is_deterministic=is_deterministic)


KINDS = ("understood", "absent", "abstain")


@pytest.mark.parametrize("before", KINDS)
@pytest.mark.parametrize("after", KINDS)
def test_only_understanding_unknowns_is_no_less_than_before(before: str, after: str) -> None:
    """The same is no less, nor is understanding them; anything else is, absent or abstain."""
    is_weaker = after not in {before, "understood"}
    report = judge(declared(before), declared(after))
    found = check_of(report, "declared")
    assert (found.group, found.holds, found.numbers) == (
        Group.RATCHET,
        not is_weaker,
        "yes" if is_weaker else "no",
    )
    assert failing(report) == (["declared"] if is_weaker else [])


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("after", [True, False])
def test_to_repeat_itself_is_not_given_up(*, before: bool, after: bool) -> None:
    """From deterministic to not is less; the other way round it is more."""
    report = judge(declared(is_deterministic=before), declared(is_deterministic=after))
    assert check_of(report, "declared").holds is not (before and not after)


@pytest.mark.parametrize(("before", "after", "holds"), [(3, 3, True), (3, 4, True), (3, 2, False)])
def test_what_does_not_repeat_itself_is_asked_no_fewer_times(
    before: int, after: int, *, holds: bool
) -> None:
    """Of fewer answers the worst is better, by luck; a deterministic engine has no luck."""
    sides = [run(BOTH, repeat=n, is_deterministic=False) for n in (before, after)]
    report = judge(sides[0], sides[1])
    assert failing(report) == ([] if holds else ["declared"])
    same = [run(BOTH, repeat=n) for n in (before, after)]
    assert judge(same[0], same[1]).verdict is Verdict.PASS
    told = check_of(report, "declared").items
    was, is_now = (
        f"rules, unknowns understood, not deterministic, asked {n} times over" for n in (3, 2)
    )
    assert told == (() if holds else (f"it was: {was}; it is: {is_now}",))


@pytest.mark.parametrize("kind", ["python", "command", "http", "predictions"])
def test_rules_behind_another_kind_of_engine_are_less_than_rules(kind: str) -> None:
    """Floors are proved of rules alone; the way back is no less."""
    rules, other = run(BOTH), run(BOTH, engine_kind=kind)
    assert failing(judge(rules, other)) == ["declared"]
    assert judge(other, rules).verdict is Verdict.PASS


@pytest.mark.parametrize("is_deterministic", [True, False])
def test_another_engine_is_asked_no_fewer_times_whatever_it_declares(
    *, is_deterministic: bool
) -> None:
    """That it repeats itself is only said of it; of rules it is known."""
    before = run(BOTH, engine_kind="python", repeat=5, is_deterministic=False)
    after = run(BOTH, engine_kind="python", repeat=1, is_deterministic=is_deterministic)
    assert failing(judge(before, after)) == ["declared"]
    assert judge(before, replace(after, record=before.record)).verdict is Verdict.PASS


def test_what_was_declared_and_what_is_are_told() -> None:
    """Both traits of both sides, in one item."""
    report = judge(declared(), declared("abstain", is_deterministic=False))
    found = check_of(report, "declared")
    assert found.title == "Less is declared of the engine"
    assert found.items == (
        (
            "it was: rules, unknowns understood, deterministic, asked once; "
            "it is: rules, unknowns abstain, not deterministic, asked once"
        ),
    )
    assert found.waivable == (("declared", "knee@9.9.9"),)
    assert check_of(judge(declared(), declared()), "declared").items == ()


def test_a_waived_declaration_is_told_as_waived() -> None:
    """The numbers still say that less is declared."""
    granted = [waiver("declared", "knee@9.9.9")]
    report = judge(declared(), declared("absent"), waivers=granted)
    assert report.verdict is Verdict.PASS
    found = check_of(report, "declared")
    assert (found.numbers, found.items, found.waived) == ("yes", (), ("knee@9.9.9",))


@pytest.mark.parametrize("kind", ["python", "command", "http", "predictions"])
def test_faults_of_an_engine_fail(kind: str) -> None:
    """Whatever it did that belongs to no vignette, in its words."""
    faults = ('gave an answer for "stranger", which was not asked', "printed garbage")
    before = run(BOTH, engine_kind=kind)
    report = judge(before, run(BOTH, engine_kind=kind, faults=faults))
    assert failing(report) == ["faults"]
    found = check_of(report, "faults")
    assert (found.group, found.title) == (Group.RATCHET, "Faults of the engine")
    assert (found.numbers, found.items, found.waivable) == ("2", faults, ())
    honest = check_of(judge(before, before), "faults")
    assert (honest.holds, honest.numbers, honest.items) == (True, "none", ())


def test_a_rule_set_has_no_faults_to_look_for() -> None:
    """It is not asked over a wire."""
    assert "faults" not in [check.name for check in judge(BOTH, BOTH).checks]


def repeated(*given: Result, is_deterministic: bool) -> Run:
    """A run in which one vignette was answered like this, and the other always the same."""
    wide = asked_again(WIDE, *given)
    if is_deterministic and len(set(given)) > 1:
        wide = with_result(wide, NOT_REPEATABLE)  # what evaluate makes of it
    same = asked_again(FEVER, *[FEVER.result] * len(given))
    return run((same, wide), repeat=len(given), is_deterministic=is_deterministic)


SURE = (gave(URGENT), gave(URGENT))
UNSURE = (gave(EMERGENCY), gave(URGENT))


def test_a_deterministic_engine_that_answers_differently_fails() -> None:
    """Both answers are acceptable, and the vignette is named with them."""
    report = judge(BOTH, repeated(*UNSURE, is_deterministic=True))
    assert failing(report) == ["new_under_triage", "repeatable"]
    found = check_of(report, "repeatable")
    assert found.group is Group.RATCHET
    assert found.numbers == "1, asked 2 times over"
    assert found.items == (
        (
            "wide: error: answered differently when asked again "
            "[at times emergency (no red flag), urgent (no red flag)]"
        ),
    )
    assert found.waivable == ()


def test_its_honest_twin_passes() -> None:
    """Asked twice over, the same answer both times."""
    report = judge(BOTH, repeated(*SURE, is_deterministic=True))
    assert report.verdict is Verdict.PASS
    found = check_of(report, "repeatable")
    assert (found.numbers, found.items) == ("none, asked 2 times over", ())


def test_what_is_declared_not_to_repeat_itself_does_not_fail_for_it() -> None:
    """The worst of its answers counts; here each of them is acceptable."""
    before = repeated(*SURE, is_deterministic=False)
    report = judge(before, repeated(*UNSURE, is_deterministic=False))
    assert report.verdict is Verdict.PASS
    found = check_of(report, "repeatable")
    assert found.numbers == "1, asked 2 times over; the worst answer counts"
    assert found.items == (
        "wide: urgent (no red flag) [at times emergency (no red flag), urgent (no red flag)]",
    )


@pytest.mark.parametrize("worst", [gave_none(), gave(ROUTINE - 1)], ids=["none", "too late"])
@pytest.mark.parametrize("place", [0, 1])
def test_of_a_stochastic_engine_the_worst_answer_counts(worst: Result, place: int) -> None:
    """One of two answers below the floor is under-triage, whichever came first."""
    given = [gave(URGENT)]
    given.insert(place, worst)
    before = repeated(*SURE, is_deterministic=False)
    report = judge(before, repeated(*given, is_deterministic=False))
    assert failing(report) == ["new_under_triage"]


def test_a_red_flag_that_is_raised_at_times_is_not_raised() -> None:
    """What counts are the red flags of every time."""
    before = run(
        (asked_again(FEVER, FEVER.result, FEVER.result),), repeat=2, is_deterministic=False
    )
    fickle = asked_again(FEVER, FEVER.result, gave(URGENT))
    after = run((fickle,), repeat=2, is_deterministic=False)
    assert failing(judge(before, after)) == ["new_undetected_red_flag"]


def test_asked_once_there_is_nothing_to_repeat() -> None:
    """No check says that nothing differed where nothing could."""
    assert "repeatable" not in [check.name for check in judge(BOTH, BOTH).checks]


def test_a_baseline_that_nobody_approved_gives_no_verdict_where_the_policy_asks() -> None:
    """By nobody, with what records it; approved, by whom and when."""
    asks = policy(needs_approval=True)
    report = judge(BOTH, BOTH, asks, is_approved=False)
    assert report.verdict is Verdict.NO_VERDICT
    assert failing(report) == ["approved"]
    found = check_of(report, "approved")
    assert (found.group, found.numbers) == (Group.MEASURED, "by nobody")
    assert found.items == ("`triage baseline approve` records who accepts it",)
    approved = judge(BOTH, BOTH, asks)
    assert approved.verdict is Verdict.PASS
    assert "Dr Example" in check_of(approved, "approved").numbers
    assert judge(BOTH, BOTH, is_approved=False).verdict is Verdict.PASS


@pytest.mark.parametrize("key", ["families", "escalations", "non_escalations"])
@pytest.mark.parametrize("more", [0, 1])
def test_each_minimum_counts_what_it_names(key: str, more: int) -> None:
    """Just enough is enough, and one more is no verdict; the number of it is told."""
    made = (
        FEVER,
        *(outcome(f"same-{n}", gold(URGENT), gave(URGENT), family="fever") for n in range(3)),
        *(outcome(f"low-{n}", gold(ROUTINE), gave(ROUTINE)) for n in range(2)),
        outcome("either", gold(ROUTINE, URGENT), gave(URGENT)),
    )
    there = {"families": 4, "escalations": 4, "non_escalations": 2}[key]
    words = {"families": "families", "escalations": "to escalate"}.get(key, "not to escalate")
    least = {"vignettes": 1, "red_flag_vignettes": 1, key: there + more}
    report = judge(made, made, policy(minimum=least))
    assert failing(report) == (["minimum"] if more else [])
    numbers = check_of(report, "minimum").numbers
    assert numbers.endswith(f", {there} {words} (at least {there + more})")
