"""Vignettes against the facts of the domain: answers that no patient can give together."""

from collections.abc import Iterator

from triage.facts import contradictions_in
from triage.loading.problems import Problem, Severity
from triage.truth import Answer
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.lint.problems import of_vignette


def lint_facts(library: Library, words: Vocabulary) -> Iterator[Problem]:
    """Patients who contradict a fact, so that there is nobody whom the gold is about."""
    for vignette in library:
        for found in contradictions_in(vignette.presentation.answers, words.facts):
            both_present = found.second[1] is Answer.PRESENT
            field = "present" if both_present else "absent"
            yield of_vignette(vignette, field, f"{found}", "impossible", Severity.ERROR)
