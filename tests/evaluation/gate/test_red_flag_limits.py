"""Limits of single red flags: a rare one does not show in the rate over all of them."""

import pytest

from evaluation.gate.policy import Policy, RedFlagLimit
from evaluation.gate.verdict import Group, Verdict
from evaluation.outcomes import Outcome, Result
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
)

SEEN = gave(URGENT, flags="fever")
UNSEEN = gave(URGENT)
LATE = gave(ROUTINE, flags="fever")


def fever(name: str, given: Result = SEEN) -> Outcome:
    """A vignette that requires the red flag fever."""
    return outcome(name, gold(URGENT, flags="fever"), given)


CLOT = outcome("clot", gold(EMERGENCY, flags="clot"), gave(EMERGENCY, flags="clot"))
FOUR = (*(fever(f"fever-{n}") for n in range(3)), fever("hot", LATE), CLOT)
"""One of four fevers is missed on both sides: nothing is new, so that the ratchet is silent."""


def on_fever(at_most: float, vignettes: int = 1) -> Policy:
    """A policy with a limit for one red flag."""
    limit = RedFlagLimit(at_most=at_most, vignettes=vignettes)
    return policy(red_flags={"fever": limit, "clot": RedFlagLimit(at_most=0)})


@pytest.mark.parametrize(("at_most", "holds"), [(0, False), (0.24, False), (0.25, True)])
def test_one_red_flag_has_a_limit_of_its_own(at_most: float, *, holds: bool) -> None:
    """One of four is missed: a quarter may just be, and anything less is broken."""
    report = judge(FOUR, FOUR, on_fever(at_most))
    found = check_of(report, "red_flags")
    assert (found.group, found.holds) == (Group.LIMITS, holds)
    assert failing(report) == ([] if holds else ["red_flags"])


def test_a_broken_red_flag_is_told_with_its_vignettes() -> None:
    """Missed by what acts, by what is raised, or by both: k, n and limit, then who is behind it."""
    made = (*FOUR, fever("silent", UNSEEN), fever("crash", gave_none()))
    found = check_of(judge(made, made, on_fever(0.1)), "red_flags")
    assert found.numbers == "1 of 2 broken"
    assert found.items == (
        "fever: missed in 2 of 6, at most 10.0 %",
        "fever: not raised in 2 of 6, at most 10.0 %",
        "crash: expected urgent (fever), got error: it broke",
        "hot: expected urgent (fever), got routine (fever)",
        "silent: expected urgent (fever), got urgent (no red flag)",
    )
    assert found.waivable == (
        ("missed_red_flag", "crash"),
        ("missed_red_flag", "hot"),
        ("undetected_red_flag", "crash"),
        ("undetected_red_flag", "silent"),
    )


def test_another_red_flag_raised_does_not_count() -> None:
    """What is looked for is the very flag of the limit, also where several are required."""
    both = gold(EMERGENCY, flags="fever clot")
    made = (outcome("both", both, gave(EMERGENCY, flags="clot")), CLOT)
    found = check_of(judge(made, made, on_fever(0)), "red_flags")
    assert found.items == (
        "fever: not raised in 1 of 1, at most 0.0 %",
        "both: expected emergency (clot, fever), got emergency (clot)",
    )


def test_of_many_vignettes_all_are_told_the_worst_first() -> None:
    """None is only counted, and none is told again for another red flag or way to miss it."""
    both = outcome("two", gold(EMERGENCY, flags="fever clot"), gave(SELF_CARE))
    made = (*(fever(f"f{n}", LATE) for n in range(7)), both, fever("last", gave(SELF_CARE)))
    found = check_of(judge(made, made, on_fever(0)), "red_flags")
    assert found.items == (
        "fever: missed in 9 of 9, at most 0.0 %",
        "fever: not raised in 2 of 9, at most 0.0 %",
        "clot: missed in 1 of 1, at most 0.0 %",
        "clot: not raised in 1 of 1, at most 0.0 %",
        "two: expected emergency (clot, fever), got self_care (no red flag)",
        "last: expected urgent (fever), got self_care (no red flag)",
        *(f"f{n}: expected urgent (fever), got routine (fever)" for n in range(7)),
    )


def test_who_is_behind_no_broken_limit_is_not_told() -> None:
    """The one of six that is not raised is within the limit; two of six missed are not."""
    made = (*FOUR, fever("warm", LATE), fever("silent", UNSEEN))
    found = check_of(judge(made, made, on_fever(0.2)), "red_flags")
    assert found.items == (
        "fever: missed in 2 of 6, at most 20.0 %",
        "hot: expected urgent (fever), got routine (fever)",
        "warm: expected urgent (fever), got routine (fever)",
    )
    assert found.waivable == (("missed_red_flag", "hot"), ("missed_red_flag", "warm"))


def test_an_engine_without_red_flags_is_judged_by_what_it_does() -> None:
    """It raises none, and misses none of those that it acts on."""
    acts = run((fever("a", UNSEEN), fever("b", UNSEEN)), reports_red_flags=False)
    rules = policy(red_flags={"fever": RedFlagLimit(at_most=0)})
    assert judge(acts, acts, rules).verdict is Verdict.PASS
    late = run((fever("a", UNSEEN), fever("b", gave(ROUTINE))), reports_red_flags=False)
    items = check_of(judge(late, late, rules), "red_flags").items
    assert items == (
        "fever: missed in 1 of 2, at most 0.0 %",
        "b: expected urgent (fever), got routine",
    )


@pytest.mark.parametrize(("vignettes", "holds"), [(4, True), (5, False)])
def test_a_red_flag_needs_enough_vignettes(vignettes: int, *, holds: bool) -> None:
    """A limit that nearly no vignette tests holds nothing."""
    found = check_of(judge(FOUR, FOUR, on_fever(1, vignettes)), "red_flags")
    assert found.holds is holds
    assert found.items == (() if holds else ("fever: required by 4 vignettes; at least 5",))
    assert found.waivable == ()
    assert found.numbers == f"{'none' if holds else 1} of 2 broken"


def test_a_red_flag_without_vignettes_is_told_and_not_divided_by() -> None:
    """None of none is missed, and none is not enough."""
    rules = policy(red_flags={"breath": RedFlagLimit(at_most=0)})
    found = check_of(judge(FOUR, FOUR, rules), "red_flags")
    assert found.items == ("breath: required by 0 vignettes; at least 1",)


def test_what_is_too_rare_and_what_is_missed_are_told_together() -> None:
    """First what is too few, then what is missed, then by whom."""
    found = check_of(judge(FOUR, FOUR, on_fever(0, vignettes=5)), "red_flags")
    assert found.numbers == "1 of 2 broken"
    assert found.items == (
        "fever: required by 4 vignettes; at least 5",
        "fever: missed in 1 of 4, at most 0.0 %",
        "hot: expected urgent (fever), got routine (fever)",
    )


def test_a_waiver_excuses_its_vignette_and_its_failing() -> None:
    """The missed one is let pass; another that is missed, or this one unseen, is not."""
    granted = [waiver("missed_red_flag", "hot")]
    assert judge(FOUR, FOUR, on_fever(0), waivers=granted).verdict is Verdict.PASS
    more = (*FOUR, fever("warm", LATE))
    items = check_of(judge(more, more, on_fever(0), waivers=granted), "red_flags").items
    assert items == (
        "fever: missed in 2 of 5, at most 0.0 %",
        "warm: expected urgent (fever), got routine (fever)",
    )
    blind = (*FOUR[:3], fever("hot", gave(ROUTINE)), CLOT)
    items = check_of(judge(blind, blind, on_fever(0), waivers=granted), "red_flags").items
    assert items == (
        "fever: not raised in 1 of 4, at most 0.0 %",
        "hot: expected urgent (fever), got routine (no red flag)",
    )


def test_new_vignettes_do_not_thin_out_a_red_flag() -> None:
    """One of four stays one of four, however many are answered rightly beside it."""
    grown = (*FOUR, *(fever(f"new-{n}") for n in range(16)))
    report = judge(FOUR, grown, on_fever(0.1))
    assert failing(report) == ["red_flags"]
    assert check_of(report, "red_flags").items == (
        "fever, over the 5 vignettes that the baseline has too: missed in 1 of 4, at most 10.0 %",
        "hot: expected urgent (fever), got routine (fever)",
    )
    assert judge(grown, grown, on_fever(0.1)).verdict is Verdict.PASS


def test_a_red_flag_is_held_in_each_run_of_an_engine_that_was_asked_again() -> None:
    """The worst of all runs is told, and each run in which it happened."""
    unsure = asked_again(fever("unsure"), SEEN, LATE)
    sure = [asked_again(made, made.result, made.result) for made in (*FOUR[:3], CLOT)]
    side = run((*sure, unsure), repeat=2, is_deterministic=False)
    items = check_of(judge(side, side, on_fever(0)), "red_flags").items
    assert items == (
        "fever: missed in 1 of 4, at most 0.0 %",
        "fever, run 2: missed in 1 of 4, at most 0.0 %",
        (
            "unsure: expected urgent (fever), "
            "got routine (fever) [at times urgent (fever), routine (fever)]"
        ),
    )


@pytest.mark.parametrize(
    ("missed", "n", "at_most"), [(29, 50, 0.58), (29, 100, 0.29), (63, 90, 0.7)]
)
def test_a_share_is_what_is_written_and_no_rounding_of_it(
    missed: int, n: int, at_most: float
) -> None:
    """As many as the bound says may be missed, and not one more."""
    made = [CLOT, *(fever(f"f{i}", LATE if i < missed else SEEN) for i in range(n))]
    assert check_of(judge(made, made, on_fever(at_most)), "red_flags").holds
    one_more = [CLOT, *(fever(f"f{i}", LATE if i <= missed else SEEN) for i in range(n))]
    assert not check_of(judge(one_more, one_more, on_fever(at_most)), "red_flags").holds
