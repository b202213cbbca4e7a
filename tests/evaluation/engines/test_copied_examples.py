"""The service and the classifier that are there to be copied run as their engine files say."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from evaluation.engines.build import build_engine
from evaluation.engines.description import Calls, Description, read_description
from evaluation.evaluate import evaluate
from evaluation.outcomes import Outcome
from tests.evaluation.kit.vignettes import WORDS, library, vignette

EXAMPLES = Path(__file__).parents[3] / "docs" / "engines"
LIBRARY = library(
    vignette("ache", "self_care", present="dull_ache"),
    vignette("clot", "emergency", present="history_of_blood_clots", flags="history_of_blood_clots"),
    vignette("fever", "urgent", present="fever", flags="fever"),
    vignette("fever-not-asked", "routine", present="dull_ache", not_asked="fever"),
    vignette("redness", "urgent", present="skin_redness", flags="skin_redness"),
)


def outcomes(description: Description) -> dict[str, Outcome]:
    """What an engine gives for each vignette, all of which it has to answer, and nothing else."""
    given = evaluate(build_engine(description, WORDS), LIBRARY)
    assert given.faults == ()
    assert all(outcome.is_ok for outcome in given.outcomes)
    return {outcome.vignette: outcome for outcome in given.outcomes}


@contextmanager
def running() -> Iterator[str]:
    """The service as its page says, on a free port; its address."""
    with subprocess.Popen(
        [sys.executable, str(EXAMPLES / "service.py"), "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as service:
        assert service.stdout is not None
        try:
            yield service.stdout.readline().strip()
        finally:
            service.terminate()


def test_the_service_knows_three_red_flags() -> None:
    """Asked with arrays as its engine file says, or one by one, it misses only the clot."""
    told = read_description(EXAMPLES / "service.yaml", WORDS)
    assert told.calls == Calls(per_request=20, at_once=2, retries=3)
    with running() as url:
        arrays = outcomes(replace(told, reference=url))
        objects = outcomes(replace(told, reference=url, calls=Calls()))
    assert {name for name in arrays if not arrays[name].is_acceptable} == {"clot"}
    assert arrays["fever"].result.red_flags == {"fever"}
    assert arrays == objects


def test_the_classifier_tells_not_asked_from_absent() -> None:
    """It was fitted on other patients, never saw a clot, and does not send the unasked home."""
    made = outcomes(read_description(EXAMPLES / "sklearn_engine.yaml", WORDS))
    assert {name for name in made if not made[name].is_acceptable} == {"clot"}
    assert made["ache"].result.disposition == 0
    assert made["fever-not-asked"].result.disposition == 1
