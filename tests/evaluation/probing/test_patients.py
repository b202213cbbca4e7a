"""Whom a search starts from: the same for a seed, and nobody who cannot be."""

from dataclasses import replace

from evaluation.probing.patients import Patients, fit_for, patients_of, planned
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.probes import INVARIANTS, RULES, Made, known
from tests.evaluation.kit.small_rules import invariant
from triage.conditions import Not, Present, all_of
from triage.facts import DomainFact, has_contradiction
from triage.presentation import Presentation
from triage.truth import Truth

WORDS = RULES.vocabulary
FACTS = (DomainFact(id="f", reason="-", if_present="a", then_present="b"),)
TIED = replace(WORDS, facts=FACTS)


def started(examples: int = 8, seed: int = 0) -> Patients:
    """Whom a search in the small domain starts from."""
    return patients_of(WORDS, INVARIANTS, fit_for(WORDS, Made()), examples, seed)


def test_the_same_seed_gives_the_same_patients() -> None:
    """Another one gives others, of those who are drawn."""
    assert started() == started()
    assert started(seed=1).drawn != started().drawn
    assert started(seed=1).planned == started().planned


def test_more_examples_are_more_patients() -> None:
    """One is enough to draw anybody; none of them stands twice."""
    few, many = started(1), started(20)
    assert 0 < len(few.drawn) < len(many.drawn)
    assert 0 < len(few.near) < len(many.near)
    assert len(list(many)) == len(set(many))


def test_those_who_are_planned_show_faults_of_single_findings() -> None:
    """Nothing known, all absent, each finding alone, and each taken out of all absent ones."""
    told = [known(patient) for patient in planned(WORDS, [])]
    absent = {"a": "-", "b": "-", "c": "-"}
    assert told[:2] == [{}, absent]
    for name in absent:
        assert {name: "+"} in told
        assert {name: "-"} in told
        assert {**absent, name: "+"} in told
        assert {other: "-" for other in absent if other != name} in told


def test_near_ones_are_on_both_sides_of_every_invariant() -> None:
    """Of each condition some meet it, and some do not."""
    for found in INVARIANTS.invariants.values():
        truths = {found.condition.truth(patient) for patient in started().near}
        assert {Truth.MET, Truth.NOT_MET} <= truths


def test_each_invariant_is_a_step_of_the_drawing() -> None:
    """For a bar that shows how far it is."""
    steps: list[int] = []
    patients_of(WORDS, INVARIANTS, fit_for(WORDS, Made()), 1, 0, lambda: steps.append(1))
    assert len(steps) == len(INVARIANTS.invariants)


def test_nobody_contradicts_a_fact_of_the_domain() -> None:
    """Neither those who are planned nor those who are drawn; who cannot be is nobody's fault."""
    fit = fit_for(TIED, Made())
    patients = patients_of(TIED, INVARIANTS, fit, 8, 0)
    assert not any(has_contradiction(patient.answers, FACTS) for patient in patients)
    assert {"a": "+", "b": "+", "c": "-"} in [known(patient) for patient in patients.planned]
    assert fit(Presentation.build(TIED, present=["a"], absent=["b"])) is None


def test_an_invariant_that_nobody_meets_draws_nobody() -> None:
    """The search goes on with all others."""
    nobody = all_of(Present("a"), Not(Present("a")))
    demanded = invariant(SCALE["urgent"], nobody)
    assert patients_of(WORDS, demanded, fit_for(WORDS, Made()), 4, 0).near == ()
