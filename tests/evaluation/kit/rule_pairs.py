"""Pairs of rule sets a few edits apart, and who is answered differently: everybody is tried."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from evaluation.analysis.changes import Change
from tests.evaluation.kit.brute_force import all_patients
from tests.evaluation.kit.random_rules import rulesets, rulesets_of
from triage.engine import Decision, decide
from triage.presentation import Presentation
from triage.rules import Rule, RuleSet

RulePair = tuple[RuleSet, RuleSet]
KINDS = ("new", "gone", "another condition", "another level", "another effect", "settings")


@dataclass(frozen=True, slots=True)
class Case:
    """A patient, and what two rule sets give: what a line is about."""

    patient: Presentation
    before: Decision
    after: Decision

    @property
    def is_changed(self) -> bool:
        """Whether anything of the answer differs."""
        return answer_of(self.before) != answer_of(self.after)


def answer_of(decision: Decision) -> tuple[object, ...]:
    """All that a difference is about."""
    return (
        decision.definite.id,
        decision.possible.id,
        {*decision.red_flags},
        {*decision.pathways},
    )


@st.composite
def rule_pairs(draw: st.DrawFn, *, least: int = 1, most: int = 3, findings: int = 3) -> RulePair:
    """A random rule set, and the same after some edits of any kind."""
    before = draw(rulesets(findings=findings, numbers=1, most=4))
    after = before
    for number in range(draw(st.integers(least, most))):
        other = draw(rulesets_of(before.vocabulary, most=1))
        kinds = KINDS if after.rules else ("new", "settings")
        after = _edited(draw, after, other, draw(st.sampled_from(kinds)), f"new{number}")
    return before, after


def _edited(draw: st.DrawFn, rules: RuleSet, other: RuleSet, kind: str, name: str) -> RuleSet:
    (model,) = other.rules
    if kind == "settings":
        return replace(
            rules,
            default=other.default,
            floor_while_undecided=other.floor_while_undecided,
        )
    if kind == "new":
        return replace(rules, rules=(*rules.rules, replace(model, id=name)))
    place = draw(st.integers(0, len(rules.rules) - 1))
    kept = [*rules.rules]
    if kind == "gone":
        del kept[place]
    else:
        kept[place] = _another(kept[place], model, kind)
    return replace(rules, rules=tuple(kept))


def _another(one: Rule, model: Rule, kind: str) -> Rule:
    if kind == "another condition":
        return replace(one, condition=model.condition)
    if kind == "another level":
        return replace(one, disposition=model.disposition)
    return replace(
        one,
        red_flags=model.red_flags,
        pathways=model.pathways,
        must_be_ruled_out=model.must_be_ruled_out,
    )


def cases_of(before: RuleSet, after: RuleSet) -> list[Case]:
    """Everybody whom the two can tell apart, the smallest patient first."""
    return [case_of(patient, before, after) for patient in all_patients(before, after)]


def case_of(patient: Presentation, before: RuleSet, after: RuleSet) -> Case:
    """One patient, asked of both."""
    sides = (decide(patient, side, questions=False) for side in (before, after))
    return Case(patient, *sides)


def undergoes(case: Case, change: Change) -> bool:
    """Whether a patient undergoes a change, as its definition says."""
    if change.subject:
        before, after = (
            change.subject in (*side.red_flags, *side.pathways)
            for side in (case.before, case.after)
        )
        return (before, after) == (change.is_lower, not change.is_lower)
    before_level, after_level = (
        getattr(side, change.endpoint.value).id for side in (case.before, case.after)
    )
    return bool((before_level, after_level) == (change.before, change.after))


def with_less(patient: Presentation) -> Sequence[Presentation]:
    """The patient with one thing less known, in every way."""
    answers = [
        Presentation({n: a for n, a in patient.answers.items() if n != name}, patient.numbers)
        for name in patient.answers
    ]
    return [*answers, *(patient.with_number(name, None) for name in patient.numbers)]
