"""An accepted line passes, for a time, and excuses nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from evaluation.analysis.difference import difference
from evaluation.analysis.line import Line
from evaluation.gate.acceptances import Acceptance
from evaluation.gate.policy import WaiverPolicy
from evaluation.gate.verdict import GateReport, Group, Verdict
from tests.evaluation.kit.gates import TODAY, acceptance, check_of, failing, judge, policy, waiver
from tests.evaluation.kit.outcomes import ROUTINE as ROUTINE_RANK
from tests.evaluation.kit.outcomes import SCALE, gave, with_result
from tests.evaluation.kit.small_rules import rule, ruleset
from tests.evaluation.kit.solved import BEFORE, R1, R2, SEEN, B, C, solved
from triage.conditions import Compare, Comparison, all_of
from triage.rules import Rule, RuleSet

SELF_CARE, ROUTINE, *_ = SCALE.levels
WITHOUT_WAY: Final = ruleset(R1, rule("r2", ROUTINE, B))
"""One line is lowered: who has B loses the pathway."""


def lines_of(after: RuleSet) -> tuple[Line, ...]:
    """The lines of the difference from the accepted rules."""
    found = solved(after).difference
    assert found is not None
    return found.lines


(LINE,) = lines_of(WITHOUT_WAY)


def known(after: RuleSet, *given: Acceptance) -> dict[str, Any]:
    """What a gate is told of rules beside their vignettes."""
    return {"solved": solved(after), "acceptances": given}


def report_on(after: RuleSet, *given: Acceptance) -> GateReport:
    """The verdict on rules that every vignette passes."""
    return judge([SEEN], [SEEN], **known(after, *given))


def test_an_accepted_line_passes() -> None:
    """It is counted in the verdict, and told with why, by whom and for how long."""
    report = report_on(WITHOUT_WAY, acceptance(LINE.id))
    assert report.verdict is Verdict.PASS
    assert (report.accepted, report.waived, report.waivers) == (1, 0, ())
    found, given = check_of(report, "difference"), check_of(report, "acceptances")
    assert (found.numbers, found.items, found.accepted) == ("none; 1 accepted", (), (LINE.id,))
    assert (given.group, given.holds, given.numbers) == (Group.WAIVERS, True, "none of 1")
    assert report.acceptances == (
        (
            f"{LINE.id}, urgent -> routine: fever (by fever): It was looked at. "
            "(Dr Example, 30 days left)"
        ),
    )


def test_of_several_lines_the_others_still_fail() -> None:
    """Each line is accepted by itself; all of them accepted, it passes."""
    gone = ruleset(R1)
    first, *others = (line.id for line in lines_of(gone))
    report = report_on(gone, acceptance(first))
    assert failing(report) == ["difference"]
    found = check_of(report, "difference")
    assert [item.partition("  ")[0] for item in found.items] == others
    assert (found.numbers, found.accepted) == (f"{len(others)}; 1 accepted", (first,))
    every = [acceptance(name) for name in (first, *others)]
    assert report_on(gone, *every).verdict is Verdict.PASS


OTHERS: Final[dict[str, tuple[Rule, ...]]] = {
    "the edit": (R1,),
    "what changes": (R1, replace(R2, disposition=SELF_CARE)),
}


@pytest.mark.parametrize("rules", OTHERS.values(), ids=OTHERS)
def test_it_lapses_when_the_line_becomes_another(rules: tuple[Rule, ...]) -> None:
    """Another edit, or another answer: nobody has looked at that."""
    after = ruleset(*rules)
    report = report_on(after, acceptance(LINE.id))
    assert LINE.id not in [line.id for line in lines_of(after)]
    assert failing(report) == ["difference", "acceptances"]
    (said,) = check_of(report, "acceptances").items
    assert said.startswith(f"line 2, {LINE.id}: lapsed: no line of the difference says that any m")
    assert check_of(report, "difference").accepted == ()


def test_it_lapses_when_the_line_is_about_others() -> None:
    """The same edit, from which a second one spares some: whom the line is about has changed."""
    lower = replace(R2, disposition=SELF_CARE)
    alone, both = ruleset(R1, lower), ruleset(R1, lower, rule("r3", ROUTINE, C))
    every = [acceptance(line.id) for line in lines_of(alone)]
    assert report_on(alone, *every).verdict is Verdict.PASS
    assert "difference" in failing(report_on(both, *every))


def test_it_lapses_when_another_edit_changes_whom_it_holds() -> None:
    """What was accepted for some is not accepted for more of the same words, nor for fewer."""
    young = Compare("n", Comparison.LESS_THAN, 2)
    spared = ruleset(R1, rule("r2", ROUTINE, B), rule("r3", ROUTINE, all_of(B, young), "way"))
    assert failing(report_on(spared, acceptance(LINE.id))) == ["difference", "acceptances"]
    (few,) = [line for line in lines_of(spared) if line.is_lower]
    assert (few.changes, few.who) == (LINE.changes, LINE.who)
    assert [edit.id for edit in few.beside] == ["r3"]
    assert failing(report_on(WITHOUT_WAY, acceptance(few.id))) == ["difference", "acceptances"]


def test_it_lapses_when_several_edits_only_together_change_whom_it_holds() -> None:
    """Two rules that each spare the same patients: without one of them nothing would change."""
    young = all_of(B, Compare("n", Comparison.LESS_THAN, 2))
    twice = [rule("r3", ROUTINE, young, "way"), rule("r4", ROUTINE, young, "way")]
    spared = ruleset(R1, rule("r2", ROUTINE, B), *twice)
    (few,) = [line for line in lines_of(spared) if line.is_lower]
    assert [edit.id for edit in few.beside] == ["r3", "r4"]
    assert failing(report_on(WITHOUT_WAY, acceptance(few.id))) == ["difference", "acceptances"]


def test_an_edit_that_changes_nothing_of_the_line_keeps_it() -> None:
    """What else a change of rules does is told by lines of its own."""
    more = ruleset(R1, rule("r2", ROUTINE, B), rule("r5", ROUTINE, C))
    assert LINE.id in {line.id for line in lines_of(more)}


def test_it_lapses_when_the_accepted_rules_become_others() -> None:
    """Against other rules the same words are about other patients."""
    before = ruleset(*BEFORE.rules, rule("r6", ROUTINE, C))
    after = ruleset(*WITHOUT_WAY.rules, rule("r6", ROUTINE, C))
    (line,) = difference(before, after).lowered
    assert (line.changes, line.who, line.patient) == (LINE.changes, LINE.who, LINE.patient)
    assert line.id != LINE.id


def test_it_lapses_when_nothing_differs_any_more() -> None:
    """What is accepted in a new baseline needs no acceptance."""
    report = report_on(BEFORE, acceptance(LINE.id))
    assert failing(report) == ["acceptances"]
    assert check_of(report, "acceptances").items == (
        f"line 2, {LINE.id}: lapsed: no line of the difference says that any more.",
    )


def test_another_name_for_the_rule_keeps_it() -> None:
    """Words for people are no part of a line: the ids and titles of rules, and their order."""
    other = replace(rule("r2", ROUTINE, B), title="Else", rationale="Because.", line=7)
    assert report_on(ruleset(other, R1), acceptance(LINE.id)).verdict is Verdict.PASS


NOT_IN_FORCE: Final[dict[str, tuple[Acceptance, str]]] = {
    "expired": (acceptance(LINE.id, days=-1), "expired on 2026-06-14"),
    "in the future": (acceptance(LINE.id, age=-1), "approved in the future, on 2026-06-16"),
    "too long": (
        acceptance(LINE.id, days=81),
        "longer than the 90 days that the policy allows",
    ),
}


@pytest.mark.parametrize(("given", "says"), NOT_IN_FORCE.values(), ids=NOT_IN_FORCE)
def test_what_is_not_in_force_accepts_nothing(given: Acceptance, says: str) -> None:
    """The reason is told, and the line fails as if nobody had accepted it."""
    report = report_on(WITHOUT_WAY, given)
    assert failing(report) == ["difference", "acceptances"]
    assert check_of(report, "acceptances").items == (f"line 2, {LINE.id}: {says}",)
    assert report.accepted == 0
    assert report.acceptances[0].endswith("(Dr Example, not in force)")


@pytest.mark.parametrize(
    "given",
    [acceptance(LINE.id, days=0), acceptance(LINE.id, age=0), acceptance(LINE.id, days=80)],
    ids=["its last day", "its first day", "as long as the policy allows"],
)
def test_it_holds_to_its_last_day(given: Acceptance) -> None:
    """Both ends are included."""
    assert report_on(WITHOUT_WAY, given).verdict is Verdict.PASS


def test_the_policy_says_how_long_one_may_last() -> None:
    """As for waivers; days are counted from when it was given."""
    strict = policy(waivers=WaiverPolicy(longest_days=39))
    given = known(WITHOUT_WAY, acceptance(LINE.id))
    assert failing(judge([SEEN], [SEEN], strict, **given)) == ["difference", "acceptances"]
    assert judge([SEEN], [SEEN], policy(waivers=WaiverPolicy(longest_days=40)), **given).accepted


def test_a_line_that_lowers_nothing_needs_none() -> None:
    """An acceptance of it is taken for a mistake."""
    more = ruleset(R1, replace(R2, disposition=R1.disposition))
    (raised, *_) = lines_of(more)
    report = report_on(more, acceptance(raised.id))
    assert failing(report) == ["acceptances"]
    said = f"line 2, {raised.id}: not needed: that line lowers nothing"
    assert check_of(report, "acceptances").items == (said,)


def test_a_mistyped_line_is_told_with_the_one_that_is_meant() -> None:
    """It accepts nothing."""
    typed = LINE.id[:-1] + ("0" if LINE.id[-1] != "0" else "1")
    report = report_on(WITHOUT_WAY, acceptance(typed))
    assert failing(report) == ["difference", "acceptances"]
    (said,) = check_of(report, "acceptances").items
    assert said.endswith(f'says that any more. Did you mean "{LINE.id}"?')


def test_it_excuses_no_vignette() -> None:
    """A vignette that fails because of the line needs a waiver of its own, and then passes."""
    low = with_result(SEEN, gave(ROUTINE_RANK, flags="fever"))
    given = known(WITHOUT_WAY, acceptance(LINE.id))
    assert failing(judge([SEEN], [low], **given)) == ["new_missed_red_flag", "new_under_triage"]
    granted = [waiver("missed_red_flag", "seen"), waiver("under_triage", "seen")]
    report = judge([SEEN], [low], waivers=granted, **given)
    assert (report.verdict, report.waived, report.accepted) == (Verdict.PASS, 2, 1)


def test_it_excuses_no_claim() -> None:
    """What is refuted stays so, whoever accepts that it is less than before."""
    silent = ruleset(replace(R1, disposition=ROUTINE), R2)
    every = [acceptance(line.id) for line in lines_of(silent) if line.is_lower]
    report = report_on(silent, *every)
    assert check_of(report, "difference").holds
    assert failing(report) == ["proofs"]


@pytest.mark.parametrize(
    ("unknown", "says"),
    [
        (None, "lapsed: no line of the difference says that any more."),
        ("gone", "whether it is needed cannot be told: the difference is not known"),
    ],
    ids=["no accepted rules", "not kept"],
)
def test_where_there_is_no_difference_none_is_passed_over(unknown: str | None, says: str) -> None:
    """Without accepted rules each has lapsed; where they cannot be had, that is what is said."""
    found = replace(solved(WITHOUT_WAY), difference=None, unknown=unknown)
    report = judge([SEEN], [SEEN], solved=found, acceptances=[acceptance(LINE.id)])
    assert failing(report)[-1] == "acceptances"
    assert check_of(report, "acceptances").items == (f"line 2, {LINE.id}: {says}",)


def test_of_an_engine_that_is_no_rule_set_nothing_is_asked() -> None:
    """Its differences cannot be solved, and what is accepted of rules is no matter of it."""
    report = judge([SEEN], [SEEN], solved=None, acceptances=[acceptance(LINE.id)])
    assert report.verdict is Verdict.PASS


def test_every_one_is_told_in_every_verdict() -> None:
    """Passed, failed, and where nothing was measured."""
    given = known(WITHOUT_WAY, acceptance(LINE.id))
    low = with_result(SEEN, gave(ROUTINE_RANK))
    verdicts = [judge([SEEN], candidate, **given) for candidate in ([SEEN], [low], [])]
    assert [each.verdict for each in verdicts] == [Verdict.PASS, Verdict.FAIL, Verdict.NO_VERDICT]
    assert len({each.acceptances for each in verdicts}) == 1
    assert len(verdicts[0].acceptances) == 1


def test_every_mistake_of_one_is_told() -> None:
    """Expired, and of no line: two things to mend."""
    old = acceptance("0" * 12, days=-1, place=9)
    items = check_of(report_on(BEFORE, old), "acceptances").items
    assert [item.partition(": ")[0] for item in items] == [f"line 9, {'0' * 12}"] * 2


def test_days_are_counted_from_today() -> None:
    """Its own words for what is left of it."""
    one = acceptance(LINE.id)
    assert [one.days_left(day) for day in (TODAY, date(2026, 7, 15), date(2026, 7, 16))] == [
        30, 0, -1,
    ]  # fmt: skip
