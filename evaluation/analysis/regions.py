"""A region of patients as a few conditions: who is in it, by what is present and by numbers.

Each part of a cover names a smallest choice of present findings and of ranges of numbers with which
somebody is in the region, and as many others as can stand in their place, as *n of* these.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, product
from typing import Final

from evaluation.analysis.cells import Cell
from evaluation.analysis.encode import Encoding
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.solver import Oracle
from triage.conditions import AtLeast, Compare, Comparison, Condition, Present, all_of
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Number, Vocabulary

MOST_CHOICES: Final = 1_000
"""So many ways to meet one part of a cover are all tried; of more ways, some of each atom.

Then a part may name a way in which nobody is. It says nothing false by it: it holds those of a
region who meet it, and no part depends on every way having its patient.
"""


@dataclass(frozen=True, slots=True)
class Atom:
    """A finding is present, or a number lies in a cell."""

    name: str
    cell: Cell | None
    literal: int


@dataclass(frozen=True, slots=True)
class Slot:
    """At least ``count`` of some atoms are so: findings present, or numbers within a cell."""

    count: int
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some patients of a region: those who meet ``who``.

    ``patient`` is one who is in no earlier part, and of whom as few findings as can be are present
    and as few numbers known; of those the smallest.
    """

    who: Condition | None
    patient: Presentation


def cover(
    encoding: Encoding, oracle: Oracle, region: Sequence[int], names: Sequence[str]
) -> Iterator[Part]:
    """Parts that together hold every patient of a region; none where it is empty.

    They speak of the findings and numbers in ``names`` alone; whatever else is known of a patient
    may be anything with which they are in the region.
    """
    atoms = _atoms(encoding, names)
    covered: list[int] = []
    while True:
        left = [*region, *covered]
        patient = smallest_patient(encoding, oracle, left, [atom.literal for atom in atoms])
        if patient is None:
            return
        core = [atom for atom in atoms if _holds(atom, patient)]
        slots = _widened(core, atoms, _Trial(oracle, region, atoms))
        who = _who([_condition(slot, encoding.vocabulary) for slot in slots])
        gate = encoding.truths(who).met if who else encoding.true
        yield Part(who, patient)
        covered.append(-gate)


class _Trial:
    """Whether somebody in a region has some atoms and no others."""

    def __init__(self, oracle: Oracle, region: Sequence[int], atoms: Sequence[Atom]) -> None:
        self._oracle = oracle
        self._region = region
        self._literals = [atom.literal for atom in atoms]
        self._known: dict[frozenset[int], bool] = {}

    def finds(self, chosen: Iterable[Atom]) -> bool:
        """Whether there is such a patient."""
        wanted = frozenset(atom.literal for atom in chosen)
        if wanted not in self._known:
            rest = [literal if literal in wanted else -literal for literal in self._literals]
            self._known[wanted] = self._oracle.can_be([*self._region, *rest])
        return self._known[wanted]


def _atoms(encoding: Encoding, names: Sequence[str]) -> list[Atom]:
    """Every finding that could be present and every cell of every number, in order."""
    found: list[Atom] = []
    for name in (name for name in encoding.names if name in set(names)):
        if encoding.is_number(name):
            found += [Atom(name, cell, literal) for cell, literal in encoding.cells(name)]
        else:
            found.append(Atom(name, None, encoding.answered(name, Answer.PRESENT)))
    return found


def _holds(atom: Atom, patient: Presentation) -> bool:
    if atom.cell is None:
        return patient.answer(atom.name) is Answer.PRESENT
    return patient.numbers.get(atom.name) == atom.cell.value


def _widened(core: Sequence[Atom], atoms: Sequence[Atom], trial: _Trial) -> list[Slot]:
    """One slot for each atom, with whatever else can stand there; slots that are alike are one."""
    slots = [Slot(1, (atom,)) for atom in core]
    for place in range(len(slots)):
        for atom in atoms:
            taken = {other.name for slot in slots for other in slot.atoms if slot != slots[place]}
            if atom in slots[place].atoms or atom.name in taken:
                continue
            if _all_found([*slots[:place], Slot(1, (atom,)), *slots[place + 1 :]], trial):
                slots[place] = Slot(1, (*slots[place].atoms, atom))
    return _joined(slots, trial)


def _joined(slots: list[Slot], trial: _Trial) -> list[Slot]:
    """Two slots from which any choice will do become one, again and again."""
    for first, second in combinations(slots, 2):
        count = first.count + second.count
        joint = Slot(count, (*first.atoms, *second.atoms))
        if len(joint.atoms) == count:
            continue
        rest = [slot for slot in slots if slot not in (first, second)]
        names = {atom.name for atom in joint.atoms}
        if len(names) == len(joint.atoms) and _all_found([joint, *rest], trial):
            return _joined([joint, *rest], trial)
    return slots


def _all_found(slots: Sequence[Slot], trial: _Trial) -> bool:
    """Whether every way to fill the slots has its patient; of too many ways some are tried."""
    ways = math.prod(math.comb(len(slot.atoms), slot.count) for slot in slots)
    if ways > MOST_CHOICES:
        return all(trial.finds(each) for each in _some(slots))
    chosen = product(*(combinations(slot.atoms, slot.count) for slot in slots))
    return all(trial.finds(chain.from_iterable(each)) for each in chosen)


def _some(slots: Sequence[Slot]) -> Iterator[list[Atom]]:
    """Ways to fill slots in which every atom has its turn: each slot turned round by one a time."""
    for turn in range(max(len(slot.atoms) for slot in slots)):
        yield [
            slot.atoms[(turn + i) % len(slot.atoms)] for slot in slots for i in range(slot.count)
        ]


def _who(conditions: Sequence[Condition]) -> Condition | None:
    if len(conditions) > 1:
        return all_of(*conditions)
    return conditions[0] if conditions else None


def _condition(slot: Slot, words: Vocabulary) -> Condition:
    """A slot as a condition, in the order of the vocabulary; neighbouring cells are one range."""
    present = {atom.name for atom in slot.atoms if atom.cell is None}
    conditions: list[Condition] = [Present(name) for name in words.findings if name in present]
    for name in dict.fromkeys(atom.name for atom in slot.atoms if atom.cell):
        cells = [atom.cell for atom in slot.atoms if atom.cell and atom.name == name]
        ranges = _ranges(sorted(cells, key=lambda cell: (cell.low, cell.high)))
        conditions += (_within(cell, words.numbers[name]) for cell in ranges)
    if len(conditions) == 1:
        return conditions[0]
    return AtLeast(slot.count, tuple(conditions))


def _ranges(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Cells in their order, those that touch put together."""
    open_cell = cells[0]
    for cell in cells[1:]:
        if cell.low == open_cell.high and (cell.has_low or open_cell.has_high):
            open_cell = replace(open_cell, high=cell.high, has_high=cell.has_high)
        else:
            yield open_cell
            open_cell = cell
    yield open_cell


def _within(cell: Cell, number: Number) -> Condition:
    """A number lies in a cell; an end of its whole range needs no words, unless both are."""
    low = Comparison.AT_LEAST if cell.has_low else Comparison.MORE_THAN
    high = Comparison.AT_MOST if cell.has_high else Comparison.LESS_THAN
    above = Compare(cell.number, low, cell.low)
    below = Compare(cell.number, high, cell.high)
    if cell.high == number.maximum and cell.has_high:
        return above
    if cell.low == number.minimum and cell.has_low:
        return below
    return all_of(above, below)
