"""Outcomes in words."""

from dataclasses import replace

import pytest

from evaluation.describe import (
    given_words,
    gold_words,
    percent,
    reasons,
    what_happened,
    worst_first,
)
from evaluation.engines.unknowns import NOT_KNOWN
from evaluation.outcomes import Expected, Outcome, Result, Status
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    IDS,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (gold(URGENT, flags="fever"), "urgent (fever)"),
        (gold(URGENT, EMERGENCY, flags="fever clot"), "urgent to emergency (clot, fever)"),
        (gold(SELF_CARE, absent="fever"), "self_care (no red flag)"),
    ],
)
def test_a_gold_is_its_range_and_its_red_flags(expected: Expected, words: str) -> None:
    """One disposition or a range, then the flags in the order of their names."""
    assert gold_words(expected, IDS) == words


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (gave(ROUTINE), "routine (no red flag)"),
        (gave(EMERGENCY, flags="fever clot"), "emergency (clot, fever)"),
        (gave(SELF_CARE), "self_care (no red flag)"),
        (gave_none(Status.ERROR, "it broke"), "error: it broke"),
        (gave_none(Status.ABSTAINED, "not sure"), "abstained: not sure"),
        (gave_none(Status.MISSING, "no line"), "missing: no line"),
    ],
)
def test_an_answer_is_its_disposition_and_flags_or_why_there_is_none(
    result: Result, words: str
) -> None:
    """No answer says its status and its reason."""
    assert given_words(outcome("a", gold(URGENT), result), IDS) == words


def test_what_happened_sets_both_sides_beside_each_other() -> None:
    """The whole sentence, as checks and lists show it."""
    made = outcome("a", gold(URGENT, flags="fever"), gave(ROUTINE))
    assert what_happened(made, IDS) == "expected urgent (fever), got routine (no red flag)"


def test_what_happened_names_lost_pathways() -> None:
    """Pathways that were expected and not given are told, in the order of their names."""
    made = outcome("a", gold(ROUTINE, ways="spine lungs x"), gave(ROUTINE, ways="x y"))
    assert what_happened(made, IDS) == (
        "expected routine (no red flag), got routine (no red flag), "
        "without the pathway lungs, spine"
    )


def test_of_an_engine_without_red_flags_none_are_said_to_be_given() -> None:
    """An answer that could not name a red flag is not told to have named none."""
    told = gave(ROUTINE)
    made = replace(outcome("a", gold(URGENT, flags="fever"), told), repeats=(told, gave(URGENT)))
    assert what_happened(made, IDS, reports_red_flags=False) == (
        "expected urgent (fever), got routine [at times routine, urgent]"
    )


WORST_FIRST = [
    outcome("crash", gold(EMERGENCY, flags="breath"), gave_none()),
    outcome("breath", gold(EMERGENCY, flags="breath"), gave(SELF_CARE)),
    outcome("fever", gold(URGENT, flags="fever"), gave(ROUTINE)),
    outcome("far", gold(EMERGENCY), gave(SELF_CARE)),
    outcome("routine-a", gold(ROUTINE), gave(SELF_CARE)),
    outcome("routine-b", gold(ROUTINE), gave(SELF_CARE)),
    outcome("undetected", gold(URGENT, flags="fever"), gave(URGENT)),
    outcome("over-by-two", gold(SELF_CARE), gave(URGENT)),
    outcome("a-seen-and-over", gold(ROUTINE, flags="fever"), gave(URGENT, flags="fever")),
    outcome("a-seen", gold(URGENT, flags="fever", ways="spine"), gave(URGENT, flags="fever")),
    outcome("pathway", gold(ROUTINE, ways="spine"), gave(ROUTINE)),
    outcome("a-false-flag", gold(ROUTINE, absent="fever"), gave(ROUTINE, flags="fever")),
    outcome("a-right-one", gold(ROUTINE), gave(ROUTINE)),
]


def test_the_worst_comes_first() -> None:
    """By what fails, whatever the gold demands beside it; the last is the id."""
    assert worst_first(reversed(WORST_FIRST)) == WORST_FIRST


def test_an_engine_without_red_flags_fails_none_by_silence() -> None:
    """What it could not raise comes with what is right, and what it did comes before that."""
    order = [o.vignette for o in worst_first(WORST_FIRST, reports_red_flags=False)]
    assert order.index("undetected") == len(WORST_FIRST) - 1
    assert order[:6] == [o.vignette for o in WORST_FIRST[:6]]


def unanswered(*said: str, status: Status = Status.ERROR) -> list[Outcome]:
    """Vignettes without an answer, for these reasons."""
    return [
        outcome(f"{reason}-{n}", gold(URGENT), gave_none(status, reason))
        for n, reason in enumerate(said)
    ]


def test_where_all_are_answered_there_is_no_reason() -> None:
    """Nothing is summed up, not even as none."""
    assert reasons([outcome("a", gold(URGENT), gave(URGENT))]) == ()
    assert reasons([]) == ()


def test_the_same_reason_counts_once_the_most_frequent_first() -> None:
    """Of as many the first by its words; a vignette without a reason has its status for one."""
    made = unanswered("b", "b", "a", "a", "c", "c", "c")
    made += unanswered("", status=Status.MISSING)
    assert reasons(made) == (("c", 3), ("a", 2), ("b", 2), ("missing", 1))


def test_what_was_not_asked_comes_after_what_caused_it() -> None:
    """However many they are: the cause is what somebody can mend."""
    made = unanswered(*["not asked: 50 were asked alone"] * 9, "KeyError: 'age'", "exit code 1")
    assert reasons(made) == (
        ("KeyError: 'age'", 1),
        ("exit code 1", 1),
        ("not asked: 50 were asked alone", 9),
    )


def test_reasons_that_differ_only_in_their_place_count_together() -> None:
    """One that stands alone keeps its place."""
    made = unanswered(
        'line 2: unknown disposition "home"', 'line 31: unknown disposition "home"',
        "recorded 2 times: row 4, row 15", "recorded 2 times: row 5, row 7",
        "line 7: no text",
    )  # fmt: skip
    assert reasons(made) == (
        ('line …: unknown disposition "home"', 2),
        ("recorded 2 times: row …, row …", 2),
        ("line 7: no text", 1),
    )


def test_what_is_not_known_is_one_reason() -> None:
    """Which finding it is differs from patient to patient."""
    abstained = Status.ABSTAINED
    made = unanswered(f"{NOT_KNOWN}fever", f"{NOT_KNOWN}age_years", status=abstained)
    assert reasons(made) == (("something that it reads is not known", 2),)
    assert reasons(made[:1]) == ((f"{NOT_KNOWN}fever", 1),)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not estimable"),
        (0.0, "0.0 %"),
        (1.0, "100.0 %"),
        (0.5, "50.0 %"),
        (1 / 3, "33.3 %"),
        (0.0004, "<0.1 %"),
        (0.0005, "0.1 %"),
        (0.9994, "99.9 %"),
        (0.9996, ">99.9 %"),
    ],
)
def test_a_share_never_rounds_to_all_or_nothing(value: float | None, words: str) -> None:
    """100.0 % and 0.0 % are said only where they are exact, and nothing is said of nothing."""
    assert percent(value) == words
