"""A search for violations as plain data."""

from typing import Any

from evaluation.outcomes import Result
from evaluation.probing.asking import Backwards
from evaluation.probing.laws import Demand, InvariantLaw, OpenLaw
from evaluation.probing.probe import Probe, Searched, Violation
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from triage.dispositions import Scale
from triage.presentation import Presentation
from triage.vocabulary import Vocabulary


def probe_to_data(probe: Probe, words: Vocabulary) -> dict[str, Any]:
    """What was searched, and every violation with the patients to ask about again."""
    return {
        "schema": "triage-probe/1",
        "disclaimer": DISCLAIMER,
        "limits": LIMITS,
        "is_proof": False,
        "engine": probe.engine,
        "engine_fingerprint": probe.fingerprint,
        "vocabulary": words.name,
        "vocabulary_fingerprint": words.fingerprint,
        "seed": probe.seed,
        "examples": probe.examples,
        "patients": probe.patients,
        "requests": probe.requests,
        "not_asked_by_declaration": probe.spared,
        "left_out": probe.left_out,
        "has_stopped": probe.has_stopped,
        "faults": list(probe.faults),
        "laws": [_law_to_data(each, words.scale) for each in probe.searched],
        "not_searched": [{"law": entry.kind.value, "why": entry.why} for entry in probe.unsearched],
    }


def result_to_data(result: Result, scale: Scale) -> dict[str, Any]:
    """An answer, or why there is none."""
    return {
        "status": result.status.value,
        "disposition": None if result.disposition is None else scale.ids[result.disposition],
        "red_flags": sorted(result.red_flags),
        "pathways": sorted(result.pathways),
        "reason": result.reason,
    }


def _law_to_data(searched: Searched, scale: Scale) -> dict[str, Any]:
    law, violation = searched.law, searched.violation
    sources = law.invariant.sources if isinstance(law, InvariantLaw | OpenLaw) else ()
    return {
        "law": law.kind.value,
        "about": law.about,
        "sources": list(sources),
        "patients": searched.tried,
        "broken": searched.broken,
        "violation": _violation_to_data(violation, scale) if violation else None,
    }


def _violation_to_data(violation: Violation, scale: Scale) -> dict[str, Any]:
    return {
        "patient": violation.patient.content(),
        "answers": [
            {"presentation": _asked_to_data(patient), "answer": result_to_data(result, scale)}
            for patient, result in violation.answers
        ],
        "demanded": _demand_to_data(violation.demand, scale),
        "is_steady": violation.is_steady,
    }


def _asked_to_data(patient: Presentation) -> dict[str, Any]:
    """A presentation as it was sent: ``backwards`` says in which order."""
    return {**patient.content(), "backwards": isinstance(patient, Backwards)}


def _demand_to_data(demand: Demand, scale: Scale) -> dict[str, Any]:
    def named(rank: int | None) -> str | None:
        return None if rank is None else scale.ids[rank]

    return {
        "of_answer": demand.answer,
        "beside_answer": demand.beside,
        "at_least": named(demand.at_least),
        "at_most": named(demand.at_most),
        "given": list(demand.given),
        "same_answer": demand.is_same,
    }
