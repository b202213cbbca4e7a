"""Counts what a process did and what belongs to no vignette, in bounded space."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from evaluation.engines.protocol import Fault

_MOST: Final = 20


class Garbage:
    """What was printed and is no answer: the first few different texts, and the count of others."""

    def __init__(self) -> None:
        self.texts: dict[str, None] = {}
        self.more = 0

    @property
    def first(self) -> str:
        """The first text; empty where there is none."""
        return next(iter(self.texts), "")

    def add(self, text: str) -> None:
        """Take note of one text."""
        if len(self.texts) < _MOST:
            self.texts[text] = None
        elif text not in self.texts:
            self.more += 1

    def add_all(self, other: "Garbage") -> None:
        """Take note of what another process printed."""
        for text in other.texts:
            self.add(text)
        self.more += other.more

    def faults(self) -> Iterator[Fault]:
        """All of it in words."""
        for text in self.texts:
            yield Fault(f"printed a line that is no answer: {text}")
        if self.more:
            yield Fault(f"and {self.more:,} more lines that are no answers")


class Endings:
    """How processes ended otherwise than they should, though every request was answered."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Take note of one."""
        self._counts[text] += 1

    def faults(self) -> Iterator[Fault]:
        """Each way to end once, with its count."""
        for text, count in self._counts.items():
            yield Fault(text if count == 1 else f"{text} ({count:,} times)")
