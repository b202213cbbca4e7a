"""A rule set as an engine under test."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from evaluation.engines.protocol import EngineKind, Request, Traits
from evaluation.outcomes import Result, Status
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True)
class RuleSetEngine:
    """The reference engine with one rule set. It answers with the definite disposition."""

    ruleset: RuleSet
    traits: ClassVar[Traits] = Traits(kind=EngineKind.RULES)

    @property
    def label(self) -> str:
        """Name and version."""
        return self.ruleset.label

    @property
    def fingerprint(self) -> str:
        """That of the rule set."""
        return self.ruleset.fingerprint

    def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
        """The decision for each request, in the order given."""
        for request in requests:
            yield request.id, result_of(request.presentation, self.ruleset)


def result_of(presentation: Presentation, ruleset: RuleSet) -> Result:
    """What a rule set says of a patient, as the result of an engine."""
    decision = decide(presentation, ruleset, questions=False)
    return Result(
        status=Status.OK,
        disposition=decision.definite.rank,
        red_flags=frozenset(decision.red_flags),
        pathways=frozenset(decision.pathways),
        rules=tuple(fired.rule.id for fired in decision.fired),
    )
