"""Laws of finding culprits, held against processes in memory, so that many can be tried."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from math import log2
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.engines.answers import failed
from evaluation.engines.child import Child
from evaluation.engines.isolate import Isolation
from evaluation.engines.lines import Line
from evaluation.engines.protocol import Fault
from evaluation.outcomes import Result
from tests.evaluation.engines.process.asking import ROUTINE, ask, fake, patients

ORDERS: Final = ("as-it-goes", "at-end", "shuffled", "in-blocks", "one-each")
WINDOW: Final = 12
LAWS: Final = settings(deadline=None)


@dataclass
class Scene:
    """How the processes behave, and what is counted of them."""

    order: str
    shuffle: Callable[[list[Any]], None]
    window: int = WINDOW
    starts: int = 0
    asked: int = 0


@dataclass
class Played(Child):
    """A process in memory: it takes a window of requests, answers in an order, dies of a fever."""

    scene: Scene
    written: int = 0
    ending: str = ""
    code: int = 0
    held: list[Any] = field(default_factory=list)
    block: list[Line] = field(default_factory=list)
    is_closed: bool = False

    @property
    def takes_more(self) -> bool:
        """As much as the window holds; one that reads to the end takes all."""
        return not self.is_closed and (
            len(self.held) < self.scene.window or self.scene.order == "at-end"
        )

    @property
    def has_read_nothing(self) -> bool:
        """It reads what it is given."""
        return False

    @property
    def last_words(self) -> str:
        """None."""
        return ""

    def write(self, text: str) -> None:
        """Take a request."""
        self.written += 1
        self.scene.asked += 1
        self.held.append(json.loads(text))

    def write_no_more(self) -> None:
        """Take no more."""
        self.is_closed = True

    def step(self, wait: float) -> list[Line]:
        """Answer what is held, or die of it."""
        assert wait > 0
        if self.scene.order == "shuffled":
            self.scene.shuffle(self.held)
        told: list[Line] = []
        while self.held and not self.ending:
            request = self.held.pop(0)
            if request["present"]:
                self._end(3)
            else:
                told += self._answer(request["id"])
        if self.is_closed and not self.ending:
            told += self.block
            self._end(0)
        return told

    def _answer(self, name: str) -> list[Line]:
        self.block.append(f'{{"id": "{name}", "disposition": "routine"}}'.encode())
        if self.scene.order == "in-blocks" and len(self.block) < 5:
            return []
        if self.scene.order == "one-each":
            self._end(0)
        told, self.block = self.block, []
        return told

    def _end(self, code: int) -> None:
        self.ending, self.code = f"the process ended ({code})", code

    def close(self) -> None:
        """Nothing is left of it."""


def played(scene: Scene, count: int, culprits: set[int]) -> tuple[dict[str, Result], list[str]]:
    """The results and faults of asking so many patients; each result came once."""

    def start(_: float) -> Child:
        scene.starts += 1
        return Played(scene)

    isolation = Isolation(start, lambda _: ROUTINE, quiet=60, run_timeout=600)
    given_ = list(isolation.answers(patients(count, *culprits)))
    results = [one for one in given_ if not isinstance(one, Fault)]
    assert len(dict(results)) == len(results)
    return dict(results), [one.text for one in given_ if isinstance(one, Fault)]


CROWDS = st.integers(0, 50).flatmap(
    lambda count: st.tuples(
        st.just(count), st.sets(st.integers(0, max(0, count - 1)), max_size=count)
    )
)


@LAWS
@given(st.sampled_from(ORDERS), CROWDS, st.randoms(use_true_random=False))
def test_exactly_the_culprits_have_no_answer(
    order: str, crowd: tuple[int, set[int]], random: Any
) -> None:
    """Whoever they are, however many, and in whatever order the engine answers."""
    count, culprits = crowd
    results, faults = played(Scene(order, random.shuffle), count, culprits)
    reason = failed("the process ended (3) without an answer")
    assert results == {
        f"q-{number}": reason if number in culprits else ROUTINE for number in range(count)
    }
    assert order == "one-each" or faults == []


@settings(deadline=None, max_examples=6)
@given(
    st.sampled_from(["in-order", "in-pairs", "at-end", "backwards"]),
    st.sampled_from(["crash", "quit", "segfault", "garbage", "cut"]),
    st.sets(st.integers(0, 4)),
)
def test_exactly_the_culprits_have_no_answer_from_real_processes(
    order: str, fate: str, culprits: set[int]
) -> None:
    """The same law, a few times over, where processes do end and print."""
    results = ask(fake(order, fate), patients(5, *culprits)).results
    assert len(results) == 5
    failures = {name for name, result in results.items() if result != ROUTINE}
    assert failures == {f"q-{number}" for number in culprits}


@LAWS
@given(CROWDS)
def test_an_engine_in_order_costs_two_processes_for_each_culprit(
    crowd: tuple[int, set[int]],
) -> None:
    """And asks for each of them no more than the window again."""
    count, culprits = crowd
    scene = Scene("as-it-goes", lambda _: None)
    played(scene, count, culprits)
    assert scene.starts <= 2 * len(culprits) + 1
    assert scene.asked <= count + len(culprits) * (WINDOW + 1)


@LAWS
@given(st.integers(1, 400), st.data())
def test_one_culprit_among_many_costs_a_few_processes(count: int, data: st.DataObject) -> None:
    """An engine that answers at the end is asked in halves: logarithmic, not linear."""
    culprit = data.draw(st.integers(0, count - 1))
    scene = Scene("at-end", lambda _: None)
    played(scene, count, {culprit})
    assert scene.starts <= 3 * log2(count) + 4
    assert scene.asked <= 5 * count


def test_a_process_that_ends_between_two_requests_is_started_again() -> None:
    """Nothing was open, so that nothing is asked twice; that it ended is told."""
    scene = Scene("one-each", lambda _: None, window=1)
    results, faults = played(scene, 4, set())
    assert results == {f"q-{number}": ROUTINE for number in range(4)}
    assert (scene.starts, scene.asked) == (4, 4)
    assert faults == ["the process ended (0) and was started again; all were answered (4 times)"]


def test_many_culprits_among_many_are_found_in_halves() -> None:
    """Every third of 900, in an engine that answers at the end: none is asked for each other."""
    count, culprits = 900, set(range(0, 900, 3))
    scene = Scene("at-end", lambda _: None)
    results, _ = played(scene, count, culprits)
    assert sum(result == ROUTINE for result in results.values()) == count - len(culprits)
    assert scene.starts <= 3 * len(culprits)
    assert scene.asked <= count * len(culprits) / 6


@pytest.mark.parametrize("order", ["as-it-goes", "at-end", "in-blocks"])
def test_many_culprits_at_the_beginning_hide_nobody_behind_them(order: str) -> None:
    """Though the first forty are all culprits, some from further on show that it can answer."""
    scene = Scene(order, lambda _: None)
    results, _ = played(scene, 200, set(range(40)))
    answered = {name for name, result in results.items() if result == ROUTINE}
    assert answered == {f"q-{number}" for number in range(40, 200)}


@pytest.mark.parametrize(("order", "furthest"), [("as-it-goes", 250), ("at-end", 100)])
def test_an_engine_that_answers_nothing_is_not_asked_for_ever(order: str, furthest: int) -> None:
    """Fifty are asked alone, the first and some from all over; the rest is told so."""
    scene = Scene(order, lambda _: None)
    results, _ = played(scene, 5000, set(range(5000)))
    reasons = Counter(result.reason for result in results.values())
    assert reasons == {
        "the process ended (3) without an answer": 50,
        "not asked: 50 requests were asked alone, and none of them was answered": 4950,
    }
    assert scene.starts <= 110
    tried = [int(n[2:]) for n, result in results.items() if "ended" in result.reason]
    assert max(tried) > furthest
