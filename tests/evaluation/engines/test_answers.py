"""What is taken for an answer, whoever gives it."""

from dataclasses import replace
from typing import Any

import pytest

from evaluation.engines.answers import AnswerReader, failed
from evaluation.engines.description import described
from evaluation.outcomes import Status
from tests.evaluation.kit.vignettes import WORDS

PLAIN = described("command:true")


def deep() -> list[Any]:
    """A list of lists of lists."""
    found: list[Any] = []
    for _ in range(100_000):
        found = [found]
    return found


KEYS = "id, disposition, red_flags, pathways, rules, reason, details"
MISTAKES: dict[str, dict[str, Any]] = {
    '"reason" needs to be a text, not 7.': {"reason": 7},
    f'unknown key "urgency". Allowed: {KEYS}.': {"urgency": 1},
    '"pathways" needs to be a list of texts, not a list of lists of lists.': {"pathways": deep()},
    '"rules" names something twice: ["a", "a"].': {"rules": ["a", "a"]},
}


@pytest.mark.parametrize("reason", MISTAKES)
def test_what_is_told_beside_the_disposition_is_checked_too(reason: str) -> None:
    """The reason says what stands there, and what is allowed."""
    answer = {"id": "q", "disposition": "urgent", "red_flags": [], **MISTAKES[reason]}
    assert AnswerReader(PLAIN, WORDS).result_of(answer) == failed(reason)


def test_details_are_whatever_an_engine_wants_to_tell() -> None:
    """Nobody looks into them."""
    answer = {"disposition": "urgent", "red_flags": [], "details": {"any": [1.5, None]}}
    assert AnswerReader(PLAIN, WORDS).result_of(answer).status is Status.OK


def test_red_flags_of_an_engine_that_reports_none_are_a_contradiction() -> None:
    """What is declared of it would hide them; an empty list is none."""
    silent = replace(PLAIN, traits=replace(PLAIN.traits, reports_red_flags=False))
    reader = AnswerReader(silent, WORDS)
    said = reader.result_of({"disposition": "urgent", "red_flags": ["fever"]})
    assert said == failed('it tells red flags, and is described with "red_flags: not_reported".')
    assert reader.result_of({"disposition": "urgent", "red_flags": []}).reason == ""
