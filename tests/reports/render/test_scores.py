"""The scores of one run, as a whole."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation.outcomes import Outcome
from evaluation.runs.record import RunRecord
from reports.model.evaluation import Report
from reports.render.scores import render_scores
from reports.render.text import Screen
from tests.reports.reported import report_of
from triage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome

Reported = Callable[[Sequence[Outcome]], Report]
NARROW = Screen(width=60)
CODES = re.compile("\x1b\\[[0-9;]+m")

SOME_FAIL = """\
toaster@0.1.0 on 8 vignettes (library.yaml; 7 ok, 1 error)

  metric                          k of n  95 % interval
  Missed-red-flag rate (by        2 of 3  at most 98.3 %
    action)
  Missed-red-flag rate by         2 of 3  at most 98.3 %
    detection
  Coverage                        7 of 8  43.6 % to 97.0 %
  False-flag rate                 1 of 1  20.7 % to 100.0 %
  Escalation sensitivity          2 of 4  15.0 % to 85.0 %
  Escalation specificity          2 of 3  9.5 % to 90.5 %
  Escalation accuracy             4 of 7  11.8 % to 76.9 %
  Under-triage rate               1 of 4  4.6 % to 69.9 %
  Over-triage rate                1 of 4  6.1 % to 79.2 %
  Safety of advice                6 of 8  30.0 % to 90.3 %
  Accuracy                        5 of 8  18.8 % to 81.2 %
  Exact accuracy                  4 of 8  9.7 % to 70.0 %
  Inclination to over-triage      1 of 2  9.5 % to 90.5 %
  Flag-level miss rate            2 of 3  at most 98.3 %
  Pathway recall                  0 of 1  0.0 % to 79.3 %
  Pathway precision               0 of 0  not estimable
  Unknown robustness (share that  1 of 2  9.5 % to 90.5 %
    falls)

  Intervals take families as the unit and describe this
  library, not patients. Two-sided Wilson; for missed red
  flags the exact one-sided upper bound (Clopper-Pearson).

  Escalations (mend and above):
    2 true, 2 missed
    2 true non-escalations, 1 false
    balanced accuracy 58.3 %; 1 left out (both right)
  Red-flag vignettes:
    1 detected and acted on, 0 detected only
    0 acted on only, 2 neither
  Under-triage: 1 by 2 levels
  Over-triage: 1 by 1 level
KAPPA

No answer: 1 of 8
  1 \N{MULTIPLICATION SIGN} it broke

4 vignettes not as expected, the worst first
  broken: expected unplug (fire), got error: it broke
  missed: expected unplug (fire), got keep (no red flag)
  over: expected keep (no red flag), got mend (current)
  way: expected mend to unplug (no red flag), got mend (no
    red flag), without the pathway electrician

Preferred (rows) and given disposition (columns)
          keep  mend  unplug  (no answer)
  keep       2     1       1            0
  mend       0     2       0            0
  unplug     1     0       0            1

By subgroup
                           missed red flags
                 answered  k of n  at most
  all vignettes    7 of 8  2 of 3  98.3 %
  kind of vignette
    canonical      5 of 6  2 of 3  98.3 %
    near_miss      2 of 2  0 of 0  too few
  source document
    not known      7 of 8  2 of 3  98.3 %

                 under-triage
                 k of n  95 % interval
  all vignettes  1 of 4  4.6 to 69.9 %
  kind of vignette
    canonical    1 of 4  4.6 to 69.9 %
    near_miss    0 of 0  too few
  source document
    not known    1 of 4  4.6 to 69.9 %

                 over-triage
                 k of n  95 % interval
  all vignettes  1 of 4  6.1 to 79.2 %
  kind of vignette
    canonical    0 of 2  too few
    near_miss    1 of 2  too few
  source document
    not known    1 of 4  6.1 to 79.2 %

                 escalation accuracy
                 k of n  95 % interval
  all vignettes  4 of 7  11.8 to 76.9 %
  kind of vignette
    canonical    3 of 5  15.0 to 85.0 %
    near_miss    1 of 2  too few
  source document
    not known    4 of 7  11.8 to 76.9 %

  With 3 subgroups, some look worse than others by chance
  alone: each interval is for its own subgroup, and no
  p-values are shown. Too few: a rate over fewer than 3
  vignettes says nothing. No answer is a missed red flag,
  and neither under- nor over-triage. --subgroups shows
  every safety metric.

Each red flag, the worst first
  red flag  not raised  95 % interval
  fire          2 of 2  at most 100.0 %
  current       0 of 1  at most 95.0 %

A reference for testing software, made by nobody clinical.
Not medical advice."""

ALL_RIGHT = """\
\x1b[1mtoaster@0.1.0 on 1 vignette\x1b[0m (library.yaml; 1 ok)

  metric                                 k of n     rate  families  95 % interval
  Missed-red-flag rate (by action)       0 of 0        -    0 of 0  not estimable
  Missed-red-flag rate by detection      0 of 0        -    0 of 0  not estimable
  Coverage                               1 of 1  100.0 %    1 of 1  20.7 % to 100.0 %
  False-flag rate                        0 of 0        -    0 of 0  not estimable
  Escalation sensitivity                 0 of 0        -    0 of 0  not estimable
  Escalation specificity                 1 of 1  100.0 %    1 of 1  20.7 % to 100.0 %
  Escalation accuracy                    1 of 1  100.0 %    1 of 1  20.7 % to 100.0 %
  Under-triage rate                      0 of 0        -    0 of 0  not estimable
  Over-triage rate                       0 of 1    0.0 %    0 of 1  0.0 % to 79.3 %
  Safety of advice                       1 of 1  100.0 %    1 of 1  20.7 % to 100.0 %
  Accuracy                               1 of 1  100.0 %    1 of 1  20.7 % to 100.0 %
  Exact accuracy                         1 of 1  100.0 %    1 of 1  20.7 % to 100.0 %
  Inclination to over-triage             0 of 0        -    0 of 0  not estimable
  Flag-level miss rate                   0 of 0        -    0 of 0  not estimable
  Pathway recall                         0 of 0        -    0 of 0  not estimable
  Pathway precision                      0 of 0        -    0 of 0  not estimable
  Unknown robustness (share that falls)  1 of 2   50.0 %    1 of 2  9.5 % to 90.5 %

  Intervals take families as the unit and describe this library, not patients. Two-sided Wilson;
  for missed red flags the exact one-sided upper bound (Clopper-Pearson).

  Escalations (mend and above):
    0 true, 0 missed
    1 true non-escalations, 0 false
    balanced accuracy not estimable; 0 left out (both right)
  Red-flag vignettes:
    0 detected and acted on, 0 detected only
    0 acted on only, 0 neither
  Cohen's kappa, unweighted: not estimable, n = 1 answered
  Cohen's kappa, linear: not estimable, n = 1 answered
  Cohen's kappa, quadratic: not estimable, n = 1 answered

Every vignette is within its acceptable range, with its red flags and pathways, and no false
flag.

\x1b[1mPreferred (rows) and given disposition (columns)\x1b[0m
          keep  mend  unplug  (no answer)
  keep       1     0       0            0
  mend       0     0       0            0
  unplug     0     0       0            0

\x1b[1mBy subgroup\x1b[0m
                    missed red flags       under-triage           over-triage
                 n  k of n  at most        k of n  95 % interval  k of n  95 % interval
  all vignettes  1  0 of 0  not estimable  0 of 0  not estimable  0 of 1  0.0 to 79.3 %
  kind of vignette
    canonical    1  0 of 0  too few        0 of 0  too few        0 of 1  too few
  source document
    not known    1  0 of 0  too few        0 of 0  too few        0 of 1  too few

                 escalation accuracy
                 k of n  95 % interval
  all vignettes  1 of 1  20.7 to 100.0 %
  kind of vignette
    canonical    1 of 1  too few
  source document
    not known    1 of 1  too few

  With 2 subgroups, some look worse than others by chance alone: each interval is for its own
  subgroup, and no p-values are shown. Too few: a rate over fewer than 3 vignettes says nothing.
  --subgroups shows every safety metric.

A reference for testing software, made by nobody clinical. Not medical advice."""


@pytest.fixture
def reported(record: RunRecord, toaster: Vocabulary) -> Reported:
    """Scores some outcomes, with a robustness of one half."""
    return lambda outcomes: report_of(outcomes, record, toaster)


@pytest.fixture(scope="session")
def some_fail(outcome: "MakeOutcome") -> list[Outcome]:
    """Outcomes of every sort: right, missed, broken, over, straddling, without a pathway."""
    fire, current = ("fire",), ("current",)
    return [
        outcome("right", (1, 1), 1, needs=current, raised=current),
        outcome("missed", (2, 2), 0, needs=fire),
        outcome("broken", (2, 2), None, needs=fire, family="calm"),
        outcome("straddling", (0, 2), 2),
        outcome("over", (0, 0), 1, denies=current, raised=current, kind="near_miss"),
        outcome("way", (1, 2), 1, wants=("electrician",)),
        outcome("calm", (0, 0), 0),
        outcome("calm-too", (0, 0), 0, family="calm", kind="near_miss"),
    ]


def with_kappa(text: str, report: Report) -> str:
    """The text with the lines about kappa, whose intervals come from a bootstrap."""
    lines = []
    for weights, found in report.agreement.items():
        assert found.value is not None
        assert found.interval is not None
        assert found.interval.interval is not None
        low, high = found.interval.interval.lower, found.interval.interval.upper
        line = (
            f"Cohen's kappa, {weights}: {found.value:.3f} ({low:.3f} to {high:.3f}), "
            f"n = {found.n} answered"
        )
        lines += NARROW.wrap(line, "  ", "    ")
    return text.replace("KAPPA", "\n".join(lines))


def test_every_metric_is_shown_with_its_k_and_n(
    reported: Reported, some_fail: list[Outcome]
) -> None:
    """Metrics and counts first, then each vignette that is not as expected, then the tables."""
    report = reported(some_fail)
    assert render_scores(report, NARROW) == with_kappa(SOME_FAIL, report)


def test_where_all_is_right_that_is_said_and_the_headings_are_bold(
    reported: Reported, outcome: "MakeOutcome"
) -> None:
    """Denominators of nothing are not estimable, never 0 % or 100 %."""
    report = reported([outcome("fine", (0, 0), 0)])
    assert render_scores(report, Screen(width=96, has_colour=True)) == ALL_RIGHT


def test_a_false_flag_is_not_as_expected(reported: Reported, outcome: "MakeOutcome") -> None:
    """Though the disposition is right; a red flag that the gold leaves open is no false one."""
    current = ("current",)
    report = reported(
        [
            outcome("false", (1, 2), 1, denies=current, raised=current),
            outcome("open", (1, 2), 1, raised=current),
        ]
    )
    assert [found.vignette for found in report.failures] == ["false"]
    assert (
        "\n1 vignette not as expected, the worst first\n"
        "  false: expected mend to unplug (no red flag), got mend (current)\n\n"
    ) in render_scores(report, Screen(width=120))


def test_colour_changes_no_word(reported: Reported, some_fail: list[Outcome]) -> None:
    """Taking the codes out gives the plain text."""
    report = reported(some_fail)
    painted = render_scores(report, Screen(width=120, has_colour=True))
    assert painted != CODES.sub("", painted)
    assert CODES.sub("", painted) == render_scores(report, Screen(width=120))


def test_hostile_content_of_a_run_arrives_harmless(
    reported: Reported,
    outcome: "MakeOutcome",
    hostile: str,
    is_harmless: Callable[[str], bool],
) -> None:
    """Names of engine, library, vignettes, red flags and subgroups cannot steer the terminal."""
    made = outcome(hostile, (2, 2), None, needs=(hostile,), wants=(hostile,), kind=hostile)
    broken = replace(
        made,
        result=replace(made.result, reason=hostile),
        documents=(hostile,),
        input={"patient": {hostile: hostile}},
    )
    report = reported([broken])
    bad = replace(report.run.record, engine=hostile, library=hostile, faults=(hostile,))
    told = replace(report, run=replace(report.run, record=bad))
    for all_subgroups in (False, True):
        assert is_harmless(render_scores(told, Screen(), all_subgroups=all_subgroups))
