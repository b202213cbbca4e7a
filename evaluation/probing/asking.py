"""Asks an engine about patients that were made up, many at a time, and remembers what it said.

An engine may be a process or a service, so that nothing is asked alone that can be asked together.
One that gives no answers is asked less: every crash costs a process, and every silence its whole
time limit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from evaluation.engines.protocol import Engine, Request, request_id
from evaluation.engines.unknowns import NOT_KNOWN
from evaluation.evaluate import one_pass
from evaluation.outcomes import Result, Status
from triage.fingerprint import fingerprint
from triage.presentation import Presentation


class Backwards(Presentation):
    """The same patient, whose findings and numbers stand in the opposite order."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("answers", "numbers"):
            turned = dict(reversed(list(getattr(self, name).items())))
            object.__setattr__(self, name, MappingProxyType(turned))


@dataclass(frozen=True, slots=True)
class Question:
    """A patient to ask about; the same one in another ``round`` goes by another id."""

    presentation: Presentation
    round: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether it is about a patient as usual, and the first about them."""
        return self.round == 0 and not isinstance(self.presentation, Backwards)

    def request(self) -> Request:
        """The request, whose id says nothing but is the same in every search."""
        known = self.presentation
        way = ["backwards"] if isinstance(known, Backwards) else []
        told = fingerprint([known.content(), self.round, *way])
        return Request(id=request_id("", told), presentation=known, digest=told)


def is_answered(result: Result) -> bool:
    """Whether there is a disposition."""
    return result.status is Status.OK


def is_spared(result: Result) -> bool:
    """Whether the harness did not ask, as is declared of the engine."""
    return result.status is Status.ABSTAINED and result.reason.startswith(NOT_KNOWN)


def is_unanswered(result: Result) -> bool:
    """Whether the engine was asked and gave no disposition."""
    return not is_answered(result) and not is_spared(result)


OnSilence = Callable[[Question], Presentation | None]
"""Is told the first question of a pass without an answer, and gives the patients to leave out from
then on: all of whom as much is known as of that one."""


class Asker:
    """An engine, and what it said so far. ``asked`` counts requests, ``faults`` are in words."""

    def __init__(self, engine: Engine) -> None:
        self.asked = 0
        self.unanswered = 0
        self.has_stopped = False
        self.left_out: set[Question] = set()
        self._engine = engine
        self._silent = 0
        self._said: dict[Question, Result] = {}
        self._faults: list[str] = []

    @property
    def faults(self) -> tuple[str, ...]:
        """What the engine did that belongs to no patient, each once."""
        return tuple(dict.fromkeys(self._faults))

    @property
    def said(self) -> Mapping[Question, Result]:
        """Everything that was asked, and the result."""
        return self._said

    def said_of(self, questions: Iterable[Question]) -> tuple[Result, ...] | None:
        """The results of several questions; ``None`` unless all were asked."""
        found = [self._said.get(question) for question in questions]
        results = tuple(result for result in found if result is not None)
        return results if len(results) == len(found) else None

    def ask(self, questions: Sequence[Question]) -> None:
        """Ask whatever was not asked yet, in one pass.

        Raises:
            LoadError: the engine cannot be run at all.
        """
        new = [question for question in dict.fromkeys(questions) if question not in self._said]
        self._said.update(zip(new, self.ask_anew(new), strict=True))

    def ask_anew(self, questions: Sequence[Question]) -> list[Result]:
        """The results of a new pass, whatever was said before; nothing of it is remembered.

        Raises:
            LoadError: the engine cannot be run at all.
        """
        if not questions:
            return []
        requests = [question.request() for question in questions]
        found = one_pass(self._engine, requests, self._faults, None)
        results = [found[request.id] for request in requests]
        self.asked += len(requests)
        self.unanswered += sum(map(is_unanswered, results))
        return results

    def survey(
        self,
        questions: Sequence[Question],
        on_silence: OnSilence | None = None,
        on_asked: Callable[[], None] | None = None,
    ) -> None:
        """Ask many questions, a few at first and then more at once, as long as there are answers.

        Too many without one, in all surveys together, end this and every later one. ``on_asked`` is
        called for each question, asked or left out.

        Raises:
            LoadError: the engine cannot be run at all.
        """
        rest = [question for question in dict.fromkeys(questions) if question not in self._said]
        size = 1
        while rest and not self.has_stopped:
            now, rest = rest[:size], rest[size:]
            self.ask(now)
            _call(on_asked, len(now))
            size = min(size * _GROWTH, _MOST_AT_ONCE)
            silent = [question for question in now if is_unanswered(self._said[question])]
            if silent:
                size = 1
                self._silent += len(silent)
                self.has_stopped = self._silent >= _MOST_UNANSWERED
                kept = _without(rest, on_silence(silent[0]) if on_silence else None)
                self.left_out.update(set(rest) - set(kept))
                _call(on_asked, len(rest) - len(kept))
                rest = kept
        self.left_out.update(rest)
        _call(on_asked, len(rest))


def _call(on_asked: Callable[[], None] | None, times: int) -> None:
    if on_asked:
        for _ in range(times):
            on_asked()


def _without(rest: list[Question], core: Presentation | None) -> list[Question]:
    """The questions about patients of whom not all is known that is known of another one."""
    if core is None or not (core.answers or core.numbers):
        return rest
    return [question for question in rest if not _holds(question.presentation, core)]


_GROWTH: Final = 4
_MOST_AT_ONCE: Final = 1024
_MOST_UNANSWERED: Final = 50
"""Requests without an answer after which nothing more is searched: each may cost a time limit."""


def _holds(patient: Presentation, core: Presentation) -> bool:
    """Whether all that is known of ``core`` is known of a patient."""
    return (
        core.answers.items() <= patient.answers.items()
        and core.numbers.items() <= patient.numbers.items()
    )
