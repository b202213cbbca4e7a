"""A rule set as literals: the truth of every rule, and all that the rule set answers."""

from collections.abc import Mapping, Sequence

from evaluation.analysis.encode import Encoding
from triage.algebra import Meaning, Truths, effect_of, joined, meaning_of, no_effect, truths_of
from triage.conditions import Compare
from triage.rules import RuleSet
from triage.truth import Answer


class Encoded:
    """A rule set in an encoding; several may share one, and speak of the same patients then."""

    def __init__(self, ruleset: RuleSet, encoding: Encoding | None = None) -> None:
        self.ruleset = ruleset
        self.encoding = encoding or Encoding(ruleset.vocabulary)
        self.truths = {rule.id: self.encoding.truths(rule.condition) for rule in ruleset.rules}
        self.meaning = meaning_of_truths(ruleset, self.truths, self.encoding)

    def if_present(self, finding: str) -> Meaning[int]:
        """What the rule set answers the same patients if only a finding were present."""
        assumed = Assumed(self.encoding, finding)
        truths = {
            rule.id: truths_of(rule.condition, assumed)
            if finding in rule.condition.names()
            else self.truths[rule.id]
            for rule in self.ruleset.rules
        }
        return meaning_of_truths(self.ruleset, truths, self.encoding)

    def can_become_present(self, finding: str) -> list[int]:
        """What has to hold of patients of whom a finding could be present, and is not known to be.

        Its domain facts may rule it out, by other answers of theirs, or for everybody.
        """
        present = self.encoding.answered(finding, Answer.PRESENT)
        against = list(self.encoding.contradicting(finding, Answer.PRESENT))
        if present in against:
            return [self.encoding.false]
        return [-present, *(-other for other in against)]


class Assumed:
    """The patients of an encoding, with one finding present whatever is known of it."""

    def __init__(self, encoding: Encoding, finding: str) -> None:
        self.true, self.false = encoding.true, encoding.false
        self._encoding = encoding
        self._finding = finding

    def negated(self, value: int) -> int:
        """The opposite literal."""
        return -value

    def all_of(self, values: Sequence[int]) -> int:
        """A conjunction."""
        return self._encoding.all_of(values)

    def any_of(self, values: Sequence[int]) -> int:
        """A disjunction."""
        return self._encoding.any_of(values)

    def present(self, finding: str) -> Truths[int]:
        """The two literals of a finding; of the assumed one, what they are then."""
        if finding == self._finding:
            return Truths(self.true, self.false)
        return self._encoding.present(finding)

    def compared(self, comparison: Compare) -> Truths[int]:
        """Known and so, known and not so."""
        return self._encoding.compared(comparison)


def meaning_of_truths(
    ruleset: RuleSet, truths: Mapping[str, Truths[int]], encoding: Encoding
) -> Meaning[int]:
    """What a rule set answers whose rules are met or ruled out as ``truths`` says, by their ids."""
    words = ruleset.vocabulary
    effects = [effect_of(rule, truths[rule.id], words, encoding) for rule in ruleset.rules]
    effect = joined([no_effect(words, encoding), *effects], encoding)
    default, floor = ruleset.default.disposition, ruleset.floor_while_undecided
    return meaning_of(effect, default, floor, encoding)
