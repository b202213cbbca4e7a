"""What edits do that no vignette notices: nothing, by proof, or their worst to some patient."""

from collections.abc import Iterable
from typing import Final

from evaluation.analysis.concern import Concern, concern_of, lowered, spoken_of
from evaluation.analysis.edited import Edited
from evaluation.analysis.edits import Edit, edited_rules, edits_of
from evaluation.analysis.encode import Encoding
from evaluation.analysis.mutant import Fate, Mutant
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.replay import must_agree
from evaluation.analysis.solver import Oracle
from triage.algebra import any_difference
from triage.conditions import Compare, comparisons_in
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet


class Unnoticed:
    """Decides edits that no vignette notices.

    Every edit leaves clauses behind, which make the next ones slower: after some growth all begins
    anew. All numbers are cut from the start wherever an edit cuts them, so that no patient depends
    on which edits came before.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._comparisons = comparisons_of_edits(ruleset)
        self._begin()

    def _begin(self) -> None:
        self._encoding = _encoding(self._ruleset, self._comparisons)
        self._edited = Edited(self._ruleset, self._encoding)
        self._oracle = Oracle(self._encoding.formula)
        self._enough = _GROWTH * len(self._encoding.formula.clauses)

    def close(self) -> None:
        """Let the solver go."""
        self._oracle.close()

    def decided(self, edit: Edit) -> Mutant:
        """The edit with its proof, or with the smallest patient of whom it does its worst."""
        if len(self._encoding.formula.clauses) > self._enough:
            self.close()
            self._begin()
        encoding, oracle = self._encoding, self._oracle
        before, after = self._edited.original, self._edited.after(edit)
        changed = any_difference(before, after, encoding)
        if not oracle.can_be([changed]):
            return Mutant(edit=edit, fate=Fate.WITHOUT_EFFECT)
        for concern, region in (
            (Concern.LOWERS, encoding.any_of(lowered(before, after, encoding))),
            (Concern.ANSWERS, spoken_of(before, after, encoding)),
        ):
            patient = smallest_patient(encoding, oracle, [region])
            if patient is not None:
                return _survivor(edit, concern, patient, self._ruleset)
        patient = smallest_patient(encoding, oracle, [changed])
        assert patient is not None  # noqa: S101 - somebody is changed, as was asked above
        return _survivor(edit, Concern.OPEN, patient, self._ruleset)


_GROWTH: Final = 6  # measured on 50 and 100 rules: 2 and 15 take longer


def comparisons_of_edits(ruleset: RuleSet) -> tuple[Compare, ...]:
    """Every comparison of the rules before and after each edit, each once."""
    edited = [edit.edited.condition for edit in edits_of(ruleset) if edit.edited is not None]
    conditions = [*(rule.condition for rule in ruleset.rules), *edited]
    return tuple(dict.fromkeys(comparisons_in(conditions)))


def _encoding(ruleset: RuleSet, comparisons: Iterable[Compare]) -> Encoding:
    encoding = Encoding(ruleset.vocabulary)
    for comparison in comparisons:
        encoding.compared(comparison)
    return encoding


def _survivor(edit: Edit, concern: Concern, patient: Presentation, ruleset: RuleSet) -> Mutant:
    """A survivor whose patient the interpreter has answered by both rule sets."""
    before = decide(patient, ruleset, questions=False)
    after = decide(patient, edited_rules(ruleset, edit), questions=False)
    must_agree(concern_of(before, after) is concern, f"the edit {edit.id}")
    return Mutant(
        edit=edit,
        fate=Fate.SURVIVES,
        patient=patient,
        concern=concern,
        before=before,
        after=after,
    )
