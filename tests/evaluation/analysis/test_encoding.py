"""Patients as literals: what has literals, what they exclude, and the way back to a patient."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.encode import Encoding
from evaluation.analysis.formula import FALSE
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.solver import Oracle
from tests.evaluation.kit.brute_force import all_patients, are_alike
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.random_rules import (
    conditions_of,
    everybody,
    is_possible,
    patients_of,
    rulesets,
    values_of,
    vocabularies,
)
from tests.evaluation.kit.small_rules import SMALL_WORDS
from triage.conditions import Compare, Comparison, Condition, Present, all_of
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary

A, B = Present("a"), Present("b")
AT_2, OVER_2 = Compare("n", Comparison.AT_LEAST, 2), Compare("n", Comparison.MORE_THAN, 2)


def restricted(patient: Presentation, names: Sequence[str]) -> Presentation:
    """What is known of a patient of some findings and numbers."""
    return Presentation(
        {name: answer for name, answer in patient.answers.items() if name in names},
        {name: value for name, value in patient.numbers.items() if name in names},
    )


@settings(laws, max_examples=60)
@given(rules=rulesets(findings=3, numbers=1, most=2, depth=2))
def test_assignments_are_patients_one_for_one(rules: RuleSet) -> None:
    """Going from model to model meets everybody once, and nobody else.

    A finding that is present and absent, cuts in the wrong order, a number beyond a cut that is not
    known, or a contradiction of domain facts would each be one patient too many.
    """
    encoding = Encoding(rules.vocabulary)
    for one in rules.rules:
        encoding.truths(one.condition)
    wanted = {
        tuple(encoding.literals_of(patient))
        for patient in all_patients(rules)
        if is_possible(restricted(patient, encoding.names), rules.vocabulary)
    }
    literals = [abs(literal) for literal in encoding.literals_of(Presentation())]
    found = set()
    with Oracle(encoding.formula) as oracle:
        while oracle.can_be([]):
            true = oracle.model()
            told = encoding.literals_of(encoding.patient_of(oracle))
            assert {*told} == {v if v in true else -v for v in literals}
            found.add(tuple(told))
            encoding.formula.add(*(-literal for literal in told), FALSE)
    assert found == wanted


@settings(laws, max_examples=60)
@given(data=st.data(), rules=rulesets(most=3, depth=2))
def test_a_patient_comes_back_as_they_were(data: st.DataObject, rules: RuleSet) -> None:
    """By way of literals and a model; of numbers only what conditions can tell apart is kept."""
    patient = data.draw(patients_of(rules).filter(lambda one: is_possible(one, rules.vocabulary)))
    encoding = Encoding(rules.vocabulary)
    for one in rules.rules:
        encoding.truths(one.condition)
    with Oracle(encoding.formula) as oracle:
        assert oracle.can_be(encoding.literals_of(patient))
        back = encoding.patient_of(oracle)
    assert are_alike(back, restricted(patient, encoding.names), rules)


@settings(laws, max_examples=60)
@given(data=st.data(), words=vocabularies(findings=3, numbers=2))
def test_cells_stand_for_the_values_of_a_number(data: st.DataObject, words: Vocabulary) -> None:
    """A known value lies in just one cell, whose own value no condition tells from it."""
    conditions = data.draw(st.lists(conditions_of(words, depth=1), min_size=1, max_size=6))
    encoding = Encoding(words)
    for condition in conditions:
        encoding.truths(condition)
    values = values_of(encoding.vocabulary, conditions)
    names = [name for name in encoding.names if encoding.is_number(name)]
    cells = {name: list(encoding.cells(name)) for name in names}
    with Oracle(encoding.formula) as oracle:
        for name in names:
            assert not oracle.can_be([-encoding.known(name), cells[name][0][1]])
            for value in values[name]:
                held = encoding.literals_of(Presentation({}, {name: value}))
                (cell,) = (cell for cell, literal in cells[name] if oracle.can_be([*held, literal]))
                for condition in conditions:
                    first, second = ({name: told} for told in (value, cell.value))
                    assert condition.truth(Presentation({}, first)) is condition.truth(
                        Presentation({}, second)
                    )


@settings(laws, max_examples=40)
@given(data=st.data())
def test_the_order_in_which_conditions_come_changes_nothing(data: st.DataObject) -> None:
    """Cuts are put in their order whenever they come, also between questions to the solver."""
    words = data.draw(vocabularies(findings=2, numbers=1))
    conditions = data.draw(st.lists(conditions_of(words, depth=1), min_size=2, max_size=5))
    encoding = Encoding(words)
    with Oracle(encoding.formula) as oracle:
        for condition in conditions:
            literals = encoding.truths(condition)
            for truth, asked in (
                (Truth.MET, [literals.met]),
                (Truth.NOT_MET, [literals.ruled_out]),
                (Truth.UNDECIDED, [-literals.met, -literals.ruled_out]),
            ):
                expected = any(
                    condition.truth(patient) is truth for patient in everybody(words, conditions)
                )
                assert oracle.can_be(asked) == expected


def test_only_what_conditions_read_has_literals() -> None:
    """In the order of the vocabulary, numbers last, in whatever order they were read."""
    encoding = Encoding(SMALL_WORDS)
    assert list(encoding.names) == []
    encoding.truths(all_of(AT_2, B))
    assert list(encoding.names) == ["b", "n"]
    encoding.truths(A)
    assert list(encoding.names) == ["a", "b", "n"]
    assert [encoding.is_number(name) for name in encoding.names] == [False, False, True]


@settings(laws, max_examples=60)
@given(words=vocabularies(findings=4, numbers=0))
def test_what_contradicts_an_answer_is_each_answer_that_cannot_be_beside_it(
    words: Vocabulary,
) -> None:
    """By all domain facts together; an answer that cannot be at all contradicts itself."""
    encoding = Encoding(words)
    told = [(name, answer) for name in words.findings for answer in _TOLD]
    possible = [one for one in told if is_possible(Presentation(dict([one])), words)]
    for name, answer in told:
        found = set(encoding.contradicting(name, answer))
        assert (encoding.answered(name, answer) in found) == ((name, answer) not in possible)
        if (name, answer) in possible:
            expected = {
                encoding.answered(other, its)
                for other, its in possible
                if other != name
                and not is_possible(Presentation({name: answer, other: its}), words)
            }
            assert {*found} - {encoding.answered(*one) for one in told if one not in possible} == (
                expected
            )


_TOLD = (Answer.PRESENT, Answer.ABSENT)


def test_the_same_condition_has_the_same_literals() -> None:
    """Asked twice, or in another order, it costs nothing more."""
    encoding = Encoding(SMALL_WORDS)
    first = encoding.truths(all_of(A, B, AT_2))
    size = len(encoding.formula.clauses)
    assert encoding.truths(all_of(AT_2, B, A)) == first
    assert encoding.truths(all_of(A, B, AT_2)) == first
    assert len(encoding.formula.clauses) == size


@pytest.mark.parametrize(
    ("comparison", "bound", "truth"),
    [
        (Comparison.AT_LEAST, 0, Truth.MET),
        (Comparison.AT_LEAST, -1, Truth.MET),
        (Comparison.MORE_THAN, -1, Truth.MET),
        (Comparison.AT_MOST, 3, Truth.MET),
        (Comparison.LESS_THAN, 4, Truth.MET),
        (Comparison.MORE_THAN, 3, Truth.NOT_MET),
        (Comparison.AT_LEAST, 4, Truth.NOT_MET),
        (Comparison.LESS_THAN, 0, Truth.NOT_MET),
        (Comparison.AT_MOST, -1, Truth.NOT_MET),
    ],
)
def test_a_bound_that_does_not_cut_the_range(
    comparison: Comparison, bound: float, truth: Truth
) -> None:
    """Every value of the range, 0 to 3, stands so to it, or none does; a number is still needed."""
    encoding = Encoding(SMALL_WORDS)
    literals = encoding.truths(Compare("n", comparison, bound))
    known = encoding.known("n")
    expected = (known, FALSE) if truth is Truth.MET else (FALSE, known)
    assert (literals.met, literals.ruled_out) == expected
    assert list(encoding.cuts("n")) == []
    assert [cell.value for cell, _ in encoding.cells("n")] == [0]


def test_a_bound_cuts_before_or_behind_itself() -> None:
    """*At least* and *less than* cut before it, *more than* and *at most* behind it."""
    encoding = Encoding(SMALL_WORDS)
    for node in (OVER_2, AT_2, Compare("n", Comparison.LESS_THAN, 1)):
        encoding.truths(node)
    encoding.truths(Compare("n", Comparison.AT_MOST, 2))
    assert [cut for cut, _ in encoding.cuts("n")] == [(1, False), (2, False), (2, True)]
    assert [cell.value for cell, _ in encoding.cells("n")] == [0, 1, 2, 3]


def truth_of(condition: Condition, patient: Presentation) -> tuple[bool, bool]:
    """Whether the clauses force a condition of a patient to be met, and to be ruled out."""
    encoding = Encoding(SMALL_WORDS)
    literals = encoding.truths(condition)
    held = encoding.literals_of(patient)
    with Oracle(encoding.formula) as oracle:
        assert oracle.can_be(held)
        met, ruled_out = (
            not oracle.can_be([*held, -one]) for one in (literals.met, literals.ruled_out)
        )
    return met, ruled_out


def test_not_asked_is_neither() -> None:
    """An open finding and an unknown number are not met, and not ruled out either."""
    nobody = Presentation()
    assert truth_of(A, nobody) == truth_of(AT_2, nobody) == (False, False)
    assert truth_of(A, Presentation({"a": Answer.ABSENT})) == (False, True)
    assert truth_of(OVER_2, Presentation({}, {"n": 2.0})) == (False, True)
    assert truth_of(AT_2, Presentation({}, {"n": 2.0})) == (True, False)


def test_between_neighbouring_numbers_nobody_lies() -> None:
    """More than one float and less than the next: no value is so, and no patient is found."""
    for high in (math.nextafter(1.5, 2), math.nextafter(math.nextafter(1.5, 2), 2)):
        encoding = Encoding(SMALL_WORDS)
        over, under = Comparison.MORE_THAN, Comparison.LESS_THAN
        between = encoding.truths(all_of(Compare("n", over, 1.5), Compare("n", under, high))).met
        with Oracle(encoding.formula) as oracle:
            found = smallest_patient(encoding, oracle, [between])
        assert (found is None) is (high == math.nextafter(1.5, 2))
        if found is not None:
            assert 1.5 < found.numbers["n"] < high
