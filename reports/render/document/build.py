"""From the facts to the document: the sections in their order, the worst first."""

from collections.abc import Iterator, Sequence

from reports.model.audit.audit import Audit, Subject
from reports.render.document.nodes import Document, Section, Tone
from reports.render.document.sections.anomalies import anomalies_section
from reports.render.document.sections.changes import changes_section
from reports.render.document.sections.checklist import checklist_section
from reports.render.document.sections.control import (
    control_section,
    criteria_section,
    reproduce_section,
    sign_off_section,
)
from reports.render.document.sections.hazards import hazards_section
from reports.render.document.sections.limitations import limitations_section
from reports.render.document.sections.metrics import (
    confusion_section,
    metrics_section,
    red_flags_section,
    robustness_section,
    subgroups_section,
)
from reports.render.document.sections.solved import solved_section
from reports.render.document.sections.standing import (
    flow_section,
    reference_section,
    trace_section,
)
from reports.render.document.sections.verdict import verdict_section
from reports.render.document.sections.vignettes import vignettes_section


def document_of(audit: Audit, digest: str) -> Document:
    """The whole report; ``digest`` is that of the facts."""
    side = audit.candidate
    return Document(
        title=_title(audit),
        lead=f"{_lead(audit)} {audit.disclaimer}",
        verdict=_verdict(audit),
        tone=_tone(audit),
        digest=digest,
        date=side.finished,
        author=f"triage-harness {audit.version}",
        sections=_sections(audit, digest),
        seals=tuple(_seals(audit, digest)),
    )


def _sections(audit: Audit, digest: str) -> tuple[Section, ...]:
    found = [
        verdict_section(audit),
        changes_section(audit),
        metrics_section(audit),
        confusion_section(audit),
        red_flags_section(audit),
        subgroups_section(audit),
        control_section(audit, digest),
        criteria_section(audit),
        reference_section(audit),
        flow_section(audit),
        trace_section(audit),
        hazards_section(audit),
        solved_section(audit),
        anomalies_section(audit),
        robustness_section(audit),
        limitations_section(audit),
        reproduce_section(audit),
        sign_off_section(digest),
        vignettes_section(audit),
    ]
    sections = tuple(section for section in found if section is not None)
    return (*sections, checklist_section(dict(_titles(sections))))


def _titles(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        yield section.id, section.title
        yield from _titles(section.sections)


def _title(audit: Audit) -> str:
    titles = {
        Subject.RUN: "Evaluation of",
        Subject.COMPARISON: "Comparison of",
        Subject.GATE: "Safety gate of",
    }
    return f"{titles[audit.subject]} {audit.candidate.engine}"


def _lead(audit: Audit) -> str:
    side, before = audit.candidate, audit.baseline
    n = f"{len(audit.vignettes):,} vignettes"
    if before is None:
        return f"{side.engine} on {n} ({side.library}), run on {side.finished[:10]}."
    accepted = f", accepted {audit.approval.given}" if audit.approval else ""
    return (
        f"{side.engine} against {before.engine}{accepted}, on {n} ({side.library}), run on "
        f"{side.finished[:10]}."
    )


def _verdict(audit: Audit) -> str:
    return audit.verdict.headline if audit.verdict else ""


def _tone(audit: Audit) -> Tone:
    if audit.verdict is None:
        return Tone.NONE
    tones = {"PASS": Tone.GOOD, "FAIL": Tone.BAD}
    return tones.get(audit.verdict.words, Tone.WARN)


def _seals(audit: Audit, digest: str) -> Iterator[tuple[str, str]]:
    """The hashes of everything that the report was made of, by name; none that is not known."""
    side, before = audit.candidate, audit.baseline
    for name, found in (
        ("report", digest),
        ("candidate-run", side.digest),
        ("baseline-run", before.digest if before else ""),
        ("rules", side.fingerprint),
        ("accepted-rules", before.fingerprint if before else ""),
        ("vocabulary", side.vocabulary_fingerprint),
        ("invariants", side.invariants_fingerprint),
        ("library", side.library_fingerprint),
        ("policy", audit.policy.fingerprint),
    ):
        if found:
            yield name, found.removeprefix("sha256:")
