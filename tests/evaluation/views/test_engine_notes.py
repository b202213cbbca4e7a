"""What is not usual in an engine, in words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pytest

from evaluation.describe import engine_notes, given_words
from evaluation.engines.unknowns import NOT_KNOWN
from evaluation.outcomes import Outcome, Result, Status
from tests.evaluation.kit.gates import RECORD
from tests.evaluation.kit.outcomes import (
    IDS,
    ROUTINE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
)

RIGHT: Final = outcome("right", gold(ROUTINE), gave(ROUTINE))


def notes(outcomes: Sequence[Outcome] = (RIGHT,), **changed: Any) -> tuple[str, ...]:
    """What is said of an engine with some of its traits changed."""
    return engine_notes(replace(RECORD, **changed), outcomes)


def asked(name: str, *given: Result) -> Outcome:
    """A vignette with several answers, the first of which counts."""
    return replace(outcome(name, gold(ROUTINE), given[0]), repeats=tuple(given))


def test_of_a_rule_set_there_is_nothing_to_say() -> None:
    """It knows three values, reports red flags, and answers the same again."""
    assert notes() == ()


def test_unknown_given_as_absent_is_said() -> None:
    """Whatever the answers are: they were given to other questions."""
    assert notes(unknowns="absent") == (
        "Unknown findings are given to this engine as absent, and unknown numbers not at all.",
    )


def test_an_engine_that_is_not_asked_abstains_and_how_often() -> None:
    """Only where the harness did not ask; abstaining of its own accord is another matter."""
    made = [
        RIGHT,
        outcome("open", gold(URGENT), gave_none(Status.ABSTAINED, f"{NOT_KNOWN}fever")),
        outcome("unsure", gold(URGENT), gave_none(Status.ABSTAINED, "unsure")),
        outcome("broken", gold(URGENT), gave_none(Status.ERROR, f"{NOT_KNOWN}fever")),
    ]
    assert notes(made, unknowns="abstain") == (
        "This engine abstains where something that it reads is not known: 1 of 4 vignettes.",
    )


def test_judged_by_action_alone_is_said() -> None:
    """So that nobody takes no detection rate for a good one."""
    (note,) = notes(reports_red_flags=False)
    assert note == (
        "This engine reports no red flags: it is judged by action alone, and nothing is known of "
        "what it detects."
    )


def test_an_engine_that_may_answer_otherwise_was_asked_once() -> None:
    """One run of it is one draw, and the note says how to draw more."""
    (note,) = notes(is_deterministic=False)
    assert note == (
        "This engine is declared not deterministic, and was asked once: asked again, it may answer "
        "otherwise (--repeat N asks N times)."
    )


@pytest.mark.parametrize(
    ("is_deterministic", "meaning"),
    [
        (True, "an answer that differs counts as none"),
        (False, "it is declared not deterministic, and the worst answer counts"),
    ],
)
def test_asked_several_times_says_what_counts(meaning: str, *, is_deterministic: bool) -> None:
    """And in how many vignettes the answers differ; other reasons are no other answer."""
    made = [
        asked("same", gave(ROUTINE), gave(ROUTINE)),
        asked("told", gave(ROUTINE, rules="a"), gave(ROUTINE, rules="b")),
        asked("other", gave(ROUTINE), gave(URGENT)),
    ]
    assert notes(made, repeat=2, is_deterministic=is_deterministic) == (
        f"Asked 2 times over: {meaning}. 1 of 3 vignettes had answers that differ.",
    )


def test_one_vignette_is_one_vignette() -> None:
    """The words follow the number."""
    (note,) = notes([asked("same", gave(ROUTINE), gave(ROUTINE))], repeat=2)
    assert note.endswith(" 0 of 1 vignette had answers that differ.")


@pytest.mark.parametrize(
    ("faults", "shown"),
    [
        (("It wrote garbage.",), "It wrote garbage."),
        (("a", "b.", "c"), "a; b; c."),
        (("a", "b", "c", "d"), "a; b; c and 1 more."),
        (tuple("abcdefgh"), "a; b; c and 5 more."),
    ],
)
def test_faults_are_a_short_list(faults: tuple[str, ...], shown: str) -> None:
    """The first three, and how many more there are; in words that suit a file of answers too."""
    assert notes(faults=faults) == (f"Faults: {shown}",)


def test_all_notes_stand_in_one_order() -> None:
    """Unknowns, red flags, repeats, faults."""
    said = notes(unknowns="absent", reports_red_flags=False, is_deterministic=False, faults=("a",))
    begins = ["Unknown findings", "This engine reports", "This engine is declared", "Faults: "]
    assert [note[: len(start)] for note, start in zip(said, begins, strict=True)] == begins


def test_answers_that_differ_are_shown_each_once() -> None:
    """Beside the one that counts; where all are the same there is nothing to add."""
    differing = asked("a", gave(ROUTINE), gave(URGENT, flags="fever"), gave(ROUTINE))
    assert given_words(differing, IDS) == (
        "routine (no red flag) [at times routine (no red flag), urgent (fever)]"
    )
    assert given_words(asked("b", gave(ROUTINE), gave(ROUTINE)), IDS) == "routine (no red flag)"
