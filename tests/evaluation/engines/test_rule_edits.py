"""Every unsafe edit of a single rule of the shipped rules turns the gate red.

Where one does not, the test names the vignette that is missing from the library.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from evaluation.engines.rules import RuleSetEngine
from evaluation.evaluate import evaluate
from evaluation.gate.verdict import Verdict
from evaluation.runs.record import Run
from tests.evaluation.kit.edits import (
    implied_by,
    lowered,
    narrowed,
    shifted,
    wanting_more,
    with_rule,
    without_an_alternative,
)
from tests.evaluation.kit.engines import Judge, ReferenceEngine, VerdictOfNarrowed
from tests.evaluation.kit.gates import failing
from triage.repository import load_ruleset
from triage.rules import Rule, RuleSet
from vignettes.library import Library

KNEE = load_ruleset("knee@1.1.0")


def by_id(value: object) -> str:
    """The name of a test's case."""
    return value.id if isinstance(value, Rule) else str(value)


def each_of(rules: list[Rule]) -> pytest.MarkDecorator:
    """One case for each rule."""
    return pytest.mark.parametrize("rule", rules, ids=by_id)


RULES = list(KNEE.rules)
WITH_FLAGS = [rule for rule in RULES if rule.red_flags]
WITH_PATHWAYS = [rule for rule in RULES if rule.pathways]
WITHIN_SOURCE = [rule for rule in RULES if not rule.beyond_source]
BEYOND_SOURCE = [rule for rule in RULES if rule.beyond_source]


def edited(rule: Rule, new: Rule | None) -> ReferenceEngine:
    """The engine whose rules differ in this one."""
    return ReferenceEngine(ruleset=with_rule(KNEE, rule, new))


def test_the_rules_as_they_are_pass(judge_engine: Judge) -> None:
    """The honest twin of every edit."""
    assert judge_engine(ReferenceEngine(ruleset=KNEE)).verdict is Verdict.PASS


@each_of(RULES)
def test_dropping_a_rule_turns_the_gate_red(judge_engine: Judge, rule: Rule) -> None:
    """Without the rule some vignette is under-triaged; with its red flags, some is missed."""
    report = judge_engine(edited(rule, None))
    assert report.verdict is Verdict.FAIL
    assert "new_under_triage" in failing(report)
    assert ("new_missed_red_flag" in failing(report)) == bool(rule.red_flags)
    assert ("new_undetected_red_flag" in failing(report)) == bool(rule.red_flags)
    assert ("new_lost_pathway" in failing(report)) == bool(rule.pathways)


@each_of(WITHIN_SOURCE)
def test_lowering_a_rule_by_a_level_turns_the_gate_red(judge_engine: Judge, rule: Rule) -> None:
    """One level less urgent than the source asks for is under-triage, and seen as that."""
    report = judge_engine(edited(rule, lowered(KNEE, rule)))
    assert report.verdict is Verdict.FAIL
    assert "new_under_triage" in failing(report)
    assert "new_undetected_red_flag" not in failing(report)
    assert ("new_missed_red_flag" in failing(report)) == bool(rule.red_flags)


@each_of(BEYOND_SOURCE)
def test_a_rule_beyond_its_source_comes_back_to_it_only_if_somebody_agrees(
    judge_engine: Judge, rule: Rule
) -> None:
    """The document's own level is acceptable gold, and less than accepted; below it is a miss."""
    assert failing(judge_engine(edited(rule, lowered(KNEE, rule)))) == ["lowered"]
    report = judge_engine(edited(rule, lowered(KNEE, rule, steps=2)))
    assert report.verdict is Verdict.FAIL
    assert "new_missed_red_flag" in failing(report)


@each_of(WITH_FLAGS)
def test_dropping_the_red_flags_of_a_rule_turns_the_gate_red(
    judge_engine: Judge, rule: Rule
) -> None:
    """A rule that acts and no longer says why is seen by detection."""
    report = judge_engine(edited(rule, replace(rule, red_flags=())))
    assert report.verdict is Verdict.FAIL
    assert "new_undetected_red_flag" in failing(report)


@each_of(WITH_PATHWAYS)
def test_dropping_the_pathways_of_a_rule_turns_the_gate_red(
    judge_engine: Judge, rule: Rule
) -> None:
    """The right urgency without the pathway is a lost pathway, and nothing else."""
    report = judge_engine(edited(rule, replace(rule, pathways=())))
    assert report.verdict is Verdict.FAIL
    assert failing(report) == ["new_lost_pathway", "limit_pathway_recall"]


def survivors(judge_engine: Judge, rule: Rule, edits: list[Rule]) -> list[object]:
    """The conditions of those edits that the gate does not fail."""
    return [
        new.condition.content()
        for new in edits
        if judge_engine(edited(rule, new)).verdict is not Verdict.FAIL
    ]


@each_of(RULES)
@pytest.mark.parametrize("by", [1, 5])
def test_shifting_a_number_turns_the_gate_red(judge_engine: Judge, rule: Rule, by: int) -> None:
    """Each number has vignettes on both sides: a year or a day too late is seen."""
    assert survivors(judge_engine, rule, list(shifted(rule, by))) == []


@each_of(RULES)
def test_dropping_an_alternative_turns_the_gate_red(judge_engine: Judge, rule: Rule) -> None:
    """Each way to meet a rule has a vignette that meets it in no other way."""
    assert survivors(judge_engine, rule, list(without_an_alternative(rule))) == []


@each_of(RULES)
def test_asking_for_one_more_of_several_turns_the_gate_red(judge_engine: Judge, rule: Rule) -> None:
    """Each threshold of several has a vignette that just reaches it."""
    assert survivors(judge_engine, rule, list(wanting_more(rule))) == []


@each_of(RULES)
def test_asking_for_one_more_finding_turns_the_gate_red(
    verdict_of_narrowed: VerdictOfNarrowed, rule: Rule
) -> None:
    """Each rule has, for any finding, a vignette that meets it with that finding not present.

    Findings that the rule implies are left out: to ask for one of them changes nothing. A name in
    the list below wants a vignette that meets the rule with that finding absent or not asked.
    """
    extra = sorted(set(KNEE.vocabulary.findings) - implied_by(rule.condition))
    missing = [f for f in extra if verdict_of_narrowed(rule, f) is not Verdict.FAIL]
    assert missing == []


@pytest.mark.parametrize("finding", ["fever", "obesity"])
def test_the_short_way_to_judge_a_narrowed_rule_agrees_with_the_long_one(
    verdict_of_narrowed: VerdictOfNarrowed, judge_engine: Judge, finding: str
) -> None:
    """Deciding only what can change gives the verdict of running everything."""
    for rule in RULES:
        whole = judge_engine(edited(rule, narrowed(rule, finding))).verdict
        assert verdict_of_narrowed(rule, finding) is whole


def test_what_a_rule_implies(knee: RuleSet) -> None:
    """A finding alone implies itself, alternatives imply what all of them do, numbers nothing."""
    implied: Mapping[str, frozenset[str]] = {r.id: implied_by(r.condition) for r in knee.rules}
    assert implied["fever"] == {"fever"}
    assert implied["persistent-pain"] == frozenset()


def test_the_baseline_of_these_tests_is_the_engine_that_ships(
    honest_run: Run, knee: RuleSet, shipped: Library
) -> None:
    """The plain engine that is bent and edited here answers like the one under test."""
    theirs = evaluate(RuleSetEngine(knee), shipped).outcomes
    ours = honest_run.outcomes
    assert [(o.vignette, o.result.disposition, o.result.red_flags) for o in theirs] == [
        (o.vignette, o.result.disposition, o.result.red_flags) for o in ours
    ]
