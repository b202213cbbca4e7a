"""What becomes of every single edit of the rules, as plain data."""

from typing import Any

from evaluation.analysis.concern import Concern
from evaluation.analysis.mutant import Fate, Mutant
from evaluation.analysis.wording import edit_words
from reports.data.answer import answer_to_data
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.model.mutation import MutationReport
from triage.rules import RuleSet


def mutation_to_data(report: MutationReport) -> dict[str, Any]:
    """Every edit with its fate, the survivors' patients, and the vignettes that are missing."""
    return {
        "schema": "triage-mutation/1",
        "disclaimer": DISCLAIMER,
        "limits": LIMITS,
        "ruleset": report.ruleset.label,
        "fingerprint": report.ruleset.fingerprint,
        "library": report.library,
        "library_fingerprint": report.fingerprint,
        "vignettes": report.vignettes,
        "presentations": report.presentations,
        "failing": list(report.failing),
        "counts": {
            "edits": len(report.mutants),
            **{fate.value: len(report.of_fate(fate)) for fate in Fate},
            **{f"survives_{c.value}": len(report.of_concern(c)) for c in Concern},
        },
        "edits": [_mutant(mutant, report.ruleset) for mutant in report.mutants],
        "missing": [
            {
                "id": draft.id,
                "kind": draft.kind.value,
                "title": draft.title,
                "patient": vignette.patient.content(),
                "catches": [mutant.edit.id for mutant in vignette.mutants],
            }
            for vignette, draft in zip(report.missing, report.drafts, strict=True)
        ],
        "written": list(report.written),
    }


def _mutant(mutant: Mutant, ruleset: RuleSet) -> dict[str, Any]:
    edit = mutant.edit
    return {
        "id": edit.id,
        "kind": edit.kind.value,
        "rule": edit.rule.id if edit.rule else None,
        "file": ruleset.file,
        "line": edit.rule.line if edit.rule else 0,
        "words": edit_words(edit, ruleset),
        "fate": mutant.fate.value,
        "vignettes": list(mutant.vignettes),
        "concern": mutant.concern.value if mutant.concern else None,
        "patient": mutant.patient.content() if mutant.patient else None,
        "before": answer_to_data(mutant.before),
        "after": answer_to_data(mutant.after),
    }
