"""How soon, and where, a patient should be seen: an ordered scale that a vocabulary declares."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Disposition:
    """One level of urgency. Dispositions of one scale compare by rank; larger is more urgent.

    >>> calm = Disposition(id="self_care", rank=0, title="Self-care", meaning="At home.")
    >>> soon = Disposition(id="urgent", rank=1, title="Urgent", meaning="Promptly.")
    >>> calm < soon, max(calm, soon).id
    (True, 'urgent')
    """

    id: str
    rank: int
    title: str
    meaning: str

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Disposition):
            return NotImplemented
        return self.rank < other.rank

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Disposition) and (self.rank, self.id) == (other.rank, other.id)

    def __hash__(self) -> int:
        return hash((self.rank, self.id))


@dataclass(frozen=True, slots=True)
class Scale:
    """All dispositions of a domain, the least urgent first.

    Iterating gives them in that order; ``scale["urgent"]`` gives one, with ``KeyError`` for an
    unknown id. A scale has at least two levels.
    """

    levels: tuple[Disposition, ...]
    _by_id: dict[str, Disposition] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        if [level.rank for level in self.levels] != list(range(len(self.levels))):
            raise ValueError("the ranks of a scale count up from 0")
        object.__setattr__(self, "_by_id", {level.id: level for level in self.levels})

    def __iter__(self) -> Iterator[Disposition]:
        return iter(self.levels)

    def __len__(self) -> int:
        return len(self.levels)

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    def __getitem__(self, name: str) -> Disposition:
        return self._by_id[name]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, the least urgent first."""
        return tuple(self._by_id)

    @property
    def least(self) -> Disposition:
        """The least urgent level."""
        return self.levels[0]

    @property
    def most(self) -> Disposition:
        """The most urgent level."""
        return self.levels[-1]
