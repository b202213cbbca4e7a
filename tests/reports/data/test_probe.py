"""A search and a sampled difference as plain data."""

import json
from typing import Any

import pytest

from evaluation.probing.differing import Sampled, differences
from evaluation.probing.patients import fit_for
from evaluation.probing.region import regions
from evaluation.probing.sample import sample_of
from reports.data.probe import probe_to_data
from reports.data.sampled import sampled_to_data
from tests.evaluation.kit import engines as faults
from tests.evaluation.kit.outcomes import gave, gave_none
from tests.evaluation.kit.probes import INVARIANTS, RULES, Made, probed
from triage.presentation import Presentation
from triage.truth import Answer

WORDS = RULES.vocabulary


@pytest.fixture(scope="module")
def dice() -> dict[str, Any]:
    """A search that finds everything, written and read again."""
    probe = probed(faults.AnswersAtRandom(ruleset=RULES), seed=5)
    data: dict[str, Any] = json.loads(json.dumps(probe_to_data(probe, WORDS)))
    return data


def of_kind(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """The first law of a kind."""
    found: dict[str, Any] = next(law for law in data["laws"] if law["law"] == kind)
    return found


def test_a_search_says_what_it_was(dice: dict[str, Any]) -> None:
    """Enough to search again, and that it proves nothing."""
    assert dice["schema"] == "triage-probe/1"
    assert (dice["is_proof"], dice["seed"], dice["examples"]) == (False, 5, 8)
    assert dice["engine"] == "AnswersAtRandom"
    assert dice["limits"].startswith("Not covered: ")
    assert dice["faults"] == dice["not_searched"] == []
    assert dice["requests"] > dice["patients"] > 0


def test_a_violation_can_be_asked_about_again(dice: dict[str, Any]) -> None:
    """Every patient as sent, what was said, and which answer fails what."""
    law = of_kind(dice, "monotone")
    violation = law["violation"]
    assert law["about"] == "a"
    assert 0 < law["broken"] <= law["patients"]
    asked = [answer["presentation"] for answer in violation["answers"]]
    assert [("a" in one["present"], "a" in one["absent"]) for one in asked] == [
        (False, True),
        (False, False),
        (True, False),
    ]
    demanded = violation["demanded"]
    said = [answer["answer"]["disposition"] for answer in violation["answers"]]
    assert demanded["of_answer"] == 2
    assert demanded["at_least"] == said[demanded["beside_answer"]]
    assert violation["is_steady"] is True


def test_the_order_in_which_findings_were_sent_is_told(dice: dict[str, Any]) -> None:
    """Of the two, one was sent backwards."""
    answers = of_kind(dice, "order")["violation"]["answers"]
    assert [answer["presentation"]["backwards"] for answer in answers] == [False, True]


def test_an_invariant_comes_with_its_sources_and_no_answer_with_its_reason() -> None:
    """Laws that hold have no violation."""
    probe = probed(faults.AlwaysCrashes(ruleset=RULES))
    data = probe_to_data(probe, WORDS)
    assert of_kind(data, "invariant")["violation"] is None
    assert of_kind(data, "invariant")["sources"] == []
    (answer,) = of_kind(data, "answer")["violation"]["answers"]
    assert answer["answer"] == {
        "status": "error",
        "disposition": None,
        "red_flags": [],
        "pathways": [],
        "reason": "cannot be started",
    }
    assert data["has_stopped"] is True


def sampled() -> Sampled:
    """The rules against an engine that loses and lowers answers."""

    def bend(patient: Presentation, result: Any) -> Any:
        if patient.answer("a") is Answer.PRESENT:
            return gave(0) if patient.numbers.get("n", 0) > 1 else gave_none()
        return result

    conditions = [each.condition for each in INVARIANTS.invariants.values()]
    patients = sample_of(WORDS, conditions, [], fit_for(WORDS, Made()), 300, 0)
    return differences(Made(label="A"), Made(label="B", bend=bend), patients, 9)


def test_a_sampled_difference_is_counted_and_placed() -> None:
    """The counts are those of the sample, and each region has its way, counts and example."""
    found = sampled()
    data = json.loads(json.dumps(sampled_to_data(found, regions(found, WORDS), WORDS)))
    assert data["schema"] == "triage-sampled-difference/1"
    assert (data["is_proof"], data["seed"]) == (False, 9)
    assert (data["first"], data["second"]) == ("A", "B")
    assert sum(data["counts"].values()) == data["sampled"] == len(found.pairs)
    assert sum(region["differing"] for region in data["regions"]) == len(found.differing)
    steps = [step for region in data["regions"] for step in region["where"]]
    assert {"name": "a", "is": "present"} in steps
    example = data["regions"][0]["example"]
    assert example["first"]["disposition"] == "urgent"
    assert example["second"]["disposition"] == "self_care"
    assert "a" in example["presentation"]["present"]
    assert any({"above", "not_above"} & set(step) for step in steps)
