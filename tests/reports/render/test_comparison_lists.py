"""Long lists, small numbers, other engines than rules, and hostile content of a comparison."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.comparison import compare
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run, RunRecord
from evaluation.significance import holm_adjusted, symmetry
from reports.render.comparison import render_comparison
from reports.render.text import Screen

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome


def rendered(before: Run, after: Run, *, every_item: bool = False, width: int = 120) -> str:
    """Two runs side by side, on a wide screen unless said otherwise."""
    detects = before.record.reports_red_flags and after.record.reports_red_flags
    comparison = compare(before.outcomes, after.outcomes, reports_red_flags=detects)
    return render_comparison(
        comparison, before, after, holm_adjusted(comparison), symmetry(comparison, 3),
        Screen(width=width), every_item=every_item,
    )  # fmt: skip


def run(record: RunRecord, outcomes: Sequence[Outcome], **changed: Any) -> Run:
    """A run of an engine with other traits."""
    return Run(record=replace(record, **changed), outcomes=tuple(outcomes))


@pytest.mark.parametrize(("every_item", "shown", "last"), [(False, 8, 9), (True, 11, 11)])
def test_eight_vignettes_that_cannot_be_compared_are_shown_and_the_others_counted(
    record: RunRecord, outcome: "MakeOutcome", *, every_item: bool, shown: int, last: int
) -> None:
    """A long list says how long it is, and how to see all of it."""
    new = [outcome(f"v{number:02}", (0, 0), 0) for number in range(11)]
    text = rendered(run(record, []), run(record, new), every_item=every_item)
    lines = text.split("\n\n")[1].split("\n")
    assert lines[0] == "Only in the candidate: 11"
    assert lines[1 : shown + 1] == [f"  - v{number:02}" for number in range(shown)]
    assert len(lines) == last + 1
    assert every_item or lines[-1] == "  - and 3 more (--all shows them)"


@pytest.mark.parametrize(("every_item", "shown"), [(False, 5), (True, 7)])
def test_what_failed_before_and_fails_still_is_counted_and_the_worst_shown(
    record: RunRecord, outcome: "MakeOutcome", *, every_item: bool, shown: int
) -> None:
    """It is no news: nobody should have to scroll past it to see what is."""
    worse = [outcome(f"v{number}", (1, 1), 0, rules=("old",)) for number in range(6)]
    worst = outcome("worst", (2, 2), 0, rules=("old",))
    same = run(record, [*worse, worst])
    lines = rendered(same, same, every_item=every_item).split("\n\n")[1].split("\n")
    names = [line.partition(":")[0].removeprefix("  - ") for line in lines[1:]]
    assert lines[0] == "Still under-triage or no answer: 7"
    assert names[:shown] == ["worst", "v0", "v1", "v2", "v3", "v4", "v5"][:shown]
    more = [] if every_item else ["and 2 more (--all shows them)"]
    assert names[shown:] == more


def test_what_is_new_or_fixed_is_listed_whole(record: RunRecord, outcome: "MakeOutcome") -> None:
    """A list that was cut could hide the one patient that matters."""
    names = [f"v{number:02}" for number in range(20)]
    right = run(record, [outcome(name, (1, 1), 1) for name in names])
    wrong = run(record, [outcome(name, (1, 1), 0) for name in names])
    for before, after in ((right, wrong), (wrong, right)):
        text = rendered(before, after)
        assert [name for name in names if f"\n  - {name}: expected " not in text] == []
        assert "--all" not in text


def test_what_is_declared_of_each_engine_is_said_by_side(
    record: RunRecord, outcome: "MakeOutcome"
) -> None:
    """Below the title, before any difference: it changes how the difference reads."""
    made = [outcome("a", (2, 2), 1, needs=("fire",))]
    before = run(record, made, engine="theirs", engine_kind="http", reports_red_flags=False)
    after = run(record, made, engine_kind="python", unknowns="absent", faults=("a line too much",))
    assert rendered(before, after).split("\n\n")[0].split("\n", 2)[2] == (
        "  Baseline: This engine reports no red flags: it is judged by action alone, and nothing "
        "is known of what it detects.\n"
        "  Candidate: Unknown findings are given to this engine as absent, and unknown numbers not "
        "at all.\n"
        "  Candidate: Faults: a line too much."
    )


def test_a_red_flag_that_one_side_cannot_report_is_not_lost(
    record: RunRecord, outcome: "MakeOutcome"
) -> None:
    """Only what both could say is set side by side; pathways both can."""
    before = run(record, [outcome("a", (2, 2), 2, raised=("fire",), ways=("electrician",))])
    after = run(record, [outcome("a", (2, 2), 1)], engine_kind="http", reports_red_flags=False)
    assert "\n  - a: expected unplug; was unplug by no rule; is mend; no longer: electrician\n" in (
        rendered(before, after)
    )
    assert "; no longer: electrician, fire\n" in rendered(before, run(record, after.outcomes))


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_every_line_is_within_the_screen(
    record: RunRecord, outcome: "MakeOutcome", width: int
) -> None:
    """The counts stand on every screen; on a narrow one some p-values, for information, do not."""
    before = run(record, [outcome(f"v{n}", (1, 1), 1, wants=("electrician",)) for n in range(15)])
    after = run(record, [outcome(f"v{n}", (1, 1), 0, wants=("electrician",)) for n in range(15)])
    text = rendered(before, after, width=width)
    assert [line for line in text.split("\n") if len(line) > width] == []
    counts = text.partition("Paired counts")[2].splitlines()
    row = next(line.split() for line in counts if line.startswith("  lost pathways "))
    assert row[2:6] == ["0", "0", "0", "15"]
    assert row[-1] == "1.000"
    assert len(row) == (7 if width == 60 else 9)


@pytest.mark.parametrize(
    ("kind", "rules", "words"),
    [
        ("rules", (), "was keep by no rule; is mend by no rule"),
        ("python", (), "was keep; is mend"),
        ("python", ("old",), "was keep by old; is mend by old"),
    ],
)
def test_only_a_rule_set_answers_by_no_rule(
    record: RunRecord, outcome: "MakeOutcome", kind: str, rules: tuple[str, ...], words: str
) -> None:
    """Of another engine nobody knows what it answered by, unless it says so."""
    before = run(record, [outcome("a", (1, 1), 0, rules=rules)], engine_kind=kind)
    after = run(record, [outcome("a", (1, 1), 1, rules=rules)], engine_kind=kind)
    assert f"\n  - a: expected mend; {words}\n" in rendered(before, after)


@pytest.mark.parametrize(
    ("n", "p_values", "p_value"),
    [(11, ["0.001", "<0.001", "0.005"], "= 0.001"), (15, ["<0.001"] * 3, "<0.001")],
)
def test_a_tiny_p_value_is_never_0(
    record: RunRecord, outcome: "MakeOutcome", n: int, p_values: list[str], p_value: str
) -> None:
    """Three decimals cannot show it, which is said."""
    right = [outcome(f"v{number}", (0, 0), 0) for number in range(n)]
    over = [outcome(f"v{number}", (0, 0), 1) for number in range(n)]
    lines = rendered(run(record, right), run(record, over)).splitlines()
    row = next(line for line in lines if line.startswith("  over-triage   "))
    assert row.split()[-3:] == p_values
    assert lines[-3] == (
        "  Symmetry of the dispositions (Bowker): "
        f"chi-squared {n}.00, 1 degree of freedom, p {p_value}."
    )


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
    assert is_harmless(rendered(run(bad, before), run(bad, after, faults=(hostile,))))
