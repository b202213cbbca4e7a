"""The same rates recomputed independently: of all symptom checkers together, and of each alone.

The reference gives most rates over the answered rows; ours over those alone are found by leaving
the others out first.
"""

from tests.evaluation.kit.oracle import Row, Tree, by_app, differences, leaves, outcome_of, scored
from tests.evaluation.kit.oracle_ours import answered, definition_spread, reference
from tests.evaluation.kit.oracle_parts import not_adopted


def test_the_data_is_all_there(golden: Tree, rows: tuple[Row, ...]) -> None:
    """990 rows of 22 symptom checkers on 45 vignettes, 796 of them answered."""
    disagreeing = [r for r in rows if r.advice and r.is_stored_right != (r.advice == r.gold)]
    ours = {
        "rows": len(rows),
        "apps": len(by_app(rows)),
        "vignettes": len({row.vignette for row in rows}),
        "answered": sum(row.advice != "" for row in rows),
        "not_answered": sum(row.advice == "" for row in rows),
        "stored_flag_disagrees_with_advice_eq_gold": len(disagreeing),
    }
    assert ours == golden["shape"]
    assert list(ours.values()) == [990, 22, 45, 796, 194, 23]


def test_every_rate_of_the_reference_is_ours(golden: Tree, rows: tuple[Row, ...]) -> None:
    """k, n, quotient, Wilson and exact intervals of every rate, and every cell of the tables.

    Whatever else stands in this part is named among what is not adopted.
    """
    theirs, ours = leaves(golden["reference"]), leaves(reference(rows))
    assert len(ours) == 3014
    assert differences(theirs, ours, not_adopted("reference")) == []


def test_what_papers_call_by_one_name_is_told_apart(golden: Tree, rows: tuple[Row, ...]) -> None:
    """Under-triage from 15.1 % to 53.3 %, safety from 65.4 % to 81.3 %: each is one of ours."""
    part = "definition_spread_same_data"
    theirs, ours = leaves(golden[part]), leaves(definition_spread(rows))
    assert differences(theirs, ours, not_adopted(part)) == []


def test_unanswered_rows_count_as_missed_emergencies(rows: tuple[Row, ...]) -> None:
    """176 of 330 emergencies are missed; over the answered ones it would have been 117 of 271."""
    whole = scored([outcome_of(row) for row in rows]).rates["missed_red_flag_rate"]
    over_answered = scored(answered(rows)).rates["missed_red_flag_rate"]
    assert (whole.k, whole.n, over_answered.k, over_answered.n) == (176, 330, 117, 271)
