"""Running an engine over a library: one outcome for every vignette, in the library's order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from evaluation.baselines.store import read_baseline
from evaluation.domain import baseline_folder, policy_file
from evaluation.engines.protocol import (
    Engine,
    EngineKind,
    Fault,
    Given,
    Request,
    Traits,
    request_of,
)
from evaluation.engines.rules import RuleSetEngine
from evaluation.evaluate import Answers, evaluate
from evaluation.gate.policy_file import read_policy
from evaluation.gate.verdict import Verdict
from evaluation.outcomes import Expected, Outcome, Result, Status
from evaluation.runs.record import Run
from tests.evaluation.kit.gates import failing, judge
from tests.evaluation.kit.outcomes import EMERGENCY, ROUTINE, URGENT, gave
from tests.evaluation.kit.vignettes import library, vignette
from triage.engine import decide
from triage.rules import RuleSet
from vignettes.library import Library
from vignettes.vignette import Kind

FEVER = vignette("fever", "urgent", present="fever", flags="fever", family="hot")
LUMP = replace(
    vignette("lump", "routine", present="lump_behind_knee", ways="spine_evaluation"),
    kind=Kind.NEAR_MISS,
)
LIBRARY = library(LUMP, FEVER)


@dataclass(frozen=True)
class Scripted:
    """An engine that gives the answers it was told, in their order."""

    script: tuple[Given, ...]
    label: str = "scripted@1"
    fingerprint: str = "sha256:scripted"
    traits: ClassVar[Traits] = Traits(kind=EngineKind.RULES)

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The script, whatever is asked."""
        ids = {request.vignette: request.id for request in requests}
        for given in self.script:
            yield given if isinstance(given, Fault) else (ids.get(given[0], given[0]), given[1])


def answers_of(*script: Given) -> Answers:
    """Outcomes and faults of a script on the two vignettes."""
    engine: Engine = Scripted(script)
    return evaluate(engine, LIBRARY)


def run_script(*script: Given) -> tuple[Outcome, ...]:
    """The outcomes of a script on the two vignettes."""
    return answers_of(*script).outcomes


def test_outcomes_come_in_the_order_of_the_library() -> None:
    """Whatever the order of the answers, results are put beside their own vignettes."""
    early, late = gave(URGENT, flags="fever"), gave(ROUTINE)
    there = run_script(("fever", early), ("lump", late))
    back = run_script(("lump", late), ("fever", early))
    assert there == back
    assert [(o.vignette, o.result) for o in there] == [("fever", early), ("lump", late)]


def test_an_outcome_has_all_that_scoring_and_comparing_need() -> None:
    """Id, family, kind, gold in ranks, the result, and the digests of the vignette's parts."""
    fever, lump = run_script(("fever", gave(URGENT)), ("lump", gave(EMERGENCY)))
    assert fever == Outcome(
        vignette="fever",
        family="hot",
        kind="canonical",
        expected=Expected(
            preferred=URGENT, floor=URGENT, ceiling=URGENT, red_flags=frozenset({"fever"})
        ),
        result=gave(URGENT),
    )
    assert fever.digests == FEVER.digests()
    assert (lump.family, lump.kind) == ("lump", "near_miss")
    assert lump.expected.pathways == {"spine_evaluation"}


def test_an_edited_patient_is_asked_under_another_id() -> None:
    """Whoever remembers answers by id has none for findings, numbers or words that are new."""
    edits = (
        FEVER,
        replace(FEVER, presentation=LUMP.presentation),
        replace(FEVER, attributes={"sex": "female"}),
        replace(FEVER, narrative="Another text."),
        replace(FEVER, id="fever-too"),
    )
    ids = [request_of(edited, edited.digests()["input"]).id for edited in edits]
    assert len(set(ids)) == len(edits)
    relabelled = replace(FEVER, gold=LUMP.gold, title="Another title")
    assert request_of(relabelled, relabelled.digests()["input"]).id == ids[0]


def test_no_answer_is_missing() -> None:
    """A vignette that the engine passed over has a result that says so."""
    fever, lump = run_script(("fever", gave(URGENT)))
    assert fever.is_ok
    assert lump.result == Result(status=Status.MISSING, reason="the engine gave no answer")


def test_an_answer_to_no_question_is_a_fault_of_the_engine() -> None:
    """It belongs to no vignette, is kept in words, and changes nothing for the others."""
    given = answers_of(("fever", gave(URGENT)), ("cramp", gave(ROUTINE)), ("lump", gave(ROUTINE)))
    assert given.faults == ("answered cramp, which was not asked",)
    assert [o.result for o in given.outcomes] == [gave(URGENT), gave(ROUTINE)]


def test_two_answers_to_one_question_are_none() -> None:
    """Which of both should count? Neither, even if they are the same; the others keep theirs."""
    twice = [("fever", gave(URGENT)), ("fever", gave(URGENT)), ("lump", gave(ROUTINE))]
    fever, lump = run_script(*twice)
    assert fever.result == Result(status=Status.ERROR, reason="answered twice")
    assert lump.result == gave(ROUTINE)


def test_what_an_engine_does_wrong_is_told_once() -> None:
    """The same fault again, in the same pass or another, says nothing new."""
    given = answers_of(Fault("printed rubbish"), Fault("printed rubbish"), ("fever", gave(URGENT)))
    assert given.faults == ("printed rubbish",)


def test_progress_is_told_of_each_answer() -> None:
    """As many calls as answers, and none for what is missing."""
    done: list[int] = []
    engine = Scripted((("fever", gave(URGENT)),))
    evaluate(engine, LIBRARY, on_done=lambda: done.append(1))
    assert len(done) == 1


def test_the_rules_answer_with_the_definite_disposition(knee: RuleSet, shipped: Library) -> None:
    """Each answer of the reference engine is its decision: level, flags, pathways, rules."""
    requests = {request.id: request for request in map(request_of, shipped)}
    for name, result in RuleSetEngine(knee).answers(requests.values()):
        decision = decide(requests[name].presentation, knee)
        assert result == Result(
            status=Status.OK,
            disposition=decision.definite.rank,
            red_flags=frozenset(decision.red_flags),
            pathways=frozenset(decision.pathways),
            rules=tuple(fired.rule.id for fired in decision.fired),
        )


def test_the_rules_say_who_they_are(knee: RuleSet) -> None:
    """Name, version and fingerprint are those of the rule set; red flags are reported."""
    engine: Engine = RuleSetEngine(knee)
    said = (engine.label, engine.fingerprint, engine.traits)
    assert said == (
        "knee@1.1.0",
        knee.fingerprint,
        Traits(kind=EngineKind.RULES, reports_red_flags=True),
    )


def test_every_vignette_is_answered_in_order(knee: RuleSet, shipped: Library) -> None:
    """The reference engine leaves none out, and keeps the library's order."""
    requests = [request_of(vignette) for vignette in shipped]
    answered = [name for name, _ in RuleSetEngine(knee).answers(requests)]
    assert answered == [request.id for request in requests]


def test_the_shipped_rules_pass_the_shipped_gate(honest_run: Run, knee: RuleSet) -> None:
    """Library, policy and baseline that ship together give a pass."""
    baseline = read_baseline(baseline_folder("knee")).run
    rules = read_policy(policy_file("knee"), knee.vocabulary)
    report = judge(baseline, honest_run, rules, scale=knee.vocabulary.scale)
    assert (report.verdict, failing(report)) == (Verdict.PASS, [])


def test_of_many_answers_that_nobody_asked_for_the_first_are_named() -> None:
    """An engine that answers for a whole other library says the rest in one fault."""
    many = [(f"other-{number}", gave(URGENT)) for number in range(1000)]
    given = answers_of(*many)
    assert len(given.faults) == 21
    assert given.faults[-1] == "answered 980 more, which were not asked"
    assert given.faults[0] == "answered other-0, which was not asked"
