"""Two runs side by side, as a whole."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation.comparison import compare
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run, RunRecord
from evaluation.significance import holm_adjusted, symmetry
from reports.render.comparison import render_comparison
from reports.render.text import Screen

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome

Rendered = Callable[[Sequence[Outcome], Sequence[Outcome], Screen], str]
CODES = re.compile("\x1b\\[[0-9;]+m")

EVERY_SECTION = """\
toaster@0.2.0 against toaster@0.1.0
  8 comparable vignettes, 1 only in the candidate, 1 only in
  the baseline, 1 with edited input, 1 with edited gold.

New missed red flags: 1
  - missed: expected unplug; was unplug by smoke; is keep by
    no rule; no longer: fire

New undetected red flags: 1
  - missed: expected unplug; was unplug by smoke; is keep by
    no rule; no longer: fire

New under-triage or no answer: 1
  - missed: expected unplug; was unplug by smoke; is keep by
    no rule; no longer: fire

New over-triage: 1
  - over: expected keep; was keep by no rule; is mend by old

New lost pathways: 1
  - way: expected mend to unplug; was mend by sparks; is
    mend by old; no longer: electrician

Worse under-triage or no answer: 1
  - worse: expected unplug; was mend by old; is keep by no
    rule

Fixed missed red flags: 1
  - fixed: expected mend; was keep by no rule; is mend by
    sparks

Fixed under-triage or no answer: 1
  - fixed: expected mend; was keep by no rule; is mend by
    sparks

Changed without crossing a line: 2
  - moved: expected keep to unplug; was mend by sparks, old;
    is unplug by smoke
  - still: expected unplug; was error (it broke); is mend by
    old

Still missed red flags: 1
  - still: expected unplug; was error (it broke); is mend by
    old

Still undetected red flags: 1
  - still: expected unplug; was error (it broke); is mend by
    old

Still under-triage or no answer: 1
  - still: expected unplug; was error (it broke); is mend by
    old

Only in the candidate: 1
  - fresh

Only in the baseline: 1
  - gone

Input edited, so not comparable: 1
  - input

Gold edited, so not comparable: 1
  - gold

Paired counts over families
                        neither              both
  endpoint                fails  new  fixed  fail   Holm
  missed red flags            0    1      1     1  1.000
  undetected red flags        1    1      0     1  1.000
  under-triage or no          4    1      1     2  1.000
    answer
  over-triage                 7    1      0     0  1.000
  lost pathways               1    1      0     0  1.000

  candidate minus       Newcombe 95 %     Tango 95 %
    baseline
  missed red flags      -0.640 to +0.640  -0.692 to +0.692
  undetected red flags  -0.718 to +0.316  -0.792 to +0.415
  under-triage or no    -0.358 to +0.358  -0.400 to +0.400
    answer
  over-triage           -0.471 to +0.215  -0.471 to +0.240
  lost pathways         -0.905 to +0.273  -0.905 to +0.486
  The share of families that do not fail. p-values (McNemar)
  and intervals are for information; the gate counts
  vignettes. Where nothing differs, the interval is what
  this library cannot rule out. Intervals describe this
  library, not patients.
  Symmetry of the dispositions (Bowker): chi-squared 2.33, 3
  degrees of freedom, p = 0.506.

A reference for testing software, made by nobody clinical.
Not medical advice."""

NOTHING_CHANGED = """\
toaster@0.2.0 against toaster@0.1.0
  2 comparable vignettes, 0 only in the candidate, 0 only in the baseline, 0 with edited input, \
0 with edited gold.

Paired counts over families
  endpoint                   neither fails  new  fixed  both fail  exact p  mid-p   Holm
  missed red flags                       2    0      0          0    1.000  1.000  1.000
  undetected red flags                   2    0      0          0    1.000  1.000  1.000
  under-triage or no answer              2    0      0          0    1.000  1.000  1.000
  over-triage                            2    0      0          0    1.000  1.000  1.000
  lost pathways                          0    0      0          0    1.000  1.000  1.000

  candidate minus baseline   Newcombe 95 %     Tango 95 %
  missed red flags           -0.658 to +0.658  -0.658 to +0.658
  undetected red flags       -0.658 to +0.658  -0.658 to +0.658
  under-triage or no answer  -0.658 to +0.658  -0.658 to +0.658
  over-triage                -0.658 to +0.658  -0.658 to +0.658
  lost pathways              not estimable     not estimable
  The share of families that do not fail. p-values (McNemar) and intervals are for information; \
the gate counts
  vignettes. Where nothing differs, the interval is what this library cannot rule out. \
Intervals describe this library,
  not patients.
  Symmetry of the dispositions (Bowker): chi-squared 0.00, 0 degrees of freedom, p = 1.000.

A reference for testing software, made by nobody clinical. Not medical advice."""

NOTHING_AT_ALL = """\
toaster@0.2.0 against toaster@0.1.0
  0 comparable vignettes, 0 only in the candidate, 0 only in the baseline, 0 with edited input, \
0 with edited gold.
Nothing can be compared: no vignette is the same on both sides.

Paired counts over families
  endpoint                   neither fails  new  fixed  both fail  exact p  mid-p   Holm
  missed red flags                       0    0      0          0    1.000  1.000  1.000
  undetected red flags                   0    0      0          0    1.000  1.000  1.000
  under-triage or no answer              0    0      0          0    1.000  1.000  1.000
  over-triage                            0    0      0          0    1.000  1.000  1.000
  lost pathways                          0    0      0          0    1.000  1.000  1.000

  candidate minus baseline   Newcombe 95 %  Tango 95 %
  missed red flags           not estimable  not estimable
  undetected red flags       not estimable  not estimable
  under-triage or no answer  not estimable  not estimable
  over-triage                not estimable  not estimable
  lost pathways              not estimable  not estimable
  The share of families that do not fail. p-values (McNemar) and intervals are for information; \
the gate counts
  vignettes. Where nothing differs, the interval is what this library cannot rule out. \
Intervals describe this library,
  not patients.
  Symmetry of the dispositions (Bowker): not estimable.

A reference for testing software, made by nobody clinical. Not medical advice."""


@pytest.fixture
def rendered(record: RunRecord) -> Rendered:
    """Renders two lists of outcomes, of a baseline and of a candidate."""

    def render(before: Sequence[Outcome], after: Sequence[Outcome], screen: Screen) -> str:
        comparison = compare(before, after)
        return render_comparison(
            comparison,
            Run(record=record, outcomes=tuple(before)),
            Run(record=replace(record, engine="toaster@0.2.0"), outcomes=tuple(after)),
            holm_adjusted(comparison),
            symmetry(comparison, len(record.dispositions)),
            screen,
        )

    return render


@pytest.fixture(scope="session")
def before(outcome: "MakeOutcome") -> list[Outcome]:
    """A baseline with one vignette for each thing that can happen to it."""
    fire, current, way = ("fire",), ("current",), ("electrician",)
    return [
        outcome("fixed", (1, 1), 0, needs=current, raised=current),
        outcome("missed", (2, 2), 2, needs=fire, raised=fire, rules=("smoke",)),
        outcome("still", (2, 2), None, needs=fire),
        outcome("worse", (2, 2), 1, rules=("old",)),
        outcome("moved", (0, 2), 1, rules=("sparks", "old")),
        outcome("over", (0, 0), 0),
        outcome("way", (1, 2), 1, wants=way, ways=way, rules=("sparks",)),
        outcome("held", (1, 2), 1, wants=way, ways=way, rules=("sparks",)),
        outcome("gone", (0, 0), 0),
        outcome("input", (0, 0), 0),
        outcome("gold", (0, 0), 0),
    ]


@pytest.fixture(scope="session")
def after(outcome: "MakeOutcome") -> list[Outcome]:
    """What happened to each."""
    fire, current, way = ("fire",), ("current",), ("electrician",)
    return [
        outcome("fixed", (1, 1), 1, needs=current, raised=current, rules=("sparks",)),
        outcome("missed", (2, 2), 0, needs=fire),
        outcome("still", (2, 2), 1, needs=fire, rules=("old",)),
        outcome("worse", (2, 2), 0),
        outcome("moved", (0, 2), 2, rules=("smoke",)),
        outcome("over", (0, 0), 1, rules=("old",)),
        outcome("way", (1, 2), 1, wants=way, rules=("old",)),
        outcome("held", (1, 2), 1, wants=way, ways=way, rules=("sparks",)),
        outcome("fresh", (0, 0), 0),
        outcome(
            "input", (0, 0), 0, digests={"input": "x", "gold": "g", "narrative": "n", "text": "t"}
        ),
        outcome(
            "gold", (0, 1), 0, digests={"input": "i", "gold": "x", "narrative": "n", "text": "t"}
        ),
    ]


def test_what_got_worse_comes_first_and_nothing_is_left_out(
    rendered: Rendered, before: list[Outcome], after: list[Outcome]
) -> None:
    """New, worse, fixed, changed, still, not comparable, then the counts and statistics."""
    assert rendered(before, after, Screen(width=60)) == EVERY_SECTION


def test_where_nothing_changed_the_margin_is_said_that_the_library_cannot_rule_out(
    rendered: Rendered, outcome: "MakeOutcome"
) -> None:
    """No difference found is no proof of none: a small library leaves wide intervals."""
    same = [
        outcome(name, (1, 1), 1, needs=("current",), raised=("current",)) for name in ("a", "b")
    ]
    assert rendered(same, same, Screen(width=120)) == NOTHING_CHANGED


def test_two_empty_runs_compare_to_nothing_estimable(rendered: Rendered) -> None:
    """Nothing compared is nothing said, neither 0 % nor 100 %."""
    assert rendered([], [], Screen(width=120)) == NOTHING_AT_ALL


def test_colour_paints_the_headings_and_changes_no_word(
    rendered: Rendered, before: list[Outcome], after: list[Outcome]
) -> None:
    """Worse is red, still bad magenta, better green; all headings are bold."""
    painted = rendered(before, after, Screen(width=60, has_colour=True))
    assert CODES.sub("", painted) == EVERY_SECTION
    assert [line for line in painted.split("\n") if "\x1b" in line] == [
        "\x1b[1mtoaster@0.2.0 against toaster@0.1.0\x1b[0m",
        "\x1b[1;31mNew missed red flags: 1\x1b[0m",
        "\x1b[1;31mNew undetected red flags: 1\x1b[0m",
        "\x1b[1;31mNew under-triage or no answer: 1\x1b[0m",
        "\x1b[1;31mNew over-triage: 1\x1b[0m",
        "\x1b[1;31mNew lost pathways: 1\x1b[0m",
        "\x1b[1;31mWorse under-triage or no answer: 1\x1b[0m",
        "\x1b[1;32mFixed missed red flags: 1\x1b[0m",
        "\x1b[1;32mFixed under-triage or no answer: 1\x1b[0m",
        "\x1b[1mChanged without crossing a line: 2\x1b[0m",
        "\x1b[1;35mStill missed red flags: 1\x1b[0m",
        "\x1b[1;35mStill undetected red flags: 1\x1b[0m",
        "\x1b[1;35mStill under-triage or no answer: 1\x1b[0m",
        "\x1b[1;35mOnly in the candidate: 1\x1b[0m",
        "\x1b[1;35mOnly in the baseline: 1\x1b[0m",
        "\x1b[1;35mInput edited, so not comparable: 1\x1b[0m",
        "\x1b[1;35mGold edited, so not comparable: 1\x1b[0m",
        "\x1b[1mPaired counts over families\x1b[0m",
    ]
