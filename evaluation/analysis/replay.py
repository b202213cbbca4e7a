"""What a solver found, tried once more by the interpreter that patients are decided with."""

from evaluation.analysis.claims import Claim, Law, least_while_open
from triage.engine import decide
from triage.invariants import Invariant
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth


class DisagreementError(RuntimeError):
    """The solver and the interpreter do not agree: a fault of the harness, never of the rules."""


def must_agree(agrees: bool, about: str) -> None:  # noqa: FBT001 - reads as a statement
    """Refuse to show what the interpreter does not confirm.

    Raises:
        DisagreementError: it does not.
    """
    if not agrees:
        raise DisagreementError(f"{about}: the solver and the interpreter disagree")


def is_broken_by(claim: Claim, patient: Presentation, ruleset: RuleSet) -> bool:
    """Whether the interpreter finds a claim broken by a patient."""
    if claim.invariant is not None:
        return _breaks(claim, claim.invariant, patient, ruleset)
    now = decide(patient, ruleset, questions=False)
    if claim.law is Law.MINIMUM:
        minimum = ruleset.vocabulary.red_flags[claim.subject].minimum
        return claim.subject in now.red_flags and now.definite < minimum
    present = patient.with_answer(claim.subject, Answer.PRESENT)
    then = decide(present, ruleset, questions=False)
    if claim.law is Law.MONOTONE:
        was = patient.answer(claim.subject)
        return was is not Answer.PRESENT and then.definite < now.definite
    return (
        patient.answer(claim.subject) is Answer.NOT_ASKED
        and now.definite < least_while_open(ruleset)
        and (then.definite > now.definite or bool({*then.red_flags} - {*now.red_flags}))
    )


def _breaks(claim: Claim, invariant: Invariant, patient: Presentation, ruleset: RuleSet) -> bool:
    truth = invariant.condition.truth(patient)
    decision = decide(patient, ruleset, questions=False)
    is_open_or_met = truth is not Truth.NOT_MET
    if claim.law is Law.FLOOR_POSSIBLE:
        return is_open_or_met and decision.possible < invariant.disposition
    if claim.law is Law.WHILE_OPEN:
        floor = invariant.while_open
        return floor is not None and is_open_or_met and decision.definite < floor
    broken = {
        Law.FLOOR: decision.definite < invariant.disposition,
        Law.RED_FLAG: claim.subject not in decision.red_flags,
        Law.PATHWAY: claim.subject not in decision.pathways,
        Law.CEILING: decision.definite > invariant.disposition,
        Law.CEILING_POSSIBLE: decision.possible > invariant.disposition,
    }
    return truth is Truth.MET and broken[claim.law]
