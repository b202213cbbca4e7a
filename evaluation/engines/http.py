"""A service behind HTTP as an engine under test."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from evaluation.engines.answers import AnswerError, AnswerReader, failed, parse_json, start_of
from evaluation.engines.content import fingerprint_of
from evaluation.engines.description import Description
from evaluation.engines.http_connection import address_of
from evaluation.engines.http_pass import Pass
from evaluation.engines.protocol import Fault, Given, Request, Traits
from triage.vocabulary import Vocabulary


class HttpEngine:
    """Asks a service with POST: one request as an object, or several as an array.

    A call that fails costs the requests that it was for, after repeats where the failure may pass;
    of several requests each is asked again alone. A service that cannot be reached from the start
    is one error.
    """

    def __init__(self, description: Description, words: Vocabulary) -> None:
        """Take the address apart; nothing is called yet.

        Raises:
            LoadError: the address cannot be used.
        """
        self._told = description
        self._address = address_of(description.reference)
        self._reader = AnswerReader(description, words)
        self._is_reached = False

    @property
    def label(self) -> str:
        """Name and version, as described."""
        return self._told.label

    @property
    def fingerprint(self) -> str:
        """The hash of the description; what runs behind an address cannot be seen."""
        return fingerprint_of(self._told, {})

    @property
    def traits(self) -> Traits:
        """What is declared of it."""
        return self._told.traits

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The answer of each request, in the order in which they come; then one fault, if any.

        Raises:
            LoadError: the service cannot be reached at all.
        """
        body = _Bodies(self._reader, is_array=self._told.calls.per_request > 1)
        one = Pass(self._told, self._address, body.read, is_reached=self._is_reached)
        yield from one.run(requests)
        self._is_reached = one.is_reached
        yield from body.faults()


class _Bodies:
    """Takes bodies apart into results, and counts what nobody asked for."""

    def __init__(self, reader: AnswerReader, *, is_array: bool) -> None:
        self._reader = reader
        self._is_array = is_array
        self._strangers = 0
        self._some: list[str] = []

    def read(self, requests: Sequence[Request], body: bytes) -> list[Given]:
        """The result of each request that was asked.

        Raises:
            AnswerError: the body has no answers at all.
        """
        asked = dict.fromkeys(request.id for request in requests)
        given: list[Given] = []
        answered: set[str] = set()
        strangers: list[str] = []
        for item in self._items(parse_json(body)):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str) and name in asked:
                answered.add(name)
                given.append((name, self._reader.result_of(item)))
            else:
                strangers.append(_stranger(item, name))
        self._note(strangers)
        there = f"; there is {strangers[0]}" if strangers else ""
        left_out = failed(f"no answer with its id{there}")
        return given + [(name, left_out) for name in asked if name not in answered]

    def _items(self, data: object) -> list[Any]:
        if self._is_array and not isinstance(data, list):
            raise AnswerError("an array of answers is needed, one for each request.")
        if not self._is_array and not isinstance(data, dict):
            raise AnswerError("one object is needed, the answer to the request.")
        return data if isinstance(data, list) else [data]

    def _note(self, strangers: Sequence[str]) -> None:
        self._strangers += len(strangers)
        self._some = list(dict.fromkeys([*self._some, *strangers]))[:_SHOWN]

    def faults(self) -> Iterator[Fault]:
        """One fault for all answers that nobody asked for."""
        if self._strangers:
            some = ", ".join(self._some)
            count = "1 answer" if self._strangers == 1 else f"{self._strangers} answers"
            yield Fault(f"{count} to what was not asked in the same call: {some}")


def _stranger(item: object, name: object) -> str:
    """What to call an answer that belongs to nothing."""
    if isinstance(name, str):
        return f"the id {start_of(name, 40)}"
    return "an answer without an id" if isinstance(item, dict) else "something that is no object"


_SHOWN: Final = 3
