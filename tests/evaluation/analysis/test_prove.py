"""Claims are proved of everybody, or refuted with the smallest patient: what trying all finds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings

from evaluation.analysis.claims import Law
from evaluation.analysis.prove import Proof, Standing, prove
from evaluation.analysis.replay import DisagreementError
from tests.evaluation.kit.claims import (
    are_the_same,
    claimed,
    conditions_of_claim,
    expected,
    is_refuted_by,
    people,
)
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.small_rules import SMALL_WORDS, invariant, rule, ruleset
from triage.conditions import AtLeast, Compare, Comparison, KnownOnly, Not, Present, all_of
from triage.engine import decide
from triage.facts import DomainFact
from triage.invariants import Bound, InvariantSet
from triage.presentation import Presentation
from triage.repository import load_invariants, load_ruleset
from triage.rules import RuleSet
from triage.truth import Answer, Truth

A, B, C = (Present(name) for name in "abc")
SCALE = SMALL_WORDS.scale
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SCALE.levels
ONCE_KNOWN: Final = AtLeast(1, (B, Not(B)))
"""Met as soon as b is answered; open until then."""
NEVER_MET: Final = AtLeast(2, (B, Not(B)))
"""Open until b is answered; ruled out then."""
APART: Final = DomainFact(id="apart", reason="-", never_together=("a", "b"))
Claimed = tuple[RuleSet, InvariantSet]


@settings(laws, max_examples=80)
@given(drawn=claimed())
def test_every_claim_stands_as_trying_everybody_says(drawn: Claimed) -> None:
    """Proved, refuted or about nobody; and whoever refutes it is the smallest of all who do."""
    rules, invariants = drawn
    tried = people(rules, invariants)
    for proof in prove(rules, invariants):
        wanted = expected(proof.claim, rules, tried)
        assert proof.standing is wanted.standing, proof.claim
        conditions = conditions_of_claim(proof.claim, rules)
        assert are_the_same(proof.patient, wanted.patient, conditions), proof.claim


@settings(laws, max_examples=40)
@given(drawn=claimed())
def test_a_refuted_claim_shows_what_the_interpreter_gives(drawn: Claimed) -> None:
    """The decisions are those of that patient, without and with the finding that is claimed of."""
    rules, invariants = drawn
    for proof in prove(rules, invariants):
        if proof.patient is None:
            assert (proof.decision, proof.then, proof.rules) == (None, None, ())
            continue
        assert is_refuted_by(proof.claim, proof.patient, rules)
        assert proof.decision == decide(proof.patient, rules, questions=False)
        then = None
        if proof.claim.law in (Law.MONOTONE, Law.OPEN_RED_FLAG):
            with_it = proof.patient.with_answer(proof.claim.subject, Answer.PRESENT)
            then = decide(with_it, rules, questions=False)
        assert proof.then == then


def while_open(level: str) -> InvariantSet:
    """From c on urgent, and this level until c is ruled out."""
    (floor,) = invariant(URGENT, C).invariants.values()
    return InvariantSet(
        title="-", invariants={"F1": replace(floor, while_open=SMALL_WORDS.scale[level])}
    )


BROKEN = [
    pytest.param(
        ruleset(rule("r", URGENT, all_of(C, ONCE_KNOWN))),
        invariant(URGENT, C),
        ["F1.floor"],
        Presentation({"c": Answer.PRESENT}),
        id="floor",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, C)),
        invariant(URGENT, AtLeast(1, (C, NEVER_MET))),
        ["F1.floor_possible"],
        Presentation({"c": Answer.ABSENT}),
        id="floor possible",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, KnownOnly(C))),
        invariant(URGENT, C),
        ["F1.floor_possible"],
        Presentation(),
        id="unknown read as absent",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, C)),
        while_open("routine"),
        ["F1.while_open"],
        Presentation(),
        id="while open",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, C)),
        invariant(URGENT, C, "flag"),
        ["F1.red_flag.flag"],
        Presentation({"c": Answer.PRESENT}),
        id="red flag",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, C)),
        invariant(URGENT, C, "way"),
        ["F1.pathway.way"],
        Presentation({"c": Answer.PRESENT}),
        id="pathway",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, all_of(B, C))),
        invariant(ROUTINE, C, bound=Bound.CEILING),
        ["F1.ceiling", "F1.ceiling_possible"],
        None,
        id="ceiling",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, all_of(C, NEVER_MET))),
        invariant(ROUTINE, C, bound=Bound.CEILING),
        ["F1.ceiling_possible"],
        Presentation({"c": Answer.PRESENT}),
        id="ceiling possible",
    ),
    pytest.param(
        ruleset(rule("r", ROUTINE, A, "flag")),
        None,
        ["minimum.flag"],
        Presentation({"a": Answer.PRESENT}),
        id="minimum",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, A)),
        None,
        ["open_red_flag.a"],
        Presentation(),
        id="open red flag",
    ),
    pytest.param(
        ruleset(rule("r", SELF_CARE, KnownOnly(A), "flag")),
        None,
        ["minimum.flag", "open_red_flag.a"],
        None,
        id="a red flag that nobody hears of while it is open",
    ),
    pytest.param(
        ruleset(rule("r", URGENT, Not(A))),
        None,
        ["monotone.a"],
        Presentation({"a": Answer.ABSENT}),
        id="monotone",
    ),
]


@pytest.mark.parametrize(("rules", "invariants", "claims", "patient"), BROKEN)
def test_each_law_can_be_broken_by_itself(
    rules: RuleSet, invariants: InvariantSet | None, claims: list[str], patient: Presentation | None
) -> None:
    """One rule is enough to break just one law; of a ceiling both sides, one implies the other."""
    proofs = list(prove(rules, invariants))
    assert refuted(proofs) == claims
    (first, *_) = (proof for proof in proofs if proof.standing is Standing.REFUTED)
    if patient is not None:
        assert first.patient == patient
    assert {proof.standing for proof in proofs} <= {Standing.REFUTED, Standing.PROVED}


def refuted(proofs: Sequence[Proof]) -> list[str]:
    """The ids of the claims that are refuted."""
    return [proof.claim.id for proof in proofs if proof.standing is Standing.REFUTED]


def test_a_claim_about_nobody_is_neither_proved_nor_refuted() -> None:
    """By its own condition, or by a fact of the domain; without the fact there is somebody."""
    both = invariant(EMERGENCY, all_of(A, B))
    rules = ruleset(rule("r", URGENT, A, "flag"))
    stated = replace(rules, vocabulary=replace(SMALL_WORDS, facts=(APART,)))
    assert standings(rules, both) == ["refuted", "refuted"]
    assert standings(stated, both) == ["vacuous", "vacuous"]
    assert standings(rules, invariant(EMERGENCY, NEVER_MET)) == ["vacuous", "vacuous"]


def standings(rules: RuleSet, invariants: InvariantSet) -> list[str]:
    """What became of the claims of invariants."""
    return [proof.standing.value for proof in prove(rules, invariants) if proof.claim.invariant]


def test_nobody_is_turned_into_somebody_whom_facts_rule_out() -> None:
    """With b present, a cannot become so: neither a fall nor a rise can come of it."""
    fall = ruleset(rule("r", URGENT, all_of(B, Not(A))))
    assert refuted(list(prove(fall, None))) == ["monotone.a"]
    stated = replace(fall, vocabulary=replace(SMALL_WORDS, facts=(APART,)))
    assert refuted(list(prove(stated, None))) == []


def test_a_finding_that_nobody_can_have_becomes_present_in_nobody() -> None:
    """Two facts together rule it out for everybody, so that no law about it is broken."""
    implied = DomainFact(id="implied", reason="-", if_present="a", then_present="b")
    fall = ruleset(rule("r", URGENT, Not(A)))
    stated = replace(fall, vocabulary=replace(SMALL_WORDS, facts=(APART, implied)))
    assert refuted(list(prove(fall, None))) == ["monotone.a"]
    assert refuted(list(prove(stated, None))) == []


def test_the_rules_that_take_part_are_named() -> None:
    """Those that are met, on both sides, and open ones that read what is known."""
    rules = ruleset(
        rule("falls", URGENT, Not(A)),
        rule("rises", ROUTINE, A, "flag"),
        rule("reads-a", ROUTINE, all_of(A, B)),
        rule("reads-n", EMERGENCY, all_of(C, Compare("n", Comparison.AT_LEAST, 1))),
    )
    (proof,) = (one for one in prove(rules, None) if one.claim.id == "monotone.a")
    assert proof.patient == Presentation({"a": Answer.ABSENT})
    assert [one.id for one in proof.rules] == ["falls", "rises"]
    (proof,) = (one for one in prove(rules, None) if one.claim.id == "minimum.flag")
    assert proof.patient == Presentation({"a": Answer.PRESENT})
    assert [one.id for one in proof.rules] == ["rises", "reads-a"]


class Deaf(Present):
    """A planted fault of an interpreter that never hears of its finding."""

    __slots__ = ()

    def truth(self, presentation: Presentation) -> Truth:  # noqa: ARG002 - that is the fault
        """Not met, whatever is known."""
        return Truth.NOT_MET


def test_what_the_interpreter_does_not_confirm_is_never_shown() -> None:
    """The solver reads the rule as it is written: the two disagree, and no result comes out."""
    rules = ruleset(rule("r", URGENT, Deaf("c")))
    with pytest.raises(DisagreementError, match=r"^F1\.ceiling: the solver and the interpreter"):
        list(prove(rules, invariant(ROUTINE, C, bound=Bound.CEILING)))
    with pytest.raises(DisagreementError, match=r"^minimum\.flag: "):
        list(prove(ruleset(rule("r", ROUTINE, Deaf("c"), "flag")), None))


def test_the_shipped_rules_keep_every_claim() -> None:
    """Not one refuted, not one about nobody; each is told when it is done."""
    rules = load_ruleset("knee@1.1.0")
    told: list[int] = []
    proofs = list(prove(rules, load_invariants(rules), lambda: told.append(1)))
    assert {proof.standing for proof in proofs} == {Standing.PROVED}
    assert len(proofs) == len(told) == 127


def test_the_first_shipped_rules_do_not() -> None:
    """They are of one document: what the other demands is refuted; so is that fever may stay open.

    A fever is no red flag of theirs, but one of the vocabulary.
    """
    rules = load_ruleset("knee@1.0.0")
    proofs = list(prove(rules, load_invariants(rules)))
    found = {
        proof.claim.invariant.id for proof in proofs if proof.patient and proof.claim.invariant
    }
    assert {"F03", "F06"} <= found
    assert "F01" not in found
    laws_broken = [
        proof.claim.id for proof in proofs if proof.patient and not proof.claim.invariant
    ]
    assert laws_broken == ["open_red_flag.fever"]


def test_a_floor_that_protects_nothing_does_not_make_the_law_hold() -> None:
    """Whatever a rule set takes for its floor: the default is not given while a flag is open."""
    careless = replace(
        ruleset(rule("r", URGENT, A, "flag")), floor_while_undecided=SMALL_WORDS.scale.least
    )
    broken = [proof for proof in prove(careless, None) if proof.standing is Standing.REFUTED]
    assert [(proof.claim.id, proof.patient) for proof in broken] == [
        ("open_red_flag.a", Presentation())
    ]


def test_open_rules_that_the_claim_is_about_take_part() -> None:
    """Of the patient nothing is known: the rule that reads the finding is named all the same."""
    (found,) = [
        proof
        for proof in prove(ruleset(rule("r", URGENT, A), rule("s", ROUTINE, C)), None)
        if proof.patient is not None
    ]
    assert found.claim.id == "open_red_flag.a"
    assert [each.id for each in found.rules] == ["r"]


def test_open_rules_that_read_what_an_invariant_is_about_take_part() -> None:
    """Of the patient nothing is known, and no rule is met: the one that reads c is to blame."""
    rules = ruleset(rule("r", URGENT, C), rule("s", ROUTINE, B))
    (found,) = [
        proof
        for proof in prove(rules, while_open("routine"))
        if proof.patient is not None and proof.claim.law is Law.WHILE_OPEN
    ]
    assert found.patient == Presentation()
    assert [each.id for each in found.rules] == ["r"]
