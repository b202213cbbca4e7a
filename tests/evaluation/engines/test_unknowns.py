"""Engines that cannot tell "not asked" from "absent": what they are shown, and what it costs."""

import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest

from evaluation.engines.protocol import EngineKind, Given, Request, Traits, Unknowns
from evaluation.engines.unknowns import WithoutUnknowns
from evaluation.outcomes import Result, Status
from tests.evaluation.kit.outcomes import ROUTINE, gave
from triage.presentation import Presentation
from triage.truth import Answer

FINDINGS = ("fever", "locking", "skin_redness", "knee_swelling")
SAID = gave(ROUTINE)


@dataclass(frozen=True)
class Listening:
    """An engine that answers as it goes, and keeps what it was shown; it may stop halfway."""

    unknowns: Unknowns
    heard: list[Presentation]
    stops_after: int = 10**9
    label: str = "listening@1"
    fingerprint: str = "sha256:listening"

    @property
    def traits(self) -> Traits:
        """What is declared of it."""
        return Traits(kind=EngineKind.COMMAND, unknowns=self.unknowns)

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The same for everybody."""
        for number, request in enumerate(requests):
            if number == self.stops_after:
                raise KeyError("model")
            self.heard.append(request.presentation)
            yield request.id, SAID


@dataclass(frozen=True)
class Forgetful(Listening):
    """The same, and keeps nothing."""

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The same for everybody."""
        for request in requests:
            yield request.id, SAID


def shown_to(engine: Listening) -> WithoutUnknowns:
    """The engine under its policy."""
    return WithoutUnknowns(engine=engine, findings=FINDINGS, numbers=("age_years",))


def request(name: str, *, known: int) -> Request:
    """A patient of whom so many findings are known to be absent, and the age."""
    absent = dict.fromkeys(FINDINGS[:known], Answer.ABSENT)
    return Request(id=name, presentation=Presentation(absent, {"age_years": 60.0}))


def abstained(open_: str) -> Result:
    """What the harness says where it did not ask."""
    return Result(status=Status.ABSTAINED, reason=f"not known: {open_}")


def test_an_engine_abstains_where_something_that_it_reads_is_not_known() -> None:
    """It is not asked there, in whatever order they come, and the first names are told."""
    engine = Listening(Unknowns.ABSTAIN, [])
    asked = [request("a", known=3), request("b", known=4), request("c", known=4)]
    asked += [request("d", known=0), Request(id="e", presentation=Presentation())]
    assert dict(shown_to(engine).answers(asked)) == {  # type: ignore[arg-type]  # no faults here
        "a": abstained("knee_swelling"),
        "b": SAID,
        "c": SAID,
        "d": abstained("fever, locking, skin_redness and 1 more"),
        "e": abstained("fever, locking, skin_redness and 2 more"),
    }
    assert engine.heard == [asked[1].presentation, asked[2].presentation]


def test_nothing_is_asked_before_it_is_wanted() -> None:
    """The first answer is there when only the first patients have been looked at."""
    looked_at: list[str] = []

    def patients() -> Iterator[Request]:
        for number in range(100):
            looked_at.append(f"q-{number}")
            yield request(f"q-{number}", known=4)

    answers = shown_to(Listening(Unknowns.ABSTAIN, [])).answers(patients())
    assert next(iter(answers)) == ("q-0", SAID)
    assert looked_at == ["q-0"]


def test_memory_does_not_grow_with_the_number_of_requests() -> None:
    """Ten times as many, of which every second is not asked, need the same."""

    def peak_of(count: int) -> int:
        patients = (request(f"q-{number}", known=3 + number % 2) for number in range(count))
        tracemalloc.start()
        try:
            for _ in shown_to(Forgetful(Unknowns.ABSTAIN, [])).answers(patients):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak_of(10)
    assert peak_of(10_000) - peak_of(1_000) < 9_000 * 20


def test_who_was_not_asked_abstains_also_where_the_engine_stops() -> None:
    """What becomes of the engine later does not change that."""
    engine = shown_to(Listening(Unknowns.ABSTAIN, [], stops_after=1))
    found: list[Given] = []
    asked = [request("a", known=4), request("b", known=3), request("c", known=4)]
    with pytest.raises(KeyError):
        found.extend(engine.answers(asked))
    assert found == [("a", SAID), ("b", abstained("knee_swelling"))]


def test_an_engine_is_shown_what_was_not_asked_as_absent() -> None:
    """What is known stays as it is, and a number that is not known is not made up."""
    engine = Listening(Unknowns.ABSENT, [])
    patient = Request(id="a", presentation=Presentation({"fever": Answer.PRESENT}))
    assert list(shown_to(engine).answers([patient])) == [("a", SAID)]
    others = dict.fromkeys(FINDINGS[1:], Answer.ABSENT)
    assert engine.heard == [Presentation({"fever": Answer.PRESENT, **others})]


def test_it_is_the_engine_that_it_is() -> None:
    """Name, hash and traits are its own."""
    engine = Listening(Unknowns.ABSENT, [])
    under = shown_to(engine)
    said = (under.label, under.fingerprint, under.traits)
    assert said == (engine.label, engine.fingerprint, engine.traits)
