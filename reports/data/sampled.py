"""The sampled differences of two engines as plain data."""

from collections.abc import Sequence
from typing import Any

from evaluation.probing.differing import Sampled, Way
from evaluation.probing.region import Leaf, Step
from reports.data.probe import result_to_data
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from triage.dispositions import Scale
from triage.vocabulary import Vocabulary


def sampled_to_data(sampled: Sampled, leaves: Sequence[Leaf], words: Vocabulary) -> dict[str, Any]:
    """What was sampled, how many differ, and the leaves that describe where."""
    return {
        "schema": "triage-sampled-difference/1",
        "disclaimer": DISCLAIMER,
        "limits": LIMITS,
        "is_proof": False,
        "first": sampled.first,
        "second": sampled.second,
        "vocabulary": words.name,
        "vocabulary_fingerprint": words.fingerprint,
        "seed": sampled.seed,
        "sampled": len(sampled.pairs),
        "left_out": sampled.left_out,
        "compares_red_flags": sampled.compares_red_flags,
        "counts": {way.value: sampled.count([way]) for way in Way},
        "faults": [{"engine": name, "fault": fault} for name, fault in sampled.faults],
        "regions": [_leaf_to_data(leaf, words.scale) for leaf in leaves],
    }


def _leaf_to_data(leaf: Leaf, scale: Scale) -> dict[str, Any]:
    example = leaf.example
    return {
        "where": [_step_to_data(step) for step in leaf.steps],
        "sampled": leaf.sampled,
        "differing": leaf.differing,
        "counts": {way.value: count for way, count in leaf.ways.items()},
        "example": {
            "presentation": example.patient.content(),
            "first": result_to_data(example.first, scale),
            "second": result_to_data(example.second, scale),
        },
    }


def _step_to_data(step: Step) -> dict[str, Any]:
    """A question and its answer: ``is`` a state or not, or a number above a bound or not."""
    name, answer = step.feature.name, step.feature.answer
    if answer is None:
        return {"name": name, "above" if step.is_above else "not_above": step.bound}
    return {"name": name, "is" if step.is_above else "is_not": answer.label}
