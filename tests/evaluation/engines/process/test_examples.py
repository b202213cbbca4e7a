"""The engines that are there to be copied work, and say what they say of themselves."""

import sys
from dataclasses import replace
from pathlib import Path

from evaluation.engines.description import described
from evaluation.engines.process import ProcessEngine
from evaluation.evaluate import Answers, evaluate
from evaluation.outcomes import Outcome
from tests.evaluation.kit.vignettes import WORDS, library, vignette

EXAMPLES = Path(__file__).parents[4] / "docs" / "engines"
LIBRARY = library(
    vignette("ache", "self_care", present="dull_ache"),
    vignette("clot", "emergency", present="history_of_blood_clots", flags="history_of_blood_clots"),
    vignette("fever", "urgent", present="fever", flags="fever"),
    vignette("fever-not-asked", "routine", present="dull_ache", not_asked="fever"),
    vignette("redness", "urgent", present="skin_redness", flags="skin_redness"),
)


def evaluated(reference: str) -> Answers:
    """The vignettes, answered by an engine in the folder of examples."""
    description = replace(described(reference), folder=EXAMPLES)
    return evaluate(ProcessEngine(description, WORDS), LIBRARY)


def is_right(outcome: Outcome) -> bool:
    """Acceptable, with the red flags of the gold and no other."""
    return outcome.is_acceptable and outcome.result.red_flags == outcome.expected.red_flags


def test_the_function_decides_single_red_flags() -> None:
    """All of them right, also where nobody asked for the fever."""
    given = evaluated("python:by_hand:triage")
    assert [is_right(outcome) for outcome in given.outcomes] == [True] * 5
    assert given.faults == ()


def test_the_command_knows_of_fever_alone() -> None:
    """It answers every vignette, and misses the two that it knows nothing about."""
    given = evaluated(f"command:{sys.executable} lines.py")
    assert all(outcome.is_ok for outcome in given.outcomes)
    missed = [outcome.vignette for outcome in given.outcomes if not is_right(outcome)]
    assert missed == ["clot", "redness"]
    assert given.faults == ()
