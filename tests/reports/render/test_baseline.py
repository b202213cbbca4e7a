"""What is accepted and what is to be accepted, where the command's own tests do not lead."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation.baselines.approval import Signature, approval_of
from evaluation.baselines.changes import changes, state_of
from evaluation.baselines.standing import Standing
from evaluation.baselines.store import Baseline
from evaluation.comparison import compare
from evaluation.gate.verdict import Check, Group
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run, RunRecord
from reports.data.baseline import baseline_to_data
from reports.render.baseline import render_baseline, render_proposal, standing_words
from reports.render.text import Screen

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome

SIGNATURE = Signature(approver="Dr A", role="Officer", reason="It is better.")

PROPOSED = """\
To be accepted
  engine      toaster@0.2.0
  run         fedcba987654, made on 2026-01-02, at revision 0123456
  vignettes   11 of 12 answered; red flags missed 1 of 2, undetected
              1 of 2, under-triage 1 of 2, over-triage 0 of 10
  note        Faults: a line too much.
  approver    Dr A (Officer)
  reason      It is better.

Accepted until now
  toaster@0.1.0, since 2026-01-03, by Dr A (Officer): It is better.

What changes
  engine      toaster@0.1.0 became toaster@0.2.0
  vignettes   same, 12
  vocabulary  same
  invariants  changed
  policy      same
  comparable  12 vignettes
  New missed red flags: 1 (0 fixed, 0 still)
    - smoke: expected unplug (fire), got keep (no red flag)
  New undetected red flags: 1 (1 fixed, 0 still)
    - and 1 of those above
  New under-triage or no answer: 2 (0 fixed, 0 still)
    - silent: expected keep (no red flag), got error: it broke
    - and 1 of those above
  New over-triage: none (0 fixed, 0 still)
  New lost pathways: none (0 fixed, 0 still)
  Less urgent, though acceptable: 9
    - calm-0
    - calm-1
    - calm-2
    - calm-3
    - calm-4
    - calm-5
    - calm-6
    - calm-7
    - and 1 more (--all shows them)

By the policy in force: 2 checks fail
  - Missed-red-flag rate (by action): 1 of 2 = 50.0 %; at most 0.0 %
    - smoke: expected unplug (fire), got keep (no red flag)
  - Limits of single red flags: 1 of 1 broken
    - fire: missed in 1 of 1
    - and 1 of those above"""
STANDS = Standing(
    failing=(
        Check(
            name="limit_missed_red_flag_rate",
            group=Group.LIMITS,
            title="Missed-red-flag rate (by action)",
            holds=False,
            numbers="1 of 2 = 50.0 %; at most 0.0 %",
            items=("smoke: expected unplug (fire), got keep (no red flag)",),
        ),
        Check(
            name="red_flags",
            group=Group.LIMITS,
            title="Limits of single red flags",
            holds=False,
            numbers="1 of 1 broken",
            items=(
                "fire: missed in 1 of 1",
                "smoke: expected unplug (fire), got keep (no red flag)",
            ),
        ),
    ),
    waived=0,
    is_measured=True,
)
HERE = "compared with toaster@0.2.0, which is what commands here judge; name another with"
WELL = Standing(failing=(), waived=0, is_measured=True)


@pytest.fixture
def before(record: RunRecord, outcome: "MakeOutcome") -> Run:
    """A run in which all is well but for one flag that was not seen."""
    made = (
        outcome("smoke", (2, 2), 2, needs=("fire",), raised=("fire",)),
        outcome("spark", (1, 2), 2, needs=("current",)),
        outcome("silent", (0, 0), 0),
        *(outcome(f"calm-{n}", (0, 1), 1) for n in range(9)),
    )
    return Run(record=record, outcomes=made, digest="sha256:" + "0123456789abcdef" * 4)


@pytest.fixture
def after(before: Run, outcome: "MakeOutcome") -> Run:
    """A run of the next version, which is worse, with a fault of its engine."""
    made = (
        outcome("smoke", (2, 2), 0, needs=("fire",)),
        outcome("spark", (1, 2), 2, needs=("current",), raised=("current",)),
        outcome("silent", (0, 0), None),
        *(outcome(f"calm-{n}", (0, 1), 0) for n in range(9)),
    )
    record = replace(
        before.record,
        engine="toaster@0.2.0",
        engine_fingerprint="sha256:other",
        invariants_fingerprint="sha256:other",
        git={"revision": "0123456789", "dirty": False},
        faults=("a line too much",),
    )
    return Run(record=record, outcomes=made, digest="sha256:" + "fedcba9876543210" * 4)


def accepted(run: Run, signature: Signature = SIGNATURE) -> Baseline:
    """The run, accepted."""
    time = "2026-01-03T00:00:00Z"
    approval = approval_of(run, signature, policy_fingerprint="p", time=time, previous="")
    return Baseline(run=run, approvals=(approval,))


def proposal(before: Run, after: Run, screen: Screen, *, every_item: bool = False) -> str:
    """What an approver sees who accepts the one after the other."""
    return render_proposal(
        after,
        SIGNATURE,
        STANDS,
        accepted(before),
        changes(state_of(before, "p"), state_of(after, "p")),
        compare(before.outcomes, after.outcomes),
        screen,
        every_item=every_item,
    )


def test_what_gets_worse_is_listed_with_the_worst_first(before: Run, after: Run) -> None:
    """Whole, in the columns of a narrow screen; each vignette once."""
    assert proposal(before, after, Screen(width=68)) == PROPOSED


def test_every_item_can_be_listed(before: Run, after: Run) -> None:
    """The ninth too, and nothing else changes."""
    text = proposal(before, after, Screen(width=68), every_item=True)
    assert text == PROPOSED.replace("- and 1 more (--all shows them)", "- calm-8")


def test_other_answers_that_cross_no_line_are_listed(before: Run, after: Run) -> None:
    """A red flag that is raised without need is another answer."""
    calm = before.outcomes[-1]
    loud = replace(calm, result=replace(calm.result, red_flags=frozenset({"fire"})))
    run = replace(after, outcomes=(*before.outcomes[:-1], loud))
    assert "\n  Answered otherwise: 1\n    - calm-8\n\n" in proposal(before, run, Screen())


def test_a_miss_that_gets_worse_is_listed(before: Run, outcome: "MakeOutcome") -> None:
    """What failed before and fails by more stands beside what newly fails."""
    known, worse = (outcome("smoke", (2, 2), given, needs=("fire",)) for given in (1, 0))
    text = proposal(
        replace(before, outcomes=(known, *before.outcomes[1:])),
        replace(before, outcomes=(worse, *before.outcomes[1:])),
        Screen(width=90),
    )
    assert (
        "  New missed red flags: 1 (1 of them worse than before, 0 fixed, 0 still)\n"
        "    - smoke: expected unplug (fire), got keep (no red flag)\n"
    ) in text


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (WELL, "every limit holds"),
        (replace(WELL, waived=2), "every limit holds, 2 waived"),
        (replace(STANDS, failing=STANDS.failing[:1]), "1 check fails"),
        (STANDS, "2 checks fail"),
        (replace(STANDS, is_measured=False), "no verdict"),
    ],
)
def test_how_a_run_stands_by_the_policy_in_few_words(stands: Standing, words: str) -> None:
    """Whatever is not measured is neither a failing nor a limit that holds."""
    assert standing_words(stands) == words


def test_an_engine_that_reports_no_red_flags_has_no_such_rate(before: Run) -> None:
    """It is not taken for one that raised all of them."""
    run = replace(before, record=replace(before.record, reports_red_flags=False))
    text = render_proposal(run, SIGNATURE, WELL, None, None, None, Screen(width=120))
    assert "red flags missed 0 of 2, undetected not reported, under-triage 0 of 2," in text
    assert text.endswith(
        "\nAccepted until now: nothing.\n\nBy the policy in force: every limit holds"
    )


def test_other_dispositions_are_not_compared(before: Run, after: Run) -> None:
    """A rank means something else there, and that is said."""
    text = render_proposal(
        after, SIGNATURE, WELL, accepted(before),
        changes(state_of(before, "p"), state_of(after, "p")), None, Screen(),
    )  # fmt: skip
    assert "\n  answers     other dispositions; not comparable\n" in text


def test_another_engine_of_the_same_name_is_not_called_the_same(before: Run) -> None:
    """The fingerprint decides, not the name."""
    other = replace(before, record=replace(before.record, engine_fingerprint="sha256:other"))
    since = changes(state_of(before, "p"), state_of(other, "p"))
    text = render_baseline(accepted(before), since, Screen())
    assert "\n  engine      toaster@0.1.0: same name and version, other content\n" in text
    assert not baseline_to_data(accepted(before), since)["since"]["engine"]["is_same"]


@pytest.mark.parametrize(
    ("kinds", "is_named", "words"),
    [
        ("command rules", False, f"{HERE} --engine"),
        ("rules python", False, f"{HERE} --rules"),
        ("command rules", True,
         "compared with toaster@0.2.0, as named, which is another kind of engine"),
        ("python python", False, "toaster@0.1.0 became toaster@0.2.0"),
    ],
)  # fmt: skip
def test_an_engine_of_another_kind_is_no_next_version(
    before: Run, after: Run, kinds: str, *, is_named: bool, words: str
) -> None:
    """An accepted program does not become the rules that happen to be configured."""
    old, new = (
        replace(run, record=replace(run.record, engine_kind=kind))
        for run, kind in zip((before, after), kinds.split(), strict=True)
    )
    since = changes(state_of(old, "p"), state_of(new, "p"))
    text = render_baseline(accepted(old), since, Screen(width=120), is_named=is_named)
    assert f"\n  engine      {words}\n" in text
    data = baseline_to_data(accepted(old), since)["since"]["engine"]
    assert [data[side]["kind"] for side in ("accepted", "now")] == kinds.split()


def test_colours_say_nothing_alone(before: Run, after: Run) -> None:
    """What gets worse is red, and reads the same without it."""
    text = proposal(before, after, Screen(width=68, has_colour=True))
    assert "\x1b[1;31mNew missed red flags: 1 (0 fixed, 0 still)\x1b[0m" in text
    plain = text
    for code in ("1", "1;31", "1;35", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == PROPOSED


def test_no_text_of_a_baseline_steers_a_terminal(
    before: Run,
    outcome: "MakeOutcome",
    hostile: str,
    is_harmless: Callable[[str], bool],
) -> None:
    """Run folders and approvals come from anywhere."""
    levels = (hostile, "b" + hostile, "c" + hostile)
    record = replace(
        before.record, engine=hostile, dispositions=levels, faults=(hostile,),
        git={"revision": hostile, "dirty": False},
    )  # fmt: skip
    names = (f"{hostile}{n}" for n in range(2))
    bad: tuple[Outcome, ...] = tuple(outcome(name, (2, 2), 0, needs=(hostile,)) for name in names)
    run = replace(before, record=record, outcomes=bad)
    signed = Signature(approver=hostile, role=hostile, reason=hostile)
    since = changes(state_of(before, hostile), state_of(run, ""))
    comparison = compare([outcome(bad[0].vignette, (2, 2), 2, needs=(hostile,))], bad)
    check = replace(STANDS.failing[0], title=hostile, numbers=hostile, items=(hostile,))
    hostile_too = replace(STANDS, failing=(check,))
    for text in (
        render_baseline(accepted(run, signed), since, Screen(), every_item=True),
        render_proposal(
            run, signed, hostile_too, accepted(run, signed), since, comparison, Screen()
        ),
        render_proposal(run, signed, hostile_too, None, None, None, Screen()),
    ):
        assert is_harmless(text)
        assert "right" in text


def test_an_approver_is_told_what_an_edit_of_a_gold_did(
    before: Run, after: Run, outcome: "MakeOutcome"
) -> None:
    """An id alone hides that less is asked for than before."""
    wider = outcome("spark", (0, 2), 2, needs=("current",), raised=("current",))
    wider = replace(wider, digests={**wider.digests, "gold": "another"})
    edited = tuple(wider if o.vignette == "spark" else o for o in after.outcomes)
    text = " ".join(proposal(before, replace(after, outcomes=edited), Screen(width=120)).split())
    assert (
        "Gold edited: 1 - spark: mend to unplug (current) became keep to unplug (current); "
        "weakened: a less urgent answer is acceptable now"
    ) in text
