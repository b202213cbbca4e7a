"""The solver behind all proofs: CaDiCaL, through python-sat, on a formula that may still grow."""

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Final, Self

from evaluation.analysis.formula import Formula

SOLVER: Final = "cadical195"


class Oracle:
    """Answers whether literals can be true together, of a formula as it is at that moment.

    ``calls`` counts the questions. Leave it with ``with``, or call :meth:`close`.
    """

    def __init__(self, formula: Formula, solver: str = SOLVER) -> None:
        from pysat.solvers import Solver

        self.calls = 0
        self._formula = formula
        self._told = 0
        self._solver: Any = Solver(name=solver)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the solver."""
        self._solver.delete()

    def can_be(self, literals: Iterable[int]) -> bool:
        """Whether all literals can be true together."""
        clauses = self._formula.clauses
        if self._told < len(clauses):
            self._solver.append_formula(clauses[self._told :])
            self._told = len(clauses)
        self.calls += 1
        found: bool = self._solver.solve(assumptions=list(literals))
        return found

    def blamed(self) -> frozenset[int]:
        """Literals of the last question that cannot be true together; it was answered with no."""
        return frozenset(self._solver.get_core() or ())

    def model(self) -> frozenset[int]:
        """All literals that are true in the model of the last question."""
        return frozenset(self._solver.get_model())

    def true_in_model(self, literals: Iterable[int]) -> list[int]:
        """Those of the literals that are true in the model of the last question.

        They must have stood in the formula when it was asked.
        """
        model: list[int] = self._solver.get_model()
        return [literal for literal in literals if model[abs(literal) - 1] == literal]


def refutation(clauses: Sequence[Sequence[int]]) -> list[str] | None:
    """The steps of a DRAT proof that no assignment satisfies all clauses; ``None`` where one does.

    No steps where unit propagation alone shows it.
    """
    from pysat.solvers import Solver

    with Solver(name=SOLVER, bootstrap_with=clauses, with_proof=True) as solver:
        if solver.solve():
            return None
        steps: list[str] = solver.get_proof()
        return steps
