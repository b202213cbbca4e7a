"""All facts of a report, gathered."""

from evaluation.describe import engine_notes
from reports.collect.changes import changes_facts
from reports.collect.hazards import hazard_facts
from reports.collect.material import Material
from reports.collect.numbers import numbers_of
from reports.collect.sides import approved, policy_facts, side_of
from reports.collect.solved import solved_facts
from reports.collect.standing import reference_facts, trace_facts
from reports.collect.verdict import verdict_facts
from reports.collect.vignettes import vignette_facts
from reports.disclaimer import DISCLAIMER
from reports.model.audit.audit import Audit, Subject
from reports.model.audit.sides import Level
from triage.version import __version__


def audit_of(material: Material) -> Audit:
    """The report of one run, of two side by side, or of a verdict."""
    words, judged, comparison = material.words, material.judged, material.comparison
    ruleset, run = material.ruleset, material.candidate
    vignettes = vignette_facts(material)
    solved = solved_facts(material.examined, material) if material.examined else None
    subject = Subject.RUN if comparison is None else Subject.COMPARISON
    return Audit(
        subject=Subject.GATE if judged else subject,
        version=__version__,
        disclaimer=DISCLAIMER,
        candidate=side_of(run, ruleset.file if ruleset else ""),
        baseline=side_of(material.baseline) if material.baseline else None,
        approval=approved(judged.gate.approval) if judged else None,
        policy=policy_facts(material.policy, material.policy_file),
        levels=tuple(Level(id=level.id, title=level.title) for level in words.scale),
        titles={
            **{flag.id: flag.title for flag in words.red_flags.values()},
            **{way.id: way.title for way in words.pathways.values()},
        },
        verdict=verdict_facts(judged) if judged else None,
        changes=changes_facts(comparison, words.scale) if comparison else None,
        numbers=numbers_of(material),
        solved=solved,
        reference=reference_facts(material),
        trace=trace_facts(material.standing, ruleset, vignettes),
        hazards=tuple(hazard_facts(material, vignettes, solved)),
        notes=(*engine_notes(run.record, run.outcomes), *material.notes),
        reproduce=material.reproduce,
        vignettes=vignettes,
    )
