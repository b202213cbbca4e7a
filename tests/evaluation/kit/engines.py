"""Faulty engines by name: each the reference engine with one deliberate fault.

Each has an honest twin, the same engine with the fault left out, so that a test shows that it is
the fault that turns the gate red.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from evaluation.engines.protocol import Engine, EngineKind, Request, Traits
from evaluation.gate.verdict import GateReport, Verdict
from evaluation.outcomes import Result, Status
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import Rule, RuleSet
from triage.truth import Answer

Judge = Callable[[Engine], GateReport]
"""What the gate says of an engine."""

VerdictOfNarrowed = Callable[[Rule, str], Verdict]
"""The verdict on a rule that wants one finding more."""


@dataclass(frozen=True, kw_only=True)
class ReferenceEngine:
    """The rules, asked in the plainest way; the faulty engines bend what it says."""

    ruleset: RuleSet
    is_honest: bool = False
    traits: ClassVar[Traits] = Traits(kind=EngineKind.RULES)
    fingerprint: ClassVar[str] = "sha256:none"

    @property
    def label(self) -> str:
        """The name of the fault."""
        return type(self).__name__

    @property
    def honest_twin(self) -> "ReferenceEngine":
        """The same engine without its fault."""
        return replace(self, is_honest=True)

    def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
        """Every vignette's answer, bent unless the engine is honest."""
        for request in requests:
            result = self.result_of(request.presentation)
            yield request.id, result if self.is_honest else self.bend(request, result)

    def result_of(self, presentation: Presentation, ruleset: RuleSet | None = None) -> Result:
        """What the rules say, or other rules."""
        decision = decide(presentation, ruleset or self.ruleset, questions=False)
        return Result(
            status=Status.OK,
            disposition=decision.definite.rank,
            red_flags=frozenset(decision.red_flags),
            pathways=frozenset(decision.pathways),
        )

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002 - for subclasses
        """What the engine says instead."""
        return result


@dataclass(frozen=True, kw_only=True)
class AlwaysLeastUrgent(ReferenceEngine):
    """Sees everything, and sends everybody home."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """Self-care."""
        return replace(result, disposition=0)


@dataclass(frozen=True, kw_only=True)
class AlwaysMostUrgent(ReferenceEngine):
    """Sees everything, and sends everybody to the emergency room."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """The top of the scale."""
        return replace(result, disposition=self.ruleset.vocabulary.scale.most.rank)


@dataclass(frozen=True, kw_only=True)
class IgnoresOneRedFlag(ReferenceEngine):
    """Has no rule for one red flag."""

    flag: str

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """What the other rules say."""
        return self.result_of(request.presentation, without_flag(self.ruleset, self.flag))


@dataclass(frozen=True, kw_only=True)
class IgnoresItUnder40(IgnoresOneRedFlag):
    """Has no rule for one red flag in the young."""

    def bend(self, request: Request, result: Result) -> Result:
        """What the other rules say, where the patient is known to be younger than 40."""
        age = request.presentation.numbers.get("age_years")
        return super().bend(request, result) if age is not None and age < 40 else result


@dataclass(frozen=True, kw_only=True)
class LowersOneDisposition(ReferenceEngine):
    """Gives one disposition a level too low, wherever it would give it."""

    level: int

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """One less where it is that level."""
        is_hit = result.disposition == self.level
        return replace(result, disposition=self.level - 1) if is_hit else result


@dataclass(frozen=True, kw_only=True)
class SwapsTwoDispositions(ReferenceEngine):
    """Takes two neighbouring dispositions for one another."""

    lower: int

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """The other one of the two."""
        swapped = {self.lower: self.lower + 1, self.lower + 1: self.lower}
        rank = result.disposition or 0
        return replace(result, disposition=swapped.get(rank, rank))


@dataclass(frozen=True, kw_only=True)
class DetectsButDoesNotAct(ReferenceEngine):
    """Raises its red flags, and says routine all the same."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """Routine wherever a red flag was raised."""
        return replace(result, disposition=1) if result.red_flags else result


@dataclass(frozen=True, kw_only=True)
class ActsButDoesNotDetect(ReferenceEngine):
    """Is as urgent as it should be, and cannot say why."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """No red flag."""
        return replace(result, red_flags=frozenset())


@dataclass(frozen=True, kw_only=True)
class RaisesEveryFlag(ReferenceEngine):
    """Detects whatever there is, and whatever there is not."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """All red flags of the vocabulary."""
        return replace(result, red_flags=frozenset(self.ruleset.vocabulary.red_flags))


@dataclass(frozen=True, kw_only=True)
class ForgetsPathways(ReferenceEngine):
    """Is right about urgency, and says nothing of where to look."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """No pathway."""
        return replace(result, pathways=frozenset())


@dataclass(frozen=True, kw_only=True)
class DropsTheLastVignette(ReferenceEngine):
    """Is right, and stops one short."""

    def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
        """All answers but the last."""
        given = list(super().answers(requests))
        yield from given if self.is_honest else given[:-1]


@dataclass(frozen=True, kw_only=True)
class AnswersAtRandom(ReferenceEngine):
    """Rolls dice, always the same ones."""

    seed: int = 1

    def bend(self, request: Request, result: Result) -> Result:
        """Any disposition."""
        dice = random.Random(f"{self.seed} {request.id}")  # noqa: S311 - no secret hangs on it
        levels = len(self.ruleset.vocabulary.scale)
        return replace(result, disposition=dice.randrange(levels))


@dataclass(frozen=True, kw_only=True)
class ReadsUnknownAsAbsent(ReferenceEngine):
    """Takes whatever was not asked for denied."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """What the rules say once every open finding is absent."""
        known = request.presentation
        denied = dict.fromkeys(self.ruleset.vocabulary.findings, Answer.ABSENT)
        return self.result_of(Presentation({**denied, **known.answers}, known.numbers))


@dataclass(frozen=True, kw_only=True)
class CrashesOnOneFinding(ReferenceEngine):
    """Fails wherever one finding is present; its adapter reports the error."""

    finding: str

    def bend(self, request: Request, result: Result) -> Result:
        """An error."""
        crashes = request.presentation.answer(self.finding) is Answer.PRESENT
        return Result(status=Status.ERROR, reason="KeyError") if crashes else result


@dataclass(frozen=True, kw_only=True)
class AlwaysCrashes(ReferenceEngine):
    """Answers nothing at all; its adapter reports the errors."""

    def bend(self, request: Request, result: Result) -> Result:  # noqa: ARG002
        """An error."""
        return Result(status=Status.ERROR, reason="cannot be started")


@dataclass(frozen=True, kw_only=True)
class RaisesHalfway(ReferenceEngine):
    """Raises an exception in the middle, with no adapter around it."""

    after: int = 3

    def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
        """Some answers, and then none."""
        for count, answer in enumerate(super().answers(requests)):
            if count == self.after and not self.is_honest:
                raise KeyError("fever")
            yield answer


def without_flag(ruleset: RuleSet, flag: str) -> RuleSet:
    """The rule set without the rules that raise one red flag."""
    kept = tuple(rule for rule in ruleset.rules if flag not in rule.red_flags)
    return replace(ruleset, rules=kept)
