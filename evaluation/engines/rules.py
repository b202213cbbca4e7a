"""A rule set as an engine under test."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evaluation.outcomes import Result, Status
from triage.engine import decide
from triage.rules import RuleSet
from vignettes.vignette import Vignette


@dataclass(frozen=True, slots=True)
class RuleSetEngine:
    """The reference engine with one rule set. It answers with the definite disposition."""

    ruleset: RuleSet

    @property
    def label(self) -> str:
        """Name and version."""
        return self.ruleset.label

    @property
    def fingerprint(self) -> str:
        """That of the rule set."""
        return self.ruleset.fingerprint

    @property
    def reports_red_flags(self) -> bool:
        """Rules always say which red flags they raise."""
        return True

    def answers(self, vignettes: Iterable[Vignette]) -> Iterator[tuple[str, Result]]:
        """The decision for each vignette, in the order given."""
        for vignette in vignettes:
            decision = decide(vignette.presentation, self.ruleset, questions=False)
            yield (
                vignette.id,
                Result(
                    status=Status.OK,
                    disposition=decision.definite.rank,
                    red_flags=frozenset(decision.red_flags),
                    pathways=frozenset(decision.pathways),
                    rules=tuple(fired.rule.id for fired in decision.fired),
                ),
            )
