"""The smallest patient of a region: fewest known findings, and the same one from run to run.

A region is a list of literals of an encoding that hold together. Of several patients of whom
equally little is known, the one counts whose known findings come first in the vocabulary; then an
absent finding comes before a present one, and a lower number before a higher one. So the result
depends on the region alone, not on the solver.
"""

from collections.abc import Sequence
from typing import Final

from evaluation.analysis.encode import Encoding
from evaluation.analysis.solver import Oracle
from triage.algebra import at_least
from triage.presentation import Presentation
from triage.truth import Answer


def smallest_patient(
    encoding: Encoding, oracle: Oracle, region: Sequence[int], first: Sequence[int] = ()
) -> Presentation | None:
    """The patient of a region of whom least is known; ``None`` where nobody is in it.

    Where ``first`` has literals, as few of them as can be are true before anything else counts.
    """
    names = encoding.names
    known = [encoding.known(name) for name in names]
    if not oracle.can_be(region):
        return None
    held = list(region)
    if first:
        held += fewest(encoding, oracle, held, first)
    settled = fewest(encoding, oracle, held, known)
    is_known = set(settled)
    chosen = [name for name, literal in zip(names, known, strict=True) if literal in is_known]
    return _valued(encoding, oracle, [*held, *settled], chosen)


def fewest(
    encoding: Encoding, oracle: Oracle, region: Sequence[int], costs: Sequence[int]
) -> list[int]:
    """The costs in the state that makes the fewest of them true, within a region that is not empty.

    Of several such choices the one that comes first in ``costs``. Found from below: as long as not
    all wishes can be met, some of them contradict each other, and together are replaced by the wish
    that only one of them fails (Andres, Kaufmann, Matheis and Schaub 2012).
    """
    wishes = _Wishes(encoding, oracle, region, costs)
    wishes.settle()
    settled: list[int] = []
    met = [*wishes.held, *wishes.left]
    oracle.can_be(met)
    model = oracle.model()
    for cost in costs:
        if -cost in wishes.left:
            settled.append(-cost)
        elif cost in model:
            settled.append(cost)
        elif oracle.can_be([*met, *settled, cost]):
            model = oracle.model()
            settled.append(cost)
        else:
            settled.append(-cost)
    return settled


class _Wishes:
    """That each cost is false, and what becomes of these wishes where they contradict each other.

    ``held`` is what is certain, ``left`` the wishes that are open, each with the costs of which it
    bounds the number, and that number, where it stands for several. Once all of ``left`` can be met
    together, exactly the best choices meet them.
    """

    def __init__(
        self, encoding: Encoding, oracle: Oracle, region: Sequence[int], costs: Sequence[int]
    ) -> None:
        self._encoding = encoding
        self._oracle = oracle
        self.held = list(region)
        self.left: dict[int, tuple[tuple[int, ...], int] | None] = {-c: None for c in costs}

    def settle(self) -> None:
        """Replace contradicting wishes until the rest can be met together."""
        while not self._oracle.can_be([*self.held, *self.left]):
            core = self._smaller(self._contradicting())
            bounds = [self.left.pop(wish) for wish in core]
            if len(core) == 1:
                self.held.append(-core[0])
            else:
                self._wish(tuple(-wish for wish in core), 1)
            for bound in bounds:
                if bound is not None:
                    self._wish(bound[0], bound[1] + 1)

    def _wish(self, literals: tuple[int, ...], most: int) -> None:
        """That at most so many literals are true, where that says anything."""
        if most < len(literals):
            wish = -at_least(most + 1, literals, self._encoding)
            if wish in self.left:  # as a cost of its own, which has to fail once more
                wish = self._twin(wish)
            self.left[wish] = (literals, most)

    def _twin(self, literal: int) -> int:
        """Another literal that is true wherever a literal is."""
        twin = self._encoding.formula.variable()
        self._encoding.formula.add(-twin, literal)
        self._encoding.formula.add(twin, -literal)
        return twin

    def _contradicting(self) -> list[int]:
        blamed = self._oracle.blamed()
        return [wish for wish in self.left if wish in blamed]

    def _smaller(self, core: list[int]) -> list[int]:
        """The same contradiction with fewer wishes: each goes that is not needed for it."""
        for wish in core if len(core) <= _FEW else ():
            rest = [other for other in core if other != wish]
            if wish in core and rest and not self._oracle.can_be([*self.held, *rest]):
                core = self._contradicting()
        return core


_FEW: Final = 40
"""Contradictions of more wishes are taken as they come: making them smaller would cost more."""


def _valued(
    encoding: Encoding, oracle: Oracle, region: Sequence[int], names: Sequence[str]
) -> Presentation:
    """Answers and values for what is known: absent before present, low before high."""
    held = list(region)
    choices = [(name, _choices(encoding, name)) for name in names]
    oracle.can_be(held)
    model = oracle.model()
    answers: dict[str, Answer] = {}
    numbers: dict[str, float] = {}
    for name, (*better, last) in choices:
        chosen = last
        for each in better:
            if each[1] not in model and oracle.can_be([*held, each[1]]):
                model = oracle.model()
            if each[1] in model:
                chosen = each
                break
        value, literal = chosen
        held.append(literal)
        if isinstance(value, Answer):
            answers[name] = value
        else:
            numbers[name] = value
    return Presentation(answers, numbers)


def _choices(encoding: Encoding, name: str) -> list[tuple[Answer | float, int]]:
    """What can be known of a finding or number, each with its literal, what is preferred first."""
    if encoding.is_number(name):
        return [(cell.value, literal) for cell, literal in encoding.cells(name)]
    return [(each, encoding.answered(name, each)) for each in (Answer.ABSENT, Answer.PRESENT)]
