"""Where something came into a row of revisions."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.comparison import ENDPOINTS
from evaluation.history.introduced import Turn, turns
from evaluation.outcomes import Outcome
from tests.evaluation.kit.outcomes import ROUTINE, URGENT, gave, gold, outcome

GOOD = outcome("a", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
BAD = outcome("a", gold(URGENT, flags="fever"), gave(ROUTINE))
MISSES = ENDPOINTS[0].is_failed_by


def told(row: str) -> tuple[Turn, ...]:
    """The turns of a row of ``+`` (does not fail), ``-`` (fails) and ``?`` (cannot be asked)."""
    said: dict[str, Outcome | None] = {"+": GOOD, "-": BAD, "?": None}
    return turns([said[each] for each in row], MISSES)


def test_a_miss_that_comes_goes_and_comes_again_has_every_turn() -> None:
    """The last one is the newest introduction."""
    found = told("+-+--")
    assert [(turn.at, turn.after, turn.is_failing) for turn in found] == [
        (1, 0, True),
        (2, 1, False),
        (3, 2, True),
    ]


def test_what_cannot_be_asked_may_be_the_one() -> None:
    """Between the last that is known to be fine and the first that is known to fail."""
    (turn,) = told("+??-?")
    assert (turn.at, turn.after, list(turn.between)) == (3, 0, [1, 2])


def test_what_fails_from_the_start_came_before() -> None:
    """There is no revision before it that is known to be otherwise."""
    (turn,) = told("?--")
    assert (turn.at, turn.after, list(turn.between)) == (1, None, [0])


def test_what_never_fails_has_no_turn() -> None:
    """Nor has a row in which nothing is known."""
    assert told("++") == told("??") == told("") == ()


@given(st.text("+-?", max_size=12))
def test_turns_alternate_and_bracket_a_change(row: str) -> None:
    """Each turn is from one answer to the other, with only unknown ones between."""
    found = told(row)
    assert [turn.is_failing for turn in found] == [n % 2 == 0 for n in range(len(found))]
    for turn in found:
        assert row[turn.at] == ("-" if turn.is_failing else "+")
        assert turn.after is None or row[turn.after] == ("+" if turn.is_failing else "-")
        assert {row[place] for place in turn.between} <= {"?"}
    known = row.replace("?", "")
    assert bool(found and found[-1].is_failing) == known.endswith("-")
