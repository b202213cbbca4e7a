"""The verdict on one screen: laws for any report, on screens of any size."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluation.gate.verdict import Check, GateReport, Group, Verdict
from reports.render.columns import columns
from reports.render.harm import worst_first
from reports.render.text import Screen
from reports.render.verdict import headline, render_verdict

FEW = 15  # failing checks, whose titles have room on any screen
NAMES = ("limit_accuracy", "proofs", "new_missed_red_flag", "vocabulary")
COMMAND = "triage compare old new.yaml"
WORDS = st.text("abc é膝🦵\u0301-", min_size=1, max_size=120)


@st.composite
def checks(draw: st.DrawFn) -> list[Check]:
    """Any number of checks with any number of items, some of them in several checks."""
    said = draw(WORDS)
    sizes = draw(st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=40))
    of_all = [f"v{number}: {said}" for number in range(60)]
    return [
        Check(
            name=draw(st.sampled_from(NAMES)),
            group=draw(st.sampled_from([Group.RATCHET, Group.LIMITS, Group.WAIVERS])),
            title=f"Check <{place}>",
            holds=holds,
            numbers=f"{n} of 60",
            items=() if holds else tuple(of_all[draw(st.integers(0, 20)) :][:n]),
            waived=("a",) if holds and n % 3 == 0 else (),
        )
        for place, (holds, n) in enumerate(sizes)
    ]


REPORTS = st.builds(
    GateReport,
    checks=checks().map(tuple),
    waivers=st.lists(WORDS.map("waived {}".format), max_size=12).map(tuple),
    acceptances=st.lists(WORDS.map("line {}".format), max_size=12).map(tuple),
)
NOTES = st.lists(WORDS.map("remark {}".format), max_size=4)
SCREENS = st.builds(
    lambda columns, height: Screen(width=min(columns, 120), edge=columns, height=height),
    st.integers(60, 200),
    st.integers(22, 60),
)


def lines_of(
    report: GateReport, screen: Screen, notes: list[str], *, every_item: bool = False
) -> list[str]:
    """The verdict on a report."""
    return render_verdict(
        report,
        candidate="new",
        baseline="old",
        n=60,
        notes=notes,
        next_command=COMMAND,
        screen=screen,
        every_item=every_item,
    ).split("\n")


def entries(lines: list[str]) -> list[str]:
    """The lines, with those that were wrapped in one again."""
    joined = re.sub(r"\n {4,}", " ", "\n".join(lines))
    return [line for line in joined.split("\n") if line]


def parts(lines: list[str]) -> Iterator[list[str]]:
    """Each failing check with its items."""
    found: list[str] = []
    for line in entries(lines)[1:]:
        if not line.startswith("  - ") and found:
            yield found
            found = []
        if line.startswith(("FAILED", "  - ")):
            found.append(line)
    if found:
        yield found


def numbers(pattern: str, text: str) -> int:
    """The sum of the numbers that stand before some words."""
    return sum(int(found) for found in re.findall(rf"(\d+) {pattern}", text))


@given(report=REPORTS, notes=NOTES, screen=SCREENS)
def test_it_fits_the_screen(report: GateReport, notes: list[str], screen: Screen) -> None:
    """No more lines than there are, and none that is wider, whatever alphabet it is in."""
    lines = lines_of(report, screen, notes)
    assert screen.height is not None
    assert len(lines) <= screen.height
    assert [line for line in lines if columns(line) > screen.edge] == []


@given(report=REPORTS, notes=NOTES, screen=SCREENS)
def test_the_verdict_is_first_and_the_next_command_last(
    report: GateReport, notes: list[str], screen: Screen
) -> None:
    """Who looks for a second sees what came out, and what to type."""
    lines = lines_of(report, screen, notes)
    assert lines[0].startswith(f"{headline(report)}  new against old")
    assert (lines[-1] == f"Next: {COMMAND}") == (report.verdict is not Verdict.PASS)


@given(report=REPORTS, notes=NOTES, screen=SCREENS)
def test_every_failing_check_is_named_the_worst_first(
    report: GateReport, notes: list[str], screen: Screen
) -> None:
    """With its numbers or by its title, unless all the titles would fill half of the screen."""
    if len(report.failing) > FEW:
        return
    text = " ".join(" ".join(lines_of(report, screen, notes)).split())
    named = [text.find(check.title.split(" ")[1]) for check in worst_first(report.failing)]
    assert -1 not in named
    assert named == sorted(named)


@given(report=REPORTS, notes=NOTES, screen=SCREENS)
def test_what_is_shown_and_what_is_counted_is_all(
    report: GateReport, notes: list[str], screen: Screen
) -> None:
    """Of checks, of the items of each, of waivers, acceptances and notes."""
    lines = lines_of(report, screen, notes)
    text = "\n".join(entries(lines))
    heads = [part for part in parts(lines) if "more (--all" not in part[0]]
    others = numbers(r"more \(--all shows \w+\): Check", text)
    assert len(heads) + others == len(report.failing)
    for (head, *items), check in zip(heads, worst_first(report.failing), strict=False):
        shown = [item for item in items if item.startswith("  - v")]
        counted = numbers("(?:more|not shown|of those above)", " ".join([head, *items]))
        assert len(shown) + counted == len(check.items)
    for mark, texts in (
        ("waiver", report.waivers),
        ("accepted", report.acceptances),
        ("note", notes),
    ):
        told = [line for line in entries(lines) if line.startswith(f"{mark}  ")]
        cut = [line for line in told if line.endswith(("shows them)", "shows it)"))]
        assert len(told) - len(cut) + numbers("(?:more|not shown)", " ".join(cut)) == len(texts)
    holding = [line for line in entries(lines) if line.startswith("ok  ")]
    cut = [line for line in holding if "--all" in line]
    counted = numbers("(?:more checks?|of) ", " ".join(cut))
    assert len(holding) - len(cut) + counted == len(report.checks) - len(report.failing)


@given(report=REPORTS, notes=NOTES, screen=SCREENS)
def test_all_lists_everything(report: GateReport, notes: list[str], screen: Screen) -> None:
    """Every check with its numbers, every item once, every waiver, acceptance and note."""
    text = " ".join(" ".join(lines_of(report, screen, notes, every_item=True)).split())
    told = [f"{check.title}: {check.numbers}" for check in report.checks]
    items = [item for check in report.failing for item in check.items]
    for each in (*told, *items, *report.waivers, *report.acceptances, *notes):
        assert " ".join(each.split()) in text
    assert "--all" not in text


@given(report=REPORTS, screen=SCREENS)
def test_the_worst_check_names_an_item(report: GateReport, screen: Screen) -> None:
    """However many checks fail: a patient says more than a rate."""
    lines = lines_of(report, screen, [])
    if report.failing and worst_first(report.failing)[0].items:
        assert [line for line in lines if line.startswith("  - v")] != []


def failing(names: int, items: int) -> GateReport:
    """So many failing checks with so many items each, and a long waiver."""
    return GateReport(
        checks=tuple(
            Check(
                name=f"check_{name}",
                group=Group.RATCHET,
                title=f"What is asked of every vignette, number {name}",
                holds=False,
                numbers=f"{items} (0 fixed, 0 still)",
                items=tuple(f"{name}-{item} " + "膝" * 5_000 for item in range(items)),
            )
            for name in range(names)
        ),
        waivers=("long " * 20_000,),
    )


@pytest.mark.parametrize(("columns", "height"), [(60, 22), (80, 22), (200, 48)])
@pytest.mark.parametrize(("names", "items"), [(1, 500), (12, 40), (100, 5), (100, 0)])
def test_even_a_hundred_checks_and_long_lines_fit(
    columns: int, height: int, names: int, items: int
) -> None:
    """What has no room even as a title is counted."""
    screen = Screen(width=min(120, columns), edge=columns, height=height)
    lines = lines_of(failing(names, items), screen, ["note " * 20_000])
    test = [line for line in lines if line.startswith("FAILED  ")]
    others = numbers(r"more \(--all", test[-1]) if names > 12 or height < 48 else 0
    assert len(lines) <= height
    assert len(test) - bool(others) + others == names
    assert lines[-1] == f"Next: {COMMAND}"


def test_a_long_command_counts_for_the_lines_that_a_terminal_makes_of_it() -> None:
    """It stays one line, to be copied, and takes several."""
    screen = Screen(width=60, height=24)
    command = "triage compare " + "x" * 200
    text = render_verdict(
        GateReport(checks=(replace(failing(1, 0).checks[0], items=tuple("abcdefghijklmnopqr")),)),
        candidate="new",
        baseline="old",
        n=1,
        notes=[],
        next_command=command,
        screen=screen,
    ).split("\n")
    assert text[-1] == f"Next: {command}"
    assert len(text) + 3 == 24


@example(0)
@given(st.integers(0, 20))
def test_without_a_height_all_that_fails_is_shown(items: int) -> None:
    """What holds is counted all the same."""
    holds = Check(name="y", group=Group.LIMITS, title="Y", holds=True, numbers="1")
    fails = Check(
        name="x", group=Group.LIMITS, title="X", holds=False, numbers="1",
        items=tuple(f"v{number}" for number in range(items)),
    )  # fmt: skip
    lines = lines_of(GateReport(checks=(fails, holds)), Screen(), [])
    assert sum(line.startswith("  - v") for line in lines) == items
    assert "ok  1 of 2 checks holds (--all shows it)" in lines


@pytest.mark.parametrize(("height", "shown"), [(24, 9), (14, 9), (12, 7)])
def test_all_that_was_let_pass_is_shown_where_there_is_room(height: int, shown: int) -> None:
    """By name, and not only the first few."""
    holds = Check(name="results", group=Group.MEASURED, title="Y", holds=True, numbers="1")
    report = GateReport(checks=(holds,), waivers=tuple(f"waived {n}" for n in range(9)))
    lines = lines_of(report, Screen(height=height), [])
    assert sum(line.startswith("waiver  waived") for line in lines) == shown
    assert ("waiver  2 more (--all shows them)" in lines) == (shown < 9)
