"""Calls that fail: what is tried again, what it costs, and when there is no service at all."""

import gc
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from evaluation.engines.http_connection import Connection, Failure, address_of
from tests.evaluation.engines.http.conftest import Serve
from tests.evaluation.engines.http.service import (
    LONG,
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


def problem(url: str, **calls: int) -> str:
    """Why a service cannot be used at all."""
    with pytest.raises(LoadError) as caught:
        list(engine_of(url, **calls).answers(requests(3)))
    return str(caught.value)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_call_is_repeated_where_it_may_go_well_later(serve: Serve, status: int) -> None:
    """The service is busy, and then it answers."""

    def behave(caller: Caller, asked: Any) -> None:
        if len(service.bodies) < 2:
            caller.say(b"busy", status, Retry_After="0")
        else:
            behave_well(caller, asked)

    service = serve(behave)
    assert reasons(engine_of(service.url, retries=1).answers(requests(1))) == {}
    assert len(service.bodies) == 2


def test_repeats_have_an_end(serve: Serve) -> None:
    """The reason says how often it was tried; a wait that makes no sense is none."""
    service = serve(lambda caller, _: caller.say(b"busy", 503, Retry_After="9" * 5000))
    given = engine_of(service.url, retries=1).answers(requests(1))
    assert reasons(given) == {"q0": "HTTP status 503: busy (tried 2 times)"}


def test_a_broken_connection_is_tried_again(serve: Serve) -> None:
    """Hung up before or in the middle of an answer, and then well."""

    def behave(caller: Caller, asked: Any) -> None:
        if len(service.bodies) == 1:
            caller.hang_up()
        elif len(service.bodies) == 2:
            caller.close_connection = True
            caller.say(b'{"id": ', Content_Length="100")
        else:
            behave_well(caller, asked)

    service = serve(behave)
    assert reasons(engine_of(service.url, retries=2).answers(requests(1))) == {}
    assert len(service.bodies) == 3


def test_a_connection_that_always_breaks_says_how(serve: Serve) -> None:
    """Words for people, without the names of objects."""

    def behave(caller: Caller, asked: Any) -> None:
        if asked["id"] == "q0":
            caller.hang_up()
        elif asked["id"] == "q1":
            caller.close_connection = True
            caller.say(b'{"id": ', Content_Length="100")
        else:
            caller.close_connection = True
            caller.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    given = engine_of(serve(behave).url).answers(requests(3))
    assert reasons(given) == {
        "q0": "the connection broke: remote end closed connection without response",
        "q1": "the connection broke: the answer ended early",
        "q2": "the connection broke: no HTTP: SSH-2.0-OpenSSH",
    }


def test_a_service_that_asks_for_too_much_time_is_not_waited_for(serve: Serve) -> None:
    """Longer than one call may take is too long; so it is neither waited for nor asked again."""
    service = serve(lambda caller, _: caller.say(b"", 503, Retry_After="3600"))
    given = engine_of(service.url, retries=3).answers(requests(1))
    assert reasons(given) == {"q0": "HTTP status 503; it asks to wait 3600 s"}
    assert len(service.bodies) == 1


def test_a_service_that_asks_for_some_time_gets_it(serve: Serve) -> None:
    """Until the time it asks for is over it is not called, and the run is over before that."""
    service = serve(lambda caller, _: caller.say(b"", 503, Retry_After="20"))
    given = engine_of(service.url, retries=3, run_timeout=1).answers(requests(2))
    over = "no answer: the run took longer than 1 s"
    assert reasons(given) == {"q0": over, "q1": over}
    assert len(service.bodies) == 1


@for_all(
    culprits=st.dictionaries(
        st.integers(0, 11).map("q{}".format),
        st.sampled_from(["status", "garbage", "hang up", "word", "left out", "null", "id"]),
    ),
    per_request=st.integers(1, 13),
    at_once=st.integers(1, 3),
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_exactly_the_culprits_are_errors(
    serve: Serve, culprits: dict[str, str], per_request: int, at_once: int
) -> None:
    """Whoever makes a call fail, alone or with others, and however, nobody else pays for it."""

    def spoiled(one: dict[str, str]) -> list[Any]:
        match culprits.get(one["id"]):
            case "word":
                return [answer(one, "soon")]
            case "left out":
                return []
            case "null":
                return [None]
            case "id":
                return [answer({"id": "somebody"})]
            case _:
                return [answer(one)]

    def behave(caller: Caller, asked: Any) -> None:
        array = asked if isinstance(asked, list) else [asked]
        kinds = {culprits.get(one["id"]) for one in array}
        said = [item for one in array for item in spoiled(one)]
        if "hang up" in kinds:
            caller.hang_up()
        elif "status" in kinds:
            caller.say(b"cannot do that", 500)
        elif "garbage" in kinds:
            caller.say(b"{garbage")
        else:
            caller.say(said if isinstance(asked, list) else (said or [[]])[0])

    engine = engine_of(serve(behave).url, per_request=per_request, at_once=at_once)
    results = by_id(engine.answers(requests(12)))
    assert len(results) == 12
    assert {name for name in results if results[name] != URGENT} == set(culprits)


def test_a_service_that_is_not_there_is_one_error(serve: Serve) -> None:
    """Said once, before anything else, and how it could be mended."""
    gone = serve(behave_well)
    gone.server_close()
    expected = f"{gone.url}: cannot be reached: connection refused. Is the service running?"
    assert problem(gone.url, retries=1) == expected


def test_a_host_that_no_name_server_can_know() -> None:
    """The name itself is wrong, so that nobody is asked."""
    assert problem("http://a..b/x") == (
        "http://a..b/x: cannot be reached: failed to parse: 'a..b', label empty or too long. "
        "Is the service running?"
    )


def test_a_service_without_encryption(serve: Serve) -> None:
    """Asked for with https it cannot be spoken with; that will not pass, so it is tried once."""
    service = serve(behave_well)
    told = problem(service.url.replace("http:", "https:"), retries=3)
    assert ": cannot be reached: TLS: " in told
    assert service.connections == 1


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://host:99999999/", "no address; write http://HOST:PORT/PATH."),
        (
            "http://me:secret@host/",
            "a name or a password in an address would stand in every report; leave it out.",
        ),
    ],
)
def test_an_address_that_cannot_be_used(url: str, message: str) -> None:
    """It is said before anything is called, and no password is repeated."""
    with pytest.raises(LoadError) as caught:
        engine_of(url)
    assert str(caught.value) == f"{url.replace('me:secret@', '…@')}: {message}"


def test_a_service_that_goes_away_costs_what_is_left_and_little_time(serve: Serve) -> None:
    """After a few calls without a connection no more are repeated, so that many end soon."""

    def behave(caller: Caller, asked: Any) -> None:
        caller.close_connection = True
        if asked["id"] == "q2":
            service.server_close()
        behave_well(caller, asked)

    service = serve(behave)
    given = by_id(engine_of(service.url, at_once=1, retries=1).answers(requests(60)))
    refused = "cannot be reached: connection refused"
    assert [given[f"q{number}"] for number in range(3)] == [URGENT] * 3
    assert [given[f"q{number}"].reason for number in range(3, 60)] == [
        *[f"{refused} (tried 2 times)"] * 5,
        *[refused] * 52,
    ]


def test_a_service_that_was_there_before_may_be_gone_in_the_next_pass(serve: Serve) -> None:
    """What was measured is kept; the answers of the later pass are errors."""
    service = serve(behave_well)
    engine = engine_of(service.url)
    assert reasons(engine.answers(requests(2))) == {}
    service.shutdown()
    service.server_close()
    service.is_over.set()
    engine_after = reasons(engine.answers(requests(2)))
    assert engine_after == dict.fromkeys(("q0", "q1"), "cannot be reached: connection refused")


def test_a_line_that_was_broken_off_sends_nothing(serve: Serve) -> None:
    """A call that was given up while it connected does not reach the service later."""
    service = serve(behave_well)
    connection = Connection(address_of(service.url), 5)
    connection.break_off()
    assert connection.post(b"{}", 10) == Failure(reason="no answer within 5 s")
    assert service.bodies == []


def test_a_line_that_was_given_up_just_when_it_was_done_is_closed(serve: Serve) -> None:
    """Nothing is left open that the interpreter would have to warn of."""
    connection = Connection(address_of(serve(behave_well).url), LONG)
    assert isinstance(connection.post(b'{"id": "q0"}', 100), bytes)
    connection.break_off()
    del connection
    gc.collect()
