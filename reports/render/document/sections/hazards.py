"""The hazard log: what was verified is filled in; severity, likelihood and risk are for people."""

from evaluation.describe import percent
from reports.model.audit.audit import Audit
from reports.model.audit.standing import HazardFacts
from reports.render.document.nodes import Column, Paragraph, Row, Section, Table, Tone


def hazards_section(audit: Audit) -> Section:
    """One row for each red flag, and for what can go wrong in any triage."""
    return Section(
        id="hazards",
        title="Hazard log",
        blocks=(
            Paragraph(
                text="Hazards follow from the red flags of the vocabulary and from what can go "
                "wrong in any triage; whether others are missing is for people to say. Columns "
                "without a text are to be filled in by them. Bounds are exact, one-sided, 95 %, "
                "and go over families."
            ),
            Table(
                caption="Hazards",
                columns=(
                    Column(title="Id"),
                    Column(title="Hazard", share=6),
                    Column(title="Cause", share=4),
                    Column(title="Controls", share=4),
                    Column(title="Verified by vignettes", share=5),
                    Column(title="Proved", share=2),
                    Column(title="Severity", share=2),
                    Column(title="Likelihood", share=2),
                    Column(title="Residual risk", share=2),
                ),
                rows=tuple(_row(hazard) for hazard in audit.hazards),
                has_blanks=True,
            ),
        ),
    )


def _row(hazard: HazardFacts) -> Row:
    sources = f" ({', '.join(hazard.sources)})" if hazard.sources else ""
    return Row(
        cells=(
            hazard.id,
            hazard.title + sources,
            hazard.cause,
            "; ".join(hazard.controls) or "none",
            _verified(hazard),
            f"{hazard.proved} of {hazard.claims}" if hazard.claims else "no claim",
            "",
            "",
            "",
        ),
        tone=Tone.BAD if hazard.failing or hazard.proved < hazard.claims else Tone.NONE,
    )


def _verified(hazard: HazardFacts) -> str:
    if not hazard.vignettes:
        return "no vignette"
    near = f"; {hazard.near_misses} rule it out" if hazard.near_misses else ""
    return f"{hazard.failing} of {hazard.vignettes} fail, at most {percent(hazard.upper)}{near}"
