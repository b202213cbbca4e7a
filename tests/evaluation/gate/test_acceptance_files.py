"""Files of acceptances: what they mean, every way to write one wrongly, and how one is added."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.baselines.approval import Signature, left_open
from evaluation.gate.acceptances import (
    Acceptance,
    acceptance_of,
    build_acceptances,
    read_acceptances,
    with_acceptance,
)
from tests.evaluation.kit.files import NAME, edited, problems_of
from tests.evaluation.kit.laws import laws
from triage.loading.nodes import parse
from triage.loading.problems import LoadError

ONE = """\
  - line: 0123456789ab
    says: "urgent -> routine: fever (by fever)"
    reason: Looked at.
    approver: Dr Example
    role: Safety officer
    approved: 2026-06-01
    expires: 2026-08-01
"""
TEXT = f"acceptances:\n{ONE}"
DIGITS = "write the 12 digits that `triage diff` prints."
NO_DATE = "no date; allowed: 2026-01-31."
SECOND = acceptance_of(
    "ba9876543210",
    "emergency -> urgent: anybody (by smoke)",
    Signature(approver="B. Example", role="Owner", reason="It is rare: one in 10,000."),
    date(2026, 6, 2),
    date(2026, 7, 2),
)


def acceptances_of(text: str) -> tuple[Acceptance, ...]:
    """The acceptances of a text that loads."""
    return build_acceptances(parse(text.encode(), NAME), NAME)


def told(found: Acceptance) -> tuple[object, ...]:
    """All that an acceptance says, without its place."""
    names = ("line", "says", "reason", "approver", "role", "approved", "expires")
    return tuple(getattr(found, name) for name in names)


def test_an_acceptance_has_its_seven_parts_and_its_place() -> None:
    """All of an entry is in the value, and where it stands."""
    assert acceptances_of(TEXT) == (
        Acceptance(
            line="0123456789ab",
            says="urgent -> routine: fever (by fever)",
            reason="Looked at.",
            approver="Dr Example",
            role="Safety officer",
            approved=date(2026, 6, 1),
            expires=date(2026, 8, 1),
            place=2,
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("0123456789ab", "0123456789AB", f"2: acceptances[1].line: {DIGITS}"),
        ("0123456789ab", "0123456789abc", f"2: acceptances[1].line: {DIGITS}"),
        (
            "0123456789ab",
            "123456789012",
            ("2: acceptances[1].line: a whole number (123456789012) stands where text is needed."),
        ),
        ("    role: Safety officer\n", "", '2: acceptances[1]: the key "role" is missing.'),
        ("    reason: Looked at.\n", "", '2: acceptances[1]: the key "reason" is missing.'),
        (
            "    role: Safety officer",
            "    roll: x",
            '2: acceptances[1]: the key "role" is missing.',
        ),
        (
            "Looked at.",
            "FILL IN",
            '4: acceptances[1].reason: "FILL IN" is still to be filled in.',
        ),
        (
            "Safety officer",
            '"-"',
            "6: acceptances[1].role: nothing stands there; say it in words.",
        ),
        (
            "Dr Example",
            '" "',
            "5: acceptances[1].approver: an empty text stands where text is needed.",
        ),
        ("2026-06-01", "soon", f'7: acceptances[1].approved: "soon" is {NO_DATE}'),
        ("2026-08-01", "2026-02-30", f'8: acceptances[1].expires: "2026-02-30" is {NO_DATE}'),
        (
            "2026-08-01",
            "2026-05-31",
            "8: acceptances[1].expires: an acceptance cannot expire before it is given.",
        ),
    ],
)
def test_each_mistake_is_told_with_its_line_and_what_is_allowed(
    old: str, new: str, problem: str
) -> None:
    """Place, value and remedy."""
    assert f"f.yaml:{problem}" in problems_of(edited(TEXT, (old, new)), build_acceptances)


def test_a_second_acceptance_of_the_same_line_is_refused() -> None:
    """The later entry is told."""
    text = TEXT + edited(ONE, ("Looked at.", "Looked at again."))
    problem = "f.yaml:9: acceptances[2].line: a second acceptance of the same line."
    assert problems_of(text, build_acceptances) == [problem]


def test_all_mistakes_are_told_at_once() -> None:
    """Of several entries, in the order of the lines."""
    text = edited(TEXT, ("Looked at.", "''")) + edited(ONE, ("2026-08-01", "never"))
    assert problems_of(text, build_acceptances) == [
        "f.yaml:4: acceptances[1].reason: an empty text stands where text is needed.",
        f'f.yaml:15: acceptances[2].expires: "never" is {NO_DATE}',
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{}", 'f.yaml:1: the key "acceptances" is missing.'),
        (
            "waivers: []",
            'f.yaml:1: no file of acceptances: "waivers" makes this a file of waivers.',
        ),
        ("acceptances: {}", "f.yaml:1: acceptances: a mapping stands where a list is needed."),
        (
            "acceptances:\n  - fever",
            'f.yaml:2: acceptances[1]: text ("fever") stands where a mapping is needed.',
        ),
    ],
)
def test_what_is_no_list_of_acceptances_is_refused(text: str, problem: str) -> None:
    """A file of another kind, and entries that are none."""
    assert problems_of(text, build_acceptances) == [problem]


def test_they_are_read_from_a_file(tmp_path: Path) -> None:
    """A missing file and a wrong one are errors, not an empty list."""
    path = tmp_path / "acceptances.yaml"
    with pytest.raises(LoadError, match=r"acceptances\.yaml: No such file or directory"):
        read_acceptances(path)
    path.write_text(TEXT, encoding="utf-8")
    assert read_acceptances(path) == acceptances_of(TEXT)
    path.write_text(edited(TEXT, ("line:", "lime:")), encoding="utf-8")
    with pytest.raises(LoadError, match=r'unknown key "lime"\. Did you mean "line"'):
        read_acceptances(path)
    assert acceptances_of("acceptances: []") == ()


ADDED = """\
  - line: "ba9876543210"
    says: "emergency -> urgent: anybody (by smoke)"
    reason: "It is rare: one in 10,000."
    approver: "B. Example"
    role: "Owner"
    approved: 2026-06-02
    expires: 2026-07-02
"""
HEAD = """\
# Lines of a rule difference that somebody looked at and lets pass, each for a time.
# Written by `triage accept`; see docs/diff.md.

"""
LEFT = edited(ADDED, ("  - line", "- line"), ("\n    ", "\n  "))
FILES = {
    "nothing": ("", f"{HEAD}acceptances:\n{ADDED}"),
    "blank lines": ("\n \n", f"{HEAD}acceptances:\n{ADDED}"),
    "an empty list": ("acceptances: []\n", f"acceptances:\n{ADDED}"),
    "no last line end": ("acceptances: []", f"acceptances:\n{ADDED}"),
    "comments": (
        "# ours\nacceptances: [ ]  # none yet\n# below\n",
        f"# ours\nacceptances:  # none yet\n# below\n{ADDED}",
    ),
    "one more": (TEXT, TEXT + ADDED),
    "blank lines after it": (f"{TEXT}\n\n", TEXT + ADDED),
    "comments after it": (f"{TEXT}    # for F06\n", f"{TEXT}    # for F06\n{ADDED}"),
    "not indented": (
        f"acceptances:\n# one\n{edited(ONE, ('  - line', '- line'), ('    ', '  '))}",
        f"acceptances:\n# one\n{edited(ONE, ('  - line', '- line'), ('    ', '  '))}{LEFT}",
    ),
    "other line ends": (TEXT.replace("\n", "\r\n"), (TEXT + ADDED).replace("\n", "\r\n")),
    "an empty list with other line ends": (
        "acceptances: []\r\n",
        f"acceptances:\n{ADDED}".replace("\n", "\r\n"),
    ),
}


@pytest.mark.parametrize(("before", "after"), FILES.values(), ids=FILES)
def test_one_is_added_and_the_rest_stays_as_it_was(before: str, after: str) -> None:
    """Comments, indents and line ends; what stood there and the new one are read."""
    assert with_acceptance(before, SECOND) == after
    old = acceptances_of(before) if before.strip() else ()
    assert [told(each) for each in acceptances_of(after)] == [
        *(told(each) for each in old),
        told(SECOND),
    ]


texts = st.text(min_size=1, max_size=30).filter(lambda text: not left_open(text))


@laws
@given(
    texts,
    texts,
    texts,
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.dates(date(2100, 1, 1), date(2200, 1, 1)),
)
def test_whatever_is_written_is_read_back(
    approver: str, role: str, reason: str, approved: date, expires: date
) -> None:
    """Any text that says something: quotes, colons, line breaks, and what nobody can see."""
    signature = Signature(approver=approver, role=role, reason=reason)
    made = acceptance_of("0" * 12, "-> :", signature, approved, expires)
    (found,) = acceptances_of(with_acceptance("", made))
    assert told(found) == told(made)
    assert found.reason == reason.strip()


@pytest.mark.parametrize(
    "reason",
    [
        "He said: \"no\" \N{EN DASH} 'yes' #2",
        "two\nlines\r\nand\ta tab",
        "- [x] {a: b} & *c !d %e @f `g`",
        "Größe 👩‍⚕️ \N{LINE SEPARATOR}\N{NEXT LINE}\N{NO-BREAK SPACE}x\N{RIGHT-TO-LEFT OVERRIDE}",
        "2026-01-01",
        "null",
        "yes",
        "0123456789ab",
        "1e5",
        "\x00 a bell \x07 \x7f \ufeff \U000e0001",
        "\\u0041 \\n",
    ],
)
def test_a_text_that_means_something_to_yaml_is_read_back(reason: str) -> None:
    """Each in one line of the file, whatever is in it."""
    signature = Signature(approver="A", role="B", reason=reason)
    made = acceptance_of("0" * 12, "x", signature, date(2026, 1, 1), date(2026, 1, 2))
    text = with_acceptance("", made)
    assert len(text.splitlines()) == len(HEAD.splitlines()) + 1 + 7
    assert acceptances_of(text)[0].reason == reason.strip()
