"""A connection to a service that is kept, and that another thread can break off.

urllib3 limits the wait for each piece of an answer; whoever watches it limits the whole call,
and breaks it off when a service sends single bytes for ever. Proxies of the environment are not
used, redirects are not followed, and certificates are checked.
"""

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from evaluation.engines.answers import start_of
from evaluation.engines.protocol import Request
from evaluation.engines.wire import request_to_data
from triage.loading.problems import LoadError, Problem
from triage.vocabulary import digits

if TYPE_CHECKING:
    from urllib3.response import HTTPResponse

MOST_BYTES: Final = 1_000_000
"""Bytes that the answer to one request may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A call without an answer.

    ``may_pass``: the same call may go well a moment later, after ``wait`` seconds where the service
    said so. ``is_unreachable``: there was no connection at all.
    """

    reason: str
    may_pass: bool = False
    is_unreachable: bool = False
    wait: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a service is; ``path`` is what it is asked for there."""

    url: str
    is_secure: bool
    host: str
    port: int | None
    path: str


def address_of(url: str) -> Address:
    """The parts of an address.

    Raises:
        LoadError: it is none, or has a password in it.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except LocationParseError:
        raise _unusable(url, "no address; write http://HOST:PORT/PATH.") from None
    if parts.auth:
        message = "a name or a password in an address would stand in every report; leave it out."
        raise _unusable(url.replace(f"{parts.auth}@", "…@"), message)
    return Address(
        url=url,
        is_secure=parts.scheme == "https",
        host=parts.host or "",
        port=parts.port,
        path=parts.request_uri,
    )


def _unusable(url: str, message: str) -> LoadError:
    return LoadError([Problem(file=url, line=0, field="", message=message)])


def body_of(requests: Sequence[Request], *, is_array: bool) -> bytes:
    """What is sent: an array of requests, or the only one."""
    told = [request_to_data(request) for request in requests]
    return json.dumps(told if is_array else told[0], allow_nan=False).encode()


class Connection:
    """A connection to a service that is used for one call after another."""

    def __init__(self, address: Address, timeout: float) -> None:
        from urllib3.connection import HTTPConnection, HTTPSConnection

        kind: Callable[..., HTTPConnection]
        kind = HTTPSConnection if address.is_secure else HTTPConnection
        self._http = kind(address.host, address.port, timeout=timeout)
        self._path = address.path
        self._timeout = timeout
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._is_waiting = False
        self._is_broken_off = False

    def post(self, body: bytes, most: int) -> bytes | Failure:
        """Send a body and give what comes back, of which there may be ``most`` bytes."""
        with self._lock:
            self._is_waiting = True
        reply = self._connect() or self._exchange(body, most)
        with self._lock:
            self._is_waiting = False
            if self._is_broken_off or isinstance(reply, Failure):
                self.close()
        return reply

    @property
    def overdue(self) -> Failure:
        """The failure of a call that takes too long, in its present state."""
        seconds = f"within {digits(self._timeout)} s"
        if self._socket is None:
            return Failure(
                reason=f"cannot be reached: no connection {seconds}", is_unreachable=True
            )
        return Failure(reason=f"no answer {seconds}")

    def break_off(self) -> None:
        """End a call that another thread is waiting for; the connection is of no use afterwards."""
        with self._lock:
            self._is_broken_off = True
            if not self._is_waiting:
                self.close()
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it may be closed already
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        self._http.close()
        self._socket = None

    def _connect(self) -> Failure | None:
        """Make sure that there is a connection, or say why there is none."""
        from urllib3.exceptions import HTTPError

        if self._http.is_connected:
            return None
        self.close()
        try:
            self._http.connect()
        except (HTTPError, OSError, ValueError) as error:
            return self._unreachable(error)
        self._socket = self._http.sock
        if self._is_broken_off:
            return self.overdue
        return None

    def _unreachable(self, error: Exception) -> Failure:
        from ssl import SSLError

        cause = _cause_of(error)
        if isinstance(cause, TimeoutError):
            return self.overdue
        is_refused = isinstance(cause, SSLError)
        return Failure(
            reason=f"cannot be reached: {'TLS: ' if is_refused else ''}{_said_by(error)}",
            may_pass=not is_refused,
            is_unreachable=True,
        )

    def _exchange(self, body: bytes, most: int) -> bytes | Failure:
        """One call on an open connection."""
        from urllib3.exceptions import HTTPError

        try:
            return self._reply(body, most)
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            if isinstance(_cause_of(error), TimeoutError):
                return self.overdue
            return Failure(reason=f"the connection broke: {_said_by(error)}", may_pass=True)

    def _reply(self, body: bytes, most: int) -> bytes | Failure:
        self._http.request(
            "POST", self._path, body, _HEADERS, preload_content=False, decode_content=False
        )
        response = self._http.getresponse()
        try:
            return _read(response, most)
        finally:
            response.close()


_HEADERS: Final = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "User-Agent": "triage-harness",
}


def _read(response: "HTTPResponse", most: int) -> bytes | Failure:
    """The body of an answer, or why there is none to believe."""
    if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        return _refusal(response)
    coding = response.headers.get("Content-Encoding", "identity")
    if coding.strip().lower() != "identity":
        return Failure(reason=f"the answer is compressed ({start_of(coding)}), unasked")
    data = response.read(most + 1)
    if len(data) > most:
        return Failure(reason=f"the answer is longer than {most:,} bytes")
    response.read(1)  # that an answer ended early is noticed only by asking for more
    return data


def _refusal(response: "HTTPResponse") -> Failure:
    """What a status other than success says."""
    status = f"HTTP status {response.status}"
    if response.status in _REDIRECTS:
        target = start_of(response.headers.get("Location", "nowhere"))
        return Failure(reason=f"{status}: redirects are not followed; it points to {target}")
    said = start_of(response.read(_SHOWN).strip())
    return Failure(
        reason=f"{status}{said and ': '}{said}",
        may_pass=response.status in _PASSING,
        wait=_wait(response.headers.get("Retry-After")),
    )


_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PASSING: Final = (429, 502, 503, 504)
_SHOWN: Final = 400


def _wait(retry_after: str | None) -> float:
    """Seconds to wait, told in seconds or as a date; 0 where nothing usable is told."""
    from urllib3.exceptions import InvalidHeader
    from urllib3.util import Retry

    if retry_after is None:
        return 0.0
    try:
        return float(Retry().parse_retry_after(retry_after))
    except (InvalidHeader, ValueError, OverflowError):
        return 0.0


def _cause_of(error: BaseException) -> BaseException:
    """The error of the operating system behind one of urllib3."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    return error


def _said_by(error: Exception) -> str:
    """What an error of the network says, without the names of objects."""
    from urllib3.exceptions import IncompleteRead

    cause = _cause_of(error)
    if isinstance(cause, (IncompleteRead, http.client.IncompleteRead)):
        return "the answer ended early"
    if isinstance(cause, http.client.BadStatusLine) and not isinstance(cause, OSError):
        return f"no HTTP: {start_of(str(cause).strip())}"
    told = getattr(cause, "verify_message", None) or getattr(cause, "strerror", None)
    text = start_of(str(told or cause).rstrip(".") or type(cause).__name__)
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
