"""Cuts what a process prints into lines, in constant memory whatever it prints."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST: Final = 1_000_000
"""Bytes of a line; an answer with all names of a large domain needs a hundredth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """A line of more than :data:`MOST` bytes: its length and how it starts."""

    length: int
    start: bytes


Line = bytes | TooLong


class LineSplitter:
    r"""Gives the complete lines of a stream of bytes; of one that is too long only the start.

    >>> splitter = LineSplitter()
    >>> list(splitter.feed(b"one\ntw")), list(splitter.feed(b"o\nth")), splitter.rest()
    ([b'one'], [b'two'], b'th')
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._length = 0

    def feed(self, data: bytes) -> Iterator[Line]:
        """The lines that end within the next bytes, without their ends."""
        *complete, begun = data.split(b"\n")
        for part in complete:
            self._add(part)
            yield self.rest()
        self._add(begun)

    def rest(self) -> Line:
        """What stands behind the last end of a line: a line of its own if nothing follows."""
        is_too_long = self._length > MOST
        line: Line = bytes(self._held)
        if is_too_long:
            line = TooLong(length=self._length, start=bytes(self._held))
        self._held.clear()
        self._length = 0
        return line

    def _add(self, part: bytes) -> None:
        self._length += len(part)
        if self._length <= MOST:
            self._held += part
        else:
            self._held = (self._held + part)[:_START]


_START: Final = 400
