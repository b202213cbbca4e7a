"""Nothing takes longer than it may, whatever a service does, and nothing is left of it.

The limits here are short so that the tests are; what ends a call is never looked at on a clock. The
fixture makes sure that no thread is calling any more when a test is over.
"""

import socket
import sys
from collections.abc import Generator, Iterator
from typing import Any

import pytest

from evaluation.engines.http_connection import Connection, Failure, address_of
from evaluation.engines.protocol import Request
from tests.evaluation.engines.http.conftest import Serve
from tests.evaluation.engines.http.service import (
    URGENT,
    Caller,
    answer,
    behave_well,
    by_id,
    engine_of,
    reasons,
    requests,
)
from triage.loading.problems import LoadError

SOON = 1.0  # seconds
LATE = "no answer within 1 s"


DRIPS = {
    "q1": b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 10_000,
    "q2": b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + b" " * 10_000,
    "q3": b"HTTP/1.0 200 OK\r\n\r\n" + b" " * 10_000,
    "q4": b"HTTP/1.1 100 Continue\r\n\r\n" * 1000,
}


def test_a_call_is_limited_as_a_whole(serve: Serve) -> None:
    """Also one that gets a byte now and then; the others have their answers meanwhile."""

    def behave(caller: Caller, asked: Any) -> None:
        if asked["id"] in DRIPS:
            caller.drip(DRIPS[asked["id"]])
        elif asked["id"] == "q5":
            caller.hang()
        else:
            behave_well(caller, asked)

    service = serve(behave)
    engine = engine_of(service.url, timeout=SOON, retries=3, at_once=6)
    assert reasons(engine.answers(requests(20))) == dict.fromkeys([*DRIPS, "q5"], LATE)
    assert len(service.bodies) == 20


def test_one_that_hangs_in_an_array_costs_itself(serve: Serve) -> None:
    """The others of the same call are asked alone."""

    def behave(caller: Caller, asked: Any) -> None:
        if any(one["id"] == "q2" for one in asked):
            caller.hang()
        else:
            caller.say(answer(asked))

    engine = engine_of(serve(behave).url, timeout=SOON, per_request=4, at_once=2)
    assert reasons(engine.answers(requests(8))) == {"q2": LATE}


def test_a_pass_is_limited_as_a_whole(serve: Serve) -> None:
    """What is in flight, what is to be asked alone, and what was never asked have no answer."""

    def behave(caller: Caller, asked: Any) -> None:
        if asked[0]["id"] == "q0":
            caller.say(answer(asked))
        elif len(asked) > 1 and asked[0]["id"] == "q2":
            caller.say(b"", 500)
        else:
            caller.hang()

    engine = engine_of(serve(behave).url, run_timeout=SOON, per_request=2, at_once=1)
    results = by_id(engine.answers(requests(9)))
    over = "no answer: the run took longer than 1 s"
    assert [results[f"q{number}"] for number in range(2)] == [URGENT] * 2
    assert {results[f"q{number}"].reason for number in range(2, 9)} == {over}


def test_whoever_stops_listening_stops_the_calls(serve: Serve) -> None:
    """An interruption or an error of ours leaves no call behind."""

    def behave(caller: Caller, asked: Any) -> None:
        if asked["id"] == "q0":
            behave_well(caller, asked)
        else:
            caller.hang()

    given = engine_of(serve(behave).url, at_once=3).answers(requests(9))
    assert isinstance(given, Generator)
    assert next(given) == ("q0", URGENT)
    given.close()

    def interrupted() -> Iterator[Request]:
        yield from requests(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(engine_of(serve(behave).url, at_once=3).answers(interrupted()))


@pytest.mark.skipif(sys.platform != "linux", reason="a full queue refuses elsewhere")
def test_a_service_that_does_not_take_the_call_is_not_there() -> None:
    """Nobody refuses the connection, and nobody takes it: one error after the limit of a call."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        engine = engine_of(url, timeout=SOON, retries=3)
        with socket.create_connection(full.getsockname()):
            with pytest.raises(LoadError) as caught:
                list(engine.answers(requests(3)))
            connection = Connection(address_of(url), SOON)
            told = "cannot be reached: no connection within 1 s"
            assert str(caught.value) == f"{url}: {told}. Is the service running?"
            assert connection.post(b"{}", 10) == Failure(reason=told, is_unreachable=True)


def test_a_line_looks_after_itself_too(serve: Serve) -> None:
    """A thread that nobody breaks off ends when nothing comes, and says the same."""
    connection = Connection(address_of(serve(lambda caller, _: caller.hang()).url), SOON)
    assert connection.post(b"{}", 10) == Failure(reason=LATE)
