"""Findings for people, and as data."""

import re
from collections.abc import Callable
from dataclasses import replace

from reports.render.text import Screen
from reports.sign.findings import Finding, Group, State, compared
from reports.sign.words import render_findings, verification_to_data

ONE, OTHER = "1" * 64, "2" * 64
SAME = compared(Group.FILES, "report.html", "seal", ONE, ONE)
CHANGED = compared(Group.FILES, "report.html", "hash of rules", ONE, OTHER, "as in report.json")
MISSING = compared(Group.ATTESTATION, "moon", "hash", ONE, "")
UNSEEN = Finding(
    group=Group.INPUTS,
    of="library",
    what="hash",
    state=State.UNSEEN,
    expected=ONE,
    note="--vignettes DIR",
)
UNKNOWN = Finding(
    group=Group.ATTESTATION,
    of="a.json",
    what="signature",
    state=State.UNKNOWN,
    note="name the public key with --key; anybody can write hashes",
)
WHOLE = """\
DOES NOT MATCH  report.html
2 differs, 1 cannot be checked, 1 same, 1 not looked at

The files themselves
                              expected      found
  report.html  seal           111111111111  111111111111  same
  report.html  hash of rules  111111111111  222222222222  differs
      as in report.json

What the report was made of
                 expected      found
  library  hash  111111111111         not looked at  --vignettes DIR

The attestation
                     expected      found
  moon    hash       111111111111  none   differs
  a.json  signature                       cannot be checked
      name the public key with --key; anybody can write hashes
"""


def test_a_whole_page() -> None:
    """All lines are counted above; a line for each comparison, notes below where it is narrow."""
    found = (SAME, CHANGED, UNSEEN, MISSING, UNKNOWN)
    assert render_findings(found, ["report.html"], Screen()) == WHOLE.rstrip("\n")


def test_the_word_at_the_top_says_what_was_checked() -> None:
    """Verified needs a signature; without one the best is unchanged, and the page says why."""
    signed = compared(Group.ATTESTATION, "a.json", "signature", ONE, ONE)
    pages = {
        "VERIFIED  a": [SAME, signed],
        "UNCHANGED  a": [SAME, UNSEEN],
        "NOT VERIFIED  a": [UNSEEN],
        "DOES NOT MATCH  a": [MISSING, UNKNOWN],
    }
    for head, found in pages.items():
        first, *others = render_findings(found, ["a"], Screen()).splitlines()
        assert first == head
        is_told = any("No signature was looked at" in line for line in others)
        assert is_told is ("attestation" not in {f.group.name.lower() for f in found})


DOUBT = replace(UNKNOWN, group=Group.FILES, of="x.csv", what="rendered anew")


def heads(found: list[Finding], *names: str) -> list[str]:
    """What stands above the first empty line, but for the counts."""
    first, *_ = render_findings(found, names, Screen()).partition("\n\n")
    return first.splitlines()[:-1]


def test_nothing_is_said_to_be_unchanged_that_nobody_checked() -> None:
    """Only the files that hold are, below those that nothing proves."""
    partly = ["NOT VERIFIED  x.csv", "UNCHANGED  report.html, run"]
    assert heads([SAME, DOUBT], "report.html", "x.csv", "run") == partly
    assert heads([SAME, DOUBT], "x.csv") == ["NOT VERIFIED  x.csv"]
    all_of_it = ["NOT VERIFIED  report.html, x.csv"]
    assert heads([SAME, DOUBT, UNKNOWN], "report.html", "x.csv") == all_of_it
    assert heads([SAME, UNKNOWN], "report.html", "x.csv") == all_of_it
    worse = ["DOES NOT MATCH  report.html, x.csv"]
    assert heads([CHANGED, DOUBT], "report.html", "x.csv") == worse


def test_counts_are_those_of_the_lines_below() -> None:
    """Every line is counted once, by the word at its end."""
    found = [SAME, SAME, CHANGED, UNSEEN, MISSING, UNKNOWN, DOUBT]
    counts = render_findings(found, ["a"], Screen()).splitlines()[1]
    assert counts == "2 differs, 2 cannot be checked, 2 same, 1 not looked at"
    assert sum(int(each.split()[0]) for each in counts.split(", ")) == len(found)


def test_colour_is_never_the_only_sign() -> None:
    """Without its colours a page is the same page."""
    found = (SAME, CHANGED, UNSEEN, MISSING, UNKNOWN)
    painted = render_findings(found, ["a"], Screen(has_colour=True))
    assert "\x1b[" in painted
    painted = re.sub(r"\x1b\[[0-9;]*m", "", painted)
    assert painted == render_findings(found, ["a"], Screen())


def test_no_name_of_a_file_steers_the_terminal(
    hostile: str, is_harmless: Callable[[str], bool]
) -> None:
    """Names, words of a foreign statement and notes come from anywhere."""
    found = [compared(Group.FILES, hostile, hostile, hostile, "", hostile)]
    assert is_harmless(render_findings(found, [hostile], Screen()))


def test_as_data_hashes_are_whole() -> None:
    """The words for what became of each are those of the page."""
    data = verification_to_data([SAME, MISSING], ["a"])
    assert (data["outcome"], data["exit_code"], data["of"]) == ("differs", 1, ["a"])
    assert data["not_checked"] == []
    partly = verification_to_data([SAME, DOUBT, UNKNOWN], ["report.html", "x.csv"])
    assert (partly["not_checked"], partly["exit_code"]) == (["x.csv"], 3)
    assert [each["state"] for each in data["findings"]] == ["same", "differs"]
    assert data["findings"][1] == {
        "group": "attestation",
        "of": "moon",
        "what": "hash",
        "state": "differs",
        "expected": ONE,
        "found": "",
        "note": "",
    }
