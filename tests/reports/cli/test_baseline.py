"""What an approver sees and signs, and what is told of it later."""

import json

import pytest

from tests.reports.cli.accepting import APPROVE, make_worse, without_chance, write_toes
from tests.reports.cli.command import Done

OTHERS = ("--approver", "Prof. Other", "--role", "Reader")
FIRST = """\
To be accepted
  engine      toes@0.1.0
  run         DIGEST, made on DATE, outside a checkout
  vignettes   10 of 10 answered; red flags missed 0 of 2, undetected 0 of 2, under-triage 0 of 6,
              over-triage 0 of 6
  approver    Dr Example (Safety officer)
  reason      The first rules.

Accepted until now: nothing.

By the policy in force: every limit holds

Accepted toes@0.1.0 in baseline. Commit it in a change of its own.
"""
WORSE = """\
To be accepted
  engine      toes@0.2.0
  run         DIGEST, made on DATE, outside a checkout
  vignettes   10 of 10 answered; red flags missed 1 of 2, undetected 1 of 2, under-triage 2 of 6,
              over-triage 0 of 6
  approver    Prof. Other (Reader)
  reason      To see�[31m what happens

Accepted until now
  toes@0.1.0, since DATE, by Dr Example (Safety officer): The first rules.

What changes
  engine      toes@0.1.0 became toes@0.2.0
  vignettes   1 added, 1 removed, 1 input edited, 1 text edited
  vocabulary  same
  invariants  same
  policy      changed
  Added: 1
    - six-whole-days
  Removed: 1
    - six-days
  Input edited: 1
    - eight-days: duration_days: 8 became 9
  Text edited: 1
    - straight-after-the-door
  comparable  8 vignettes
  New missed red flags: 1 (0 fixed, 0 still)
    - bent-after-the-door: expected today (bent_toe), got home (no red flag)
  New undetected red flags: 1 (0 fixed, 0 still)
    - and 1 of those above
  New under-triage or no answer: 2 (0 fixed, 0 still)
    - nobody-looked-at-the-toe: expected visit to today (no red flag), got home (no red flag)
    - and 1 of those above
  New over-triage: none (0 fixed, 0 still)
  New lost pathways: none (0 fixed, 0 still)
  Patients made less urgent: 4
    - DIGEST  today -> home: a toe out of shape; known absent: fever (by bent-toe)
    - DIGEST  today -> visit; loses the red flag "a toe out of shape": a toe out of shape (by
      bent-toe)
    - DIGEST  visit -> home; possible today -> visit: known absent: fever (by bent-toe)
    - DIGEST  possible today -> home: known absent: fever (by bent-toe)

By the policy in force: 4 checks fail
  - Missed-red-flag rate (by action): 1 of 2 = 50.0 %; at most 0.0 %
    - bent-after-the-door: expected today (bent_toe), got home (no red flag)
  - Missed-red-flag rate by detection: 1 of 2 = 50.0 %; at most 0.0 %
    - and 1 of those above
  - Under-triage rate: 2 of 6 = 33.3 %; at most 0.0 %
    - nobody-looked-at-the-toe: expected visit to today (no red flag), got home (no red flag)
    - and 1 of those above
  - Limits of single red flags: 1 of 2 broken
    - bent_toe: missed in 1 of 1, at most 0.0 %
    - bent_toe: not raised in 1 of 1, at most 0.0 %
    - and 1 of those above

Accepted toes@0.2.0 in baseline. Commit it in a change of its own.
"""
SHOWN = """\
toes@0.1.0, accepted on DATE by Dr Example (Safety officer)
  reason      The first rules.
  run         DIGEST, made on DATE, outside a checkout
  vignettes   10 of 10 answered; red flags missed 0 of 2, undetected 0 of 2, under-triage 0 of 6,
              over-triage 0 of 6

Since then
  engine      toes@0.1.0 became toes@0.2.0
  vignettes   1 added, 1 removed, 1 input edited, 1 text edited
  vocabulary  same
  invariants  same
  policy      changed
  Added: 1
    - six-whole-days
  Removed: 1
    - six-days
  Input edited: 1
    - eight-days
  Text edited: 1
    - straight-after-the-door

History: 1 approval
  - DATE  toes@0.1.0, by Dr Example (Safety officer): The first rules.

A reference for testing software, made by nobody clinical. Not medical advice.
"""
AFTER = """\
toes@0.2.0, accepted on DATE by Prof. Other (Reader)
  reason      To see�[31m what happens
  run         DIGEST, made on DATE, outside a checkout
  vignettes   10 of 10 answered; red flags missed 1 of 2, undetected 1 of 2, under-triage 2 of 6,
              over-triage 0 of 6

Since then
  engine      same, toes@0.2.0
  vignettes   same, 10
  vocabulary  same
  invariants  same
  policy      same

History: 2 approvals
  - DATE  toes@0.2.0, by Prof. Other (Reader): To see�[31m what happens
  - DATE  toes@0.1.0, by Dr Example (Safety officer): The first rules.

A reference for testing software, made by nobody clinical. Not medical advice.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    """The first approval, what is told after everything changed, and a second approval."""
    toes = write_toes(tmp_path_factory.mktemp("told"))
    done = {"first": toes(*APPROVE), "at once": toes("baseline", "show", "--json")}
    make_worse(toes.folder)
    done["show"] = toes("baseline", "show")
    done["json"] = toes("baseline", "show", "--json")
    done["second"] = toes(
        "baseline", "approve", *OTHERS, "--reason", "To see\x1b[31m what\nhappens"
    )
    done["after"] = toes("baseline", "show")
    return done


@pytest.mark.parametrize(
    ("step", "text"),
    [("first", FIRST), ("show", SHOWN), ("second", WORSE), ("after", AFTER)],
    ids=["the-first", "shown", "the-next", "shown-after"],
)
def test_an_approval_is_told_before_it_is_given_and_later(
    told: dict[str, Done], step: str, text: str
) -> None:
    """The run, who signs and why; what stood before; what changes, above all what gets worse."""
    done = told[step]
    assert (done.code, done.err) == (0, "")
    assert without_chance(done.out) == text


def test_what_is_accepted_as_json(told: dict[str, Done]) -> None:
    """A machine gets the head of the run, every approval and every difference."""
    first, later = (json.loads(told[step].out) for step in ("at once", "json"))
    assert list(first) == ["schema", "disclaimer", "run", "approvals", "since"]
    assert first["schema"] == "triage-accepted/1"
    assert first["run"]["engine"] == "toes@0.1.0"
    assert [each["run"] for each in first["approvals"]] == [first["run"]["digest"]]
    assert first["approvals"][0]["reason"] == "The first rules."
    assert first["since"]["engine"]["is_same"]
    assert not any(first["since"]["vignettes"].values())
    assert {**first, "since": None} == {**later, "since": None}
    engine = later["since"].pop("engine")
    assert (engine["is_same"], engine["now"]["engine"]) == (False, "toes@0.2.0")
    assert later["since"] == {
        "vignettes": {
            "added": ["six-whole-days"],
            "removed": ["six-days"],
            "input_edited": ["eight-days"],
            "gold_edited": [],
            "text_edited": ["straight-after-the-door"],
        },
        "vocabulary": {"is_same": True},
        "invariants": {"is_same": True},
        "policy": {"is_same": False},
    }
