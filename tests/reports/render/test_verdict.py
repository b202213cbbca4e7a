"""The verdict of the gate, as a whole."""

from collections.abc import Callable

import pytest

from evaluation.gate.verdict import Check, GateReport, Group
from reports.render.text import Screen
from reports.render.verdict import headline, render_verdict

MEASURED = Check(
    name="results", group=Group.MEASURED, title="Every vignette has a result", holds=True,
    numbers="3 of 3 answered, 0 missing",
)  # fmt: skip
UNMEASURED = Check(
    name="results", group=Group.MEASURED, title="Every vignette has a result", holds=False,
    numbers="0 of 3 answered, 3 missing", items=("a", "b", "c"),
)  # fmt: skip
RATCHET = Check(
    name="new_missed_red_flag", group=Group.RATCHET, title="New missed red flags", holds=False,
    numbers="2 (0 fixed, 0 still)",
    items=(
        "smoking: expected unplug (fire), got keep (no red flag)",
        "sparking-again-and-again: expected mend (current), got error: it broke badly",
    ),
)  # fmt: skip
WAIVED = Check(
    name="new_lost_pathway", group=Group.RATCHET, title="New lost pathways", holds=True,
    numbers="2 (0 fixed, 0 still)", waived=("one", "two"),
)  # fmt: skip
LIMIT = Check(
    name="limit_accuracy", group=Group.LIMITS, title="Accuracy", holds=False,
    numbers="1 of 3 = 33.3 %; at least 95.0 %",
)  # fmt: skip

FAILED = """\
FAIL WITH 2 WAIVED  new against old, on 3 vignettes

FAILED  New missed red flags: 2 (0 fixed, 0 still)
  - smoking: expected unplug (fire), got keep (no red flag)
  - sparking-again-and-again: expected mend (current), got
    error: it broke badly

FAILED  Accuracy: 1 of 3 = 33.3 %; at least 95.0 %

ok  Every vignette has a result: 3 of 3 answered, 0 missing
ok  New lost pathways: 2 (0 fixed, 0 still); 2 waived

note  The baseline is a rule set.

Next: triage compare old new"""

PASSED = """\
PASS WITH 2 WAIVED  new against old, on 1 vignette

ok  Every vignette has a result: 3 of 3 answered, 0 missing
ok  New lost pathways: 2 (0 fixed, 0 still); 2 waived"""

NO_VERDICT = """\
NO VERDICT  new against old, on 3 vignettes

not measured  Every vignette has a result: 0 of 3 answered,
              3 missing
  - a
  - b
  - c

Next: triage compare old new"""


def rendered(
    *checks: Check,
    screen: Screen,
    n: int = 3,
    notes: tuple[str, ...] = (),
    sides: tuple[str, str] = ("new", "old"),
    next_command: str = "triage compare old new",
    every_item: bool = False,
) -> str:
    """A verdict on some checks."""
    return render_verdict(
        GateReport(checks=checks),
        candidate=sides[0],
        baseline=sides[1],
        n=n,
        notes=notes,
        next_command=next_command,
        screen=screen,
        every_item=every_item,
    )


def test_a_failed_gate_shows_what_fails_first_and_what_to_do_next() -> None:
    """Failing checks with their items, then those that hold, notes, and the next command."""
    note = "The baseline is a rule set."
    text = rendered(MEASURED, RATCHET, WAIVED, LIMIT, screen=Screen(width=60), notes=(note,))
    assert text == FAILED


def test_the_next_command_is_one_line_on_any_screen() -> None:
    """Two lines pasted into a shell are two commands, the second of which is none."""
    command = "triage compare 'a folder/with a name/that is long' rules/edited.yaml --vignettes x"
    text = rendered(RATCHET, screen=Screen(width=60), next_command=command)
    assert text.split("\n")[-1] == f"Next: {command}"


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ((MEASURED,), "PASS"),
        ((MEASURED, WAIVED), "PASS WITH 2 WAIVED"),
        ((MEASURED, WAIVED, LIMIT), "FAIL WITH 2 WAIVED"),
        ((UNMEASURED,), "NO VERDICT"),
    ],
)
def test_the_headline_never_leaves_out_what_was_waived(
    checks: tuple[Check, ...], words: str
) -> None:
    """In one line or in full: the same words begin both."""
    assert headline(GateReport(checks=checks)) == words
    assert rendered(*checks, screen=Screen()).startswith(f"{words}  new against old")


def test_a_passed_gate_shows_what_holds() -> None:
    """A line for each check, and no next command: there is nothing to look into."""
    assert rendered(MEASURED, WAIVED, screen=Screen(width=60), n=1) == PASSED


def test_a_gate_that_measured_nothing_gives_no_verdict() -> None:
    """What was not measured never says failed."""
    assert rendered(UNMEASURED, screen=Screen(width=60)) == NO_VERDICT


def test_a_gate_without_checks_gives_no_verdict() -> None:
    """Nothing checked is never a pass."""
    assert rendered(screen=Screen()) == (
        "NO VERDICT  new against old, on 3 vignettes\n\nNext: triage compare old new"
    )


@pytest.mark.parametrize(
    ("checks", "word", "code"),
    [
        ((MEASURED,), "PASS", "1;32"),
        ((MEASURED, LIMIT), "FAIL", "1;31"),
        ((UNMEASURED,), "NO VERDICT", "1;35"),
    ],
)
def test_colour_changes_no_word(checks: tuple[Check, ...], word: str, code: str) -> None:
    """Verdict, FAILED and ok are painted; taking the codes out gives the plain text."""
    painted = rendered(*checks, screen=Screen(width=120, has_colour=True))
    expected = rendered(*checks, screen=Screen(width=120))
    expected = expected.replace(word, f"\x1b[{code}m{word}\x1b[0m", 1)
    for label, paint in (("FAILED", "1;31"), ("not measured", "1;31"), ("ok", "32")):
        expected = expected.replace(f"\n{label}  ", f"\n\x1b[{paint}m{label}\x1b[0m  ")
    assert painted == expected


def check_of(*items: str, title: str = "X", name: str = "x") -> Check:
    """A check that fails on some items."""
    return Check(
        name=name, group=Group.LIMITS, title=title, holds=False, numbers="n", items=items
    )  # fmt: skip


@pytest.mark.parametrize(
    ("height", "shown", "more"),
    [
        (33, 30, []),
        (32, 28, ["  - and 2 more (--all shows them)"]),
        (24, 20, ["  - and 10 more (--all shows them)"]),
    ],
)
def test_what_has_no_room_on_the_screen_is_counted(
    height: int, shown: int, more: list[str]
) -> None:
    """A long list says how long it is, and how to see all of it."""
    names = [f"item {number}" for number in range(30)]
    screen = Screen(height=height)
    cut = rendered(check_of(*names), screen=screen, next_command="").split("\n")
    assert cut[3:] == [*(f"  - {name}" for name in names[:shown]), *more]
    assert len(cut) <= height
    every = rendered(check_of(*names), screen=screen, next_command="", every_item=True)
    assert every.split("\n")[3:] == [f"  - {name}" for name in names]


def test_an_item_that_stands_above_is_only_counted() -> None:
    """One missed patient fails several checks, and is described once."""
    again = Check(
        name="new_under_triage", group=Group.RATCHET, title="New under-triage", holds=False,
        numbers="3 (0 fixed, 0 still)",
        items=("only here: expected mend, got keep", *RATCHET.items),
    )  # fmt: skip
    text = rendered(RATCHET, again, screen=Screen(width=80), next_command="")
    assert text == (
        "FAIL  new against old, on 3 vignettes\n"
        "\n"
        "FAILED  New missed red flags: 2 (0 fixed, 0 still)\n"
        "  - smoking: expected unplug (fire), got keep (no red flag)\n"
        "  - sparking-again-and-again: expected mend (current), got error: it broke badly\n"
        "\n"
        "FAILED  New under-triage: 3 (0 fixed, 0 still)\n"
        "  - only here: expected mend, got keep\n"
        "  - and 2 of those above"
    )


def test_every_waiver_is_shown() -> None:
    """Whoever reads a pass sees what was let pass, by whom and for how long."""
    report = GateReport(checks=(MEASURED, WAIVED), waivers=("one: until 2026-03-01", "two: b"))
    text = render_verdict(
        report, candidate="new", baseline="old", n=3, notes=(), next_command="", screen=Screen()
    )
    assert text == (
        "PASS WITH 2 WAIVED  new against old, on 3 vignettes\n"
        "\n"
        "ok  Every vignette has a result: 3 of 3 answered, 0 missing\n"
        "ok  New lost pathways: 2 (0 fixed, 0 still); 2 waived\n"
        "\n"
        "waiver  one: until 2026-03-01\n"
        "waiver  two: b"
    )


@pytest.mark.parametrize("width", [60, 120])
def test_every_line_fits_the_screen(width: int) -> None:
    """Also where a file with a long name stands in the first line."""
    sides = ("knee@1.2.0 (rules/edited.yaml)", "knee@1.1.0, run on 2026-11-20")
    text = rendered(MEASURED, RATCHET, WAIVED, screen=Screen(width=width), sides=sides)
    assert [line for line in text.split("\n") if len(line) > width] == []


def test_hostile_content_arrives_harmless(hostile: str, is_harmless: Callable[[str], bool]) -> None:
    """Names of engines, vignettes and files cannot steer the terminal or fake a verdict."""
    check = Check(
        name="x",
        group=Group.RATCHET,
        title="X",
        holds=False,
        numbers=hostile,
        items=(hostile,),
    )
    holding = Check(
        name="y", group=Group.LIMITS, title="Y", holds=True, numbers=hostile, waived=(hostile,)
    )
    text = rendered(
        check,
        holding,
        screen=Screen(),
        notes=(hostile,),
        sides=(hostile, hostile),
        next_command=hostile,
    )
    assert is_harmless(text)
