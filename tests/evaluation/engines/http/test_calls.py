"""A service is asked as described: what, how many at once, and how often."""

import threading
from collections.abc import Iterator

import pytest

from evaluation.engines.protocol import Request
from evaluation.engines.wire import request_to_data
from tests.evaluation.engines.http.conftest import Serve
from tests.evaluation.engines.http.service import (
    LONG,
    URGENT,
    Caller,
    answer,
    behave_well,
    by_id,
    described,
    engine_of,
    reasons,
    requests,
)
from tests.evaluation.kit.vignettes import vignette


def test_one_request_is_an_object(serve: Serve) -> None:
    """The patient in the words of every engine outside, posted to the path that was told."""
    service = serve(behave_well)
    fever = vignette("fever", "urgent", present="fever")
    request = Request(
        id="q-1", presentation=fever.presentation, narrative="Fiebrig, 39 °C.", vignette="fever"
    )
    assert list(engine_of(service.url).answers([request])) == [("q-1", URGENT)]
    assert service.asked == [request_to_data(request)]
    assert service.paths == ["/triage?v=1"]
    assert list(engine_of(service.url).answers([])) == []


def test_several_requests_are_an_array_always(serve: Serve) -> None:
    """Also the last one that is left over; answers may come in any order."""
    service = serve(lambda caller, asked: caller.say(answer(asked)[::-1]))
    given = engine_of(service.url, per_request=3, at_once=1).answers(requests(7))
    assert by_id(given) == {f"q{number}": URGENT for number in range(7)}
    assert [[one["id"] for one in asked] for asked in service.asked] == [
        ["q0", "q1", "q2"],
        ["q3", "q4", "q5"],
        ["q6"],
    ]


def test_calls_are_made_at_once_and_no_more_than_told(serve: Serve) -> None:
    """After the first, which finds out whether the service is there, three at a time."""
    together = threading.Barrier(3)

    def behave(caller: Caller, asked: dict[str, str]) -> None:
        if asked["id"] != "q0":
            together.wait(LONG)
        behave_well(caller, asked)

    service = serve(behave)
    assert reasons(engine_of(service.url, at_once=3).answers(requests(10))) == {}
    assert service.most_at_once == 3


def test_a_connection_is_kept(serve: Serve) -> None:
    """Where the service lets it; one that it closes is opened again."""
    service = serve(behave_well)
    assert reasons(engine_of(service.url, at_once=1).answers(requests(20))) == {}
    assert service.connections == 1

    def behave(caller: Caller, asked: dict[str, str]) -> None:
        caller.close_connection = True
        behave_well(caller, asked)

    closing = serve(behave)
    assert reasons(engine_of(closing.url, at_once=1, retries=1).answers(requests(5))) == {}
    assert closing.connections == 5


def test_requests_are_taken_as_they_are_needed(serve: Serve) -> None:
    """However many there are, only those in flight are held."""
    service = serve(behave_well)
    taken = 0

    def counted() -> Iterator[Request]:
        nonlocal taken
        for request in requests(200):
            taken += 1
            yield request

    ahead = [
        taken - number
        for number, _ in enumerate(
            engine_of(service.url, per_request=5, at_once=2).answers(counted())
        )
    ]
    assert len(ahead) == 200
    assert max(ahead) <= 2 * 5


def test_proxies_of_the_environment_are_not_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is measured is what the address names."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert reasons(engine_of(serve(behave_well).url).answers(requests(1))) == {}


def test_an_engine_is_known_by_its_description() -> None:
    """By name and version; the hash is that of what is told of it."""
    engine, other = engine_of("http://localhost/a"), engine_of("http://localhost/b")
    assert engine.label == "service@3"
    assert engine.traits == described("http://localhost/a").traits
    assert engine.fingerprint == engine_of("http://localhost/a").fingerprint != other.fingerprint
