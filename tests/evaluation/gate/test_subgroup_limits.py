"""Limits on subgroups: harm to a few that the rates over all of the library do not show."""

from dataclasses import replace

import pytest

from evaluation.gate.policy import Limit, Policy, SubgroupPolicy
from evaluation.gate.verdict import Group, Verdict
from evaluation.outcomes import Outcome
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


def patient(
    name: str, given: int, *, sex: str = "female", age: float | None = 40, kind: str = "canonical"
) -> Outcome:
    """A vignette of a patient of whom sex and age are told; routine is right."""
    numbers = {} if age is None else {"age_years": age}
    made = outcome(name, gold(ROUTINE), gave(given), kind=kind)
    return replace(made, input={"patient": {"sex": sex}, "numbers": numbers}, documents=("DOC",))


WOMEN = tuple(patient(f"w{n}", ROUTINE) for n in range(20))
MEN = tuple(patient(f"m{n}", ROUTINE, sex="male") for n in range(4))
HARMED = patient("harmed", URGENT, sex="male")
URGENT_HARM = "harmed: expected routine (no red flag), got urgent (no red flag)"
UNHARMED = with_result(HARMED, gave(ROUTINE))
FEVER = outcome("flag", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
FLAG = replace(FEVER, input=WOMEN[0].input, documents=("DOC",))
OVER = Limit(metric="over_triage_rate", bound=0.1)


def on_subgroups(*limits: Limit, smallest: int = 5, **bands: tuple[float, ...]) -> Policy:
    """A policy with limits on subgroups, and the same ones on the whole."""
    parts = SubgroupPolicy(limits=limits, smallest=smallest, bands=bands)
    return policy(limits=limits, subgroups=parts, ratchet=("missed_red_flag",))


def test_harm_to_one_subgroup_alone_is_seen() -> None:
    """One of 26 is within ten per cent; one of five men is not."""
    made = (*WOMEN, *MEN, HARMED, FLAG)
    report = judge(made, made, on_subgroups(OVER))
    assert failing(report) == ["subgroups_over_triage_rate"]
    assert check_of(report, "limit_over_triage_rate").holds
    found = check_of(report, "subgroups_over_triage_rate")
    assert (found.group, found.title) == (Group.LIMITS, "Over-triage rate in each subgroup")
    assert found.items == ("sex male: 1 of 5 = 20.0 %", URGENT_HARM)
    assert found.waivable == (("over_triage", "harmed"),)
    assert found.numbers == ("1 of 4 broken; at most 10.0 %; 0 under 5 vignettes, too few to say")


def test_who_is_in_no_broken_subgroup_needs_no_waiver() -> None:
    """One woman of 21 is over-triaged too, which is within the limit."""
    woman = patient("woman", URGENT)
    made = (*WOMEN, woman, *MEN, HARMED, FLAG)
    found = check_of(judge(made, made, on_subgroups(OVER)), "subgroups_over_triage_rate")
    assert found.items == ("sex male: 1 of 5 = 20.0 %", URGENT_HARM)
    assert found.waivable == (("over_triage", "harmed"),)


def test_its_honest_twin_passes() -> None:
    """With nobody harmed nothing is broken."""
    made = (*WOMEN, *MEN, UNHARMED, FLAG)
    report = judge(made, made, on_subgroups(OVER))
    assert report.verdict is Verdict.PASS
    assert check_of(report, "subgroups_over_triage_rate").items == ()


@pytest.mark.parametrize(("smallest", "holds"), [(5, False), (6, True)])
def test_a_subgroup_that_is_too_small_is_counted_and_not_held(
    smallest: int, *, holds: bool
) -> None:
    """Five men are enough for five, and too few for six."""
    made = (*WOMEN, *MEN, HARMED)
    found = check_of(
        judge((*made, FLAG), (*made, FLAG), on_subgroups(OVER, smallest=smallest)),
        "subgroups_over_triage_rate",
    )
    assert found.holds is holds
    small = 0 if smallest == 5 else 1
    assert found.numbers.endswith(f"; {small} under {smallest} vignettes, too few to say")


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (17, "under 18"),
        (18, "18 to 64"),
        (64, "18 to 64"),
        (65, "65 and over"),
        (None, "not known"),
    ],
)
def test_an_age_is_in_the_band_that_begins_at_or_below_it(age: float | None, band: str) -> None:
    """At a boundary the new band has it; who told no age is a group of its own."""
    harmed = patient("harmed", URGENT, age=age)
    made = (*WOMEN, harmed, FLAG)
    rules = on_subgroups(OVER, smallest=1, age_years=(18, 65))
    items = check_of(judge(made, made, rules), "subgroups_over_triage_rate").items
    is_alone = band != "18 to 64"
    assert items == ((f"age_years {band}: 1 of 1 = 100.0 %", URGENT_HARM) if is_alone else ())
    none = on_subgroups(replace(OVER, bound=0), smallest=1, age_years=(18, 65))
    items = check_of(judge(made, made, none), "subgroups_over_triage_rate").items
    assert items == (
        "kind canonical: 1 of 22 = 4.5 %",
        "document DOC: 1 of 22 = 4.5 %",
        "sex female: 1 of 22 = 4.5 %",
        f"age_years {band}: {'1 of 1 = 100.0 %' if is_alone else '1 of 22 = 4.5 %'}",
        URGENT_HARM,
    )


def test_kind_and_document_are_subgroups_too() -> None:
    """Without any band or attribute that a policy would name."""
    harmed = replace(patient("harmed", URGENT, kind="near_miss"), documents=("OTHER",))
    made = (*WOMEN, harmed, FLAG)
    items = check_of(
        judge(made, made, on_subgroups(OVER, smallest=1)), "subgroups_over_triage_rate"
    ).items
    assert items == (
        "kind near_miss: 1 of 1 = 100.0 %",
        "document OTHER: 1 of 1 = 100.0 %",
        URGENT_HARM,
    )


def test_the_vignettes_of_all_broken_subgroups_are_told_once_the_worst_first() -> None:
    """After the subgroups, whichever each is in: red flags first, then who falls furthest."""
    warm = outcome("warm", gold(URGENT, flags="fever"), gave(ROUTINE, flags="fever"))
    lame = outcome("lame", gold(URGENT), gave(SELF_CARE))
    made = (
        *WOMEN,
        *MEN,
        *(patient(f"boy-{n}", SELF_CARE, sex="male", age=9) for n in range(6)),
        replace(lame, input=patient("girl", ROUTINE, age=9).input, documents=("DOC",)),
        replace(warm, input=HARMED.input, documents=("DOC",)),
        FLAG,
    )
    rules = on_subgroups(Limit(metric="under_triage_rate", bound=0.25), age_years=(18,))
    found = check_of(judge(made, made, rules), "subgroups_under_triage_rate")
    assert found.items == (
        "sex male: 7 of 11 = 63.6 %",
        "age_years under 18: 7 of 7 = 100.0 %",
        "warm: expected urgent (fever), got routine (fever)",
        "lame: expected urgent (no red flag), got self_care (no red flag)",
        *(
            f"boy-{n}: expected routine (no red flag), got self_care (no red flag)"
            for n in range(6)
        ),
    )
    names = (*(f"boy-{n}" for n in range(6)), "lame", "warm")
    assert found.waivable == tuple(("under_triage", name) for name in names)


def test_a_subgroup_in_which_nothing_counts_is_too_small() -> None:
    """Where no vignette has a red flag, a rate of red flags is no rate and breaks nothing."""
    missed = Limit(metric="missed_red_flag_rate", bound=0)
    made = (*WOMEN, *MEN, FLAG)
    report = judge(made, made, on_subgroups(missed, smallest=1))
    assert report.verdict is Verdict.PASS
    found = check_of(report, "subgroups_missed_red_flag_rate")
    assert found.numbers.startswith("none of 3 broken; ")  # kind, document, women


def test_a_limit_from_below_is_held_in_each_subgroup() -> None:
    """Coverage of one group alone; the vignettes without an answer are named."""
    silent = with_result(HARMED, gave_none())
    made = (*WOMEN, *MEN, silent, FLAG)
    report = judge(made, made, on_subgroups(Limit(metric="coverage", bound=0.9)))
    found = check_of(report, "subgroups_coverage")
    assert found.items == (
        "sex male: 4 of 5 = 80.0 %",
        "harmed: expected routine (no red flag), got error: it broke",
    )
    assert found.waivable == ()  # there is no waiver that a rate of answers would heed


def test_a_waiver_excuses_its_vignette_in_every_subgroup() -> None:
    """Of men and of its band alike; a second man who is harmed is not excused with it."""
    made = (*WOMEN, *MEN, HARMED, FLAG)
    rules = on_subgroups(OVER, age_years=(18,))
    granted = [waiver("over_triage", "harmed")]
    assert judge(made, made, rules, waivers=granted).verdict is Verdict.PASS
    more = (*made, patient("second", EMERGENCY, sex="male"))
    items = check_of(judge(more, more, rules, waivers=granted), "subgroups_over_triage_rate").items
    assert items == (
        "sex male: 2 of 6 = 33.3 %",
        "second: expected routine (no red flag), got emergency (no red flag)",
    )


def test_new_vignettes_do_not_thin_out_a_subgroup() -> None:
    """Ten new men who are answered rightly do not make the one of five less."""
    made = (*WOMEN, *MEN, HARMED, FLAG)
    grown = (*made, *(patient(f"new-{n}", ROUTINE, sex="male") for n in range(10)))
    found = check_of(judge(made, grown, on_subgroups(OVER)), "subgroups_over_triage_rate")
    assert found.items == (
        "sex male, over the 26 vignettes that the baseline has too: 1 of 5 = 20.0 %",
        URGENT_HARM,
    )
    assert found.numbers.startswith("1 of 4 broken; ")


def test_a_subgroup_is_held_in_each_run() -> None:
    """What counts is the least urgent answer, which hides over-triage; the run shows it."""
    unsure = asked_again(HARMED, gave(ROUTINE), gave(URGENT))
    side = run((*WOMEN, *MEN, unsure, FLAG), repeat=2, is_deterministic=False)
    found = check_of(judge(side, side, on_subgroups(OVER)), "subgroups_over_triage_rate")
    assert found.items == (
        "sex male, run 2: 1 of 5 = 20.0 %",
        (
            "harmed: expected routine (no red flag), got routine (no red flag) "
            "[at times routine (no red flag), urgent (no red flag)]"
        ),
    )
    assert found.waivable == ()  # the answer that counts is no over-triage


def test_harm_on_one_side_of_a_scale_is_no_harm_on_the_other() -> None:
    """Under-triage of a group does not break a limit on over-triage."""
    low = with_result(HARMED, gave(SELF_CARE))
    made = (*WOMEN, *MEN, low, FLAG)
    both = on_subgroups(OVER, Limit(metric="under_triage_rate", bound=0.1))
    assert failing(judge(made, made, both)) == ["subgroups_under_triage_rate"]
