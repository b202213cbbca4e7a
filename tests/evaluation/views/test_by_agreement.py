"""Outcomes by whether the raters of the vignettes agree: a stratum of its own, nothing dropped."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.tables import by_agreement, outcome_frame
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
    outcome("a", gold(URGENT, EMERGENCY, flags="fever"), gave(ROUTINE)),
    outcome("b", gold(SELF_CARE, ROUTINE), gave(ROUTINE)),
    outcome("c", gold(ROUTINE), gave(EMERGENCY)),
    outcome("d", gold(EMERGENCY, flags="breath"), gave_none()),
)
COUNTS = ["n", "acceptable", "under_triaged", "over_triaged", "missed_red_flag"]
AGREE, DISPUTE, UNRATED = "raters agree", "in dispute", "not rated"


def counted(table: pd.DataFrame) -> dict[str, list[int]]:
    """The numbers of each stratum."""
    return {str(name): [int(value) for value in row] for name, row in table.iterrows()}


def test_each_stratum_is_counted_apart() -> None:
    """How many, acceptable, under, over, missed; by the alphabet."""
    table = by_agreement(outcome_frame(MADE, IDS), ["a", "b", "c"], ["a", "c"])
    assert list(table.columns) == COUNTS
    assert counted(table) == {
        DISPUTE: [2, 0, 1, 1, 1],
        UNRATED: [1, 0, 0, 0, 1],
        AGREE: [1, 1, 0, 0, 0],
    }
    assert list(table.index) == [DISPUTE, UNRATED, AGREE]


def test_a_stratum_without_vignettes_has_no_row() -> None:
    """Where all agree, all are in dispute, or nobody rated any."""
    frame = outcome_frame(MADE, IDS)
    assert counted(by_agreement(frame, "abcd", [])) == {AGREE: [4, 1, 1, 1, 2]}
    assert counted(by_agreement(frame, "abcd", "abcd")) == {DISPUTE: [4, 1, 1, 1, 2]}
    assert counted(by_agreement(frame, [], [])) == {UNRATED: [4, 1, 1, 1, 2]}


def test_a_vignette_that_was_not_evaluated_is_in_no_stratum() -> None:
    """A rating of another library's vignette, or a dispute about it, changes nothing."""
    frame = outcome_frame(MADE, IDS)
    assert counted(by_agreement(frame, "az", ["z"])) == counted(by_agreement(frame, "a", []))


def test_errors_miss_and_are_nothing_else() -> None:
    """A crash is neither acceptable nor under- or over-triage; its red flags are missed."""
    errors = [outcome(o.vignette, o.expected, gave_none()) for o in MADE]
    assert counted(by_agreement(outcome_frame(errors, IDS), [], [])) == {UNRATED: [4, 0, 0, 0, 2]}


def test_nothing_evaluated_gives_no_row() -> None:
    """And no error."""
    table = by_agreement(outcome_frame((), IDS), ["a"], ["a"])
    assert (list(table.columns), len(table)) == (COUNTS, 0)


def test_the_frame_stays_as_it_is() -> None:
    """The strata are not written into it."""
    frame = outcome_frame(MADE, IDS)
    before = frame.copy()
    by_agreement(frame, ["a", "b"], ["a"])
    pd.testing.assert_frame_equal(frame, before)


@settings(deadline=None, max_examples=40)
@given(rated=st.sets(st.sampled_from("abcdz")), data=st.data())
def test_the_strata_make_the_whole(rated: set[str], data: st.DataObject) -> None:
    """Whatever is rated or in dispute, no vignette is dropped or counted twice."""
    disputed = data.draw(st.sets(st.sampled_from(sorted(rated)))) if rated else set[str]()
    table = by_agreement(outcome_frame(MADE, IDS), rated, disputed)
    assert [int(n) for n in table.sum()] == [4, 1, 1, 1, 2]
    sizes = {name: row[0] for name, row in counted(table).items()}
    evaluated = set("abcd")
    assert sizes.get(DISPUTE, 0) == len(evaluated & disputed)
    assert sizes.get(AGREE, 0) == len(evaluated & rated - disputed)
    assert sizes.get(UNRATED, 0) == len(evaluated - rated)
