"""How engines are asked: together, in any order, and less where they give no answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from evaluation.engines.protocol import Given, Request, Traits
from evaluation.engines.wire import request_to_data
from evaluation.outcomes import Result, Status
from evaluation.probing.asking import Asker, Backwards, Question
from evaluation.probing.probe import plan, search
from tests.evaluation.kit.outcomes import ROUTINE, gave, gave_none
from tests.evaluation.kit.probes import INVARIANTS, PLAIN, RULES, Made, found
from triage.loading.problems import LoadError, Problem
from triage.presentation import Presentation
from triage.truth import Answer

AB = {"a": Answer.PRESENT, "b": Answer.PRESENT, "c": Answer.ABSENT}


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Answers all but some patients, and counts how many it was asked about in each pass."""

    silent_on: frozenset[Presentation] = frozenset()
    passes: list[int] = field(default_factory=list)
    label: str = "counting"
    fingerprint: str = "sha256:counting"
    traits: Traits = PLAIN

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """Routine, or an error."""
        asked = list(requests)
        self.passes.append(len(asked))
        for request in asked:
            is_silent = request.presentation in self.silent_on
            yield request.id, gave_none() if is_silent else gave(ROUTINE)


def patients(count: int) -> list[Question]:
    """Questions about so many patients, who differ in the number."""
    return [Question(Presentation({}, {"n": float(number)})) for number in range(count)]


def test_a_patient_can_be_told_backwards() -> None:
    """All that is known is the same, and stands in the opposite order on the wire."""
    usual = Presentation(AB, {"m": 1.0, "n": 2.0})
    turned = Backwards(usual.answers, usual.numbers)
    sent = request_to_data(Question(turned).request())
    assert (sent["present"], sent["absent"]) == (["b", "a"], ["c"])
    assert list(sent["numbers"]) == ["n", "m"]
    assert dict(turned.answers) == dict(usual.answers)
    assert turned != usual


def test_the_id_of_a_request_is_that_of_the_question() -> None:
    """The same in every search; another one backwards, in another round, or of another patient."""
    usual = Presentation(AB)
    questions = [
        Question(usual),
        Question(Backwards(usual.answers)),
        Question(usual, round=1),
        Question(Presentation()),
    ]
    ids = [question.request().id for question in questions]
    assert len(set(ids)) == 4
    assert ids == [question.request().id for question in questions]
    assert [question.is_plain for question in questions] == [True, False, False, True]


def test_nothing_is_asked_twice() -> None:
    """What was said is remembered; a new pass is made only where it is asked for."""
    engine = Counting()
    asker = Asker(engine)
    asker.ask(patients(3))
    asker.ask([*patients(4), *patients(4)])
    asker.ask([])
    assert (engine.passes, asker.asked) == ([3, 1], 4)
    assert asker.ask_anew(patients(2)) == [gave(ROUTINE)] * 2
    assert asker.ask_anew([]) == []
    assert engine.passes == [3, 1, 2]
    assert asker.said_of(patients(2)) == (gave(ROUTINE),) * 2
    assert asker.said_of(patients(5)) is None


def test_more_is_asked_at_once_as_long_as_there_are_answers() -> None:
    """A few passes for many requests: each may start a process."""
    engine, steps = Counting(), []
    Asker(engine).survey(patients(3000), on_asked=lambda: steps.append(1))
    assert engine.passes == [1, 4, 16, 64, 256, 1024, 1024, 611]
    assert len(steps) == 3000


def test_after_silence_little_is_asked_at_once() -> None:
    """Whatever silence costs, few others pay for it."""
    silent = patients(4)[3].presentation
    engine = Counting(silent_on=frozenset([silent]))
    Asker(engine).survey(patients(26))
    assert engine.passes == [1, 4, 1, 4, 16]


def test_too_much_silence_ends_the_survey() -> None:
    """Each may cost a time limit; what was not asked is counted, and every step is told."""
    everybody = patients(200)
    engine = Counting(silent_on=frozenset(question.presentation for question in everybody))
    steps: list[int] = []
    asker = Asker(engine)
    asker.survey(everybody, on_asked=lambda: steps.append(1))
    assert (asker.has_stopped, asker.unanswered) == (True, 50)
    assert (sum(engine.passes), len(asker.left_out), len(steps)) == (50, 150, 200)


def test_who_holds_what_brought_silence_about_is_left_out() -> None:
    """All others are asked; a core of which nothing is known leaves out nobody."""
    core = Presentation({"a": Answer.PRESENT})
    holding = [Question(Presentation(AB, {"n": float(number)})) for number in range(20)]
    engine = Counting(silent_on=frozenset(question.presentation for question in holding))
    asker = Asker(engine)
    asker.survey([*holding, *patients(20)], lambda _question: core)
    assert (len(asker.left_out), asker.has_stopped) == (19, False)
    empty = Asker(engine)
    empty.survey([*holding, *patients(20)], lambda _question: Presentation())
    assert not empty.left_out


def test_a_crash_on_one_finding_costs_few_requests_and_hides_nothing() -> None:
    """Only patients with that finding are left out; the other fault is found all the same."""
    asked: list[Presentation] = []

    def faulty(patient: Presentation, result: Result) -> Result:
        asked.append(patient)
        if patient.answer("b") is Answer.PRESENT:
            return Result(status=Status.ERROR, reason="crashed")
        return replace(result, red_flags=frozenset())

    engine = Made(bend=faulty)
    probe = search(engine, plan(engine, RULES.vocabulary, INVARIANTS, [RULES], examples=8))
    assert found(probe) == {("answer", ""): {"b": "+"}, ("invariant", "F1"): {"a": "+"}}
    assert sum(patient.answer("b") is Answer.PRESENT for patient in asked) <= 10
    assert probe.left_out > 5


def test_an_engine_that_cannot_be_run_is_an_error() -> None:
    """Nothing was searched, and nothing is said."""

    @dataclass(frozen=True, kw_only=True)
    class Absent(Counting):
        """There is none."""

        def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
            """No answer."""
            raise LoadError([Problem(file="x", line=0, field="", message=str(len([*requests])))])

    engine = Absent()
    with pytest.raises(LoadError):
        search(engine, plan(engine, RULES.vocabulary, INVARIANTS, [RULES], examples=1))


def test_what_belongs_to_no_patient_is_a_fault() -> None:
    """Answers that nobody asked for are found, each once, however often they come."""

    @dataclass(frozen=True, kw_only=True)
    class Chatty(Made):
        """Answers a stranger too, every time."""

        def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
            """All answers, and one more."""
            yield from super().answers(requests)
            yield "q-stranger", gave(ROUTINE)

    engine = Chatty()
    probe = search(engine, plan(engine, RULES.vocabulary, INVARIANTS, [RULES], examples=2))
    assert probe.faults == ("answered q-stranger, which was not asked",)
    assert (probe.violations, probe.has_found) == ((), True)
