"""What the scores of an engine say that is no usual rule set."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation.outcomes import Outcome, Result, Status
from evaluation.repeats import worst_of
from evaluation.runs.record import RunRecord
from reports.model.evaluation import Report
from reports.render.scores import render_scores
from reports.render.text import Screen
from tests.reports.reported import report_of
from triage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome

HEADING = """\
mine on 3 vignettes (library.yaml; 2 ok, 1 abstained)
This engine abstains where something that it reads is not
known: 1 of 3 vignettes.
This engine reports no red flags: it is judged by action
alone, and nothing is known of what it detects.
Asked 3 times over: it is declared not deterministic, and
the worst answer counts. 0 of 3 vignettes had answers that
differ.
Faults: It wrote a line that is no answer.

  metric """
FAILURES = """

No answer: 1 of 3
  1 \N{MULTIPLICATION SIGN} not known: smoke

2 vignettes not as expected, the worst first
  open: expected unplug (fire), got abstained: not known:
    smoke
  low: expected mend (no red flag), got keep

"""
SPREAD = """

What counts, and each of 2 times alone, where they differ
  metric                             counts  lowest  highest
  Missed-red-flag rate (by action)   2 of 2  1 of 2   1 of 2
  Missed-red-flag rate by detection  2 of 2  1 of 2   1 of 2
  Escalation sensitivity             0 of 2  1 of 2   1 of 2
  Escalation accuracy                0 of 2  1 of 2   1 of 2
  Under-triage rate                  2 of 2  1 of 2   1 of 2
  Safety of advice                   0 of 2  1 of 2   1 of 2
  Accuracy                           0 of 2  1 of 2   1 of 2
  Exact accuracy                     0 of 2  1 of 2   1 of 2
  Inclination to over-triage         0 of 2  0 of 1   0 of 1
  Flag-level miss rate               2 of 2  1 of 2   1 of 2
  The worst answer for safety is the least urgent one: how often this engine is
  too urgent shows in the single runs alone.

  Intervals take families as the unit """


def abstained(reason: str) -> Result:
    """No answer, by its own decision or by that of the harness."""
    return Result(status=Status.ABSTAINED, reason=reason)


def again(made: Outcome, *given: Result) -> Outcome:
    """The vignette asked several times over, of which the worst answer counts."""
    return replace(made, result=worst_of(given), repeats=tuple(given))


@pytest.fixture
def torn(outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary) -> Report:
    """Two red flags, each missed at another time."""
    seen = outcome("a", (2, 2), 2, needs=("fire",), raised=("fire",))
    missed = outcome("b", (2, 2), 0, needs=("fire",))
    made = [
        again(seen, seen.result, missed.result),
        again(missed, missed.result, seen.result),
    ]
    return report_of(made, replace(record, repeat=2, is_deterministic=False), toaster)


def test_below_the_heading_stands_what_is_not_usual_in_the_engine(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """Before any number: what it was given, what it reports, how often it was asked, its faults.

    And of an engine without red flags no list says that it gave none.
    """
    open_, right = outcome("open", (2, 2), 2, needs=("fire",)), outcome("right", (0, 0), 0)
    low, silent = outcome("low", (1, 1), 0), abstained("not known: smoke")
    made = [
        again(open_, silent, silent, silent),
        *(again(made, *[made.result] * 3) for made in (right, low)),
    ]
    told = replace(
        record,
        engine="mine",
        engine_kind="python",
        unknowns="abstain",
        reports_red_flags=False,
        is_deterministic=False,
        repeat=3,
        faults=("It wrote a line that is no answer.",),
    )
    text = render_scores(report_of(made, told, toaster), Screen(width=60))
    assert text.startswith(HEADING)
    assert FAILURES in text
    assert "\n\n  Asked 3 times, every rate is the same each time.\n\n" in text


def test_of_a_rule_set_nothing_is_said_below_the_heading(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """The usual needs no words, and asked once there is no spread."""
    text = render_scores(report_of([outcome("a", (0, 0), 0)], record, toaster), Screen())
    assert text.startswith("toaster@0.1.0 on 1 vignette (library.yaml; 1 ok)\n\n  metric ")
    assert "times" not in text


def test_the_spread_stands_beside_what_counts(torn: Report) -> None:
    """Each run missed one of two, and the worst answers of both miss both; the rest is left out."""
    text = render_scores(torn, Screen())
    before, heading, after = text.partition("\n\nWhat counts")
    assert (heading + after).startswith(SPREAD)
    assert "\n  Unknown robustness (share that falls) " in before


def test_no_worst_answer_counts_of_an_engine_that_ought_to_repeat_itself(torn: Report) -> None:
    """What differs counts as none, so nothing is said of a least urgent one."""
    record = replace(torn.run.record, is_deterministic=True)
    text = render_scores(replace(torn, run=replace(torn.run, record=record)), Screen())
    assert "What counts, and each of 2 times alone" in text
    assert "least urgent" not in text


def test_the_spread_keeps_to_a_narrow_screen(torn: Report) -> None:
    """Titles are wrapped, and no number is left out."""
    text = render_scores(torn, Screen(width=60))
    spread = text.partition("\n\nWhat counts")[2].partition("\n\n")[0].splitlines()[1:]
    assert max(map(len, spread)) <= 60
    assert len(re.findall(r"\d of \d", "\n".join(spread))) == 10 * 3


def test_an_engine_that_reports_no_red_flags_has_no_rates_of_detection(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """It is judged by action alone, and no line speaks of detecting."""
    made = [
        outcome("seen", (2, 2), 2, needs=("fire",)),
        outcome("over", (2, 2), 0, needs=("fire",)),
    ]
    report = report_of(made, replace(record, reports_red_flags=False), toaster)
    for all_subgroups in (False, True):
        text = render_scores(report, Screen(), all_subgroups=all_subgroups)
        gone = ("by detection", "False-flag", "Flag-level", "detected", "Each red flag")
        assert [word for word in gone if word in text] == []
        assert re.search(r"\n  Missed-red-flag rate \(by action\) +1 of 2 ", text)
        assert text.count("Missed-red-flag rate (by action)") == 1 + all_subgroups


def test_an_engine_that_reports_no_red_flags_fails_no_vignette_by_silence(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """Urgent enough is right for it, although no red flag was raised."""
    made = [outcome("right", (2, 2), 2, needs=("fire",))]
    assert report_of(made, replace(record, reports_red_flags=False), toaster).failures == []
    assert [one.vignette for one in report_of(made, record, toaster).failures] == ["right"]


@pytest.mark.parametrize("given", [None, 1], ids=["nothing", "one level"])
@pytest.mark.parametrize("width", [60, 120])
def test_an_engine_that_says_nothing_or_always_the_same_can_be_scored(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary, given: int | None, width: int
) -> None:
    """No warning and no number made of nothing; what cannot be told is not estimable."""
    made = [outcome(f"v{floor}", (floor, floor), given, needs=("fire",)) for floor in (0, 1, 2)]
    text = render_scores(report_of(made, record, toaster), Screen(width=width), all_subgroups=True)
    kappa = "not estimable, n = 0 answered" if given is None else "0.000 (0.000 to 0.000), n = 3"
    assert "nan" not in text
    assert f"Cohen's kappa, linear: {kappa}" in text
