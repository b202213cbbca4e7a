"""One pass over a service: how many calls at once, what is repeated, and when it is too late.

Each call has a thread of its own that does nothing but wait. All decisions are made here, in the
thread of the caller, who never waits for a thread: a call that takes too long is broken off, and
its thread, whatever becomes of it, keeps nothing from ending.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from queue import Empty, SimpleQueue
from typing import Final

from evaluation.engines.answers import AnswerError, failed, too_late
from evaluation.engines.description import Description
from evaluation.engines.http_connection import MOST_BYTES, Address, Connection, Failure, body_of
from evaluation.engines.protocol import Given, Request
from triage.loading.problems import LoadError, Problem
from triage.vocabulary import digits

Read = Callable[[Sequence[Request], bytes], list[Given]]
"""Takes the answers out of a body, or raises ``AnswerError`` for one that has none."""

_FIRST_WAIT: Final = 0.2
_LONGEST_WAIT: Final = 10.0
"""Seconds before the first repeat of a call, which double up to the longest."""

_GIVE_UP: Final = 5
"""After so many calls in a row without a connection, no call is repeated until one connects."""


@dataclass(slots=True, eq=False)
class _Call:
    """A call that is open: what it asks, on which connection it waits, or until when it rests."""

    requests: tuple[Request, ...]
    tries: int = 0
    rests_until: float = 0.0
    overdue_at: float = math.inf
    connection: Connection | None = None

    @property
    def due(self) -> float:
        """When something has to be done about it."""
        return self.overdue_at if self.connection else self.rests_until


class Pass:
    """Asks a service all requests once, a few at a time.

    ``is_reached`` says that the service has been reached before. Until it is, one call is made at a
    time, and if that cannot connect, the engine cannot be run at all.
    """

    def __init__(
        self, description: Description, address: Address, read: Read, *, is_reached: bool
    ) -> None:
        self._told, self._address, self._read = description, address, read
        self.is_reached = is_reached
        self._unconnected = 0
        self._open: list[_Call] = []
        self._alone: deque[Request] = deque()
        self._idle: list[Connection] = []
        self._done: SimpleQueue[tuple[Connection, bytes | Failure]] = SimpleQueue()
        self._end = math.inf

    def run(self, requests: Iterable[Request]) -> Iterator[Given]:
        """What each request gave, in the order in which the answers come."""
        self._end = time.monotonic() + self._told.run_timeout
        rest = iter(requests)
        try:
            while self._fill(rest):
                if time.monotonic() >= self._end:
                    yield from self._too_late(rest)
                    return
                for call, reply in self._wait():
                    yield from self._settle(call, reply)
        finally:
            for call in self._open:
                if call.connection:
                    call.connection.break_off()
            for connection in self._idle:
                connection.close()

    def _fill(self, rest: Iterator[Request]) -> bool:
        """Open as many calls as may be, start those that are due, and say whether any is open."""
        most = self._told.calls.at_once if self.is_reached else 1
        while len(self._open) < most and (requests := self._next(rest)):
            self._open.append(_Call(requests))
        now = time.monotonic()
        for call in self._open:
            if call.connection is None and call.rests_until <= now:
                self._start(call, now)
        return bool(self._open)

    def _next(self, rest: Iterator[Request]) -> tuple[Request, ...]:
        """What to ask next; first those that are asked again, so that few are waiting."""
        if self._alone:
            return (self._alone.popleft(),)
        return tuple(islice(rest, self._told.calls.per_request))

    def _start(self, call: _Call, now: float) -> None:
        connection = (
            self._idle.pop() if self._idle else Connection(self._address, self._told.timeout)
        )
        call.tries += 1
        call.connection, call.overdue_at = connection, now + self._told.timeout
        body = body_of(call.requests, is_array=self._told.calls.per_request > 1)
        most = MOST_BYTES * len(call.requests)

        def wait() -> None:
            self._done.put((connection, connection.post(body, most)))

        threading.Thread(target=wait, name=f"call to {self._address.url}", daemon=True).start()

    def _wait(self) -> Iterator[tuple[_Call, bytes | Failure]]:
        """The next call that is done or overdue; none where it is time for something else."""
        due = min(self._end, *(call.due for call in self._open))
        try:
            connection, reply = self._done.get(timeout=max(0.0, due - time.monotonic()))
        except Empty:
            yield from self._overdue()
            return
        for call in self._open:
            if call.connection is connection:  # if none waits for it, it was broken off
                self._idle.append(connection)
                yield call, reply
                return

    def _overdue(self) -> Iterator[tuple[_Call, bytes | Failure]]:
        now = time.monotonic()
        for call in list(self._open):
            if call.connection and call.overdue_at <= now:
                reply = call.connection.overdue
                call.connection.break_off()
                yield call, reply

    def _settle(self, call: _Call, reply: bytes | Failure) -> Iterator[Given]:
        """What a call gave; nothing yet where it is made again."""
        call.connection = None
        if isinstance(reply, bytes):
            self._note_connection(is_there=True)
            try:
                given = self._read(call.requests, reply)
            except AnswerError as error:
                reply = Failure(reason=f"the answer cannot be read: {error}")
            else:
                self._open.remove(call)
                yield from given
                return
        elif self._may_repeat(call, reply):
            pause = min(_FIRST_WAIT * 2.0 ** (call.tries - 1), _LONGEST_WAIT)
            call.rests_until = time.monotonic() + max(pause, reply.wait)
            return
        else:
            self._note_connection(is_there=not reply.is_unreachable)
        self._open.remove(call)
        yield from self._failed(call, reply)

    def _may_repeat(self, call: _Call, failure: Failure) -> bool:
        if not failure.may_pass or call.tries > self._told.calls.retries:
            return False
        if failure.is_unreachable and self._unconnected >= _GIVE_UP:
            return False
        return failure.wait <= self._told.timeout

    def _note_connection(self, *, is_there: bool) -> None:
        self._unconnected = 0 if is_there else self._unconnected + 1
        self.is_reached = self.is_reached or is_there

    def _failed(self, call: _Call, failure: Failure) -> Iterator[Given]:
        """The errors of a failed call; of several requests, each is asked again alone."""
        if not self.is_reached:
            message = f"{failure.reason}. Is the service running?"
            raise LoadError([Problem(file=self._address.url, line=0, field="", message=message)])
        if len(call.requests) > 1:
            self._alone.extend(call.requests)
            return
        wait = f"; it asks to wait {digits(failure.wait)} s" if failure.wait else ""
        tries = f" (tried {call.tries} times)" if call.tries > 1 else ""
        for request in call.requests:
            yield request.id, failed(f"{failure.reason}{wait}{tries}")

    def _too_late(self, rest: Iterator[Request]) -> Iterator[Given]:
        """An error for all that is open when the time of the pass is over."""
        late = failed(too_late(self._told.run_timeout))
        open_ = (request for call in self._open for request in call.requests)
        for request in chain(open_, self._alone, rest):
            yield request.id, late
