"""The accounting of the source documents, the trace and what drifted, as a whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.trace.gaps import Gap, GapKind
from evaluation.trace.reasons import Reason
from reports.model.sources import SourcesReport
from reports.render.sources import render_differences, render_sources
from reports.render.text import Screen
from tests.evaluation.trace.kettle import Kettle, read_kettle, write_kettle
from tests.reports.data.made import NO_LEAK, NO_OLD_ONE, report_of
from vignettes.sources.sentences import Place
from vignettes.sources.verify import Difference, Drift

HEAD = """\
8 sentences in 2 documents (kettle@0.1.0, kettles)

MAN  The MAN; booklet. manual.txt
TIP  The TIP; booklet. tips.txt

  class        all  MAN  TIP  rules  invariants  red flags  vignettes  none
  demand         4    3    1      3           2          2          4     0
  description    1    1    0      1           0          0          1     0
  advice         1    1    0      0           1          0          0     0
  context        0    0    0      0           0          0          0     0
  commercial     1    0    1      0           0          0          0     1
  boilerplate    1    1    0      0           0          0          0     1
  Columns from rules on: sentences that so many rest on, or none.
"""
NO_GAP = "No gap: every demand has a rule, every rule a demand, and vignettes on both sides."
TRACE = """\

From the documents
  MAN L3.1  demand  Smoke: no power.
      rules: smoke
      invariants: K1
      red flags: fire
      vignettes: smoke-open, smoking, sparking
  MAN L3.2  demand  A shop mends.
      rules: current, old-leak
      red flags: current
      vignettes: sparking, sparks-open
  MAN L4.1  demand  Chalk may stay.
      invariants: K2
      vignettes: chalky
  MAN L4.2  advice  Acid helps.
      invariants: K2
  MAN L5.1  description  Humming is normal.
      rules: (default)
      vignettes: humming
  TIP L2.1  demand  Old: look.
      rules: old-leak
      vignettes: leaking-new, leaking-old, leaking-open
  and 2 sentences without clinical content, on which nothing rests

Back from the rules
  smoke  unplug  Smoke comes out
      sentences: MAN L3.1
      invariants: K1
      red flags: fire
      vignettes: smoking
  current  mend  It sparks
      sentences: MAN L3.2
      red flags: current
      vignettes: sparking
  old-leak  mend  Old and leaking
      sentences: MAN L3.2, TIP L2.1
      vignettes: leaking-old
  (default)  keep  It only boils
      sentences: MAN L5.1
      vignettes: chalky, humming, leaking-new, leaking-open, smoke-open,
        sparks-open

Back from the invariants
  K1  at_least unplug  Smoke means unplugging
      sentences: MAN L3.1
      rules: smoke
      red flags: fire
      vignettes: smoking
  K2  at_most keep  Chalk alone is no reason for a shop
      sentences: MAN L4.1, MAN L4.2
      vignettes: chalky

Back from the red flags
  fire  unplug  Fire
      sentences: MAN L3.1
      rules: smoke
      invariants: K1
      vignettes: smoking
  current  mend  Current
      sentences: MAN L3.2
      rules: current
      vignettes: sparking

Back from the vignettes
  chalky  keep  A kettle, chalky
      sentences: MAN L4.1
      rules: (default)
      invariants: K2
  humming  keep  A kettle, humming
      sentences: MAN L5.1
      rules: (default)
  leaking-new  keep  A kettle, leaking-new
      sentences: TIP L2.1
      rules: (default)
  leaking-old  mend  A kettle, leaking-old
      sentences: TIP L2.1
      rules: old-leak
  leaking-open  keep  A kettle, leaking-open
      sentences: TIP L2.1
      rules: (default)
  smoke-open  mend  A kettle, smoke-open
      sentences: MAN L3.1
      rules: (default)
  smoking  unplug  A kettle, smoking
      sentences: MAN L3.1
      rules: smoke
      invariants: K1
      red flags: fire
  sparking  mend  A kettle, sparking
      sentences: MAN L3.1, MAN L3.2
      rules: current
      red flags: current
  sparks-open  mend  A kettle, sparks-open
      sentences: MAN L3.2
      rules: (default)
"""
GAPS = """
5 gaps, 4 without a written reason
  Close them, or give a reason in gaps.yaml of the sources: gap, of, reason.
  Demands that no rule answers (demand_without_rule)
    MAN L3.2 leak: Leaks are for later.
  Rules that fire in no vignette (rule_never_fires)
    old-leak: NO REASON GIVEN
  Rules without a near miss (rule_without_near_miss)
    old-leak: NO REASON GIVEN
  Rules without a vignette that leaves them open (rule_without_unknown)
    old-leak: NO REASON GIVEN
  Rules whose removal no vignette notices (rule_removal_unnoticed)
    old-leak: NO REASON GIVEN"""
LEAK = Gap(GapKind.DEMAND_WITHOUT_RULE, "MAN L3.2 leak")
WHY = Reason(text="Leaks are for later.", file="sources/gaps.yaml", line=3)
DIFFERENCES = (
    Difference(document="MAN", kind=Drift.CHANGED, place=Place(3, 2)),
    Difference(document="MAN", kind=Drift.CHANGED, place=Place(4, 1), detail="now at L4.2"),
    Difference(document="MAN", kind=Drift.MISSING, place=Place(4, 2)),
    Difference(document="MAN", kind=Drift.EXTRA, place=Place(10, 1)),
    Difference(document="TIP", kind=Drift.ABSENT, detail="x/tips.txt: gone"),
)
DIFFERENT = """\
5 differences
  changed  MAN L3.2
  changed  MAN L4.1: now at L4.2
  missing  MAN L4.2
  extra  MAN L10.1
  absent  TIP: x/tips.txt: gone"""


@pytest.fixture
def kettle(tmp_path: Path) -> Kettle:
    """The made-up domain, without a gap."""
    return read_kettle(write_kettle(tmp_path))


@pytest.fixture
def with_gaps(tmp_path: Path) -> SourcesReport:
    """The made-up domain with five gaps, one of which has a reason."""
    kettle = read_kettle(write_kettle(tmp_path, NO_LEAK, NO_OLD_ONE))
    return report_of(kettle, {LEAK: WHY})


def test_a_domain_without_a_gap(kettle: Kettle) -> None:
    """Documents, sentences by class and by what rests on them, and that nothing is missing."""
    assert render_sources(report_of(kettle), Screen(), trace=False) == f"{HEAD}\n{NO_GAP}"


def test_the_trace_leads_both_ways(kettle: Kettle) -> None:
    """From each clinical sentence to the vignettes, and back from each kind of thing."""
    text = render_sources(report_of(kettle), Screen(), trace=True)
    assert text == f"{HEAD}{TRACE}\n{NO_GAP}"


def test_gaps_are_listed_by_kind_with_their_reasons(with_gaps: SourcesReport) -> None:
    """And counted, those without a reason apart; where each has one there is nothing to do."""
    assert render_sources(with_gaps, Screen(), trace=False) == HEAD + GAPS
    all_told = replace(with_gaps, reasons=dict.fromkeys(with_gaps.gaps, WHY))
    settled = GAPS.replace("NO REASON GIVEN", WHY.text).replace("5 gaps, 4", "5 gaps, 0")
    advice = "  Close them, or give a reason in gaps.yaml of the sources: gap, of, reason.\n"
    assert render_sources(all_told, Screen(), trace=False) == HEAD + settled.replace(advice, "")


def test_a_node_without_links_says_so(with_gaps: SourcesReport) -> None:
    """A clinical sentence on which nothing rests is shown; a heading is only counted."""
    nothing = replace(with_gaps, trace=replace(with_gaps.trace, links={}))
    text = render_sources(nothing, Screen(), trace=True)
    assert "  MAN L4.2  advice  Acid helps.\n      nothing rests on it\n" in text
    assert "  K2  at_most keep  Chalk alone is no reason for a shop\n      nothing rests" in text
    assert "  and 2 sentences without clinical content, on which nothing rests\n" in text


def test_long_lists_of_links_are_cut_and_counted(with_gaps: SourcesReport) -> None:
    """Twelve names, and how many more there are."""
    many = tuple(f"v{number}" for number in range(14))
    links = {
        key: {kind: many[: 12 + len(key.id) % 3] if names else () for kind, names in to.items()}
        for key, to in with_gaps.trace.links.items()
    }
    report = replace(with_gaps, trace=replace(with_gaps.trace, links=links))
    lines = render_sources(report, Screen(width=120), trace=True).splitlines()
    twelve = ", ".join(many[:12])
    start = lines.index("  K1  at_least unplug  Smoke means unplugging")
    assert lines[start + 1] == f"      sentences: {twelve} and 2 more"
    start = lines.index("  smoking  unplug  A kettle, smoking")
    assert lines[start + 1] == f"      sentences: {twelve} and 1 more"
    start = lines.index("  chalky  keep  A kettle, chalky")
    assert lines[start + 1] == f"      sentences: {twelve}"


def test_reasons_for_closed_gaps_are_errors(kettle: Kettle) -> None:
    """Named with the line to take out, before the gaps."""
    report = report_of(kettle, {LEAK: WHY})
    stale = (
        "error  sources/gaps.yaml:3: gaps[MAN L3.2 leak]: there is no such gap "
        "(demand_without_rule); take the reason out."
    )
    text = render_sources(report, Screen(), trace=False)
    assert text == f"{HEAD}\n{stale}\n{NO_GAP}"
    painted = render_sources(report, Screen(has_colour=True), trace=False)
    assert f"\n\x1b[31;1merror\x1b[0m{stale[5:]}\n" in painted


def test_gaps_without_a_reason_are_red(with_gaps: SourcesReport) -> None:
    """Where each has one, their number is bold and no more."""
    some = render_sources(with_gaps, Screen(has_colour=True), trace=False)
    assert "\n\x1b[31;1m5 gaps, 4 without a written reason\x1b[0m\n" in some
    all_told = replace(with_gaps, reasons=dict.fromkeys(with_gaps.gaps, WHY))
    text = render_sources(all_told, Screen(has_colour=True), trace=False)
    assert "\n\x1b[1m5 gaps, 0 without a written reason\x1b[0m\n" in text


def test_differences_are_named(kettle: Kettle) -> None:
    """Counted, and each on a line with its kind, its document and its place."""
    assert render_differences(kettle.inventory, DIFFERENCES, Screen()) == DIFFERENT
    assert render_differences(kettle.inventory, DIFFERENCES[:1], Screen(has_colour=True)) == (
        "\x1b[31;1m1 difference\x1b[0m\n  changed  MAN L3.2"
    )


def test_no_difference_is_told_with_what_was_verified(kettle: Kettle) -> None:
    """How many sentences, in how many documents."""
    assert render_differences(kettle.inventory, (), Screen()) == (
        "Every one of 8 sentences in 2 documents is as the inventory says."
    )


def test_hostile_words_arrive_harmless(
    with_gaps: SourcesReport, hostile: str, is_harmless: Callable[[str], bool]
) -> None:
    """Neither documents, labels, paraphrases nor reasons can steer the terminal."""
    documents = {
        name: replace(document, title=hostile, publication=hostile, publisher=hostile, file=hostile)
        for name, document in with_gaps.inventory.documents.items()
    }
    nodes = tuple(replace(node, text=hostile) for node in with_gaps.trace.nodes)
    report = replace(
        with_gaps,
        ruleset=hostile,
        library=hostile,
        inventory=replace(with_gaps.inventory, documents=documents),
        trace=replace(with_gaps.trace, nodes=nodes),
        reasons=dict.fromkeys(with_gaps.gaps, replace(WHY, text=hostile)),
    )
    assert is_harmless(render_sources(report, Screen(), trace=True))
    differences = [replace(DIFFERENCES[-1], detail=hostile)]
    assert is_harmless(render_differences(report.inventory, differences, Screen()))
