"""Documents made by hand, with every kind of node: a small one, a hostile one, a large one.

They are about toasters, so that no number of theirs is ever taken for one of a real domain.
"""

from dataclasses import replace

from reports.render.document.nodes import Document, Tone
from tests.reports.kit.document_hostile import HOSTILE, hostile_document
from tests.reports.kit.document_pictures import changes, metrics
from tests.reports.kit.document_sections import (
    DIGEST,
    LEVELS,
    SEALS,
    checklist,
    control,
    hazards,
    verdict,
)
from tests.reports.kit.document_vignettes import MISSED, case_of, vignette_row, vignettes_section

__all__ = [
    "DIGEST",
    "HOSTILE",
    "LEVELS",
    "SEALS",
    "hostile_document",
    "large_document",
    "small_document",
]


def small_document() -> Document:
    """A report that fails, of four vignettes: each kind of node once or twice, nothing long."""
    return Document(
        title="Safety gate of toaster@0.2.0",
        lead="toaster@0.2.0 against toaster@0.1.0 on 4 vignettes, run on 2026-11-20. Made up.",
        verdict="FAIL",
        tone=Tone.BAD,
        digest=DIGEST,
        date="2026-11-20T09:30:00+00:00",
        author="triage-harness 0.9.0",
        sections=(
            verdict(),
            changes(),
            metrics(),
            hazards(),
            control(),
            vignettes_section(tuple(vignette_row(number) for number in range(4))),
        ),
        seals=SEALS,
    )


def large_document(vignettes: int) -> Document:
    """A report of so many vignettes, with as much about each as real ones have."""
    small = small_document()
    rows = tuple(vignette_row(number) for number in range(vignettes))
    worse = [number for number in range(vignettes) if case_of(number) == MISSED][:200]
    first, *others = (
        section for section in small.sections if section.id not in ("changes", "vignettes")
    )
    return replace(
        small,
        lead=f"toaster@0.2.0 against toaster@0.1.0 on {vignettes:,} vignettes. Made up.",
        sections=(
            first,
            changes(tuple(worse)),
            *others,
            checklist(),
            vignettes_section(rows),
        ),
    )
