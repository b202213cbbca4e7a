"""What one process was asked, what it answered, and what it left open."""

import json
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from evaluation.engines.answers import AnswerError, failed, parse_answer, start_of
from evaluation.engines.child import Child
from evaluation.engines.faults import Garbage
from evaluation.engines.lines import MOST, Line, TooLong
from evaluation.engines.protocol import Request
from evaluation.engines.wire import request_to_data
from evaluation.outcomes import Result
from triage.vocabulary import digits

Read = Callable[[Mapping[str, Any]], Result]
"""Turns an answer as plain data into a result."""


class Source:
    """Requests that are still to be asked, in order; some may come back to the front."""

    def __init__(self, requests: Iterable[Request]) -> None:
        self._rest = iter(requests)
        self._front: deque[Request] = deque()

    def take(self) -> Request | None:
        """The next request; ``None`` where there is none."""
        return self._front.popleft() if self._front else next(self._rest, None)

    def take_some(self, most: int) -> list[Request]:
        """The next requests, as many as there are."""
        found: list[Request] = []
        while len(found) < most and (request := self.take()) is not None:
            found.append(request)
        return found

    def put_back(self, requests: Iterable[Request]) -> None:
        """Have these come next, in their order."""
        self._front.extendleft(reversed(list(requests)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``quiet``: seconds without an answer while one is due; ``until``: the end of the pass."""

    quiet: float
    until: float


class Attempt:
    """Asks one process whatever comes from a source, until all is answered or the process ends.

    Afterwards ``open`` has the requests without an answer, in the order asked, and ``ending`` says
    why nothing more came from this process.
    """

    def __init__(
        self, child: Child, source: Source, limits: Limits, read: Read, later: Container[str]
    ) -> None:
        """``read`` understands an answer; ``later`` are ids that other processes will be asked."""
        self.open: dict[str, Request] = {}
        self.asked = 0
        self.ending = ""
        self.has_asked_all = False
        self.is_late = False
        self.garbage = Garbage()
        self._child = child
        self._source = source
        self._limits = limits
        self._read = read
        self._later = later

    def answers(self) -> Iterator[tuple[str, Result]]:
        """The results as they come; also to what was answered before, or was never asked."""
        moved = monotonic()
        while not self._child.is_over:
            self._hand_over()
            before = self._progress()
            lines = self._child.step(self._due(moved) - monotonic())
            now = monotonic()  # what happens with an answer takes no time from the process
            for line in lines:
                yield from self._hear(line)
            if now >= self._limits.until:
                self.is_late = True
                return
            if self._progress() != before:
                moved = monotonic()
            elif now >= moved + self._limits.quiet and not self._child.is_over:
                self.ending = self._silence()
                return
        self.ending = self._child.ending

    @property
    def is_orderly(self) -> bool:
        """Whether the process ended by itself, and says that all is well."""
        return self._child.is_over and self._child.code == 0

    @property
    def has_answered(self) -> bool:
        """Whether any request was answered, in whatever way."""
        return len(self.open) < self.asked

    @property
    def is_about_nobody(self) -> bool:
        """Whether the process ended before it could know what it was asked."""
        return bool(self.open) and self._child.has_read_nothing

    @property
    def reason(self) -> str:
        """Why a request that was asked alone has no answer."""
        silent = self.ending if _SILENT in self.ending else f"{self.ending} without an answer"
        return self._with_words("" if self.garbage.first and self.is_orderly else silent)

    @property
    def idle_reason(self) -> str:
        """Why it is nobody's fault that there is no answer."""
        return self._with_words(f"{self.ending} before it read anything")

    def _with_words(self, reason: str) -> str:
        """A reason, with what was printed instead of an answer, and for people."""
        printed, last = self.garbage.first, self._child.last_words
        parts = (
            f"printed no answer but {printed}" if printed else "",
            reason,
            f'its last words were "{last}"' if last else "",
        )
        return "; ".join(part for part in parts if part)

    def _hand_over(self) -> None:
        """Write as much as is wise, or close the input where nothing is left to ask."""
        while self._child.takes_more:
            request = self._source.take()
            if request is None:
                self.has_asked_all = True
                self._child.write_no_more()
                return
            self.asked += 1
            self.open[request.id] = request
            self._child.write(json.dumps(request_to_data(request), ensure_ascii=False))

    def _progress(self) -> tuple[int, int]:
        """What changes while the process is alive: it takes requests, or answers them."""
        return self._child.written, len(self.open) - self.asked

    def _due(self, moved: float) -> float:
        return min(moved + self._limits.quiet, self._limits.until)

    def _silence(self) -> str:
        if not self.open:
            return "the process did not end when its input was closed"
        return f"{_SILENT} within {digits(self._limits.quiet)} s"

    def _hear(self, line: Line) -> Iterator[tuple[str, Result]]:
        """The result that a line tells; what tells none is kept as garbage."""
        heard = _understand(line, self._read)
        if heard is None:
            return
        if isinstance(heard, str):
            self.garbage.add(heard)
            return
        name, _ = heard
        is_known = self.open.pop(name, None) is not None
        if not is_known and (name in self._later or start_of(name) != name):
            self.garbage.add(f'"{start_of(name)}" (an answer to what this process was not asked)')
            return
        yield heard


_SILENT: Final = "the process gave no answer"


def _understand(line: Line, read: Read) -> tuple[str, Result] | str | None:
    """What a line says: a result with its id, or in words that it is none; nothing if blank."""
    if isinstance(line, TooLong):
        start = start_of(line.start)
        return f'a line of {line.length:,} bytes (at most {MOST:,}) that starts "{start}"'
    if not line.strip():
        return None
    try:
        answer = parse_answer(line)
    except AnswerError as error:
        salvaged = _id_in(line)
        return (salvaged, failed(str(error))) if salvaged else f'"{start_of(line)}"'
    name = answer.get("id")
    if not isinstance(name, str):
        return f'"{start_of(line)}" (its "id" is missing, or is no text)'
    return name, read(answer)


def _id_in(line: bytes) -> str:
    """The id of an answer that is wrong in some other way; empty where it is not certain."""
    try:
        top = json.loads(line.decode("utf-8", "replace"), object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(top, tuple):
        return ""
    ids = [value for name, value in top if name == "id"]
    return ids[0] if len(ids) == 1 and isinstance(ids[0], str) else ""
