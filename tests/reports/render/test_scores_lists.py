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
    assert text.startswith("toaster@0.1.0 on 22 vignettes (library.yaml; 22 ok)\n\n  metric ")
    assert "\n\n22 vignettes not as expected, the worst first\n  v00: expected " in text
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


def test_no_answers_are_summed_up_by_their_reasons(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """One cause behind many vignettes is one line; eight reasons, and how many others there are."""
    broken = outcome("a", (2, 2), None)
    made = [
        replace(broken, vignette=f"{reason}{n}", result=replace(broken.result, reason=reason))
        for n, reason in enumerate(["not asked: others failed"] * 9 + ["no such key"] * 3)
    ]
    text = render_scores(report_of(made, record, toaster), Screen())
    assert (
        "\n\nNo answer: 12 of 12\n"
        "  3 \N{MULTIPLICATION SIGN} no such key\n"
        "  9 \N{MULTIPLICATION SIGN} not asked: others failed\n"
        "\n12 vignettes not as expected"
    ) in text
    many = [
        replace(broken, vignette=f"v{n}", result=replace(broken.result, reason=f"reason {n}"))
        for n in range(10)
    ]
    text = render_scores(report_of(many, record, toaster), Screen())
    assert "reason 7\n  and 2 other reasons\n\n" in text
    right = render_scores(report_of([outcome("a", (0, 0), 0)], record, toaster), Screen())
    assert "No answer: " not in right


def test_the_library_of_a_long_name_is_told_below(record: RunRecord, toaster: Vocabulary) -> None:
    """The first line too keeps to the screen, and only who was run on how much is bold."""
    long = replace(record, library="a/folder/with/a/long/name/that/somebody/chose")
    text = render_scores(report_of([], long, toaster), Screen(width=60, has_colour=True))
    assert text.startswith(
        "\x1b[1mtoaster@0.1.0 on 0 vignettes\x1b[0m\n"
        "  (a/folder/with/a/long/name/that/somebody/chose; nothing\n"
        "  evaluated)\n"
    )
