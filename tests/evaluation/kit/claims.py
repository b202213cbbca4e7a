"""Claims about rule sets, drawn at random and decided by trying everybody."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from evaluation.analysis.claims import Claim, Law
from evaluation.analysis.prove import Proof, Standing
from tests.evaluation.kit.brute_force import size_of
from tests.evaluation.kit.random_rules import (
    FLAGS,
    WAYS,
    conditions_of,
    everybody,
    is_possible,
    rulesets,
)
from triage.conditions import Condition, comparisons_in
from triage.engine import Decision, decide
from triage.invariants import Bound, Invariant, InvariantSet
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import RedFlag, Vocabulary


@st.composite
def claimed(draw: st.DrawFn) -> tuple[RuleSet, InvariantSet]:
    """A rule set whose red flags are made by findings and demand something, and invariants."""
    rules = draw(rulesets(findings=3, numbers=1, most=4))
    words = rules.vocabulary
    names = list(words.findings)
    flags = {
        name: RedFlag(
            id=name,
            title=name,
            minimum=draw(st.sampled_from(words.scale.levels)),
            findings=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))),
            sources=(),
        )
        for name in FLAGS
    }
    words = replace(words, red_flags=flags)
    invariants = [draw(_invariants(f"F{n}", words)) for n in range(draw(st.integers(1, 2)))]
    found = InvariantSet(title="-", invariants={each.id: each for each in invariants})
    return replace(rules, vocabulary=words), found


@st.composite
def _invariants(draw: st.DrawFn, name: str, words: Vocabulary) -> Invariant:
    levels = st.sampled_from(words.scale.levels)
    bound = draw(st.sampled_from(Bound))
    is_floor = bound is Bound.FLOOR
    return Invariant(
        id=name,
        title="-",
        condition=draw(conditions_of(words)),
        bound=bound,
        disposition=draw(levels),
        sources=(),
        red_flags=draw(st.sampled_from([(), FLAGS[:1], FLAGS])) if is_floor else (),
        pathways=draw(st.sampled_from([(), WAYS[:1]])) if is_floor else (),
        while_open=draw(st.none() | levels) if is_floor else None,
    )


def conditions_of_claim(claim: Claim, rules: RuleSet) -> list[Condition]:
    """Every condition that a claim is about."""
    conditions = [rule.condition for rule in rules.rules]
    return [*conditions, claim.invariant.condition] if claim.invariant else conditions


def people(rules: RuleSet, invariants: InvariantSet) -> list[Presentation]:
    """Everybody whom rules and invariants can tell apart, the smallest patient first."""
    words = rules.vocabulary
    conditions = [rule.condition for rule in rules.rules]
    conditions += [each.condition for each in invariants.invariants.values()]
    found = everybody(words, conditions)
    return sorted(found, key=lambda patient: size_of(patient, words))


def expected(claim: Claim, rules: RuleSet, tried: Sequence[Presentation]) -> Proof:
    """What trying everybody says of a claim, with the smallest patient who refutes it."""
    about = claim.invariant
    if about and not any(about.condition.truth(patient) is Truth.MET for patient in tried):
        return Proof(claim=claim, standing=Standing.VACUOUS)
    patient = next((one for one in tried if is_refuted_by(claim, one, rules)), None)
    standing = Standing.PROVED if patient is None else Standing.REFUTED
    return Proof(claim=claim, standing=standing, patient=patient)


def is_refuted_by(claim: Claim, patient: Presentation, rules: RuleSet) -> bool:
    """Whether a claim is not so of a patient, as its definition says."""
    now = decide(patient, rules)
    if claim.invariant:
        return _is_against(claim, claim.invariant, patient, now)
    words = rules.vocabulary
    if claim.law is Law.MINIMUM:
        return claim.subject in now.red_flags and (
            now.definite.rank < words.red_flags[claim.subject].minimum.rank
        )
    with_it = patient.with_answer(claim.subject, Answer.PRESENT)
    if patient.answer(claim.subject) is Answer.PRESENT or not is_possible(with_it, words):
        return False
    then = decide(with_it, rules)
    if claim.law is Law.MONOTONE:
        return then.definite.rank < now.definite.rank
    assert claim.law is Law.OPEN_RED_FLAG
    could_change = then.definite.rank > now.definite.rank or (
        not set(then.red_flags) <= set(now.red_flags)
    )
    is_open = patient.answer(claim.subject) is Answer.NOT_ASKED
    top = len(words.scale) - 1
    bar = max(rules.floor_while_undecided.rank, min(rules.default.disposition.rank + 1, top), 1)
    return is_open and could_change and now.definite.rank < bar


def _is_against(claim: Claim, about: Invariant, patient: Presentation, now: Decision) -> bool:
    truth, level = about.condition.truth(patient), about.disposition.rank
    if claim.law is Law.WHILE_OPEN:
        assert about.while_open
        return truth is not Truth.NOT_MET and now.definite.rank < about.while_open.rank
    if claim.law is Law.FLOOR_POSSIBLE:
        return truth is not Truth.NOT_MET and now.possible.rank < level
    if truth is not Truth.MET:
        return False
    if claim.law is Law.FLOOR:
        return now.definite.rank < level
    if claim.law is Law.CEILING:
        return now.definite.rank > level
    if claim.law is Law.CEILING_POSSIBLE:
        return now.possible.rank > level
    assert claim.law in (Law.RED_FLAG, Law.PATHWAY)
    return claim.subject not in (*now.red_flags, *now.pathways)


def are_the_same(
    one: Presentation | None, other: Presentation | None, conditions: Sequence[Condition]
) -> bool:
    """Whether two patients are the same, but for values of numbers that nothing tells apart."""
    if one is None or other is None:
        return one is other
    return (
        one.answers == other.answers
        and one.numbers.keys() == other.numbers.keys()
        and all(node.truth(one) is node.truth(other) for node in comparisons_in(conditions))
    )
