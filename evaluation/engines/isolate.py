"""Finds the requests that a process cannot answer, and has all others answered.

Whatever was open when a process ended is asked again in new ones: the first of it alone, which is
the culprit where an engine answers in order; then the rest, together if so, and otherwise in halves
that are halved again until the culprits stand alone. A culprit costs a few processes, however many
requests there are, and no request that can be answered goes without.

There is one end to this: where nothing at all was ever answered, not the first requests alone and
not as many from all over the next ones, the rest is not asked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Final

from evaluation.engines.answers import failed, too_late
from evaluation.engines.attempt import Attempt, Limits, Read, Source
from evaluation.engines.child import CannotStartError, Child
from evaluation.engines.faults import Endings, Garbage
from evaluation.engines.protocol import Given, Request
from evaluation.outcomes import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rest:
    """What was open beside the first when a process ended, and where it came from."""

    requests: list[Request]
    source: Source
    failed_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """How a process ended; to be told unless a request that it was asked fails alone too."""

    words: str
    failed_before: int


class Isolation:
    """One pass over requests, with as many processes as it takes."""

    def __init__(
        self, start: Callable[[float], Child], read: Read, quiet: float, run_timeout: float
    ) -> None:
        """``start`` gives a process that is ready for requests before a point in time."""
        self._start = start
        self._read = read
        self._limits = Limits(quiet=quiet, until=monotonic() + run_timeout)
        self._late = too_late(run_timeout)
        self._is_scattered = False
        self._to_do: list[Source | _Rest | _Ending] = []
        self._again: set[str] = set()
        self._failed = 0
        self._has_started = False
        self._has_answered = False
        self._idle = 0
        self._garbage = Garbage()
        self._endings = Endings()

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The results as they come, and in the end what belongs to no request.

        Raises:
            CannotStartError: not even the first process can be started, or the first two end
                before they read anything, which is the fault of no request.
        """
        self._to_do = [Source(requests)]
        while self._to_do:
            next_ = self._to_do.pop()
            if isinstance(next_, Source):
                yield from self._ask(next_)
            elif isinstance(next_, _Rest):
                self._ask_again(next_)
            elif self._failed == next_.failed_before:
                self._endings.add(next_.words)
        yield from self._garbage.faults()
        yield from self._endings.faults()

    def _ask(self, source: Source) -> Iterator[tuple[str, Result]]:
        if monotonic() >= self._limits.until:
            yield from self._give_up(source, self._late)
            return
        if not self._has_answered and self._failed >= 2 * _TRIES:
            yield from self._give_up(source, _DUMB)
            return
        first = source.take()
        if first is None:
            return
        try:
            child = self._start(self._limits.until)
        except CannotStartError as error:
            if not self._has_started:
                raise
            self._to_do.append(source)
            yield self._fail(first, f"the process cannot be started again: {error}")
            return
        self._has_started = True
        source.put_back([first])
        with child:
            attempt = Attempt(child, source, self._limits, self._read, self._again)
            for name, result in attempt.answers():
                self._again.discard(name)
                yield name, result
        self._has_answered |= attempt.has_answered
        if attempt.is_about_nobody and not self._has_answered:
            self._idle += 1
            if self._idle > 1:
                raise CannotStartError(attempt.idle_reason)
        self._to_do.append(source)
        yield from self._settle(attempt, source)

    def _settle(self, attempt: Attempt, source: Source) -> Iterator[tuple[str, Result]]:
        """Decide on what a process left open."""
        open_ = list(attempt.open.values())
        if attempt.is_late:
            source.put_back(open_)
        elif open_ and attempt.asked == 1:
            yield self._fail(open_[0], attempt.reason)
            return
        elif open_:
            self._look_into(open_, source, attempt.ending)
        elif not attempt.has_asked_all:
            self._endings.add(f"{attempt.ending}{_AGAIN}")
        elif not attempt.is_orderly:
            self._endings.add(f"{attempt.ending}, after its last answer")
        self._garbage.add_all(attempt.garbage)

    def _look_into(self, open_: list[Request], source: Source, ending: str) -> None:
        """Have the first asked alone, and then the rest."""
        before = self._failed
        self._again.update(request.id for request in open_)
        self._to_do.append(_Ending(words=f"{ending}{_AGAIN}", failed_before=before))
        self._to_do.append(_Rest(requests=open_[1:], source=source, failed_before=before))
        self._to_do.append(Source(open_[:1]))

    def _ask_again(self, rest: _Rest) -> None:
        """Together where the first was the culprit, and else in halves.

        Where nothing was answered for long, first some from all over.
        """
        count = len(rest.requests)
        if not self._has_answered and not self._is_scattered and self._failed >= _TRIES:
            rest.source.put_back(rest.requests)
            self._scatter(rest.source)
        elif self._failed > rest.failed_before and count <= _TOGETHER:
            rest.source.put_back(rest.requests)
        else:
            halves = rest.requests[: count // 2], rest.requests[count // 2 :]
            self._to_do.extend(Source(half) for half in reversed(halves))

    def _scatter(self, source: Source) -> None:
        """Have some from all over the next requests asked alone, and then the rest."""
        self._is_scattered = True
        next_ = source.take_some(_TOGETHER)
        some = next_[:: max(1, len(next_) // _TRIES)][:_TRIES]
        chosen = {request.id for request in some}
        source.put_back(request for request in next_ if request.id not in chosen)
        self._to_do.append(source)
        self._to_do.extend(Source([request]) for request in some)

    def _give_up(self, source: Source, reason: str) -> Iterator[tuple[str, Result]]:
        while (request := source.take()) is not None:
            yield self._fail(request, reason)

    def _fail(self, request: Request, reason: str) -> tuple[str, Result]:
        """Ask this request no more."""
        self._failed += 1
        self._again.discard(request.id)
        return request.id, failed(reason)


_AGAIN: Final = " and was started again; all were answered"
_TRIES: Final = 25
_DUMB: Final = f"not asked: {2 * _TRIES} requests were asked alone, and none of them was answered"
_TOGETHER: Final = 300
"""More than a process that answers in order is ever handed at once; more are asked in halves."""
