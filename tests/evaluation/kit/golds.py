"""Vignettes in the words of any rule set, and what becomes of them, vignette after vignette."""

from hypothesis import strategies as st

from evaluation.engines.rules import result_of
from evaluation.outcomes import Expected, Outcome
from tests.evaluation.kit.random_rules import patients_of
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet
from vignettes.vignette import Gold, Kind, Vignette


def vignette_of(name: str, patient: Presentation, gold: Gold) -> Vignette:
    """A vignette of which only presentation and gold matter."""
    return Vignette(
        id=name,
        family=name,
        title=name,
        kind=Kind.CANONICAL,
        narrative="-",
        presentation=patient,
        attributes={},
        not_asked=(),
        gold=gold,
        sources=(),
        author="test",
    )


@st.composite
def libraries_of(draw: st.DrawFn, rules: RuleSet, most: int = 5) -> tuple[Vignette, ...]:
    """Up to so many random vignettes; half of the golds are what the rules say, the others any."""
    patients = draw(st.lists(patients_of(rules), max_size=most))
    return tuple(
        vignette_of(
            f"v{place}",
            patient,
            draw(st.just(gold_by_rules(rules, patient)) | golds_of_any(rules)),
        )
        for place, patient in enumerate(patients)
    )


def gold_by_rules(rules: RuleSet, patient: Presentation) -> Gold:
    """The gold that expects just what the rules say; red flags that they do not raise are absent.

    For tests alone: a gold is never taken from the engine.
    """
    decision = decide(patient, rules, questions=False)
    return Gold(
        preferred=decision.definite,
        floor=decision.definite,
        ceiling=decision.definite,
        red_flags=decision.red_flags,
        absent_red_flags=tuple(
            f for f in rules.vocabulary.red_flags if f not in decision.red_flags
        ),
        pathways=decision.pathways,
    )


@st.composite
def golds_of_any(draw: st.DrawFn, rules: RuleSet) -> Gold:
    """Any range, and every red flag required, absent or open."""
    words = rules.vocabulary
    floor, preferred, ceiling = sorted(draw(st.tuples(*[st.sampled_from(words.scale.levels)] * 3)))
    states = {
        flag: draw(st.sampled_from(["required", "absent", "open"])) for flag in words.red_flags
    }
    return Gold(
        preferred=preferred,
        floor=floor,
        ceiling=ceiling,
        red_flags=tuple(flag for flag, state in states.items() if state == "required"),
        absent_red_flags=tuple(flag for flag, state in states.items() if state == "absent"),
        pathways=tuple(way for way in words.pathways if draw(st.booleans())),
    )


def outcome_of(vignette: Vignette, rules: RuleSet) -> Outcome:
    """What the interpreter gives for a vignette, beside its gold."""
    return Outcome(
        vignette=vignette.id,
        family=vignette.family,
        kind=vignette.kind.value,
        expected=Expected.of(vignette.gold),
        result=result_of(vignette.presentation, rules),
    )


def fails(outcome: Outcome) -> bool:
    """Whether a vignette does not meet its gold, in anything that is scored."""
    return (
        not outcome.is_acceptable
        or outcome.misses_detection
        or outcome.raises_false_flag
        or outcome.loses_pathway
    )
