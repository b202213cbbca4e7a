"""Drafts of waivers: one for each failing that somebody may let pass, good once filled in."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.comparison import LOWERED, NO_ANSWER
from evaluation.gate.checks import GateInput, run_gate
from evaluation.gate.drafts import Draft, drafts
from evaluation.gate.policy import Limit, Policy, RedFlagLimit, SubgroupPolicy, WaiverPolicy
from evaluation.gate.together import Change, Together
from evaluation.gate.verdict import Group, Verdict
from evaluation.gate.waivers import Waiver, build_waivers
from evaluation.outcomes import Outcome
from reports.render.waivers import render_drafts
from tests.evaluation.kit.files import NAME, problems_of
from tests.evaluation.kit.gates import check_of, gate_of, policy, run
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
from triage.loading.nodes import parse

FEVER = outcome("fever", gold(URGENT, flags="fever", ways="spine"), gave(URGENT, flags="fever"))
LONGER = outcome("fever-2", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
OTHER = outcome("other", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
WIDE = outcome("wide", gold(ROUTINE, EMERGENCY), gave(EMERGENCY))
LUMP = outcome("lump", gold(ROUTINE), gave(ROUTINE))
BOTH_SIDES = (FEVER, LONGER, OTHER, WIDE, LUMP)
STRICT: Final = policy(ratchet=("missed_red_flag", "under_triage", LOWERED, NO_ANSWER))


def drafted(gate: GateInput) -> tuple[Draft, ...]:
    """The drafts for what this gate says."""
    return drafts(run_gate(gate), gate)


def keys(found: tuple[Draft, ...]) -> list[tuple[str, str]]:
    """What each would let pass."""
    return [(draft.covers, draft.of) for draft in found]


def filled_in(gate: GateInput) -> tuple[Waiver, ...]:
    """The waivers of the rendered drafts, as somebody who agrees to all would sign them."""
    text = render_drafts(drafted(gate), gate).replace("FILL IN", "Dr Example agrees.")
    return build_waivers(parse(text.encode(), NAME), NAME)


def edited(name: str, *instead: Outcome) -> list[Outcome]:
    """The vignettes with one exchanged for others, or for none."""
    return [*(made for made in BOTH_SIDES if made.vignette != name), *instead]


EDITS: Final = {
    "missed": (edited("fever", with_result(FEVER, gave(ROUTINE, flags="fever"))), 2),
    "silent": (edited("fever", with_result(FEVER, gave_none())), 3),
    "lowered": (edited("wide", with_result(WIDE, gave(URGENT))), 1),
    "removed": (edited("lump"), 1),
    "relabelled": (edited("lump", relabelled(LUMP, gold(SELF_CARE, ROUTINE))), 1),
    "edited": (edited("lump", with_digests(LUMP, input="other")), 1),
    "new": (edited("", outcome("new", gold(URGENT, flags="clot"), gave(ROUTINE))), 2),
    "nothing": (list(BOTH_SIDES), 0),
}


@pytest.mark.parametrize(("candidate", "count"), EDITS.values(), ids=EDITS)
def test_each_failing_has_one_draft_that_makes_the_gate_pass(
    candidate: list[Outcome], count: int
) -> None:
    """The round trip: drafted, filled in, read again, and the gate is green."""
    gate = gate_of(BOTH_SIDES, candidate, STRICT)
    assert (run_gate(gate).verdict is Verdict.PASS) is (count == 0)
    assert len(drafted(gate)) == count
    after = replace(gate, waivers=filled_in(gate))
    assert run_gate(after).verdict is Verdict.PASS


def test_as_they_are_printed_they_are_refused() -> None:
    """Every gap is named with its line: nobody grants anything by redirecting an output."""
    gate = gate_of(BOTH_SIDES, edited("lump"), STRICT)
    text = render_drafts(drafted(gate), gate)
    assert problems_of(text, build_waivers) == [
        'f.yaml:6: waivers[1].reason: "FILL IN" is still to be filled in.',
        'f.yaml:7: waivers[1].approver: "FILL IN" is still to be filled in.',
    ]


def test_the_whole_text_of_a_draft() -> None:
    """What fails stands above it; it would last as long as the policy allows."""
    late = with_result(FEVER, gave(ROUTINE, flags="fever", ways="spine"))
    gate = gate_of([FEVER], [late], policy(ratchet=("missed_red_flag",)))
    name = gate.difference("missed_red_flag", "fever")
    text = f"""\
waivers:
  # New missed red flags: fever: expected urgent (fever), got routine (fever)
  - covers: missed_red_flag
    of: "fever"
    difference: "{name}"
    reason: FILL IN
    approver: FILL IN
    approved: 2026-06-15
    expires: 2026-09-13"""
    assert render_drafts(drafted(gate), gate) == text
    green = gate_of([FEVER], [FEVER])
    assert render_drafts(drafted(green), green) == "waivers: []"


def test_each_is_drafted_once_though_several_checks_name_it() -> None:
    """The ratchet and three limits fail for the same vignette and failing."""
    missed = Limit(metric="missed_red_flag_rate", bound=0)
    rules = policy(
        ratchet=("missed_red_flag",),
        limits=(missed,),
        red_flags={"fever": RedFlagLimit(at_most=0)},
        subgroups=SubgroupPolicy(limits=(missed,), smallest=1),
    )
    late = with_result(FEVER, gave(ROUTINE, flags="fever"))
    gate = gate_of(BOTH_SIDES, edited("fever", late), rules)
    assert [check.name for check in run_gate(gate).failing] == [
        "new_missed_red_flag",
        "limit_missed_red_flag_rate",
        "red_flags",
        "subgroups_missed_red_flag_rate",
    ]
    assert keys(drafted(gate)) == [("missed_red_flag", "fever")]
    assert run_gate(replace(gate, waivers=filled_in(gate))).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "rules",
    [
        policy(limits=(Limit(metric="missed_red_flag_rate", bound=0),)),
        policy(limits=(Limit(metric="under_triage_rate", bound=0),)),
        policy(red_flags={"fever": RedFlagLimit(at_most=0)}),
        policy(
            subgroups=SubgroupPolicy(
                limits=(Limit(metric="under_triage_rate", bound=0),), smallest=1
            )
        ),
    ],
    ids=["rate", "another rate", "red flag", "subgroup"],
)
def test_what_fails_a_limit_only_has_a_draft_too(rules: Policy) -> None:
    """Missed on both sides it is nothing new, and only a limit names it."""
    late = with_result(FEVER, gave(ROUTINE, flags="fever", ways="spine"))
    made = edited("fever", late)
    gate = gate_of(made, made, rules)
    assert {check.group for check in run_gate(gate).failing} == {Group.LIMITS}
    assert [of for _, of in keys(drafted(gate))] == ["fever"]
    assert run_gate(replace(gate, waivers=filled_in(gate))).verdict is Verdict.PASS


def test_what_is_never_waived_has_no_draft() -> None:
    """Everything else that fails still has one."""
    candidate = edited("fever", with_result(FEVER, gave_none()))
    rules = replace(STRICT, waivers=WaiverPolicy(never=(NO_ANSWER,)))
    gate = gate_of(BOTH_SIDES, candidate, rules)
    assert keys(drafted(gate)) == [("missed_red_flag", "fever"), ("under_triage", "fever")]
    none = replace(STRICT, waivers=WaiverPolicy(never=("missed_red_flag", "under_triage")))
    assert keys(drafted(gate_of(BOTH_SIDES, candidate, none))) == [(NO_ANSWER, "fever")]


def test_what_is_waived_already_has_no_draft() -> None:
    """A second one for the same would be refused."""
    late = with_result(FEVER, gave(ROUTINE, flags="fever"))
    gate = gate_of(BOTH_SIDES, edited("fever", late), STRICT)
    first = filled_in(gate)[:1]
    assert keys(drafted(replace(gate, waivers=first))) == [("under_triage", "fever")]


def test_a_draft_says_what_is_wrong_with_its_own_vignette() -> None:
    """Not with another one whose name begins alike, and that is named before it."""
    late = [with_result(FEVER, gave(ROUTINE)), with_result(LONGER, gave(SELF_CARE))]
    gate = gate_of([FEVER, LONGER], late, policy(ratchet=("missed_red_flag",)))
    assert check_of(run_gate(gate), "new_missed_red_flag").items[0].startswith("fever-2: ")
    about = {draft.of: draft.about for draft in drafted(gate)}
    assert all(f": {name}: expected" in said for name, said in about.items())
    assert sorted(about) == ["fever", "fever-2"]


def test_changes_of_a_whole_have_drafts() -> None:
    """Words, floors, declarations, and what changed together with the rules."""
    seen = Together(
        changes=(Change(of="policy", items=("policy.yaml changed",)),),
        states={"policy": "state"},
        has_rules=True,
    )
    after = run(
        BOTH_SIDES,
        vocabulary_fingerprint="sha256:b",
        invariants_fingerprint="sha256:b",
        unknowns="absent",
    )
    gate = gate_of(BOTH_SIDES, after, together=seen)
    assert keys(drafted(gate)) == [
        ("vocabulary", "knee"),
        ("invariants", "knee"),
        ("declared", "knee@9.9.9"),
        ("together", "policy"),
    ]
    assert all(not draft.about.endswith(": ") for draft in drafted(gate))
    assert run_gate(replace(gate, waivers=filled_in(gate))).verdict is Verdict.PASS


def test_where_nothing_was_measured_there_is_nothing_to_waive() -> None:
    """No verdict has no drafts."""
    gate = gate_of(BOTH_SIDES, [])
    assert run_gate(gate).verdict is Verdict.NO_VERDICT
    assert drafted(gate) == ()


@laws
@given(data=st.data())
def test_no_draft_repeats_another_and_all_of_them_turn_the_ratchet_green(
    data: st.DataObject,
) -> None:
    """Whatever fails it, once everything is signed for: nothing new fails, and none is stale."""
    rows = data.draw(st.lists(st.tuples(golds, results, results), min_size=1, max_size=4))
    before = [outcome(f"v{n}", expected, was) for n, (expected, was, _) in enumerate(rows)]
    after = [with_result(made, now) for made, (*_, now) in zip(before, rows, strict=True)]
    gate = gate_of([*BOTH_SIDES, *before], [*BOTH_SIDES, *after], STRICT)
    if run_gate(gate).verdict is Verdict.NO_VERDICT:
        return
    found = keys(drafted(gate))
    assert len(set(found)) == len(found)
    assert run_gate(replace(gate, waivers=filled_in(gate))).verdict is Verdict.PASS
