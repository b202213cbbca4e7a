"""What a published R package computes from the answers of 22 symptom checkers is ours too.

Accuracy by the package is read from a stored column, which in 23 rows disagrees with advice and
gold. Ours is derived and never stored. What rests on the column is therefore compared with our
accuracy of outcomes made to be right exactly where the column says so: the formula is tested, and
the column is not adopted.
"""

from tests.evaluation.kit.oracle import Row, Tree, differences, leaves, scored
from tests.evaluation.kit.oracle_ours import answered, must_match, rate_of_stored
from tests.evaluation.kit.oracle_parts import not_adopted


def test_what_the_package_has_right_is_ours(golden: Tree, rows: tuple[Row, ...]) -> None:
    """Accuracy, safety, comprehensiveness and item difficulty agree to 1e-9, down to each count.

    Whatever else stands in this part is named among what is not adopted.
    """
    theirs, ours = leaves(golden["must_match"]), leaves(must_match(rows))
    assert differences(theirs, ours, not_adopted("must_match")) == []


def test_the_stored_column_is_not_what_was_advised(golden: Tree, rows: tuple[Row, ...]) -> None:
    """In 23 rows the column calls an advice wrong that is the gold: 424 right, and 447 derived."""
    wrong = [row for row in rows if row.advice and row.is_stored_right != (row.advice == row.gold)]
    assert len(wrong) == golden["shape"]["stored_flag_disagrees_with_advice_eq_gold"] == 23
    assert {(row.advice, row.gold) for row in wrong} == {("Non-Emergency", "Non-Emergency")}
    assert (rate_of_stored(rows).k, scored(answered(rows)).rates["accuracy"].k) == (424, 447)
