"""Answers that cannot be taken cost the requests they are for, each with the right reason."""

import json
from typing import Any

import pytest

from evaluation.engines.protocol import Fault
from tests.evaluation.engines.http.conftest import Serve
from tests.evaluation.engines.http.service import (
    URGENT,
    Caller,
    answer,
    by_id,
    engine_of,
    reasons,
    requests,
)

STRANGE = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "the answer cannot be read: no JSON: "),
        (b"oops\r\n\x1b[31m", f"the answer cannot be read: no JSON: oops{STRANGE * 3}[31m"),
        (b'{"id": "q0\xff"}', "the answer cannot be read: not valid UTF-8."),
        (b'{"id": "q0", "disposition": NaN}', "the answer cannot be read: NaN is no value."),
        (
            b'{"id": "q0", "id": "q0"}',
            'the answer cannot be read: the key "id" stands twice.',
        ),
        (
            b'[{"id": "q0", "disposition": "urgent"}]',
            "the answer cannot be read: one object is needed, the answer to the request.",
        ),
        (b"3", "the answer cannot be read: one object is needed, the answer to the request."),
        (b'{"id": "q0"}', 'the key "disposition" is missing (null abstains).'),
        (b'{"id": "q0", "disposition": null}', "the engine abstained"),
        (
            b'{"id": "q0", "disposition": "soon"}',
            'unknown disposition "soon"; allowed: self_care, routine, urgent, emergency.',
        ),
        (b'{"disposition": "urgent"}', "no answer with its id; there is an answer without an id"),
        (
            b'{"id": 0, "disposition": "urgent"}',
            "no answer with its id; there is an answer without an id",
        ),
        (b'{"id": "q1", "disposition": "urgent"}', "no answer with its id; there is the id q1"),
        (b"x" * 1_000_001, "the answer is longer than 1,000,000 bytes"),
    ],
)
def test_a_body_that_is_no_answer(serve: Serve, body: bytes, reason: str) -> None:
    """Nothing, garbage, two readings, another shape, no such word, another id, too much."""
    service = serve(lambda caller, _: caller.say(body))
    assert reasons(engine_of(service.url).answers(requests(1))) == {"q0": reason}


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (404, {}, "HTTP status 404: a long story\N{REPLACEMENT CHARACTER}of failure"),
        (500, {}, "HTTP status 500: a long story\N{REPLACEMENT CHARACTER}of failure"),
        (
            308,
            {"Location": "http://127.0.0.1:9/elsewhere"},
            "HTTP status 308: redirects are not followed; it points to http://127.0.0.1:9/elsewhere",
        ),
        (302, {}, "HTTP status 302: redirects are not followed; it points to nowhere"),
        (200, {"Content_Encoding": "gzip"}, "the answer is compressed (gzip), unasked"),
    ],
)
def test_a_status_that_is_no_answer(
    serve: Serve, status: int, headers: dict[str, str], reason: str
) -> None:
    """It is not asked again, nor anywhere else; the start of what the service says is shown."""
    service = serve(lambda caller, _: caller.say(b"a long story\nof failure", status, **headers))
    given = engine_of(service.url, retries=3).answers(requests(1))
    assert reasons(given) == {"q0": reason}
    assert len(service.bodies) == 1


def test_a_status_with_a_page_for_people_is_cut(serve: Serve) -> None:
    """A reason stays one short line."""
    service = serve(lambda caller, _: caller.say(b"<html>" * 100_000, 500))
    (reason,) = reasons(engine_of(service.url).answers(requests(1))).values()
    assert reason == f"HTTP status 500: {'<html>' * 13}<h…"


def test_an_empty_status_says_itself(serve: Serve) -> None:
    """There is nothing to show but its number."""
    service = serve(lambda caller, _: caller.say(b"", 403))
    assert reasons(engine_of(service.url).answers(requests(1))) == {"q0": "HTTP status 403"}


def test_answers_to_other_calls_are_a_fault_and_no_answer(serve: Serve) -> None:
    """Answers from another run belong to nobody here; all together are one fault."""
    seen: list[str] = []

    def behave(caller: Caller, asked: dict[str, Any]) -> None:
        seen.append(asked["id"])
        caller.say(answer({"id": f"old-{asked['id']}" if len(seen) < 6 else asked["id"]}))

    given = list(engine_of(serve(behave).url, at_once=1).answers(requests(7)))
    assert [item for item in given if isinstance(item, Fault)] == [
        Fault(
            "5 answers to what was not asked in the same call: the id old-q0, the id old-q1, "
            "the id old-q2"
        )
    ]
    assert sorted(reasons(given)) == ["q0", "q1", "q2", "q3", "q4"]


def test_an_answer_too_many_is_a_fault_alone(serve: Serve) -> None:
    """Every request has its answer, and there is something else."""
    service = serve(lambda caller, asked: caller.say([*answer(asked), ["what"]]))
    assert list(engine_of(service.url, per_request=2).answers(requests(2))) == [
        ("q0", URGENT),
        ("q1", URGENT),
        Fault("1 answer to what was not asked in the same call: something that is no object"),
    ]


def test_an_answer_given_twice_is_passed_on_twice(serve: Serve) -> None:
    """Whoever puts results beside vignettes says so."""
    service = serve(lambda caller, asked: caller.say(answer([*asked, asked[0]])))
    given = list(engine_of(service.url, per_request=2).answers(requests(2)))
    assert given == [("q0", URGENT), ("q1", URGENT), ("q0", URGENT)]


def test_who_is_left_out_of_an_array_is_not_asked_again(serve: Serve) -> None:
    """The service has answered; what it left out has no answer."""
    service = serve(lambda caller, asked: caller.say(answer(asked[:-1])))
    given = engine_of(service.url, per_request=3).answers(requests(3))
    assert reasons(given) == {"q2": "no answer with its id"}
    assert len(service.bodies) == 1


def test_an_array_that_cannot_be_read_is_asked_for_one_by_one(serve: Serve) -> None:
    """So that it costs only whom it is about; an object for an array is no answer either."""

    def behave(caller: Caller, asked: list[dict[str, Any]]) -> None:
        if any(one["id"] == "q1" for one in asked):
            caller.say({"error": "cannot do q1"})
        else:
            caller.say(answer(asked))

    service = serve(behave)
    results = by_id(engine_of(service.url, per_request=3, at_once=1).answers(requests(4)))
    needed = "the answer cannot be read: an array of answers is needed, one for each request."
    assert {name: made.reason for name, made in results.items() if made != URGENT} == {"q1": needed}
    assert [len(asked) for asked in service.asked] == [3, 1, 1, 1, 1]


def test_a_large_array_may_be_as_long_as_its_requests_together(serve: Serve) -> None:
    """The limit is for each request; one that is longer is asked for one by one."""

    def behave(caller: Caller, asked: list[dict[str, Any]]) -> None:
        said = [{**one, "details": "x" * 700_000} for one in answer(asked)]
        caller.say(json.dumps(said).encode())

    service = serve(behave)
    assert reasons(engine_of(service.url, per_request=2).answers(requests(2))) == {}
    assert len(service.bodies) == 1
