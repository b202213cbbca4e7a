"""The two three-valued types that everything else stands on.

An :class:`Answer` is what is known of one finding, a :class:`Truth` what follows for a condition.
Both are ordered so that Kleene's strong logic is arithmetic: *all* is the minimum, *any* the
maximum, *not* the distance from the top (Kleene 1952, §64). Neither is a ``bool`` or ``None``, so
that "not asked" cannot turn into "absent" by accident.
"""

from enum import IntEnum
from typing import Self


class _NeverABoolean(IntEnum):
    """An ordered value whose truth in an ``if`` would hide the third value, and so is refused."""

    def __bool__(self) -> bool:
        """Refuse ``if answer:``; compare with a member instead."""
        msg = f"{type(self).__name__} has three values: compare it with one of them"
        raise TypeError(msg)


class Answer(_NeverABoolean):
    """What is known of one finding of one patient.

    >>> Answer.parse("not_asked")
    <Answer.NOT_ASKED: 1>
    """

    ABSENT = 0
    NOT_ASKED = 1
    PRESENT = 2

    @property
    def label(self) -> str:
        """The answer as people and files write it: ``present``, ``absent``, ``not_asked``."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> Self:
        """The answer of a label; ``KeyError`` for anything else."""
        return cls[label.upper()]


class Truth(_NeverABoolean):
    """Whether a condition is met by what is known so far."""

    NOT_MET = 0
    UNDECIDED = 1
    MET = 2

    def negated(self) -> "Truth":
        """Kleene's *not*: undecided stays undecided.

        >>> Truth.MET.negated(), Truth.UNDECIDED.negated()
        (<Truth.NOT_MET: 0>, <Truth.UNDECIDED: 1>)
        """
        return _NEGATED[self]


_NEGATED = {
    Truth.NOT_MET: Truth.MET,
    Truth.UNDECIDED: Truth.UNDECIDED,
    Truth.MET: Truth.NOT_MET,
}
