"""The smallest patient of a region: fewest known findings, and the same one from run to run.

A region is a list of literals of an encoding that hold together. Of several patients of whom
equally little is known, the one counts whose known findings come first in the vocabulary; then an
absent finding comes before a present one, and a lower number before a higher one. So the result
depends on the region alone, not on the solver.
"""

from collections.abc import Sequence

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
        oracle.can_be(held)
    settled = fewest(encoding, oracle, held, known)
    chosen = [name for name, literal in zip(names, known, strict=True) if literal in set(settled)]
    return _valued(encoding, oracle, [*held, *settled], chosen)


def fewest(
    encoding: Encoding, oracle: Oracle, region: Sequence[int], costs: Sequence[int]
) -> list[int]:
    """The costs in the state that makes the fewest of them true, within a region that is not empty.

    Of several such choices the one that comes first in ``costs``.
    """
    fixed, free, spent = _forced(oracle, region, costs)
    held = [*region, *fixed]
    spent = _fewest_of(encoding, oracle, held, free, spent)
    settled: list[int] = []
    for position, cost in enumerate(free):
        if not spent:
            settled += [-rest for rest in free[position:]]
            break
        within = -at_least(spent, free[:position:-1], encoding)  # fewer than that are left
        if oracle.can_be([*held, *settled, cost, within]):
            settled.append(cost)
            spent -= 1
        else:
            settled.append(-cost)
    return [*fixed, *settled]


def _forced(
    oracle: Oracle, region: Sequence[int], costs: Sequence[int]
) -> tuple[list[int], list[int], int]:
    """Costs that are true wherever the region is, the others, and how many of those one model has.

    The last question before this one has to have been about the region.
    """
    fixed: list[int] = []
    open_costs = list(oracle.true_in_model(costs))
    least = len(open_costs)
    while open_costs:
        cost = open_costs.pop(0)
        if oracle.can_be([*region, *fixed, -cost]):
            found = oracle.true_in_model(costs)
            least = min(least, len(found))
            also = set(found)
            open_costs = [other for other in open_costs if other in also]
        else:
            fixed.append(cost)
    free = [cost for cost in costs if cost not in set(fixed)]
    return fixed, free, least - len(fixed)


def _fewest_of(
    encoding: Encoding, oracle: Oracle, region: Sequence[int], costs: Sequence[int], enough: int
) -> int:
    """How many of the costs have to be true at least, given that ``enough`` suffice."""
    while enough:
        fewer = -at_least(enough, costs[::-1], encoding)
        if not oracle.can_be([*region, fewer]):
            return enough
        enough = len(oracle.true_in_model(costs))
    return 0


def _valued(
    encoding: Encoding, oracle: Oracle, region: Sequence[int], names: Sequence[str]
) -> Presentation:
    """Answers and values for what is known: absent before present, low before high."""
    held = list(region)
    answers: dict[str, Answer] = {}
    numbers: dict[str, float] = {}
    for name in names:
        if encoding.is_number(name):
            cell, literal = next(
                found for found in encoding.cells(name) if oracle.can_be([*held, found[1]])
            )
            numbers[name] = cell.value
        else:
            literal = encoding.answered(name, Answer.ABSENT)
            answers[name] = Answer.ABSENT
            if not oracle.can_be([*held, literal]):
                literal, answers[name] = encoding.answered(name, Answer.PRESENT), Answer.PRESENT
        held.append(literal)
    return Presentation(answers, numbers)
