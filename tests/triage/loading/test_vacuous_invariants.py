"""An invariant that nobody can meet demands nothing: it is an error of its file."""

from collections.abc import Callable, Mapping

import pytest

from triage.invariants import InvariantSet
from triage.loading.problems import LoadError

ProblemsOf = Callable[[str | bytes], list[str]]
ReadInvariants = Callable[[str | bytes], InvariantSet]
Edited = Callable[[str, Mapping[int, str | None]], str]

DEMANDS_NOTHING = "nobody can meet this condition: it demands nothing."
VACUOUS = [
    "{all: [squeak, {not: squeak}]}",
    "{not: {any: [squeak, {not: squeak}]}}",
    "{number: pressure_bar, less_than: 1}",
    "{number: pressure_bar, more_than: 9}",
    "{not: {number: pressure_bar, at_least: 1}}",
    "{all: [{number: pressure_bar, less_than: 3}, {number: pressure_bar, at_least: 3}]}",
    "{at_least: 2, of: [squeak, {not: squeak}]}",
]
BARELY_MET = [
    "{all: [squeak, {not: wobble}]}",
    "{any: [wobble, {all: [squeak, {not: squeak}]}]}",
    "{number: pressure_bar, at_most: 1}",
    "{number: pressure_bar, at_least: 9}",
    "{all: [{number: pressure_bar, more_than: 3}, {number: pressure_bar, less_than: 3.1}]}",
    "{all: [{number: pressure_bar, less_than: 3}, {number: age_years, at_least: 3}]}",
]


@pytest.mark.parametrize("condition", VACUOUS)
def test_an_invariant_that_nobody_can_meet_is_an_error_at_its_line(
    problems_of_invariants: ProblemsOf, edited: Edited, invariants_text: str, condition: str
) -> None:
    """Contradictions of findings, of numbers, and bounds outside of a number's range."""
    text = edited(invariants_text, {6: f"when: {condition}"})
    assert problems_of_invariants(text) == [f"must.yaml:6: invariants[F01].when: {DEMANDS_NOTHING}"]


@pytest.mark.parametrize("condition", BARELY_MET)
def test_an_invariant_that_somebody_can_meet_is_none(
    problems_of_invariants: ProblemsOf, edited: Edited, invariants_text: str, condition: str
) -> None:
    """One patient is enough."""
    text = edited(invariants_text, {6: f"when: {condition}"})
    assert problems_of_invariants(text) == []


def test_the_problem_has_a_code_of_its_own(
    read_invariants: ReadInvariants, edited: Edited, invariants_text: str
) -> None:
    """Machines can tell it from a mistake of form."""
    with pytest.raises(LoadError) as raised:
        read_invariants(edited(invariants_text, {6: f"when: {VACUOUS[0]}"}))
    (problem,) = raised.value.problems
    assert problem.code == "vacuous"


def test_vacuous_invariants_come_with_all_other_mistakes(
    problems_of_invariants: ProblemsOf, edited: Edited, invariants_text: str
) -> None:
    """Each is named, and hides nothing else."""
    wrong = {1: "title: 5", 6: f"when: {VACUOUS[0]}", 13: "all: [squeak, {not: squeak}]"}
    assert problems_of_invariants(edited(invariants_text, wrong)) == [
        "must.yaml:1: title: a whole number (5) stands where text is needed.",
        f"must.yaml:6: invariants[F01].when: {DEMANDS_NOTHING}",
        f"must.yaml:13: invariants[C01].when: {DEMANDS_NOTHING}",
    ]
