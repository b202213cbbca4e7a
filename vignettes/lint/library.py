"""Vignettes by themselves: repeats and contradictions."""

from collections.abc import Iterator

from triage.loading.problems import Problem, Severity
from triage.presentation import Presentation
from vignettes.library import Library
from vignettes.lint.problems import of_vignette
from vignettes.vignette import Kind, Vignette
from vignettes.wording import spoken


def lint_library(library: Library) -> Iterator[Problem]:
    """Patients and stories that stand twice; unknown ones in whom nothing is unknown."""
    by_patient: dict[Presentation, Vignette] = {}
    by_narrative: dict[str, Vignette] = {}
    for vignette in library:
        if vignette.kind is Kind.UNKNOWN and not vignette.not_asked:
            message = "a vignette of the kind unknown names nothing under not_asked."
            yield of_vignette(vignette, "not_asked", message, "unknown-without-question")
        twin = by_patient.setdefault(vignette.presentation, vignette)
        if twin is not vignette and twin.gold.content() != vignette.gold.content():
            message = f'the same patient as "{twin.id}", with another gold.'
            yield of_vignette(vignette, "gold", message, "contradiction", Severity.ERROR)
        elif twin is not vignette and twin.family != vignette.family:
            message = f'the same patient as "{twin.id}" of another family.'
            yield of_vignette(vignette, "family", message, "duplicate")
        words = spoken(vignette.narrative)
        told = by_narrative.setdefault(words, vignette)
        if told is not vignette:
            message = f'the same words as "{told.id}".'
            yield of_vignette(vignette, "narrative", message, "duplicate")
