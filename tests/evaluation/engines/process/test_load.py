"""Many requests: memory stays where it is, whatever their number."""

import shlex
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evaluation.engines.description import described
from evaluation.engines.process import ProcessEngine
from evaluation.engines.protocol import Request
from evaluation.outcomes import Status
from tests.evaluation.engines.process.asking import ROUTINE, ask, fake, patients
from tests.evaluation.kit.vignettes import WORDS
from triage.presentation import Presentation

ECHO = Path(__file__).with_name("echo.py")


def ask_many(count: int) -> None:
    """Ask so many requests, keep none of the answers, and see that each is a good one."""
    description = described(f"command:{shlex.join([sys.executable, '-S', '-E', str(ECHO)])}")
    engine = ProcessEngine(replace(description, timeout=60), WORDS)
    answered = 0
    for given in engine.answers(many(count)):
        assert isinstance(given, tuple)
        assert given[1].status is Status.OK
        answered += 1
    assert answered == count


def peak_of(count: int) -> int:
    """The most memory that was held while so many requests were asked, in bytes."""
    tracemalloc.start()
    try:
        ask_many(count)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return peak


def many(count: int) -> Iterator[Request]:
    """Requests that are made when they are wanted."""
    nothing = Presentation()
    for number in range(count):
        yield Request(id=f"q-{number:012}", presentation=nothing)


def test_memory_does_not_grow_with_the_number_of_requests() -> None:
    """Five times as many need the same: only what is open is kept. ``make load`` asks 100,000.

    Twenty bytes for each request more would be too many, and an id alone has sixty.
    """
    peak_of(100)  # what is made once and kept
    few, lots = peak_of(2_000), peak_of(10_000)
    assert lots - few < 8_000 * 20


def test_what_a_process_says_to_people_is_not_kept() -> None:
    """Only its end: it may talk for hours."""
    tracemalloc.start()
    try:
        asked = ask(fake("in-order", "complain", 200_000), patients(1, 0))  # 3 MB
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert asked.results == {"q-0": ROUTINE}
    assert peak < 1_000_000
