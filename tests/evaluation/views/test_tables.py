"""Outcomes as data frames, and the agreement that is read from them."""

import pandas as pd
import pytest

from evaluation.outcomes import Outcome, Status
from evaluation.tables import NO_ANSWER, agreement, confusion, outcome_frame
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

MADE = (
    outcome("a", gold(URGENT, EMERGENCY, flags="fever"), gave(ROUTINE), family="f"),
    outcome("b", gold(SELF_CARE, ROUTINE), gave(ROUTINE), kind="near_miss"),
    outcome("c", gold(ROUTINE), gave(EMERGENCY), kind="near_miss"),
    outcome("d", gold(EMERGENCY, flags="breath"), gave_none(Status.ABSTAINED)),
)
ALL_ERRORS = tuple(outcome(o.vignette, o.expected, gave_none()) for o in MADE)
WEIGHTS = ("unweighted", "linear", "quadratic")
COLUMNS = [
    "vignette",
    "family",
    "kind",
    "floor",
    "expected",
    "ceiling",
    "given",
    "status",
    "acceptable",
    "under_triaged",
    "over_triaged",
    "missed_red_flag",
]


def cells(table: pd.DataFrame) -> list[list[int]]:
    """The numbers of a table, row by row."""
    return [[int(value) for value in row] for row in table.to_numpy()]


def test_a_frame_has_one_row_for_each_vignette() -> None:
    """Every column of every vignette, dispositions by id, a missing answer as missing."""
    frame = outcome_frame(MADE, IDS)
    assert list(frame.columns) == COLUMNS
    rows = [[None if pd.isna(v) else v for v in row] for row in frame.to_numpy().tolist()]
    urgent = ["urgent", "urgent", "emergency"]
    home = ["self_care", "self_care", "routine"]
    assert rows == [
        ["a", "f", "canonical", *urgent, "routine", "ok", False, True, False, True],
        ["b", "b", "near_miss", *home, "routine", "ok", True, False, False, False],
        ["c", "c", "near_miss", *["routine"] * 3, "emergency", "ok", False, False, True, False],
        ["d", "d", "canonical", *["emergency"] * 3, None, "abstained", False, False, False, True],
    ]


@pytest.mark.parametrize("made", [MADE, ALL_ERRORS, ()], ids=["some", "all errors", "none"])
def test_dispositions_are_ordered_categories(made: tuple[Outcome, ...]) -> None:
    """The least urgent first, every level there, whatever the rows are."""
    frame = outcome_frame(made, IDS)
    assert len(frame) == len(made)
    for column in ("floor", "expected", "ceiling", "given"):
        assert list(frame[column].cat.categories) == list(IDS)
        assert frame[column].cat.ordered


def test_confusion_has_a_column_for_no_answer() -> None:
    """Rows are preferred, columns given, levels that never occur included."""
    table = confusion(outcome_frame(MADE, IDS))
    assert list(table.index) == list(IDS)
    assert list(table.columns) == [*IDS, NO_ANSWER]
    assert cells(table) == [[0, 1, 0, 0, 0], [0, 0, 0, 1, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1]]


def test_confusion_of_errors_is_all_no_answer() -> None:
    """Whatever crashed is in the last column, one to a row here."""
    assert cells(confusion(outcome_frame(ALL_ERRORS, IDS))) == [[0, 0, 0, 0, 1]] * 4


def test_confusion_of_nothing_is_all_zero() -> None:
    """No vignette leaves a table of zeros, complete with its levels."""
    table = confusion(outcome_frame((), IDS))
    assert (list(table.index), list(table.columns)) == (list(IDS), [*IDS, NO_ANSWER])
    assert cells(table) == [[0] * 5] * 4


def test_agreement_knows_its_weights() -> None:
    """Gold 0, 0, 1, 1 and given 0, 0, 0, 1 agree to one half beyond chance, on two levels."""
    ranks = [(SELF_CARE, SELF_CARE)] * 2 + [(ROUTINE, SELF_CARE), (ROUTINE, ROUTINE)]
    made = [outcome(f"v{i}", gold(g), gave(d)) for i, (g, d) in enumerate(ranks)]
    found = agreement(made, levels=4)
    assert list(found) == list(WEIGHTS)
    for weights, result in found.items():
        assert (result.weights, result.n) == (weights, 4)
        assert result.value == pytest.approx(0.5)
        assert result.interval is not None
        assert result.interval.interval is not None
        assert result.interval.interval.lower <= 0.5 <= result.interval.interval.upper


def test_agreement_weighs_how_far_off_an_answer_is() -> None:
    """One answer three steps off costs more with weights than one that is one step off."""
    right = [outcome(f"r{rank}", gold(rank), gave(rank)) for rank in range(4)]
    near = [*right, outcome("x", gold(ROUTINE), gave(SELF_CARE))]
    far = [*right, outcome("x", gold(EMERGENCY), gave(SELF_CARE))]
    values = {
        weights: (agreement(near, 4)[weights].value, agreement(far, 4)[weights].value)
        for weights in WEIGHTS
    }
    unweighted = values["unweighted"]
    assert unweighted[0] == pytest.approx(unweighted[1])
    for weights in ("linear", "quadratic"):
        one_step, three_steps = values[weights]
        assert one_step is not None
        assert three_steps is not None
        assert three_steps < one_step


def test_agreement_reads_only_what_was_answered() -> None:
    """N says how many; abstentions neither help nor harm it."""
    answered = [outcome(f"v{i}", gold(i), gave(i)) for i in range(4)]
    silent = [outcome(f"s{i}", gold(i), gave_none()) for i in range(4)]
    assert agreement([*answered, *silent], 4) == agreement(answered, 4)
    assert {result.n for result in agreement([*answered, *silent], 4).values()} == {4}


def test_agreement_is_the_same_every_time() -> None:
    """The bootstrap is seeded: the same run gives the same interval."""
    made = [outcome(f"v{i}", gold(i % 4), gave(i % 3)) for i in range(12)]
    assert agreement(made, 4) == agreement(made, 4)


@pytest.mark.parametrize(
    ("made", "n"),
    [((), 0), (ALL_ERRORS, 0), ((outcome("a", gold(URGENT), gave(URGENT)),), 1)],
    ids=["none", "all errors", "one level only"],
)
def test_agreement_of_nothing_to_tell_apart_is_not_estimable(
    made: tuple[Outcome, ...], n: int
) -> None:
    """No answer, or one level alone, has no agreement and no interval."""
    found = agreement(made, 4)
    assert [(r.n, r.value, r.interval) for r in found.values()] == [(n, None, None)] * 3
