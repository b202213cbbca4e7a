"""What of a run's scores is a list that can be long, or is there at times only."""

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.runs.record import RunRecord
from evaluation.tables import by_agreement, outcome_frame
from reports.render.scores import render_scores
from reports.render.text import Screen
from tests.reports.reported import report_of
from triage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome


def test_counts_by_agreement_of_the_raters_stand_apart(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """Vignettes that nobody rated are apart from those whose raters agree."""
    made = [outcome(name, (1, 1), 1) for name in "abcd"]
    plain = report_of(made, record, toaster)
    frame = outcome_frame(made, plain.run.record.dispositions)
    report = replace(plain, by_agreement=by_agreement(frame, "abc", "a"))
    assert (
        "\n\nBy agreement of the vignettes' raters\n"
        "                n  acceptable  under triaged  over triaged  missed red flag\n"
        "  in dispute    1           1              0             0                0\n"
        "  not rated     1           1              0             0                0\n"
        "  raters agree  2           2              0             0                0\n"
    ) in render_scores(report, Screen(width=120))


def test_only_the_worst_are_listed_unless_all_are_asked_for(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """Twenty fill a screen; how many more there are is said, and how to see them."""
    made = [outcome(f"v{number:02}", (2, 2), 0) for number in range(22)]
    report = report_of(made, record, toaster)
    text = render_scores(report, Screen())
    assert text.startswith(
        "toaster@0.1.0 on 22 vignettes (library.yaml; 22 ok)\n\n22 vignettes not "
    )
    assert "\n  v19: expected " in text
    assert "\n  and 2 more (--all shows them)\n" in text
    assert "v20" not in text
    whole = render_scores(report, Screen(), every_item=True)
    assert "\n  v21: expected " in whole
    assert "--all" not in whole


def test_twenty_are_listed_without_a_word_about_more(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """Nothing is left out, so nothing is said of it."""
    made = [outcome(f"v{number:02}", (2, 2), 0) for number in range(20)]
    text = render_scores(report_of(made, record, toaster), Screen())
    assert "\n  v19: expected " in text
    assert "--all" not in text


def test_of_no_vignettes_nothing_good_is_said(record: RunRecord, toaster: Vocabulary) -> None:
    """Nothing measured is nothing estimable, and never reads as if all were well."""
    text = render_scores(report_of([], record, toaster), Screen())
    assert "Cohen's kappa, linear: not estimable, n = 0 answered" in text
    assert "100.0 %" not in text
    assert "Every vignette" not in text
    assert "subgroup" not in text
