"""Two patients in one formula, and the smallest two of a region.

A region is a list of literals that hold together, of either patient or of both. First as little as
possible is known of the first patient; then, beside that one, of the second. Ties are broken as for
one patient, so that the result depends on the region alone.
"""

from collections.abc import Sequence

from evaluation.analysis.encode import Encoding
from evaluation.analysis.formula import Formula
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.solver import Oracle
from triage.algebra import Truths, differing
from triage.conditions import Condition
from triage.presentation import Presentation
from triage.vocabulary import Vocabulary


class TwoPatients:
    """Any two patients of a vocabulary: ``first`` and ``second``, encoded in one formula."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.formula = Formula()
        self.first = Encoding(vocabulary, self.formula)
        self.second = Encoding(vocabulary, self.formula)

    def truths(self, condition: Condition) -> tuple[Truths[int], Truths[int]]:
        """A condition in the first and in the second patient."""
        return self.first.truths(condition), self.second.truths(condition)

    def same(self, condition: Condition) -> int:
        """A condition has one truth in both: met, not met or undecided."""
        one, other = self.truths(condition)
        sides = (one.met, one.ruled_out), (other.met, other.ruled_out)
        return -self.formula.any_of(differing(*sides, self.first))

    def falls(self, condition: Condition) -> int:
        """A condition is met in the first patient, and not met in the second."""
        one, other = self.truths(condition)
        return self.formula.all_of([one.met, other.ruled_out])

    def rises(self, condition: Condition) -> int:
        """A condition is not met in the first patient, and met in the second."""
        one, other = self.truths(condition)
        return self.formula.all_of([one.ruled_out, other.met])

    def smallest(
        self, oracle: Oracle, region: Sequence[int]
    ) -> tuple[Presentation, Presentation] | None:
        """The two of whom least is known; ``None`` where no two patients are in the region."""
        first = smallest_patient(self.first, oracle, region)
        if first is None:
            return None
        given = [*region, *self.first.literals_of(first)]
        second = smallest_patient(self.second, oracle, given)
        assert second is not None  # noqa: S101 - the first one was found together with one
        return first, second
