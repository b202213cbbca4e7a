"""Services that are started for a test, and stopped after it."""

import threading
from collections.abc import Callable, Iterator

import pytest

from tests.evaluation.engines.http.service import SURELY, Behave, Service

Serve = Callable[[Behave], Service]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a service with a behaviour; afterwards no thread may still be calling."""
    started: list[Service] = []

    def start(behave: Behave) -> Service:
        service = Service(behave)
        started.append(service)
        threading.Thread(target=service.serve_forever, args=(0.01,), daemon=True).start()
        return service

    yield start
    callers = [thread for thread in threading.enumerate() if thread.name.startswith("call to ")]
    for thread in callers:
        thread.join(SURELY)
    still_calling = sum(thread.is_alive() for thread in callers)
    for service in started:
        service.is_over.set()
        service.shutdown()
        service.server_close()
    assert still_calling == 0
