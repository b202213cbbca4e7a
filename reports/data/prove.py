"""What was proved and refuted of a rule set, as plain data."""

from typing import Any

from evaluation.analysis.oddities import Oddity
from evaluation.analysis.prove import Proof
from reports.data.answer import answer_to_data
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.model.proofs import ProofReport


def proofs_to_data(report: ProofReport) -> dict[str, Any]:
    """Every claim with its standing, what is odd, and who is given what."""
    ruleset = report.ruleset
    return {
        "schema": "triage-proofs/1",
        "disclaimer": DISCLAIMER,
        "limits": LIMITS,
        "ruleset": ruleset.label,
        "fingerprint": ruleset.fingerprint,
        "vocabulary": ruleset.vocabulary.name,
        "vocabulary_fingerprint": ruleset.vocabulary.fingerprint,
        "invariants_fingerprint": report.invariants.fingerprint if report.invariants else None,
        "presentations": report.presentations,
        "domain_facts": [fact.id for fact in ruleset.vocabulary.facts],
        "is_proved": not report.failing,
        "claims": [proof_to_data(proof) for proof in report.proofs],
        "reached": {
            each.disposition: each.patient.content() if each.patient else None
            for each in report.reached
        },
        "oddities": [_oddity(oddity) for oddity in report.oddities],
    }


def proof_to_data(proof: Proof) -> dict[str, Any]:
    """One claim; the patient's side is ``None`` unless it is refuted."""
    claim = proof.claim
    return {
        "id": claim.id,
        "law": claim.law.value,
        "invariant": claim.invariant.id if claim.invariant else None,
        "subject": claim.subject or None,
        "sources": list(claim.sources),
        "standing": proof.standing.value,
        "patient": proof.patient.content() if proof.patient else None,
        "given": answer_to_data(proof.decision),
        "given_with_it": answer_to_data(proof.then),
        "rules": [rule.id for rule in proof.rules],
    }


def _oddity(oddity: Oddity) -> dict[str, Any]:
    return {
        "kind": oddity.kind.value,
        "rule": oddity.rule.id if oddity.rule else None,
        "line": oddity.rule.line if oddity.rule else None,
        "others": list(oddity.others),
        "place": list(oddity.place),
        "name": oddity.name or None,
    }
