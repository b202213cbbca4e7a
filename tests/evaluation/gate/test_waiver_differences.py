"""A waiver covers the very difference that somebody looked at, and lapses when that changes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.gate.policy import WaiverPolicy
from evaluation.gate.verdict import Verdict
from evaluation.gate.waivers import CHANGES, COVERED, OF_VIGNETTES
from evaluation.outcomes import Outcome
from tests.evaluation.kit.gates import check_of, failing, gate_of, judge, policy, run, waiver
from tests.evaluation.kit.laws import golds, laws, results
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    relabelled,
    with_digests,
    with_result,
)

FEVER = outcome("fever", gold(URGENT, flags="fever", ways="spine"), gave(URGENT, flags="fever"))
OTHER = outcome("other", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
MISSED = with_result(FEVER, gave(ROUTINE, flags="fever"))
ON_MISSES = policy(ratchet=("missed_red_flag",))
GIVEN_FOR = gate_of([FEVER, OTHER], [MISSED, OTHER]).difference("missed_red_flag", "fever")
GRANTED = waiver("missed_red_flag", "fever", difference=GIVEN_FOR, line=7)

Edit = Callable[[Outcome], Outcome]


def gives(rank: int, **more: str) -> Edit:
    """Another answer to the same vignette."""
    return lambda made: with_result(made, gave(rank, **more))


CANDIDATES: Final[dict[str, Edit]] = {
    "less urgent": gives(SELF_CARE, flags="fever"),
    "no red flag": gives(ROUTINE),
    "another red flag": gives(ROUTINE, flags="fever clot"),
    "a pathway": gives(ROUTINE, flags="fever", ways="lungs"),
    "no answer": lambda made: with_result(made, gave_none()),
}
BASELINES: Final[dict[str, Edit]] = {
    "more urgent": gives(EMERGENCY, flags="fever"),
    "another red flag": gives(URGENT, flags="fever clot"),
    "a pathway": gives(URGENT, flags="fever", ways="spine"),
}
VIGNETTES: Final[dict[str, Edit]] = {
    "patient": lambda made: with_digests(made, input="another patient"),
    "gold": lambda made: relabelled(made, gold(URGENT, EMERGENCY, flags="fever")),
}
WORDS_ONLY: Final[dict[str, Edit]] = {
    "wording": lambda made: with_digests(made, text="other words"),
    "rules": lambda made: with_result(made, replace(made.result, rules=("r9",))),
    "reason": lambda made: with_result(made, replace(made.result, reason="Because.")),
    "kind": lambda made: replace(made, kind="boundary"),
    "documents": lambda made: replace(made, documents=("DOC",)),
}


def lapsed(before: Outcome, after: Outcome) -> str:
    """What is said of the waiver for these two sides, which must turn the gate red."""
    report = judge([before, OTHER], [after, OTHER], ON_MISSES, waivers=[GRANTED])
    assert report.verdict is Verdict.FAIL
    assert failing(report)[-1] == "waivers"
    (said,) = check_of(report, "waivers").items
    return said


def test_what_it_was_given_for_passes() -> None:
    """The honest twin of all that follows."""
    report = judge([FEVER, OTHER], [MISSED, OTHER], ON_MISSES, waivers=[GRANTED])
    assert report.verdict is Verdict.PASS


def test_the_message_says_what_is_there_now() -> None:
    """So that somebody looks again; no hash stands there to be pasted."""
    worse = CANDIDATES["less urgent"](MISSED)
    said = lapsed(FEVER, worse)
    now = gate_of([FEVER, OTHER], [worse, OTHER]).difference("missed_red_flag", "fever")
    assert now != GIVEN_FOR
    assert said == (
        "line 7, missed_red_flag of fever: lapsed: it was given for another difference; "
        "now: expected urgent (fever), got self_care (fever), without the pathway spine"
    )
    renewed = [replace(GRANTED, difference=now)]
    report = judge([FEVER, OTHER], [worse, OTHER], ON_MISSES, waivers=renewed)
    assert report.verdict is Verdict.PASS


@pytest.mark.parametrize("edit", CANDIDATES.values(), ids=CANDIDATES)
def test_it_lapses_with_another_answer(edit: Edit) -> None:
    """Whatever of an answer counts: disposition, red flags, pathways, or that there is none."""
    assert "lapsed" in lapsed(FEVER, edit(MISSED))


@pytest.mark.parametrize("edit", BASELINES.values(), ids=BASELINES)
def test_it_lapses_with_another_accepted_answer(edit: Edit) -> None:
    """The difference has two sides."""
    assert "lapsed" in lapsed(edit(FEVER), MISSED)


@pytest.mark.parametrize("edit", VIGNETTES.values(), ids=VIGNETTES)
@pytest.mark.parametrize("sides", [(True, True), (False, True), (True, False)])
def test_it_lapses_with_another_patient_or_gold(edit: Edit, sides: tuple[bool, bool]) -> None:
    """Edited on either side, or on both."""
    before, after = (
        edit(made) if is_edited else made
        for made, is_edited in zip((FEVER, MISSED), sides, strict=True)
    )
    assert "lapsed" in lapsed(before, after)


@pytest.mark.parametrize("edit", WORDS_ONLY.values(), ids=WORDS_ONLY)
def test_it_stands_where_only_words_for_people_change(edit: Edit) -> None:
    """Wording, reasons and the names of rules change no answer and no waiver."""
    for before, after in (
        (edit(FEVER), MISSED),
        (FEVER, edit(MISSED)),
        (edit(FEVER), edit(MISSED)),
    ):
        report = judge([before, OTHER], [after, OTHER], ON_MISSES, waivers=[GRANTED])
        assert report.verdict is Verdict.PASS


def test_it_lapses_where_a_side_is_gone() -> None:
    """A new vignette that fails needs a waiver of its own, though an old one had the same name."""
    report = judge([OTHER], [MISSED, OTHER], ON_MISSES, waivers=[GRANTED])
    assert failing(report) == ["new_vignettes", "waivers"]
    assert "lapsed" in check_of(report, "waivers").items[0]


def test_a_lapsed_waiver_excuses_no_limit() -> None:
    """As little as an expired one."""
    gate = gate_of([FEVER, OTHER], [MISSED, OTHER], waivers=[GRANTED])
    assert gate.excused("missed_red_flag") == {"fever"}
    other = gate_of([FEVER, OTHER], [CANDIDATES["no red flag"](MISSED), OTHER], waivers=[GRANTED])
    assert other.excused("missed_red_flag") == frozenset()


def test_a_difference_is_named_by_all_that_it_is_of() -> None:
    """Every kind of failing, and every vignette, has a name of its own for the same two sides."""
    gate = gate_of([FEVER, OTHER], [MISSED, OTHER])
    names = [gate.difference(covers, of) for covers in COVERED for of in ("fever", "other")]
    assert len(set(names)) == len(names) == 2 * len(COVERED)
    assert all(len(name) == 12 and set(name) <= set("0123456789abcdef") for name in names)


def test_a_vignette_that_nobody_has_has_a_name_too() -> None:
    """So that a waiver for it can be told as one for nobody."""
    assert len(gate_of([FEVER], [MISSED]).difference("missed_red_flag", "nobody")) == 12


LESS: Final = run([OTHER], unknowns="absent", engine="http://engine", engine_kind="http")
MORE: Final = run([OTHER], engine="http://engine", engine_kind="http")


def test_less_that_is_declared_can_be_waived_by_the_name_of_the_engine() -> None:
    """And lapses with any other declaration."""
    assert failing(judge(MORE, LESS)) == ["declared"]
    granted = replace(
        waiver("declared", "http://engine"),
        difference=gate_of(MORE, LESS).difference("declared", "http://engine"),
    )
    report = judge(MORE, LESS, waivers=[granted])
    assert report.verdict is Verdict.PASS
    assert check_of(report, "declared").waived == ("http://engine",)
    abstains = replace(LESS, record=replace(LESS.record, unknowns="abstain"))
    assert failing(judge(MORE, abstains, waivers=[granted])) == ["declared", "waivers"]


@pytest.mark.parametrize(
    ("of", "candidate", "says"),
    [
        ("http://engin", LESS, 'there is no such thing. Did you mean "http://engine"?'),
        ("http://engine", MORE, "stale: nothing that it covers fails"),
    ],
)
def test_a_waiver_of_a_declaration_that_is_not_needed_fails(
    of: str, candidate: object, says: str
) -> None:
    """It is of another engine, or nothing less is declared."""
    side = LESS if candidate is LESS else MORE
    report = judge(MORE, side, waivers=[waiver("declared", of, line=3)])
    assert check_of(report, "waivers").items == (f"line 3, declared of {of}: {says}",)


@pytest.mark.parametrize("covers", ["vocabulary", "invariants"])
def test_a_waiver_of_a_domain_lapses_when_it_changes_again(covers: str) -> None:
    """Another vocabulary was agreed to, not any other."""
    field = f"{covers}_fingerprint"
    second, third = (run([OTHER], **{field: f"sha256:{name}"}) for name in ("second", "third"))
    name = gate_of([OTHER], second).difference(covers, "knee")
    granted = [waiver(covers, "knee", difference=name)]
    assert judge([OTHER], second, waivers=granted).verdict is Verdict.PASS
    assert failing(judge([OTHER], third, waivers=granted)) == [covers, "waivers"]


def test_what_is_never_waived_fails_with_its_waiver() -> None:
    """The policy says so, and the check of waivers is red whatever the waiver covers."""
    rules = replace(ON_MISSES, waivers=WaiverPolicy(never=("missed_red_flag",)))
    report = judge([FEVER, OTHER], [MISSED, OTHER], rules, waivers=[GRANTED])
    assert failing(report) == ["waivers"]
    assert check_of(report, "waivers").items == (
        "line 7, missed_red_flag of fever: the policy lets no waiver cover missed_red_flag",
    )
    others = replace(ON_MISSES, waivers=WaiverPolicy(never=("removed", "under_triage")))
    report = judge([FEVER, OTHER], [MISSED, OTHER], others, waivers=[GRANTED])
    assert report.verdict is Verdict.PASS


@pytest.mark.parametrize(("most", "holds"), [(None, True), (2, True), (1, False), (0, False)])
def test_there_may_be_so_many_waivers(most: int | None, *, holds: bool) -> None:
    """Each of them is good by itself; together they are too many."""
    late = [with_result(made, gave(ROUTINE, flags="fever")) for made in (FEVER, OTHER)]
    granted = [waiver("missed_red_flag", name) for name in ("fever", "other")]
    rules = replace(ON_MISSES, waivers=WaiverPolicy(most=most))
    report = judge([FEVER, OTHER], late, rules, waivers=granted)
    assert (report.verdict is Verdict.PASS) is holds
    found = check_of(report, "waivers")
    assert found.items == (() if holds else (f"2 waivers; the policy allows {most}",))


@laws
@given(data=st.data())
def test_a_waiver_never_covers_another_difference(data: st.DataObject) -> None:
    """Whatever it was given for, and whatever is there now: it is in force for the same alone."""
    sides = st.tuples(golds, results, results, st.sampled_from("ab"))
    one, other = data.draw(sides), data.draw(sides)
    covers = data.draw(st.sampled_from(OF_VIGNETTES))
    assume(one != other)
    granted_for, there_now = (
        [outcome("x", expected, given_to, told=told) for given_to in (before, after)]
        for expected, before, after, told in (one, other)
    )
    name = gate_of(granted_for[:1], granted_for[1:]).difference(covers, "x")
    granted = [waiver(covers, "x", difference=name)]
    assert gate_of(granted_for[:1], granted_for[1:], waivers=granted).in_force
    assert not gate_of(there_now[:1], there_now[1:], waivers=granted).in_force


def test_changes_and_vignettes_are_all_that_can_be_covered() -> None:
    """The law above is of vignettes; what is not of one has its own tests here and beside."""
    assert set(COVERED) == {*OF_VIGNETTES, *CHANGES}
