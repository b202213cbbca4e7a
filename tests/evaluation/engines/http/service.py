"""Real services on this machine that behave, and misbehave, as they are told."""

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evaluation.engines.description import Calls, Description
from evaluation.engines.http import HttpEngine
from evaluation.engines.protocol import EngineKind, Given, Request, Traits
from evaluation.outcomes import Result, Status
from tests.evaluation.kit.vignettes import WORDS
from triage.presentation import Presentation

URGENT = Result(status=Status.OK, disposition=2)
LONG = 60.0  # seconds, for what must never be waited for
SURELY = 20.0  # seconds in which a thread that was told to end has ended, on any machine


class Caller(BaseHTTPRequestHandler):
    """One connection of a caller, with what a behaviour needs to answer."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: "Service"

    def do_POST(self) -> None:
        """Read what is asked, and behave."""
        self.server.paths.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(body)
        with self.server.counted():
            self.server.behave(self, json.loads(body))

    def say(self, data: object, status: int = 200, **headers: str) -> None:
        """Answer with JSON, or with bytes as they are."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        """End the connection without a word."""
        self.close_connection = True

    def drip(self, text: bytes) -> None:
        """Send one byte after another, for as long as the caller or the test lets it."""
        self.close_connection = True
        for byte in text:
            if self.server.is_over.wait(0.02):
                return
            try:
                self.connection.sendall(bytes([byte]))
            except OSError:
                return

    def hang(self) -> None:
        """Say nothing until the test is over."""
        self.close_connection = True
        self.server.is_over.wait(LONG)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


Behave = Callable[[Caller, Any], None]


class Service(ThreadingHTTPServer):
    """A service on this machine that remembers what it was asked."""

    daemon_threads = True
    request_queue_size = 50

    def __init__(self, behave: Behave) -> None:
        super().__init__(("127.0.0.1", 0), Caller)
        self.behave = behave
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        self.connections = 0
        self.most_at_once = 0
        self.is_over = threading.Event()
        self._now = 0
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/triage?v=1"

    @property
    def asked(self) -> list[Any]:
        """The bodies that came, read."""
        return [json.loads(body) for body in self.bodies]

    def get_request(self) -> tuple[socket.socket, Any]:
        """Count the connections."""
        self.connections += 1
        return super().get_request()

    def handle_error(self, *_: object) -> None:
        """A caller who went away is no matter for the service."""

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the calls that are open at the same time."""
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1


def described(
    url: str, *, timeout: float = LONG, run_timeout: float = LONG, **calls: int
) -> Description:
    """The description of a service; by default one request in a call, and nothing repeated."""
    return Description(
        name="service",
        version="3",
        reference=url,
        traits=Traits(kind=EngineKind.HTTP, reports_red_flags=False),
        timeout=timeout,
        run_timeout=run_timeout,
        calls=Calls(**{"retries": 0, **calls}),
    )


def engine_of(
    url: str, *, timeout: float = LONG, run_timeout: float = LONG, **calls: int
) -> HttpEngine:
    """The engine of such a description."""
    return HttpEngine(described(url, timeout=timeout, run_timeout=run_timeout, **calls), WORDS)


def requests(count: int) -> Iterator[Request]:
    """Requests q0, q1 and so on."""
    return (Request(id=f"q{number}", presentation=Presentation()) for number in range(count))


def answer(asked: Any, disposition: str = "urgent") -> Any:
    """The answer to a request, or to each of an array."""
    if isinstance(asked, list):
        return [answer(one, disposition) for one in asked]
    return {"id": asked["id"], "disposition": disposition}


def behave_well(caller: Caller, asked: Any) -> None:
    """Answer everything with urgent."""
    caller.say(answer(asked))


def by_id(given: Iterable[Given]) -> dict[str, Result]:
    """The result of each request, each of which has to have exactly one."""
    pairs = [pair for pair in given if isinstance(pair, tuple)]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def reasons(given: Iterable[Given]) -> dict[str, str]:
    """What is said of each request that got no answer."""
    results = by_id(given)
    return {name: results[name].reason for name in results if results[name] != URGENT}
