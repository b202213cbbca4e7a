"""What the gate makes of proofs and of the difference: nobody is lowered unseen."""

from dataclasses import replace
from typing import Final

import pytest

from evaluation.analysis.difference import difference
from evaluation.analysis.prove import prove
from evaluation.gate.verdict import GateReport, Group, Verdict
from tests.evaluation.kit.gates import check_of, failing, judge
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import invariant, rule, ruleset
from tests.evaluation.kit.solved import BEFORE, R1, R2, SEEN, A, B, C, solved
from triage.conditions import Compare, Comparison, Condition, Not, all_of, any_of
from triage.invariants import InvariantSet
from triage.rules import Rule

SELF_CARE, ROUTINE, URGENT, EMERGENCY = SCALE.levels
OLD: Final = Compare("n", Comparison.AT_LEAST, 2)


def report_on(*rules: Rule, asked: InvariantSet | None = None) -> GateReport:
    """The verdict on rules that every vignette passes."""
    return judge([SEEN], [SEEN], solved=solved(ruleset(*rules), asked))


def when(changed: Rule, condition: Condition) -> Rule:
    """The rule with another condition."""
    return replace(changed, condition=condition)


def test_the_accepted_rules_themselves_pass() -> None:
    """The honest twin of all that follows."""
    report = report_on(R1, R2)
    assert report.verdict is Verdict.PASS
    proofs, lowered = check_of(report, "proofs"), check_of(report, "difference")
    assert (proofs.group, proofs.holds, proofs.numbers) == (Group.RATCHET, True, "none of 3")
    assert (lowered.group, lowered.holds, lowered.numbers) == (Group.RATCHET, True, "none")
    assert (proofs.items, lowered.items, lowered.accepted) == ((), (), ())


HOME: Final = "routine -> self_care: B; known absent: A (by r2)"
NO_WAY: Final = 'loses the pathway "Way": B (by r2)'
LOWERED: Final[dict[str, tuple[tuple[Rule, ...], tuple[str, ...]]]] = {
    "a level less": (
        (R1, replace(R2, disposition=SELF_CARE)),
        (HOME, "possible routine -> self_care: known absent: A (by r2)"),
    ),
    "the rule is gone": (
        (R1,),
        (HOME, "possible routine -> self_care: known absent: A (by r2)", NO_WAY),
    ),
    "a pathway lost": ((R1, rule("r2", ROUTINE, B)), (NO_WAY,)),
    "an age limit": (
        (R1, when(R2, all_of(B, OLD))),
        (
            HOME,
            "possible routine -> self_care: N less than 2 days; known absent: A (by r2)",
            NO_WAY,
        ),
    ),
    "a condition more": (
        (R1, when(R2, all_of(B, C))),
        (HOME, "possible routine -> self_care: known absent: A; C (by r2)", NO_WAY),
    ),
}


@pytest.mark.parametrize(("rules", "says"), LOWERED.values(), ids=LOWERED)
def test_a_lowered_line_fails_and_is_named(rules: tuple[Rule, ...], says: tuple[str, ...]) -> None:
    """With its id, what changes, for whom, and by which edit, though every vignette passes."""
    report = report_on(*rules)
    assert failing(report) == ["difference"]
    lines = difference(BEFORE, ruleset(*rules)).lowered
    found = check_of(report, "difference")
    assert found.numbers == str(len(says))
    ids = [line.id for line in lines]
    assert found.items == tuple(f"{n}  {text}" for n, text in zip(ids, says, strict=True))
    assert (found.waivable, found.accepted) == ((), ())


RAISED: Final[dict[str, tuple[Rule, ...]]] = {
    "a level more": (R1, replace(R2, disposition=URGENT)),
    "a way in more": (R1, when(R2, any_of(B, C))),
    "a pathway more": (replace(R1, pathways=("way",)), R2),
    "a new rule": (R1, R2, rule("r3", EMERGENCY, C)),
}


@pytest.mark.parametrize("rules", RAISED.values(), ids=RAISED)
def test_what_raises_only_passes(rules: tuple[Rule, ...]) -> None:
    """More urgent, or something gained: there are lines, and none of them is counted."""
    assert difference(BEFORE, ruleset(*rules)).raised
    report = report_on(*rules)
    assert report.verdict is Verdict.PASS
    assert check_of(report, "difference").numbers == "none"


SAME: Final[dict[str, tuple[Rule, ...]]] = {
    "reordered": (R2, R1),
    "renamed": (replace(R1, id="other"), replace(R2, id="names")),
    "other words": (replace(R1, title="Else", rationale="Because.", line=9), R2),
    "said otherwise": (R1, when(R2, Not(Not(B)))),
    "a copy": (R1, R2, replace(R2, id="copy")),
}


@pytest.mark.parametrize("rules", SAME.values(), ids=SAME)
def test_what_changes_nobody_is_no_difference(rules: tuple[Rule, ...]) -> None:
    """Names, order, words and other ways to say the same."""
    solution = solved(ruleset(*rules))
    assert solution.difference is not None
    assert solution.difference.lines == ()
    report = judge([SEEN], [SEEN], solved=solution)
    assert report.verdict is Verdict.PASS
    assert check_of(report, "difference").numbers == "none"


def test_one_patient_who_is_lowered_is_not_paid_for_by_others() -> None:
    """The same edit raises many and lowers a few."""
    moved = when(R2, any_of(C, all_of(B, OLD)))
    report = report_on(R1, replace(moved, disposition=URGENT))
    assert failing(report) == ["difference"]


def test_without_accepted_rules_there_is_no_difference() -> None:
    """The accepted engine was no rule set: claims are proved all the same."""
    alone = replace(solved(ruleset(R1)), difference=None)
    report = judge([SEEN], [SEEN], solved=alone)
    assert report.verdict is Verdict.PASS
    names = [check.name for check in report.checks]
    assert "proofs" in names
    assert "difference" not in names


def test_accepted_rules_that_cannot_be_had_fail() -> None:
    """Nobody can say who is worse off; the reason is told, and nothing is accepted by it."""
    lost = replace(solved(BEFORE), difference=None, unknown="the accepted rules are gone")
    report = judge([SEEN], [SEEN], solved=lost)
    assert failing(report) == ["difference"]
    found = check_of(report, "difference")
    assert (found.group, found.numbers) == (Group.RATCHET, "not known")
    assert (found.items, found.waivable) == (("the accepted rules are gone",), ())


def test_an_engine_that_is_no_rule_set_is_not_solved() -> None:
    """No check says that nothing was found where nothing could be looked for."""
    names = {check.name for check in judge([SEEN], [SEEN]).checks}
    assert names.isdisjoint({"proofs", "difference", "acceptances"})


REFUTED: Final[dict[str, tuple[tuple[Rule, ...], InvariantSet | None, tuple[str, ...]]]] = {
    "a floor": (
        (R1, R2),
        invariant(URGENT, B),
        (
            (
                "F1.floor: The floor: at least urgent wherever it is met. Refuted by: B. Given: "
                "routine (way), could become urgent (and 1 more of F1)"
            ),
        ),
    ),
    "a red flag": (
        (R1, R2),
        invariant(ROUTINE, B, "flag"),
        (
            (
                'F1.red_flag.flag: The floor: the red flag "Flag" is raised wherever it is met. '
                "Refuted by: B. Given: routine (way), could become urgent"
            ),
        ),
    ),
    "a law": (
        (rule("r1", ROUTINE, A, "flag"), R2),
        None,
        (
            (
                'minimum.flag: Whoever raises the red flag "Flag" is given at least urgent. '
                "Refuted by: A. Given: routine (flag)"
            ),
        ),
    ),
    "less by an answer": (
        (R1, R2, rule("r3", EMERGENCY, Not(A))),
        None,
        (
            (
                "monotone.a: That A is present never makes anybody less urgent. Refuted by: "
                "nothing present; absent: A. Given: emergency; with it present: urgent (flag)"
            ),
        ),
    ),
    "of nobody": (
        (R1, R2),
        invariant(ROUTINE, all_of(A, Not(A))),
        (
            (
                "F1.floor: The floor: at least routine wherever it is met. No patient can meet it. "
                "(and 1 more of F1)"
            ),
        ),
    ),
}


@pytest.mark.parametrize(("rules", "asked", "items"), REFUTED.values(), ids=REFUTED)
def test_what_is_not_proved_fails_with_its_smallest_patient(
    rules: tuple[Rule, ...], asked: InvariantSet | None, items: tuple[str, ...]
) -> None:
    """One item for each invariant or law, what it claims, by whom it is refuted and what he got."""
    after = ruleset(*rules)
    report = judge([SEEN], [SEEN], solved=solved(after, asked, before=after))
    assert failing(report) == ["proofs"]
    found = check_of(report, "proofs")
    assert found.items == items
    proofs = tuple(prove(after, asked))
    broken = [proof for proof in proofs if proof.standing != "proved"]
    assert found.numbers == f"{len(broken)} of {len(proofs)}"
    assert found.waivable == ()
