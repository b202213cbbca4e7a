"""Is every claim true of every patient? Proved, or refuted with the smallest patient.

Each refutation is replayed through the interpreter before anybody sees it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from evaluation.analysis.claims import Claim, Law, broken_where, claims_of, met_where
from evaluation.analysis.encoded import Encoded
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.replay import is_broken_by, must_agree
from evaluation.analysis.solver import Oracle
from triage.engine import Decision, decide
from triage.invariants import Invariant, InvariantSet
from triage.presentation import Presentation
from triage.rules import Rule, RuleSet
from triage.truth import Answer


class Standing(StrEnum):
    """What became of a claim. Vacuous: there is no patient whom it speaks of."""

    PROVED = "proved"
    REFUTED = "refuted"
    VACUOUS = "vacuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A claim and its standing; ``patient`` is the smallest one who refutes it.

    ``decision`` is what the rules give that patient, and ``then`` what they give once the finding
    of a claim about one is present. ``rules`` are those that take part: met, or open and reading
    something that is known, or that the claim is about.
    """

    claim: Claim
    standing: Standing
    patient: Presentation | None = None
    decision: Decision | None = None
    then: Decision | None = None
    rules: tuple[Rule, ...] = ()


def prove(
    ruleset: RuleSet,
    invariants: InvariantSet | None,
    on_claim: Callable[[], None] = lambda: None,
) -> Iterator[Proof]:
    """Every claim about a rule set, proved or refuted; ``on_claim`` is called after each."""
    rules = Encoded(ruleset)
    with Oracle(rules.encoding.formula) as oracle:
        vacuous: dict[str, bool] = {}
        for claim in claims_of(ruleset, invariants):
            if claim.invariant and _is_vacuous(claim.invariant, rules, oracle, vacuous):
                yield Proof(claim=claim, standing=Standing.VACUOUS)
            else:
                yield _proof(claim, rules, oracle)
            on_claim()


def _is_vacuous(
    invariant: Invariant, rules: Encoded, oracle: Oracle, known: dict[str, bool]
) -> bool:
    if invariant.id not in known:
        known[invariant.id] = not oracle.can_be([met_where(invariant, rules)])
    return known[invariant.id]


def _proof(claim: Claim, rules: Encoded, oracle: Oracle) -> Proof:
    patient = smallest_patient(rules.encoding, oracle, broken_where(claim, rules))
    if patient is None:
        return Proof(claim=claim, standing=Standing.PROVED)
    ruleset = rules.ruleset
    must_agree(is_broken_by(claim, patient, ruleset), claim.id)
    decision = decide(patient, ruleset, questions=False)
    then = None
    if claim.law in (Law.MONOTONE, Law.OPEN_RED_FLAG):
        with_it = patient.with_answer(claim.subject, Answer.PRESENT)
        then = decide(with_it, ruleset, questions=False)
    return Proof(
        claim=claim,
        standing=Standing.REFUTED,
        patient=patient,
        decision=decision,
        then=then,
        rules=_taking_part(claim, patient, decision, then),
    )


def _taking_part(
    claim: Claim, patient: Presentation, decision: Decision, then: Decision | None
) -> tuple[Rule, ...]:
    """Rules that are met, and open ones that read what is known or what the claim is about."""
    about = {*patient.answers, *patient.numbers, claim.subject}
    if claim.invariant is not None:
        about |= {*claim.invariant.condition.names()}
    met = [fired.rule for side in (decision, then) if side for fired in side.fired]
    still_open = [rule for rule in decision.undecided if about & set(rule.condition.names())]
    return tuple({rule.id: rule for rule in (*met, *still_open)}.values())
