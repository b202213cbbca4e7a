"""Making patients smaller: nothing that is known of the smallest can be left out."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.outcomes import Result
from evaluation.probing.asking import Asker, Question
from evaluation.probing.laws import InvariantLaw, MinimumLaw, ProbeLaw
from evaluation.probing.patients import fit_for
from evaluation.probing.shrink import Shrinker, judged, questions_of, size_of
from tests.evaluation.kit.outcomes import gave_none
from tests.evaluation.kit.probes import INVARIANTS, RULES, Made, known
from tests.evaluation.kit.small_rules import EVERYBODY, conditions
from triage.conditions import Condition
from triage.presentation import Presentation
from triage.truth import Answer, Truth

WORDS = RULES.vocabulary
FLOOR = InvariantLaw(INVARIANTS.invariants["F1"])
MINIMUMS = {"n": 0.0}


def lowered_where(condition: Condition) -> Made:
    """An engine that gives the least urgent answer wherever a condition is met."""

    def bend(patient: Presentation, result: Result) -> Result:
        return replace(result, disposition=0) if condition.truth(patient) is Truth.MET else result

    return Made(bend=bend)


def smaller_than(patient: Presentation) -> list[Presentation]:
    """Everybody of whom one thing less is known."""
    fewer = [
        Presentation({n: a for n, a in patient.answers.items() if n != name}, patient.numbers)
        for name in patient.answers
    ]
    return fewer + [patient.with_number(name, None) for name in patient.numbers]


@pytest.mark.parametrize("together", [True, False])
@settings(deadline=None, max_examples=40)
@given(condition=conditions, start=st.sampled_from(EVERYBODY))
def test_nothing_known_of_the_smallest_can_be_left_out(
    together: bool,  # noqa: FBT001 - pytest gives it
    condition: Condition,
    start: Presentation,
) -> None:
    """Wherever it starts, and however it is asked: with any one thing less the law is kept."""
    asker, fit = Asker(lowered_where(condition)), fit_for(WORDS, Made())
    asker.ask(questions_of(FLOOR, start, fit))
    broken = judged(asker, FLOOR, start)
    if broken is None:
        return
    smallest = Shrinker(asker, fit, MINIMUMS, together=together).smallest(FLOOR, broken)
    assert size_of(smallest.patient) <= size_of(start)
    for smaller in smaller_than(smallest.patient):
        asker.ask(questions_of(FLOOR, smaller, fit))
        assert judged(asker, FLOOR, smaller) is None


def shrunk(
    law: ProbeLaw, bend: Callable[[Presentation, Result], Result], start: Presentation
) -> object:
    """What is known of the smallest patient from a start, and in how many requests."""
    asker, fit = Asker(Made(bend=bend)), fit_for(WORDS, Made())
    asker.ask(questions_of(law, start, fit))
    broken = judged(asker, law, start)
    assert broken is not None
    return known(Shrinker(asker, fit, MINIMUMS).smallest(law, broken).patient)


def test_a_present_finding_gives_way_to_an_absent_one_and_numbers_go_down() -> None:
    """Where it has to be known, the milder answer and the lower number are the smaller ones."""

    def needs_to_know(patient: Presentation, result: Result) -> Result:
        is_hit = "b" in patient.answers and patient.numbers.get("n", 0) >= 1
        return replace(result, disposition=0) if is_hit else result

    answers = dict.fromkeys("abc", Answer.PRESENT)
    start = Presentation(answers, {"n": 2.5})
    smallest = {"a": "+", "b": "-", "n": 1.0}
    assert shrunk(MinimumLaw(WORDS.red_flags["flag"]), needs_to_know, start) == smallest


def test_everybody_is_of_another_size() -> None:
    """So that the smallest is one patient, and the same one in every search."""
    assert len({size_of(patient) for patient in EVERYBODY}) == len(EVERYBODY)


def test_an_engine_that_stopped_answering_is_not_asked_for_smaller_patients() -> None:
    """There is an end to what silence may cost: the patient who was found is left as they are."""

    def needs_a_number(patient: Presentation, result: Result) -> Result:
        return replace(result, disposition=0) if "n" in patient.numbers else gave_none()

    asker, fit = Asker(Made(bend=needs_a_number)), fit_for(WORDS, Made())
    start = Presentation(dict.fromkeys("abc", Answer.PRESENT), {"n": 2.0})
    asker.ask(questions_of(FLOOR, start, fit))
    asker.survey([Question(Presentation(), round=number) for number in range(60)])
    assert (asker.has_stopped, asker.asked) == (True, 51)
    broken = judged(asker, FLOOR, start)
    assert broken is not None
    assert Shrinker(asker, fit, MINIMUMS).smallest(FLOOR, broken).patient == start
    assert asker.asked == 51
