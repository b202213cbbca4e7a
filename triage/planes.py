"""Many presentations at once: for each truth value one integer, with a bit for each presentation.

A plane says of which presentations something holds. Rules compiled to operations on planes are
decided for all presentations together, by the meaning of :mod:`triage.algebra`.
"""

from collections.abc import Iterator, Sequence

from triage.algebra import Truths
from triage.conditions import Compare
from triage.presentation import Presentation
from triage.truth import Answer


class Planes:
    """Presentations as planes: an algebra whose values are integers, bit 0 for the first one.

    >>> fever = Presentation({"fever": Answer.PRESENT})
    >>> planes = Planes([Presentation(), fever])
    >>> planes.present("fever")
    Truths(met=2, ruled_out=0)
    """

    def __init__(self, presentations: Sequence[Presentation]) -> None:
        present: dict[str, int] = {}
        absent: dict[str, int] = {}
        self._numbers: dict[str, list[tuple[int, float]]] = {}
        for position, presentation in enumerate(presentations):
            bit = 1 << position
            for name, answer in presentation.answers.items():
                side = present if answer is Answer.PRESENT else absent
                side[name] = side.get(name, 0) | bit
            for name, value in presentation.numbers.items():
                self._numbers.setdefault(name, []).append((bit, value))
        self._answers = {
            name: Truths(present.get(name, 0), absent.get(name, 0))
            for name in {**present, **absent}
        }
        self._compared: dict[Compare, Truths[int]] = {}
        self.presentations = presentations
        self.true = (1 << len(presentations)) - 1
        self.false = 0

    def negated(self, value: int) -> int:
        """The presentations of which it does not hold."""
        return self.true ^ value

    def all_of(self, values: Sequence[int]) -> int:
        """The presentations of which all hold."""
        found = self.true
        for value in values:
            found &= value
        return found

    def any_of(self, values: Sequence[int]) -> int:
        """The presentations of which any holds."""
        found = 0
        for value in values:
            found |= value
        return found

    def present(self, finding: str) -> Truths[int]:
        """In which a finding is present, and in which absent."""
        return self._answers.get(finding, _NOWHERE)

    def compared(self, comparison: Compare) -> Truths[int]:
        """In which a number is known and stands so to its bound, and known and does not."""
        if comparison not in self._compared:
            met = ruled_out = 0
            for bit, value in self._numbers.get(comparison.number, ()):
                if comparison.comparison.holds(value, comparison.bound):
                    met |= bit
                else:
                    ruled_out |= bit
            self._compared[comparison] = Truths(met, ruled_out)
        return self._compared[comparison]


_NOWHERE = Truths(0, 0)


def positions(plane: int) -> Iterator[int]:
    """The positions of the presentations in a plane, the first one first.

    >>> list(positions(0b1010))
    [1, 3]
    """
    while plane:
        lowest = plane & -plane
        yield lowest.bit_length() - 1
        plane ^= lowest
