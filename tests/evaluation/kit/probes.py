"""A small domain to search in, and engines with one fault each that a law finds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from evaluation.engines.protocol import Engine, EngineKind, Request, Traits
from evaluation.engines.rules import result_of
from evaluation.outcomes import Result
from evaluation.probing.probe import Probe, plan, search
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import invariant, rule, ruleset
from triage.conditions import Compare, Comparison, Not, Present, all_of
from triage.invariants import Bound, InvariantSet
from triage.presentation import Presentation
from triage.truth import Answer

ROUTINE, URGENT, EMERGENCY = (SCALE[name] for name in ("routine", "urgent", "emergency"))
RULES: Final = ruleset(
    rule("red", URGENT, Present("a"), "flag", "way"),
    rule("late", ROUTINE, Compare("n", Comparison.AT_LEAST, 2)),
    rule("both", EMERGENCY, all_of(Present("a"), Present("b"))),
)
"""``c`` is read by nothing."""


def _invariants() -> InvariantSet:
    floor = invariant(URGENT, Present("a"), "flag", "way").invariants["F1"]
    ceiling = invariant(ROUTINE, Not(Present("a")), bound=Bound.CEILING).invariants["F1"]
    both = {
        "F1": replace(floor, while_open=ROUTINE),
        "C1": replace(ceiling, id="C1", title="The ceiling"),
    }
    return InvariantSet(title="Small", invariants=both)


INVARIANTS: Final = _invariants()

PLAIN: Final = Traits(kind=EngineKind.COMMAND)
Bend = Callable[[Presentation, Result], Result]


@dataclass(frozen=True, kw_only=True)
class Made:
    """An engine by name: what the rules say, bent by a function of the patient."""

    bend: Bend = lambda _patient, result: result
    label: str = "made"
    fingerprint: str = "sha256:made"
    traits: Traits = PLAIN

    def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
        """Every request's answer."""
        for request in requests:
            patient = request.presentation
            yield request.id, self.bend(patient, replace(result_of(patient, RULES), rules=()))


def probed(engine: Engine, *, examples: int = 8, seed: int = 0) -> Probe:
    """A search in the small domain."""
    made = plan(engine, RULES.vocabulary, INVARIANTS, [RULES], examples=examples, seed=seed)
    return search(engine, made)


def found(probe: Probe) -> dict[tuple[str, str], dict[str, object]]:
    """The smallest patients that were found, by kind and name of the law."""
    return {(each.law.kind.value, each.law.about): known(each.patient) for each in probe.violations}


def known(patient: Presentation) -> dict[str, object]:
    """What is known of a patient, in short: + is present, - is absent."""
    answers = {
        name: "+" if answer is Answer.PRESENT else "-" for name, answer in patient.answers.items()
    }
    return {**answers, **patient.numbers}


def last_one_wins(patient: Presentation, result: Result) -> Result:
    """Listens to the finding that is told last: ``a`` counts only there."""
    present = patient.present
    is_drowned = bool(present) and "a" in present and present[-1] != "a"
    return replace(result, disposition=3 if is_drowned else result.disposition)
