"""Long lists and hostile content of a comparison."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation.comparison import compare
from evaluation.runs.record import RunRecord
from evaluation.significance import holm_adjusted, symmetry
from reports.render.comparison import render_comparison
from reports.render.text import Screen

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome


@pytest.mark.parametrize(("every_item", "shown", "last"), [(False, 8, 9), (True, 11, 11)])
def test_eight_vignettes_that_cannot_be_compared_are_shown_and_the_others_counted(
    record: RunRecord, outcome: "MakeOutcome", *, every_item: bool, shown: int, last: int
) -> None:
    """A long list says how long it is, and how to see all of it."""
    new = [outcome(f"v{number:02}", (0, 0), 0) for number in range(11)]
    comparison = compare([], new)
    text = render_comparison(
        comparison, record, record, {e.endpoint.name: 1.0 for e in comparison.endpoints}, None,
        Screen(), every_item=every_item,
    )  # fmt: skip
    lines = text.split("\n\n")[1].split("\n")
    assert lines[0] == "Only in the candidate: 11"
    assert lines[1 : shown + 1] == [f"  - v{number:02}" for number in range(shown)]
    assert len(lines) == last + 1
    assert every_item or lines[-1] == "  - and 3 more (--all shows them)"


def test_hostile_content_of_a_run_arrives_harmless(
    record: RunRecord,
    outcome: "MakeOutcome",
    hostile: str,
    is_harmless: Callable[[str], bool],
) -> None:
    """Run folders come from anywhere: engine, vignettes, rules and reasons steer no terminal."""
    bad = replace(record, engine=hostile, dispositions=(hostile, "b" + hostile, "c" + hostile))
    broken = outcome(hostile, (2, 2), None, needs=(hostile,))
    before = [
        replace(broken, result=replace(broken.result, reason=hostile)),
        outcome("x", (0, 0), 0),
    ]
    after = [outcome(hostile, (2, 2), 2, raised=(hostile,), needs=(hostile,), rules=(hostile,))]
    comparison = compare(before, after)
    text = render_comparison(
        comparison, bad, bad, holm_adjusted(comparison), symmetry(comparison, 3), Screen()
    )
    assert is_harmless(text)
