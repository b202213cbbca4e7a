"""A propositional formula in clauses, built gate by gate; the same gate is built once.

Literals are integers as in DIMACS: a variable, or minus a variable. Gates are equivalences
(Tseitin 1968): a gate's literal may be assumed either way. Because equal gates are one, two rule
sets that share most of their rules share most of their clauses, and where they mean the same by the
same words the solver has nothing to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

TRUE: Final = 1
FALSE: Final = -1


@dataclass(slots=True)
class Formula:
    """Clauses so far. Variable 1 is true.

    >>> formula = Formula()
    >>> a, b = formula.variable(), formula.variable()
    >>> formula.all_of([a, b]) == formula.all_of([b, a, a]), formula.all_of([a, -a]) == FALSE
    (True, True)
    """

    clauses: list[tuple[int, ...]] = field(default_factory=lambda: [(TRUE,)])
    variables: int = TRUE
    _gates: dict[tuple[int, ...], int] = field(default_factory=dict)

    def variable(self) -> int:
        """A new variable."""
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        """A clause: at least one of the literals."""
        self.clauses.append(literals)

    def any_of(self, values: Sequence[int]) -> int:
        """The literal of a disjunction; false where there are none."""
        literals = set(values)
        literals.discard(FALSE)
        if TRUE in literals or any(-literal in literals for literal in literals):
            return TRUE
        if not literals:
            return FALSE
        if len(literals) == 1:
            return literals.pop()
        key = tuple(sorted(literals))
        gate = self._gates.get(key)
        if gate is None:
            gate = self._gates[key] = self.variable()
            self.clauses.append((-gate, *key))
            self.clauses.extend((gate, -literal) for literal in key)
        return gate

    def all_of(self, values: Sequence[int]) -> int:
        """The literal of a conjunction; true where there are none."""
        return -self.any_of([-value for value in values])
