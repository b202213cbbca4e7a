"""Waiver files: what they mean, and every way to write one wrongly."""

from datetime import date
from pathlib import Path

import pytest

from evaluation.domain import waivers_file
from evaluation.gate.waivers import COVERED, Waiver, build_waivers, read_waivers
from tests.evaluation.kit.files import NAME, edited, problems_of
from triage.loading.nodes import parse
from triage.loading.problems import LoadError

ONE = """\
  - covers: missed_red_flag
    of: F06-fever
    difference: 0123456789ab
    reason: Known.
    approver: Dr Example
    approved: 2026-06-01
    expires: 2026-08-01
"""
TEXT = f"waivers:\n{ONE}"
ALLOWED = ", ".join(COVERED)
DIGITS = "write the 12 digits that `triage gate --draft-waivers` prints."
NO_DATE = "no date; allowed: 2026-01-31."


def waivers_of(text: str) -> tuple[Waiver, ...]:
    """The waivers of a text that loads."""
    return build_waivers(parse(text.encode(), NAME), NAME)


def test_a_waiver_has_its_seven_parts_and_its_line() -> None:
    """All of an entry is in the value, and where it stands."""
    assert waivers_of(TEXT) == (
        Waiver(
            covers="missed_red_flag",
            of="F06-fever",
            difference="0123456789ab",
            reason="Known.",
            approver="Dr Example",
            approved=date(2026, 6, 1),
            expires=date(2026, 8, 1),
            line=2,
        ),
    )


@pytest.mark.parametrize("covers", COVERED)
def test_a_waiver_covers_an_endpoint_or_a_change_of_the_library(covers: str) -> None:
    """Every way to fail a vignette can be waived by name."""
    (granted,) = waivers_of(edited(TEXT, ("missed_red_flag", covers)))
    assert granted.key == (covers, "F06-fever")


def test_one_vignette_may_have_waivers_for_several_failings() -> None:
    """What must not stand twice is the pair of both."""
    text = TEXT + edited(ONE, ("missed_red_flag", "under_triage"))
    keys = [("missed_red_flag", "F06-fever"), ("under_triage", "F06-fever")]
    assert [granted.key for granted in waivers_of(text)] == keys


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "missed_red_flag",
            "removd",
            '2: waivers[1].covers: unknown failing "removd". Did you mean "removed"?',
        ),
        (
            "missed_red_flag",
            "everything",
            f'2: waivers[1].covers: unknown failing "everything". Allowed: {ALLOWED}.',
        ),
        (
            "missed_red_flag",
            "all",
            f'2: waivers[1].covers: unknown failing "all". Allowed: {ALLOWED}.',
        ),
        ("    of: F06-fever\n", "", '2: waivers[1]: the key "of" is missing.'),
        ("0123456789ab", "0123456789AB", f"4: waivers[1].difference: {DIGITS}"),
        ("0123456789ab", "012345", f"4: waivers[1].difference: {DIGITS}"),
        ("    reason: Known.\n", "", '2: waivers[1]: the key "reason" is missing.'),
        ("    approver: Dr Example\n", "", '2: waivers[1]: the key "approver" is missing.'),
        ("    expires: 2026-08-01\n", "", '2: waivers[1]: the key "expires" is missing.'),
        ("Known.", '" "', "5: waivers[1].reason: an empty text stands where text is needed."),
        (
            "Dr Example",
            '"-"',
            "6: waivers[1].approver: nothing stands there; say it in words.",
        ),
        ("Known.", '"."', "5: waivers[1].reason: nothing stands there; say it in words."),
        ("2026-06-01", "soon", f'7: waivers[1].approved: "soon" is {NO_DATE}'),
        ("2026-06-01", "2026-02-30", f'7: waivers[1].approved: "2026-02-30" is {NO_DATE}'),
        (
            "2026-08-01",
            "20260801",
            "8: waivers[1].expires: a whole number (20260801) stands where text is needed.",
        ),
        ("2026-08-01", "2026-W32-6", f'8: waivers[1].expires: "2026-W32-6" is {NO_DATE}'),
        (
            "2026-08-01",
            "2026-05-31",
            "8: waivers[1].expires: a waiver cannot expire before it is approved.",
        ),
    ],
)
def test_each_mistake_is_told_with_its_line_and_what_is_allowed(
    old: str, new: str, problem: str
) -> None:
    """One mistake gives one problem, which names place, value and remedy."""
    assert problems_of(edited(TEXT, (old, new)), build_waivers) == [f"f.yaml:{problem}"]


def test_a_waiver_may_last_one_day() -> None:
    """Approved and expiring on the same day is no mistake."""
    (granted,) = waivers_of(edited(TEXT, ("2026-08-01", "2026-06-01")))
    assert granted.approved == granted.expires


def test_a_second_waiver_for_the_same_failing_is_refused() -> None:
    """Two people cannot grant the same; the later entry is told."""
    text = TEXT + edited(ONE, ("Known.", "Known again."), ("2026-08-01", "2027-08-01"))
    problem = "f.yaml:10: waivers[2].of: a second waiver for the same failing."
    assert problems_of(text, build_waivers) == [problem]


def test_all_mistakes_are_told_at_once() -> None:
    """Problems of several waivers come together, in the order of the lines."""
    text = edited(TEXT, ("Known.", "''")) + edited(ONE, ("missed_red_flag", "removd"))
    assert problems_of(text, build_waivers) == [
        "f.yaml:5: waivers[1].reason: an empty text stands where text is needed.",
        'f.yaml:9: waivers[2].covers: unknown failing "removd". Did you mean "removed"?',
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{}", 'f.yaml:1: the key "waivers" is missing.'),
        (
            "policy: Mine\nwaivers: {longest_days: 3}",
            'f.yaml:1: no file of waivers: "policy" makes this a file of policy.',
        ),
        ("waivers: {}", "f.yaml:1: waivers: a mapping stands where a list is needed."),
        (
            "waivers:\n  - fever",
            'f.yaml:2: waivers[1]: text ("fever") stands where a mapping is needed.',
        ),
    ],
)
def test_what_is_no_list_of_waivers_is_refused(text: str, problem: str) -> None:
    """A file without the key, a mapping, and entries that are no waivers."""
    assert problems_of(text, build_waivers) == [problem]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A name mistyped is told; an empty list is how to grant nothing."""
    with pytest.raises(LoadError, match=r"none\.yaml: No such file or directory"):
        read_waivers(tmp_path / "none.yaml")
    assert waivers_of("waivers: []") == ()


def test_waivers_are_read_from_a_file(tmp_path: Path) -> None:
    """The file gives what its text gives; a wrong one is an error, not an empty list."""
    path = tmp_path / "waivers.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert read_waivers(path) == waivers_of(TEXT)
    path.write_text(edited(TEXT, ("covers:", "cover:")), encoding="utf-8")
    with pytest.raises(LoadError, match='unknown key "cover"'):
        read_waivers(path)


def test_the_waivers_file_load() -> None:
    """Whatever is granted for the knee is well formed."""
    assert isinstance(read_waivers(waivers_file("knee")), tuple)
