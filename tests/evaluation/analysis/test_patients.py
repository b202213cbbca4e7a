"""The solver against trying everybody: who is in a region, and who is the smallest of them."""

from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.encode import Encoding
from evaluation.analysis.patients import fewest, smallest_patient
from evaluation.analysis.solver import SOLVER, Oracle
from tests.evaluation.kit.brute_force import (
    all_patients,
    are_alike,
    differing_literal,
    first,
    first_differing,
    regions_of,
    said_of_all,
)
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.random_rules import rulesets, rulesets_of, vocabularies
from tests.evaluation.kit.small_rules import rule, ruleset
from triage.algebra import at_least
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer
from triage.vocabulary import Vocabulary

SOLVERS: Final = (SOLVER, "glucose4", "minisat22")
PRESENT, ABSENT = Answer.PRESENT, Answer.ABSENT
few = settings(laws, max_examples=40)


@pytest.mark.parametrize("solver", SOLVERS)
@few
@given(rules=rulesets(findings=3, numbers=1, most=3, depth=2, known_only=True))
def test_a_region_has_somebody_exactly_if_trying_everybody_finds_somebody(
    solver: str, rules: RuleSet
) -> None:
    """And its smallest patient is the smallest of all who are tried, whichever solver is asked."""
    tried = said_of_all(rules, all_patients(rules))
    encoding = Encoding(rules.vocabulary)
    regions = list(regions_of(rules, encoding))
    with Oracle(encoding.formula, solver) as oracle:
        for region in regions:
            expected = first(tried, region.holds)
            assert oracle.can_be(region.literals) == (expected is not None), region.name
            found = smallest_patient(encoding, oracle, region.literals)
            assert are_alike(found, expected, rules), (region.name, found, expected)


@few
@given(data=st.data(), words=vocabularies(findings=3, numbers=1))
def test_two_rule_sets_differ_exactly_for_those_whom_trying_everybody_finds(
    data: st.DataObject, words: Vocabulary
) -> None:
    """Whether they differ at all, and the smallest patient of whom they do."""
    before, after = (data.draw(rulesets_of(words, most=2, depth=2)) for _ in range(2))
    expected = first_differing(before, after)
    encoding = Encoding(before.vocabulary)
    differ = differing_literal(before, after, encoding)
    with Oracle(encoding.formula) as oracle:
        assert are_alike(smallest_patient(encoding, oracle, [differ]), expected, before, after)


literals = st.integers(-5, 5).filter(bool)
# A cost is a literal, or that two of them are both true, or that one of them is.
costs_of_any_kind = st.lists(
    literals.map(lambda one: ("all", one, one))
    | st.tuples(st.sampled_from(["all", "any"]), literals, literals),
    min_size=1,
    max_size=6,
)


@settings(laws, max_examples=250)
@given(
    clauses=st.lists(st.lists(literals, min_size=1, max_size=4), max_size=9),
    region=st.lists(literals, max_size=1),
    kinds=costs_of_any_kind,
    solver=st.sampled_from(SOLVERS),
)
def test_the_fewest_costs_are_those_of_the_best_assignment(
    clauses: list[list[int]], region: list[int], kinds: list[tuple[str, int, int]], solver: str
) -> None:
    """Of all assignments, the one with the fewest costs; of several, the first in the order.

    Costs may depend on each other, or be gates that counting them needs too.
    """
    encoding = Encoding(ruleset().vocabulary)
    variables = [encoding.formula.variable() for _ in range(5)]

    def literal(number: int) -> int:
        return variables[abs(number) - 1] * (1 if number > 0 else -1)

    costs: dict[int, tuple[str, int, int]] = {}
    for kind, one, other in kinds:
        build = encoding.all_of if kind == "all" else encoding.any_of
        costs.setdefault(build([literal(one), literal(other)]), (kind, one, other))
    for clause in clauses:
        encoding.formula.add(*(literal(number) for number in clause))
    for variable in variables:
        encoding.formula.add(variable, -variable)
    best = min(
        (
            (sum(states), [not state for state in states], states)
            for values in product([False, True], repeat=5)
            if all(
                any(values[abs(n) - 1] is (n > 0) for n in clause)
                for clause in [*clauses, *([n] for n in region)]
            )
            for states in [[is_spent(cost, values) for cost in costs.values()]]
        ),
        default=None,
    )
    asked = [literal(number) for number in region]
    with Oracle(encoding.formula, solver) as oracle:
        assert oracle.can_be(asked) == (best is not None)
        if best is not None:
            found = fewest(encoding, oracle, asked, list(costs))
            assert set(found) == {
                cost if state else -cost for cost, state in zip(costs, best[2], strict=True)
            }


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_cost_that_counting_needs_too_counts_twice(solver: str) -> None:
    """*a and b* is a cost, and also what it means that both costs *a* and *b* are spent."""
    encoding = Encoding(ruleset().vocabulary)
    formula = encoding.formula
    a, b, c = (formula.variable() for _ in range(3))
    both = encoding.all_of([a, b])
    formula.add(a, b)
    formula.add(both, c)
    with Oracle(formula, solver) as oracle:
        assert oracle.can_be([])
        assert fewest(encoding, oracle, [], [a, b, both, c]) == [a, -b, -both, c]


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_second_cost_of_several_does_not_make_the_third_free(solver: str) -> None:
    """One of three costs is spent in any case; two of them, or another one; never all three."""
    encoding = Encoding(ruleset().vocabulary)
    formula = encoding.formula
    a, b, c, d = (formula.variable() for _ in range(4))
    formula.add(a, b, c)
    formula.add(d, at_least(2, [a, b, c], encoding))
    with Oracle(formula, solver) as oracle:
        assert oracle.can_be([])
        assert fewest(encoding, oracle, [], [a, b, c, d]) == [a, b, -c, -d]


def is_spent(cost: tuple[str, int, int], values: tuple[bool, ...]) -> bool:
    """Whether an assignment has a cost."""
    kind, *parts = cost
    states = [values[abs(number) - 1] is (number > 0) for number in parts]
    return all(states) if kind == "all" else any(states)


A, B, C = Present("a"), Present("b"), Present("c")
TWO, FULL = Compare("n", Comparison.AT_LEAST, 2), Compare("n", Comparison.MORE_THAN, 2)


def smallest(condition: Condition) -> tuple[dict[str, Answer], dict[str, float]] | None:
    """The smallest patient who meets a condition."""
    rules = ruleset(rule("r", SCALE["urgent"], condition))
    encoding = Encoding(rules.vocabulary)
    met = encoding.truths(rules.rules[0].condition).met
    with Oracle(encoding.formula) as oracle:
        found = smallest_patient(encoding, oracle, [met])
    return (dict(found.answers), dict(found.numbers)) if found else None


@pytest.mark.parametrize(
    ("condition", "answers", "numbers"),
    [
        pytest.param(any_of(all_of(A, B), C), {"c": PRESENT}, {}, id="fewer"),
        pytest.param(any_of(C, B), {"b": PRESENT}, {}, id="earlier"),
        pytest.param(any_of(A, Not(A)), {"a": ABSENT}, {}, id="absent first"),
        pytest.param(any_of(TWO, C), {"c": PRESENT}, {}, id="numbers come last"),
        pytest.param(any_of(TWO, all_of(A, B)), {}, {"n": 2.0}, id="a number is one thing"),
        pytest.param(FULL, {}, {"n": 3.0}, id="beyond the bound"),
        pytest.param(any_of(FULL, Not(TWO)), {}, {"n": 1.0}, id="lower first"),
        pytest.param(AtLeast(2, (A, B, C)), {"a": PRESENT, "b": PRESENT}, {}, id="the first two"),
        pytest.param(
            any_of(all_of(A, Not(C)), all_of(B, C)), {"a": PRESENT, "c": ABSENT}, {}, id="together"
        ),
        pytest.param(
            any_of(all_of(A, Not(B)), all_of(B, Not(A))),
            {"a": ABSENT, "b": PRESENT},
            {},
            id="one or the other",
        ),
    ],
)
def test_the_smallest_patient_of_small_conditions(
    condition: Condition, answers: dict[str, Answer], numbers: dict[str, float]
) -> None:
    """Fewest known, then the first in the vocabulary, then absent, then the lower number."""
    assert smallest(condition) == (answers, numbers)


def test_something_else_may_count_first() -> None:
    """Not to be open to the red flag, say: then more may be known than has to be."""
    encoding = Encoding(ruleset().vocabulary)
    met = encoding.truths(any_of(A, all_of(B, C))).met
    with Oracle(encoding.formula) as oracle:
        known_a = encoding.known("a")
        assert smallest_patient(encoding, oracle, [met]) == Presentation({"a": PRESENT})
        assert smallest_patient(encoding, oracle, [met], [known_a]) == Presentation(
            {"b": PRESENT, "c": PRESENT}
        )
        assert smallest_patient(encoding, oracle, [met, -met], [known_a]) is None


def test_nobody_is_in_an_empty_region() -> None:
    """A finding is never both present and absent, and a number never on both sides of a cut."""
    assert smallest(all_of(A, Not(A))) is None
    assert smallest(all_of(FULL, Not(TWO))) is None


def test_of_everybody_the_smallest_is_the_one_of_whom_nothing_is_known() -> None:
    """A region without a condition, asked of an encoding without a literal and of one with many."""
    encoding = Encoding(ruleset().vocabulary)
    with Oracle(encoding.formula) as oracle:
        assert smallest_patient(encoding, oracle, []) == Presentation()
        encoding.truths(all_of(A, B, C, TWO, Compare("n", Comparison.AT_LEAST, -1)))
        assert smallest_patient(encoding, oracle, []) == Presentation()


def test_a_number_that_no_condition_cuts_is_known_to_the_solver() -> None:
    """Compared at the end of its range alone it stands in no clause, and is still asked about."""
    encoding = Encoding(ruleset().vocabulary)
    known = encoding.truths(Compare("n", Comparison.AT_LEAST, 0)).met
    with Oracle(encoding.formula) as oracle:
        assert smallest_patient(encoding, oracle, []) == Presentation()
        assert smallest_patient(encoding, oracle, [known]) == Presentation({}, {"n": 0.0})
