"""Gates: each is true exactly where what it stands for is, and the same one is built once."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.formula import FALSE, TRUE, Formula
from evaluation.analysis.solver import Oracle
from tests.evaluation.kit.laws import laws

Tree = int | tuple[str, list["Tree"]]

INPUTS = 3
leaves: st.SearchStrategy[Tree] = st.sampled_from([1, 2, 3, -1, -2, -3, 0])
trees: st.SearchStrategy[Tree] = st.recursive(
    leaves,
    lambda below: st.tuples(st.sampled_from(["all", "any", "none"]), st.lists(below, max_size=3)),
    max_leaves=10,
)


def built(tree: Tree, formula: Formula, inputs: list[int]) -> int:
    """A tree of gates; 0 stands for true, and a number for an input or its opposite."""
    if isinstance(tree, int):
        return inputs[abs(tree) - 1] * (1 if tree > 0 else -1) if tree else TRUE
    kind, children = tree
    below = [built(child, formula, inputs) for child in children]
    if kind == "all":
        return formula.all_of(below)
    return formula.any_of(below) if kind == "any" else -formula.any_of(below)


def is_true(tree: Tree, values: tuple[bool, ...]) -> bool:
    """The same tree, worked out."""
    if isinstance(tree, int):
        return values[abs(tree) - 1] is (tree > 0) if tree else True
    kind, children = tree
    below = [is_true(child, values) for child in children]
    return all(below) if kind == "all" else any(below) is (kind == "any")


@settings(laws, max_examples=150)
@given(tree=trees, other=trees)
def test_a_gate_is_forced_both_ways(tree: Tree, other: Tree) -> None:
    """For every assignment of the inputs the gate can be what it stands for, and nothing else."""
    formula = Formula()
    inputs = [formula.variable() for _ in range(INPUTS)]
    gates = [(one, built(one, formula, inputs)) for one in (tree, other)]
    with Oracle(formula) as oracle:
        for values in product([False, True], repeat=INPUTS):
            given_ = [v if value else -v for v, value in zip(inputs, values, strict=True)]
            for one, gate in gates:
                assert oracle.can_be([*given_, gate]) == is_true(one, values)
                assert oracle.can_be([*given_, -gate]) != is_true(one, values)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("any", [], FALSE),
        ("all", [], TRUE),
        ("any", [5], 5),
        ("all", [5], 5),
        ("all", [-5], -5),
        ("any", [5, 5], 5),
        ("any", [5, -5], TRUE),
        ("all", [5, -5], FALSE),
        ("any", [5, TRUE], TRUE),
        ("any", [5, FALSE], 5),
        ("all", [5, TRUE], 5),
        ("all", [5, FALSE], FALSE),
        ("any", [5, 6, -6], TRUE),
    ],
)
def test_what_is_plain_costs_no_clause(kind: str, values: list[int], expected: int) -> None:
    """Constants, repeats and opposites are settled at once."""
    formula = Formula(variables=9)
    assert (formula.any_of if kind == "any" else formula.all_of)(values) == expected
    assert formula.clauses == [(TRUE,)]
    assert formula.variables == 9


def test_the_same_gate_is_built_once() -> None:
    """Order and repeats do not matter, and *all of* is *any of* turned round."""
    formula = Formula()
    a, b = formula.variable(), formula.variable()
    gate = formula.any_of([a, b])
    size = len(formula.clauses)
    assert formula.any_of([b, a, b, FALSE]) == gate
    assert formula.all_of([-b, -a]) == -gate
    assert len(formula.clauses) == size == 1 + 3
    assert formula.any_of([a, -b]) != gate


def test_formulas_share_nothing() -> None:
    """Each begins with its own clauses and gates."""
    first, second = Formula(), Formula()
    first.any_of([first.variable(), first.variable()])
    assert second.clauses == [(TRUE,)]
    assert second.variables == TRUE
