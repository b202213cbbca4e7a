"""What becomes of every single edit of the rules, as commands show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.analysis.concern import Concern
from evaluation.analysis.missing import MissingVignette
from evaluation.analysis.mutant import Fate, Mutant
from triage.rules import RuleSet
from vignettes.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class MutationReport:
    """All edits of a rule set with their fates, and the vignettes that are missing.

    ``presentations`` is the number of those of the vocabulary, as far as edits tell numbers apart.
    ``failing`` are vignettes whose gold the rules do not meet as they are. ``drafts`` are the
    missing ones for a person to fill in, in their order; ``written`` the files of them.
    """

    ruleset: RuleSet
    library: str
    fingerprint: str
    vignettes: int
    presentations: int
    failing: Sequence[str]
    mutants: Sequence[Mutant]
    missing: Sequence[MissingVignette]
    drafts: Sequence[Draft]
    written: Sequence[str] = ()

    def of_fate(self, fate: Fate) -> list[Mutant]:
        """The edits of a fate, in the order of the rules."""
        return [mutant for mutant in self.mutants if mutant.fate is fate]

    def of_concern(self, concern: Concern) -> list[Mutant]:
        """The survivors of a concern, in the order of the rules."""
        return [mutant for mutant in self.mutants if mutant.concern is concern]
