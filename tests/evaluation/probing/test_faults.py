"""Engines with one fault each: it breaks its own law, with the smallest patient there is."""

from dataclasses import replace

import pytest

from evaluation.engines.protocol import Engine
from evaluation.outcomes import Result, Status
from tests.evaluation.kit import engines as faults
from tests.evaluation.kit.probes import (
    INVARIANTS,
    RULES,
    Made,
    found,
    known,
    last_one_wins,
    probed,
)
from triage.presentation import Presentation
from triage.truth import Answer

Found = dict[tuple[str, str], dict[str, object]]
NOBODY: dict[str, object] = {}
RED: dict[str, object] = {"a": "+"}


def calmed_by_red(patient: Presentation, result: Result) -> Result:
    """Takes a red-flag finding for an explanation: with ``b`` and ``n``, ``a`` lowers."""
    is_hit = patient.answer("a") is Answer.PRESENT and patient.numbers.get("n") == 3
    return replace(result, disposition=0) if is_hit else result


def moved_by_nothing(patient: Presentation, result: Result) -> Result:
    """Reads a finding that means nothing: known to be absent, it makes everybody routine."""
    is_hit = patient.answer("c") is Answer.ABSENT and result.disposition == 2
    return replace(result, disposition=3) if is_hit else result


def lulled_by_nothing(patient: Presentation, result: Result) -> Result:
    """Less urgent where a finding is present that means nothing."""
    is_hit = patient.answer("c") is Answer.PRESENT and result.disposition == 1
    return replace(result, disposition=0) if is_hit else result


FAULTY: list[tuple[Engine, Found]] = [
    (
        faults.AlwaysLeastUrgent(ruleset=RULES),
        {("invariant", "F1"): RED, ("open", "F1"): NOBODY, ("minimum", "flag"): RED},
    ),
    (faults.AlwaysMostUrgent(ruleset=RULES), {("invariant", "C1"): {"a": "-"}}),
    (
        faults.LowersOneDisposition(ruleset=RULES, level=2),
        {("invariant", "F1"): RED, ("minimum", "flag"): RED},
    ),
    (
        faults.SwapsTwoDispositions(ruleset=RULES, lower=1),
        {
            ("invariant", "F1"): RED,
            ("invariant", "C1"): {"a": "-", "n": 2},
            ("minimum", "flag"): RED,
            ("monotone", "a"): NOBODY,
        },
    ),
    (
        faults.DetectsButDoesNotAct(ruleset=RULES),
        {("invariant", "F1"): RED, ("minimum", "flag"): RED},
    ),
    (faults.ActsButDoesNotDetect(ruleset=RULES), {("invariant", "F1"): RED}),
    (
        faults.IgnoresOneRedFlag(ruleset=RULES, flag="flag"),
        {("invariant", "F1"): RED, ("open", "F1"): NOBODY},
    ),
    (faults.RaisesEveryFlag(ruleset=RULES), {("minimum", "flag"): NOBODY}),
    (faults.ForgetsPathways(ruleset=RULES), {("invariant", "F1"): RED}),
    (
        faults.ReadsUnknownAsAbsent(ruleset=RULES),
        {("open", "F1"): NOBODY, ("unknown", "a"): NOBODY},
    ),
    (faults.CrashesOnOneFinding(ruleset=RULES, finding="b"), {("answer", ""): {"b": "+"}}),
    (faults.AlwaysCrashes(ruleset=RULES), {("answer", ""): NOBODY}),
    (faults.DropsTheLastVignette(ruleset=RULES), {("answer", ""): NOBODY}),
    (Made(label="last one wins", bend=last_one_wins), {("order", ""): {"a": "+", "c": "+"}}),
    (
        Made(label="calmed", bend=calmed_by_red),
        {
            ("invariant", "F1"): {"a": "+", "n": 3},
            ("minimum", "flag"): {"a": "+", "n": 3},
            ("monotone", "a"): {"n": 3},
        },
    ),
    (Made(label="moved", bend=moved_by_nothing), {("irrelevant", "c"): RED}),
    (
        Made(label="lulled", bend=lulled_by_nothing),
        {("open", "F1"): {"c": "+"}, ("unknown", "a"): {"c": "+"}, ("irrelevant", "c"): NOBODY},
    ),
]


@pytest.mark.parametrize(
    ("engine", "expected"), FAULTY, ids=lambda value: getattr(value, "label", "")
)
def test_a_fault_breaks_its_own_law_with_the_smallest_patient(
    engine: Engine, expected: Found
) -> None:
    """What is found is what is wrong, of the least that can be known, and nothing else."""
    probe = probed(engine)
    assert found(probe) == expected
    assert all(violation.is_steady for violation in probe.violations)
    assert probe.has_found


def test_the_rules_themselves_break_nothing() -> None:
    """The honest engine: every law was looked at, and none is broken."""
    probe = probed(Made())
    assert (found(probe), probe.has_found, probe.faults) == ({}, False, ())
    never = {each.law.kind.value for each in probe.searched if not each.tried}
    assert never == {"unknown"}  # the rules never give the least urgent answer while ``a`` is open


def test_every_law_is_broken_by_one_that_rolls_dice() -> None:
    """Dice that fall by the id of a request break whatever can be broken."""
    probe = probed(faults.AnswersAtRandom(ruleset=RULES))
    broken = {violation.law.kind.value for violation in probe.violations}
    kinds = {each.law.kind.value for each in probe.searched}
    assert broken == kinds - {"answer"}


def test_the_answers_that_are_shown_are_those_of_the_law() -> None:
    """For a law about a change, each changed patient with what was said, and what was demanded."""
    probe = probed(faults.SwapsTwoDispositions(ruleset=RULES, lower=1))
    (violation,) = [one for one in probe.violations if one.law.kind.value == "monotone"]
    said = [(known(patient), result.disposition) for patient, result in violation.answers]
    assert said == [({"a": "-"}, 0), ({}, 2), ({"a": "+"}, 1)]
    assert (violation.demand.answer, violation.demand.beside, violation.demand.at_least) == (
        2,
        1,
        2,
    )


def test_what_is_not_there_again_is_said_to_be_unsteady() -> None:
    """An engine that fails once, and never again, is found and not made more of than that."""
    seen: list[Presentation] = []

    def once(patient: Presentation, result: Result) -> Result:
        seen.append(patient)
        is_first = seen.count(patient) == 1
        return (
            Result(status=Status.ERROR, reason="cold")
            if is_first and not patient.answers
            else result
        )

    probe = probed(Made(bend=once))
    (violation,) = probe.violations
    assert (violation.law.kind.value, violation.is_steady) == ("answer", False)


def test_how_many_patients_break_a_law_is_counted() -> None:
    """Broken in k of those of whom the law says something, and in all of them here."""
    probe = probed(faults.DetectsButDoesNotAct(ruleset=RULES))
    counts = {(e.law.kind.value, e.law.about): (e.broken, e.tried) for e in probe.searched}
    broken, tried = counts["minimum", "flag"]
    assert broken == tried > 0
    assert counts["invariant", "C1"][0] == 0
    assert set(INVARIANTS.invariants) == {"F1", "C1"}
