"""Editing the library never turns a red gate green, nor hides what the candidate does."""

from dataclasses import replace

import pytest

from evaluation.gate.policy import Guard, Limit
from evaluation.gate.verdict import Verdict
from evaluation.gate.waivers import CASE_SET_CHANGES
from evaluation.outcomes import Outcome
from tests.evaluation.kit.gates import check_of, failing, gate_of, judge, policy, run, waiver
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gold,
    moved,
    outcome,
    relabelled,
    with_digests,
    with_result,
)

FEVER = outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
MISSED = with_result(FEVER, gave(ROUTINE))
SOON = outcome("soon", gold(URGENT), gave(URGENT))
LUMP = outcome("lump", gold(ROUTINE), gave(ROUTINE))
OTHER = outcome("other", gold(EMERGENCY, flags="breath"), gave(EMERGENCY, flags="breath"))
BASELINE = (FEVER, SOON, LUMP, OTHER)
SAFETY = policy(guard=Guard.SAFETY)
both_guards = pytest.mark.parametrize("guard", Guard)


def edited(name: str, *kept: Outcome) -> tuple[Outcome, ...]:
    """The baseline's vignettes with one exchanged for others, or for none."""
    return (*(made for made in BASELINE if made.vignette != name), *kept)


# Ways to get rid of the vignette that the candidate misses, each with the checks that see it.
HIDING_PLACES = [
    pytest.param((MISSED,), ["new_missed_red_flag"], id="left as it is"),
    pytest.param((), ["vignettes_removed"], id="removed"),
    pytest.param(
        (relabelled(MISSED, gold(ROUTINE)),),
        ["new_missed_red_flag", "vignettes_gold_edited"],
        id="relabelled",
    ),
    pytest.param(
        (relabelled(MISSED, gold(ROUTINE, URGENT, flags="fever")),),
        ["new_missed_red_flag", "vignettes_gold_edited"],
        id="floor lowered by an exception",
    ),
    pytest.param(
        (with_result(with_digests(FEVER, input="no fever"), gave(ROUTINE)),),
        ["new_vignettes", "vignettes_input_edited"],
        id="input edited",
    ),
    pytest.param(
        (relabelled(with_digests(MISSED, input="no fever"), gold(ROUTINE)),),
        ["vignettes_gold_edited", "vignettes_input_edited"],
        id="input and gold edited",
    ),
    pytest.param(
        (replace(MISSED, vignette="fever-2"),),
        ["new_vignettes", "vignettes_removed"],
        id="renamed",
    ),
    pytest.param(
        (replace(relabelled(MISSED, gold(ROUTINE)), vignette="fever-2"),),
        ["vignettes_removed"],
        id="renamed and relabelled",
    ),
    pytest.param(
        (MISSED, *(replace(FEVER, vignette=f"fever-{n}") for n in range(50))),
        ["new_missed_red_flag"],
        id="drowned in copies",
    ),
]


@both_guards
@pytest.mark.parametrize(("instead", "seen_by"), HIDING_PLACES)
def test_no_edit_hides_a_newly_missed_red_flag(
    instead: tuple[Outcome, ...], seen_by: list[str], guard: Guard
) -> None:
    """Whatever is done to the vignette that is newly missed, the gate stays red and says why."""
    rules = policy(guard=guard, ratchet=("missed_red_flag",))
    report = judge(BASELINE, edited("fever", *instead), rules)
    assert report.verdict is Verdict.FAIL
    assert failing(report) == seen_by
    assert all("fever" in " ".join(check.items) for check in report.failing)


def test_the_library_left_alone_passes() -> None:
    """The honest twin: the same vignettes, all answered as before."""
    assert judge(BASELINE, BASELINE).verdict is Verdict.PASS
    assert judge(BASELINE, BASELINE, SAFETY).verdict is Verdict.PASS


def test_a_new_vignette_that_is_answered_rightly_passes() -> None:
    """A library may grow."""
    new = outcome("new", gold(ROUTINE), gave(ROUTINE))
    assert judge(BASELINE, (*BASELINE, new)).verdict is Verdict.PASS


def test_a_text_may_be_edited() -> None:
    """Other words for the same patient and gold change nothing."""
    report = judge(BASELINE, edited("fever", with_digests(FEVER, text="other words")))
    assert report.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("name", "instead", "check", "item"),
    [
        ("lump", None, "vignettes_removed", "lump"),
        (
            "lump",
            relabelled(LUMP, gold(SELF_CARE, ROUTINE)),
            "vignettes_gold_edited",
            (
                "lump: routine (no red flag) became self_care to routine (no red flag); "
                "weakened: a less urgent answer is acceptable now"
            ),
        ),
        (
            "lump",
            with_digests(LUMP, input="other"),
            "vignettes_input_edited",
            "lump: edited",
        ),
        ("soon", None, "vignettes_removed", "soon"),
    ],
    ids=["removed", "relabelled", "input edited", "urgent without red flag"],
)
def test_the_guard_on_all_holds_every_vignette(
    name: str, instead: Outcome | None, check: str, item: str
) -> None:
    """Any vignette that goes or changes fails its own check and is named with the change."""
    report = judge(BASELINE, edited(name, *([instead] if instead else [])))
    assert failing(report) == [check]
    assert check_of(report, check).items == (item,)
    assert check_of(report, check).numbers == "1"


@pytest.mark.parametrize(
    "instead",
    [(), (relabelled(LUMP, gold(SELF_CARE, ROUTINE)),), (with_digests(LUMP, input="other"),)],
    ids=["removed", "relabelled", "input edited"],
)
def test_the_guard_on_safety_lets_harmless_vignettes_go(instead: tuple[Outcome, ...]) -> None:
    """Without red flag and below the threshold a vignette may go or change."""
    report = judge(BASELINE, edited("lump", *instead), SAFETY)
    assert report.verdict is Verdict.PASS
    said = [check_of(report, f"vignettes_{change}").numbers for change in CASE_SET_CHANGES]
    assert sorted(said) == ["none", "none", "none; not guarded: lump"]


@pytest.mark.parametrize("name", ["fever", "soon"])
def test_the_guard_on_safety_holds_what_demands_escalation(name: str) -> None:
    """A red flag, or a floor at the threshold, may not be removed."""
    report = judge(BASELINE, edited(name), SAFETY)
    assert failing(report) == ["vignettes_removed"]
    assert check_of(report, "vignettes_removed").title == "Safety vignettes removed"


def test_the_guard_on_safety_judges_a_vignette_by_what_it_was() -> None:
    """Relabelling cannot first make a vignette harmless, and then let it go."""
    harmless = relabelled(SOON, gold(ROUTINE, URGENT))
    assert failing(judge(BASELINE, edited("soon", harmless), SAFETY)) == ["vignettes_gold_edited"]
    grave = relabelled(LUMP, gold(ROUTINE, URGENT))
    assert judge(BASELINE, edited("lump", grave), SAFETY).verdict is Verdict.PASS


def test_a_relabelled_vignette_is_judged_under_its_old_gold_too() -> None:
    """With the edit waived, the answer that only the new gold allows is still a new miss."""
    after = edited("fever", relabelled(MISSED, gold(ROUTINE)))
    report = judge(BASELINE, after, waivers=[waiver("gold_edited", "fever")])
    assert failing(report) == [
        "new_missed_red_flag",
        "new_undetected_red_flag",
        "new_under_triage",
    ]
    assert check_of(report, "vignettes_gold_edited").waived == ("fever",)
    found = check_of(report, "new_missed_red_flag")
    assert found.numbers == "1 (0 fixed, 0 still)"
    said = "expected urgent (fever), got routine (no red flag)"
    assert found.items == (f"fever, relabelled; under its accepted gold: {said}",)


def test_a_relabelled_vignette_is_judged_under_its_new_gold_too() -> None:
    """A gold that now demands more is a new miss where only the candidate falls below it."""
    graver = gold(EMERGENCY, flags="breath")
    before = (outcome("x", gold(URGENT, EMERGENCY), gave(EMERGENCY, flags="breath")), OTHER)
    after = (relabelled(with_result(before[0], gave(URGENT, flags="breath")), graver), OTHER)
    report = judge(before, after, waivers=[waiver("gold_edited", "x")])
    assert failing(report) == ["new_missed_red_flag", "new_under_triage"]
    assert check_of(report, "new_missed_red_flag").items == (
        "x, relabelled; under its new gold: expected emergency (breath), got urgent (breath)",
    )


def test_a_relabelled_vignette_that_fails_on_both_sides_is_not_new() -> None:
    """A gold that demands more than either version gives is no regression of the candidate."""
    graver = relabelled(SOON, gold(EMERGENCY))
    report = judge(BASELINE, edited("soon", graver), waivers=[waiver("gold_edited", "soon")])
    assert report.verdict is Verdict.PASS


TEN_PER_CENT_OVER = (
    FEVER,
    OTHER,
    *(outcome(f"ok-{n}", gold(SELF_CARE), gave(SELF_CARE)) for n in range(9)),
    outcome("over", gold(SELF_CARE), gave(ROUTINE)),
)
ON_OVER_TRIAGE = policy(limits=(Limit(metric="over_triage_rate", bound=0.05),))


def test_copies_of_easy_vignettes_do_not_dilute_a_limit() -> None:
    """A patient that stands in the library many times is one patient.

    One of eleven is over-triaged, against a limit of five per cent; ten copies of an easy
    vignette, under other ids and families, would make it one of twenty-one.
    """
    red = judge(TEN_PER_CENT_OVER, TEN_PER_CENT_OVER, ON_OVER_TRIAGE)
    assert failing(red) == ["limit_over_triage_rate"]
    easy = TEN_PER_CENT_OVER[2]
    copies = [replace(easy, vignette=f"copy-{n}", family=f"copy-{n}") for n in range(10)]
    padded = judge(TEN_PER_CENT_OVER, (*TEN_PER_CENT_OVER, *copies), ON_OVER_TRIAGE)
    assert padded.verdict is not Verdict.PASS


def test_a_patient_that_stands_twice_is_told() -> None:
    """A new vignette with the patient of another must be of its family, whichever came first."""
    copy = replace(SOON, vignette="a-copy", family="a-copy")
    report = judge(BASELINE, (copy, *BASELINE))
    assert failing(report) == ["vignettes_repeated"]
    found = check_of(report, "vignettes_repeated")
    assert found.numbers == "1"
    assert found.items == ("a-copy: the same patient as soon, in another family",)
    variant = replace(SOON, vignette="a-copy")
    assert judge(BASELINE, (*BASELINE, variant)).verdict is Verdict.PASS


def test_two_new_vignettes_of_one_patient_are_told() -> None:
    """Neither was there before: the second repeats the first."""
    new = [outcome(name, gold(ROUTINE), gave(ROUTINE), told="one patient") for name in "ab"]
    report = judge(BASELINE, (*BASELINE, *new))
    assert failing(report) == ["vignettes_repeated"]
    assert check_of(report, "vignettes_repeated").items == (
        "b: the same patient as a, in another family",
    )


def test_a_patient_that_stood_twice_before_is_no_news() -> None:
    """What was accepted once is not held against the candidate."""
    twin = outcome("twin", gold(URGENT), gave(URGENT), told=SOON.digests["input"])
    assert judge((*BASELINE, twin), (*BASELINE, twin)).verdict is Verdict.PASS


def test_splitting_a_family_makes_no_evidence() -> None:
    """Thirty variants of three stories stay three stories, whatever their families are called."""
    fever = gold(URGENT, flags="fever")
    made = [
        outcome(f"fever-{n}", fever, gave(URGENT, flags="fever"), family=f"family-{n % 3}")
        for n in range(30)
    ]
    rules = policy(evidence_target=0.1)
    assert failing(judge(made, made, rules)) == ["evidence"]
    split = [made[0], *(moved(one, one.vignette) for one in made[1:])]
    report = judge(made, split, rules)
    assert report.verdict is Verdict.FAIL
    items = check_of(report, "vignettes_gold_edited").items
    assert items[0] == "fever-1: family family-1 became fever-1"


def test_two_stories_cannot_become_one_family() -> None:
    """Merging hides a second miss of a family that has one already; it is told as an edit."""
    report = judge(BASELINE, edited("soon", moved(SOON, "fever")))
    assert failing(report) == ["vignettes_gold_edited"]
    items = check_of(report, "vignettes_gold_edited").items
    assert items == ("soon: family soon became fever",)


def test_to_an_engine_that_reads_narratives_other_words_are_another_patient() -> None:
    """A keyword written into a narrative could turn a miss green; rules never see it."""
    retold = with_digests(FEVER, narrative="with the word that it looks for")
    after = edited("fever", retold)
    assert judge(BASELINE, after).verdict is Verdict.PASS
    before, changed = (run(side, engine_kind="http") for side in (BASELINE, after))
    report = judge(before, changed)
    assert failing(report) == ["vignettes_input_edited"]
    assert check_of(report, "vignettes_input_edited").items == ("fever: told in other words",)
    granted = [waiver("input_edited", "fever")]
    assert judge(before, changed, waivers=granted).verdict is Verdict.PASS
    again = run(edited("fever", with_digests(FEVER, narrative="yet others")), engine_kind="http")
    lapsed = [
        replace(granted[0], difference=gate_of(before, changed).difference("input_edited", "fever"))
    ]
    assert failing(judge(before, again, waivers=lapsed)) == ["vignettes_input_edited", "waivers"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "boundary"}, "lump: kind canonical became boundary"),
        ({"documents": ("B",)}, "lump: documents A became B"),
    ],
)
def test_moving_a_vignette_to_another_subgroup_is_an_edit_of_its_gold(
    changed: dict[str, object], said: str
) -> None:
    """Kind and documents decide which limits it counts for."""
    lump = replace(LUMP, documents=("A",))
    moved_there = with_digests(replace(lump, **changed), gold="another")  # type: ignore[arg-type]
    report = judge((*edited("lump"), lump), (*edited("lump"), moved_there))
    assert failing(report) == ["vignettes_gold_edited"]
    assert check_of(report, "vignettes_gold_edited").items == (said,)


def test_a_relabelled_vignette_that_failed_before_may_not_fail_by_more() -> None:
    """Under the old gold as under the new one: a miss that was known is no leave to miss more."""
    late = with_result(SOON, gave(ROUTINE))
    later = relabelled(with_result(SOON, gave(SELF_CARE)), gold(EMERGENCY))
    before, after = (*edited("soon"), late), (*edited("soon"), later)
    granted = [waiver("gold_edited", "soon")]
    assert failing(judge(before, after, waivers=granted)) == ["new_under_triage"]
    same = (*edited("soon"), relabelled(late, gold(EMERGENCY)))
    assert judge(before, same, waivers=granted).verdict is Verdict.PASS
