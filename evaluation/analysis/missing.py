"""The vignettes that a library lacks: few patients of whom every surviving edit changes an answer.

A patient tells an edit apart where the answer changes in something that a gold can speak of: the
definite disposition, a red flag, or a pathway that is no longer given. A vignette of that patient
catches the edit as soon as its gold does not accept both answers. What the gold is, nobody can
tell from the rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.analysis.concern import Concern, concern_of, spoken_of
from evaluation.analysis.edited import Edited
from evaluation.analysis.edits import edited_rules
from evaluation.analysis.greedy import greedy_cover
from evaluation.analysis.mutant import Mutant
from evaluation.analysis.replay import must_agree
from triage.engine import decide
from triage.planes import Planes, positions
from triage.presentation import Presentation
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingVignette:
    """A patient about whom the library has nothing to say, and the edits that show it.

    ``mutants`` are the survivors that this patient tells apart, and none of the patients that are
    named before; in the order of the edits.
    """

    patient: Presentation
    mutants: tuple[Mutant, ...]


def missing_vignettes(ruleset: RuleSet, mutants: Sequence[Mutant]) -> tuple[MissingVignette, ...]:
    """A greedy smallest set of patients who tell all survivors apart that a vignette can catch.

    Those who tell most apart come first, and of equals the one whose edit does. No such survivor
    gives none.

    Raises:
        DisagreementError: the interpreter does not confirm it; a fault of the harness.
    """
    survivors = [mutant for mutant in mutants if mutant.can_be_caught]
    patients = list(dict.fromkeys(m.patient for m in survivors if m.patient is not None))
    planes = Planes(patients)
    edited = Edited(ruleset, planes)
    told = [0] * len(patients)  # by patient, the survivors that tell apart
    for position, mutant in enumerate(survivors):
        seen = spoken_of(edited.original, edited.after(mutant.edit), planes)
        for at in positions(seen):
            told[at] |= 1 << position
    return tuple(
        _confirmed(ruleset, patients[at], [survivors[position] for position in positions(newly)])
        for at, newly in greedy_cover(told)
    )


def _confirmed(
    ruleset: RuleSet, patient: Presentation, mutants: Sequence[Mutant]
) -> MissingVignette:
    before = decide(patient, ruleset, questions=False)
    for mutant in mutants:
        after = decide(patient, edited_rules(ruleset, mutant.edit), questions=False)
        is_told = concern_of(before, after) in (Concern.LOWERS, Concern.ANSWERS)
        must_agree(is_told, f"the edit {mutant.edit.id}")
    return MissingVignette(patient=patient, mutants=tuple(mutants))
