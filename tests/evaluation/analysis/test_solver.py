"""The solver: what it may be asked, and a second one that gives the same answers."""

from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.encode import Encoding
from evaluation.analysis.formula import FALSE, TRUE, Formula
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.solver import Oracle, refutation
from tests.evaluation.analysis.drup import check
from tests.evaluation.kit.brute_force import regions_of
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.random_rules import rulesets
from triage.rules import RuleSet

NOT_INSTALLED: Final = "z3 is no dependency: it is asked where somebody has installed it"


def test_a_formula_may_grow_between_questions() -> None:
    """What is added later counts from then on, gates and clauses alike."""
    formula = Formula()
    a, b = formula.variable(), formula.variable()
    with Oracle(formula) as oracle:
        assert oracle.can_be([a, b])
        both = formula.all_of([a, b])
        assert oracle.can_be([both])
        assert not oracle.can_be([both, -a])
        formula.add(-a, -b)
        assert not oracle.can_be([both])
        assert oracle.can_be([a, -b])
        assert oracle.calls == 5


def test_a_model_makes_true_what_was_asked() -> None:
    """The model is that of the last question; a question does not bind the next one."""
    formula = Formula()
    a, b, c = (formula.variable() for _ in range(3))
    formula.add(a, b)
    formula.add(-a, -b)
    formula.add(c, -c)
    with Oracle(formula) as oracle:
        assert oracle.can_be([a, -c])
        assert oracle.model() >= {TRUE, a, -b, -c}
        assert oracle.true_in_model([b, a, -b, c, -c]) == [a, -b, -c]
        assert oracle.can_be([b])
        assert oracle.true_in_model([a, b]) == [b]


def test_true_is_true_and_false_is_false() -> None:
    """The two constants, asked of a formula with nothing in it."""
    with Oracle(Formula()) as oracle:
        assert oracle.can_be([])
        assert oracle.can_be([TRUE])
        assert not oracle.can_be([FALSE])
        assert not oracle.can_be([TRUE, FALSE])


def test_what_is_blamed_cannot_be_true_together() -> None:
    """Of the literals of a question that was answered with no; others may be left out."""
    formula = Formula()
    a, b, c = (formula.variable() for _ in range(3))
    formula.add(-a, -b)
    formula.add(c, -c)
    with Oracle(formula) as oracle:
        assert not oracle.can_be([c, a, b])
        assert oracle.blamed() == {a, b}


variables = st.lists(st.integers(-4, 4).filter(bool), min_size=1, max_size=3)


@settings(laws, max_examples=100)
@given(clauses=st.lists(variables, min_size=1, max_size=14))
def test_a_refutation_is_a_proof_that_can_be_checked(clauses: list[list[int]]) -> None:
    """There is one exactly where no assignment satisfies all clauses; the checker accepts it."""
    steps = refutation(clauses)
    can_be_true = any(
        all(any(values[abs(n) - 1] is (n > 0) for n in clause) for clause in clauses)
        for values in product([False, True], repeat=4)
    )
    assert (steps is None) == can_be_true
    if steps is not None:
        lines = "".join(f"{' '.join(map(str, clause))} 0\n" for clause in clauses)
        assert check(f"p cnf 4 {len(clauses)}\n{lines}", "\n".join(steps)) > 0


def z3_clauses(z3: Any, encoding: Encoding) -> tuple[Any, dict[int, Any]]:
    """A z3 solver that knows the clauses of an encoding, and its variables."""
    formula = encoding.formula
    variables = {number: z3.Bool(f"x{number}") for number in range(1, formula.variables + 1)}
    solver = z3.Solver()
    for clause in formula.clauses:
        solver.add(z3.Or([z3_literal(z3, variables, literal) for literal in clause]))
    return solver, variables


def z3_literal(z3: Any, variables: dict[int, Any], literal: int) -> Any:
    """A literal as z3 has it."""
    return variables[literal] if literal > 0 else z3.Not(variables[-literal])


@settings(laws, max_examples=15)
@given(rules=rulesets(findings=4, numbers=2, most=3, depth=2))
def test_a_solver_of_another_family_agrees(rules: RuleSet) -> None:
    """Who has nobody has nobody; and no patient knows less than the smallest one."""
    z3: Any = pytest.importorskip("z3", reason=NOT_INSTALLED)
    encoding = Encoding(rules.vocabulary)
    regions = list(regions_of(rules, encoding))
    known = [encoding.known(name) for name in encoding.names]
    with Oracle(encoding.formula) as oracle:
        found = [smallest_patient(encoding, oracle, region.literals) for region in regions]
    solver, variables = z3_clauses(z3, encoding)
    costs = [(z3_literal(z3, variables, literal), 1) for literal in known]
    for region, patient in zip(regions, found, strict=True):
        asked = [z3_literal(z3, variables, literal) for literal in region.literals]
        assert (solver.check(asked) == z3.sat) == (patient is not None), region.name
        size = len(patient.answers) + len(patient.numbers) if patient else 0
        if size:
            assert solver.check([*asked, z3.PbLe(costs, size)]) == z3.sat, region.name
            assert solver.check([*asked, z3.PbLe(costs, size - 1)]) == z3.unsat, region.name
